/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow-pair.h"

G_BEGIN_DECLS

/* What two reports say of a movement in words: whether it can be the same one. */

/* Letters and digits that a cut reference and the whole one have in common at least. */
#define AEQ_REFERENCE_KEY_LENGTH 8

/* Room for two references while they are compared; the caller's. */
typedef struct
{
  GString *left;
  GString *right;
} AeqReferenceRoom;

/* Letters and digits in one case, without zeros in front; "" when @text (nullable) says nothing, as NONREF does. */
void     aeq_reference_normalise (const char *text, GString *out);
/* One may be cut to the length that MT has. FALSE when one of them says nothing. */
gboolean aeq_reference_same      (AeqReferenceRoom *self, const char *a, const char *b);
/* Both say something, and not the same. */
gboolean aeq_reference_differ    (AeqReferenceRoom *self, const char *a, const char *b);

/* Half of the shorter text's words, counterparty and narrative, stand in the other. */
gboolean aeq_pair_words_agree               (const AeqPairSide *a, const AeqPairSide *b);
/* Both name a counterparty, and neither names a word of the other's. */
gboolean aeq_pair_counterparties_contradict (const AeqPairSide *a, const AeqPairSide *b);

G_END_DECLS
