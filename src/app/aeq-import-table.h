/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-table-look.h"

G_BEGIN_DECLS

/* The first rows of a table with a drop-down above each column that says what it holds. Emits "role-changed" (column, role) when a
 * person chooses another one. */
#define AEQ_TYPE_IMPORT_TABLE (aeq_import_table_get_type ())
G_DECLARE_FINAL_TYPE (AeqImportTable, aeq_import_table, AEQ, IMPORT_TABLE, AdwBin)

/* @editable FALSE: the drop-downs only tell. */
void aeq_import_table_show (AeqImportTable *self, const AeqTableLook *look, gboolean editable);

G_END_DECLS
