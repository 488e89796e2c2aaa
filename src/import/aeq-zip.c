/* SPDX-License-Identifier: MIT */
#include "aeq-zip.h"

#include <string.h>
#include <unzip.h>

#include "aeq-error.h"
#include "aeq-words.h"

#define MAX_NAME 1024
#define MAX_EXTRA 512
/* minizip reads headers byte by byte. */
#define CACHE 4096
#define ENCRYPTED 1
#define STORED 0

typedef struct
{
  char          *name;
  guint64        size;
  uLong          sum;
  unz64_file_pos at;
} Entry;

struct _AeqZip
{
  AeqInput *input;
  unzFile   file;
  GArray   *entries;
  guint64   offset; /* where minizip stands */
  guint64   cached_at;
  gsize     cached;
  char      cache[CACHE];
  GError   *io_error;
  guint     current;
  guint64   left; /* bytes that the open member still has */
  uLong     sum;  /* of those that were read */
  gboolean  is_open;
};

static voidpf
open_input (voidpf opaque, const void *filename G_GNUC_UNUSED, int mode G_GNUC_UNUSED)
{
  return opaque;
}

static gssize
read_cached (AeqZip *self, char *out, gsize size)
{
  if (self->offset < self->cached_at || self->offset >= self->cached_at + self->cached)
    {
      gssize n = aeq_input_read_at (self->input, self->offset, self->cache, CACHE,
                                    self->io_error == NULL ? &self->io_error : NULL);

      if (n <= 0)
        return n;
      self->cached_at = self->offset;
      self->cached = (gsize) n;
    }
  size = MIN (size, (gsize) (self->cached_at + self->cached - self->offset));
  memcpy (out, self->cache + (self->offset - self->cached_at), size);
  return (gssize) size;
}

static uLong
read_input (voidpf opaque, voidpf stream G_GNUC_UNUSED, void *buffer, uLong size)
{
  AeqZip *self = opaque;
  uLong   done = 0;

  while (done < size)
    {
      char  *out = (char *) buffer + done;
      gssize n = size < CACHE ? read_cached (self, out, size - done)
                              : aeq_input_read_at (self->input, self->offset, out, size - done,
                                                   self->io_error == NULL ? &self->io_error : NULL);

      if (n <= 0)
        break;
      done += (uLong)n;
      self->offset += (guint64) n;
    }
  /* A minizip that does not know the packed size of a ZIP64 member reads on behind it, beyond the end of the file too.
   * What is missing from a damaged one shows in its checksum. */
  if (!self->is_open || self->io_error != NULL)
    return done;
  memset ((char *) buffer + done, 0, size - done);
  return size;
}

static uLong
write_input (voidpf opaque G_GNUC_UNUSED, voidpf stream G_GNUC_UNUSED, const void *buffer G_GNUC_UNUSED,
             uLong size G_GNUC_UNUSED)
{
  return 0;
}

static ZPOS64_T
tell_input (voidpf opaque, voidpf stream G_GNUC_UNUSED)
{
  return ((AeqZip *)opaque)->offset;
}

static long
seek_input (voidpf opaque, voidpf stream G_GNUC_UNUSED, ZPOS64_T offset, int origin)
{
  AeqZip *self = opaque;
  guint64 base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? self->offset
                 : origin == ZLIB_FILEFUNC_SEEK_END ? aeq_input_get_size (self->input)
                                                    : 0;

  /* Offsets may be negative: their type is not, and the sum wraps. */
  if (base + offset > aeq_input_get_size (self->input))
    return -1;
  self->offset = base + offset;
  return 0;
}

static int
close_input (voidpf opaque G_GNUC_UNUSED, voidpf stream G_GNUC_UNUSED)
{
  return 0;
}

static int
test_error (voidpf opaque, voidpf stream G_GNUC_UNUSED)
{
  return ((AeqZip *)opaque)->io_error != NULL;
}

