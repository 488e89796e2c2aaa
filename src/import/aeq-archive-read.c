/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-archive.h"
#include "aeq-error.h"
#include "aeq-reader.h"
#include "aeq-zip.h"

typedef struct
{
  AeqInput             *input;
  AeqZip               *zip;
  const AeqProfile     *profile;
  const AeqProfileSet  *known;
  const AeqReadOptions *options;
  const AeqReadSink    *sink;
  gpointer              user_data;
  AeqReadReport        *report;
  AeqProgress          *progress;
  GCancellable         *cancellable;
  GArray               *members; /* guint, in the order of their names */
  GHashTable           *formats; /* format -> number of members */
  guint                 papers;  /* PDF documents among the members */
} Archive;

/* Folders, and what a Mac or Windows puts beside the files. */
static gboolean
is_litter (const char *name)
{
  const char *base = strrchr (name, '/') != NULL ? strrchr (name, '/') + 1 : name;

  return *base == '\0' || g_str_has_prefix (name, "__MACOSX/") || g_str_has_prefix (base, "._") ||
         strcmp (base, ".DS_Store") == 0 || g_ascii_strcasecmp (base, "Thumbs.db") == 0 ||
         g_ascii_strcasecmp (base, "desktop.ini") == 0;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const AeqZip *zip = user_data;

  return strcmp (aeq_zip_get_name (zip, *(const guint *)a), aeq_zip_get_name (zip, *(const guint *)b));
}

static gboolean
list_members (Archive *self, GError **error)
{
  for (guint i = 0; i < aeq_zip_get_count (self->zip); i++)
    if (!is_litter (aeq_zip_get_name (self->zip, i)))
      g_array_append_val (self->members, i);
  g_array_sort_with_data (self->members, compare_names, self->zip);
  return self->members->len > 0 || aeq_error_refuse (error, AEQ_ERROR_INVALID, aeq_input_get_name (self->input), 0,
                                                     NULL, "is an archive without a file");
}

static gssize
fill (gpointer data, char *buffer, gsize size, GCancellable *cancellable, GError **error)
{
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? -1 : aeq_zip_read (data, buffer, size, error);
}

static AeqInput *
open_member (Archive *self, guint i, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", aeq_input_get_name (self->input), aeq_zip_get_name (self->zip, i));

  if (!aeq_zip_enter (self->zip, i, error))
    return NULL;
  return aeq_input_new_spooled (name, aeq_input_get_size (self->input), fill, self->zip, self->cancellable, error);
}

static const AeqReader *
reader_of (const Archive *self, AeqInput *member, const AeqProfile **profile, GError **error)
{
  const char *format = aeq_reader_choose (member, profile, self->known, error);
  const AeqReader *reader = format != NULL ? aeq_reader_lookup (format) : NULL;

  if (reader == NULL || reader->read != aeq_archive_read)
    return reader;
  aeq_error_refuse (error, AEQ_ERROR_INVALID, aeq_input_get_name (member), 0, NULL,
                    "is an archive inside of an archive: unpack it and import what is in it");
  return NULL;
}

/* Statements come whole or not at all, whatever is accepted of tables. */
static gboolean
refuse_rows (const AeqReadReport *report, AeqInput *member, GError **error)
{
  const AeqRowError *first = g_ptr_array_index (report->errors, 0);

  return aeq_error_refuse (error, AEQ_ERROR_INVALID, aeq_input_get_name (member), first->line, first->field,
                           first->message);
}

static void
count_format (Archive *self, const char *format)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->formats, format));

  g_hash_table_insert (self->formats, g_strdup (format), GUINT_TO_POINTER (n + 1));
}

/* Messages of a member begin with its name. */
static void
name_errors (AeqReadReport *report, const char *name)
{
  for (guint i = 0; i < report->errors->len; i++)
    {
      AeqRowError *row = g_ptr_array_index (report->errors, i);
      char        *message = g_strdup_printf ("%s: %s", name, row->message);

      g_free (row->message);
      row->message = message;
    }
}

