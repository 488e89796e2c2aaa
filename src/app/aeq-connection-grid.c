/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-connection-grid"

#include "aeq-connection-grid.h"

#include <glib/gi18n.h>

#include "aeq-connection-words.h"
#include "aeq-error.h"
#include "aeq-job-connections.h"
#include "aeq-tooltip.h"

#define MAX_LINES 16

typedef struct
{
  const AeqFormField *field;  /* NULL: not of the form */
  const char         *title;  /* translated */
  GtkWidget          *label;
  GtkWidget          *entry;  /* GtkEntry, GtkPasswordEntry or GtkDropDown */
  GtkWidget          *box;    /* the entry and the button beside it */
  GtkWidget          *note;   /* (nullable) GtkLabel under a secret */
  GtkWidget          *button; /* (nullable) */
} Line;

struct _AeqConnectionGrid
{
  AdwBin         parent_instance;
  AeqConnection *connection; /* (nullable) as it was handed in */
  GtkGrid       *grid;
  Line           lines[MAX_LINES];
  guint          n;
  Line          *name;     /* (nullable) */
  Line          *schedule; /* (nullable) */
  GArray        *minutes;  /* gint64: the schedule's choices */
  char         **profiles; /* (nullable) */
  char          *derived;  /* (nullable) the folder from which the others were proposed */
};

G_DEFINE_FINAL_TYPE (AeqConnectionGrid, aeq_connection_grid, ADW_TYPE_BIN)

static guint forget_signal;

static Line *
find_line (AeqConnectionGrid *self, const char *field)
{
  for (guint i = 0; i < self->n; i++)
    if (self->lines[i].field != NULL && g_str_equal (self->lines[i].field->name, field))
      return &self->lines[i];
  return NULL;
}

static Line *
line_of (AeqConnectionGrid *self, const AeqFormField *field)
{
  return find_line (self, field->name);
}

static Line *
add_line (AeqConnectionGrid *self, const char *title, const char *hint, GtkWidget *entry)
{
  Line *line = &self->lines[self->n];
  int row = 2 * (int) self->n++;

  line->title = title;
  line->label = gtk_label_new (title);
  line->entry = entry;
  line->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_label_set_xalign (GTK_LABEL (line->label), 1);
  gtk_widget_add_css_class (line->label, "dim-label");
  gtk_widget_set_hexpand (entry, TRUE);
  if (hint != NULL)
    aeq_tooltip_set (entry, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (line->box), entry);
  gtk_grid_attach (self->grid, line->label, 0, row, 1, 1);
  gtk_grid_attach (self->grid, line->box, 1, row, 1, 1);
  return line;
}

static GtkWidget *
entry_new (const char *text, const char *hint)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 36);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  return entry;
}

static GtkWidget *
drop_down_new (const char *const *titles, guint selected)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (titles);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  return drop_down;
}

static void
show_asked (AeqConnectionGrid *self)
{
  g_autoptr(AeqConnection) now = aeq_connection_grid_read (self);

  for (guint i = 0; i < self->n; i++)
    {
      const Line *line = &self->lines[i];
      gboolean asked = line->field == NULL || aeq_form_asks (now, line->field);

      gtk_widget_set_visible (line->label, asked);
      gtk_widget_set_visible (line->box, asked);
      if (line->note != NULL)
        gtk_widget_set_visible (line->note, asked);
    }
}

static GtkWidget *
choice_new (AeqConnectionGrid *self, const AeqFormField *field)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new ();
  guint selected = 0;
  GtkWidget *drop_down;

  for (const AeqFormChoice *choice = field->choices; choice->value != NULL; choice++)
    {
      if (g_strcmp0 (aeq_connection_get (self->connection, field->name), choice->value) == 0)
        selected = titles->len;
      g_ptr_array_add (titles, (gpointer) _(choice->title));
    }
  g_ptr_array_add (titles, NULL);
  drop_down = drop_down_new ((const char *const *) titles->pdata, selected);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (show_asked), self, G_CONNECT_SWAPPED);
  return drop_down;
}

