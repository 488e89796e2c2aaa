/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-position-page"

#include "aeq-position-page.h"

#include <glib/gi18n.h>

#include "aeq-accuracy-card.h"
#include "aeq-card-layout.h"
#include "aeq-deadline-card.h"
#include "aeq-error.h"
#include "aeq-forecast-card.h"
#include "aeq-job-position.h"
#include "aeq-late-card.h"
#include "aeq-position-list.h"
#include "aeq-position-table.h"
#include "aeq-position-words.h"
#include "aeq-regime-card.h"

#define DAY_PAGE "Intraday" /* where an account's day is looked at, once there is such a page */

struct _AeqPositionPage
{
  AdwBin            parent_instance;
  AeqAppDesk          *desk;
  GCancellable     *reading; /* (nullable) of what is under way */
  AeqPositionTable *table;   /* (nullable) lives as long as what is shown of it */
  AeqSeenTable     *exported; /* (nullable) the last that was exported */
  GtkStack         *stack;   /* template children */
  AeqForecastCard  *forecast;
  AeqRegimeCard    *regime;
  AeqAccuracyCard  *accuracy;
  AeqLateCard      *late;
  AeqDeadlineCard  *deadlines;
  AeqPositionList  *list;
  GtkLabel         *as_of;
  AdwStatusPage    *failure;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqPositionPage, aeq_position_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static char *
as_of_text (const AeqPositionTable *table)
{
  g_autofree char *ledger = aeq_local_clock_text (table->as_of);
  g_autofree char *issued = table->forecast_at != AEQ_INSTANT_NONE ? aeq_local_clock_text (table->forecast_at) : NULL;

  if (issued == NULL)
    return g_strdup_printf (_("Ledger as of %s · no forecast yet: press F9"), ledger);
  if (table->scenario != NULL)
    return g_strdup_printf (_("Ledger as of %s · forecast of %s by model %s under scenario %s"), ledger, issued,
                            table->model, table->scenario);
  return g_strdup_printf (_("Ledger as of %s · forecast of %s by model %s"), ledger, issued, table->model);
}

/* The table before goes when nothing shows it any more. */
static void
show_table (AeqPositionPage *self, AeqPositionTable *table)
{
  g_autoptr (AeqPositionTable) before G_GNUC_UNUSED = g_steal_pointer (&self->table);
  g_autofree char                    *as_of = as_of_text (table);

  self->table = table;
  aeq_forecast_card_show (self->forecast, table);
  aeq_regime_card_show (self->regime, table);
  aeq_accuracy_card_show (self->accuracy, table);
  aeq_late_card_show (self->late, table);
  aeq_deadline_card_show (self->deadlines, table);
  aeq_position_list_show (self->list, table);
  gtk_label_set_text (self->as_of, as_of);
  gtk_stack_set_visible_child_name (self->stack, table->n_accounts > 0 ? "table" : "empty");
}

static gpointer
read_position (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable,
               GError **error)
{
  return aeq_job_position (ledger, data, cancellable, error);
}

static const AeqWork READ_POSITION = { AEQ_QUEUE_READ, read_position, g_free, (GDestroyNotify)aeq_position_table_free };

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
  g_autoptr (GError) error = NULL;
  AeqPositionTable *table = aeq_workspace_finish (result, &error);

  if (table != NULL)
    show_table (AEQ_POSITION_PAGE (user_data), table);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (AEQ_POSITION_PAGE (user_data), error);
}

static AeqPositionScope *
scope_new (AeqAppDesk *desk)
{
  const AeqAccount *account = aeq_app_desk_get_account (desk);
  AeqPositionScope *scope = g_new0 (AeqPositionScope, 1);

  scope->has_account = account != NULL;
  if (account != NULL)
    scope->account = account->uid;
  scope->currency = aeq_app_desk_get_currency (desk);
  scope->date = aeq_app_desk_get_date (desk);
  aeq_position_scope_name (scope);
  return scope;
}

/* What was asked for before is no longer wanted. */
static void
aeq_position_page_refresh (AeqPage *page)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (page);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_POSITION, scope_new (self->desk), NULL, self->reading,
                     on_position_read, self);
}

static void
on_chosen_cb (AeqPositionPage *self, const AeqPosition *row)
{
  if (row->n > 0)
    {
      aeq_app_desk_set_currency (self->desk, row->currency);
      return;
    }
  if (aeq_page_index (DAY_PAGE) >= 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", DAY_PAGE);
  aeq_app_desk_set_account (self->desk, &row->uid);
}

static void
aeq_position_page_copy (AeqPage *page, gboolean headers)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (page);
  g_autofree char *text = NULL;

  if (self->table == NULL)
    return;
  text = aeq_position_list_copy (self->list, headers);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  aeq_say (GTK_WIDGET (self), _("Copied as a table"));
}

static gboolean
aeq_position_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (page);

  if (self->table == NULL || self->table->rows->len == 0)
    return FALSE;
  g_clear_pointer (&self->exported, aeq_seen_table_unref);
  self->exported = aeq_position_seen_table (self->table);
  request->what = AEQ_EXPORT_TABLE;
  request->table = self->exported;
  return TRUE;
}

static void
aeq_position_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  AeqPositionTable *table = aeq_app_desk_take_position (desk);

  g_set_object (&AEQ_POSITION_PAGE (page)->desk, desk);
  if (table != NULL)
    show_table (AEQ_POSITION_PAGE (page), table);
  else
    aeq_position_page_refresh (page);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_position_page_set_desk;
  iface->refresh = aeq_position_page_refresh;
  iface->copy = aeq_position_page_copy;
  iface->get_export = aeq_position_page_get_export;
}

static void
aeq_position_page_dispose (GObject *object)
{
  AeqPositionPage *self = AEQ_POSITION_PAGE (object);

  g_cancellable_cancel (self->reading);
  /* The bin must not be left with a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_POSITION_PAGE);
  g_clear_pointer (&self->table, aeq_position_table_free);
  g_clear_pointer (&self->exported, aeq_seen_table_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_position_page_parent_class)->dispose (object);
}

static void
aeq_position_page_finalize (GObject *object)
{
  g_clear_object (&AEQ_POSITION_PAGE (object)->reading);
  G_OBJECT_CLASS (aeq_position_page_parent_class)->finalize (object);
}

static void
aeq_position_page_class_init (AeqPositionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_position_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_position_page_finalize;
  g_type_ensure (AEQ_TYPE_CARD_LAYOUT);
  g_type_ensure (AEQ_TYPE_FORECAST_CARD);
  g_type_ensure (AEQ_TYPE_REGIME_CARD);
  g_type_ensure (AEQ_TYPE_ACCURACY_CARD);
  g_type_ensure (AEQ_TYPE_LATE_CARD);
  g_type_ensure (AEQ_TYPE_DEADLINE_CARD);
  g_type_ensure (AEQ_TYPE_POSITION_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-position-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, forecast);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, regime);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, accuracy);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, late);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, deadlines);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, list);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqPositionPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen_cb);
}

static void
aeq_position_page_init (AeqPositionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
