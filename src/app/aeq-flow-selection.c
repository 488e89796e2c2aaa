/* SPDX-License-Identifier: MIT */
#include "aeq-flow-selection.h"

#define MAX_TAKEN_OVER 10000 /* flows: finding them again looks at every row */

struct _AeqFlowSelection
{
  GObject     parent_instance;
  GListModel *model;
  GtkBitset  *selected;
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqFlowSelection, aeq_flow_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (AEQ_FLOW_SELECTION (model)->model, position);
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (AEQ_FLOW_SELECTION (model)->model);
}

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (AEQ_FLOW_SELECTION (model)->model);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item = get_item;
  iface->get_n_items = get_n_items;
  iface->get_item_type = get_item_type;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (AEQ_FLOW_SELECTION (model)->selected, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  g_autoptr(GtkBitset) range = gtk_bitset_new_range (position, n_items);

  gtk_bitset_intersect (range, AEQ_FLOW_SELECTION (model)->selected);
  return g_steal_pointer (&range);
}

/* Of what @mask has, exactly @selected is selected afterwards; the rest stays as it is. */
static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  AeqFlowSelection *self = AEQ_FLOW_SELECTION (model);
  g_autoptr(GtkBitset) next = gtk_bitset_copy (self->selected);
  g_autoptr(GtkBitset) wanted = gtk_bitset_copy (selected);
  g_autoptr(GtkBitset) changed = NULL;
  guint first;

  gtk_bitset_intersect (wanted, mask);
  gtk_bitset_subtract (next, mask);
  gtk_bitset_union (next, wanted);
  changed = gtk_bitset_copy (next);
  gtk_bitset_difference (changed, self->selected);
  if (gtk_bitset_is_empty (changed))
    return TRUE;
  gtk_bitset_unref (self->selected);
  self->selected = g_steal_pointer (&next);
  first = gtk_bitset_get_minimum (changed);
  gtk_selection_model_selection_changed (model, first, gtk_bitset_get_maximum (changed) - first + 1);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

static void
aeq_flow_selection_finalize (GObject *object)
{
  AeqFlowSelection *self = AEQ_FLOW_SELECTION (object);

  g_object_unref (self->model);
  gtk_bitset_unref (self->selected);
  G_OBJECT_CLASS (aeq_flow_selection_parent_class)->finalize (object);
}

static void
aeq_flow_selection_class_init (AeqFlowSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aeq_flow_selection_finalize;
}

static void
aeq_flow_selection_init (AeqFlowSelection *self)
{
  self->selected = gtk_bitset_new_empty ();
}

/* The model only grows, at its end: what is selected stays where it is. */
static void
on_items_changed (AeqFlowSelection *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

AeqFlowSelection *
aeq_flow_selection_new (GListModel *model)
{
  AeqFlowSelection *self = g_object_new (AEQ_TYPE_FLOW_SELECTION, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
aeq_flow_selection_take_over (AeqFlowSelection *self, const AeqFlowIndex *index, AeqFlowSelection *other, const AeqFlowIndex *old)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  GtkBitsetIter iter;
  guint position;

  g_return_if_fail (AEQ_IS_FLOW_SELECTION (self) && AEQ_IS_FLOW_SELECTION (other));
  if (gtk_bitset_is_empty (other->selected) || gtk_bitset_get_size (other->selected) > MAX_TAKEN_OVER)
    return;
  for (gboolean more = gtk_bitset_iter_init_first (&iter, other->selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    g_hash_table_add (ids, &old->ids[position]);
  for (guint i = 0; i < index->n; i++)
    if (g_hash_table_contains (ids, &index->ids[i]))
      gtk_bitset_add (self->selected, i);
}
