/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aequitas"
#define G_SETTINGS_ENABLE_BACKEND

#include "aeq-application.h"

#include <gio/gsettingsbackend.h>
#include <glib/gi18n.h>
#include <malloc.h>
#include <string.h>

#include "aeq-chart-words.h"
#include "aeq-screen-format.h"
#include "aeq-file-kind.h"
#include "aeq-ledger-state.h"
#include "aeq-page.h"
#include "aeq-toolkit.h"
#include "aeq-window.h"

#define MAX_RECENT 8
#define HEAP_STEP  (2 << 20) /* bytes */

struct _AeqApplication
{
  AdwApplication parent_instance;
  GSettings     *state; /* (nullable) */
  AeqInstant     now;
  char          *named;   /* (nullable) the ledger of the command line that started the program */
  char          *page;    /* (nullable) the page that was named then */
  gboolean       files;   /* files were named then: one of them can be a ledger */
  AeqOpening    *ahead;   /* (nullable) begun before the toolkit was there */
};

G_DEFINE_FINAL_TYPE (AeqApplication, aeq_application, ADW_TYPE_APPLICATION)

/* In a file of our own, so that it works without a settings service. Without the schema, as in a program that was not
 * installed, nothing is remembered. */
static GSettings *
open_state (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, AEQ_APPLICATION_ID, TRUE) : NULL;
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "aequitas", "desktop.ini", NULL);
  g_autoptr(GSettingsBackend) backend = NULL;

  if (schema == NULL)
    return NULL;
  backend = g_keyfile_settings_backend_new (path, "/", NULL);
  return g_settings_new_full (schema, backend, NULL);
}

AeqInstant
aeq_application_get_now (AeqApplication *self)
{
  g_return_val_if_fail (AEQ_IS_APPLICATION (self), AEQ_INSTANT_NONE);
  return self->now;
}

GSettings *
aeq_application_get_state (AeqApplication *self)
{
  g_return_val_if_fail (AEQ_IS_APPLICATION (self), NULL);
  return self->state;
}

void
aeq_application_add_recent (AeqApplication *self, const char *path)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) old = NULL;
  g_auto(GStrv) next = NULL;
  guint n = 1;

  g_return_if_fail (AEQ_IS_APPLICATION (self));
  if (self->state == NULL)
    return;
  old = g_settings_get_strv (self->state, "recent-ledgers");
  g_strv_builder_add (builder, path);
  for (char **other = old; *other != NULL && n < MAX_RECENT; other++)
    if (!g_str_equal (*other, path))
      {
        g_strv_builder_add (builder, *other);
        n++;
      }
  next = g_strv_builder_end (builder);
  g_settings_set_strv (self->state, "recent-ledgers", (const char *const *) next);
}

static AeqOpening *
begin (AeqApplication *self, const char *path, AeqOpeningFlags flags)
{
  g_autofree char *author = self->state != NULL ? g_settings_get_string (self->state, "author") : NULL;

  return aeq_opening_new (path, flags, self->now, author);
}

AeqOpening *
aeq_application_open (AeqApplication *self, const char *path, AeqOpeningFlags flags)
{
  g_return_val_if_fail (AEQ_IS_APPLICATION (self) && path != NULL, NULL);
  if (self->ahead != NULL && flags == AEQ_OPENING_DEFAULT
      && g_str_equal (path, aeq_workspace_get_path (aeq_opening_get_workspace (self->ahead))))
    return g_steal_pointer (&self->ahead);
  return begin (self, path, flags);
}

/* The ledger of late, when it is still there. Free it. */
static char *
last_ledger (AeqApplication *self)
{
  g_auto(GStrv) recent = self->state != NULL ? g_settings_get_strv (self->state, "recent-ledgers") : NULL;

  return recent != NULL && recent[0] != NULL && g_file_test (recent[0], G_FILE_TEST_EXISTS) ? g_strdup (recent[0]) : NULL;
}

