/* SPDX-License-Identifier: MIT */

/* A user-defined calendar is a UTF-8 text, a statement a line; blank lines and what follows a # are skipped:
 *
 *   id = desk_luxembourg              what the calendar is called; default: the file's name without its ending
 *   based-on = target2                starts from the closings of a built-in calendar; before any day
 *   weekend = friday saturday         weekdays that are always closed, or none; default: saturday sunday
 *   closed 2026-06-19 = Works outing  one day
 *   closed 06-23 = National Day       that day of every year (02-29: of leap years)
 *   open 2026-05-01                   takes a single closing back
 *
 * Dates lie in the years 1990 to 2035. */

#include "aeq-calendar-private.h"

#include "aeq-error.h"
#include "aeq-words.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_SIZE (1024 * 1024)

typedef struct
{
  const char *path;
  guint64     line;
  char       *id;
  guint       weekend;
  gboolean    has_days; /* a closed or open statement has been seen */
  gboolean    has_base;
  GHashTable *closings;
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->closings, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean G_GNUC_PRINTF (4, 5)
refuse (const Reader *self, const char *field, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return aeq_error_refuse (error, AEQ_ERROR_INVALID, self->path, self->line, field, message);
}

static gboolean
read_id (Reader *self, const char *value, GError **error)
{
  if (self->id != NULL)
    return refuse (self, "id", error, N_("id is given twice"));
  for (const char *p = value; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_' && *p != '-')
      return refuse (self, "id", error, N_("“%s” is not an id: letters, digits, _ and - only"), value);
  self->id = g_strdup (value);
  return TRUE;
}

static gboolean
read_base (Reader *self, const char *value, GError **error)
{
  g_autoptr(AeqCalendar) base = NULL;
  GHashTableIter iter;
  gpointer date, name;

  if (self->has_base)
    return refuse (self, "based-on", error, N_("based-on is given twice"));
  if (self->has_days)
    return refuse (self, "based-on", error, N_("based-on must come before the first closed or open day"));
  if ((base = aeq_calendar_get_built_in (value)) == NULL)
    return refuse (self, "based-on", error, N_("unknown calendar “%s”: us_fedwire, target2, uk_chaps or weekdays"),
                   value);
  g_hash_table_iter_init (&iter, aeq_calendar_get_closings (base));
  while (g_hash_table_iter_next (&iter, &date, &name))
    aeq_closings_add (self->closings, GPOINTER_TO_INT (date), name);
  self->has_base = TRUE;
  return TRUE;
}

static int
weekday_from_name (const char *name)
{
  static const char *const NAMES[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    if (g_ascii_strcasecmp (name, NAMES[i]) == 0 ||
        (strlen (name) == 3 && g_ascii_strncasecmp (name, NAMES[i], 3) == 0))
      return (int) i + 1;
  return 0;
}

static gboolean
read_weekend (Reader *self, const char *value, GError **error)
{
  g_auto(GStrv) words = g_strsplit_set (value, " \t,", -1);
  guint weekend = 0;

  for (char **word = words; *word != NULL; word++)
    {
      int weekday = weekday_from_name (*word);

      if (**word == '\0' || g_ascii_strcasecmp (value, "none") == 0)
        continue;
      if (weekday == 0)
        return refuse (self, "weekend", error, N_("“%s” is not a weekday"), *word);
      weekend |= 1u << weekday;
    }
  if (weekend == 0xfe)
    return refuse (self, "weekend", error, N_("a calendar needs at least one open weekday"));
  self->weekend = weekend;
  return TRUE;
}

static gboolean
is_in_years (AeqDate date)
{
  int year;

  aeq_date_to_ymd (date, &year, NULL, NULL);
  return year >= AEQ_CALENDAR_FIRST_YEAR && year <= AEQ_CALENDAR_LAST_YEAR;
}

static gboolean
read_date (const Reader *self, const char *text, AeqDate *date, GError **error)
{
  if (!aeq_date_parse_iso (text, -1, date))
    return refuse (self, "date", error, N_("“%s” is not a day: YYYY-MM-DD or MM-DD is needed"), text);
  if (!is_in_years (*date))
    return refuse (self, "date", error, N_("%s lies outside the years %d to %d"), text, AEQ_CALENDAR_FIRST_YEAR,
                   AEQ_CALENDAR_LAST_YEAR);
  return TRUE;
}

/* "06-23", checked against a leap year. */
static gboolean
close_every_year (Reader *self, const char *text, const char *name)
{
  g_autofree char *in_leap_year = g_strconcat ("2000-", text, NULL);
  int month, day;
  AeqDate date;

  if (!aeq_date_parse_iso (in_leap_year, -1, &date))
    return FALSE;
  aeq_date_to_ymd (date, NULL, &month, &day);
  for (int year = AEQ_CALENDAR_FIRST_YEAR; year <= AEQ_CALENDAR_LAST_YEAR; year++)
    if (aeq_date_valid_ymd (year, month, day))
      aeq_closings_add (self->closings, aeq_date_from_ymd (year, month, day), name);
  return TRUE;
}

static gboolean
read_closed (Reader *self, char *rest, GError **error)
{
  char *equals = strchr (rest, '=');
  const char *name = "Closed";
  AeqDate date;

  self->has_days = TRUE;
  if (equals != NULL)
    {
      *equals = '\0';
      name = g_strstrip (equals + 1);
      if (*name == '\0')
        return refuse (self, "name", error, N_("no name after the ="));
    }
  g_strstrip (rest);
  if (strlen (rest) == 5 && close_every_year (self, rest, name))
    return TRUE;
  if (!read_date (self, rest, &date, error))
    return FALSE;
  aeq_closings_add (self->closings, date, name);
  return TRUE;
}

static gboolean
read_open (Reader *self, char *rest, GError **error)
{
  AeqDate date;

  self->has_days = TRUE;
  if (!read_date (self, g_strstrip (rest), &date, error))
    return FALSE;
  if (!g_hash_table_remove (self->closings, GINT_TO_POINTER (date)))
    return refuse (self, "date", error, N_("%s is not closed so far, so it cannot be opened"), rest);
  return TRUE;
}

/* "key = value" */
static gboolean
read_setting (Reader *self, char *line, GError **error)
{
  char *equals = strchr (line, '=');
  char *value;

  if (equals == NULL)
    return refuse (self, NULL, error, N_("“%s” is not understood: key = value, closed DAY or open DAY is needed"), line);
  *equals = '\0';
  value = g_strstrip (equals + 1);
  g_strchomp (line);
  if (*value == '\0')
    return refuse (self, line, error, N_("no value"));
  if (g_str_equal (line, "id"))
    return read_id (self, value, error);
  if (g_str_equal (line, "based-on"))
    return read_base (self, value, error);
  if (g_str_equal (line, "weekend"))
    return read_weekend (self, value, error);
  return refuse (self, line, error, N_("unknown setting “%s”: id, based-on or weekend"), line);
}

static gboolean
read_line (Reader *self, char *line, GError **error)
{
  char *comment = strchr (line, '#');

  if (comment != NULL)
    *comment = '\0';
  g_strstrip (line);
  if (*line == '\0')
    return TRUE;
  if (g_str_has_prefix (line, "closed ") || g_str_has_prefix (line, "closed\t"))
    return read_closed (self, line + 7, error);
  if (g_str_has_prefix (line, "open ") || g_str_has_prefix (line, "open\t"))
    return read_open (self, line + 5, error);
  return read_setting (self, line, error);
}

/* Reads a small file that may as well be a pipe or a folder by mistake. */
static char *
load_text (const char *path, gsize *length, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *text = NULL;

  if (stream == NULL)
    return NULL;
  text = g_malloc (MAX_SIZE + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_SIZE + 1, length, NULL, error))
    return NULL;
  if (*length > MAX_SIZE)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_LIMIT, N_("%s is larger than a calendar file may be (1 MiB)"), path);
      return NULL;
    }
  text[*length] = '\0';
  return g_steal_pointer (&text);
}

static guint64
line_at (const char *text, const char *end)
{
  guint64 line = 1;

  for (const char *p = text; p < end; p++)
    line += *p == '\n';
  return line;
}

static char *
default_id (const char *path)
{
  char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}

AeqCalendar *
aeq_calendar_load_file (const char *path, GError **error)
{
  g_auto(Reader) reader = { path, 0, NULL, AEQ_CALENDAR_WEEKEND, FALSE, FALSE, aeq_closings_new () };
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  const char *invalid;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  if ((text = load_text (path, &length, error)) == NULL)
    return NULL;
  if (!g_utf8_validate (text, (gssize) length, &invalid))
    {
      reader.line = line_at (text, invalid);
      refuse (&reader, NULL, error, N_("this line is not UTF-8 text"));
      return NULL;
    }
  lines = g_strsplit (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      reader.line++;
      if (!read_line (&reader, *line, error))
        return NULL;
    }
  if (reader.id == NULL)
    reader.id = default_id (path);
  return aeq_calendar_new (reader.id, reader.weekend, g_steal_pointer (&reader.closings));
}
