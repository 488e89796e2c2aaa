/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-stretch-pane"

#include "aeq-stretch-pane.h"

#include <glib/gi18n.h>

#include "aeq-column.h"
#include "aeq-flow-pane.h"
#include "aeq-intraday-charts.h"
#include "aeq-row.h"
#include "aeq-screen-format.h"

struct _AeqStretchPane
{
  AdwBin             parent_instance;
  AeqStretch        *stretch;   /* (nullable) lives as long as the rows that point into it */
  GtkMultiSelection *selection;
  GtkLabel          *title;     /* template children */
  GtkLabel          *figures;
  GtkWidget         *earlier;
  GtkWidget         *later;
  GtkStack          *stack;
  GtkColumnView     *view;
  GtkLabel          *nothing;
};

enum { STEP, OPEN_FLOW, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AeqStretchPane, aeq_stretch_pane, ADW_TYPE_BIN)

static AeqViewCell
at_cell (gconstpointer data)
{
  const AeqFlowEntry *entry = data;
  gint64 time_of_day;
  AeqDate day;

  aeq_zone_to_local (entry->zone, entry->settle_ts, &day, &time_of_day);
  if (!entry->timed)
    return (AeqViewCell) { g_strdup (_("day")), "dim-label" };
  return (AeqViewCell) {
    g_strdup_printf ("%02d:%02d", (int)(time_of_day / AEQ_HOUR), (int)(time_of_day % AEQ_HOUR / AEQ_MINUTE)), NULL
  };
}

static AeqViewCell
amount_cell (gconstpointer data)
{
  const AeqFlowEntry *entry = data;

  return (AeqViewCell) { aeq_screen_amount (entry->minor, entry->currency), entry->minor < 0 ? "negative" : NULL };
}

static AeqViewCell
counterparty_cell (gconstpointer data)
{
  const AeqFlowEntry *entry = data;

  return (AeqViewCell) { g_strdup (entry->counterparty != NULL ? entry->counterparty : entry->narrative), NULL };
}

/* Of what is not booked the status comes first: it may not come. */
static AeqViewCell
category_cell (gconstpointer data)
{
  const AeqFlowEntry *entry = data;
  const char *category = entry->category != NULL ? entry->category : "";

  if (entry->status == AEQ_FLOW_ACTUAL)
    return (AeqViewCell) { g_strdup (category), NULL };
  return (AeqViewCell) { g_strdup_printf ("%s · %s", aeq_flow_status_title (entry->status), category), "warning" };
}

static const AeqViewColumn COLUMNS[] = {
  { N_("At"), 50, TRUE, FALSE, at_cell },
  { N_("Amount"), 108, TRUE, FALSE, amount_cell },
  { N_("Counterparty"), 120, FALSE, TRUE, counterparty_cell },
  { N_("Category"), 98, FALSE, FALSE, category_cell },
};

/* A copy has more than fits. */
static const char *const COPY_TITLES[] = { N_("When"), N_("Amount"), N_("Counterparty"), N_("Category"), N_("Status") };

/* Rows point into the stretch: it goes after the model that has them. */
static void
show_flows (AeqStretchPane *self, AeqStretch *stretch)
{
  g_autoptr(GListStore) store = g_list_store_new (AEQ_TYPE_ROW);

  for (guint i = 0; stretch != NULL && i < stretch->flows->len; i++)
    {
      g_autoptr(AeqRow) row = stretch->flows->pdata[i] != NULL ? aeq_row_new (stretch->flows->pdata[i], NULL) : NULL;

      if (row != NULL)
        g_list_store_append (store, row);
    }
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (store));
  g_clear_pointer (&self->stretch, aeq_stretch_free);
  self->stretch = stretch;
}

/* How many flows there are, whether all are shown, and how many of them may still not come. */
static char *
counts_text (const AeqStretch *stretch)
{
  guint n = stretch->n, announced = stretch->n_announced;

  if (n > AEQ_STRETCH_MAX && announced > 0)
    return g_strdup_printf (ngettext ("%u flow, the %u largest shown, %u announced and not booked",
                                      "%u flows, the %u largest shown, %u announced and not booked", n),
                            n, AEQ_STRETCH_MAX, announced);
  if (n > AEQ_STRETCH_MAX)
    return g_strdup_printf (ngettext ("%u flow, the %u largest shown", "%u flows, the %u largest shown", n), n,
                            AEQ_STRETCH_MAX);
  if (announced > 0)
    return g_strdup_printf (
      ngettext ("%u flow, %u announced and not booked", "%u flows, %u announced and not booked", n), n, announced);
  return g_strdup_printf (ngettext ("%u flow", "%u flows", n), n);
}

static char *
figures_text (const AeqIntradayDay *day, const AeqTrough *trough, const AeqStretch *stretch)
{
  const AeqCurrency *currency = day->ladder.currency;
  g_autofree char *counts = counts_text (stretch);
  g_autofree char *change = aeq_screen_amount (stretch->in + stretch->out, currency); /* opposite signs: in range */
  g_autofree char *in = aeq_screen_amount (stretch->in, currency);
  g_autofree char *out = aeq_screen_amount (stretch->out, currency);
  g_autofree char *low = aeq_screen_amount (trough->low, currency);

  /* Translators: by how much the net position changed, and to what, with the currency; what came in and went out; and
   * how many flows did it ("3 flows"). Three lines. */
  return g_strdup_printf (_("%s to %s %s\nin %s · out %s\n%s"), change, low, currency->code, in, out, counts);
}

