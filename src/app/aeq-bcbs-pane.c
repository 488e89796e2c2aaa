/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-bcbs-pane"

#include "aeq-bcbs-pane.h"

#include <glib/gi18n.h>

#include "aeq-bcbs-charts.h"
#include "aeq-card-layout.h"
#include "aeq-chart-view.h"
#include "aeq-error.h"
#include "aeq-figure-layout.h"
#include "aeq-job-report.h"
#include "aeq-plural.h"
#include "aeq-position-words.h"
#include "aeq-screen-format.h"
#include "aeq-sheet-view.h"
#include "aeq-wrap-layout.h"

enum
{
  USAGE,
  AVERAGE,
  AVAILABLE,
  SENT,
  OBLIGATIONS,
  NOON,
  N_FIGURES
};

#define NOON_SLOT (12 * 4 - 1)

struct _AeqBcbsPane
{
  AdwBin          parent_instance;
  AeqAppDesk     *desk;     /* (nullable) */
  GCancellable   *reading;  /* (nullable) of what is under way */
  AeqReportMonth *month;    /* (nullable) what is shown */
  AeqDate         wanted;   /* first day of the month that was chosen, AEQ_DATE_NONE: none yet */
  char           *set;      /* (nullable) that was chosen */
  gboolean        filling;  /* what the choosers tell now is our own doing */
  GtkStack       *stack;    /* template children */
  GtkWidget      *choosers;
  GtkDropDown    *months;
  GtkDropDown    *sets;
  GtkDropDown    *sections;
  GtkWidget      *earlier;
  GtkWidget      *later;
  GtkLabel       *figures[N_FIGURES];
  GtkLabel       *captions[N_FIGURES];
  GtkStack       *parts;
  AeqChartView   *usage_chart;
  AeqChartView   *gross_chart;
  AeqChartView   *throughput_chart;
  AeqChartView   *available_chart;
  AeqSheetView   *tools;
  AeqSheetView   *days;
  GtkLabel       *gaps;
  GtkLabel       *as_of;
  AdwStatusPage  *failure;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqBcbsPane, aeq_bcbs_pane, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static const AeqSheetKind TOOLS = { NULL, N_("Tools of BCBS 248"), N_("No Figures"), N_("No business day of this month has begun."), NULL, NULL, NULL, AEQ_EXPORT_BCBS248 };
static const AeqSheetKind DAYS = { NULL, N_("Days of the month"), N_("No Days"), N_("No business day of this month has begun."), NULL, NULL, NULL, AEQ_EXPORT_BCBS248 };

static const AeqBcbsSection *
shown_section (AeqBcbsPane *self)
{
  guint i = gtk_drop_down_get_selected (self->sections);

  return self->month->report->sections->pdata[i < self->month->report->sections->len ? i : 0];
}

static void
set_figure (AeqBcbsPane *self, guint i, char *text, char *caption)
{
  gtk_label_set_text (self->figures[i], text != NULL ? text : "–");
  gtk_label_set_text (self->captions[i], caption != NULL ? caption : "");
  g_free (text);
  g_free (caption);
}

/* The unit stands below, so that the figure is whole in a narrow window. */
static void
set_amount (AeqBcbsPane *self, guint i, gint64 minor, const AeqCurrency *currency, const char *about)
{
  set_figure (self, i, aeq_screen_amount (minor, currency), g_strdup_printf ("%s · %s", currency->code, about));
}

static void
set_top (AeqBcbsPane *self, guint i, const AeqBcbsTop *top, const AeqBcbsSection *section)
{
  if (top->n == 0)
    set_figure (self, i, NULL, g_strdup (_("not known")));
  else
    {
      g_autofree char *day = aeq_screen_date (section->figures->days[top->day[0]].date);

      set_amount (self, i, top->minor[0], section->currency, day);
    }
}

static void
show_figures (AeqBcbsPane *self, const AeqBcbsSection *section)
{
  const AeqBcbs *figures = section->figures;
  g_autofree char *late = g_strdup_printf (figures->late + figures->missed > 0 ? _("▲ %u late, %u missed") : _("%u late, %u missed"),
                                           figures->late, figures->missed);
  g_autofree char *days = g_strdup_printf (ngettext ("%u business day", "%u business days", figures->n_days), figures->n_days);

  set_top (self, USAGE, &figures->usage, section);
  set_amount (self, AVERAGE, figures->usage.average, section->currency, days);
  set_top (self, AVAILABLE, &figures->available, section);
  set_amount (self, SENT, figures->sent.average, section->currency, _("mean"));
  set_amount (self, OBLIGATIONS, figures->total_settled, section->currency, late);
  set_figure (self, NOON, figures->n_sent_days > 0 ? aeq_screen_share (figures->throughput[NOON_SLOT] / 100) : NULL,
              g_strdup (aeq_zone_get_name (section->zone)));
}

static void
show_chart (AeqChartView *view, AeqChart *chart)
{
  aeq_chart_view_set_chart (view, chart);
  aeq_chart_unref (chart);
}

static char *
gaps_text (const AeqBcbsSection *section)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < section->gaps->len; i++)
    g_string_append_printf (text, "• %s\n", (const char *) section->gaps->pdata[i]);
  if (section->gaps->len == 0)
    g_string_append (text, _("Nothing is missing."));
  return g_string_free (text, FALSE);
}

