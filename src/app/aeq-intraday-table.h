/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-job-intraday.h"

G_BEGIN_DECLS

/* The ladder as a table: a row a time slice, with the columns of the ladder's export. */

void  aeq_intraday_table_add_columns (GtkColumnView *view);
/* AeqRow that point into @self; which must outlive the list. Free with g_object_unref(). */
GListModel *aeq_intraday_table_rows  (const AeqIntradayDay *self);
/* The rows of @selected, or all when none is, as tab-separated values: times by ISO 8601, numbers plain. */
char *aeq_intraday_table_text        (const AeqIntradayDay *self, GtkBitset *selected, gboolean headers);

G_END_DECLS