void
aeq_stretch_pane_show (AeqStretchPane *self, const AeqIntradayDay *day, const AeqTrough *trough, guint nth, guint n,
                       AeqStretch *stretch)
{
  g_autofree char *peak = aeq_intraday_clock_text (day, trough->peak_at);
  g_autofree char *low = aeq_intraday_clock_text (day, trough->at);
  g_autofree char *title = NULL;
  g_autofree char *figures = figures_text (day, trough, stretch);

  g_return_if_fail (AEQ_IS_STRETCH_PANE (self));
  title = g_strdup_printf (trough->ahead ? _("Fall ahead, %s to %s") : _("Fall, %s to %s"), peak, low);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->figures, figures);
  gtk_widget_set_visible (GTK_WIDGET (self->figures), TRUE);
  gtk_widget_set_sensitive (self->earlier, nth > 0);
  gtk_widget_set_sensitive (self->later, nth + 1 < n);
  show_flows (self, stretch);
  gtk_stack_set_visible_child_name (self->stack, "flows");
}

void
aeq_stretch_pane_say (AeqStretchPane *self, const char *text)
{
  g_return_if_fail (AEQ_IS_STRETCH_PANE (self));
  gtk_label_set_text (self->title, _("What made the low"));
  gtk_widget_set_visible (GTK_WIDGET (self->figures), FALSE);
  gtk_widget_set_sensitive (self->earlier, FALSE);
  gtk_widget_set_sensitive (self->later, FALSE);
  gtk_label_set_text (self->nothing, text);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
  show_flows (self, NULL);
}

gboolean
aeq_stretch_pane_has_focus (AeqStretchPane *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (AEQ_IS_STRETCH_PANE (self), FALSE);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static void
append_entry (GString *text, const AeqFlowEntry *entry)
{
  char amount[AEQ_MONEY_TEXT_SIZE];
  g_autofree char *when = aeq_flow_entry_when (entry);

  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\n", when,
                          aeq_money_format (entry->minor, entry->currency->exponent, amount),
                          entry->counterparty != NULL ? entry->counterparty : "",
                          entry->category != NULL ? entry->category : "", aeq_flow_status_name (entry->status));
}

char *
aeq_stretch_pane_get_text (AeqStretchPane *self, gboolean headers)
{
  g_autoptr(GtkBitset) selected = NULL;
  GString *text;

  g_return_val_if_fail (AEQ_IS_STRETCH_PANE (self), NULL);
  if (self->stretch == NULL)
    return NULL;
  text = g_string_new (NULL);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (guint i = 0; headers && i < G_N_ELEMENTS (COPY_TITLES); i++)
    g_string_append_printf (text, "%s%c", _(COPY_TITLES[i]), i + 1 < G_N_ELEMENTS (COPY_TITLES) ? '\t' : '\n');
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr(AeqRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (gtk_bitset_is_empty (selected) || gtk_bitset_contains (selected, i))
        append_entry (text, aeq_row_get_data (row));
    }
  return g_string_free (text, FALSE);
}

static void
on_activate_cb (AeqStretchPane *self, guint position)
{
  g_autoptr(AeqRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  g_signal_emit (self, signals[OPEN_FLOW], 0, ((const AeqFlowEntry *) aeq_row_get_data (row))->id);
}

static void
on_earlier_clicked_cb (AeqStretchPane *self)
{
  g_signal_emit (self, signals[STEP], 0, -1);
}

static void
on_later_clicked_cb (AeqStretchPane *self)
{
  g_signal_emit (self, signals[STEP], 0, 1);
}

static void
aeq_stretch_pane_dispose (GObject *object)
{
  AeqStretchPane *self = AEQ_STRETCH_PANE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_STRETCH_PANE);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->stretch, aeq_stretch_free);
  G_OBJECT_CLASS (aeq_stretch_pane_parent_class)->dispose (object);
}

static void
aeq_stretch_pane_class_init (AeqStretchPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_stretch_pane_dispose;
  signals[STEP] = g_signal_new ("step", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_INT);
  signals[OPEN_FLOW] = g_signal_new ("open-flow", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-stretch-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqStretchPane, title);
  gtk_widget_class_bind_template_child (widget_class, AeqStretchPane, figures);
  gtk_widget_class_bind_template_child (widget_class, AeqStretchPane, earlier);
  gtk_widget_class_bind_template_child (widget_class, AeqStretchPane, later);
  gtk_widget_class_bind_template_child (widget_class, AeqStretchPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqStretchPane, view);
  gtk_widget_class_bind_template_child (widget_class, AeqStretchPane, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_earlier_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_later_clicked_cb);
}

static void
aeq_stretch_pane_init (AeqStretchPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_multi_selection_new (NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  aeq_columns_add (self->view, COLUMNS, G_N_ELEMENTS (COLUMNS), NULL);
  aeq_columns_explain (self->view, 0, N_("Settlement timestamp: when it hits the account, on the account’s clock"));
  aeq_columns_explain (self->view, 1, N_("Positive comes in, negative goes out"));
}
