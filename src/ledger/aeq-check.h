/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"

G_BEGIN_DECLS

/* Is the ledger whole: the database's own integrity, what the schema cannot state (day sums, open ends of superseded flows,
 * unknown currencies and zones), and the canonical SHA-256 of its content. */
typedef struct
{
  char      *sha256;   /* lower-case hex */
  GPtrArray *problems; /* char*, empty when all is well */
} AeqCheck;

AeqCheck *aeq_check_run  (AeqLedger *ledger, AeqProgress *progress, GCancellable *cancellable, GError **error);
void      aeq_check_free (AeqCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqCheck, aeq_check_free)

/* SHA-256 over the tables that store/schema/canonical.sql names, in natural-key order: two ledgers with the same content have the
 * same one, whatever the order in which it came. Free it. */
char *aeq_check_canonical_sha256 (AeqLedger *ledger, GCancellable *cancellable, GError **error);

G_END_DECLS
