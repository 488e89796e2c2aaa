/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-settings-page"

#include "aeq-settings-page.h"

#include <glib/gi18n.h>

#include "aeq-application.h"
#include "aeq-backup-action.h"
#include "aeq-job-settings.h"
#include "aeq-settings-account.h"

struct _AeqSettingsPage
{
  AdwBin               parent_instance;
  AeqAppDesk             *desk;
  GSettings           *state;       /* (nullable) */
  GCancellable        *cancellable;
  gboolean             filling;     /* what the rows tell now is our own doing */
  GPtrArray           *rows;        /* of accounts, in the group */
  AdwEntryRow         *author;      /* template children */
  GtkWidget           *looks;
  AdwComboRow         *appearance;
  AdwComboRow         *numbers;
  AdwComboRow         *units;
  AdwComboRow         *dates;
  AdwComboRow         *bucket;
  AdwPreferencesGroup *accounts;
  AdwComboRow         *currency;
  AdwActionRow        *place;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqSettingsPage, aeq_settings_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static const int BUCKETS[] = { 15, 30, 60 };

/* An enumeration of the settings as the row's choice; both count from zero. */
static gboolean
nick_to_position (GValue *value, GVariant *variant, gpointer data)
{
  g_autoptr(GVariant) range = NULL;
  g_autoptr(GVariant) nicks = NULL;
  g_autofree const char **names = NULL;
  g_autoptr(GSettingsSchemaKey) key = data != NULL ? g_settings_schema_key_ref (data) : NULL;

  range = g_settings_schema_key_get_range (key);
  g_variant_get (range, "(&sv)", NULL, &nicks);
  names = g_variant_get_strv (nicks, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], g_variant_get_string (variant, NULL)))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
position_to_nick (const GValue *value, const GVariantType *type G_GNUC_UNUSED, gpointer data)
{
  g_autoptr(GVariant) range = g_settings_schema_key_get_range (data);
  g_autoptr(GVariant) nicks = NULL;
  g_autofree const char **names = NULL;
  guint position = g_value_get_uint (value);

  g_variant_get (range, "(&sv)", NULL, &nicks);
  names = g_variant_get_strv (nicks, NULL);
  return position < g_strv_length ((char **) names) ? g_variant_new_string (names[position]) : NULL;
}

static void
bind_choice (AeqSettingsPage *self, const char *name, AdwComboRow *row)
{
  g_autoptr(GSettingsSchema) schema = NULL;

  g_object_get (self->state, "settings-schema", &schema, NULL);
  g_settings_bind_with_mapping (self->state, name, row, "selected", G_SETTINGS_BIND_DEFAULT, nick_to_position, position_to_nick,
                                g_settings_schema_get_key (schema, name), (GDestroyNotify) g_settings_schema_key_unref);
}

static gboolean
minutes_to_position (GValue *value, GVariant *variant, gpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS (BUCKETS); i++)
    if (g_variant_get_int32 (variant) >= BUCKETS[i])
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
position_to_minutes (const GValue *value, const GVariantType *type G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  guint position = g_value_get_uint (value);

  return position < G_N_ELEMENTS (BUCKETS) ? g_variant_new_int32 (BUCKETS[position]) : NULL;
}

/* Without the settings' description, as in a program that was not installed, there is nothing that could be kept. */
static void
bind_looks (AeqSettingsPage *self)
{
  GApplication *application = g_application_get_default ();

  self->state = AEQ_IS_APPLICATION (application) ? aeq_application_get_state (AEQ_APPLICATION (application)) : NULL;
  gtk_widget_set_sensitive (self->looks, self->state != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->author), self->state != NULL);
  if (self->state == NULL)
    return;
  g_object_ref (self->state);
  g_settings_bind (self->state, "author", self->author, "text", G_SETTINGS_BIND_GET | G_SETTINGS_BIND_NO_SENSITIVITY);
  bind_choice (self, "appearance", self->appearance);
  bind_choice (self, "numbers", self->numbers);
  bind_choice (self, "units", self->units);
  bind_choice (self, "dates", self->dates);
  g_settings_bind_with_mapping (self->state, "bucket-minutes", self->bucket, "selected", G_SETTINGS_BIND_DEFAULT, minutes_to_position,
                                position_to_minutes, NULL, NULL);
}

static void
on_author_applied_cb (AeqSettingsPage *self)
{
  g_settings_set_string (self->state, "author", gtk_editable_get_text (GTK_EDITABLE (self->author)));
}

