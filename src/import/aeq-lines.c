/* SPDX-License-Identifier: MIT */
#include "aeq-lines.h"

#include "aeq-error.h"

typedef struct
{
  AeqLineFunc func;
  gpointer    user_data;
  GString    *part; /* of a line that the last block cut */
  guint64     number;
  gboolean    after_cr; /* an LF now belongs to the end before it */
} Lines;

static gboolean
end_line (Lines *self, const char *data, gsize length, GError **error)
{
  gboolean ok;

  if (self->part->len + length > AEQ_INPUT_MAX_LINE)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, self->number + 1, NULL, "the line is too long");
  self->number++;
  if (self->part->len == 0)
    return self->func (data, length, self->number, self->user_data, error);
  g_string_append_len (self->part, data, (gssize)length);
  ok = self->func (self->part->str, self->part->len, self->number, self->user_data, error);
  g_string_truncate (self->part, 0);
  return ok;
}

static gboolean
take_block (Lines *self, const char *data, gsize length, GError **error)
{
  const char *end = data + length;
  const char *start = data;

  if (self->after_cr && *data == '\n')
    start = ++data;
  self->after_cr = FALSE;
  for (; data < end; data++)
    {
      if (*data != '\n' && *data != '\r')
        continue;
      if (!end_line (self, start, (gsize)(data - start), error))
        return FALSE;
      self->after_cr = *data == '\r' && data + 1 == end;
      if (*data == '\r' && data + 1 < end && data[1] == '\n')
        data++;
      start = data + 1;
    }
  if (self->part->len + (gsize)(end - start) > AEQ_INPUT_MAX_LINE)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, self->number + 1, NULL, "the line is too long");
  g_string_append_len (self->part, start, end - start);
  return TRUE;
}

gboolean
aeq_lines_each (AeqText *text, AeqLineFunc func, gpointer user_data, AeqProgress *progress, GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GString) part = g_string_new (NULL);
  Lines       self = { .func = func, .user_data = user_data, .part = part };
  const char *data;
  gssize      n;

  aeq_text_rewind (text);
  while ((n = aeq_text_read (text, &data, error)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !take_block (&self, data, (gsize)n, error))
        return FALSE;
      aeq_progress_update (progress, aeq_text_fraction (text));
    }
  return n == 0 && (part->len == 0 || end_line (&self, "", 0, error));
}

void
aeq_lines_report (AeqText *text, AeqReadReport *report)
{
  const char *encoding = aeq_text_get_encoding (text);

  aeq_read_report_note (report, "encoding: %s", encoding);
  if (g_str_has_suffix (encoding, "errors"))
    aeq_read_report_warn (report, "some characters are broken in the file and were replaced");
}

gboolean
aeq_lines_fail (AeqInput *input, GError *local, GError **error)
{
  g_autofree char *field = NULL;

  if (local->domain == AEQ_ERROR && aeq_error_get_file (local) == NULL)
    {
      field = g_strdup (aeq_error_get_field (local));
      aeq_error_set_place (local, aeq_input_get_name (input), aeq_error_get_line (local), field);
    }
  g_propagate_error (error, local);
  return FALSE;
}