static gboolean refuse (const AeqZip *self, AeqError code, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static gboolean
refuse (const AeqZip *self, AeqError code, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list          args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return aeq_error_refuse (error, code, aeq_input_get_name (self->input), 0, NULL, message);
}

static gboolean
refuse_damaged (AeqZip *self, GError **error)
{
  if (self->io_error == NULL)
    return refuse (self, AEQ_ERROR_INVALID, error,
                   N_("is damaged: the archive cannot be read to its end; fetch or save it again"));
  g_propagate_error (error, g_steal_pointer (&self->io_error));
  return FALSE;
}

/* Nothing is written to a disk, but a name that climbs out of its folder is nobody's honest file. */
static gboolean
is_tricky (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  for (const char *p = name; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      return TRUE;
  return *name == '\0' || *name == '/' || name[1] == ':' || g_strv_contains ((const char *const *)parts, "..");
}

/* Programs on Windows write folders with a backslash. */
static char *
clean_name (const char *raw)
{
  char *name = g_utf8_make_valid (raw, -1);

  return g_strdelimit (name, "\\", '/');
}

static gboolean
check_entry (AeqZip *self, const unz_file_info64 *info, const char *name, GError **error)
{
  if (is_tricky (name))
    return refuse (self, AEQ_ERROR_INVALID, error, N_("holds a member whose name is no plain path: %.60s"), name);
  if ((info->flag & ENCRYPTED) != 0)
    return refuse (self, AEQ_ERROR_INVALID, error,
                   N_("is protected with a password (%.60s): unpack it with its password and import what is in it"), name);
  if (info->compression_method != STORED && info->compression_method != Z_DEFLATED)
    return refuse (self, AEQ_ERROR_INVALID, error,
                   N_("packs %.60s in a way that is not read (only stored and deflated members are)"), name);
  return TRUE;
}

/* The size of a ZIP64 member stands in its extra field, where not every minizip looks. */
static guint64
wide_size (const guint8 *extra, gsize length)
{
  for (gsize at = 0; at + 4 <= length; at += 4 + (gsize) (extra[at + 2] | extra[at + 3] << 8))
    if (extra[at] == 1 && extra[at + 1] == 0 && at + 12 <= length)
      {
        guint64 size;

        memcpy (&size, extra + at + 4, sizeof size);
        return GUINT64_FROM_LE (size);
      }
  return G_MAXUINT32;
}

static gboolean
add_entry (AeqZip *self, GHashTable *names, guint64 *total, GError **error)
{
  guint8          extra[MAX_EXTRA] = { 0 };
  char            raw[MAX_NAME] = "";
  unz_file_info64 info;
  Entry           entry;

  if (unzGetCurrentFileInfo64 (self->file, &info, raw, sizeof raw, extra, sizeof extra, NULL, 0) != UNZ_OK)
    return refuse_damaged (self, error);
  if (info.size_filename >= sizeof raw || strlen (raw) != info.size_filename)
    return refuse (self, AEQ_ERROR_LIMIT, error, N_("holds a member whose name is too long or no text"));
  entry = (Entry){ clean_name (raw), info.uncompressed_size, info.crc, { 0 } };
  if (entry.size == G_MAXUINT32)
    entry.size = wide_size (extra, MIN (info.size_file_extra, sizeof extra));
  unzGetFilePos64 (self->file, &entry.at);
  g_array_append_val (self->entries, entry);
  if (!check_entry (self, &info, entry.name, error))
    return FALSE;
  if (!g_hash_table_add (names, entry.name))
    return refuse (self, AEQ_ERROR_INVALID, error, N_("holds two members of the name %.60s"), entry.name);
  if (self->entries->len > AEQ_ZIP_MAX_ENTRIES)
    return refuse (self, AEQ_ERROR_LIMIT, error, N_("holds more than %d members"), AEQ_ZIP_MAX_ENTRIES);
  *total += MIN (entry.size, AEQ_INPUT_MAX_SIZE);
  if (*total > MAX (AEQ_ZIP_MIN_LIMIT, AEQ_ZIP_MAX_RATIO * aeq_input_get_origin (self->input)) ||
      *total > AEQ_INPUT_MAX_SIZE)
    return refuse (
        self, AEQ_ERROR_LIMIT, error,
        N_("unpacks to more than %d times its size or 4 GiB: it is not read, for that is how a decompression bomb looks"),
        AEQ_ZIP_MAX_RATIO);
  return TRUE;
}

static gboolean
list_entries (AeqZip *self, GError **error)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint64 total = 0;
  int     got;

  for (got = unzGoToFirstFile (self->file); got == UNZ_OK; got = unzGoToNextFile (self->file))
    if (!add_entry (self, names, &total, error))
      return FALSE;
  return got == UNZ_END_OF_LIST_OF_FILE || refuse_damaged (self, error);
}

static void
clear_entry (gpointer data)
{
  g_free (((Entry *)data)->name);
}

AeqZip *
aeq_zip_open (AeqInput *input, GError **error)
{
  g_autoptr(AeqZip) self = g_new0 (AeqZip, 1);
  zlib_filefunc64_def io = {
    open_input, read_input, write_input, tell_input, seek_input, close_input, test_error, self
  };

  self->input = input;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  if ((self->file = unzOpen2_64 ("", &io)) == NULL)
    {
      refuse_damaged (self, error);
      return NULL;
    }
  return list_entries (self, error) ? g_steal_pointer (&self) : NULL;
}

static void
leave (AeqZip *self)
{
  if (self->is_open)
    unzCloseCurrentFile (self->file);
  self->is_open = FALSE;
}

void
aeq_zip_free (AeqZip *self)
{
  if (self == NULL)
    return;
  leave (self);
  if (self->file != NULL)
    unzClose (self->file);
  g_array_unref (self->entries);
  g_clear_error (&self->io_error);
  g_free (self);
}

guint
aeq_zip_get_count (const AeqZip *self)
{
  return self->entries->len;
}

const char *
aeq_zip_get_name (const AeqZip *self, guint i)
{
  return g_array_index (self->entries, Entry, i).name;
}

guint64
aeq_zip_get_size (const AeqZip *self, guint i)
{
  return g_array_index (self->entries, Entry, i).size;
}

gboolean
aeq_zip_find (const AeqZip *self, const char *name, guint *i)
{
  for (int exact = 1; exact >= 0; exact--)
    for (*i = 0; *i < self->entries->len; *i += 1)
      if (exact ? g_str_equal (aeq_zip_get_name (self, *i), name)
                : g_ascii_strcasecmp (aeq_zip_get_name (self, *i), name) == 0)
        return TRUE;
  return FALSE;
}

gboolean
aeq_zip_enter (AeqZip *self, guint i, GError **error)
{
  Entry *entry = &g_array_index (self->entries, Entry, i);

  leave (self);
  if (unzGoToFilePos64 (self->file, &entry->at) != UNZ_OK || unzOpenCurrentFile (self->file) != UNZ_OK)
    return refuse_damaged (self, error);
  self->is_open = TRUE;
  self->current = i;
  self->left = entry->size;
  self->sum = crc32 (0, NULL, 0);
  return TRUE;
}

/* TRUE when the member was all there. */
static gboolean
finish (AeqZip *self, GError **error)
{
  leave (self);
  return (self->left == 0 && self->sum == g_array_index (self->entries, Entry, self->current).sum) ||
         refuse_damaged (self, error);
}

gssize
aeq_zip_read (AeqZip *self, void *buffer, gsize size, GError **error)
{
  int n;

  if (!self->is_open)
    return 0;
  n = self->left > 0 ? unzReadCurrentFile (self->file, buffer, (unsigned) MIN (MIN (size, 1 << 20), self->left)) : 0;
  if (n == 0)
    return finish (self, error) ? 0 : -1;
  if (n < 0)
    return refuse_damaged (self, error) - 1;
  self->left -= (guint64) n;
  self->sum = crc32 (self->sum, buffer, (uInt)n);
  return n;
}
