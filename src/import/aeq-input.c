/* SPDX-License-Identifier: MIT */
#include "aeq-input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aeq-error.h"
#include "aeq-words.h"

#define BLOCK (256 * 1024)
#define POLL_MS 200

struct _AeqInput
{
  char   *name;
  int     fd;    /* -1 when @bytes */
  GBytes *bytes; /* (nullable) */
  guint64 size;
  guint64 origin;
};

static gboolean
fail (GError **error, AeqError code, const char *name, const char *message)
{
  g_set_error_literal (error, AEQ_ERROR, code, message);
  if (error != NULL)
    aeq_error_set_place (*error, name, 0, NULL);
  return FALSE;
}

static gboolean
fail_errno (GError **error, const char *name, const char *doing, int code)
{
  g_autofree char *message = g_strdup_printf ("%s: %s", doing, g_strerror (code));

  return fail (error, code == ENOENT || code == ENOTDIR ? AEQ_ERROR_NOT_FOUND : AEQ_ERROR_FAILED, name, message);
}

/* Nobody else can open it and it vanishes with the process. */
static int
open_spool (void)
{
  g_autofree char *template = NULL;
  int fd = open (g_get_tmp_dir (), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    return fd;
  template = g_build_filename (g_get_tmp_dir (), "aequitas-import-XXXXXX", NULL);
  if ((fd = g_mkstemp_full (template, O_RDWR | O_CLOEXEC, 0600)) >= 0)
    unlink (template);
  return fd;
}

static gboolean
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno != EINTR)
        return FALSE;
      if (n > 0)
        {
          data += n;
          length -= (gsize) n;
        }
    }
  return TRUE;
}

/* Waits for the pipe so that a cancelled import does not hang on a writer that says nothing. */
static gssize
read_pipe (gpointer data, char *buffer, gsize size, GCancellable *cancellable, GError **error)
{
  int fd = GPOINTER_TO_INT (data);

  for (;;)
    {
      struct pollfd poller = { fd, POLLIN, 0 };
      gssize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
      if (poll (&poller, 1, POLL_MS) == 0)
        continue;
      if ((n = read (fd, buffer, size)) >= 0)
        return n;
      if (errno != EINTR && errno != EAGAIN)
        return fail_errno (error, NULL, "reading failed", errno) - 1;
    }
}

/* XML, archives and JSON have no lines worth the name: only texts of records have a limit. */
static gboolean
has_records (const char *data, gsize length)
{
  return length > 0 && data[0] != '<' && data[0] != '{' && memchr (data, '\0', MIN (length, 4)) == NULL &&
         !(length > 3 && memcmp (data, "\xef\xbb\xbf<", 4) == 0) && !(length > 1 && memcmp (data, "PK", 2) == 0);
}

/* Bytes since the last line end when @data follows a line that is already @open bytes long; longest line into @longest.
 */
static gsize
measure_lines (const char *data, gsize length, gsize open, gsize *longest)
{
  const char *p = data;
  const char *end = data + length;
  const char *stop;

  *longest = 0;
  while ((stop = memchr (p, '\n', (gsize) (end - p))) != NULL || (stop = memchr (p, '\r', (gsize) (end - p))) != NULL)
    {
      *longest = MAX (*longest, open + (gsize) (stop - p));
      open = 0;
      p = stop + 1;
    }
  open += (gsize) (end - p);
  *longest = MAX (*longest, open);
  return open;
}

static gboolean
spool (AeqInput *self, AeqInputFill fill, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK);
  gboolean records = FALSE;
  gsize open = 0;
  gsize longest;
  gssize n;

  while ((n = fill (data, block, BLOCK, cancellable, error)) > 0)
    {
      if (self->size == 0)
        records = has_records (block, (gsize) n);
      open = measure_lines (block, (gsize) n, open, &longest);
      if (records && longest > AEQ_INPUT_MAX_LINE)
        return fail (error, AEQ_ERROR_LIMIT, self->name, N_("a line is longer than 1 MiB, the limit of one record"));
      self->size += (guint64) n;
      if (self->size > AEQ_INPUT_MAX_SIZE)
        return fail (error, AEQ_ERROR_LIMIT, self->name, N_("larger than 4 GiB, the limit of one file"));
      if (!write_all (self->fd, block, (gsize) n))
        return fail_errno (error, self->name, "keeping a copy while reading", errno);
    }
  return n == 0;
}

