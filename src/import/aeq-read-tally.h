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
} AeqReadTally;

void            aeq_read_tally_init    (AeqReadTally *self, AeqReadReport *report);
void            aeq_read_tally_clear   (AeqReadTally *self);
/* The account, made when it is new. */
AeqReadAccount *aeq_read_tally_account (AeqReadTally *self, const char *number, const AeqCurrency *currency);
/* Counts an entry; FALSE when a sum leaves the range. */
gboolean        aeq_read_tally_add     (AeqReadTally *self, AeqReadAccount *account, const AeqEntry *entry);
/* The first opening and the last closing of the file stand. */
void            aeq_read_tally_opening (AeqReadAccount *account, gint64 minor, AeqDate date);
void            aeq_read_tally_closing (AeqReadAccount *account, gint64 minor, AeqDate date);
/* Makes the account's span of days include @date, but for an end that a balance has set. */
void            aeq_read_tally_day     (AeqReadAccount *account, AeqDate date);

G_END_DECLS
