/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-job-position.h"

G_BEGIN_DECLS

/* How the markets stand, and why. */
#define AEQ_TYPE_REGIME_CARD (aeq_regime_card_get_type ())
G_DECLARE_FINAL_TYPE (AeqRegimeCard, aeq_regime_card, AEQ, REGIME_CARD, AdwBin)

/* @table stays the caller's. */
void aeq_regime_card_show (AeqRegimeCard *self, const AeqPositionTable *table);

G_END_DECLS
