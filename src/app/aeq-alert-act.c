/* SPDX-License-Identifier: MIT */
#include "aeq-alert-act.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aeq-undo.h"

typedef struct
{
  AeqId id;
  char *note; /* (nullable) */
} Seen;

static void
seen_free (gpointer data)
{
  g_free (((Seen *) data)->note);
  g_free (data);
}

static gboolean
acknowledge (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Seen *self = data;

  *n = 1;
  return aeq_job_alerts_acknowledge (ledger, &self->id, self->note, range, error);
}

static char *
tell_acknowledged (gint64 n G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  return g_strdup (_("Alert acknowledged"));
}

static const AeqAct ACKNOWLEDGE = { acknowledge, tell_acknowledged, seen_free };

void
aeq_alert_act_acknowledge (AeqAppDesk *desk, const AeqId *alert, const char *note)
{
  Seen *seen = g_new0 (Seen, 1);

  seen->id = *alert;
  seen->note = g_strdup (note);
  aeq_undo_act (aeq_undo_of (desk), &ACKNOWLEDGE, seen);
}

static gboolean
set_rules (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  *n = ((GPtrArray *) data)->len;
  return aeq_job_alerts_set_rules (ledger, data, range, error);
}

static char *
tell_rules (gint64 n, gconstpointer data G_GNUC_UNUSED)
{
  return g_strdup_printf (ngettext ("%d alert rule changed", "%d alert rules changed", (gulong) n), (int) n);
}

static const AeqAct SET_RULES = { set_rules, tell_rules, (GDestroyNotify) g_ptr_array_unref };

void
aeq_alert_act_set_rules (AeqAppDesk *desk, GPtrArray *rules)
{
  aeq_undo_act (aeq_undo_of (desk), &SET_RULES, rules);
}

static gboolean
remove_rule (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  *n = 1;
  return aeq_job_alerts_remove_rule (ledger, data, range, error);
}

static char *
tell_removed (gint64 n G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  return g_strdup (_("Alert rule removed"));
}

static const AeqAct REMOVE_RULE = { remove_rule, tell_removed, g_free };

void
aeq_alert_act_remove_rule (AeqAppDesk *desk, const AeqId *rule)
{
  aeq_undo_act (aeq_undo_of (desk), &REMOVE_RULE, g_memdup2 (rule, sizeof *rule));
}

typedef struct
{
  AeqAppDesk *desk;
  AeqId       alert;
  GtkEntry   *note;
} Question;

static void
on_response (Question *self, const char *response)
{
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));

  if (g_str_equal (response, "acknowledge"))
    aeq_alert_act_acknowledge (self->desk, &self->alert, note);
}

static void
question_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_object_unref (((Question *) data)->desk);
  g_free (data);
}

void
aeq_alert_ask (GtkWidget *parent, AeqAppDesk *desk, const AeqId *alert, const char *what)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), _("Acknowledge This Alert?"), what);
  GtkWidget *note = gtk_entry_new ();
  Question *question = g_new0 (Question, 1);

  question->desk = g_object_ref (desk);
  question->alert = *alert;
  question->note = GTK_ENTRY (note);
  gtk_entry_set_placeholder_text (GTK_ENTRY (note), _("What was done about it"));
  gtk_entry_set_max_length (GTK_ENTRY (note), AEQ_ALERT_MAX_NOTE / 4);
  gtk_entry_set_activates_default (GTK_ENTRY (note), TRUE);
  gtk_widget_set_tooltip_text (note, _("Stands with your name and the time in the change record"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Note"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), note);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "acknowledge", _("_Acknowledge"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "acknowledge", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "acknowledge");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
