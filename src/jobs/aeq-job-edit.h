/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-change.h"

G_BEGIN_DECLS

/* One change of a record by a person: without a uid it is made, without values it is taken away, else those values
 * change. */
typedef struct
{
  char       *entity;  /* a name of aeq-change.h */
  gboolean    has_uid;
  AeqId       uid;
  JsonObject *values;  /* (nullable) */
} AeqEdit;

AeqEdit *aeq_edit_new (const char *entity, const AeqId *uid,
                       JsonObject *values); /* @uid, @values (nullable); takes @values over */
void     aeq_edit_free (AeqEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqEdit, aeq_edit_free)

/* All of them in one transaction; GPtrArray of AeqEdit. @range (out). A second limit of an account is AEQ_ERROR_EXISTS,
 * what else the ledger's rules refuse AEQ_STORE_ERROR_CONSTRAINT. */
gboolean aeq_job_edit (AeqLedger *ledger, GPtrArray *edits, AeqChangeRange *range, GError **error);

G_END_DECLS
