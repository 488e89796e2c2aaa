/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-scope-bar"

#include "aeq-scope-bar.h"

#include <glib/gi18n.h>

struct _AeqScopeBar
{
  GtkWidget      parent_instance;
  AeqAppDesk       *desk;        /* (nullable) */
  gboolean       filling;     /* what the drop-downs tell now is our own doing */
  GPtrArray     *currencies;  /* of AeqCurrency, in the order of the drop-down after "all" */
  GtkWidget     *box;         /* template children */
  GtkDropDown   *account;
  GtkDropDown   *currency;
  GtkMenuButton *date;
  GtkCalendar   *calendar; /* (nullable) until it is asked for */
};

G_DEFINE_FINAL_TYPE (AeqScopeBar, aeq_scope_bar, GTK_TYPE_WIDGET)

static gboolean
has_same_texts (GListModel *a, GListModel *b)
{
  guint n = g_list_model_get_n_items (a);

  if (b == NULL || g_list_model_get_n_items (b) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (a), i),
                      gtk_string_list_get_string (GTK_STRING_LIST (b), i)))
      return FALSE;
  return TRUE;
}

/* A drop-down that has just been chosen from still works with its model, and must not lose it: it only gets another one
 * when there is something else to choose from. */
static void
fill_drop_down (GtkDropDown *drop_down, GtkStringList *names, guint selected)
{
  if (!has_same_texts (G_LIST_MODEL (names), gtk_drop_down_get_model (drop_down)))
    gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (drop_down, selected);
}

static void
fill_accounts (AeqScopeBar *self)
{
  const GPtrArray *accounts = aeq_app_desk_get_news (self->desk)->accounts;
  const AeqAccount *chosen = aeq_app_desk_get_account (self->desk);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("All Accounts"));
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];

      gtk_string_list_take (
          names, account->name != NULL
                     ? g_strdup_printf ("%s (%s %s)", account->name, account->number, account->currency->code)
                     : g_strdup_printf ("%s %s", account->number, account->currency->code));
      if (account == chosen)
        selected = i + 1;
    }
  fill_drop_down (self->account, names, selected);
}

static int
by_code (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const AeqCurrency *const *) a)->code, (*(const AeqCurrency *const *) b)->code);
}

static void
fill_currencies (AeqScopeBar *self)
{
  const GPtrArray *accounts = aeq_app_desk_get_news (self->desk)->accounts;
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->currencies, 0);
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];

      if (!g_ptr_array_find (self->currencies, account->currency, NULL))
        g_ptr_array_add (self->currencies, (gpointer) account->currency);
    }
  g_ptr_array_sort (self->currencies, by_code);
  gtk_string_list_append (names, _("All"));
  for (guint i = 0; i < self->currencies->len; i++)
    {
      const AeqCurrency *currency = self->currencies->pdata[i];

      gtk_string_list_append (names, currency->code);
      if (currency == aeq_app_desk_get_currency (self->desk))
        selected = i + 1;
    }
  fill_drop_down (self->currency, names, selected);
}

/* The ledger's today, which need not be the machine's, on the clock of the account that is shown. */
static AeqDate
get_today (AeqScopeBar *self)
{
  const AeqAccount *account = aeq_app_desk_get_account (self->desk);
  const GPtrArray *accounts = aeq_app_desk_get_news (self->desk)->accounts;
  AeqInstant now = aeq_workspace_get_now (aeq_app_desk_get_workspace (self->desk));
  gint64 time_of_day;
  AeqDate today;

  if (account == NULL && accounts->len > 0)
    account = accounts->pdata[0];
  if (account == NULL)
    return (AeqDate) (now / (24 * AEQ_HOUR));
  aeq_zone_to_local (account->zone, now, &today, &time_of_day);
  return today;
}

static void
show_date (AeqScopeBar *self)
{
  AeqDate date = aeq_app_desk_get_date (self->desk);
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *text = NULL;
  int year, month, day_of_month;

  aeq_date_to_ymd (date != AEQ_DATE_NONE ? date : get_today (self), &year, &month, &day_of_month);
  day = g_date_time_new_local (year, month, day_of_month, 12, 0, 0);
  text = date != AEQ_DATE_NONE ? g_date_time_format (day, "%x") : g_strdup (_("Today"));
  gtk_menu_button_set_label (self->date, text);
  if (self->calendar != NULL)
    gtk_calendar_select_day (self->calendar, day);
}

static void
show_scope (AeqScopeBar *self)
{
  self->filling = TRUE;
  fill_accounts (self);
  fill_currencies (self);
  show_date (self);
  self->filling = FALSE;
}

