/* SPDX-License-Identifier: MIT */
#include "aeq-flow-pane.h"
#include "aeq-screen-format.h"

#include <glib/gi18n.h>

struct _AeqFlowPane
{
  AdwBin   parent_instance;
  GtkBox  *box; /* template child */
};

G_DEFINE_FINAL_TYPE (AeqFlowPane, aeq_flow_pane, ADW_TYPE_BIN)

const char *
aeq_flow_status_title (AeqFlowStatus status)
{
  static const char *const TITLES[] = { N_("Actual"), N_("Expected"), N_("Pending"), N_("Withdrawn") };

  g_return_val_if_fail ((guint) status < G_N_ELEMENTS (TITLES), "");
  return _(TITLES[status]);
}

static void
clear_box (AeqFlowPane *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static void
add_label (AeqFlowPane *self, const char *text, const char *style, gboolean selectable)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), selectable);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (self->box, label);
}

static void
add_fact (AeqFlowPane *self, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  add_label (self, name, "caption-heading", FALSE);
  add_label (self, value, "numeric", TRUE);
}

static void
add_parts (AeqFlowPane *self, const AeqFlowEntry *entry)
{
  if (entry->parts == NULL || entry->parts->len == 0)
    return;
  add_label (self, _("Entries of This Batch"), "heading", FALSE);
  for (guint i = 0; i < entry->parts->len; i++)
    {
      const AeqFlowPart *part = entry->parts->pdata[i];
      const char *const words[] = { part->charge ? _("Charge") : NULL, part->counterparty, part->reference, part->narrative };

      add_label (self, part->amount != NULL ? part->amount : _("Amount not told"), "numeric", TRUE);
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        if (words[j] != NULL && *words[j] != '\0')
          add_label (self, words[j], "dim-label", TRUE);
    }
}

static void
add_origin (AeqFlowPane *self, const AeqFlowEntry *entry)
{
  g_autofree char *place = NULL;

  if (entry->file != NULL && entry->line > 0)
    place = g_strdup_printf (_("%s, line %lld"), entry->file, (long long) entry->line);
  add_fact (self, _("From"), place != NULL ? place : entry->file);
}

void
aeq_flow_pane_show (AeqFlowPane *self, const AeqFlowEntry *entry)
{
  g_autofree char *when = aeq_flow_entry_when (entry);
  g_autofree char *clock = NULL;
  g_autofree char *amount = aeq_screen_amount_exact (entry->minor, entry->currency);
  g_autofree char *money = g_strdup_printf ("%s %s", amount, entry->currency->code);

  g_return_if_fail (AEQ_IS_FLOW_PANE (self));
  clear_box (self);
  clock = g_strdup_printf ("%s\n%s", when, aeq_zone_get_name (entry->zone));
  add_label (self, money, "title-3", TRUE);
  add_label (self, entry->superseded ? _("Fulfilled: an actual flow took its place") : aeq_flow_status_title (entry->status), "dim-label",
             FALSE);
  add_fact (self, _("Settles"), clock);
  add_fact (self, _("Account"), entry->account);
  add_fact (self, _("Counterparty"), entry->counterparty);
  add_fact (self, _("Category"), entry->category);
  add_fact (self, _("Narrative"), entry->narrative);
  add_fact (self, _("Reference"), entry->reference);
  add_fact (self, _("Bank’s Reference"), entry->bank_reference);
  add_fact (self, _("Value Date"), entry->value_date);
  add_fact (self, _("Booking Date"), entry->booking_date);
  add_origin (self, entry);
  add_parts (self, entry);
}

void
aeq_flow_pane_say (AeqFlowPane *self, const char *text)
{
  g_return_if_fail (AEQ_IS_FLOW_PANE (self));
  clear_box (self);
  add_label (self, text, "dim-label", FALSE);
}

static void
aeq_flow_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_FLOW_PANE);
  G_OBJECT_CLASS (aeq_flow_pane_parent_class)->dispose (object);
}

static void
aeq_flow_pane_class_init (AeqFlowPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_flow_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-flow-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqFlowPane, box);
}

static void
aeq_flow_pane_init (AeqFlowPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
