/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-job-position.h"

G_BEGIN_DECLS

/* How good forecasts have been lately, from stored scores. */
#define AEQ_TYPE_ACCURACY_CARD (aeq_accuracy_card_get_type ())
G_DECLARE_FINAL_TYPE (AeqAccuracyCard, aeq_accuracy_card, AEQ, ACCURACY_CARD, AdwBin)

/* @table stays the caller's. */
void aeq_accuracy_card_show (AeqAccuracyCard *self, const AeqPositionTable *table);

G_END_DECLS
