/* SPDX-License-Identifier: MIT */
#include "aeq-job-drop.h"

#include <glib/gstdio.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-job-profiles.h"
#include "aeq-words.h"

typedef struct
{
  goffset     size;
  gint64      modified; /* microseconds */
  gint64      since;    /* monotonic: when it was first seen so */
  AeqDropFate fate;
  char       *reason;   /* (nullable) */
} Seen;

struct _AeqDropMemory
{
  GHashTable *seen; /* name -> Seen, of the last look */
};

static void
seen_free (Seen *self)
{
  g_free (self->reason);
  g_free (self);
}

static GHashTable *
seen_table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) seen_free);
}

AeqDropMemory *
aeq_drop_memory_new (void)
{
  AeqDropMemory *self = g_new0 (AeqDropMemory, 1);

  self->seen = seen_table_new ();
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
  g_clear_pointer (&self->outcome, aeq_import_outcome_free);
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
  seen->since = g_get_monotonic_time ();
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

static gboolean
make_folder (const char *folder, GError **error)
{
  return g_mkdir_with_parents (folder, 0700) == 0 ||
         aeq_error_refuse (error, AEQ_ERROR_FAILED, folder, 0, NULL, N_("cannot be made: choose another folder"));
}

/* Across file systems too, as an archive need not be on the bank's mount. */
static gboolean
move_to (AeqDropFile *file, const char *place, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (place);
  g_autoptr(GFile) from = g_file_new_for_path (file->place);
  g_autoptr(GFile) to = g_file_new_for_path (place);

  if (!make_folder (folder, error) || !g_file_move (from, to, G_FILE_COPY_NOFOLLOW_SYMLINKS, cancellable, NULL, NULL, error))
    return FALSE;
  g_free (file->place);
  file->place = g_strdup (place);
  return TRUE;
}

static gboolean
write_reason (const AeqDropFile *file, GError **error)
{
  g_autofree char *note = g_strconcat (file->place, ".reason.txt", NULL);
  g_autofree char *text = g_strconcat (file->reason, "\n", NULL);

  return g_file_set_contents_full (note, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* With the file's name in place of its path, as it does not stay where it is; what is inside of an archive keeps its name behind it. */
static char *
describe (const AeqDropFile *file, GError *refusal)
{
  const char *path = aeq_error_get_file (refusal);
  g_autofree char *name = path != NULL && g_str_has_prefix (path, file->place) ? g_strconcat (file->name, path + strlen (file->place), NULL) : NULL;

  if (name != NULL)
    aeq_error_set_place (refusal, name, 0, NULL);
  return aeq_error_describe (refusal);
}

static void
decide (AeqDropFile *file, AeqKnownResult result, AeqImportOutcome *outcome)
{
  file->fate = result == AEQ_KNOWN_BEFORE ? AEQ_DROP_KNOWN : outcome->refusal != NULL ? AEQ_DROP_REFUSED : AEQ_DROP_IMPORTED;
  if (file->fate == AEQ_DROP_REFUSED)
    file->reason = describe (file, outcome->refusal);
  file->outcome = outcome;
}

/* What stays is remembered with its fate; what was put away is forgotten, as another file may have its name. */
static void
remember (AeqDropMemory *memory, const AeqDropFile *file, gboolean stays)
{
  Seen *seen = g_hash_table_lookup (memory->seen, file->name);

  if (!stays)
    g_hash_table_remove (memory->seen, file->name);
  else if (seen != NULL)
    {
      seen->fate = file->fate;
      g_free (seen->reason);
      seen->reason = g_strdup (file->reason);
    }
}

static gboolean
put_away (AeqDropFile *file, const AeqDropRequest *request, const char *archived, GCancellable *cancellable, GError **error)
{
  g_autofree char *refused = NULL;

  if (file->fate != AEQ_DROP_REFUSED)
    return archived == NULL || move_to (file, archived, cancellable, error);
  if (request->quarantine == NULL)
    return TRUE;
  refused = free_place (request->quarantine, file->name);
  return move_to (file, refused, cancellable, error) && write_reason (file, error);
}

/* The history tells where the file will be, so that an import that was taken back can be made again from there. Programs write beside a file and
 * rename: what went while it was read needs no sentence. */
static gboolean
take (AeqLedger *ledger, AeqDropFile *file, const AeqDropRequest *request, AeqDropMemory *memory, AeqProgress *progress,
      GCancellable *cancellable, GError **error)
{
  g_autofree char *archived = request->archive != NULL ? free_place (request->archive, file->name) : NULL;
  g_autoptr(GError) local = NULL;
  AeqKnownResult result;
  AeqImportOutcome *outcome =
    aeq_job_import_known (ledger, file->place, request->profile, archived, &result, progress, cancellable, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  decide (file, result, outcome);
  if (file->fate == AEQ_DROP_REFUSED && !g_file_test (file->place, G_FILE_TEST_EXISTS))
    {
      file->fate = AEQ_DROP_WAITING;
      g_clear_pointer (&file->outcome, aeq_import_outcome_free);
      return TRUE;
    }
  remember (memory, file, file->fate == AEQ_DROP_REFUSED ? request->quarantine == NULL : archived == NULL);
  return put_away (file, request, archived, cancellable, error);
}

/* What is known of a file that has not changed since the look before; new: to be waited for. */
static void
compare_with_before (AeqDropMemory *memory, const char *name, Seen *now, guint settle_ms)
{
  const Seen *before = g_hash_table_lookup (memory->seen, name);

  now->fate = AEQ_DROP_WAITING;
  if (before == NULL || before->size != now->size || before->modified != now->modified)
    return;
  now->fate = before->fate;
  now->reason = g_strdup (before->reason);
  if (now->fate == AEQ_DROP_WAITING && now->since - before->since >= settle_ms * G_GINT64_CONSTANT (1000))
    now->fate = AEQ_DROP_READY;
  now->since = before->since;
}

static AeqDropFile *
file_new (const char *name, const char *path, const Seen *seen)
{
  AeqDropFile *file = g_new0 (AeqDropFile, 1);

  file->name = g_strdup (name);
  file->place = g_strdup (path);
  file->fate = seen->fate;
  file->before = seen->fate > AEQ_DROP_READY;
  file->reason = g_strdup (seen->reason);
  return file;
}

GPtrArray *
aeq_drop_look (const AeqDropRequest *request, AeqDropMemory *memory, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) names = list_names (request->folder, error);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) drop_file_free);
  g_autoptr(GHashTable) seen = seen_table_new ();

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (request->folder, names->pdata[i], NULL);
      Seen *now;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if ((now = look_at (path)) == NULL)
        continue;
      compare_with_before (memory, names->pdata[i], now, request->settle_ms);
      g_hash_table_insert (seen, g_strdup (names->pdata[i]), now);
      g_ptr_array_add (files, file_new (names->pdata[i], path, now));
    }
  if (names == NULL)
    return NULL;
  g_hash_table_unref (memory->seen);
  memory->seen = g_steal_pointer (&seen);
  return g_steal_pointer (&files);
}

