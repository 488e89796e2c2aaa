/* SPDX-License-Identifier: MIT */
#include "aeq-fixed-records.h"

#include <string.h>

/* Whether a line ends within the first record, or right behind it. */
static gboolean
has_line_ends (AeqText *text, guint record_length, gboolean *found, GError **error)
{
  const char *data;
  const char *end;
  gssize n;
  guint left = record_length + 1;

  *found = FALSE;
  aeq_text_rewind (text);
  while (left > 0 && !*found && (n = aeq_text_read (text, &data, error)) != 0)
    {
      if (n < 0)
        return FALSE;
      end = data + n;
      for (const char *p = data; p < end && left > 0 && !*found; p = g_utf8_next_char (p), left--)
        *found = *p == '\n' || *p == '\r';
    }
  return TRUE;
}

/* The first @chars characters of @data, or all of them; bytes into @bytes. FALSE when there are fewer. */
static gboolean
measure (const char *data, gsize length, guint chars, gsize *bytes)
{
  const char *end = data + length;
  const char *p = data;

  for (; p < end && chars > 0; chars--)
    p = g_utf8_next_char (p);
  *bytes = (gsize) (p - data);
  return chars == 0;
}

typedef struct
{
  GString    *rest; /* of a record that the last block cut */
  guint       record_length;
  guint64     number;
  AeqLineFunc func;
  gpointer    user_data;
} Stretches;

static gboolean
take_block (Stretches *self, const char *data, gsize length, GError **error)
{
  gsize done = 0;
  gsize bytes;

  g_string_append_len (self->rest, data, (gssize) length);
  while (measure (self->rest->str + done, self->rest->len - done, self->record_length, &bytes))
    {
      if (!self->func (self->rest->str + done, bytes, ++self->number, self->user_data, error))
        return FALSE;
      done += bytes;
    }
  g_string_erase (self->rest, 0, (gssize) done);
  return TRUE;
}

static gboolean
each_stretch (AeqText *text, Stretches *self, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const char *data;
  gssize n;

  aeq_text_rewind (text);
  while ((n = aeq_text_read (text, &data, error)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !take_block (self, data, (gsize) n, error))
        return FALSE;
      aeq_progress_update (progress, aeq_text_fraction (text));
    }
  /* A line end behind the last record is none of it. */
  while (self->rest->len > 0 && strchr ("\r\n", self->rest->str[self->rest->len - 1]) != NULL)
    g_string_truncate (self->rest, self->rest->len - 1);
  return n == 0 && (self->rest->len == 0 ||
                    self->func (self->rest->str, self->rest->len, ++self->number, self->user_data, error));
}

gboolean
aeq_fixed_records_each (AeqText *text, guint record_length, AeqLineFunc func, gpointer user_data, AeqProgress *progress,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr(GString) rest = g_string_new (NULL);
  Stretches stretches = { .rest = rest, .record_length = record_length, .func = func, .user_data = user_data };
  gboolean lines = TRUE;

  if (record_length > 0 && !has_line_ends (text, record_length, &lines, error))
    return FALSE;
  return lines ? aeq_lines_each (text, func, user_data, progress, cancellable, error)
               : each_stretch (text, &stretches, progress, cancellable, error);
}