/* What the first window will show is read while the toolkit wakes. */
static void
open_ahead (AeqApplication *self)
{
  g_autofree char *path = self->named != NULL ? g_strdup (self->named) : !self->files ? last_ledger (self) : NULL;
  g_autoptr(GVariantDict) before = path != NULL && self->state != NULL ? aeq_ledger_state_read (self->state, path) : NULL;
  const char *page = self->page;

  if (page == NULL && before != NULL)
    g_variant_dict_lookup (before, "page", "&s", &page);
  if (path != NULL)
    self->ahead = begin (self, path, page == NULL || aeq_page_index (page) == 0 ? AEQ_OPENING_POSITION : AEQ_OPENING_DEFAULT);
}

/* A desk a day: what the sample desk expects is expected from the day on which it was made. */
char *
aeq_application_sample_path (void)
{
  g_autoptr(GDateTime) today = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (today, "sample-desk-%F.ledger");

  return g_build_filename (g_get_user_data_dir (), "aequitas", name, NULL);
}

static AeqWindow *
find_window (AeqApplication *self, const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (AEQ_IS_WINDOW (l->data) && g_strcmp0 (aeq_window_get_path (l->data), path) == 0)
      return l->data;
  return NULL;
}

/* One window a ledger; @path NULL is the page that says what to do first. */
static AeqWindow *
present (AeqApplication *self, const char *path, const char *page)
{
  AeqWindow *window = find_window (self, path);

  if (window == NULL)
    {
      window = aeq_window_new (self);
      if (page != NULL)
        aeq_window_set_page (window, page);
      if (path != NULL)
        aeq_window_open (window, path, FALSE);
    }
  else if (page != NULL)
    aeq_window_set_page (window, page);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static AeqWindow *
present_last (AeqApplication *self, const char *page)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *path = last_ledger (self);

  if (AEQ_IS_WINDOW (active) && page != NULL)
    aeq_window_set_page (AEQ_WINDOW (active), page);
  if (!AEQ_IS_WINDOW (active))
    return present (self, path, page);
  gtk_window_present (active);
  return AEQ_WINDOW (active);
}

/* A path is of the folder in which the command was given, not of the one in which the first instance runs. NULL: no
 * file here. */
static char *
argument_path (GApplicationCommandLine *line, const char *argument)
{
  g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (line, argument);
  char *path = g_file_get_path (file);

  if (path == NULL)
    g_application_command_line_printerr (line, _("aequitas: %s is not a file on this machine\n"), argument);
  return path;
}

/* What the command line asks for, while it is looked at what its files are. */
typedef struct
{
  AeqApplication *self;
  char           *ledger; /* (nullable) */
  char           *page;   /* (nullable) */
} Request;

static void
request_free (Request *request)
{
  g_application_release (G_APPLICATION (request->self));
  g_free (request->ledger);
  g_free (request->page);
  g_free (request);
}

/* A ledger opens; all else is offered for import into the ledger that was named or is in front. */
static void
on_kinds_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_auto(GStrv) ledgers = NULL;
  g_auto(GStrv) others = NULL;
  AeqWindow *window = request->ledger != NULL ? present (request->self, request->ledger, request->page) : NULL;

  aeq_file_kinds_finish (result, &ledgers, &others, NULL);
  for (char **ledger = ledgers; *ledger != NULL; ledger++)
    window = present (request->self, *ledger, request->page);
  if (window == NULL)
    window = present_last (request->self, request->page);
  aeq_importer_show (aeq_window_get_importer (window), (const char *const *) others);
  request_free (request);
}

static char **
argument_paths (GApplicationCommandLine *line, const char *const *arguments)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (; arguments != NULL && *arguments != NULL; arguments++)
    {
      g_autofree char *path = argument_path (line, *arguments);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  return g_strv_builder_end (builder);
}

