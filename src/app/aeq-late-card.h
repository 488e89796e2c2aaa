/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-job-position.h"

G_BEGIN_DECLS

/* Receipts that should have come. */
#define AEQ_TYPE_LATE_CARD (aeq_late_card_get_type ())
G_DECLARE_FINAL_TYPE (AeqLateCard, aeq_late_card, AEQ, LATE_CARD, AdwBin)

/* @table stays the caller's. */
void aeq_late_card_show (AeqLateCard *self, const AeqPositionTable *table);

G_END_DECLS
