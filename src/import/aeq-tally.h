/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-read.h"

G_BEGIN_DECLS

/* The accounts of a statement file, one for each pair of number and currency, summed up in a report. */
typedef struct
{
  AeqReadReport  *report;
  GHashTable     *accounts; /* "CUR/number" -> AeqReadAccount, which the report owns */
  GString        *key;
  AeqReadAccount *last;
} AeqTally;

void            aeq_tally_init    (AeqTally *self, AeqReadReport *report);
void            aeq_tally_clear   (AeqTally *self);
/* The account, made when it is new. */
AeqReadAccount *aeq_tally_account (AeqTally *self, const char *number, const AeqCurrency *currency);
/* Counts an entry; FALSE when a sum leaves the range. */
gboolean        aeq_tally_add     (AeqTally *self, AeqReadAccount *account, const AeqEntry *entry);
/* The first opening and the last closing of the file stand. */
void            aeq_tally_opening (AeqReadAccount *account, gint64 minor, AeqDate date);
void            aeq_tally_closing (AeqReadAccount *account, gint64 minor, AeqDate date);
/* Makes the account's span of days include @date, but for an end that a balance has set. */
void            aeq_tally_day     (AeqReadAccount *account, AeqDate date);

G_END_DECLS
