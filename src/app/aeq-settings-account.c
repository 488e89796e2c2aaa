/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-settings-account"

#include "aeq-settings-account.h"

#include <glib/gi18n.h>

#include "aeq-job-settings.h"
#include "aeq-page.h"
#include "aeq-undo.h"

struct _AeqSettingsAccount
{
  AdwExpanderRow parent_instance;
  AeqAppDesk       *desk;
  AeqId          account;
  GCancellable  *cancellable;
  char          *calendar_name;
  const AeqZone *known_zone;
  AdwComboRow   *calendar; /* (nullable) these two until it was unfolded */
  AdwEntryRow   *zone;
};

G_DEFINE_FINAL_TYPE (AeqSettingsAccount, aeq_settings_account, ADW_TYPE_EXPANDER_ROW)

typedef struct
{
  AeqId    account;
  gboolean is_zone;
  char    *value;
} Wish;

static void
wish_free (Wish *wish)
{
  g_free (wish->value);
  g_free (wish);
}

static gpointer
fulfil (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Wish *wish = data;
  g_autofree AeqChangeRange *range = g_new0 (AeqChangeRange, 1);
  gboolean ok;

  if (!aeq_change_begin (ledger, range, error))
    return NULL;
  ok = wish->is_zone ? aeq_job_set_account_zone (ledger, &wish->account, wish->value, error)
                     : aeq_job_set_account_calendar (ledger, &wish->account, wish->value, error);
  return aeq_change_end (ledger, ok, range, error) ? g_steal_pointer (&range) : NULL;
}

static const AeqWork FULFIL = { AEQ_QUEUE_CHANGE, fulfil, (GDestroyNotify) wish_free, g_free };

/* Also after a refusal: the row shows again what is so. */
static void
on_fulfilled (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree AeqChangeRange *range = aeq_workspace_finish (result, &error);
  AeqSettingsAccount *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (range != NULL)
    aeq_app_desk_add_undo (self->desk, _("Account changed"), range->first, range->last);
  else
    aeq_say_error (GTK_WIDGET (self), error);
  aeq_app_desk_data_changed (self->desk);
}

static void
wish (AeqSettingsAccount *self, gboolean is_zone, const char *value)
{
  Wish *wanted = g_new0 (Wish, 1);

  *wanted = (Wish) { self->account, is_zone, g_strdup (value) };
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &FULFIL, wanted, NULL, self->cancellable, on_fulfilled, self);
}

static void
on_calendar_selected (AeqSettingsAccount *self)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (self->calendar);

  if (chosen != NULL)
    wish (self, FALSE, gtk_string_object_get_string (chosen));
}

static void
on_zone_applied (AeqSettingsAccount *self)
{
  wish (self, TRUE, gtk_editable_get_text (GTK_EDITABLE (self->zone)));
}

/* A calendar of the user's own stands behind those that come with the program. */
static void
fill_calendar (AeqSettingsAccount *self, const char *calendar)
{
  const char *const *calendars = aeq_job_calendars ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (calendars);
  guint position = 0;

  while (calendars[position] != NULL && g_strcmp0 (calendars[position], calendar) != 0)
    position++;
  if (calendars[position] == NULL)
    gtk_string_list_append (names, calendar);
  adw_combo_row_set_model (self->calendar, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->calendar, position);
}

static void
add_calendar (AeqSettingsAccount *self)
{
  self->calendar = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->calendar), _("Calendar"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->calendar), _("Business days and cut-offs"));
  fill_calendar (self, self->calendar_name);
  g_signal_connect_object (self->calendar, "notify::selected", G_CALLBACK (on_calendar_selected), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->calendar));
}

static void
add_zone (AeqSettingsAccount *self)
{
  self->zone = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->zone), _("Time zone, as Europe/Berlin"));
  adw_entry_row_set_show_apply_button (self->zone, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->zone), aeq_zone_get_name (self->known_zone));
  g_signal_connect_object (self->zone, "apply", G_CALLBACK (on_zone_applied), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->zone));
}

/* Those of a dozen accounts would take half of the page's time. */
static void
on_unfolded (AeqSettingsAccount *self)
{
  if (self->calendar != NULL)
    return;
  add_calendar (self);
  add_zone (self);
}

static void
aeq_settings_account_dispose (GObject *object)
{
  AeqSettingsAccount *self = AEQ_SETTINGS_ACCOUNT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_settings_account_parent_class)->dispose (object);
}

static void
aeq_settings_account_finalize (GObject *object)
{
  g_object_unref (AEQ_SETTINGS_ACCOUNT (object)->cancellable);
  g_free (AEQ_SETTINGS_ACCOUNT (object)->calendar_name);
  G_OBJECT_CLASS (aeq_settings_account_parent_class)->finalize (object);
}

static void
aeq_settings_account_class_init (AeqSettingsAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_settings_account_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_settings_account_finalize;
}

static void
aeq_settings_account_init (AeqSettingsAccount *self)
{
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
aeq_settings_account_new (AeqAppDesk *desk, const AeqAccount *account)
{
  AeqSettingsAccount *self = g_object_new (AEQ_TYPE_SETTINGS_ACCOUNT, NULL);
  const char *zone = aeq_zone_get_name (account->zone);
  g_autofree char *subtitle = g_strdup_printf ("%s %s · %s · %s", account->number, account->currency->code, account->calendar, zone);

  self->desk = g_object_ref (desk);
  self->account = account->uid;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), account->name != NULL ? account->name : account->number);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  self->calendar_name = g_strdup (account->calendar);
  self->known_zone = account->zone;
  g_signal_connect (self, "notify::expanded", G_CALLBACK (on_unfolded), NULL);
  return GTK_WIDGET (self);
}