static gpointer
read_currency (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED,
               GCancellable *cancellable G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return (gpointer) aeq_ledger_reporting_currency (ledger);
}

static const AeqWork READ_CURRENCY = { AEQ_QUEUE_READ, read_currency, NULL, NULL };

static void
on_currency_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  const AeqCurrency *currency = aeq_workspace_finish (result, &error);
  AeqSettingsPage *self = user_data;
  gsize n;

  if (currency == NULL)
    return;
  self->filling = TRUE;
  adw_combo_row_set_selected (self->currency, (guint) (currency - aeq_currency_table (&n)));
  self->filling = FALSE;
}

static gpointer
write_currency (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
                GError **error)
{
  return GINT_TO_POINTER (aeq_job_set_reporting_currency (ledger, data, error));
}

static const AeqWork WRITE_CURRENCY = { AEQ_QUEUE_CHANGE, write_currency, NULL, NULL };

static void
on_currency_written (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  if (aeq_workspace_finish (result, &error) == NULL)
    aeq_say_error (GTK_WIDGET (user_data), error);
}

static void
on_currency_selected_cb (AeqSettingsPage *self)
{
  gsize n;
  const AeqCurrency *currencies = aeq_currency_table (&n);
  guint selected = adw_combo_row_get_selected (self->currency);

  if (!self->filling && self->desk != NULL && selected < n)
    aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &WRITE_CURRENCY, (gpointer) &currencies[selected], NULL, self->cancellable,
                       on_currency_written, self);
}

static void
on_backup_clicked_cb (AeqSettingsPage *self)
{
  aeq_backup_choose (GTK_WIDGET (self));
}

static void
on_restore_clicked_cb (AeqSettingsPage *self)
{
  aeq_restore_choose (GTK_WIDGET (self));
}

static void
on_forget_clicked_cb (AeqSettingsPage *self)
{
  if (self->state != NULL)
    g_settings_reset (self->state, "recent-ledgers");
  aeq_say (GTK_WIDGET (self), _("The list of ledgers was emptied"));
}

static void
show_accounts (AeqSettingsPage *self)
{
  const GPtrArray *accounts = aeq_app_desk_get_news (self->desk)->accounts;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->accounts, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < accounts->len; i++)
    {
      GtkWidget *row = aeq_settings_account_new (self->desk, accounts->pdata[i]);

      adw_preferences_group_add (self->accounts, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
aeq_settings_page_refresh (AeqPage *page)
{
  AeqSettingsPage *self = AEQ_SETTINGS_PAGE (page);

  show_accounts (self);
  adw_action_row_set_subtitle (self->place, aeq_workspace_get_path (aeq_app_desk_get_workspace (self->desk)));
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_CURRENCY, NULL, NULL, self->cancellable, on_currency_read, self);
}

static void
aeq_settings_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  g_set_object (&AEQ_SETTINGS_PAGE (page)->desk, desk);
  aeq_settings_page_refresh (page);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_settings_page_set_desk;
  iface->refresh = aeq_settings_page_refresh;
}

static void
aeq_settings_page_dispose (GObject *object)
{
  AeqSettingsPage *self = AEQ_SETTINGS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_SETTINGS_PAGE);
  g_clear_object (&self->state);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_settings_page_parent_class)->dispose (object);
}

static void
aeq_settings_page_finalize (GObject *object)
{
  AeqSettingsPage *self = AEQ_SETTINGS_PAGE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (aeq_settings_page_parent_class)->finalize (object);
}

static void
aeq_settings_page_class_init (AeqSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_settings_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_settings_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, author);
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, looks);
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, appearance);
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, numbers);
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, units);
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, dates);
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, bucket);
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, accounts);
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, currency);
  gtk_widget_class_bind_template_child (widget_class, AeqSettingsPage, place);
  gtk_widget_class_bind_template_callback (widget_class, on_author_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_currency_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_backup_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_clicked_cb);
}

static void
aeq_settings_page_init (AeqSettingsPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  gsize n;
  const AeqCurrency *currencies = aeq_currency_table (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  for (gsize i = 0; i < n; i++)
    gtk_string_list_take (names, g_strdup_printf ("%s, %s", currencies[i].code, currencies[i].name));
  self->filling = TRUE;
  adw_combo_row_set_model (self->currency, G_LIST_MODEL (names));
  self->filling = FALSE;
  bind_looks (self);
}
