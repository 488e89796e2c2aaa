/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A row of a list: plain data that came from a worker, or NULL until it has come. Emits "changed" when it does. */
#define AEQ_TYPE_ROW (aeq_row_get_type ())
G_DECLARE_FINAL_TYPE (AeqRow, aeq_row, AEQ, ROW, GObject)

/* Takes @data (nullable) over. */
AeqRow       *aeq_row_new      (gpointer data, GDestroyNotify data_free);
void          aeq_row_set_data (AeqRow *self, gpointer data, GDestroyNotify data_free);
gconstpointer aeq_row_get_data (AeqRow *self); /* (nullable) */

G_END_DECLS
