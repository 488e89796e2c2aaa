/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-position-page"

#include "aeq-position-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-column.h"
#include "aeq-error.h"
#include "aeq-job-forecast.h"
#include "aeq-job-position.h"
#include "aeq-row.h"

struct _AeqPositionPage
{
  AdwBin              parent_instance;
  AeqWorkspace       *workspace;
  GCancellable       *cancellable;  /* of everything under way */
  GCancellable       *forecasting;  /* (nullable) */
  AeqPositionTable   *table;        /* (nullable) lives as long as the rows that point into it */
  GtkMultiSelection  *selection;
  GtkStack           *stack;        /* template children */
  GtkColumnView      *view;
  GtkLabel           *as_of;
  GtkLabel           *regime;
  GtkLabel           *reasons;
  GtkRevealer        *work;
  GtkProgressBar     *progress;
  GtkButton          *forecast_button;
  AdwStatusPage      *failure;
};

G_DEFINE_FINAL_TYPE (AeqPositionPage, aeq_position_page, ADW_TYPE_BIN)

static char *
amount_text (const AeqPosition *row, gint64 minor)
{
  char text[AEQ_MONEY_TEXT_SIZE + 8];

  if (minor == AEQ_POSITION_NONE)
    return g_strdup ("–");
  return g_strdup (aeq_money_format_grouped (minor, row->currency->exponent, text));
}

/* What goes out is below zero by its nature: only a balance there is worth a colour. */
static AeqCell
flow_cell (const AeqPosition *row, gint64 minor)
{
  return (AeqCell) { amount_text (row, minor), NULL };
}

static AeqCell
amount_cell (const AeqPosition *row, gint64 minor)
{
  return (AeqCell) { amount_text (row, minor), minor == AEQ_POSITION_NONE ? "dim-label" : minor < 0 ? "negative" : NULL };
}

static AeqCell account_cell (gconstpointer data) { return (AeqCell) { g_strdup (((const AeqPosition *) data)->number), NULL }; }
static AeqCell name_cell (gconstpointer data) { return (AeqCell) { g_strdup (((const AeqPosition *) data)->name), NULL }; }
static AeqCell currency_cell (gconstpointer data) { return (AeqCell) { g_strdup (((const AeqPosition *) data)->currency->code), NULL }; }
static AeqCell opening_cell (gconstpointer data) { return amount_cell (data, ((const AeqPosition *) data)->opening); }
static AeqCell in_cell (gconstpointer data) { return flow_cell (data, ((const AeqPosition *) data)->in); }
static AeqCell out_cell (gconstpointer data) { return flow_cell (data, ((const AeqPosition *) data)->out); }
static AeqCell now_cell (gconstpointer data) { return amount_cell (data, ((const AeqPosition *) data)->balance); }
static AeqCell expected_cell (gconstpointer data) { return flow_cell (data, ((const AeqPosition *) data)->expected); }
static AeqCell closing_cell (gconstpointer data) { return amount_cell (data, ((const AeqPosition *) data)->closing); }
static AeqCell limit_cell (gconstpointer data) { return amount_cell (data, ((const AeqPosition *) data)->limit); }

static AeqCell
lowest_cell (gconstpointer data)
{
  const AeqPosition *row = data;
  AeqCell cell = amount_cell (row, row->lowest);

  if (row->lowest != AEQ_POSITION_NONE && row->limit != AEQ_POSITION_NONE && row->lowest < row->limit)
    cell.style = "error";
  return cell;
}

static AeqCell
lowest_at_cell (gconstpointer data)
{
  const AeqPosition *row = data;
  gint64 time_of_day;
  AeqDate day;

  if (row->lowest == AEQ_POSITION_NONE)
    return (AeqCell) { g_strdup ("–"), "dim-label" };
  if (row->lowest_at == AEQ_INSTANT_NONE)
    return (AeqCell) { g_strdup (_("earlier")), "dim-label" };
  aeq_zone_to_local (row->zone, row->lowest_at, &day, &time_of_day);
  return (AeqCell) { g_strdup_printf ("%02d:%02d", (int) (time_of_day / AEQ_HOUR), (int) (time_of_day % AEQ_HOUR / AEQ_MINUTE)), NULL };
}

