/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-keyring"

#include "aeq-keyring.h"

#include <string.h>

#include <glib/gi18n.h>
#include <libsecret/secret.h>

static const SecretSchema SCHEMA = {
  .name = "ai.aequitas.Connection",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "name", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* What a thread is handed, and its answer. */
typedef struct
{
  char          *kind;
  char          *name;
  char          *secret; /* (nullable) */
  AeqSecretState state;
} Request;

const char *
aeq_secret_state_words (AeqSecretState state)
{
  switch (state)
    {
    case AEQ_SECRET_STORED:
      return N_("Stored in the keyring");
    case AEQ_SECRET_NONE:
      return N_("Nothing is stored in the keyring");
    case AEQ_SECRET_LOCKED:
      return N_("The keyring is locked: unlock it and try again");
    case AEQ_SECRET_NO_SERVICE:
      return N_("No keyring service runs in this session: start one, such as GNOME Keyring, and try again");
    case AEQ_SECRET_REFUSED:
      return N_("The keyring refused");
    }
  g_return_val_if_reached ("");
}

void
aeq_secret_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static GHashTable *
attributes_of (const char *kind, const char *name)
{
  return secret_attributes_build (&SCHEMA, "kind", kind, "name", name, NULL);
}

/* The errors of a session without a bus, or with a bus on which nobody answers for the keyring. */
static gboolean
is_absence (const GError *error)
{
  return error->domain == G_IO_ERROR ? error->code != G_IO_ERROR_CANCELLED && error->code != G_IO_ERROR_DBUS_ERROR
         : g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
             || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
             || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND)
             || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER);
}

/* Libsecret keeps a file of its own when it is told to, and in a sandbox with the Secret portal; it does not tell a program. */
static gboolean
keeps_a_file (void)
{
  return g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0 || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static AeqSecretState
search_items (SecretService *service, GHashTable *attributes, GCancellable *cancellable, GError **error)
{
  GList *items = secret_service_search_sync (service, &SCHEMA, attributes, SECRET_SEARCH_NONE, cancellable, error);
  AeqSecretState state = items == NULL                            ? AEQ_SECRET_NONE
                         : secret_item_get_locked (items->data) ? AEQ_SECRET_LOCKED
                                                                : AEQ_SECRET_STORED;

  g_list_free_full (items, g_object_unref);
  return state;
}

/* What is there, as far as it can be seen without unlocking: "nothing" can only be believed of a keyring that is open. */
static AeqSecretState
search (GHashTable *attributes, GCancellable *cancellable, GError **error)
{
  g_autoptr(SecretService) service = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, cancellable, error);
  g_autoptr(SecretCollection) collection = NULL;
  g_autoptr(GError) local = NULL;
  AeqSecretState state = service != NULL ? search_items (service, attributes, cancellable, &local) : AEQ_SECRET_REFUSED;

  if (local == NULL && state == AEQ_SECRET_NONE)
    {
      collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, cancellable, &local);
      if (collection == NULL || secret_collection_get_locked (collection))
        state = AEQ_SECRET_LOCKED;
    }
  if (local == NULL)
    return state;
  g_propagate_error (error, g_steal_pointer (&local));
  return AEQ_SECRET_REFUSED;
}

/* A lookup in a locked keyring, and in one that was never opened, finds nothing and reports no error. Whether "nothing" can be believed is
 * asked of the service. The file back end has no locks: it reads or fails. */
static AeqSecretState
judge_nothing (GHashTable *attributes, GCancellable *cancellable, GError **error)
{
  AeqSecretState state;

  if (keeps_a_file ())
    return AEQ_SECRET_NONE;
  state = search (attributes, cancellable, error);
  return state == AEQ_SECRET_STORED ? AEQ_SECRET_REFUSED : state;
}

/* Domain and code only: what another program's message holds is not known. */
static AeqSecretState
judge_error (const GError *error, GHashTable *attributes, GCancellable *cancellable)
{
  g_debug ("the keyring failed: %s %d", g_quark_to_string (error->domain), error->code);
  if (is_absence (error))
    return AEQ_SECRET_NO_SERVICE;
  if (g_cancellable_is_cancelled (cancellable) || keeps_a_file ())
    return AEQ_SECRET_REFUSED;
  return judge_nothing (attributes, cancellable, NULL) == AEQ_SECRET_LOCKED ? AEQ_SECRET_LOCKED : AEQ_SECRET_REFUSED;
}

AeqSecretState
aeq_keyring_store (const char *kind, const char *name, const char *secret, GCancellable *cancellable)
{
  g_autoptr(GHashTable) attributes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *label = NULL;
  SecretValue *value;

  g_return_val_if_fail (kind != NULL && name != NULL && secret != NULL, AEQ_SECRET_REFUSED);
  if (*secret == '\0' || strlen (secret) > AEQ_SECRET_MAX_BYTES || !g_utf8_validate (secret, -1, NULL))
    return AEQ_SECRET_REFUSED;
  attributes = attributes_of (kind, name);
  label = g_strdup_printf ("Aequitas: %s", name);
  value = secret_value_new_full (g_strdup (secret), -1, "text/plain", (GDestroyNotify) aeq_secret_free);
  secret_password_storev_binary_sync (&SCHEMA, attributes, SECRET_COLLECTION_DEFAULT, label, value, cancellable, &error);
  secret_value_unref (value);
  return error == NULL ? AEQ_SECRET_STORED : judge_error (error, attributes, cancellable);
}