static char *
as_of_text (AeqBcbsPane *self, const AeqBcbsSection *section)
{
  g_autofree char *clock = aeq_local_clock_text (self->month->as_of);
  g_autofree char *accounts = aeq_screen_counted (section->accounts->len, NN_ ("%s account", "%s accounts"));
  const char *how = section->accounts->len == 1 ? _("one path") : section->netted ? _("netted on one path") : _("usages of the accounts added");

  return g_strdup_printf (_("Ledger as of %s · %s in %s, %s · %u of %u business days of the calendar %s, clock of %s"), clock, accounts,
                          section->currency->code, how, section->figures->n_days, section->n_business_days, section->calendar,
                          aeq_zone_get_name (section->zone));
}

static void
show_section (AeqBcbsPane *self)
{
  const AeqBcbsSection *section = shown_section (self);
  g_autofree char *gaps = gaps_text (section);
  g_autofree char *as_of = as_of_text (self, section);

  show_figures (self, section);
  show_chart (self->usage_chart, aeq_bcbs_usage_picture (section));
  show_chart (self->gross_chart, aeq_bcbs_gross_picture (section));
  show_chart (self->throughput_chart, aeq_bcbs_throughput_picture (section));
  show_chart (self->available_chart, aeq_bcbs_available_picture (section));
  aeq_sheet_view_show (self->tools, aeq_report_tools_sheet (section, self->month->as_of));
  aeq_sheet_view_show (self->days, aeq_report_days_sheet (section, self->month->as_of));
  gtk_label_set_text (self->gaps, gaps);
  gtk_label_set_text (self->as_of, as_of);
}

static void
on_section_cb (AeqBcbsPane *self)
{
  if (!self->filling && self->month != NULL && self->month->report != NULL)
    show_section (self);
}

static guint
months_between (AeqDate from, AeqDate to)
{
  int year;
  int month;
  int day;
  int first;

  aeq_date_to_ymd (from, &year, &month, &day);
  first = year * 12 + month;
  aeq_date_to_ymd (to, &year, &month, &day);
  return (guint) (year * 12 + month - first);
}

static void
fill_months (AeqBcbsPane *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint n = months_between (self->month->first, self->month->last) + 1;
  char text[AEQ_DATE_TEXT_SIZE];

  for (guint i = 0; i < n; i++) /* the newest first */
    gtk_string_list_take (names, g_strndup (aeq_date_format (aeq_date_add_months (self->month->last, -(int) i), text), strlen ("2026-11")));
  gtk_drop_down_set_model (self->months, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->months, months_between (self->month->month, self->month->last));
  gtk_widget_set_sensitive (self->earlier, self->month->month > self->month->first);
  gtk_widget_set_sensitive (self->later, self->month->month < self->month->last);
}

