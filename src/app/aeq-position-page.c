/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-position-page"

#include "aeq-position-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-column.h"
#include "aeq-error.h"
#include "aeq-job-position.h"
#include "aeq-row.h"

struct _AeqPositionPage
{
  AdwBin              parent_instance;
  AeqDesk            *desk;
  GCancellable       *cancellable;  /* of everything under way */
  AeqPositionTable   *table;        /* (nullable) lives as long as the rows that point into it */
  GtkMultiSelection  *selection;
  GtkStack           *stack;        /* template children */
  GtkColumnView      *view;
  GtkLabel           *as_of;
  GtkLabel           *regime;
  GtkLabel           *reasons;
  AdwStatusPage      *failure;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqPositionPage, aeq_position_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static char *
amount_text (const AeqPosition *row, gint64 minor)
{
  char text[AEQ_MONEY_TEXT_SIZE + 8];

  if (minor == AEQ_POSITION_NONE)
    return g_strdup ("–");
  return g_strdup (aeq_money_format_grouped (minor, row->currency->exponent, text));
}

/* What goes out is below zero by its nature: only a balance there is worth a colour. */
static AeqViewCell
flow_cell (const AeqPosition *row, gint64 minor)
{
  return (AeqViewCell) { amount_text (row, minor), NULL };
}

static AeqViewCell
amount_cell (const AeqPosition *row, gint64 minor)
{
  return (AeqViewCell) { amount_text (row, minor), minor == AEQ_POSITION_NONE ? "dim-label" : minor < 0 ? "negative" : NULL };
}

static AeqViewCell account_cell (gconstpointer data) { return (AeqViewCell) { g_strdup (((const AeqPosition *) data)->number), NULL }; }
static AeqViewCell name_cell (gconstpointer data) { return (AeqViewCell) { g_strdup (((const AeqPosition *) data)->name), NULL }; }
static AeqViewCell currency_cell (gconstpointer data) { return (AeqViewCell) { g_strdup (((const AeqPosition *) data)->currency->code), NULL }; }
static AeqViewCell opening_cell (gconstpointer data) { return amount_cell (data, ((const AeqPosition *) data)->opening); }
static AeqViewCell in_cell (gconstpointer data) { return flow_cell (data, ((const AeqPosition *) data)->in); }
static AeqViewCell out_cell (gconstpointer data) { return flow_cell (data, ((const AeqPosition *) data)->out); }
static AeqViewCell now_cell (gconstpointer data) { return amount_cell (data, ((const AeqPosition *) data)->balance); }
static AeqViewCell expected_cell (gconstpointer data) { return flow_cell (data, ((const AeqPosition *) data)->expected); }
static AeqViewCell closing_cell (gconstpointer data) { return amount_cell (data, ((const AeqPosition *) data)->closing); }
static AeqViewCell limit_cell (gconstpointer data) { return amount_cell (data, ((const AeqPosition *) data)->limit); }

static AeqViewCell
lowest_cell (gconstpointer data)
{
  const AeqPosition *row = data;
  AeqViewCell cell = amount_cell (row, row->lowest);

  if (row->lowest != AEQ_POSITION_NONE && row->limit != AEQ_POSITION_NONE && row->lowest < row->limit)
    cell.style = "error";
  return cell;
}

static AeqViewCell
lowest_at_cell (gconstpointer data)
{
  const AeqPosition *row = data;
  gint64 time_of_day;
  AeqDate day;

  if (row->lowest == AEQ_POSITION_NONE)
    return (AeqViewCell) { g_strdup ("–"), "dim-label" };
  if (row->lowest_at == AEQ_INSTANT_NONE)
    return (AeqViewCell) { g_strdup (_("earlier")), "dim-label" };
  aeq_zone_to_local (row->zone, row->lowest_at, &day, &time_of_day);
  return (AeqViewCell) { g_strdup_printf ("%02d:%02d", (int) (time_of_day / AEQ_HOUR), (int) (time_of_day % AEQ_HOUR / AEQ_MINUTE)), NULL };
}

static AeqViewCell
breach_cell (gconstpointer data)
{
  const AeqPosition *row = data;

  if (isnan (row->p_breach))
    return (AeqViewCell) { g_strdup ("–"), "dim-label" };
  if (row->p_breach > 0 && row->p_breach < 0.001)
    return (AeqViewCell) { g_strdup ("< 0.1 %"), NULL };
  return (AeqViewCell) { g_strdup_printf ("%.1f %%", 100 * row->p_breach),
                     row->p_breach >= 0.2 ? "error" : row->p_breach >= 0.05 ? "warning" : NULL };
}

static const AeqViewColumn COLUMNS[] = {
  { N_("Account"), 126, FALSE, FALSE, account_cell },
  { N_("Currency"), 56, FALSE, FALSE, currency_cell },
  { N_("Opening"), 112, TRUE, FALSE, opening_cell },
  { N_("In"), 106, TRUE, FALSE, in_cell },
  { N_("Out"), 112, TRUE, FALSE, out_cell },
  { N_("Now"), 112, TRUE, FALSE, now_cell },
  { N_("To Come"), 104, TRUE, FALSE, expected_cell },
  { N_("Projected Close"), 112, TRUE, FALSE, closing_cell },
  { N_("Lowest Point"), 112, TRUE, FALSE, lowest_cell },
  { N_("At"), 58, TRUE, FALSE, lowest_at_cell },
  { N_("Breach"), 62, TRUE, FALSE, breach_cell },
  { N_("Limit"), 112, TRUE, FALSE, limit_cell },
  { N_("Name"), 190, FALSE, TRUE, name_cell },
};

/* On the clock of this machine: the accounts of a table have clocks of their own. */
static char *
clock_text (AeqInstant instant)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (instant / AEQ_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, "%F %H:%M %Z");
}

