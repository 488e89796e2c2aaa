/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-job-position.h"

G_BEGIN_DECLS

/* Payments that must be made by a time and cut-offs of payment systems, with the time that is left. */
#define AEQ_TYPE_DEADLINE_CARD (aeq_deadline_card_get_type ())
G_DECLARE_FINAL_TYPE (AeqDeadlineCard, aeq_deadline_card, AEQ, DEADLINE_CARD, AdwBin)

/* @table stays the caller's and must live until another one is shown. */
void aeq_deadline_card_show (AeqDeadlineCard *self, const AeqPositionTable *table);

G_END_DECLS
