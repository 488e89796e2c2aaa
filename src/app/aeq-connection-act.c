/* SPDX-License-Identifier: MIT */
#include "aeq-connection-act.h"

#include <glib/gi18n.h>

#include "aeq-keyring.h"
#include "aeq-undo.h"

static gboolean
save (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  *n = 1;
  return aeq_job_connection_save (ledger, data, range, error);
}

static char *
tell_saved (gint64 n G_GNUC_UNUSED, gconstpointer data)
{
  return g_strdup_printf (_("Connection %s saved"), ((const AeqConnection *) data)->name);
}

static const AeqAct SAVE = { save, tell_saved, (GDestroyNotify) aeq_connection_free };

void
aeq_connection_act_save (AeqAppDesk *desk, AeqConnection *connection)
{
  aeq_undo_act (aeq_undo_of (desk), &SAVE, connection);
}

static gboolean
remove_it (AeqLedger *ledger, gpointer data, AeqChangeRange *range, gint64 *n, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  *n = 1;
  return aeq_job_connection_remove (ledger, &((AeqConnection *) data)->uid, range, error);
}

static char *
tell_removed (gint64 n G_GNUC_UNUSED, gconstpointer data)
{
  return g_strdup_printf (_("Connection %s removed"), ((const AeqConnection *) data)->name);
}

static const AeqAct REMOVE = { remove_it, tell_removed, (GDestroyNotify) aeq_connection_free };

/* A keyring that cannot be used keeps what it has: nothing else knows of it any more. */
static void
clear_secrets (const AeqConnection *connection)
{
  for (const AeqFormField *field = aeq_form (connection->kind)->fields; field->name != NULL; field++)
    if (field->type == AEQ_FIELD_SECRET)
      {
        g_autofree char *name = aeq_form_secret_name (connection, field);

        aeq_keyring_clear_async (aeq_connection_kind_name (connection->kind), name, NULL, NULL, NULL);
      }
}

void
aeq_connection_act_remove (AeqAppDesk *desk, const AeqConnection *connection)
{
  clear_secrets (connection);
  aeq_undo_act (aeq_undo_of (desk), &REMOVE, aeq_connection_copy (connection));
}
