/* SPDX-License-Identifier: MIT */
#include "aeq-file-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _AeqFileWriter
{
  char *path;
  char *partial;
  int   fd;
};

static gboolean
fail (AeqFileWriter *self, int code, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "Writing %s: %s", self->path, g_strerror (code));
  return FALSE;
}

AeqFileWriter *
aeq_file_writer_new (const char *path, GError **error)
{
  g_autoptr(AeqFileWriter) self = g_new0 (AeqFileWriter, 1);

  self->path = g_strdup (path);
  self->partial = g_strconcat (path, ".part", NULL);
  self->fd = -1;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      fail (self, EISDIR, error);
      return NULL;
    }
  self->fd = open (self->partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (self->fd >= 0)
    return g_steal_pointer (&self);
  fail (self, errno, error);
  return NULL;
}

void
aeq_file_writer_free (AeqFileWriter *self)
{
  if (self->fd >= 0)
    {
      close (self->fd);
      g_unlink (self->partial);
    }
  g_free (self->path);
  g_free (self->partial);
  g_free (self);
}

gboolean
aeq_file_writer_write (AeqFileWriter *self, const void *data, gsize length, GError **error)
{
  const char *p = data;

  while (length > 0)
    {
      gssize n = write (self->fd, p, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (self, errno, error);
      p += n;
      length -= (gsize) n;
    }
  return TRUE;
}

const char *
aeq_file_writer_get_partial (AeqFileWriter *self)
{
  return self->partial;
}

gboolean
aeq_file_writer_finish (AeqFileWriter *self, GError **error)
{
  int fd = self->fd;

  if (fsync (fd) != 0)
    return fail (self, errno, error);
  self->fd = -1;
  if (close (fd) == 0 && g_rename (self->partial, self->path) == 0)
    return TRUE;
  fail (self, errno, error);
  g_unlink (self->partial);
  return FALSE;
}
