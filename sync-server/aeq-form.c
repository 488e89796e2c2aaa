/* SPDX-License-Identifier: MIT */
#include "aeq-form.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BUFFER (8 << 10) /* for the heads of parts */
#define MAX_KEY 64
#define MAX_VALUE 1024

struct _AeqForm
{
  struct MHD_PostProcessor *parts;
  AeqRequest               *request;
  GStringChunk             *texts;
  GString                  *value;    /* of the field that is being read */
  const char               *key;      /* of it; NULL: none */
  const char               *filename; /* (nullable) */
  guint                     n_files;
  int                       fd;
  gboolean                  full;
  const char               *fault;
};

static void
finish_field (AeqForm *self)
{
  if (self->key == NULL)
    return;
  if (self->request->n_query < AEQ_MAX_QUERY)
    self->request->query[self->request->n_query++] =
        (AeqPair) { self->key, g_string_chunk_insert (self->texts, self->value->str) };
  else
    self->fault = "the form has too many fields";
  self->key = NULL;
}

static enum MHD_Result
take_field (AeqForm *self, const char *key, const char *data, guint64 offset, gsize size)
{
  if (offset == 0)
    {
      finish_field (self);
      if (strlen (key) > MAX_KEY)
        self->fault = "a field of the form has a name that is too long";
      self->key = g_string_chunk_insert (self->texts, key);
      g_string_truncate (self->value, 0);
    }
  if (self->value->len + size > MAX_VALUE || memchr (data, '\0', size) != NULL)
    self->fault = "a field of the form is too long, or no text";
  else
    g_string_append_len (self->value, data, (gssize) size);
  return self->fault == NULL ? MHD_YES : MHD_NO;
}

gboolean
aeq_form_write (int fd, const char *data, gsize size)
{
  while (size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* Some clients give the whole path of the file, in their own machine's writing. */
static const char *
base_name (const char *filename)
{
  const char *slash = strrchr (filename, '/');
  const char *backslash = strrchr (filename, '\\');

  return MAX (slash, backslash) != NULL ? MAX (slash, backslash) + 1 : filename;
}

static enum MHD_Result
take_file (AeqForm *self, const char *filename, const char *data, guint64 offset, gsize size)
{
  if (offset == 0)
    {
      finish_field (self);
      self->n_files++;
      if (*base_name (filename) != '\0')
        self->filename = g_string_chunk_insert (self->texts, base_name (filename));
    }
  if (self->n_files > 1)
    self->fault = "send one file a request";
  else if (!aeq_form_write (self->fd, data, size))
    self->full = TRUE;
  return self->fault == NULL && !self->full ? MHD_YES : MHD_NO;
}

static enum MHD_Result
take_part (void *data, enum MHD_ValueKind kind G_GNUC_UNUSED, const char *key, const char *filename,
           const char *content_type G_GNUC_UNUSED, const char *encoding G_GNUC_UNUSED, const char *bytes,
           uint64_t offset, size_t size)
{
  AeqForm *self = data;

  if (key == NULL)
    key = "";
  if (filename != NULL)
    return take_file (self, filename, bytes, offset, size);
  return take_field (self, key, bytes, offset, size);
}

AeqForm *
aeq_form_new (struct MHD_Connection *connection, AeqRequest *request, int fd)
{
  AeqForm *self = g_new0 (AeqForm, 1);

  self->request = request;
  self->fd = fd;
  self->texts = g_string_chunk_new (256);
  self->value = g_string_new (NULL);
  if ((self->parts = MHD_create_post_processor (connection, BUFFER, take_part, self)) != NULL)
    return self;
  aeq_form_free (self);
  return NULL;
}

void
aeq_form_free (AeqForm *self)
{
  if (self == NULL)
    return;
  if (self->parts != NULL)
    MHD_destroy_post_processor (self->parts);
  g_string_chunk_free (self->texts);
  g_string_free (self->value, TRUE);
  g_free (self);
}

gboolean
aeq_form_take (AeqForm *self, const char *data, gsize size)
{
  if (self->fault == NULL && !self->full && MHD_post_process (self->parts, data, size) != MHD_YES && !self->full &&
      self->fault == NULL)
    self->fault = "the body is no form as its Content-Type says";
  return !self->full;
}

const char *
aeq_form_finish (AeqForm *self)
{
  gboolean whole = MHD_destroy_post_processor (g_steal_pointer (&self->parts)) == MHD_YES;

  finish_field (self);
  if (self->fault != NULL)
    return self->fault;
  if (!whole)
    return "the form ends before its last boundary";
  if (self->n_files == 0)
    return "the form has no file; send it as a part with a file name";
  if (self->filename != NULL && aeq_request_query (self->request, "name") == NULL)
    {
      if (self->request->n_query >= AEQ_MAX_QUERY)
        return "the form has too many fields";
      self->request->query[self->request->n_query++] = (AeqPair) { "name", self->filename };
    }
  return NULL;
}
