/* SPDX-License-Identifier: MIT */
#include "aeq-file-kind.h"

#include <stdio.h>
#include <string.h>

static const char MAGIC[16] = "SQLite format 3";

typedef struct
{
  char **ledgers;
  char **others;
} Kinds;

static void
kinds_free (Kinds *kinds)
{
  g_strfreev (kinds->ledgers);
  g_strfreev (kinds->others);
  g_free (kinds);
}

static gboolean
is_ledger (const char *path)
{
  char head[sizeof MAGIC];
  FILE *file = fopen (path, "rbe");
  gboolean is = file != NULL && fread (head, 1, sizeof head, file) == sizeof head && memcmp (head, MAGIC, sizeof head) == 0;

  if (file != NULL)
    fclose (file);
  return is;
}

static void
read_kinds (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  g_autoptr(GStrvBuilder) ledgers = g_strv_builder_new ();
  g_autoptr(GStrvBuilder) others = g_strv_builder_new ();
  Kinds *kinds = g_new0 (Kinds, 1);

  for (char **path = data; *path != NULL; path++)
    g_strv_builder_add (is_ledger (*path) ? ledgers : others, *path);
  kinds->ledgers = g_strv_builder_end (ledgers);
  kinds->others = g_strv_builder_end (others);
  g_task_return_pointer (task, kinds, (GDestroyNotify) kinds_free);
}

void
aeq_file_kinds_read (const char *const *paths, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, read_kinds);
}

gboolean
aeq_file_kinds_finish (GAsyncResult *result, char ***ledgers, char ***others, GError **error)
{
  Kinds *kinds = g_task_propagate_pointer (G_TASK (result), error);

  if (kinds == NULL)
    return FALSE;
  *ledgers = g_steal_pointer (&kinds->ledgers);
  *others = g_steal_pointer (&kinds->others);
  kinds_free (kinds);
  return TRUE;
}
