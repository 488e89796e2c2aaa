/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-alert-rules-dialog"

#include "aeq-alert-rules-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aeq-alert-act.h"
#include "aeq-alert-words.h"

typedef struct
{
  GtkSwitch *active; /* NULL: the kind has no rules of one account */
  GtkEntry  *threshold;
  GtkEntry  *lead; /* (nullable) */
  GtkEntry  *cool_down;
} Line;

struct _AeqAlertRulesDialog
{
  AdwWindow     parent_instance;
  AeqAppDesk   *desk;
  GCancellable *cancellable;
  GPtrArray    *rules;    /* (nullable) AeqAlertRule */
  Line          lines[AEQ_N_ALERT_KINDS];
  GtkDropDown  *account;  /* template children */
  GtkGrid      *grid;
  GtkLabel     *refusal;
  GtkButton    *save;
};

G_DEFINE_FINAL_TYPE (AeqAlertRulesDialog, aeq_alert_rules_dialog, ADW_TYPE_WINDOW)

/* NULL: all accounts. */
static const AeqAccount *
chosen (AeqAlertRulesDialog *self)
{
  GPtrArray *accounts = aeq_app_desk_get_news (self->desk)->accounts;
  guint i = gtk_drop_down_get_selected (self->account);

  return i > 0 && i <= accounts->len ? accounts->pdata[i - 1] : NULL;
}

static const AeqAlertRule *
rule_of (AeqAlertRulesDialog *self, AeqAlertKind kind)
{
  const AeqAccount *account = chosen (self);

  return aeq_alert_rule_for (self->rules, kind, account != NULL ? &account->uid : NULL);
}

static void
add_head (AeqAlertRulesDialog *self, int column, const char *text, const char *tooltip)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_set_tooltip_text (label, tooltip);
  gtk_grid_attach (self->grid, label, column, 0, 1, 1);
}

static GtkEntry *
add_entry (AeqAlertRulesDialog *self, int column, AeqAlertKind kind, const char *text, const char *name)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *label = g_strdup_printf (C_("entry of a rule: its title, what is typed", "%s: %s"), aeq_alert_title (kind), name);

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 8);
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (entry, name);
  gtk_grid_attach (self->grid, entry, column, (int) kind + 1, 1, 1);
  return GTK_ENTRY (entry);
}

static void
add_switch (AeqAlertRulesDialog *self, AeqAlertKind kind, gboolean active)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (control), active);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (control, _("On or off"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, aeq_alert_title (kind), -1);
  gtk_grid_attach (self->grid, control, 0, (int) kind + 1, 1, 1);
  self->lines[kind].active = GTK_SWITCH (control);
}

static void
on_remove_clicked (GtkButton *button, AeqAlertRulesDialog *self)
{
  const AeqAlertRule *rule = rule_of (self, (AeqAlertKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "kind")));

  aeq_alert_act_remove_rule (self->desk, &rule->uid);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_remove (AeqAlertRulesDialog *self, AeqAlertKind kind)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Let the rule for all accounts hold again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Let the rule for all accounts hold again"), -1);
  g_object_set_data (G_OBJECT (button), "kind", GINT_TO_POINTER (kind));
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked), self);
  gtk_grid_attach (self->grid, button, 6, (int) kind + 1, 1, 1);
}

static void
add_label (AeqAlertRulesDialog *self, int column, AeqAlertKind kind, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_tooltip_text (label, aeq_alert_meaning (kind));
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_grid_attach (self->grid, label, column, (int) kind + 1, 1, 1);
}

static void
add_line (AeqAlertRulesDialog *self, AeqAlertKind kind, const AeqAlertRule *rule)
{
  const AeqAccount *account = chosen (self);
  g_autofree char *threshold = aeq_alert_threshold_text (rule);
  g_autofree char *cool_down = aeq_alert_minutes_text (rule->cool_down);
  Line *line = &self->lines[kind];

  add_switch (self, kind, rule->active);
  add_label (self, 1, kind, aeq_alert_title (kind), NULL);
  line->threshold = add_entry (self, 2, kind, threshold, _("Threshold"));
  add_label (self, 3, kind,
             account != NULL && aeq_alert_unit (kind) == AEQ_ALERT_AMOUNT ? account->currency->code : aeq_alert_unit_text (kind), "dim-label");
  if (aeq_alert_has_lead (kind))
    {
      g_autofree char *lead = aeq_alert_minutes_text (rule->lead);

      line->lead = add_entry (self, 4, kind, lead, _("Lead time"));
    }
  line->cool_down = add_entry (self, 5, kind, cool_down, _("Cool-down"));
  if (rule->has_account)
    add_remove (self, kind);
}

static void
fill (AeqAlertRulesDialog *self)
{
  GtkWidget *child;

  memset (self->lines, 0, sizeof self->lines);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  add_head (self, 1, _("Alert"), NULL);
  add_head (self, 2, _("Threshold"), _("From which figure on it is told"));
  add_head (self, 4, _("Lead time"), _("How far ahead, or back, it is looked, as 90 min, 2 h or 5 d"));
  add_head (self, 5, _("Cool-down"), _("For how long the same is not told again, as 90 min, 2 h or 5 d"));
  for (guint kind = 0; kind < AEQ_N_ALERT_KINDS; kind++)
    {
      const AeqAlertRule *rule = rule_of (self, (AeqAlertKind) kind);

      if (rule != NULL && (chosen (self) == NULL || aeq_alert_of_account ((AeqAlertKind) kind)))
        add_line (self, (AeqAlertKind) kind, rule);
    }
}

