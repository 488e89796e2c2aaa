/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-accuracy-page"

#include "aeq-accuracy-page.h"

#include <glib/gi18n.h>

#include "aeq-accuracy-charts.h"
#include "aeq-accuracy-words.h"
#include "aeq-card-layout.h"
#include "aeq-chart-view.h"
#include "aeq-error.h"
#include "aeq-figure-layout.h"
#include "aeq-model-pane.h"
#include "aeq-sheet-view.h"

struct _AeqAccuracyPage
{
  AdwBin         parent_instance;
  AeqAppDesk    *desk;    /* (nullable) */
  GCancellable  *reading; /* (nullable) of what is under way */
  AeqScorecard  *card;    /* (nullable) */
  GtkStack      *stack;   /* template children */
  GtkLabel      *title;
  GtkLabel      *figures[AEQ_ACCURACY_N_FIGURES];
  GtkLabel      *captions[AEQ_ACCURACY_N_FIGURES];
  GtkStack      *tabs;
  GtkStack      *ripe;
  AdwStatusPage *early;
  AeqChartView  *skill_chart;
  AeqChartView  *calibration_chart;
  AeqChartView  *pit_chart;
  AeqChartView  *hours_chart;
  AeqSheetView  *breakdown;
  AeqModelPane  *models;
  GtkLabel      *as_of;
  AdwStatusPage *failure;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqAccuracyPage, aeq_accuracy_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static const AeqSheetKind BREAKDOWN = { NULL, N_("Accuracy by regime, days ahead and account"), N_("Nothing Has Been Scored Yet"),
                                        N_("Issue forecasts with F9. Each is compared with what came when its day is over and booked."),
                                        NULL, NULL, NULL, AEQ_EXPORT_ACCURACY };

static void
show_figures (AeqAccuracyPage *self)
{
  for (guint i = 0; i < AEQ_ACCURACY_N_FIGURES; i++)
    {
      g_auto(AeqAccuracyText) figure = aeq_accuracy_figure (self->card, i);

      gtk_label_set_text (self->figures[i], figure.text);
      gtk_label_set_text (self->captions[i], figure.caption);
      gtk_widget_remove_css_class (GTK_WIDGET (self->figures[i]), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->figures[i]), "warning");
      if (figure.style != NULL)
        gtk_widget_add_css_class (GTK_WIDGET (self->figures[i]), figure.style);
    }
}

static void
show_chart (AeqChartView *view, AeqChart *chart)
{
  aeq_chart_view_set_chart (view, chart);
  aeq_chart_unref (chart);
}

static void
show_charts (AeqAccuracyPage *self)
{
  g_autofree char *early = NULL;

  if (self->card->n_days >= AEQ_SCORECARD_MIN_DAYS)
    {
      show_chart (self->skill_chart, aeq_accuracy_skill_chart (self->card));
      show_chart (self->calibration_chart, aeq_accuracy_calibration_chart (self->card));
      show_chart (self->pit_chart, aeq_accuracy_pit_chart (self->card));
      show_chart (self->hours_chart, aeq_accuracy_hours_chart (self->card));
      gtk_stack_set_visible_child_name (self->ripe, "charts");
      return;
    }
  early = aeq_accuracy_early (self->card);
  adw_status_page_set_description (self->early, early);
  gtk_stack_set_visible_child_name (self->ripe, self->card->n_days > 0 ? "early" : "nothing");
}

/* What a worker read for the page. */
typedef struct
{
  AeqScorecard *card;
  AeqRegistry  *registry;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_clear_pointer (&self->card, aeq_scorecard_free);
  g_clear_pointer (&self->registry, aeq_registry_free);
  g_free (self);
}

static void
show_answer (AeqAccuracyPage *self, Answer *answer)
{
  g_autofree char *title = aeq_accuracy_title (aeq_app_desk_get_account (self->desk), aeq_app_desk_get_currency (self->desk));
  g_autofree char *as_of = aeq_accuracy_as_of (answer->card);

  g_clear_pointer (&self->card, aeq_scorecard_free);
  self->card = g_steal_pointer (&answer->card);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->as_of, as_of);
  show_figures (self);
  show_charts (self);
  aeq_sheet_view_show (self->breakdown, aeq_scorecard_sheet (self->card));
  aeq_model_pane_show (self->models, g_steal_pointer (&answer->registry));
  answer_free (answer);
  gtk_stack_set_visible_child_name (self->stack, "card");
}

static gpointer
read_card (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  Answer *answer = g_new0 (Answer, 1);

  if ((answer->card = aeq_job_scorecard (ledger, data, cancellable, error)) != NULL &&
      (answer->registry = aeq_job_registry (ledger, error)) != NULL)
    return answer;
  answer_free (answer);
  return NULL;
}

static const AeqWork READ_CARD = { AEQ_QUEUE_READ, read_card, g_free, answer_free };

