/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-position-list"

#include "aeq-position-list.h"

#include <glib/gi18n.h>

#include "aeq-limit-gauge.h"
#include "aeq-position-cells.h"
#include "aeq-row.h"
#include "aeq-tooltip.h"

#define ACCOUNT_WIDTH 194
#define GAUGE_WIDTH 122
#define BALANCE_AFTER 2 /* account, currency */
#define GAUGE_AFTER 6   /* account, currency, now, lowest, at, breach */

struct _AeqPositionList
{
  AdwBin                  parent_instance;
  GListStore             *rows;
  GtkMultiSelection      *selection;
  const AeqPositionTable *table; /* (nullable) */
  GtkColumnView          *view;  /* template child */
};

G_DEFINE_FINAL_TYPE (AeqPositionList, aeq_position_list, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef void (*ShowFunc) (GtkWidget *child, const AeqPosition *row);

static void
show_account (GtkWidget *child, const AeqPosition *row)
{
  g_autofree char *text = aeq_position_account_text (row);
  g_autofree char *words = aeq_position_account_words (row);

  gtk_label_set_text (GTK_LABEL (child), text);
  aeq_tooltip_set (child, words);
  if (row->n > 0)
    gtk_widget_add_css_class (child, "sum");
  else
    gtk_widget_remove_css_class (child, "sum");
}

static void
show_gauge (GtkWidget *child, const AeqPosition *row)
{
  AeqLimitUse use;

  aeq_position_use (row, &use);
  gtk_widget_set_visible (child, row->n == 0);
  aeq_limit_gauge_set_use (AEQ_LIMIT_GAUGE (child), &use);
}

static GtkWidget *
make_account (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

/* A column whose cells are more than text. */
typedef struct
{
  const char *title;
  const char *tooltip;
  int         width;
  GtkWidget *(*make) (void);
  ShowFunc show;
} RichColumn;

static const RichColumn ACCOUNT = { N_("Account"), N_("Account with the end of its number; Enter opens its day"),
                                    ACCOUNT_WIDTH, make_account, show_account };
static const RichColumn GAUGE = { N_("Limit Use"),
                                  N_("How much of the room between the day’s opening and the limit is used: dark now, "
                                      "light at the lowest point; the upright mark is the early warning"),
                                  GAUGE_WIDTH, aeq_limit_gauge_new, show_gauge };

static void
on_setup (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  const RichColumn *column = user_data;

  gtk_list_item_set_child (item, column->make ());
}

static void
on_row_changed (AeqRow *row, GtkWidget *child)
{
  const RichColumn *column = g_object_get_data (G_OBJECT (child), "aeq-rich-column");

  column->show (child, aeq_row_get_data (row));
}

static void
on_bind (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  AeqRow    *row = gtk_list_item_get_item (item);

  g_object_set_data (G_OBJECT (child), "aeq-rich-column", user_data);
  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed), child);
  on_row_changed (row, child);
}

static void
on_unbind (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), on_row_changed, gtk_list_item_get_child (item));
}

static void
insert_rich (AeqPositionList *self, guint position, const RichColumn *rich)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_(rich->title), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), (gpointer)rich);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), (gpointer)rich);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_column_view_column_set_fixed_width (column, aeq_columns_width (rich->width));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_insert_column (self->view, position, column);
}

/* GTK 4.8 has no property for it: the n-th child of the header is the n-th title. */
static void
explain_titles (AeqPositionList *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = gtk_widget_get_first_child (header);

  for (guint i = 0, figure = 0; title != NULL; i++, title = gtk_widget_get_next_sibling (title))
    {
      const char *tooltip = i == 0             ? ACCOUNT.tooltip
                            : i == GAUGE_AFTER ? GAUGE.tooltip
                                               : aeq_position_column_tooltip (figure++);

      aeq_tooltip_set (title, _(tooltip));
    }
}

static void
on_activate_cb (AeqPositionList *self, guint position)
{
  g_signal_emit (self, signals[CHOSEN], 0, self->table->rows->pdata[position]);
}

static gboolean
is_same_row (const AeqPosition *old, const AeqPosition *new)
{
  return (old->n > 0) == (new->n > 0) && old->currency == new->currency &&aeq_id_equal (&old->uid, &new->uid);
}

static gboolean
has_same_rows (const AeqPositionTable *old, const AeqPositionTable *new)
{
  if (old == NULL || old->rows->len != new->rows->len)
    return FALSE;
  for (guint i = 0; i < new->rows->len; i++)
    if (!is_same_row (old->rows->pdata[i], new->rows->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
put_rows (AeqPositionList *self, const AeqPositionTable *table)
{
  g_list_store_remove_all (self->rows);
  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr (AeqRow) row = aeq_row_new (table->rows->pdata[i], NULL);

      g_list_store_append (self->rows, row);
    }
}

static void
change_rows (AeqPositionList *self, const AeqPositionTable *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr (AeqRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      aeq_row_set_data (row, table->rows->pdata[i], NULL);
    }
}

/* What is "now" on a day that is over was its end. */
static void
name_balance (AeqPositionList *self, const AeqPositionTable *table)
{
  g_autoptr (GtkColumnViewColumn) column =
      g_list_model_get_item (gtk_column_view_get_columns (self->view), BALANCE_AFTER);
  const AeqPosition *first = table->rows->len > 0 ? table->rows->pdata[0] : NULL;

  gtk_column_view_column_set_title (column,
                                    first != NULL && first->when == AEQ_POSITION_PAST ? _("End of Day") : _("Now"));
}

void
aeq_position_list_show (AeqPositionList *self, const AeqPositionTable *table)
{
  g_return_if_fail (AEQ_IS_POSITION_LIST (self));
  if (has_same_rows (self->table, table))
    change_rows (self, table);
  else
    put_rows (self, table);
  name_balance (self, table);
  self->table = table;
}

char *
aeq_position_list_copy (AeqPositionList *self, gboolean headers)
{
  g_autoptr (GtkBitset) selected = NULL;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (AEQ_IS_POSITION_LIST (self), NULL);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (headers)
    aeq_position_append_titles (text);
  for (guint i = 0; self->table != NULL && i < self->table->rows->len; i++)
    if (gtk_bitset_is_empty (selected) || gtk_bitset_contains (selected, i))
      aeq_position_append_line (text, self->table->rows->pdata[i]);
  return g_string_free (text, FALSE);
}

static void
aeq_position_list_dispose (GObject *object)
{
  AeqPositionList *self = AEQ_POSITION_LIST (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_POSITION_LIST);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (aeq_position_list_parent_class)->dispose (object);
}

static void
aeq_position_list_class_init (AeqPositionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_position_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-position-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqPositionList, view);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
aeq_position_list_init (AeqPositionList *self)
{
  const AeqViewColumn *columns;
  guint                n;

  gtk_widget_init_template (GTK_WIDGET (self));
  columns = aeq_position_columns (&n);
  aeq_columns_add (self->view, columns, n, NULL);
  insert_rich (self, 0, &ACCOUNT);
  insert_rich (self, GAUGE_AFTER, &GAUGE);
  explain_titles (self);
  self->rows = g_list_store_new (AEQ_TYPE_ROW);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}
