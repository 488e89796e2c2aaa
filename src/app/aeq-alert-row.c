/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-alert-row"

#include "aeq-alert-row.h"

#include <glib/gi18n.h>

#include "aeq-alert-watch.h"
#include "aeq-position-words.h"

struct _AeqAlertRow
{
  GtkListBoxRow   parent_instance;
  const AeqAlert *alert;
};

G_DEFINE_FINAL_TYPE (AeqAlertRow, aeq_alert_row, GTK_TYPE_LIST_BOX_ROW)

const char *
aeq_alert_icon (AeqAlertSeverity severity)
{
  static const char *const ICONS[] = { "dialog-error-symbolic", "dialog-warning-symbolic", "dialog-information-symbolic" };

  return ICONS[severity];
}

const char *
aeq_alert_style (AeqAlertSeverity severity)
{
  static const char *const STYLES[] = { "error", "warning", NULL };

  return STYLES[severity];
}

const AeqAlert *
aeq_alert_row_get_alert (AeqAlertRow *self)
{
  g_return_val_if_fail (AEQ_IS_ALERT_ROW (self), NULL);
  return self->alert;
}

static GtkWidget *
label_new (const char *text, const char *class, gboolean wraps)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), wraps);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
severity_new (const AeqAlert *alert)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *word = label_new (aeq_alert_severity_name (alert->severity), "caption-heading", FALSE);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (aeq_alert_icon (alert->severity)));
  gtk_box_append (GTK_BOX (box), word);
  gtk_widget_set_size_request (box, 92, -1);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  if (aeq_alert_is_open (alert) && aeq_alert_style (alert->severity) != NULL)
    gtk_widget_add_css_class (box, aeq_alert_style (alert->severity));
  return box;
}

/* Who has seen it, what they wrote, and since when it is over. */
static char *
history_text (const AeqAlert *alert, AeqInstant now)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (alert->times > 1)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("Told %d time", "Told %d times", (gulong) alert->times), (int) alert->times));
  if (alert->seen_at != AEQ_INSTANT_NONE)
    {
      g_autofree char *at = aeq_zone_clock_text (alert->zone, alert->seen_at, now);

      g_ptr_array_add (parts, g_strdup_printf (_("Acknowledged by %s at %s"), alert->author, at));
    }
  if (alert->note != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("“%s”"), alert->note));
  if (alert->resolved_at != AEQ_INSTANT_NONE)
    {
      g_autofree char *at = aeq_zone_clock_text (alert->zone, alert->resolved_at, now);

      g_ptr_array_add (parts, g_strdup_printf (_("Resolved at %s"), at));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GtkWidget *
words_new (const AeqAlert *alert, AeqInstant now)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *what = aeq_alert_what (alert, &AEQ_ALERT_SCREEN, now);
  g_autofree char *history = history_text (alert, now);
  GtkWidget *title = label_new (aeq_alert_title (alert->kind), "heading", TRUE);
  GtkWidget *sentence = label_new (what, "numeric", TRUE);

  gtk_widget_set_tooltip_text (title, aeq_alert_meaning (alert->kind));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), sentence);
  if (aeq_alert_is_open (alert))
    {
      GtkWidget *advice = label_new (aeq_alert_advice (alert), "caption", TRUE);

      gtk_widget_add_css_class (advice, "dim-label");
      gtk_box_append (GTK_BOX (box), advice);
    }
  if (*history != '\0')
    gtk_box_append (GTK_BOX (box), label_new (history, "caption", TRUE));
  return box;
}

static GtkWidget *
button_new (const AeqAlert *alert)
{
  GtkWidget *button = gtk_button_new_with_label (_("Acknowledge…"));
  char id[AEQ_ID_TEXT_SIZE];

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "alerts.acknowledge");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", aeq_id_format (&alert->uid, id));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Somebody sees to it: it is not told again (Enter)"));
  return button;
}

static void
aeq_alert_row_class_init (AeqAlertRowClass *klass G_GNUC_UNUSED)
{
}

static void
aeq_alert_row_init (AeqAlertRow *self G_GNUC_UNUSED)
{
}

GtkWidget *
aeq_alert_row_new (const AeqAlert *alert, AeqInstant now)
{
  AeqAlertRow *self = g_object_new (AEQ_TYPE_ALERT_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *raised = aeq_zone_clock_text (alert->zone, alert->raised_at, now);
  g_autofree char *what = aeq_alert_what (alert, &AEQ_ALERT_SCREEN, now);
  g_autofree char *name = g_strdup_printf ("%s: %s: %s", aeq_alert_severity_name (alert->severity), aeq_alert_title (alert->kind), what);
  GtkWidget *when = label_new (raised, "numeric", FALSE);

  self->alert = alert;
  gtk_widget_set_valign (when, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (when, _("When it was raised, on the account’s clock"));
  gtk_widget_add_css_class (box, "alert-row");
  gtk_box_append (GTK_BOX (box), severity_new (alert));
  gtk_box_append (GTK_BOX (box), words_new (alert, now));
  gtk_box_append (GTK_BOX (box), when);
  if (aeq_alert_is_open (alert))
    gtk_box_append (GTK_BOX (box), button_new (alert));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
