/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-connections-page"

#include "aeq-connections-page.h"

#include <glib/gi18n.h>

#include "aeq-connection-dialog.h"
#include "aeq-connection-row.h"
#include "aeq-connection-words.h"
#include "aeq-error.h"
#include "aeq-feed-work.h"
#include "aeq-page.h"

enum { DROPS, FEEDS, BROKERS, N_GROUPS };

struct _AeqConnectionsPage
{
  AdwBin               parent_instance;
  AeqAppDesk          *desk;    /* (nullable) */
  GCancellable        *reading; /* (nullable) */
  AeqConnectionsTable *table;   /* (nullable) read last */
  GPtrArray           *rows;    /* GtkWidget: of the groups */
  GtkStack            *stack;   /* template children */
  AdwPreferencesGroup *groups[N_GROUPS];
  GtkLabel            *notice;
  AdwStatusPage       *failure;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqConnectionsPage, aeq_connections_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static AeqConnector *
connector_of (AeqConnectionsPage *self)
{
  return aeq_connector_of (self->desk);
}

static const AeqConnection *
connection_at (AeqConnectionsPage *self, GVariant *parameter)
{
  guint i = g_variant_get_uint32 (parameter);

  return self->table != NULL && i < self->table->connections->len ? self->table->connections->pdata[i] : NULL;
}

static guint
group_of (AeqConnectionKind kind)
{
  return kind == AEQ_CONNECTION_FILE_DROP ? DROPS : aeq_connection_is_feed (kind) ? FEEDS : BROKERS;
}

static void
clear_rows (AeqConnectionsPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];

      adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "aeq-group"), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (AeqConnectionsPage *self, GPtrArray *rows, AeqConnectionKind kind, GtkWidget *row)
{
  g_object_set_data (G_OBJECT (row), "aeq-group", self->groups[group_of (kind)]);
  g_ptr_array_add (rows, g_object_ref_sink (row));
}

/* A kind of which there is none has a row that says what to do. */
static GPtrArray *
make_rows (AeqConnectionsPage *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean has[AEQ_N_CONNECTION_KINDS] = { FALSE };
  GPtrArray *list = self->table->connections;

  for (guint i = 0; i < list->len; i++)
    {
      const AeqConnection *connection = list->pdata[i];
      const AeqFeedStanding *standing =
        aeq_connection_is_feed (connection->kind) ? &self->table->feeds[aeq_connection_feed (connection->kind)] : NULL;

      has[connection->kind] = TRUE;
      add_row (self, rows, connection->kind, aeq_connection_row_new (connection, i, standing, connector_of (self)));
    }
  for (guint kind = 0; kind < AEQ_N_CONNECTION_KINDS; kind++)
    if (!has[kind] && !aeq_connection_is_feed ((AeqConnectionKind) kind))
      add_row (self, rows, (AeqConnectionKind) kind, aeq_connection_row_empty ((AeqConnectionKind) kind));
  return rows;
}

static gboolean
is_same_row (gpointer a, gpointer b)
{
  return g_object_get_data (a, "aeq-group") == g_object_get_data (b, "aeq-group") &&
         g_str_equal (adw_preferences_row_get_title (a), adw_preferences_row_get_title (b)) &&
         g_str_equal (adw_action_row_get_subtitle (a), adw_action_row_get_subtitle (b)) &&
         g_str_equal (adw_action_row_get_icon_name (a), adw_action_row_get_icon_name (b));
}

/* What is told in words tells all: with the same words a row can do the same. */
static gboolean
are_shown (AeqConnectionsPage *self, GPtrArray *rows)
{
  gboolean same = rows->len == self->rows->len;

  for (guint i = 0; same && i < rows->len; i++)
    same = is_same_row (rows->pdata[i], self->rows->pdata[i]);
  return same;
}

/* Index of the row that has the focus; the length when none has. */
static guint
find_focus (AeqConnectionsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint i = 0;

  while (i < self->rows->len && (focus == NULL || (focus != self->rows->pdata[i] && !gtk_widget_is_ancestor (focus, self->rows->pdata[i]))))
    i++;
  return i;
}

