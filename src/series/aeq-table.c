/* SPDX-License-Identifier: MIT */
#include "aeq-table.h"

#include "aeq-error.h"

#include <math.h>
#include <string.h>

#define MAX_COLUMNS 20000
#define MAX_CELL 64

typedef struct
{
  const char *name;
  guint64     line;
  int         split;      /* column of "split", -1 for none */
  gboolean    has_time;
  GArray     *dates;
  GArray     *minutes;
  GArray     *test;
  GPtrArray  *columns;    /* of GArray of double */
  GPtrArray  *names;
  GHashTable *seen;       /* set of names */
} Reader;

static gboolean
refuse (const Reader *reader, const char *field, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, message);
  if (error != NULL)
    aeq_error_set_place (*error, reader->name, reader->line, field);
  return FALSE;
}

/* The quote that closes the one at @open; doubled ones are text. NULL: none does, so they are text, too. */
static const char *
closing_quote (const char *open, const char *end)
{
  for (const char *at = open + 1; at < end; at++)
    if (*at == '"' && (at + 1 == end || at[1] != '"'))
      return at;
    else if (*at == '"')
      at++;
  return NULL;
}

/* Cuts the cell that starts at *@at off a line that ends at @end; quotes around it are dropped. */
static gsize
take_cell (const char **at, const char *end, const char **cell)
{
  const char *close, *comma, *stop;

  while (*at < end && g_ascii_isspace (**at))
    (*at)++;
  close = *at < end && **at == '"' ? closing_quote (*at, end) : NULL;
  *cell = *at;
  comma = memchr (close != NULL ? close : *at, ',', end - (close != NULL ? close : *at));
  stop = comma != NULL ? comma : end;
  *at = comma != NULL ? comma + 1 : NULL;
  while (stop > *cell && g_ascii_isspace (stop[-1]))
    stop--;
  if (close != NULL && stop - 1 == close)
    {
      (*cell)++;
      stop--;
    }
  return stop - *cell;
}

/* Two series of one name could not be told apart in what is written about them. */
static gboolean
add_series (Reader *reader, const char *name, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (name, "\"\"", -1);
  g_autofree char *plain = g_strjoinv ("\"", parts);

  if (*plain != '\0' && !g_hash_table_add (reader->seen, g_strdup (plain)))
    return refuse (reader, NULL, error, "two columns are called \"%.40s\"", plain);
  g_ptr_array_add (reader->names, g_steal_pointer (&plain));
  g_ptr_array_add (reader->columns, g_array_new (FALSE, FALSE, sizeof (double)));
  return TRUE;
}

static gboolean
read_header (Reader *reader, const char *line, const char *end, GError **error)
{
  for (int column = 0; line != NULL; column++)
    {
      const char *cell;
      gsize length = take_cell (&line, end, &cell);
      g_autofree char *name = g_strndup (cell, length);

      if (!g_utf8_validate (name, -1, NULL))
        return refuse (reader, NULL, error, "the header is not text in UTF-8");
      if (column == 0 && strcmp (name, "date") != 0 && strcmp (name, "datetime") != 0)
        return refuse (reader, NULL, error, "the first column must be called date or datetime, not \"%.40s\"", name);
      if (column > MAX_COLUMNS)
        return refuse (reader, NULL, error, "more than %d columns", MAX_COLUMNS);
      if (column == 0)
        reader->has_time = strcmp (name, "datetime") == 0;
      else if (strcmp (name, "split") == 0)
        reader->split = column;
      else if (!add_series (reader, name, error))
        return FALSE;
    }
  if (reader->names->len == 0)
    return refuse (reader, NULL, error, "there is no column beside the date");
  return TRUE;
}

static gboolean
parse_time (const char *cell, gsize length, AeqDate *date, int *minute)
{
  *minute = 0;
  if (length < 10 || !aeq_date_parse_iso (cell, 10, date))
    return FALSE;
  if (length == 10)
    return TRUE;
  if (length < 16 || (cell[10] != 'T' && cell[10] != ' ') || cell[13] != ':')
    return FALSE;
  for (int i = 11; i < 16; i++)
    if (i != 13 && !g_ascii_isdigit (cell[i]))
      return FALSE;
  *minute = ((cell[11] - '0') * 10 + cell[12] - '0') * 60 + (cell[14] - '0') * 10 + cell[15] - '0';
  return *minute < 24 * 60;
}

static gboolean
read_time (Reader *reader, const char *cell, gsize length, GError **error)
{
  AeqDate date;
  int minute;

  if (!parse_time (cell, length, &date, &minute))
    return refuse (reader, reader->has_time ? "datetime" : "date", error, "\"%.*s\" is not a %s", (int)MIN (length, 40),
                   cell, reader->has_time ? "time (YYYY-MM-DDTHH:MM:SS)" : "date (YYYY-MM-DD)");
  if (reader->dates->len > 0)
    {
      AeqDate last = g_array_index (reader->dates, AeqDate, reader->dates->len - 1);
      int last_minute = g_array_index (reader->minutes, int, reader->minutes->len - 1);

      if (date < last || (date == last && (!reader->has_time || minute <= last_minute)))
        return refuse (reader, NULL, error, "%.*s does not come after the row before it", (int) length, cell);
    }
  g_array_append_val (reader->dates, date);
  g_array_append_val (reader->minutes, minute);
  return TRUE;
}

