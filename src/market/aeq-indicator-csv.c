/* SPDX-License-Identifier: MIT */
#include "aeq-indicator-csv.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

#define MAX_LINE 1024
#define BUFFER_SIZE (64 * 1024)

typedef struct
{
  const char   *path;
  GInputStream *stream;
  goffset       size;     /* of the file, 0 when unknown */
  goffset       consumed;
  AeqProgress  *progress;
  GCancellable *cancellable;
  char         *buffer;
  gsize         start, end;
  gboolean      at_end;
  guint64       line;
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_object (&self->stream);
  g_clear_pointer (&self->buffer, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean G_GNUC_PRINTF (5, 6)
refuse (const Reader *self, int code, const char *field, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return aeq_error_refuse (error, (AeqError) code, self->path, self->line, field, message);
}

static gboolean
reader_open (Reader *self, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, self->cancellable, error);
  g_autoptr(GFileInfo) info = NULL;

  if (stream == NULL)
    return FALSE;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  self->size = info != NULL ? g_file_info_get_size (info) : 0;
  self->stream = G_INPUT_STREAM (g_steal_pointer (&stream));
  self->buffer = g_malloc (BUFFER_SIZE + 1);
  return TRUE;
}

static gboolean
reader_fill (Reader *self, GError **error)
{
  gssize n;

  memmove (self->buffer, self->buffer + self->start, self->end - self->start);
  self->end -= self->start;
  self->start = 0;
  n = g_input_stream_read (self->stream, self->buffer + self->end, BUFFER_SIZE - self->end, self->cancellable, error);
  if (n < 0)
    return FALSE;
  self->at_end = n == 0;
  self->end += (gsize) n;
  self->consumed += n;
  if (self->size > 0)
    aeq_progress_update (self->progress, (double) self->consumed / (double) self->size);
  return TRUE;
}

/* The next line with a NUL in place of its end; @line is NULL after the last one. */
static gboolean
reader_next (Reader *self, char **line, GError **error)
{
  char *text, *newline;
  gsize length;

  while ((newline = memchr (self->buffer + self->start, '\n', self->end - self->start)) == NULL && !self->at_end &&
         self->end - self->start <= MAX_LINE)
    if (!reader_fill (self, error))
      return FALSE;
  text = self->buffer + self->start;
  length = newline != NULL ? (gsize) (newline - text) : self->end - self->start;
  *line = NULL;
  if (newline == NULL && length == 0)
    return TRUE;
  self->line++;
  if (length > MAX_LINE)
    return refuse (self, AEQ_ERROR_LIMIT, NULL, error, N_("the line is longer than %d bytes"), MAX_LINE);
  if (memchr (text, '\0', length) != NULL)
    return refuse (self, AEQ_ERROR_INVALID, NULL, error, N_("the line has a NUL byte: this is no text"));
  self->start += length + (newline != NULL ? 1 : 0);
  text[length] = '\0';
  *line = text;
  return TRUE;
}

/* Cuts @line at its commas into exactly @n fields, spaces, quotes and a carriage return around them removed. */
static gboolean
split_fields (char *line, char **fields, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      char *comma = strchr (line, ',');
      gsize length;

      if ((comma == NULL) != (i == n - 1))
        return FALSE;
      if (comma != NULL)
        *comma = '\0';
      fields[i] = g_strstrip (line);
      length = strlen (fields[i]);
      if (length >= 2 && fields[i][0] == '"' && fields[i][length - 1] == '"')
        {
          fields[i][length - 1] = '\0';
          fields[i]++;
        }
      if (comma != NULL)
        line = comma + 1;
    }
  return TRUE;
}

static gboolean
read_header (Reader *self, GError **error)
{
  static const char *const NAMES[] = { "date", "series", "value" };
  char *fields[3];
  char *line;

  if (!reader_next (self, &line, error))
    return FALSE;
  if (line == NULL)
    return refuse (self, AEQ_ERROR_INVALID, NULL, error, N_("the file is empty: the header date,series,value is needed"));
  if (g_str_has_prefix (line, "\xef\xbb\xbf"))
    line += 3;
  if (!split_fields (line, fields, 3))
    return refuse (self, AEQ_ERROR_INVALID, NULL, error, N_("no header date,series,value"));
  for (guint i = 0; i < 3; i++)
    if (g_ascii_strcasecmp (fields[i], NAMES[i]) != 0)
      return refuse (self, AEQ_ERROR_INVALID, NAMES[i], error, N_("no header date,series,value"));
  return TRUE;
}

static gboolean
is_series_id (const char *text)
{
  gsize length = strlen (text);

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_-.", *p) == NULL)
      return FALSE;
  return length > 0 && length < AEQ_INDICATOR_ID_SIZE;
}

static void
count_row (AeqIndicatorSummary *summary, AeqDate date)
{
  summary->first = summary->rows == 0 ? date : MIN (summary->first, date);
  summary->last = summary->rows == 0 ? date : MAX (summary->last, date);
  summary->rows++;
}

static gboolean
read_row (Reader *self, char *line, const AeqCalendar *calendar, AeqIndicatorFunc func, gpointer user_data,
          AeqIndicatorSummary *summary, GError **error)
{
  char *fields[3];
  AeqDate date;
  double value;

  if (!split_fields (line, fields, 3))
    return refuse (self, AEQ_ERROR_INVALID, NULL, error, N_("three fields are needed: date,series,value"));
  if (!aeq_date_parse_iso (fields[0], -1, &date))
    return refuse (self, AEQ_ERROR_INVALID, "date", error, N_("“%s” is not a day: YYYY-MM-DD is needed"), fields[0]);
  if (!is_series_id (fields[1]))
    return refuse (self, AEQ_ERROR_INVALID, "series", error,
                   N_("“%s” is not a series: 1 to %d letters, digits, _ - and . are"), fields[1],
                   AEQ_INDICATOR_ID_SIZE - 1);
  if (*fields[2] == '\0' || g_str_equal (fields[2], "."))
    {
      summary->missing++;
      return TRUE;
    }
  if (!aeq_indicator_parse_value (fields[2], &value))
    return refuse (self, AEQ_ERROR_INVALID, "value", error, N_("“%s” is not a number"), fields[2]);
  count_row (summary, date);
  return func (fields[1], date, aeq_indicator_known_on (fields[1], calendar, date), value, user_data, error);
}

gboolean
aeq_indicator_read_csv (const char *path, const AeqCalendar *calendar, AeqIndicatorFunc func, gpointer user_data,
                        AeqProgress *progress, AeqIndicatorSummary *summary, GCancellable *cancellable, GError **error)
{
  g_auto(Reader) reader = { .path = path, .progress = progress, .cancellable = cancellable };
  char *line;

  g_return_val_if_fail (path != NULL && calendar != NULL && func != NULL && summary != NULL, FALSE);

  *summary = (AeqIndicatorSummary){ 0, 0, AEQ_DATE_NONE, AEQ_DATE_NONE };
  if (!reader_open (&reader, error) || !read_header (&reader, error))
    return FALSE;
  for (;;)
    {
      if (!reader_next (&reader, &line, error))
        return FALSE;
      if (line == NULL)
        return TRUE;
      if (*line != '\0' && !g_str_equal (line, "\r") &&
          !read_row (&reader, line, calendar, func, user_data, summary, error))
        return FALSE;
    }
}
