/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* Whether forecasts can be trusted: what the scores of issued forecasts say, and the models that made them. */
#define AEQ_TYPE_ACCURACY_PAGE (aeq_accuracy_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqAccuracyPage, aeq_accuracy_page, AEQ, ACCURACY_PAGE, AdwBin)

G_END_DECLS
