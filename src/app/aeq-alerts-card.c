/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-alerts-card"

#include "aeq-alerts-card.h"

#include <glib/gi18n.h>

#include "aeq-alert-row.h"
#include "aeq-alert-watch.h"
#include "aeq-card-grid.h"

#define MAX_SHOWN 3

struct _AeqAlertsCard
{
  AdwBin      parent_instance;
  AeqAppDesk *desk;  /* (nullable) */
  GtkLabel   *title; /* template children */
  GtkGrid    *rows;
  GtkLabel   *note;
};

G_DEFINE_FINAL_TYPE (AeqAlertsCard, aeq_alerts_card, ADW_TYPE_BIN)

static void
add_alert (AeqAlertsCard *self, int row, const AeqAlert *alert, AeqInstant now)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (aeq_alert_icon (alert->severity));
  g_autofree char *what = aeq_alert_what (alert, &AEQ_ALERT_SCREEN, now);
  g_autofree char *words = g_strdup_printf ("%s: %s", aeq_alert_severity_name (alert->severity), what);
  GtkLabel *title;

  if (aeq_alert_style (alert->severity) != NULL)
    gtk_widget_add_css_class (icon, aeq_alert_style (alert->severity));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, aeq_alert_severity_name (alert->severity), -1);
  gtk_widget_set_tooltip_text (icon, aeq_alert_severity_name (alert->severity));
  gtk_grid_attach (self->rows, icon, 0, row, 1, 1);
  title = aeq_card_grid_add (self->rows, 1, row, aeq_alert_title (alert->kind), AEQ_CARD_TEXT);
  gtk_widget_set_tooltip_text (GTK_WIDGET (title), words);
  aeq_card_grid_add (self->rows, 2, row, alert->number != NULL ? alert->number : _("Whole desk"), AEQ_CARD_NUMBER);
}

static char *
note_text (const AeqAlertNews *news)
{
  if (news == NULL)
    return g_strdup (_("Being evaluated…"));
  if (news->n_open == 0)
    return g_strdup (news->open->len > 0 ? _("All that holds has been acknowledged.") : _("Nothing needs attention by the rules."));
  return news->n_open > MAX_SHOWN
           ? g_strdup_printf (ngettext ("and %u more", "and %u more", news->n_open - MAX_SHOWN), news->n_open - MAX_SHOWN)
           : NULL;
}

/* Acknowledged ones come last in the news. */
static void
show (AeqAlertsCard *self)
{
  const AeqAlertNews *news = aeq_alert_watch_get_news (aeq_alert_watch_of (self->desk));
  g_autofree char *note = note_text (news);
  guint n = news != NULL ? news->n_open : 0;
  g_autofree char *title = n == 0 ? g_strdup (_("Alerts")) : g_strdup_printf (ngettext ("%u Alert", "%u Alerts", n), n);

  gtk_label_set_text (self->title, title);
  aeq_card_grid_clear (self->rows);
  for (guint i = 0; i < MIN (n, MAX_SHOWN); i++)
    add_alert (self, (int) i, news->open->pdata[i], aeq_workspace_get_now (aeq_app_desk_get_workspace (self->desk)));
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

void
aeq_alerts_card_set_desk (AeqAlertsCard *self, AeqAppDesk *desk)
{
  g_return_if_fail (AEQ_IS_ALERTS_CARD (self));
  g_return_if_fail (self->desk == NULL);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (aeq_alert_watch_of (desk), "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
aeq_alerts_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_ALERTS_CARD);
  g_clear_object (&AEQ_ALERTS_CARD (object)->desk);
  G_OBJECT_CLASS (aeq_alerts_card_parent_class)->dispose (object);
}

static void
aeq_alerts_card_class_init (AeqAlertsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_alerts_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-alerts-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqAlertsCard, title);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertsCard, rows);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertsCard, note);
}

static void
aeq_alerts_card_init (AeqAlertsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
