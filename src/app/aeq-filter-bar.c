/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-filter-bar"

#include "aeq-filter-bar.h"

#include "aeq-saved-filters.h"

struct _AeqFilterBar
{
  AdwBin           parent_instance;
  AeqFlowSort      sort;
  gboolean         descending;
  gboolean         setting; /* several at once: one change */
  AeqSavedFilters *list;
  GtkSearchEntry  *find; /* template children */
  GtkDropDown     *status;
  GtkEntry        *from;
  GtkEntry        *to;
  GtkMenuButton   *saved;
};

G_DEFINE_FINAL_TYPE (AeqFilterBar, aeq_filter_bar, ADW_TYPE_BIN)

static guint changed;

static void
on_filter_changed_cb (AeqFilterBar *self)
{
  if (!self->setting)
    g_signal_emit (self, changed, 0);
}

static AeqDate
read_day (GtkEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  AeqDate day = AEQ_DATE_NONE;

  if (*text == '\0' || aeq_date_parse_iso (text, -1, &day))
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  return day;
}

static void
show_day (GtkEntry *entry, AeqDate day)
{
  char text[AEQ_DATE_TEXT_SIZE];

  gtk_editable_set_text (GTK_EDITABLE (entry), aeq_date_format (day, text));
}

AeqFilter *
aeq_filter_bar_get (AeqFilterBar *self)
{
  AeqFilter *filter;

  g_return_val_if_fail (AEQ_IS_FILTER_BAR (self), NULL);
  filter = g_new0 (AeqFilter, 1);
  filter->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->find)));
  filter->status = (int) gtk_drop_down_get_selected (self->status) - 1;
  filter->from = read_day (self->from);
  filter->to = read_day (self->to);
  filter->sort = self->sort;
  filter->descending = self->descending;
  return filter;
}

void
aeq_filter_bar_set (AeqFilterBar *self, const AeqFilter *filter)
{
  g_return_if_fail (AEQ_IS_FILTER_BAR (self));
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->find), filter->text != NULL ? filter->text : "");
  gtk_drop_down_set_selected (self->status, (guint) (filter->status + 1));
  show_day (self->from, filter->from);
  show_day (self->to, filter->to);
  self->sort = filter->sort;
  self->descending = filter->descending;
  self->setting = FALSE;
  g_signal_emit (self, changed, 0);
}

void
aeq_filter_bar_sort (AeqFilterBar *self, AeqFlowSort sort, gboolean descending)
{
  g_return_if_fail (AEQ_IS_FILTER_BAR (self));
  self->sort = sort;
  self->descending = descending;
  on_filter_changed_cb (self);
}

void
aeq_filter_bar_find (AeqFilterBar *self)
{
  g_return_if_fail (AEQ_IS_FILTER_BAR (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->find));
}

void
aeq_filter_bar_keep (AeqFilterBar *self, GVariantDict *state)
{
  g_return_if_fail (AEQ_IS_FILTER_BAR (self));
  g_variant_dict_insert (state, "filter", "(sissib)", gtk_editable_get_text (GTK_EDITABLE (self->find)),
                         (int) gtk_drop_down_get_selected (self->status) - 1,
                         gtk_editable_get_text (GTK_EDITABLE (self->from)),
                         gtk_editable_get_text (GTK_EDITABLE (self->to)), (int) self->sort, self->descending);
}

/* A file of settings may say anything. */
void
aeq_filter_bar_recall (AeqFilterBar *self, GVariantDict *state)
{
  AeqFilter filter = { .from = AEQ_DATE_NONE, .to = AEQ_DATE_NONE };
  const char *text, *from, *to;
  int sort;

  g_return_if_fail (AEQ_IS_FILTER_BAR (self));
  if (!g_variant_dict_lookup (state, "filter", "(&si&s&sib)", &text, &filter.status, &from, &to, &sort,
                              &filter.descending) ||
      sort < 0 || sort >= AEQ_FLOW_N_SORTS || filter.status < -1 || filter.status > AEQ_FLOW_WITHDRAWN)
    return;
  filter.text = (char *) text;
  filter.sort = (AeqFlowSort) sort;
  aeq_date_parse_iso (from, -1, &filter.from);
  aeq_date_parse_iso (to, -1, &filter.to);
  aeq_filter_bar_set (self, &filter);
}

static void
on_clear_clicked_cb (AeqFilterBar *self)
{
  const AeqFilter all = { NULL, NULL, -1, AEQ_DATE_NONE, AEQ_DATE_NONE, self->sort, self->descending };

  aeq_filter_bar_set (self, &all);
}

static AeqFilter *
on_asked (AeqFilterBar *self)
{
  return aeq_filter_bar_get (self);
}

void
aeq_filter_bar_set_desk (AeqFilterBar *self, AeqAppDesk *desk)
{
  g_return_if_fail (AEQ_IS_FILTER_BAR (self));
  aeq_saved_filters_set_desk (self->list, desk);
}

void
aeq_filter_bar_refresh (AeqFilterBar *self)
{
  g_return_if_fail (AEQ_IS_FILTER_BAR (self));
  aeq_saved_filters_refresh (self->list);
}

static void
aeq_filter_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_FILTER_BAR);
  G_OBJECT_CLASS (aeq_filter_bar_parent_class)->dispose (object);
}

static void
aeq_filter_bar_class_init (AeqFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_filter_bar_dispose;
  changed = g_signal_new ("changed", AEQ_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqFilterBar, find);
  gtk_widget_class_bind_template_child (widget_class, AeqFilterBar, status);
  gtk_widget_class_bind_template_child (widget_class, AeqFilterBar, from);
  gtk_widget_class_bind_template_child (widget_class, AeqFilterBar, to);
  gtk_widget_class_bind_template_child (widget_class, AeqFilterBar, saved);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked_cb);
}

static void
aeq_filter_bar_init (AeqFilterBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->descending = TRUE;
  self->list = aeq_saved_filters_new ();
  gtk_menu_button_set_popover (self->saved, GTK_WIDGET (self->list));
  g_signal_connect_swapped (self->list, "asked", G_CALLBACK (on_asked), self);
  g_signal_connect_swapped (self->list, "picked", G_CALLBACK (aeq_filter_bar_set), self);
}
