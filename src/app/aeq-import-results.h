/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"
#include "aeq-import-file.h"
#include "aeq-import-work.h"

G_BEGIN_DECLS

/* What became of each file, a row each: words and an icon, never a colour alone. */
#define AEQ_TYPE_IMPORT_RESULTS (aeq_import_results_get_type ())
G_DECLARE_FINAL_TYPE (AeqImportResults, aeq_import_results, AEQ, IMPORT_RESULTS, AdwBin)

/* @files: of AeqImportFile. */
void aeq_import_results_show (AeqImportResults *self, GPtrArray *files);

/* "march.csv: 120 flows added, 3 known already, 1 bad row left out". Free it. */
char *aeq_import_outcome_describe (const AeqImportOutcome *outcome);
/* What went in can be taken back by Ctrl+Z from now on, and the window says so. */
void  aeq_import_add_undo (AeqAppDesk *desk, const AeqImportOutcome *outcome);
/* What was taken back, as the next that Ctrl+Z undoes. */
void  aeq_import_add_redo (AeqAppDesk *desk, const AeqImportUndone *undone);

G_END_DECLS
