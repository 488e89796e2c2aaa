/* SPDX-License-Identifier: MIT */
#include "aeq-config.h"

#include <string.h>

#include "aeq-cors.h"
#include "aeq-database.h"
#include "aeq-error.h"
#include "aeq-log.h"

#define GROUP "server"

typedef struct
{
  const char *name;
  gsize       offset;
  const char *fallback;
  const char *help;
  gint64      least; /* of a number; texts have @most 0 */
  gint64      most;
  gboolean    fixed; /* at the start: what it is for is made once */
} Setting;

#define TEXT(name, fallback, help) { #name, G_STRUCT_OFFSET (AeqConfig, name), fallback, help, 0, 0, FALSE }
#define NUMBER(name, fallback, least, most, help) \
  { #name, G_STRUCT_OFFSET (AeqConfig, name), fallback, help, least, most, FALSE }
#define FIXED_TEXT(name, fallback, help) { #name, G_STRUCT_OFFSET (AeqConfig, name), fallback, help, 0, 0, TRUE }
#define FIXED_NUMBER(name, fallback, least, most, help) \
  { #name, G_STRUCT_OFFSET (AeqConfig, name), fallback, help, least, most, TRUE }

static const Setting SETTINGS[] = {
  FIXED_TEXT (listen, "127.0.0.1:8080", "address and port to listen on; port 0 is any that is free"),
  FIXED_TEXT (data, "aequitas-data", "folder of the databases and the key"),
  FIXED_TEXT (seal_key, "", "key file for secrets in the database; none: seal.key in the data folder"),
  FIXED_TEXT (database, "", "postgresql:// URI, without a password, of the database to keep all in; empty: files in data"),
  FIXED_TEXT (database_password_file, "", "file with the password of the database's user"),
  FIXED_TEXT (redis, "", "host:port or socket of a Redis in which servers share their limits; empty: each counts for itself"),
  FIXED_TEXT (redis_password_file, "", "file with the password of that Redis"),
  TEXT (public_url, "", "where clients reach this server, for mails"),
  TEXT (trusted_proxy, "", "address of the proxy whose X-Forwarded-For is believed"),
  TEXT (cors_origins, "", "origins whose pages may call, like https://desk.example, separated by commas"),
  TEXT (log, "info", "error, warning, info or debug"),
  FIXED_NUMBER (threads, "0", 0, 256, "event loops; 0: one a processor"),
  FIXED_NUMBER (workers, "2", 1, 64, "threads for uploads and forecasts, and as many for passwords"),
  FIXED_NUMBER (connections, "0", 0, 1000000, "at once; 0: by the limit of open files"),
  FIXED_NUMBER (connections_per_address, "256", 0, 1000000, "at once; 0: any number"),
  NUMBER (upload_megabytes, "64", 1, 4096, "an upload may have"),
  NUMBER (export_megabytes, "64", 1, 4096, "an export may have"),
  NUMBER (access_minutes, "15", 1, 1440, "an access token is good for"),
  NUMBER (refresh_days, "30", 1, 366, "a refresh token is good for"),
  NUMBER (invitation_days, "7", 1, 90, "an invitation is good for"),
  NUMBER (verify_hours, "48", 1, 720, "the token that verifies an address is good for"),
  NUMBER (verified_only, "0", 0, 1, "1: nobody goes on before their address is verified"),
  NUMBER (reset_minutes, "60", 1, 1440, "the token for a new password is good for"),
  NUMBER (settle_seconds, "5", 0, 3600, "between two looks that find a dropped file unchanged"),
  FIXED_NUMBER (private_addresses, "0", 0, 1, "1: sign-in providers may be on private addresses and without TLS"),
  NUMBER (drain_seconds, "20", 0, 600, "to finish requests when stopping"),
  NUMBER (read_milliseconds, "2000", 10, 60000, "a request may read the database"),
  FIXED_NUMBER (kept_kilobytes, "512", 0, 1048576, "of answers to be given again, a ledger and event loop; 0: none"),
  FIXED_NUMBER (header_seconds, "10", 1, 600, "for a request's headers"),
  FIXED_NUMBER (body_seconds, "60", 1, 3600, "for a request's body"),
  FIXED_NUMBER (idle_seconds, "30", 1, 3600, "a connection may wait for its next request"),
  FIXED_NUMBER (reply_seconds, "60", 1, 3600, "for a client to take its answer"),
  NUMBER (auth_per_minute, "30", 1, 1000000, "sign-ins and the like from an address"),
  NUMBER (reads_per_second, "200", 1, 10000000, "of a person"),
  NUMBER (writes_per_second, "50", 1, 10000000, "of a person"),
  NUMBER (heavy_per_minute, "60", 1, 10000000, "uploads and forecasts of a person"),
  NUMBER (organisation_per_second, "1000", 1, 10000000, "requests of all people of an organisation"),
};

static char **
text_at (AeqConfig *self, const Setting *setting)
{
  return (char **) (gpointer) ((char *) self + setting->offset);
}

static gint64 *
number_at (AeqConfig *self, const Setting *setting)
{
  return (gint64 *) (gpointer) ((char *) self + setting->offset);
}

static gboolean
set (AeqConfig *self, const Setting *setting, const char *value, const char *place, GError **error)
{
  if (setting->most == 0)
    {
      g_free (*text_at (self, setting));
      *text_at (self, setting) = g_strdup (value);
      return TRUE;
    }
  if (g_ascii_string_to_signed (value, 10, setting->least, setting->most, number_at (self, setting), NULL))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
               "%s: %s needs a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, place, setting->name,
               setting->least, setting->most);
  return FALSE;
}

static const Setting *
find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SETTINGS); i++)
    if (g_str_equal (SETTINGS[i].name, name))
      return &SETTINGS[i];
  return NULL;
}