/* Rows are put in place of others only when they say something else, so that none goes from under the pointer; the one that had the focus
 * has it again, known by its place. */
static void
show_table (AeqConnectionsPage *self)
{
  g_autoptr(GPtrArray) rows = make_rows (self);
  guint focus = find_focus (self);
  gboolean had_focus = focus < self->rows->len;

  gtk_stack_set_visible_child_name (self->stack, "list");
  if (are_shown (self, rows))
    return;
  clear_rows (self);
  for (guint i = 0; i < rows->len; i++)
    {
      adw_preferences_group_add (g_object_get_data (rows->pdata[i], "aeq-group"), rows->pdata[i]);
      g_ptr_array_add (self->rows, rows->pdata[i]);
    }
  if (had_focus && focus < self->rows->len)
    gtk_widget_grab_focus (self->rows->pdata[focus]);
}

static gpointer
read_table (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
            GError **error)
{
  return aeq_job_connections (ledger, error);
}

static const AeqWork READ_TABLE = { AEQ_QUEUE_READ, read_table, NULL, (GDestroyNotify) aeq_connections_table_free };

static void
on_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqConnectionsTable *table = aeq_workspace_finish (result, &error);
  AeqConnectionsPage *self = user_data;
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  if (table != NULL)
    {
      g_clear_pointer (&self->table, aeq_connections_table_free);
      self->table = table;
      show_table (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = aeq_error_describe (error);
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->failure, markup);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

static void
aeq_connections_page_refresh (AeqPage *page)
{
  AeqConnectionsPage *self = AEQ_CONNECTIONS_PAGE (page);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &READ_TABLE, NULL, NULL, self->reading, on_read, self);
}

static void
open_dialog (AeqConnectionsPage *self, const AeqConnection *connection)
{
  aeq_connection_dialog_open (GTK_WIDGET (self), self->desk, connection, (const char *const *) self->table->profiles);
}

static void
add (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  AeqConnectionsPage *self = AEQ_CONNECTIONS_PAGE (widget);
  g_autoptr(AeqConnection) connection = NULL;
  AeqConnectionKind kind;

  if (self->table == NULL || !aeq_connection_kind_parse (g_variant_get_string (parameter, NULL), &kind))
    return;
  connection = aeq_form_begin (kind);
  connection->minutes = kind == AEQ_CONNECTION_FILE_DROP;
  open_dialog (self, connection);
}

static void
edit (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  AeqConnectionsPage *self = AEQ_CONNECTIONS_PAGE (widget);
  const AeqConnection *connection = connection_at (self, parameter);

  if (connection != NULL)
    open_dialog (self, connection);
}

static void
run (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  AeqConnectionsPage *self = AEQ_CONNECTIONS_PAGE (widget);
  const AeqConnection *connection = connection_at (self, parameter);

  if (connection == NULL)
    return;
  if (aeq_connection_is_feed (connection->kind))
    aeq_feed_fetch (widget, 1u << aeq_connection_feed (connection->kind));
  else
    aeq_connector_look (connector_of (self), &connection->uid);
}

/* FRED only where there may be a key: without one there is nothing to ask it for. */
static void
fetch_all (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  guint feeds = (1u << AEQ_N_FEEDS) - 1;

  if (aeq_connector_get_key (connector_of (AEQ_CONNECTIONS_PAGE (widget))) == AEQ_SECRET_NONE)
    feeds &= ~(1u << AEQ_FEED_FRED);
  aeq_feed_fetch (widget, feeds);
}

static void
agree (GtkWidget *widget, const char *action G_GNUC_UNUSED, GVariant *parameter)
{
  AeqConnectionsPage *self = AEQ_CONNECTIONS_PAGE (widget);
  const AeqConnection *connection = connection_at (self, parameter);

  if (connection != NULL)
    aeq_connector_agree (connector_of (self), connection);
}

