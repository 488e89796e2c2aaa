/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"

G_BEGIN_DECLS

/* What was imported, when and by whom, with a way to take it back; the folder that is watched. */
#define AEQ_TYPE_IMPORTS_PAGE (aeq_imports_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqImportsPage, aeq_imports_page, AEQ, IMPORTS_PAGE, AdwBin)

G_END_DECLS
