/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* How the program looks and writes, what the ledger takes for granted, its copies, and what is kept of the user. */
#define AEQ_TYPE_SETTINGS_PAGE (aeq_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqSettingsPage, aeq_settings_page, AEQ, SETTINGS_PAGE, AdwBin)

G_END_DECLS