static void
on_card_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;
  Answer *answer = aeq_workspace_finish (result, &error);
  AeqAccuracyPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    {
      show_answer (self, answer);
      return;
    }
  text = aeq_error_describe (error);
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
aeq_accuracy_page_refresh (AeqPage *page)
{
  AeqAccuracyPage *self = AEQ_ACCURACY_PAGE (page);
  const AeqAccount *account = aeq_app_desk_get_account (self->desk);
  AeqScorecardScope *scope = g_new0 (AeqScorecardScope, 1);

  scope->one_account = account != NULL;
  if (account != NULL)
    scope->account = account->uid;
  scope->currency = aeq_app_desk_get_currency (self->desk);
  scope->from = AEQ_DATE_NONE;
  scope->to = aeq_app_desk_get_date (self->desk);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_CARD, scope, NULL, self->reading, on_card_read, self);
}

/* The chart with the focus, else the table of the breakdown. */
static void
aeq_accuracy_page_copy (AeqPage *page, gboolean headers)
{
  AeqAccuracyPage *self = AEQ_ACCURACY_PAGE (page);
  AeqChartView *const views[] = { self->skill_chart, self->calibration_chart, self->pit_chart, self->hours_chart };

  if (self->card == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (aeq_chart_view_has_focus (views[i]))
      {
        aeq_chart_view_copy (views[i], headers);
        return;
      }
  aeq_page_copy (AEQ_PAGE (self->breakdown), headers);
}

static gboolean
aeq_accuracy_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  AeqAccuracyPage *self = AEQ_ACCURACY_PAGE (page);

  request->what = AEQ_EXPORT_ACCURACY;
  request->account = aeq_app_desk_get_account (self->desk);
  request->currency = aeq_app_desk_get_currency (self->desk);
  request->to = aeq_app_desk_get_date (self->desk);
  return self->card != NULL && self->card->total.n > 0;
}

static void
aeq_accuracy_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  AeqAccuracyPage *self = AEQ_ACCURACY_PAGE (page);

  g_set_object (&self->desk, desk);
  aeq_model_pane_set_desk (self->models, desk);
  aeq_accuracy_page_refresh (page);
}

static void
aeq_accuracy_page_keep (AeqPage *page, GVariantDict *state)
{
  g_variant_dict_insert (state, "tab", "s", gtk_stack_get_visible_child_name (AEQ_ACCURACY_PAGE (page)->tabs));
}

static void
aeq_accuracy_page_recall (AeqPage *page, GVariantDict *state)
{
  AeqAccuracyPage *self = AEQ_ACCURACY_PAGE (page);
  const char *tab;

  if (g_variant_dict_lookup (state, "tab", "&s", &tab) && gtk_stack_get_child_by_name (self->tabs, tab) != NULL)
    gtk_stack_set_visible_child_name (self->tabs, tab);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_accuracy_page_set_desk;
  iface->refresh = aeq_accuracy_page_refresh;
  iface->copy = aeq_accuracy_page_copy;
  iface->get_export = aeq_accuracy_page_get_export;
  iface->keep = aeq_accuracy_page_keep;
  iface->recall = aeq_accuracy_page_recall;
}

static void
aeq_accuracy_page_dispose (GObject *object)
{
  AeqAccuracyPage *self = AEQ_ACCURACY_PAGE (object);

  g_cancellable_cancel (self->reading);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_ACCURACY_PAGE);
  g_clear_pointer (&self->card, aeq_scorecard_free);
  g_clear_object (&self->reading);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_accuracy_page_parent_class)->dispose (object);
}

static void
bind_figures (GtkWidgetClass *widget_class)
{
  static const char *const NAMES[AEQ_ACCURACY_N_FIGURES] = { "days", "wape", "bias", "coverage", "skill", "overrides" };

  for (guint i = 0; i < AEQ_ACCURACY_N_FIGURES; i++)
    {
      g_autofree char *caption = g_strconcat (NAMES[i], "_caption", NULL);

      gtk_widget_class_bind_template_child_full (widget_class, NAMES[i], FALSE,
                                                 G_STRUCT_OFFSET (AeqAccuracyPage, figures) + (gssize) (i * sizeof (GtkLabel *)));
      gtk_widget_class_bind_template_child_full (widget_class, caption, FALSE,
                                                 G_STRUCT_OFFSET (AeqAccuracyPage, captions) + (gssize) (i * sizeof (GtkLabel *)));
    }
}

static void
aeq_accuracy_page_class_init (AeqAccuracyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_accuracy_page_dispose;
  g_type_ensure (AEQ_TYPE_CARD_LAYOUT);
  g_type_ensure (AEQ_TYPE_CHART_VIEW);
  g_type_ensure (AEQ_TYPE_SHEET_VIEW);
  g_type_ensure (AEQ_TYPE_MODEL_PANE);
  g_type_ensure (AEQ_TYPE_FIGURE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-accuracy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, title);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, ripe);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, early);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, skill_chart);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, calibration_chart);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, pit_chart);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, hours_chart);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, breakdown);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, models);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, as_of);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyPage, failure);
  bind_figures (widget_class);
}

static void
aeq_accuracy_page_init (AeqAccuracyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  aeq_sheet_view_set_kind (self->breakdown, &BREAKDOWN);
}
