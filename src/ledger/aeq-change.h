/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>
#include "aeq-ledger.h"

G_BEGIN_DECLS

/* The one way to change data: every call writes its change record in the same transaction as the rows.
 *
 * @entity is a name of the table in aeq-entity.c: "account", "flow", "balance", "position", "margin", "limit",
 * "credit-line", "obligation", "account-set", "set-member", "liquidity-source", "customer-line", "customer-category",
 * "scenario", "override", "rule", "profile", "alert-rule", "alert-acknowledgement", "connection". Values are a JSON object of the entity's columns; accounts are named by
 * uid text, money is minor units, instants are microseconds. Unknown columns are refused (AEQ_ERROR_INVALID). */

/* @uid: when @name_key is not NULL the id is name-based, else made from seed and change counter; written out when not
 * NULL. */
gboolean aeq_change_insert (AeqLedger *self, const char *entity, JsonObject *values, const char *name_key,
                            const char *reason, AeqId *uid, GError **error);
/* Only the columns in @values change. AEQ_ERROR_NOT_FOUND when there is no such row. */
gboolean aeq_change_update (AeqLedger *self, const char *entity, const AeqId *uid, JsonObject *values,
                            const char *reason, GError **error);
gboolean aeq_change_delete (AeqLedger *self, const char *entity, const AeqId *uid, const char *reason, GError **error);
/* Takes back one change; itself a change. Refused (AEQ_ERROR_EXISTS) when the row was changed again since, unless that
 * was taken back too, and (AEQ_ERROR_USAGE) for imports, which aeq_import_undo() takes back. */
gboolean aeq_change_undo   (AeqLedger *self, gint64 no, GError **error);

/* The numbers of the changes that one action made: none when @last < @first. */
typedef struct
{
  gint64 first;
  gint64 last;
} AeqChangeRange;

/* One action of several changes, in one transaction: begin, make the changes, end. An end with @ok FALSE, or whose
 * commit fails, rolls back and returns FALSE. */
gboolean aeq_change_begin (AeqLedger *self, AeqChangeRange *range, GError **error);
gboolean aeq_change_end   (AeqLedger *self, gboolean ok, AeqChangeRange *range, GError **error);

/* The record of a bulk action whose rows the caller writes in the same transaction. @image is JSON text. */
gboolean aeq_change_record_bulk (AeqLedger *self, const char *action, const AeqId *import_uid, const char *image,
                                 GError **error);

/* The image of a row as it stands; NULL with AEQ_ERROR_NOT_FOUND when there is none. */
JsonObject *aeq_change_read (AeqLedger *self, const char *entity, const AeqId *uid, GError **error);

/* Number of the newest change, 0 when there is none: a cheap "has anything changed". */
gboolean aeq_change_last (AeqLedger *self, gint64 *no, GError **error);

G_END_DECLS