static gboolean
read_file (AeqConfig *self, const char *path, GError **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_auto(GStrv) keys = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error) ||
      (keys = g_key_file_get_keys (file, GROUP, NULL, error)) == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  for (char **key = keys; *key != NULL; key++)
    {
      g_autofree char *value = g_key_file_get_string (file, GROUP, *key, error);
      const Setting *setting = find (*key);

      if (setting == NULL)
        return aeq_error_refuse (error, AEQ_ERROR_USAGE, path, 0, *key, "there is no such setting");
      if (value == NULL || !set (self, setting, value, path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_environment (AeqConfig *self, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SETTINGS); i++)
    {
      g_autofree char *capitals = g_ascii_strup (SETTINGS[i].name, -1);
      g_autofree char *name = g_strconcat ("AEQUITAS_SERVER_", capitals, NULL);
      const char *value = g_getenv (name);

      if (value != NULL && !set (self, &SETTINGS[i], value, name, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_flags (AeqConfig *self, char **values, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SETTINGS); i++)
    if (values[i] != NULL && !set (self, &SETTINGS[i], values[i], "command line", error))
      return FALSE;
  return TRUE;
}

static void
fill_entries (GOptionEntry *entries, char **names, char **values)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SETTINGS); i++)
    {
      names[i] = g_strdelimit (g_strdup (SETTINGS[i].name), "_", '-');
      entries[i] = (GOptionEntry) { names[i], 0, 0, G_OPTION_ARG_STRING, &values[i], SETTINGS[i].help,
                                    SETTINGS[i].most == 0 ? "TEXT" : "N" };
    }
}

static gboolean
parse (int *argc, char ***argv, char **values, char **path, gboolean *print, GError **error)
{
  g_autoptr(GOptionContext) context = g_option_context_new ("[check | routes | rotate-keys]");
  char *names[G_N_ELEMENTS (SETTINGS) + 1] = { NULL };
  GOptionEntry entries[G_N_ELEMENTS (SETTINGS) + 1] = { 0 };
  const GOptionEntry own[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, path, "Read settings from FILE first", "FILE" },
    { "print-config", 0, 0, G_OPTION_ARG_NONE, print, "Print the settings as they come out, and end", NULL },
    G_OPTION_ENTRY_NULL,
  };
  gboolean ok;

  fill_entries (entries, names, values);
  g_option_context_set_summary (
      context, "The hosted API of Aequitas. check: are the databases and their logs whole? routes: what is answered."
               " rotate-keys: seal secrets by a new key.");
  g_option_context_add_main_entries (context, own, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  ok = g_option_context_parse (context, argc, argv, error);
  for (gsize i = 0; i < G_N_ELEMENTS (SETTINGS); i++)
    g_free (names[i]);
  return ok;
}

static gboolean
load (AeqConfig *self, const char *path, char **values, GError **error)
{
  AeqLogLevel level;

  for (gsize i = 0; i < G_N_ELEMENTS (SETTINGS); i++)
    if (!set (self, &SETTINGS[i], SETTINGS[i].fallback, "default", error))
      return FALSE;
  if ((path != NULL && !read_file (self, path, error)) || !read_environment (self, error) ||
      !read_flags (self, values, error))
    return FALSE;
  if (!aeq_log_level_parse (self->log, &level))
    return aeq_error_refuse (error, AEQ_ERROR_USAGE, NULL, 0, "log", "give error, warning, info or debug");
  return aeq_cors_check (self->cors_origins, error) && aeq_database_check (self->database, error);
}

