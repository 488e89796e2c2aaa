/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv-record.h"
#include "aeq-money.h"

G_BEGIN_DECLS

/* What the lines around the table say: "Saldo iniziale:;1117.58", "Account Number : 0808", "Currency,EUR". Amounts stay
 * text until the currency and the decimal mark of the file are known. */
typedef struct
{
  char              *account;
  char              *iban;
  char              *opening;
  char              *closing;
  char              *total;
  const AeqCurrency *currency;
  gboolean           is_american; /* speaks of routing numbers or checks: month first */
} AeqFacts;

void     aeq_facts_clear (AeqFacts *self);
/* Reads one record that is none of the table's rows. TRUE when it states a balance or a total. */
gboolean aeq_facts_take  (AeqFacts *self, const AeqCsvRecord *record);
/* An amount by its own marks, else by @decimal. */
gboolean aeq_facts_amount (const char *text, guint exponent, AeqDecimal decimal, gint64 *minor);

G_END_DECLS
