/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"

G_BEGIN_DECLS

typedef struct
{
  gint64             id;   /* local */
  AeqId              uid;
  char              *number;
  char              *iban;
  char              *name;
  char              *kind; /* nostro | custody | prime_broker | central_bank | other */
  char              *bank;
  const AeqCurrency *currency;
  const AeqZone     *zone;
  char              *calendar;
  AeqDate            opened;
} AeqAccount;

AeqAccount *aeq_account_copy (const AeqAccount *self);
void        aeq_account_free (AeqAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqAccount, aeq_account_free)

/* What is needed to make one. NULL texts take the defaults: kind other, zone and calendar of the currency's main market. */
typedef struct
{
  const char        *number;
  const char        *iban;
  const char        *name;
  const char        *kind;
  const char        *bank;
  const AeqCurrency *currency;
  const char        *zone;
  const char        *calendar;
  AeqDate            opened;
} AeqAccountSpec;

/* All accounts by number and currency. GPtrArray of AeqAccount. */
GPtrArray *aeq_account_list (AeqLedger *ledger, GError **error);
/* By number, IBAN or name, spaces ignored; @currency (nullable) narrows. NULL without an error: none. Several: AEQ_ERROR_AMBIGUOUS. */
AeqAccount *aeq_account_find (AeqLedger *ledger, const char *text, const AeqCurrency *currency, GError **error);
/* As above, but none is AEQ_ERROR_NOT_FOUND with a sentence. */
AeqAccount *aeq_account_require (AeqLedger *ledger, const char *text, const AeqCurrency *currency, GError **error);
/* Makes one inside the caller's transaction, as part of import @import_id (0: none). Its uid is that of (number, currency), so
 * that two desks that read one statement agree. The caller writes the change record. */
AeqAccount *aeq_account_create (AeqLedger *ledger, const AeqAccountSpec *spec, gint64 import_id, GError **error);

/* The usual zone and calendar of a currency's market. */
const char *aeq_currency_home_zone     (const AeqCurrency *currency);
const char *aeq_currency_home_calendar (const AeqCurrency *currency);

G_END_DECLS
