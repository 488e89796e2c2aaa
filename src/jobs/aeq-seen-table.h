/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-document.h"
#include "aeq-sheet.h"

G_BEGIN_DECLS

/* A table as it is seen on the screen, to be exported: its columns and rows in the order that a person has put them in.
 * It is filled in one thread and then only read, with references from any. */
typedef struct _AeqSeenTable AeqSeenTable;

#define AEQ_SEEN_MAX_COLUMNS 24

/* @name is the file's and JSON's, @title the sheet's; both static. Free it with aeq_seen_table_unref(). */
AeqSeenTable *aeq_seen_table_new   (const char *name, const char *title);
AeqSeenTable *aeq_seen_table_ref   (AeqSeenTable *self);
void          aeq_seen_table_unref (AeqSeenTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqSeenTable, aeq_seen_table_unref)

/* Before the first row. Texts are static. */
void     aeq_seen_table_add_column (AeqSeenTable *self, const char *name, const char *title, AeqCellKind kind);
/* The cells of a new row, empty; to be set before the next one is added. */
AeqCell *aeq_seen_table_add_row    (AeqSeenTable *self);
/* A text cell that keeps its own copy. */
AeqCell  aeq_seen_table_text       (AeqSeenTable *self, const char *text); /* (nullable) */

/* The rows of a sheet as they stand in @rows (AeqSheetRow), with its columns in the order that @order says. */
AeqSeenTable *aeq_seen_table_of_sheet (const char *name, const char *title, const AeqSheet *sheet, const guint *order,
                                       guint n_columns, GPtrArray *rows);

const char     *aeq_seen_table_get_name  (const AeqSeenTable *self);
AeqTable        aeq_seen_table_get_table (const AeqSeenTable *self); /* points into it */
gsize           aeq_seen_table_get_n     (const AeqSeenTable *self);
const AeqCell  *aeq_seen_table_get_row   (const AeqSeenTable *self, gsize i);

G_END_DECLS