static void
show_as_of (AeqPositionPage *self)
{
  g_autofree char *ledger = clock_text (self->table->as_of);
  g_autofree char *issued = NULL;
  g_autofree char *text = NULL;

  if (self->table->forecast_at == AEQ_INSTANT_NONE)
    text = g_strdup_printf (_("Ledger as of %s · no forecast yet: press F9"), ledger);
  else
    {
      issued = clock_text (self->table->forecast_at);
      text = g_strdup_printf (_("Ledger as of %s · forecast of %s by model %s"), ledger, issued, self->table->model);
    }
  gtk_label_set_text (self->as_of, text);
}

static void
show_regime (AeqPositionPage *self)
{
  static const char *const NAMES[] = { N_("Steady"), N_("Elevated"), N_("Crisis") };
  const AeqRegimeReading *regime = &self->table->regime;
  g_autofree char *text = NULL;
  g_autofree char *reasons = NULL;
  char since[AEQ_DATE_TEXT_SIZE];

  gtk_widget_remove_css_class (GTK_WIDGET (self->regime), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->regime), "error");
  if (!self->table->has_regime)
    {
      gtk_label_set_text (self->regime, _("Regime unknown"));
      gtk_label_set_text (self->reasons, _("The ledger has no market series."));
      return;
    }
  text = g_strdup_printf (_("%s markets since %s"), _(NAMES[regime->state]), aeq_date_format (regime->since, since));
  reasons = g_strjoinv ("\n", self->table->reasons);
  gtk_label_set_text (self->regime, text);
  gtk_label_set_text (self->reasons, reasons);
  if (regime->state != AEQ_REGIME_STEADY)
    gtk_widget_add_css_class (GTK_WIDGET (self->regime), regime->state == AEQ_REGIME_CRISIS ? "error" : "warning");
}

/* Rows point into the table: it goes after the model that has them. */
static void
show_table (AeqPositionPage *self, AeqPositionTable *table)
{
  g_autoptr(GListStore) store = g_list_store_new (AEQ_TYPE_ROW);

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr(AeqRow) row = aeq_row_new (table->rows->pdata[i], NULL);

      g_list_store_append (store, row);
    }
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (store));
  g_clear_pointer (&self->table, aeq_position_table_free);
  self->table = table;
  show_as_of (self);
  show_regime (self);
  gtk_stack_set_visible_child_name (self->stack, table->rows->len > 0 ? "table" : "empty");
}