/* Before the first file is refused for it. */
static gboolean
check_profile (AeqLedger *ledger, const char *name, GError **error)
{
  g_autoptr(AeqProfileSet) known = aeq_job_profiles_known (ledger, error);

  if (known == NULL || aeq_profile_set_find_name (known, name) != NULL)
    return known != NULL;
  return aeq_error_refuse (error, AEQ_ERROR_NOT_FOUND, name, 0, NULL, N_("is no import profile of this ledger: choose another one"));
}

static guint
count_ready (GPtrArray *files)
{
  guint n = 0;

  for (guint i = 0; i < files->len; i++)
    n += ((AeqDropFile *) files->pdata[i])->fate == AEQ_DROP_READY;
  return n;
}

gboolean
aeq_job_drop (AeqLedger *ledger, const AeqDropRequest *request, AeqDropMemory *memory, GPtrArray *files, AeqProgress *progress,
              GCancellable *cancellable, GError **error)
{
  guint n = count_ready (files), done = 0;

  if (n > 0 && request->profile != NULL && !check_profile (ledger, request->profile, error))
    return FALSE;
  aeq_progress_set_steps (progress, N_("Importing files"), 1, NULL);
  for (guint i = 0; i < files->len; i++)
    {
      AeqDropFile *file = files->pdata[i];

      if (file->fate != AEQ_DROP_READY)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !take (ledger, file, request, memory, NULL, cancellable, error))
        return FALSE;
      aeq_progress_update (progress, (double) ++done / n);
    }
  aeq_progress_done (progress);
  return TRUE;
}

/* By trying: what a mount allows is not seen from its modes. */
static gboolean
can_write (const char *folder, GError **error)
{
  g_autofree char *probe = folder != NULL ? g_build_filename (folder, ".aequitas-XXXXXX", NULL) : NULL;
  int file;

  if (folder == NULL)
    return TRUE;
  if (!make_folder (folder, error))
    return FALSE;
  if ((file = g_mkstemp (probe)) < 0)
    return aeq_error_refuse (error, AEQ_ERROR_FAILED, folder, 0, NULL, N_("cannot be written to: allow it or choose another folder"));
  g_close (file, NULL);
  g_unlink (probe);
  return TRUE;
}

char *
aeq_drop_test (const AeqDropRequest *request, GError **error)
{
  g_autoptr(GPtrArray) names = list_names (request->folder, error);
  guint n = 0;

  if (names == NULL || ((request->archive != NULL || request->quarantine != NULL) && !can_write (request->folder, error)) ||
      !can_write (request->archive, error) || !can_write (request->quarantine, error))
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (request->folder, names->pdata[i], NULL);

      n += g_file_test (path, G_FILE_TEST_IS_REGULAR);
    }
  return g_strdup_printf (N_("The folders can be used; files that wait there: %u"), n);
}
