/* SPDX-License-Identifier: MIT */
#include "aeq-row.h"

struct _AeqRow
{
  GObject        parent_instance;
  gpointer       data;
  GDestroyNotify data_free;
};

enum { CHANGED, N_SIGNALS };

G_DEFINE_FINAL_TYPE (AeqRow, aeq_row, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
clear_data (AeqRow *self)
{
  if (self->data != NULL && self->data_free != NULL)
    self->data_free (self->data);
  self->data = NULL;
}

static void
aeq_row_finalize (GObject *object)
{
  clear_data (AEQ_ROW (object));
  G_OBJECT_CLASS (aeq_row_parent_class)->finalize (object);
}

static void
aeq_row_class_init (AeqRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aeq_row_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
aeq_row_init (AeqRow *self G_GNUC_UNUSED)
{
}

AeqRow *
aeq_row_new (gpointer data, GDestroyNotify data_free)
{
  AeqRow *self = g_object_new (AEQ_TYPE_ROW, NULL);

  self->data = data;
  self->data_free = data_free;
  return self;
}

void
aeq_row_set_data (AeqRow *self, gpointer data, GDestroyNotify data_free)
{
  g_return_if_fail (AEQ_IS_ROW (self));
  clear_data (self);
  self->data = data;
  self->data_free = data_free;
  g_signal_emit (self, signals[CHANGED], 0);
}

gconstpointer
aeq_row_get_data (AeqRow *self)
{
  g_return_val_if_fail (AEQ_IS_ROW (self), NULL);
  return self->data;
}