static gpointer
read_position (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable,
               GError **error)
{
  return aeq_job_position (ledger, cancellable, error);
}

static const AeqWork READ_POSITION = { AEQ_QUEUE_READ, read_position, NULL, (GDestroyNotify) aeq_position_table_free };

static void
show_failure (AeqPositionPage *self, const GError *error)
{
  g_autofree char *text = aeq_error_describe (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
on_position_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqPositionTable *table = aeq_workspace_finish (result, &error);

  if (table != NULL)
    show_table (AEQ_POSITION_PAGE (user_data), table);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (AEQ_POSITION_PAGE (user_data), error);
}

static void
aeq_position_page_refresh (AeqPage *page)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (page);

  aeq_workspace_run (aeq_desk_get_workspace (self->desk), &READ_POSITION, NULL, NULL, self->cancellable, on_position_read, self);
}

/* Amounts without grouping, so that a spreadsheet takes them for numbers. */
static void
append_row (GString *text, const AeqPosition *row)
{
  const gint64 amounts[] = { row->opening, row->in, row->out, row->balance, row->expected, row->closing, row->lowest };
  char buffer[AEQ_MONEY_TEXT_SIZE];
  AeqViewCell at = lowest_at_cell (row);

  g_string_append_printf (text, "%s\t%s", row->number, row->currency->code);
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    g_string_append_printf (text, "\t%s",
                            amounts[i] != AEQ_POSITION_NONE ? aeq_money_format (amounts[i], row->currency->exponent, buffer) : "");
  g_string_append_printf (text, "\t%s\t", row->lowest != AEQ_POSITION_NONE ? at.text : "");
  if (!isnan (row->p_breach))
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4f", row->p_breach));
  g_string_append_printf (text, "\t%s\t%s\n",
                          row->limit != AEQ_POSITION_NONE ? aeq_money_format (row->limit, row->currency->exponent, buffer) : "",
                          row->name != NULL ? row->name : "");
  g_free (at.text);
}

static void
aeq_position_page_copy (AeqPage *page, gboolean headers)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (page);
  g_autoptr(GtkBitset) selected = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->table == NULL)
    return;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (guint i = 0; headers && i < G_N_ELEMENTS (COLUMNS); i++)
    g_string_append_printf (text, "%s%c", _(COLUMNS[i].title), i + 1 < G_N_ELEMENTS (COLUMNS) ? '\t' : '\n');
  for (guint i = 0; i < self->table->rows->len; i++)
    if (gtk_bitset_is_empty (selected) || gtk_bitset_contains (selected, i))
      append_row (text, self->table->rows->pdata[i]);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  aeq_say (GTK_WIDGET (self), _("Copied as a table"));
}

static void
aeq_position_page_set_desk (AeqPage *page, AeqDesk *desk)
{
  g_set_object (&AEQ_POSITION_PAGE (page)->desk, desk);
  aeq_position_page_refresh (page);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_position_page_set_desk;
  iface->refresh = aeq_position_page_refresh;
  iface->copy = aeq_position_page_copy;
}

static void
aeq_position_page_dispose (GObject *object)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  /* The bin must not be left with a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_POSITION_PAGE);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->table, aeq_position_table_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_position_page_parent_class)->dispose (object);
}

static void
aeq_position_page_finalize (GObject *object)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (aeq_position_page_parent_class)->finalize (object);
}

static void
aeq_position_page_class_init (AeqPositionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_position_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_position_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-position-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, view);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, regime);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, reasons);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, failure);
}

static void
aeq_position_page_init (AeqPositionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->selection = gtk_multi_selection_new (NULL);
  aeq_columns_add (self->view, COLUMNS, G_N_ELEMENTS (COLUMNS), NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}
