/* SPDX-License-Identifier: MIT */
#include "aeq-chart-rows.h"

struct _AeqChartRow
{
  GObject       parent_instance;
  AeqChartRows *rows;
  gsize         index;
};

struct _AeqChartRows
{
  GObject        parent_instance;
  AeqChartTable *table;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (AeqChartRow, aeq_chart_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (AeqChartRows, aeq_chart_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

gsize
aeq_chart_row_get_index (AeqChartRow *self)
{
  return self->index;
}

const AeqChartTable *
aeq_chart_row_get_table (AeqChartRow *self)
{
  return self->rows->table;
}

static void
aeq_chart_row_finalize (GObject *object)
{
  g_object_unref (AEQ_CHART_ROW (object)->rows);
  G_OBJECT_CLASS (aeq_chart_row_parent_class)->finalize (object);
}

static void
aeq_chart_row_class_init (AeqChartRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aeq_chart_row_finalize;
}

static void
aeq_chart_row_init (AeqChartRow *self G_GNUC_UNUSED)
{
}

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return AEQ_TYPE_CHART_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return (guint) MIN (aeq_chart_table_get_n_rows (AEQ_CHART_ROWS (model)->table), G_MAXUINT - 1);
}

static gpointer
get_item (GListModel *model, guint position)
{
  AeqChartRow *row;

  if (position >= get_n_items (model))
    return NULL;
  row = g_object_new (AEQ_TYPE_CHART_ROW, NULL);
  row->rows = g_object_ref (AEQ_CHART_ROWS (model));
  row->index = position;
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
aeq_chart_rows_finalize (GObject *object)
{
  aeq_chart_table_free (AEQ_CHART_ROWS (object)->table);
  G_OBJECT_CLASS (aeq_chart_rows_parent_class)->finalize (object);
}

static void
aeq_chart_rows_class_init (AeqChartRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aeq_chart_rows_finalize;
}

static void
aeq_chart_rows_init (AeqChartRows *self G_GNUC_UNUSED)
{
}

AeqChartRows *
aeq_chart_rows_new (AeqChartTable *table)
{
  AeqChartRows *self = g_object_new (AEQ_TYPE_CHART_ROWS, NULL);

  self->table = table;
  return self;
}

const AeqChartTable *
aeq_chart_rows_get_table (AeqChartRows *self)
{
  return self->table;
}