static gboolean
parse_number (const char *cell, gsize length, double *value)
{
  char text[MAX_CELL + 1];
  char *stop;

  if (length == 0 || (length == 2 && memcmp (cell, "NA", 2) == 0) ||
      (length == 3 && g_ascii_strncasecmp (cell, "nan", 3) == 0))
    {
      *value = NAN;
      return TRUE;
    }
  if (length > MAX_CELL)
    return FALSE;
  memcpy (text, cell, length);
  text[length] = '\0';
  /* What else strtod() takes, "0x1F" or "infinity", is no number in a table. */
  if (strspn (text, "+-.0123456789eE") != length)
    return FALSE;
  *value = g_ascii_strtod (text, &stop);
  return *stop == '\0' && isfinite (*value);
}

static gboolean
read_row (Reader *reader, const char *line, const char *end, GError **error)
{
  guint series = 0;
  gboolean test = FALSE;

  for (int column = 0; line != NULL; column++)
    {
      const char *cell;
      gsize length = take_cell (&line, end, &cell);
      double value;

      if (column == 0)
        {
          if (!read_time (reader, cell, length, error))
            return FALSE;
          continue;
        }
      if (column == reader->split)
        {
          test = length == 4 && memcmp (cell, "test", 4) == 0;
          continue;
        }
      if (series >= reader->columns->len)
        return refuse (reader, NULL, error, "more cells than the header has columns");
      if (!parse_number (cell, length, &value))
        return refuse (reader, g_ptr_array_index (reader->names, series), error, "\"%.*s\" is not a number",
                       (int) MIN (length, 40), cell);
      g_array_append_val ((GArray *) g_ptr_array_index (reader->columns, series), value);
      series++;
    }
  if (series < reader->columns->len)
    return refuse (reader, NULL, error, "fewer cells than the header has columns");
  g_array_append_val (reader->test, test);
  return TRUE;
}

static gboolean
read_lines (Reader *reader, const char *text, gsize length, GError **error)
{
  const char *end = text + length;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3;
  while (text < end)
    {
      const char *newline = memchr (text, '\n', end - text);
      const char *stop = newline != NULL ? newline : end;

      reader->line++;
      if (stop > text && stop[-1] == '\r')
        stop--;
      if (stop > text && !(reader->line == 1 ? read_header (reader, text, stop, error)
                                             : read_row (reader, text, stop, error)))
        return FALSE;
      text = newline != NULL ? newline + 1 : end;
    }
  if (reader->dates->len == 0)
    return refuse (reader, NULL, error, "the table has no row");
  return TRUE;
}

static AeqTable *
finish (Reader *reader)
{
  AeqTable *self = g_new0 (AeqTable, 1);

  self->n = reader->dates->len;
  self->n_series = reader->columns->len;
  self->dates = g_memdup2 (reader->dates->data, self->n * sizeof (AeqDate));
  if (reader->has_time)
    self->minutes = g_memdup2 (reader->minutes->data, self->n * sizeof (int));
  if (reader->split >= 0)
    self->test = g_memdup2 (reader->test->data, self->n * sizeof (gboolean));
  self->names = g_new0 (char *, self->n_series + 1);
  self->values = g_new0 (double *, self->n_series + 1);
  for (gsize i = 0; i < self->n_series; i++)
    {
      GArray *column = g_ptr_array_index (reader->columns, i);

      self->names[i] = g_strdup (g_ptr_array_index (reader->names, i));
      self->values[i] = g_memdup2 (column->data, self->n * sizeof (double));
    }
  return self;
}

AeqTable *
aeq_table_parse (const char *text, gsize length, const char *name, GError **error)
{
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (AeqDate));
  g_autoptr(GArray) minutes = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr(GArray) test = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { name, 0, -1, FALSE, dates, minutes, test, columns, names, seen };

  return read_lines (&reader, text, length, error) ? finish (&reader) : NULL;
}

AeqTable *
aeq_table_read (const char *path, GError **error)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autofree char *name = g_path_get_basename (path);

  if (file == NULL)
    return NULL;
  return aeq_table_parse (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), name, error);
}

void
aeq_table_free (AeqTable *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_series; i++)
    g_free (self->values[i]);
  g_free (self->values);
  g_strfreev (self->names);
  g_free (self->dates);
  g_free (self->minutes);
  g_free (self->test);
  g_free (self);
}

int
aeq_table_find (const AeqTable *self, const char *name)
{
  for (gsize i = 0; i < self->n_series; i++)
    if (strcmp (self->names[i], name) == 0)
      return (int) i;
  return -1;
}
