/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"
#include "aeq-import-file.h"

G_BEGIN_DECLS

/* How one file is to be read, and what that would give: the choices, the first rows, the bad rows. Emits "ready" when a preview has
 * come; until then and after each choice it works. */
#define AEQ_TYPE_IMPORT_FORM (aeq_import_form_get_type ())
G_DECLARE_FINAL_TYPE (AeqImportForm, aeq_import_form, AEQ, IMPORT_FORM, AdwBin)

/* @file is borrowed until another one is shown; NULL shows none. */
void aeq_import_form_show (AeqImportForm *self, AeqAppDesk *desk, AeqImportFile *file);

G_END_DECLS
