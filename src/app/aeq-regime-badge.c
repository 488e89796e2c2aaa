/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-regime-badge"

#include "aeq-regime-badge.h"

#include <glib/gi18n.h>

#include "aeq-regime-words.h"
#include "aeq-words.h"

struct _AeqRegimeBadge
{
  GtkWidget      parent_instance;
  AeqAppDesk       *desk;     /* (nullable) */
  GtkMenuButton *button;   /* template children */
  GtkImage      *icon;
  GtkLabel      *word;
  GtkLabel      *since;
  GtkLabel      *reasons;
};

G_DEFINE_FINAL_TYPE (AeqRegimeBadge, aeq_regime_badge, GTK_TYPE_WIDGET)

static void
show_since (AeqRegimeBadge *self, const char *text)
{
  gtk_label_set_text (self->since, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_unknown (AeqRegimeBadge *self)
{
  gtk_label_set_text (self->word, _("No Markets"));
  gtk_image_set_from_icon_name (self->icon, "dialog-question-symbolic");
  show_since (self, _("Regime unknown"));
  gtk_label_set_text (self->reasons, _("The ledger has no market series."));
}

static void
show_regime (AeqRegimeBadge *self, const AeqAppDeskNews *news)
{
  const AeqRegimeLook *look = aeq_regime_look (news->regime.state);
  g_autofree char *since = aeq_regime_since (&news->regime);
  g_autofree char *reasons = aeq_words_lines (news->reasons);

  gtk_label_set_text (self->word, _(look->word));
  gtk_image_set_from_icon_name (self->icon, look->icon);
  show_since (self, since);
  gtk_label_set_text (self->reasons, reasons);
  if (look->style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), look->style);
}

static void
show_news (AeqRegimeBadge *self)
{
  const AeqAppDeskNews *news = aeq_app_desk_get_news (self->desk);

  gtk_widget_remove_css_class (GTK_WIDGET (self->button), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->button), "error");
  if (news->has_regime)
    show_regime (self, news);
  else
    show_unknown (self);
}

static void
on_opened_cb (AeqRegimeBadge *self)
{
  gtk_menu_button_popdown (self->button);
}

void
aeq_regime_badge_set_desk (AeqRegimeBadge *self, AeqAppDesk *desk)
{
  g_return_if_fail (AEQ_IS_REGIME_BADGE (self));
  g_return_if_fail (self->desk == NULL);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "data-changed", G_CALLBACK (show_news), self, G_CONNECT_SWAPPED);
  show_news (self);
}

static void
aeq_regime_badge_dispose (GObject *object)
{
  AeqRegimeBadge *self = AEQ_REGIME_BADGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_REGIME_BADGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_regime_badge_parent_class)->dispose (object);
}

static void
aeq_regime_badge_class_init (AeqRegimeBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_regime_badge_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-regime-badge.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeBadge, button);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeBadge, icon);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeBadge, word);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeBadge, since);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeBadge, reasons);
  gtk_widget_class_bind_template_callback (widget_class, on_opened_cb);
}

static void
aeq_regime_badge_init (AeqRegimeBadge *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