static gboolean
open_pipe (AeqInput *self, GCancellable *cancellable, GError **error)
{
  int from = self->fd;
  gboolean ok;

  if ((self->fd = open_spool ()) < 0)
    ok = fail_errno (error, self->name, "making a temporary file", errno);
  else
    ok = spool (self, read_pipe, GINT_TO_POINTER (from), cancellable, error);
  close (from);
  return ok;
}

static gboolean
open_checked (AeqInput *self, const char *path, GCancellable *cancellable, GError **error)
{
  struct stat info;

  self->fd = strcmp (path, "-") == 0 ? dup (STDIN_FILENO) : open (path, O_RDONLY | O_CLOEXEC);
  if (self->fd < 0 || fstat (self->fd, &info) != 0)
    return fail_errno (error, path, "cannot be read", errno);
  if (S_ISDIR (info.st_mode))
    return fail (error, AEQ_ERROR_INVALID, path, N_("is a folder, not a file"));
  if (!S_ISREG (info.st_mode))
    {
      if (!open_pipe (self, cancellable, error))
        return FALSE;
    }
  else if ((self->size = (guint64) info.st_size) > AEQ_INPUT_MAX_SIZE)
    return fail (error, AEQ_ERROR_LIMIT, path, N_("larger than 4 GiB, the limit of one file"));
  if (self->size == 0)
    return fail (error, AEQ_ERROR_INVALID, path, N_("is empty"));
  return TRUE;
}

AeqInput *
aeq_input_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqInput) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (AeqInput, 1);
  self->name = g_strdup (path);
  self->fd = -1;
  return open_checked (self, path, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

AeqInput *
aeq_input_new_spooled (const char *name, guint64 origin, AeqInputFill fill, gpointer data, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr(AeqInput) self = g_new0 (AeqInput, 1);

  self->name = g_strdup (name);
  self->origin = origin;
  if ((self->fd = open_spool ()) < 0)
    fail_errno (error, name, "making a temporary file", errno);
  else if (spool (self, fill, data, cancellable, error))
    return g_steal_pointer (&self);
  return NULL;
}

AeqInput *
aeq_input_new_for_bytes (const char *name, GBytes *bytes)
{
  AeqInput *self = g_new0 (AeqInput, 1);

  self->name = g_strdup (name);
  self->fd = -1;
  self->bytes = g_bytes_ref (bytes);
  self->size = g_bytes_get_size (bytes);
  return self;
}

/* Of UTF-16 the line end has a second byte, which is there or not depending on the byte order. */
static gsize
last_line_end (const char *data, gsize length)
{
  const char *end = memrchr (data, '\n', length);
  gsize n = end != NULL ? (gsize) (end - data) + 1 : length;

  return n + (n < length && n % 2 == 1 && data[n] == '\0');
}

AeqInput *
aeq_input_new_head (AeqInput *input, gsize most, GError **error)
{
  g_autofree char *data = g_malloc (most);
  g_autoptr(GBytes) bytes = NULL;
  gsize used = 0;
  gssize n;

  while (used < most && (n = aeq_input_read_at (input, used, data + used, most - used, error)) != 0)
    {
      if (n < 0)
        return NULL;
      used += (gsize) n;
    }
  bytes = g_bytes_new (data, used < input->size ? last_line_end (data, used) : used);
  return aeq_input_new_for_bytes (input->name, bytes);
}

void
aeq_input_free (AeqInput *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self);
}

const char *
aeq_input_get_name (const AeqInput *self)
{
  return self->name;
}

guint64
aeq_input_get_size (const AeqInput *self)
{
  return self->size;
}

guint64
aeq_input_get_origin (const AeqInput *self)
{
  return self->origin != 0 ? MIN (self->origin, self->size) : self->size;
}

gssize
aeq_input_read_at (AeqInput *self, guint64 offset, void *buffer, gsize size, GError **error)
{
  gssize n;

  if (self->bytes != NULL)
    {
      gsize left = offset < self->size ? (gsize) (self->size - offset) : 0;

      n = (gssize) MIN (size, left);
      if (n > 0)
        memcpy (buffer, (const char *) g_bytes_get_data (self->bytes, NULL) + offset, (gsize) n);
      return n;
    }
  do
    n = pread (self->fd, buffer, size, (off_t) offset);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    fail_errno (error, self->name, "cannot be read", errno);
  return n;
}

char *
aeq_input_sha256 (AeqInput *self, GCancellable *cancellable, GError **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (BLOCK);
  guint64 offset = 0;
  gssize n;

  while ((n = aeq_input_read_at (self, offset, buffer, BLOCK, error)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      g_checksum_update (checksum, buffer, n);
      offset += (guint64) n;
    }
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}
