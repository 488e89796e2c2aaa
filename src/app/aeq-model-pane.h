/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"
#include "aeq-job-registry.h"

G_BEGIN_DECLS

/* The models of the ledger with their cards; another version can be made to speak, and that can be undone. */
#define AEQ_TYPE_MODEL_PANE (aeq_model_pane_get_type ())
G_DECLARE_FINAL_TYPE (AeqModelPane, aeq_model_pane, AEQ, MODEL_PANE, AdwBin)

void aeq_model_pane_set_desk (AeqModelPane *self, AeqAppDesk *desk);
/* Takes @registry over. */
void aeq_model_pane_show     (AeqModelPane *self, AeqRegistry *registry);

/* A card, which is Markdown of few kinds (headings, bold words, tables of two columns and more), as Pango markup. Free it. */
char *aeq_model_card_markup  (const char *card);

G_END_DECLS
