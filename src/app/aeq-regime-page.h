/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* How the markets stand and stood: probabilities, the series they are read from, what is missing, and how to bring it in. */
#define AEQ_TYPE_REGIME_PAGE (aeq_regime_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqRegimePage, aeq_regime_page, AEQ, REGIME_PAGE, AdwBin)

G_END_DECLS