static gboolean
take_report (Archive *self, AeqReadReport *report, guint i, GError **error)
{
  const char *name = aeq_zip_get_name (self->zip, i);

  count_format (self, report->format);
  name_errors (report, name);
  return (self->sink == NULL || self->sink->part == NULL || self->sink->part (report, self->user_data, error)) &&
         aeq_read_report_merge (self->report, report, self->members->len > 1 ? name : NULL, error);
}

/* Banks put the statement for people beside the one for programs. */
static gboolean
is_paper (AeqInput *member)
{
  char head[5];

  return aeq_input_read_at (member, 0, head, sizeof head, NULL) == sizeof head && memcmp (head, "%PDF-", sizeof head) == 0;
}

static gboolean
leave_out_paper (Archive *self, guint i)
{
  aeq_read_report_note (self->report, "%s was left out: it is a PDF document, for people to read", aeq_zip_get_name (self->zip, i));
  self->papers++;
  return TRUE;
}

static gboolean
read_member (Archive *self, guint i, GError **error)
{
  g_autoptr(AeqInput) member = open_member (self, i, error);
  const AeqProfile *profile = self->profile;
  const AeqReader *reader;
  g_autoptr(AeqReadReport) report = NULL;
  g_autoptr(GError) local = NULL;

  if (member == NULL)
    return FALSE;
  if (is_paper (member))
    return leave_out_paper (self, i);
  if ((reader = reader_of (self, member, &profile, error)) == NULL)
    return FALSE;
  report = aeq_read_report_new (reader->format);
  if (!reader->read (member, profile, self->known, self->options, self->sink, self->user_data, report,
                     self->members->len == 1 ? self->progress : NULL, self->cancellable, &local))
    {
      if (local->domain == AEQ_ERROR && aeq_error_get_file (local) == NULL)
        {
          g_autofree char *field = g_strdup (aeq_error_get_field (local));

          aeq_error_set_place (local, aeq_input_get_name (member), aeq_error_get_line (local), field);
        }
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (report->n_errors > 0 && !reader->is_table)
    return refuse_rows (report, member, error);
  return take_report (self, report, i, error);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
report_formats (Archive *self)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (self->formats), compare_texts);
  g_autoptr(GString) list = g_string_new (NULL);

  for (GList *name = names; name != NULL; name = name->next)
    g_string_append_printf (list, "%s%s (%u)", list->len > 0 ? ", " : "", (char *) name->data,
                            GPOINTER_TO_UINT (g_hash_table_lookup (self->formats, name->data)));
  g_free (self->report->format);
  self->report->format = g_strdup (g_hash_table_size (self->formats) == 1 ? names->data : "zip");
  aeq_read_report_note (self->report, "%u files of the archive were read as one import: %s", self->members->len - self->papers,
                        list->str);
}

static gboolean
read_members (Archive *self, GError **error)
{
  if (!list_members (self, error))
    return FALSE;
  for (guint i = 0; i < self->members->len; i++)
    {
      if (!read_member (self, g_array_index (self->members, guint, i), error))
        return FALSE;
      aeq_progress_update (self->progress, (double) (i + 1) / self->members->len);
    }
  if (self->papers == self->members->len)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, aeq_input_get_name (self->input), 0, NULL,
                             "holds nothing but PDF documents: ask the bank for the statements as camt, MT940 or CSV");
  report_formats (self);
  return TRUE;
}

gboolean
aeq_archive_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
                  const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
                  GCancellable *cancellable, GError **error)
{
  Archive  self = { .input = input,
                    .profile = profile,
                    .known = known,
                    .options = options,
                    .sink = sink,
                    .user_data = user_data,
                    .report = report,
                    .progress = progress,
                    .cancellable = cancellable };
  gboolean ok;

  g_return_val_if_fail (input != NULL && options != NULL && options->default_currency != NULL && report != NULL, FALSE);

  if ((self.zip = aeq_zip_open (input, error)) == NULL)
    return FALSE;
  self.members = g_array_new (FALSE, FALSE, sizeof (guint));
  self.formats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ok = read_members (&self, error);
  g_hash_table_unref (self.formats);
  g_array_unref (self.members);
  aeq_zip_free (self.zip);
  return ok;
}