static int
aeq_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  AeqApplication *self = AEQ_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **files = NULL;
  g_auto(GStrv) paths = NULL;
  Request *request;
  const char *ledger = NULL, *page = NULL, *now = NULL;

  g_variant_dict_lookup (options, "ledger", "^&ay", &ledger);
  g_variant_dict_lookup (options, "page", "&s", &page);
  g_variant_dict_lookup (options, "now", "&s", &now);
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &files);
  if ((now != NULL && !aeq_instant_parse (now, -1, &self->now)) || (page != NULL && aeq_page_index (page) < 0))
    {
      g_application_command_line_printerr (line, "aequitas: %s\n",
                                           page != NULL && aeq_page_index (page) < 0
                                             ? _("--page: give the name of a page, as Position")
                                             : _("--now: give a time as 2026-11-20T09:30:00Z"));
      return 2;
    }
  paths = argument_paths (line, files);
  request = g_new0 (Request, 1);
  request->self = self;
  request->ledger = ledger != NULL ? argument_path (line, ledger) : NULL;
  request->page = g_strdup (page);
  g_application_hold (application);
  aeq_file_kinds_read ((const char *const *) paths, NULL, on_kinds_read, request);
  return 0;
}

static void
on_new_window (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  gtk_window_present (GTK_WINDOW (aeq_window_new (self)));
}

static void
on_quit (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  GList *l;

  while ((l = gtk_application_get_windows (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (l->data);
}

static void
on_about (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  adw_show_about_window (gtk_application_get_active_window (self), "application-name", "Aequitas", "application-icon",
                         AEQ_APPLICATION_ID, "version", AEQ_VERSION, "license-type", GTK_LICENSE_MIT_X11, "comments",
                         _("How low will the cash go today, how sure is that, and does it break a limit?"), NULL);
}

/* Made when it is asked for. A window kept hidden from the start would cost its making, and this GTK answers an
 * assistive program that asks for a dialog just gone with such a window, which has no address yet. */
static void
on_shortcuts (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/ai/aequitas/Aequitas/aeq-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, gtk_application_get_active_window (self));
  gtk_window_present (shortcuts);
}

/* What a notification asks for; its window may have been closed since. */
static AeqWindow *
window_of_alert (AeqApplication *self, GVariant *parameter, AeqId *alert)
{
  const char *path, *id;
  AeqWindow *window;

  g_variant_get (parameter, "(&s&s)", &path, &id);
  window = find_window (self, path);
  if (window == NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    window = present (self, path, "Alerts");
  return aeq_id_parse (id, alert) ? window : NULL;
}

static void
on_show_alert (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer self)
{
  AeqId alert;
  AeqWindow *window = window_of_alert (self, parameter, &alert);

  if (window != NULL)
    aeq_window_show_alert (window, &alert);
}

static void
on_acknowledge_alert (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer self)
{
  AeqId alert;
  AeqWindow *window = window_of_alert (self, parameter, &alert);

  if (window != NULL)
    aeq_window_acknowledge_alert (window, &alert);
}

static const GActionEntry ACTIONS[] = {
  { .name = "show-alert", .parameter_type = "(ss)", .activate = on_show_alert },
  { .name = "acknowledge-alert", .parameter_type = "(ss)", .activate = on_acknowledge_alert },
  { .name = "new-window", .activate = on_new_window },
  { .name = "quit", .activate = on_quit },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "about", .activate = on_about },
};

static const struct
{
  const char *action;
  const char *accels[3];
} ACCELS[] = {
  { "app.new-window", { "<Control>n", NULL } },
  { "app.shortcuts", { "<Control>question", "<Control>F1", NULL } },
  { "app.quit", { "<Control>q", NULL } },
  { "window.close", { "<Control>w", NULL } },
  { "win.open", { "<Control>o", NULL } },
  { "win.refresh", { "F5", NULL } },
  { "win.part(false)", { "F6", NULL } },
  { "win.part(true)", { "<Shift>F6", NULL } },
  { "win.forecast", { "F9", NULL } },
  { "win.find", { "<Control>f", NULL } },
  { "win.today", { "<Control>semicolon", NULL } },
  { "win.export", { "<Control>e", NULL } },
  { "win.print", { "<Control>p", NULL } },
  { "win.undo", { "<Control>z", NULL } },
  { "win.redo", { "<Control><Shift>z", NULL } },
};

static void
refresh_windows (AeqApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    gtk_widget_activate_action (l->data, "win.refresh", NULL);
}

/* What the settings say of looks, for all windows. */
static void
apply_looks (AeqApplication *self)
{
  static const AdwColorScheme SCHEMES[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  const char *group, *point;
  const AeqScreenFormat       format = { g_settings_get_enum (self->state, "numbers"),
                                         g_settings_get_enum (self->state, "dates"),
                                         g_settings_get_enum (self->state, "units") };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      SCHEMES[g_settings_get_enum (self->state, "appearance")]);
  if (memcmp (&format, aeq_screen_format_get (), sizeof format) != 0)
    {
      aeq_screen_format_set (&format);
      refresh_windows (self);
    }
  aeq_screen_format_marks (&group, &point);
  aeq_chart_words_set_marks (group, point);
}

static void
watch_looks (AeqApplication *self)
{
  static const char *const KEYS[] = { "changed::appearance", "changed::numbers", "changed::dates", "changed::units" };

  for (guint i = 0; i < G_N_ELEMENTS (KEYS); i++)
    g_signal_connect_object (self->state, KEYS[i], G_CALLBACK (apply_looks), self, G_CONNECT_SWAPPED);
  apply_looks (self);
}

static void
add_page_keys (AeqApplication *self)
{
  guint n;
  const AeqPageKind *kinds = aeq_page_kinds (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.page('%s')", kinds[i].name);
      const char *const keys[] = { aeq_page_key (i), NULL };

      gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, keys);
    }
}

/* Of the process that was started: it may find another one that shows the windows already. */
static int
aeq_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  AeqApplication *self = AEQ_APPLICATION (application);
  const char *ledger = NULL, *page = NULL, *now = NULL;
  g_autofree const char **files = NULL;

  g_variant_dict_lookup (options, "ledger", "^&ay", &ledger);
  g_variant_dict_lookup (options, "page", "&s", &page);
  if (g_variant_dict_lookup (options, "now", "&s", &now) && !aeq_instant_parse (now, -1, &self->now))
    return -1; /* refused where the command line is answered */
  if (ledger != NULL)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (ledger);

      self->named = g_file_get_path (file);
    }
  self->page = g_strdup (page);
  self->files = g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &files);
  return -1;
}

