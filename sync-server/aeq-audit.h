/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-store.h"

G_BEGIN_DECLS

/* What was done, by whom, and in which request: rows that are only ever added, each with a hash over itself and the
 * hash before it. One chain a store. What changed in the ledger stands in its change record, written in the same
 * transaction. */
typedef struct
{
  AeqInstant  at;
  const char *organisation; /* uid, or "" */
  const char *actor;        /* uid of the person, or "" */
  const char *action;
  const char *target;       /* uid or name of what it was done to, or "" */
  const char *request;
} AeqAuditEntry;

/* Inside the transaction of what it tells. */
gboolean aeq_audit_append (AeqStore *store, const AeqAuditEntry *entry, GError **error);
/* @broken: number of the first row that does not follow from those before it; 0: all is well. @n (out): rows. */
gboolean aeq_audit_verify (AeqStore *store, gint64 *n, gint64 *broken, GError **error);

G_END_DECLS