gboolean
aeq_config_load (AeqConfig *self, int *argc, char ***argv, gboolean *print, GError **error)
{
  self->flags = g_new0 (char *, G_N_ELEMENTS (SETTINGS));
  self->former = g_ptr_array_new_with_free_func (g_free);
  if (!parse (argc, argv, self->flags, &self->path, print, error))
    return FALSE;
  if (self->path == NULL)
    self->path = g_strdup (g_getenv ("AEQUITAS_SERVER_CONFIG"));
  return load (self, self->path, self->flags, error);
}

static void
clear_texts (AeqConfig *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SETTINGS); i++)
    if (SETTINGS[i].most == 0)
      g_clear_pointer (text_at (self, &SETTINGS[i]), g_free);
}

void
aeq_config_clear (AeqConfig *self)
{
  clear_texts (self);
  for (gsize i = 0; self->flags != NULL && i < G_N_ELEMENTS (SETTINGS); i++)
    g_free (self->flags[i]);
  g_clear_pointer (&self->flags, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->former, g_ptr_array_unref);
}

static gboolean
is_same (AeqConfig *self, AeqConfig *other, const Setting *setting)
{
  return setting->most == 0 ? g_str_equal (*text_at (self, setting), *text_at (other, setting))
                            : *number_at (self, setting) == *number_at (other, setting);
}

/* Requests read settings without a lock: a text that was replaced stays where it is. */
static void
take_over (AeqConfig *self, AeqConfig *other, const Setting *setting)
{
  if (setting->most == 0)
    {
      g_ptr_array_add (self->former, *text_at (self, setting));
      g_atomic_pointer_set (text_at (self, setting), g_steal_pointer (text_at (other, setting)));
    }
  else
    __atomic_store_n (number_at (self, setting), *number_at (other, setting), __ATOMIC_SEQ_CST);
}

static void
add_name (GString *names, const Setting *setting)
{
  g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", setting->name);
}

gboolean
aeq_config_reload (AeqConfig *self, GString *changed, GString *kept, GError **error)
{
  AeqConfig other = { 0 };
  gboolean ok = load (&other, self->path, self->flags, error);

  for (gsize i = 0; ok && i < G_N_ELEMENTS (SETTINGS); i++)
    {
      const Setting *setting = &SETTINGS[i];

      if (is_same (self, &other, setting))
        continue;
      if (!setting->fixed)
        take_over (self, &other, setting);
      add_name (setting->fixed ? kept : changed, setting);
    }
  clear_texts (&other);
  return ok;
}

char *
aeq_config_print (const AeqConfig *self)
{
  AeqConfig *mine = (AeqConfig *) self; /* only read */
  GString *out = g_string_new ("[" GROUP "]\n");

  for (gsize i = 0; i < G_N_ELEMENTS (SETTINGS); i++)
    if (SETTINGS[i].most == 0)
      g_string_append_printf (out, "# %s\n%s=%s\n", SETTINGS[i].help, SETTINGS[i].name, *text_at (mine, &SETTINGS[i]));
    else
      g_string_append_printf (out, "# %s\n%s=%" G_GINT64_FORMAT "\n", SETTINGS[i].help, SETTINGS[i].name,
                              *number_at (mine, &SETTINGS[i]));
  return g_string_free (out, FALSE);
}

char *
aeq_config_seal_path (const AeqConfig *self)
{
  return *self->seal_key != '\0' ? g_strdup (self->seal_key) : g_build_filename (self->data, "seal.key", NULL);
}

gboolean
aeq_config_split_listen (const AeqConfig *self, char **address, guint *port, GError **error)
{
  const char *colon = strrchr (self->listen, ':');
  guint64 number = 0;
  gsize length;

  if (colon == NULL || colon == self->listen ||
      !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &number, NULL))
    return aeq_error_refuse (error, AEQ_ERROR_USAGE, NULL, 0, "listen",
                             "give an address and a port, like 127.0.0.1:8080");
  length = (gsize) (colon - self->listen);
  *address = self->listen[0] == '[' && colon[-1] == ']' ? g_strndup (self->listen + 1, length - 2)
                                                        : g_strndup (self->listen, length);
  *port = (guint) number;
  return TRUE;
}