static void
aeq_application_startup (GApplication *application)
{
  AeqApplication *self = AEQ_APPLICATION (application);

  self->state = open_state ();
  aeq_toolkit_open_display ();
  open_ahead (self); /* not before: its thread would keep the display's and the fonts' waiting */
  aeq_toolkit_load_style (application);
  G_APPLICATION_CLASS (aeq_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), ACTIONS, G_N_ELEMENTS (ACTIONS), self);
  for (guint i = 0; i < G_N_ELEMENTS (ACCELS); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), ACCELS[i].action, ACCELS[i].accels);
  add_page_keys (self);
  if (self->state != NULL)
    watch_looks (self);
  gtk_window_set_default_icon_name (AEQ_APPLICATION_ID);
}

static void
aeq_application_finalize (GObject *object)
{
  AeqApplication *self = AEQ_APPLICATION (object);

  g_clear_pointer (&self->ahead, aeq_opening_free);
  g_clear_object (&self->state);
  g_free (self->named);
  g_free (self->page);
  G_OBJECT_CLASS (aeq_application_parent_class)->finalize (object);
}

static void
aeq_application_class_init (AeqApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  /* Threads that take turns would else keep a heap each of what they have read, and ask the kernel for each page of it, which stops
   * them all for a moment. */
  mallopt (M_ARENA_MAX, 4);
  mallopt (M_TOP_PAD, HEAP_STEP);
  G_OBJECT_CLASS (klass)->finalize = aeq_application_finalize;
  application_class->handle_local_options = aeq_application_handle_local_options;
  application_class->startup = aeq_application_startup;
  application_class->command_line = aeq_application_command_line;
}

static const GOptionEntry OPTIONS[] = {
  { "ledger", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Open this ledger"), "FILE" },
  { "page", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Go to this page, as Position"), "NAME" },
  { "now", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Stands in for the clock"), "TIME" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FILE…]") },
  G_OPTION_ENTRY_NULL,
};

static void
aeq_application_init (AeqApplication *self)
{
  self->now = AEQ_INSTANT_NONE;
  g_application_add_main_option_entries (G_APPLICATION (self), OPTIONS);
}

AeqApplication *
aeq_application_new (void)
{
  return g_object_new (AEQ_TYPE_APPLICATION, "application-id", AEQ_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
