/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-shell"

#include "aeq-shell.h"

#include <glib/gi18n.h>

#include "aeq-alert-watch.h"
#include "aeq-application.h"
#include "aeq-issuer.h"
#include "aeq-job-forecast.h"
#include "aeq-names.h"
#include "aeq-parts.h"
#include "aeq-regime-badge.h"
#include "aeq-scope-bar.h"
#include "aeq-welcome.h"
#include "aeq-tooltip.h"

#define MAX_PAGES 32 /* as many as the bits of stale */

struct _AeqShell
{
  AdwBin          parent_instance;
  AeqAppDesk        *desk;   /* (nullable) */
  GVariantDict   *recalled; /* (nullable) how the pages were looked at the last time, by name */
  guint32         stale;  /* a bit for each page that was made and shows what is no longer so */
  AdwLeaflet     *leaflet; /* template children */
  GtkWidget      *content;
  GtkWidget      *header;
  GtkListBox     *sidebar;
  GtkStack       *pages;
  GtkLabel       *title;
  GtkLabel       *ledger;
  GtkMenuButton  *menu;
  AeqScopeBar    *scope;
  AeqRegimeBadge *regime;
  AeqWorkBar     *work;
  GtkLabel       *badge;  /* how many alerts are open */
  GtkListBoxRow  *alerts; /* the row that it is in */
};

G_DEFINE_FINAL_TYPE (AeqShell, aeq_shell, ADW_TYPE_BIN)

AeqAppDesk *
aeq_shell_get_desk (AeqShell *self)
{
  g_return_val_if_fail (AEQ_IS_SHELL (self), NULL);
  return self->desk;
}

AeqPage *
aeq_shell_get_page (AeqShell *self)
{
  g_return_val_if_fail (AEQ_IS_SHELL (self), NULL);
  return (AeqPage *) gtk_stack_get_visible_child (self->pages);
}

AeqWorkBar *
aeq_shell_get_work (AeqShell *self)
{
  g_return_val_if_fail (AEQ_IS_SHELL (self), NULL);
  return self->work;
}

static void
recall_page (AeqShell *self, GtkWidget *page, const char *name)
{
  g_autoptr(GVariant) value =
    self->recalled != NULL ? g_variant_dict_lookup_value (self->recalled, name, G_VARIANT_TYPE_VARDICT) : NULL;
  g_autoptr(GVariantDict) state = value != NULL ? g_variant_dict_new (value) : NULL;

  if (state != NULL)
    aeq_page_recall (AEQ_PAGE (page), state);
}

/* A page reads for itself when it is made. */
static void
show_page (AeqShell *self, guint i)
{
  guint n;
  const AeqPageKind *kind = &aeq_page_kinds (&n)[i];
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, kind->name);

  if (page == NULL)
    {
      page = g_object_new (kind->get_type (), NULL);
      gtk_stack_add_named (self->pages, page, kind->name);
      recall_page (self, page, kind->name);
      aeq_names_hand_down (page);
      aeq_page_set_desk (AEQ_PAGE (page), self->desk);
    }
  else if (self->stale & 1u << i)
    aeq_page_refresh (AEQ_PAGE (page));
  self->stale &= ~(1u << i);
  gtk_stack_set_visible_child (self->pages, page);
}

static void
on_row_selected_cb (AeqShell *self, GtkListBoxRow *row)
{
  guint n;

  if (row == NULL)
    return;
  gtk_label_set_text (self->title, _(aeq_page_kinds (&n)[gtk_list_box_row_get_index (row)].name));
  if (self->desk != NULL)
    show_page (self, gtk_list_box_row_get_index (row));
}

static void
on_row_activated_cb (AeqShell *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
on_back_clicked_cb (AeqShell *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

void
aeq_shell_go_to (AeqShell *self, const char *page)
{
  int i = aeq_page_index (page);

  g_return_if_fail (AEQ_IS_SHELL (self));
  g_return_if_fail (i >= 0);
  gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, i));
  adw_leaflet_set_visible_child (self->leaflet, self->content);
}

/* A page that was not gone to this time is as it was. */
void
aeq_shell_keep (AeqShell *self, GVariantDict *state)
{
  guint n;
  const AeqPageKind *kinds = aeq_page_kinds (&n);
  GtkListBoxRow *row;

  g_return_if_fail (AEQ_IS_SHELL (self));
  row = gtk_list_box_get_selected_row (self->sidebar);
  if (row != NULL)
    g_variant_dict_insert (state, "page", "s", kinds[gtk_list_box_row_get_index (row)].name);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *page = gtk_stack_get_child_by_name (self->pages, kinds[i].name);
      g_autoptr(GVariantDict) of_page = g_variant_dict_new (NULL);

      if (page == NULL)
        continue;
      aeq_page_keep (AEQ_PAGE (page), of_page);
      g_variant_dict_insert_value (state, kinds[i].name, g_variant_dict_end (of_page));
    }
}

void
aeq_shell_recall (AeqShell *self, GVariantDict *state)
{
  g_return_if_fail (AEQ_IS_SHELL (self));
  g_clear_pointer (&self->recalled, g_variant_dict_unref);
  self->recalled = g_variant_dict_ref (state);
}

void
aeq_shell_add_bar (AeqShell *self, GtkWidget *bar)
{
  g_return_if_fail (AEQ_IS_SHELL (self));
  gtk_box_insert_child_after (GTK_BOX (self->content), bar, self->header);
}

