/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-rule-dialog"

#include "aeq-rule-dialog.h"

#include <glib/gi18n.h>

#include "aeq-category-popover.h"
#include "aeq-flow-edit.h"
#include "aeq-words.h"

struct _AeqRuleDialog
{
  AdwWindow     parent_instance;
  AeqAppDesk      *desk;
  GCancellable *counting; /* of the newest preview */
  GtkEntry     *counterparty; /* template children */
  GtkEntry     *narrative;
  GtkEntry     *category;
  GtkDropDown  *direction;
  GtkSwitch    *apply;
  GtkLabel     *preview;
  GtkButton    *add;
};

G_DEFINE_FINAL_TYPE (AeqRuleDialog, aeq_rule_dialog, ADW_TYPE_WINDOW)

static char *
stripped (GtkEntry *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static AeqRuleDraft *
read_draft (AeqRuleDialog *self)
{
  static const int DIRECTIONS[] = { 0, 1, -1 };
  AeqRuleDraft *draft = g_new0 (AeqRuleDraft, 1);

  draft->counterparty = stripped (self->counterparty);
  draft->narrative = stripped (self->narrative);
  draft->category = stripped (self->category);
  draft->direction = DIRECTIONS[MIN (gtk_drop_down_get_selected (self->direction), 2)];
  return draft;
}

static gpointer
count (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  g_autofree gint64 *n = g_new0 (gint64, 1);

  return aeq_job_rule_preview (ledger, data, n, cancellable, error) ? g_steal_pointer (&n) : NULL;
}

static const AeqWork COUNT = { AEQ_QUEUE_READ, count, (GDestroyNotify) aeq_rule_draft_free, g_free };

static void
on_counted (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree gint64 *n = aeq_workspace_finish (result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n != NULL)
    text = g_strdup_printf (
        ngettext ("%d flow without a category matches", "%d flows without a category match", (gulong)*n), (int)*n);
  else
    text = aeq_words_show (error->message);
  gtk_label_set_text (AEQ_RULE_DIALOG (user_data)->preview, text);
}

static void
on_changed_cb (AeqRuleDialog *self)
{
  g_autoptr(AeqRuleDraft) draft = NULL;
  gboolean looks;

  if (self->desk == NULL)
    return;
  draft = read_draft (self);
  looks = *draft->counterparty != '\0' || *draft->narrative != '\0';
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), looks && *draft->category != '\0');
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (!looks)
    {
      gtk_label_set_text (self->preview, _("Type a part of the counterparty or of the narrative"));
      return;
    }
  self->counting = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &COUNT, g_steal_pointer (&draft), NULL, self->counting,
                     on_counted, self);
}

static void
on_add_clicked_cb (AeqRuleDialog *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->add)))
    return;
  aeq_flow_edit_add_rule (self->desk, read_draft (self), gtk_switch_get_active (self->apply));
  gtk_window_close (GTK_WINDOW (self));
}

static void
aeq_rule_dialog_dispose (GObject *object)
{
  AeqRuleDialog *self = AEQ_RULE_DIALOG (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_RULE_DIALOG);
  G_OBJECT_CLASS (aeq_rule_dialog_parent_class)->dispose (object);
}

static void
aeq_rule_dialog_class_init (AeqRuleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_rule_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-rule-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqRuleDialog, counterparty);
  gtk_widget_class_bind_template_child (widget_class, AeqRuleDialog, narrative);
  gtk_widget_class_bind_template_child (widget_class, AeqRuleDialog, category);
  gtk_widget_class_bind_template_child (widget_class, AeqRuleDialog, direction);
  gtk_widget_class_bind_template_child (widget_class, AeqRuleDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, AeqRuleDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, AeqRuleDialog, add);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
aeq_rule_dialog_init (AeqRuleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
aeq_rule_dialog_open (GtkWidget *parent, AeqAppDesk *desk, const char *counterparty, const char *narrative,
                      const char *category)
{
  AeqRuleDialog *self = g_object_new (AEQ_TYPE_RULE_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  self->desk = g_object_ref (desk);
  gtk_editable_set_text (GTK_EDITABLE (self->counterparty), counterparty != NULL ? counterparty : "");
  gtk_editable_set_text (GTK_EDITABLE (self->narrative), counterparty == NULL && narrative != NULL ? narrative : "");
  gtk_editable_set_text (GTK_EDITABLE (self->category), category != NULL ? category : "");
  aeq_category_complete (self->category, desk);
  on_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