/* One that is not there any more is kept, for the person to see. */
static char **
profile_names (const char *wanted, const char *const *profiles)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  if (wanted != NULL && !g_strv_contains (profiles, wanted))
    g_strv_builder_add (names, wanted);
  g_strv_builder_addv (names, (const char **) profiles);
  return g_strv_builder_end (names);
}

static GtkWidget *
profile_new (AeqConnectionGrid *self, const AeqFormField *field, const char *const *profiles)
{
  const char *wanted = aeq_connection_get (self->connection, field->name);
  g_autoptr(GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *drop_down;
  guint selected = 0;

  self->profiles = profile_names (wanted, profiles);
  gtk_string_list_append (titles, _("The one that fits"));
  for (guint i = 0; self->profiles[i] != NULL; i++)
    {
      gtk_string_list_append (titles, self->profiles[i]);
      if (g_strcmp0 (self->profiles[i], wanted) == 0)
        selected = i + 1;
    }
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  return drop_down;
}

static void
on_chosen (GtkNativeDialog *dialog, int response, GtkWidget *entry)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), path);
  g_object_unref (dialog);
}

static void
on_choose_clicked (GtkButton *button, GtkWidget *entry)
{
  gboolean folder = g_object_get_data (G_OBJECT (button), "aeq-folder") != NULL;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (folder ? _("Choose a Folder") : _("Choose a File"),
                                                              GTK_WINDOW (gtk_widget_get_root (entry)),
                                                              folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN,
                                                              _("_Choose"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), entry, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
add_button (Line *line, const char *icon, const char *tooltip)
{
  g_autofree char *name = g_strdup_printf (C_("button beside a field: what it does, the field", "%s: %s"), tooltip, line->title);

  line->button = gtk_button_new_from_icon_name (icon);
  aeq_tooltip_set (line->button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (line->box), line->button);
}

static void
add_chooser (Line *line)
{
  add_button (line, "folder-open-symbolic", _("Choose"));
  g_object_set_data (G_OBJECT (line->button), "aeq-folder", GINT_TO_POINTER (line->field->type == AEQ_FIELD_FOLDER));
  g_signal_connect_object (line->button, "clicked", G_CALLBACK (on_choose_clicked), line->entry, 0);
}

static void
on_forget_clicked (GtkButton *button, AeqConnectionGrid *self)
{
  g_signal_emit (self, forget_signal, 0, g_object_get_data (G_OBJECT (button), "aeq-field"));
}

static void
add_secret_parts (AeqConnectionGrid *self, Line *line)
{
  add_button (line, "edit-clear-symbolic", _("Take it out of the keyring"));
  gtk_widget_set_visible (line->button, FALSE);
  g_object_set_data (G_OBJECT (line->button), "aeq-field", (gpointer) line->field);
  g_signal_connect_object (line->button, "clicked", G_CALLBACK (on_forget_clicked), self, 0);
  line->note = gtk_label_new (_("Looking into the keyring…"));
  gtk_label_set_xalign (GTK_LABEL (line->note), 0);
  gtk_label_set_wrap (GTK_LABEL (line->note), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (line->note), 48);
  gtk_widget_add_css_class (line->note, "caption");
  gtk_widget_add_css_class (line->note, "dim-label");
  gtk_grid_attach (self->grid, line->note, 1, 2 * (int) (line - self->lines) + 1, 1, 1);
}

static GtkWidget *
secret_new (const char *hint)
{
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, "placeholder-text", hint, NULL);
  return entry;
}

static void
add_field (AeqConnectionGrid *self, const AeqFormField *field, const char *const *profiles)
{
  const char *hint = field->hint != NULL ? _(field->hint) : NULL;
  GtkWidget *entry = field->type == AEQ_FIELD_CHOICE    ? choice_new (self, field)
                     : field->type == AEQ_FIELD_PROFILE ? profile_new (self, field, profiles)
                     : field->type == AEQ_FIELD_SECRET  ? secret_new (hint)
                                                        : entry_new (aeq_connection_get (self->connection, field->name), hint);
  Line *line = add_line (self, _(field->title), hint, entry);

  line->field = field;
  if (field->type == AEQ_FIELD_FOLDER || field->type == AEQ_FIELD_FILE)
    add_chooser (line);
  else if (field->type == AEQ_FIELD_SECRET)
    add_secret_parts (self, line);
}

static void
add_schedule (AeqConnectionGrid *self)
{
  static const gint64 FOLDER_MINUTES[] = { 0, 1, 5, 15, 60 }, FEED_MINUTES[] = { 0, 15 };
  gboolean feed = aeq_connection_is_feed (self->connection->kind);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) titles = NULL;
  guint selected = 0;

  g_array_append_vals (self->minutes, feed ? FEED_MINUTES : FOLDER_MINUTES, feed ? G_N_ELEMENTS (FEED_MINUTES) : G_N_ELEMENTS (FOLDER_MINUTES));
  while (selected < self->minutes->len && g_array_index (self->minutes, gint64, selected) != self->connection->minutes)
    selected++;
  if (selected == self->minutes->len)
    g_array_append_val (self->minutes, self->connection->minutes);
  for (guint i = 0; i < self->minutes->len; i++)
    {
      const AeqConnection shown = { .kind = self->connection->kind, .minutes = g_array_index (self->minutes, gint64, i) };
      g_autofree char *text = aeq_schedule_text (&shown);

      g_strv_builder_add (builder, text);
    }
  titles = g_strv_builder_end (builder);
  self->schedule = add_line (self, _("Schedule"), _("While a window with this ledger is open"),
                             drop_down_new ((const char *const *) titles, selected));
}

