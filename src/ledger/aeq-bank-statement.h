/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-flow.h"

G_BEGIN_DECLS

/* A statement, intraday report or notification of a bank, or one page of it, as an import brought it. */
typedef struct
{
  gint64        id;          /* local */
  AeqId         uid;         /* of its content: the same statement in two imports has one uid */
  gint64        account;
  char         *format;      /* "mt940" */
  AeqReportKind kind;
  char         *identifier;  /* (nullable) */
  gint64        number;      /* 0: none */
  gint64        page;        /* 0: it is not paged */
  int           last_page;   /* 1 the last, 0 more follow, -1 it does not say */
  AeqDate       first_day;   /* AEQ_DATE_NONE when nothing says it */
  AeqDate       last_day;
  AeqInstant    from_ts;     /* AEQ_INSTANT_NONE without times */
  AeqInstant    to_ts;
  AeqInstant    created_ts;
  gboolean      has_opening;
  gboolean      has_closing;
  gint64        opening;
  gint64        closing;
  gint64        entries;
  gboolean      tied;        /* opening and booked entries make the closing */
  gint64        import_id;
  guint         part;        /* file of an archive, while it is imported */
} AeqBankStatement;

void aeq_bank_statement_free (AeqBankStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqBankStatement, aeq_bank_statement_free)

/* Stores it under the id that it has, inside the caller's transaction; fills the uid. */
gboolean   aeq_bank_statement_put  (AeqLedger *ledger, const AeqAccount *account, AeqBankStatement *self, GError **error);
/* All of an account, by last day, number and page; GPtrArray of AeqBankStatement. */
GPtrArray *aeq_bank_statement_list (AeqLedger *ledger, gint64 account, GError **error);

/* How the entries of @self lie to those of another report of the account. */
typedef enum
{
  AEQ_REPORTS_APART,  /* of other days, another page, or the one goes on from the other: no entry of the one is in the other */
  AEQ_REPORTS_REPEAT, /* the same report again, or one of the same kind that may hold the other's entries */
  AEQ_REPORTS_OTHER,  /* another kind or format that may tell of the same movements */
  AEQ_REPORTS_EQUAL   /* two formats of one end-of-day statement: same days, same balances */
} AeqReportsRelation;

AeqReportsRelation aeq_bank_statement_relation (const AeqBankStatement *self, const AeqBankStatement *other);
/* Whether the end-of-day statement @self, with the pages of it among @all, is complete and proves it. */
gboolean           aeq_bank_statement_is_complete (const AeqBankStatement *self, GPtrArray *all);

/* Sentences on how the statements that import @import_id brought lie to the others among @all: balances that do not go on,
 * numbers and business days between, missing pages. Warnings and notes are char*. */
gboolean aeq_bank_statement_tie (const AeqAccount *account, GPtrArray *all, gint64 import_id, GPtrArray *warnings, GPtrArray *notes,
                                 GError **error);

G_END_DECLS