static void
on_account_changed_cb (AeqAlertRulesDialog *self)
{
  if (self->rules != NULL)
    fill (self);
}

static gboolean
refuse (AeqAlertRulesDialog *self, GtkEntry *entry, const GError *error)
{
  gtk_label_set_text (self->refusal, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  return FALSE;
}

static gboolean
read_minutes (AeqAlertRulesDialog *self, GtkEntry *entry, gint64 *minutes)
{
  g_autoptr(GError) error = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  return aeq_alert_minutes_parse (gtk_editable_get_text (GTK_EDITABLE (entry)), minutes, &error) || refuse (self, entry, error);
}

static gboolean
read_line (AeqAlertRulesDialog *self, AeqAlertKind kind, AeqAlertRule *rule)
{
  const Line *line = &self->lines[kind];
  g_autoptr(GError) error = NULL;

  rule->active = gtk_switch_get_active (line->active);
  gtk_widget_remove_css_class (GTK_WIDGET (line->threshold), "error");
  if (!aeq_alert_threshold_parse (kind, gtk_editable_get_text (GTK_EDITABLE (line->threshold)), &rule->threshold, &error))
    return refuse (self, line->threshold, error);
  return (line->lead == NULL || read_minutes (self, line->lead, &rule->lead)) && read_minutes (self, line->cool_down, &rule->cool_down);
}

/* FALSE when something cannot be read. Only what was changed is added. */
static gboolean
add_changed (AeqAlertRulesDialog *self, AeqAlertKind kind, GPtrArray *changed)
{
  const AeqAlertRule *before = rule_of (self, kind);
  const AeqAccount *account = chosen (self);
  AeqAlertRule *rule = g_memdup2 (before, sizeof *before);

  rule->number = NULL;
  g_ptr_array_add (changed, rule);
  if (!read_line (self, kind, rule))
    return FALSE;
  rule->has_account = account != NULL;
  if (account != NULL)
    rule->account = account->uid;
  if (rule->threshold == before->threshold && rule->lead == before->lead && rule->cool_down == before->cool_down &&
      rule->active == before->active)
    g_ptr_array_remove_index (changed, changed->len - 1);
  return TRUE;
}

static void
on_save_clicked_cb (AeqAlertRulesDialog *self)
{
  g_autoptr(GPtrArray) changed = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_alert_rule_free);

  for (guint kind = 0; kind < AEQ_N_ALERT_KINDS; kind++)
    if (self->lines[kind].active != NULL && !add_changed (self, (AeqAlertKind) kind, changed))
      return;
  if (changed->len > 0)
    aeq_alert_act_set_rules (self->desk, g_steal_pointer (&changed));
  gtk_window_close (GTK_WINDOW (self));
}

static gpointer
read_rules (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
            GError **error)
{
  return aeq_alert_rules (ledger, error);
}

static const AeqWork READ_RULES = { AEQ_QUEUE_READ, read_rules, NULL, (GDestroyNotify) g_ptr_array_unref };

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *rules = aeq_workspace_finish (result, &error);
  AeqAlertRulesDialog *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rules == NULL)
    {
      gtk_label_set_text (self->refusal, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
      return;
    }
  self->rules = rules;
  fill (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
}

static void
aeq_alert_rules_dialog_dispose (GObject *object)
{
  AeqAlertRulesDialog *self = AEQ_ALERT_RULES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_ALERT_RULES_DIALOG);
  G_OBJECT_CLASS (aeq_alert_rules_dialog_parent_class)->dispose (object);
}

static void
aeq_alert_rules_dialog_class_init (AeqAlertRulesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_alert_rules_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-alert-rules-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqAlertRulesDialog, account);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertRulesDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertRulesDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, AeqAlertRulesDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_account_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
aeq_alert_rules_dialog_init (AeqAlertRulesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

void
aeq_alert_rules_dialog_open (GtkWidget *parent, AeqAppDesk *desk)
{
  AeqAlertRulesDialog *self = g_object_new (AEQ_TYPE_ALERT_RULES_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  GPtrArray *accounts = aeq_app_desk_get_news (desk)->accounts;
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->desk = g_object_ref (desk);
  gtk_string_list_append (names, _("All accounts"));
  for (guint i = 0; i < accounts->len; i++)
    gtk_string_list_take (names, g_strdup_printf ("%s %s", ((AeqAccount *) accounts->pdata[i])->number,
                                                  ((AeqAccount *) accounts->pdata[i])->currency->code));
  gtk_drop_down_set_model (self->account, G_LIST_MODEL (names));
  aeq_workspace_run (aeq_app_desk_get_workspace (desk), &READ_RULES, NULL, NULL, self->cancellable, on_read, self);
  gtk_window_present (GTK_WINDOW (self));
}