static void
propose (AeqConnectionGrid *self, const char *field, const char *name, const char *folder)
{
  GtkEditable *entry = GTK_EDITABLE (find_line (self, field)->entry);
  g_autofree char *before = self->derived != NULL && *self->derived != '\0' ? g_build_filename (self->derived, name, NULL) : g_strdup ("");
  g_autofree char *now = *folder != '\0' ? g_build_filename (folder, name, NULL) : g_strdup ("");

  if (g_str_equal (gtk_editable_get_text (entry), before))
    gtk_editable_set_text (entry, now);
}

/* Of a new folder, where its files go follows it until somebody types something else. */
static void
on_folder_changed (AeqConnectionGrid *self, GtkEditable *entry)
{
  const char *folder = gtk_editable_get_text (entry);

  propose (self, "archive", "imported", folder);
  propose (self, "quarantine", "refused", folder);
  g_free (self->derived);
  self->derived = g_strdup (folder);
}

void
aeq_connection_grid_fill (AeqConnectionGrid *self, const AeqConnection *connection, const char *const *profiles)
{
  g_return_if_fail (AEQ_IS_CONNECTION_GRID (self));
  g_return_if_fail (self->connection == NULL);
  self->connection = aeq_connection_copy (connection);
  if (!aeq_connection_is_feed (connection->kind))
    self->name = add_line (self, _("Name"), _("By which you know it"), entry_new (connection->name, NULL));
  for (const AeqFormField *field = aeq_form (connection->kind)->fields; field->name != NULL; field++)
    add_field (self, field, profiles);
  if (aeq_connection_can_run (connection->kind))
    add_schedule (self);
  if (connection->kind == AEQ_CONNECTION_FILE_DROP && !aeq_connection_is_stored (connection))
    g_signal_connect_object (find_line (self, "folder")->entry, "changed", G_CALLBACK (on_folder_changed), self, G_CONNECT_SWAPPED);
  show_asked (self);
}

