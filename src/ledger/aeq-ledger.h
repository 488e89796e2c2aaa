/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-money.h"
#include "aeq-store.h"

G_BEGIN_DECLS

/* A ledger: a store, the clock and the seed it works with, and who is working. Belongs to one thread. */
typedef struct
{
  AeqStore   *store;
  AeqInstant  now;      /* stands in for the clock in everything that is stored */
  guint64     seed;
  char       *author;
} AeqLedger;

/* @now AEQ_INSTANT_NONE means the clock; the author is the user's login name. */
AeqLedger *aeq_ledger_open  (const char *uri, AeqStoreFlags flags, AeqInstant now, guint64 seed, GError **error);
void       aeq_ledger_close (AeqLedger *self);
/* The ledger of who names none: $AEQUITAS_LEDGER, else one in this user's data folder. Free it. */
char      *aeq_ledger_default_path (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqLedger, aeq_ledger_close)

/* Settings kept in the ledger: "reporting_currency" and the like. @value NULL (out) when it was never set; free it. */
gboolean aeq_ledger_get_info (AeqLedger *self, const char *key, char **value, GError **error);
gboolean aeq_ledger_set_info (AeqLedger *self, const char *key, const char *value, GError **error);
/* The currency of files that name none, until an account or an option decides: the ledger's setting, else USD. */
const AeqCurrency *aeq_ledger_reporting_currency (AeqLedger *self);

/* The next free local id of a table; call it inside the transaction that uses it. */
gboolean aeq_ledger_next_id (AeqLedger *self, const char *table, gint64 *id, GError **error);

G_END_DECLS
