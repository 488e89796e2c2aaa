/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-bank-statement.h"
#include "aeq-flow-pool.h"
#include "aeq-flow-writer.h"

G_BEGIN_DECLS

/* One account while a file is taken in. */
typedef struct AeqIntakeGroup AeqIntakeGroup;

typedef struct
{
  const AeqAccount *account;
  gboolean          waits;      /* entries wait for the end of their statement */
  AeqReportKind     kind;       /* of the last entry */
  gint64            booked;     /* sum of the open statement's booked entries */
  gboolean          overflow;
  AeqIntakeGroup   *open;
  GPtrArray        *statements; /* AeqBankStatement: all of the account once they were needed */
  GHashTable       *by_id;      /* gint64* -> the same */
} AeqIntakeAccount;

AeqIntakeAccount *aeq_intake_account_new  (const AeqAccount *account);
void              aeq_intake_account_free (AeqIntakeAccount *self);
/* Knows the statements that the ledger has. */
gboolean          aeq_intake_account_load (AeqIntakeAccount *self, AeqLedger *ledger, GError **error);
/* Takes the statement over. */
void              aeq_intake_account_add  (AeqIntakeAccount *self, AeqBankStatement *statement);
void              aeq_intake_account_sort (AeqIntakeAccount *self);

/* Entries of one account that wait, texts and details copied. */
typedef struct
{
  AeqFlow        flow;
  AeqFlowDetail *details;
  guint          n_details;
  AeqKnownFlow  *known;    /* what it turned out to be, or became */
  gboolean       is_new;
  gint64         id;
  AeqId          uid;
} AeqIntakeItem;

struct AeqIntakeGroup
{
  AeqIntakeAccount       *account;
  const AeqBankStatement *statement; /* (nullable) */
  GArray                 *items;     /* AeqIntakeItem */
  GStringChunk           *texts;
};

AeqIntakeGroup *aeq_intake_group_new  (AeqIntakeAccount *account);
void            aeq_intake_group_free (AeqIntakeGroup *self);
void            aeq_intake_group_add  (AeqIntakeGroup *self, const AeqFlow *flow, const AeqFlowDetail *details, guint n_details);

/* What the user is told at the end. */
typedef struct
{
  guint64  merged;
  guint64  settled;
  guint64  withdrawn;
  GString *names;
} AeqMergeNotes;

void aeq_merge_notes_init  (AeqMergeNotes *self);
void aeq_merge_notes_clear (AeqMergeNotes *self);
void aeq_merge_notes_tell  (const AeqMergeNotes *self, GPtrArray *notes);

typedef struct
{
  AeqLedger     *ledger;
  AeqFlowWriter *writer;
  gint64         import_id;
  AeqMergeNotes *told;
} AeqMerge;

/* Works statements off in the order that they came: @groups is of AeqIntakeGroup. */
gboolean aeq_merge_groups (AeqMerge *self, GPtrArray *groups, GError **error);

/* One entry says again what @known is: vouches for it and enriches it. */
gboolean aeq_merge_entry  (AeqMerge *self, const AeqAccount *account, AeqKnownFlow *known, const AeqBankStatement *statement,
                           AeqIntakeItem *item, GError **error);
/* An intraday flow that the end-of-day statement of import @import_id does not have. */
gboolean aeq_merge_withdraw (AeqMerge *self, const AeqAccount *account, AeqKnownFlow *known, gint64 import_id, GError **error);

/* Takes back what import @import_id has vouched for, before its own flows are deleted: flows that others vouch for stay and become
 * what those say. @kept counts its flows that stay. */
gboolean aeq_merge_undo (AeqLedger *ledger, gint64 import_id, gint64 *kept, GCancellable *cancellable, GError **error);

G_END_DECLS