static void
append_cell (GString *text, const char *cell, char end)
{
  g_autofree char *clean = g_strdelimit (g_strdup (cell != NULL ? cell : ""), "\t\n\r", ' ');

  g_string_append (text, clean);
  g_string_append_c (text, end);
}

static void
append_connection (GString *text, const AeqConnection *connection)
{
  g_autofree char *schedule = aeq_schedule_text (connection);
  char at[AEQ_INSTANT_TEXT_SIZE] = "";

  if (connection->has_run)
    aeq_instant_format (connection->run.at, at);
  append_cell (text, _(aeq_form (connection->kind)->title), '\t');
  append_cell (text, connection->name, '\t');
  append_cell (text, aeq_connection_get (connection, "folder"), '\t');
  append_cell (text, schedule, '\t');
  append_cell (text, at, '\t');
  if (connection->has_run)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t", connection->run.items,
                            connection->run.added, connection->run.failed);
  else
    g_string_append (text, "\t\t\t");
  append_cell (text, connection->run.reason, '\n');
}

static void
aeq_connections_page_copy (AeqPage *page, gboolean headers)
{
  AeqConnectionsPage *self = AEQ_CONNECTIONS_PAGE (page);
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->table == NULL)
    return;
  if (headers)
    g_string_append_printf (text, "%s\n", _("Kind\tName\tFolder\tSchedule\tLast run\tFiles or series\tFlows or values\tRefused\tReason"));
  for (guint i = 0; i < self->table->connections->len; i++)
    append_connection (text, self->table->connections->pdata[i]);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  aeq_say (GTK_WIDGET (self), _("Copied as a table"));
}

static void
on_connector_changed (AeqConnectionsPage *self)
{
  aeq_connections_page_refresh (AEQ_PAGE (self));
}

static void
aeq_connections_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  AeqConnectionsPage *self = AEQ_CONNECTIONS_PAGE (page);

  g_set_object (&self->desk, desk);
  g_signal_connect_object (connector_of (self), "changed", G_CALLBACK (on_connector_changed), self, G_CONNECT_SWAPPED);
  aeq_connector_see_key (connector_of (self));
  aeq_connections_page_refresh (page);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_connections_page_set_desk;
  iface->refresh = aeq_connections_page_refresh;
  iface->copy = aeq_connections_page_copy;
}

static void
aeq_connections_page_dispose (GObject *object)
{
  AeqConnectionsPage *self = AEQ_CONNECTIONS_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_CONNECTIONS_PAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->table, aeq_connections_table_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_connections_page_parent_class)->dispose (object);
}

static void
aeq_connections_page_class_init (AeqConnectionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_connections_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-connections-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionsPage, stack);
  gtk_widget_class_bind_template_child_full (widget_class, "drops", FALSE, G_STRUCT_OFFSET (AeqConnectionsPage, groups[DROPS]));
  gtk_widget_class_bind_template_child_full (widget_class, "feeds", FALSE, G_STRUCT_OFFSET (AeqConnectionsPage, groups[FEEDS]));
  gtk_widget_class_bind_template_child_full (widget_class, "brokers", FALSE, G_STRUCT_OFFSET (AeqConnectionsPage, groups[BROKERS]));
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionsPage, notice);
  gtk_widget_class_bind_template_child (widget_class, AeqConnectionsPage, failure);
  gtk_widget_class_install_action (widget_class, "connections.add", "s", add);
  gtk_widget_class_install_action (widget_class, "connections.edit", "u", edit);
  gtk_widget_class_install_action (widget_class, "connections.run", "u", run);
  gtk_widget_class_install_action (widget_class, "connections.agree", "u", agree);
  gtk_widget_class_install_action (widget_class, "connections.fetch-all", NULL, fetch_all);
}

static void
aeq_connections_page_init (AeqConnectionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  gtk_label_set_text (self->notice, AEQ_FEED_FRED_NOTICE);
}