static void
on_account_selected_cb (AeqScopeBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->account);
  const GPtrArray *accounts;

  if (self->filling || self->desk == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  accounts = aeq_app_desk_get_news (self->desk)->accounts;
  aeq_app_desk_set_account (self->desk,
                            selected > 0 ? &((const AeqAccount *)accounts->pdata[selected - 1])->uid : NULL);
}

static void
on_currency_selected_cb (AeqScopeBar *self)
{
  guint selected = gtk_drop_down_get_selected (self->currency);

  if (self->filling || self->desk == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  aeq_app_desk_set_currency (self->desk, selected > 0 ? self->currencies->pdata[selected - 1] : NULL);
}

static void
on_day_selected_cb (AeqScopeBar *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);

  if (self->filling || self->desk == NULL)
    return;
  aeq_app_desk_set_date (self->desk, aeq_date_from_ymd (g_date_time_get_year (day), g_date_time_get_month (day),
                                                        g_date_time_get_day_of_month (day)));
}

static void
on_today_clicked_cb (AeqScopeBar *self)
{
  gtk_menu_button_popdown (self->date);
}

/* Most windows go without it. */
static void
make_calendar (GtkMenuButton *button, gpointer user_data)
{
  AeqScopeBar *self = user_data;
  g_autoptr(GtkBuilderScope) scope = NULL;
  g_autoptr(GtkBuilder) builder = NULL;

  if (self->calendar != NULL)
    return;
  scope = gtk_builder_cscope_new ();
  gtk_builder_cscope_add_callback (GTK_BUILDER_CSCOPE (scope), on_day_selected_cb);
  gtk_builder_cscope_add_callback (GTK_BUILDER_CSCOPE (scope), on_today_clicked_cb);
  builder = gtk_builder_new ();
  gtk_builder_set_scope (builder, scope);
  gtk_builder_set_current_object (builder, G_OBJECT (self));
  gtk_builder_add_from_resource (builder, "/ai/aequitas/Aequitas/aeq-scope-calendar.ui", NULL);
  gtk_menu_button_set_popover (button, GTK_WIDGET (gtk_builder_get_object (builder, "popover")));
  self->calendar = GTK_CALENDAR (gtk_builder_get_object (builder, "calendar"));
  if (self->desk != NULL)
    show_scope (self);
}

void
aeq_scope_bar_set_desk (AeqScopeBar *self, AeqAppDesk *desk)
{
  g_return_if_fail (AEQ_IS_SCOPE_BAR (self));
  g_return_if_fail (self->desk == NULL);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "scope-changed", G_CALLBACK (show_scope), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "data-changed", G_CALLBACK (show_scope), self, G_CONNECT_SWAPPED);
  show_scope (self);
}

static void
aeq_scope_bar_dispose (GObject *object)
{
  AeqScopeBar *self = AEQ_SCOPE_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_SCOPE_BAR);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_scope_bar_parent_class)->dispose (object);
}

static void
aeq_scope_bar_finalize (GObject *object)
{
  g_ptr_array_unref (AEQ_SCOPE_BAR (object)->currencies);
  G_OBJECT_CLASS (aeq_scope_bar_parent_class)->finalize (object);
}

static void
aeq_scope_bar_class_init (AeqScopeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_scope_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_scope_bar_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-scope-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqScopeBar, box);
  gtk_widget_class_bind_template_child (widget_class, AeqScopeBar, account);
  gtk_widget_class_bind_template_child (widget_class, AeqScopeBar, currency);
  gtk_widget_class_bind_template_child (widget_class, AeqScopeBar, date);
  gtk_widget_class_bind_template_callback (widget_class, on_account_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_currency_selected_cb);
}

/* In the button a name gives way; in the list it stands whole. */
static void
on_list_item_setup (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
on_button_item_setup (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_list_item_set_child (item, label);
}

static void
on_item_bind (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkListItemFactory *
make_factory (GCallback setup)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_item_bind), NULL);
  return factory;
}

static void
aeq_scope_bar_init (AeqScopeBar *self)
{
  g_autoptr(GtkListItemFactory) button = make_factory (G_CALLBACK (on_button_item_setup));
  g_autoptr(GtkListItemFactory) list = make_factory (G_CALLBACK (on_list_item_setup));

  gtk_widget_init_template (GTK_WIDGET (self));
  self->currencies = g_ptr_array_new ();
  gtk_drop_down_set_factory (self->account, button);
  gtk_drop_down_set_list_factory (self->account, list);
  gtk_menu_button_set_create_popup_func (self->date, make_calendar, self, NULL);
}