static void
fill_sets (AeqBcbsPane *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("Every Account Set"));
  for (guint i = 0; i < self->month->sets->len; i++)
    {
      gtk_string_list_append (names, self->month->sets->pdata[i]);
      if (g_strcmp0 (self->set, self->month->sets->pdata[i]) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (self->sets, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->sets, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->sets), self->month->sets->len > 0 && aeq_app_desk_get_account (self->desk) == NULL);
}

/* The part that was looked at stays when it is there again. */
static void
fill_sections (AeqBcbsPane *self)
{
  GtkStringObject *before = gtk_drop_down_get_selected_item (self->sections);
  g_autofree char *name = before != NULL ? g_strdup (gtk_string_object_get_string (before)) : NULL;
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->month->report->sections->len; i++)
    {
      const AeqBcbsSection *section = self->month->report->sections->pdata[i];
      g_autofree char *text = g_strdup_printf ("%s, %s", section->name, section->currency->code);

      gtk_string_list_append (names, text);
      if (g_strcmp0 (name, text) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (self->sections, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->sections, selected);
}

static void
show_month (AeqBcbsPane *self, AeqReportMonth *month)
{
  g_clear_pointer (&self->month, aeq_report_month_free);
  self->month = month;
  if (month->report == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  self->filling = TRUE;
  fill_months (self);
  fill_sets (self);
  fill_sections (self);
  self->filling = FALSE;
  show_section (self);
  gtk_stack_set_visible_child_name (self->stack, "report");
}

static gpointer
read_month (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  return aeq_job_report (ledger, data, cancellable, error);
}

static const AeqWork READ_MONTH = { AEQ_QUEUE_READ, read_month, (GDestroyNotify) aeq_report_request_free,
                                    (GDestroyNotify) aeq_report_month_free };

static void
on_month_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  AeqReportMonth *month = aeq_workspace_finish (result, &error);
  AeqBcbsPane *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (month != NULL)
    {
      show_month (self, month);
      return;
    }
  text = aeq_error_describe (error);
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
aeq_bcbs_pane_refresh (AeqPage *page)
{
  AeqBcbsPane *self = AEQ_BCBS_PANE (page);
  const AeqAccount *account = aeq_app_desk_get_account (self->desk);
  AeqReportRequest *request = g_new0 (AeqReportRequest, 1);

  request->month = self->wanted;
  request->one_account = account != NULL;
  if (account != NULL)
    request->account = account->uid;
  request->currency = aeq_app_desk_get_currency (self->desk);
  request->set = g_strdup (self->set);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_MONTH, request, NULL, self->reading, on_month_read, self);
}

static void
on_chosen_cb (AeqBcbsPane *self)
{
  guint set = gtk_drop_down_get_selected (self->sets);

  if (self->filling || self->month == NULL || self->month->report == NULL)
    return;
  self->wanted = aeq_date_add_months (self->month->last, -(int) gtk_drop_down_get_selected (self->months));
  g_free (self->set);
  self->set = set > 0 && set <= self->month->sets->len ? g_strdup (self->month->sets->pdata[set - 1]) : NULL;
  aeq_bcbs_pane_refresh (AEQ_PAGE (self));
}

static void
on_earlier_cb (AeqBcbsPane *self)
{
  gtk_drop_down_set_selected (self->months, gtk_drop_down_get_selected (self->months) + 1);
}

static void
on_later_cb (AeqBcbsPane *self)
{
  gtk_drop_down_set_selected (self->months, gtk_drop_down_get_selected (self->months) - 1);
}

/* The chart with the focus, else the days where they are seen, else the tools. */
static void
aeq_bcbs_pane_copy (AeqPage *page, gboolean headers)
{
  AeqBcbsPane *self = AEQ_BCBS_PANE (page);
  AeqChartView *const views[] = { self->usage_chart, self->gross_chart, self->throughput_chart, self->available_chart };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (aeq_chart_view_has_focus (views[i]))
      {
        aeq_chart_view_copy (views[i], headers);
        return;
      }
  aeq_page_copy (AEQ_PAGE (gtk_stack_get_visible_child (self->parts) == GTK_WIDGET (self->days) ? self->days : self->tools), headers);
}

static gboolean
aeq_bcbs_pane_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqBcbsPane *self = AEQ_BCBS_PANE (page);

  if (self->month == NULL || self->month->report == NULL)
    return FALSE;
  request->what = AEQ_EXPORT_BCBS248;
  request->from = self->month->report->from;
  request->to = self->month->report->to;
  request->account = aeq_app_desk_get_account (self->desk);
  request->currency = aeq_app_desk_get_currency (self->desk);
  request->set = request->account == NULL ? self->set : NULL;
  return TRUE;
}