AeqSecretState
aeq_keyring_peek (const char *kind, const char *name, GCancellable *cancellable)
{
  g_autoptr(GHashTable) attributes = NULL;
  g_autoptr(GError) error = NULL;
  AeqSecretState state;

  g_return_val_if_fail (kind != NULL && name != NULL, AEQ_SECRET_REFUSED);
  if (keeps_a_file ())
    return aeq_keyring_lookup (kind, name, NULL, cancellable);
  attributes = attributes_of (kind, name);
  state = search (attributes, cancellable, &error);
  return error == NULL ? state : judge_error (error, attributes, cancellable);
}

AeqSecretState
aeq_keyring_lookup (const char *kind, const char *name, char **secret, GCancellable *cancellable)
{
  g_autoptr(GHashTable) attributes = NULL;
  g_autoptr(GError) error = NULL;
  SecretValue *value;
  AeqSecretState state;

  g_return_val_if_fail (kind != NULL && name != NULL, AEQ_SECRET_REFUSED);
  if (secret != NULL)
    *secret = NULL;
  attributes = attributes_of (kind, name);
  value = secret_password_lookupv_binary_sync (&SCHEMA, attributes, cancellable, &error);
  if (value != NULL)
    {
      if (secret != NULL)
        *secret = g_strdup (secret_value_get_text (value));
      secret_value_unref (value);
      return AEQ_SECRET_STORED;
    }
  state = error == NULL ? judge_nothing (attributes, cancellable, &error) : AEQ_SECRET_REFUSED;
  return error == NULL ? state : judge_error (error, attributes, cancellable);
}

AeqSecretState
aeq_keyring_clear (const char *kind, const char *name, GCancellable *cancellable)
{
  g_autoptr(GHashTable) attributes = NULL;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (kind != NULL && name != NULL, AEQ_SECRET_REFUSED);
  attributes = attributes_of (kind, name);
  if (secret_password_clearv_sync (&SCHEMA, attributes, cancellable, &error))
    return AEQ_SECRET_NONE;
  return error == NULL ? aeq_keyring_lookup (kind, name, NULL, cancellable) : judge_error (error, attributes, cancellable);
}

static void
request_free (Request *self)
{
  g_free (self->kind);
  g_free (self->name);
  aeq_secret_free (self->secret);
  g_free (self);
}

static void
store_on_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Request *request = data;

  request->state = aeq_keyring_store (request->kind, request->name, request->secret, cancellable);
  g_clear_pointer (&request->secret, aeq_secret_free);
  g_task_return_boolean (task, TRUE);
}

static void
peek_on_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Request *request = data;

  request->state = aeq_keyring_peek (request->kind, request->name, cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
lookup_on_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Request *request = data;

  request->state = aeq_keyring_lookup (request->kind, request->name, &request->secret, cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
clear_on_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Request *request = data;

  request->state = aeq_keyring_clear (request->kind, request->name, cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
run (const char *kind, const char *name, const char *secret, GTaskThreadFunc func, GCancellable *cancellable, GAsyncReadyCallback done,
     gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, done, user_data);
  Request *request = g_new0 (Request, 1);

  request->kind = g_strdup (kind);
  request->name = g_strdup (name);
  request->secret = g_strdup (secret);
  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, func);
}

void
aeq_keyring_store_async (const char *kind, const char *name, const char *secret, GCancellable *cancellable, GAsyncReadyCallback done,
                         gpointer user_data)
{
  g_return_if_fail (kind != NULL && name != NULL && secret != NULL);
  run (kind, name, secret, store_on_thread, cancellable, done, user_data);
}

void
aeq_keyring_peek_async (const char *kind, const char *name, GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (kind != NULL && name != NULL);
  run (kind, name, NULL, peek_on_thread, cancellable, done, user_data);
}

void
aeq_keyring_lookup_async (const char *kind, const char *name, GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (kind != NULL && name != NULL);
  run (kind, name, NULL, lookup_on_thread, cancellable, done, user_data);
}

void
aeq_keyring_clear_async (const char *kind, const char *name, GCancellable *cancellable, GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (kind != NULL && name != NULL);
  run (kind, name, NULL, clear_on_thread, cancellable, done, user_data);
}

AeqSecretState
aeq_keyring_finish (GAsyncResult *result, char **secret, GError **error)
{
  GTask *task = G_TASK (result);
  Request *request;

  g_return_val_if_fail (g_async_result_is_tagged (result, run), AEQ_SECRET_REFUSED);
  if (secret != NULL)
    *secret = NULL;
  if (!g_task_propagate_boolean (task, error))
    return AEQ_SECRET_REFUSED;
  request = g_task_get_task_data (task);
  if (secret != NULL)
    *secret = g_steal_pointer (&request->secret);
  return request->state;
}
