/* SPDX-License-Identifier: MIT */
#include "aeq-alert-notify.h"

#include <glib/gi18n.h>

#include "aeq-alert-watch.h"

#define SERVICE "org.freedesktop.Notifications"
#define PORTAL "org.freedesktop.portal.Desktop" /* takes them in a sandbox */

static GNotification *
notification_new (const char *path, const AeqAlert *alert, AeqInstant now)
{
  static const GNotificationPriority PRIORITIES[] = { G_NOTIFICATION_PRIORITY_URGENT, G_NOTIFICATION_PRIORITY_HIGH,
                                                      G_NOTIFICATION_PRIORITY_NORMAL };
  g_autofree char *title = alert->number != NULL ? g_strdup_printf ("%s · %s", aeq_alert_title (alert->kind), alert->number)
                                                 : g_strdup (aeq_alert_title (alert->kind));
  g_autofree char *body = aeq_alert_what (alert, &AEQ_ALERT_SCREEN, now);
  GNotification *self = g_notification_new (title);
  char id[AEQ_ID_TEXT_SIZE];

  aeq_id_format (&alert->uid, id);
  g_notification_set_body (self, body);
  g_notification_set_priority (self, PRIORITIES[alert->severity]);
  g_notification_set_default_action_and_target (self, "app.show-alert", "(ss)", path, id);
  g_notification_add_button_with_target (self, _("Show"), "app.show-alert", "(ss)", path, id);
  g_notification_add_button_with_target (self, _("Acknowledge"), "app.acknowledge-alert", "(ss)", path, id);
  return self;
}

typedef struct
{
  GNotification *notification;
  char           id[AEQ_ID_TEXT_SIZE];
} Pending;

static void
on_service_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pending *self = user_data;
  g_autoptr(GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  GApplication *application = g_application_get_default ();

  if (reply != NULL && application != NULL)
    g_application_send_notification (application, self->id, self->notification);
  g_object_unref (self->notification);
  g_free (self);
}

/* On a desktop without notifications the page and its badge tell; sending one there would only warn. So it is asked first whether the
 * service answers, which starts it where it can be started. */
void
aeq_alert_notify (const char *path, const AeqAlert *alert, AeqInstant now)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application != NULL ? g_application_get_dbus_connection (application) : NULL;
  Pending *pending;

  if (bus == NULL)
    return;
  pending = g_new0 (Pending, 1);
  pending->notification = notification_new (path, alert, now);
  aeq_id_format (&alert->uid, pending->id);
  g_dbus_connection_call (bus, g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? PORTAL : SERVICE, "/", "org.freedesktop.DBus.Peer", "Ping",
                          NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_service_known, pending);
}