static void
aeq_bcbs_pane_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  g_set_object (&AEQ_BCBS_PANE (page)->desk, desk);
  aeq_bcbs_pane_refresh (page);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_bcbs_pane_set_desk;
  iface->refresh = aeq_bcbs_pane_refresh;
  iface->copy = aeq_bcbs_pane_copy;
  iface->get_export = aeq_bcbs_pane_get_export;
}

static void
aeq_bcbs_pane_dispose (GObject *object)
{
  AeqBcbsPane *self = AEQ_BCBS_PANE (object);

  g_cancellable_cancel (self->reading);
  self->filling = TRUE; /* choosers tell that they are emptied */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_BCBS_PANE);
  g_clear_pointer (&self->month, aeq_report_month_free);
  g_clear_pointer (&self->set, g_free);
  g_clear_object (&self->reading);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_bcbs_pane_parent_class)->dispose (object);
}

static void
bind_figures (GtkWidgetClass *widget_class)
{
  static const char *const NAMES[N_FIGURES] = { "usage", "average", "available", "sent", "obligations", "noon" };

  for (guint i = 0; i < N_FIGURES; i++)
    {
      g_autofree char *caption = g_strconcat (NAMES[i], "_caption", NULL);

      gtk_widget_class_bind_template_child_full (widget_class, NAMES[i], FALSE,
                                                 G_STRUCT_OFFSET (AeqBcbsPane, figures) + (gssize) (i * sizeof (GtkLabel *)));
      gtk_widget_class_bind_template_child_full (widget_class, caption, FALSE,
                                                 G_STRUCT_OFFSET (AeqBcbsPane, captions) + (gssize) (i * sizeof (GtkLabel *)));
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, choosers);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, months);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, sets);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, sections);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, earlier);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, later);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, parts);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, usage_chart);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, gross_chart);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, throughput_chart);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, available_chart);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, tools);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, days);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, gaps);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqBcbsPane, failure);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_section_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_earlier_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_later_cb);
}

static void
aeq_bcbs_pane_class_init (AeqBcbsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_bcbs_pane_dispose;
  g_type_ensure (AEQ_TYPE_CARD_LAYOUT);
  g_type_ensure (AEQ_TYPE_CHART_VIEW);
  g_type_ensure (AEQ_TYPE_SHEET_VIEW);
  g_type_ensure (AEQ_TYPE_FIGURE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-bcbs-pane.ui");
  bind_template (widget_class);
  bind_figures (widget_class);
}

static void
aeq_bcbs_pane_init (AeqBcbsPane *self)
{
  self->wanted = AEQ_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->choosers, aeq_wrap_layout_new (6));
  aeq_sheet_view_set_kind (self->tools, &TOOLS);
  aeq_sheet_view_set_kind (self->days, &DAYS);
}
