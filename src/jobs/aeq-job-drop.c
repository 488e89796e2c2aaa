/* SPDX-License-Identifier: MIT */
#include "aeq-job-drop.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aeq-error.h"

typedef struct
{
  goffset  size;
  gint64   modified; /* microseconds */
  gboolean told;     /* its fate is decided; it stays and has not changed since */
} Seen;

struct _AeqDropMemory
{
  GHashTable *seen; /* name -> Seen, of the last look */
};

AeqDropMemory *
aeq_drop_memory_new (void)
{
  AeqDropMemory *self = g_new0 (AeqDropMemory, 1);

  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
aeq_drop_memory_free (AeqDropMemory *self)
{
  g_hash_table_unref (self->seen);
  g_free (self);
}

static void
drop_file_free (AeqDropFile *self)
{
  g_free (self->name);
  g_free (self->place);
  g_free (self->reason);
  g_free (self);
}

gboolean
aeq_drop_is_of_interest (const char *name)
{
  static const char *const ENDS[] = { ".part", ".crdownload", ".tmp", ".ledger", ".aequitas", "-wal", "-shm", "-journal", "~" };

  if (*name == '.')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ENDS); i++)
    if (g_str_has_suffix (name, ENDS[i]))
      return FALSE;
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_names (const char *folder, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, error);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    return NULL;
  while (names->len < AEQ_DROP_MAX_FILES && (name = g_dir_read_name (dir)) != NULL)
    if (aeq_drop_is_of_interest (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

/* NULL for what is no plain file, or went while it was looked at. A link is not followed: it may lead out of the folder. */
static Seen *
look_at (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, "standard::type,standard::size,time::modified,time::modified-usec",
                                                 G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  g_autoptr(GDateTime) modified = NULL;
  Seen *seen;

  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return NULL;
  modified = g_file_info_get_modification_date_time (info);
  seen = g_new0 (Seen, 1);
  seen->size = g_file_info_get_size (info);
  seen->modified = g_date_time_to_unix (modified) * G_USEC_PER_SEC + g_date_time_get_microsecond (modified);
  return seen;
}

/* A name that is taken gets a number before its end: a bank sends "statement.sta" every day. */
static char *
free_place (const char *folder, const char *name)
{
  const char *end = strrchr (name, '.');
  int stem = end != NULL && end != name ? (int) (end - name) : (int) strlen (name);
  char *place = g_build_filename (folder, name, NULL);

  for (guint n = 2; g_file_test (place, G_FILE_TEST_EXISTS) || g_file_test (place, G_FILE_TEST_IS_SYMLINK); n++)
    {
      g_autofree char *numbered = g_strdup_printf ("%.*s-%u%s", stem, name, n, name + stem);

      g_free (place);
      place = g_build_filename (folder, numbered, NULL);
    }
  return place;
}

/* Across file systems too, as an archive need not be on the bank's mount. */
static gboolean
move_to (AeqDropFile *file, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autofree char *place = free_place (folder, file->name);
  g_autoptr(GFile) from = g_file_new_for_path (file->place);
  g_autoptr(GFile) to = g_file_new_for_path (place);

  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_file_move (from, to, G_FILE_COPY_NOFOLLOW_SYMLINKS, cancellable, NULL, NULL, error))
    {
      if (error == NULL || *error == NULL)
        aeq_error_refuse (error, AEQ_ERROR_FAILED, folder, 0, NULL, "cannot be made: choose another folder");
      return FALSE;
    }
  g_free (file->place);
  file->place = g_steal_pointer (&place);
  return TRUE;
}

static gboolean
put_away (AeqDropFile *file, const AeqDropRequest *request, GCancellable *cancellable, GError **error)
{
  const char *folder = file->fate == AEQ_DROP_REFUSED ? request->quarantine : request->archive;
  g_autofree char *note = NULL;
  g_autofree char *text = NULL;

  if (folder == NULL)
    return TRUE;
  if (!move_to (file, folder, cancellable, error))
    return FALSE;
  if (file->fate != AEQ_DROP_REFUSED)
    return TRUE;
  note = g_strconcat (file->place, ".reason.txt", NULL);
  text = g_strconcat (file->reason, "\n", NULL);
  return g_file_set_contents_full (note, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
take (AeqLedger *ledger, AeqDropFile *file, const AeqDropRequest *request, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(AeqImportOutcome) outcome = NULL;
  AeqKnownResult result;

  outcome = aeq_job_import_known (ledger, file->place, &result, progress, cancellable, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  file->fate = result == AEQ_KNOWN_BEFORE ? AEQ_DROP_KNOWN : outcome->refusal != NULL ? AEQ_DROP_REFUSED : AEQ_DROP_IMPORTED;
  if (outcome != NULL && outcome->refusal != NULL)
    file->reason = aeq_error_describe (outcome->refusal);
  else if (outcome != NULL)
    file->added = outcome->added;
  return put_away (file, request, cancellable, error);
}

/* TRUE when the file is as it was at the look before; its fate may be told already. */
static gboolean
is_settled (AeqDropMemory *memory, const char *name, Seen *now)
{
  const Seen *before = g_hash_table_lookup (memory->seen, name);

  if (before == NULL || before->size != now->size || before->modified != now->modified)
    return FALSE;
  now->told = before->told;
  return TRUE;
}

static gboolean
look_through (AeqLedger *ledger, const AeqDropRequest *request, const char *name, AeqDropMemory *memory, GHashTable *seen, GPtrArray *files,
              AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (request->folder, name, NULL);
  g_autofree Seen *now = look_at (path);
  AeqDropFile *file;

  if (now == NULL)
    return TRUE;
  if (!is_settled (memory, name, now) || !now->told)
    {
      file = g_new0 (AeqDropFile, 1);
      g_ptr_array_add (files, file);
      file->name = g_strdup (name);
      file->place = g_strdup (path);
      file->fate = AEQ_DROP_WAITING;
      if (is_settled (memory, name, now) && !take (ledger, file, request, progress, cancellable, error))
        return FALSE;
      now->told = file->fate != AEQ_DROP_WAITING;
    }
  g_hash_table_insert (seen, g_strdup (name), g_steal_pointer (&now));
  return TRUE;
}

GPtrArray *
aeq_job_drop (AeqLedger *ledger, const AeqDropRequest *request, AeqDropMemory *memory, AeqProgress *progress, GCancellable *cancellable,
              GError **error)
{
  g_autoptr(GPtrArray) names = list_names (request->folder, error);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) drop_file_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; names != NULL && i < names->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !look_through (ledger, request, names->pdata[i], memory, seen, files, progress, cancellable, error))
      return NULL;
  if (names == NULL)
    return NULL;
  g_hash_table_unref (memory->seen);
  memory->seen = g_steal_pointer (&seen);
  return g_steal_pointer (&files);
}