void
aeq_shell_go_round (AeqShell *self, gboolean back)
{
  GtkWidget *parts[4];

  g_return_if_fail (AEQ_IS_SHELL (self));
  parts[0] = GTK_WIDGET (self->sidebar);
  parts[1] = self->header;
  parts[2] = gtk_stack_get_visible_child (self->pages);
  parts[3] = parts[2] != NULL ? aeq_parts_find_pane (parts[2]) : NULL;
  aeq_parts_go (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), parts, G_N_ELEMENTS (parts), back);
}

void
aeq_shell_refresh (AeqShell *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (AEQ_IS_SHELL (self));
  row = gtk_list_box_get_selected_row (self->sidebar);
  self->stale = G_MAXUINT32;
  if (row != NULL && self->desk != NULL)
    show_page (self, gtk_list_box_row_get_index (row));
}

gboolean
aeq_shell_run (GtkWidget *inside, const AeqWork *work, gpointer data, const char *title, AeqWorkDone done,
               gpointer user_data)
{
  AeqShell *self = AEQ_SHELL (gtk_widget_get_ancestor (inside, AEQ_TYPE_SHELL));

  if (aeq_work_bar_run (self->work, aeq_app_desk_get_workspace (self->desk), work, data, title, done, user_data))
    return TRUE;
  aeq_say (inside, _("Something else is under way: let it end or cancel it first"));
  return FALSE;
}

static void
on_forecast_issued (gpointer result, const GError *error, gpointer user_data)
{
  g_autoptr(AeqForecastResult) forecast G_GNUC_UNUSED = result;
  AeqShell *self = user_data;

  if (error != NULL)
    aeq_say_error (GTK_WIDGET (self), error);
  else
    aeq_app_desk_data_changed (self->desk);
}

void
aeq_shell_forecast (AeqShell *self)
{
  g_return_if_fail (AEQ_IS_SHELL (self));
  if (self->desk != NULL)
    aeq_shell_run (GTK_WIDGET (self), &AEQ_ISSUE_WORK, aeq_issuer_issue_data (aeq_issuer_of (self->desk)), _("Forecasting"), on_forecast_issued, self);
}

static void
show_badge (AeqShell *self)
{
  const AeqAlertNews *news = aeq_alert_watch_get_news (aeq_alert_watch_of (self->desk));
  guint n = news != NULL ? news->n_open : 0;
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *words = g_strdup_printf (ngettext ("%u open alert", "%u open alerts", n), n);

  gtk_label_set_text (self->badge, count);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), n > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->badge), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->badge), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->alerts), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
aeq_shell_set_desk (AeqShell *self, AeqAppDesk *desk, const char *name)
{
  g_return_if_fail (AEQ_IS_SHELL (self));
  g_return_if_fail (self->desk == NULL);
  self->desk = g_object_ref (desk);
  gtk_label_set_text (self->ledger, name);
  aeq_tooltip_set (GTK_WIDGET (self->ledger), aeq_workspace_get_path (aeq_app_desk_get_workspace (desk)));
  aeq_scope_bar_set_desk (self->scope, desk);
  aeq_regime_badge_set_desk (self->regime, desk);
  aeq_issuer_set_state (aeq_issuer_of (desk), AEQ_IS_APPLICATION (g_application_get_default ())
                                                  ? aeq_application_get_state (AEQ_APPLICATION (g_application_get_default ()))
                                                  : NULL);
  g_signal_connect_object (desk, "scope-changed", G_CALLBACK (aeq_shell_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "data-changed", G_CALLBACK (aeq_shell_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (aeq_alert_watch_of (desk), "changed", G_CALLBACK (show_badge), self, G_CONNECT_SWAPPED);
  aeq_shell_refresh (self);
}

static void
aeq_shell_dispose (GObject *object)
{
  AeqShell *self = AEQ_SHELL (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_SHELL);
  g_clear_pointer (&self->recalled, g_variant_dict_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_shell_parent_class)->dispose (object);
}

static void
aeq_shell_class_init (AeqShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_shell_dispose;
  g_type_ensure (AEQ_TYPE_SCOPE_BAR);
  g_type_ensure (AEQ_TYPE_REGIME_BADGE);
  g_type_ensure (AEQ_TYPE_WORK_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqShell, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, content);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, header);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, pages);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, title);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, ledger);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, menu);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, scope);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, regime);
  gtk_widget_class_bind_template_child (widget_class, AeqShell, work);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
}

static void
tell_key (GtkWidget *row, const char *key)
{
  g_autofree char *text = NULL;
  GdkModifierType modifiers;
  guint value;

  gtk_accelerator_parse (key, &value, &modifiers);
  text = gtk_accelerator_get_label (value, modifiers);
  aeq_tooltip_set (row, text);
}

static void
add_row (AeqShell *self, const AeqPageKind *kind, const char *key)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_(kind->name));

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (kind->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _(kind->name), -1);
  tell_key (row, key);
  gtk_list_box_append (self->sidebar, row);
  if (!g_str_equal (kind->name, "Alerts"))
    return;
  self->alerts = GTK_LIST_BOX_ROW (row);
  self->badge = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "badge");
  gtk_widget_set_hexpand (GTK_WIDGET (self->badge), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->badge), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->badge));
}

static void
aeq_shell_init (AeqShell *self)
{
  guint n;
  const AeqPageKind *kinds = aeq_page_kinds (&n);

  g_assert (n <= MAX_PAGES);
  gtk_widget_init_template (GTK_WIDGET (self));
  aeq_primary_menu_attach (self->menu);
  for (guint i = 0; i < n; i++)
    add_row (self, &kinds[i], aeq_page_key (i));
  aeq_names_hand_down (GTK_WIDGET (self));
}