static void
read_line (AeqConnectionGrid *self, const Line *line, AeqConnection *into)
{
  guint selected;

  switch (line->field->type)
    {
    case AEQ_FIELD_CHOICE:
      aeq_connection_set (into, line->field->name, line->field->choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (line->entry))].value);
      break;
    case AEQ_FIELD_PROFILE:
      selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (line->entry));
      aeq_connection_set (into, line->field->name, selected > 0 ? self->profiles[selected - 1] : NULL);
      break;
    case AEQ_FIELD_SECRET:
      break;
    case AEQ_FIELD_ENTRY:
    case AEQ_FIELD_FOLDER:
    case AEQ_FIELD_FILE:
    default:
      {
        g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (line->entry))));

        aeq_connection_set (into, line->field->name, text);
      }
    }
}

AeqConnection *
aeq_connection_grid_read (AeqConnectionGrid *self)
{
  AeqConnection *now;

  g_return_val_if_fail (AEQ_IS_CONNECTION_GRID (self), NULL);
  now = aeq_connection_copy (self->connection);
  for (guint i = 0; i < self->n; i++)
    if (self->lines[i].field != NULL)
      read_line (self, &self->lines[i], now);
  if (self->name != NULL)
    {
      g_free (now->name);
      now->name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name->entry)));
    }
  if (self->schedule != NULL)
    now->minutes = g_array_index (self->minutes, gint64, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->schedule->entry)));
  return now;
}

const char *
aeq_connection_grid_secret (AeqConnectionGrid *self, const AeqFormField *field)
{
  const char *typed;

  g_return_val_if_fail (AEQ_IS_CONNECTION_GRID (self), NULL);
  typed = gtk_editable_get_text (GTK_EDITABLE (line_of (self, field)->entry));
  return *typed != '\0' ? typed : NULL;
}

void
aeq_connection_grid_tell (AeqConnectionGrid *self, const AeqFormField *field, AeqSecretState state)
{
  Line *line;

  g_return_if_fail (AEQ_IS_CONNECTION_GRID (self));
  line = line_of (self, field);
  gtk_label_set_text (GTK_LABEL (line->note), _(aeq_secret_state_words (state)));
  gtk_widget_set_visible (line->button, state == AEQ_SECRET_STORED);
}

void
aeq_connection_grid_mark (AeqConnectionGrid *self, const GError *error)
{
  const char *title = error != NULL ? aeq_error_get_field (error) : NULL;

  g_return_if_fail (AEQ_IS_CONNECTION_GRID (self));
  for (guint i = 0; i < self->n; i++)
    {
      const Line *line = &self->lines[i];

      if (g_strcmp0 (line->title, title) != 0 || !gtk_widget_get_visible (line->box))
        {
          gtk_widget_remove_css_class (line->entry, "error");
          continue;
        }
      gtk_widget_add_css_class (line->entry, "error");
      gtk_widget_grab_focus (line->entry);
    }
}

void
aeq_connection_grid_begin (AeqConnectionGrid *self)
{
  g_return_if_fail (AEQ_IS_CONNECTION_GRID (self) && self->n > 0);
  gtk_widget_grab_focus (self->lines[self->name != NULL && self->n > 1].entry);
}

static void
aeq_connection_grid_finalize (GObject *object)
{
  AeqConnectionGrid *self = AEQ_CONNECTION_GRID (object);

  aeq_connection_free (self->connection);
  g_array_unref (self->minutes);
  g_strfreev (self->profiles);
  g_free (self->derived);
  G_OBJECT_CLASS (aeq_connection_grid_parent_class)->finalize (object);
}

static void
aeq_connection_grid_class_init (AeqConnectionGridClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = aeq_connection_grid_finalize;
  forget_signal = g_signal_new ("forget", AEQ_TYPE_CONNECTION_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
aeq_connection_grid_init (AeqConnectionGrid *self)
{
  self->minutes = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}
