/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow.h"
#include "aeq-profile.h"

G_BEGIN_DECLS

/* The words of bank exports: headers, labels of preamble and trailer, directions and states, in the languages banks
 * write. All lookups take folded text (aeq-csv-fold.h). */

/* One meaning that a header word can have. A "valuta" is a date to some banks and a currency to others. */
typedef struct
{
  AeqColumnRole role;
  guint         weight; /* 1 to 5: how sure the word is */
  const char   *languages;
} AeqHeaderMeaning;

/* The meanings of a folded header cell; 0 when it is unknown. @meanings holds AEQ_MAX_MEANINGS. */
#define AEQ_MAX_MEANINGS 4
guint aeq_header_meanings (const char *folded, AeqHeaderMeaning *meanings);

typedef enum
{
  AEQ_LABEL_NONE,
  AEQ_LABEL_OPENING,
  AEQ_LABEL_CLOSING,
  AEQ_LABEL_AVAILABLE,
  AEQ_LABEL_ACCOUNT,
  AEQ_LABEL_IBAN,
  AEQ_LABEL_CURRENCY,
  AEQ_LABEL_TOTAL_CREDIT,
  AEQ_LABEL_TOTAL_DEBIT,
  AEQ_LABEL_TOTAL
} AeqLabel;

/* By the words the folded text begins with. */
AeqLabel aeq_label_of (const char *folded);

/* -1 for a word that lowers the account ("Soll", "DR", "Af"), 1 for one that raises it, 0 for others. A single letter or
 * sign counts when @letters. */
int aeq_direction_of (const char *text, gboolean letters);

typedef enum
{
  AEQ_STATE_UNKNOWN,
  AEQ_STATE_BOOKED,
  AEQ_STATE_PENDING,
  AEQ_STATE_EXPECTED,
  AEQ_STATE_VOID /* declined, reverted, failed: no money moved */
} AeqState;

AeqState aeq_state_of (const char *text);

G_END_DECLS