static AeqCell
breach_cell (gconstpointer data)
{
  const AeqPosition *row = data;

  if (isnan (row->p_breach))
    return (AeqCell) { g_strdup ("–"), "dim-label" };
  if (row->p_breach > 0 && row->p_breach < 0.001)
    return (AeqCell) { g_strdup ("< 0.1 %"), NULL };
  return (AeqCell) { g_strdup_printf ("%.1f %%", 100 * row->p_breach),
                     row->p_breach >= 0.2 ? "error" : row->p_breach >= 0.05 ? "warning" : NULL };
}

static const AeqColumn COLUMNS[] = {
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

void
aeq_position_page_refresh (AeqPositionPage *self)
{
  g_return_if_fail (AEQ_IS_POSITION_PAGE (self));
  if (self->workspace != NULL)
    aeq_workspace_run (self->workspace, &READ_POSITION, NULL, NULL, self->cancellable, on_position_read, self);
}

static gpointer
issue_forecast (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;

  return aeq_job_forecast (ledger, &request, progress, cancellable, error);
}

static const AeqWork ISSUE_FORECAST = { AEQ_QUEUE_CHANGE, issue_forecast, NULL, (GDestroyNotify) aeq_forecast_result_free };

static void
on_forecast_progress (const char *step, double fraction, gpointer user_data)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (user_data);

  if (self->forecasting == NULL)
    return;
  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_progress_bar_set_text (self->progress, step);
}

static void
on_forecast_issued (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqForecastResult) forecast G_GNUC_UNUSED = aeq_workspace_finish (result, &error);
  AeqPositionPage *self = user_data;

  /* Of a page that is gone only the cancelled result arrives; one that was cancelled by hand is put in order at once. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->forecasting);
  gtk_revealer_set_reveal_child (self->work, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forecast_button), TRUE);
  if (error != NULL)
    {
      g_autofree char *text = aeq_error_describe (error);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", text);
    }
  aeq_position_page_refresh (self);
}

void
aeq_position_page_forecast (AeqPositionPage *self)
{
  g_return_if_fail (AEQ_IS_POSITION_PAGE (self));
  if (self->workspace == NULL || self->forecasting != NULL)
    return;
  self->forecasting = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_revealer_set_reveal_child (self->work, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forecast_button), FALSE);
  aeq_workspace_run (self->workspace, &ISSUE_FORECAST, NULL, on_forecast_progress, self->forecasting, on_forecast_issued, self);
}

static void
on_cancel_clicked_cb (AeqPositionPage *self)
{
  if (self->forecasting == NULL)
    return;
  g_cancellable_cancel (self->forecasting);
  g_clear_object (&self->forecasting);
  gtk_revealer_set_reveal_child (self->work, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forecast_button), TRUE);
}

/* Amounts without grouping, so that a spreadsheet takes them for numbers. */
static void
append_row (GString *text, const AeqPosition *row)
{
  const gint64 amounts[] = { row->opening, row->in, row->out, row->balance, row->expected, row->closing, row->lowest };
  char buffer[AEQ_MONEY_TEXT_SIZE];
  AeqCell at = lowest_at_cell (row);

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

void
aeq_position_page_copy (AeqPositionPage *self, gboolean headers)
{
  g_autoptr(GtkBitset) selected = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_if_fail (AEQ_IS_POSITION_PAGE (self));
  if (self->table == NULL)
    return;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (guint i = 0; headers && i < G_N_ELEMENTS (COLUMNS); i++)
    g_string_append_printf (text, "%s%c", _(COLUMNS[i].title), i + 1 < G_N_ELEMENTS (COLUMNS) ? '\t' : '\n');
  for (guint i = 0; i < self->table->rows->len; i++)
    if (gtk_bitset_is_empty (selected) || gtk_bitset_contains (selected, i))
      append_row (text, self->table->rows->pdata[i]);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", _("Copied as a table"));
}

void
aeq_position_page_set_workspace (AeqPositionPage *self, AeqWorkspace *workspace)
{
  g_return_if_fail (AEQ_IS_POSITION_PAGE (self));
  if (g_set_object (&self->workspace, workspace))
    aeq_position_page_refresh (self);
}

static void
aeq_position_page_dispose (GObject *object)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->forecasting);
  /* The bin must not be left with a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_POSITION_PAGE);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->table, aeq_position_table_free);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (aeq_position_page_parent_class)->dispose (object);
}

static void
aeq_position_page_finalize (GObject *object)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->forecasting);
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
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, work);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, progress);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, forecast_button);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked_cb);
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
