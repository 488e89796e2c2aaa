/* SPDX-License-Identifier: MIT */
#include "aeq-instant.h"

#include "aeq-error.h"
#include "aeq-words.h"

#include <string.h>

#define DAY (24 * AEQ_HOUR)

static gboolean
read_two (const char *text, int max, int *value)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return FALSE;
  *value = (text[0] - '0') * 10 + text[1] - '0';
  return *value <= max;
}

/* ".123456789" at @text: microseconds, and how many characters were read. */
static gboolean
read_fraction (const char *text, gsize length, gint64 *micros, gsize *used)
{
  gint64 scale = AEQ_SECOND / 10;
  gsize i = 1;

  *micros = 0;
  for (; i < length && g_ascii_isdigit (text[i]); i++, scale /= 10)
    *micros += scale * (text[i] - '0');
  *used = i;
  return i >= 2 && i <= 10;
}

/* "Z" or "+05:30", which must be all that is left. */
static gboolean
read_offset (const char *text, gsize length, gint64 *offset)
{
  int hours, minutes;

  *offset = 0;
  if (length == 1)
    return text[0] == 'Z' || text[0] == 'z';
  if (length != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':' || !read_two (text + 1, 23, &hours) ||
      !read_two (text + 4, 59, &minutes))
    return FALSE;
  *offset = (hours * AEQ_HOUR + minutes * AEQ_MINUTE) * (text[0] == '-' ? -1 : 1);
  return TRUE;
}

gboolean
aeq_instant_parse (const char *text, gssize length, AeqInstant *instant)
{
  int hour, minute, second;
  gint64 micros = 0, offset;
  gsize at = 19, used, size;
  AeqDate date;

  g_return_val_if_fail (text != NULL && instant != NULL, FALSE);

  size = length < 0 ? strnlen (text, AEQ_INSTANT_TEXT_SIZE) : (gsize) length;
  if (size < 20 || size >= AEQ_INSTANT_TEXT_SIZE || !aeq_date_parse_iso (text, 10, &date) ||
      (text[10] != 'T' && text[10] != 't' && text[10] != ' ') || text[13] != ':' || text[16] != ':')
    return FALSE;
  /* A leap second, :60, becomes the start of the next minute. */
  if (!read_two (text + 11, 23, &hour) || !read_two (text + 14, 59, &minute) || !read_two (text + 17, 60, &second))
    return FALSE;
  if (text[at] == '.')
    {
      if (!read_fraction (text + at, size - at, &micros, &used))
        return FALSE;
      at += used;
    }
  if (!read_offset (text + at, size - at, &offset))
    return FALSE;
  *instant = date * DAY + hour * AEQ_HOUR + minute * AEQ_MINUTE + second * AEQ_SECOND + micros - offset;
  return TRUE;
}

static void
split_day (gint64 wall, AeqDate *date, gint64 *time_of_day)
{
  gint64 rest = wall % DAY;

  *date = (AeqDate) (wall / DAY - (rest < 0 ? 1 : 0));
  *time_of_day = rest < 0 ? rest + DAY : rest;
}

/* "2026-11-20T14:05:00.5" without its zone; returns the end, or NULL beyond the years 1 to 9999. */
static char *
format_wall (gint64 wall, char *buffer)
{
  gint64 time_of_day;
  AeqDate date;
  char *end;

  split_day (wall, &date, &time_of_day);
  if (*aeq_date_format (date, buffer) == '\0')
    return NULL;
  end = buffer + 10;
  end += g_snprintf (end, 10, "T%02d:%02d:%02d", (int) (time_of_day / AEQ_HOUR), (int) (time_of_day / AEQ_MINUTE % 60),
                     (int) (time_of_day / AEQ_SECOND % 60));
  if (time_of_day % AEQ_SECOND != 0)
    {
      end += g_snprintf (end, 8, ".%06d", (int) (time_of_day % AEQ_SECOND));
      while (end[-1] == '0')
        end--;
    }
  *end = '\0';
  return end;
}

char *
aeq_instant_format (AeqInstant instant, char *buffer)
{
  char *end;

  g_return_val_if_fail (buffer != NULL, NULL);

  if ((end = format_wall (instant, buffer)) != NULL)
    strcpy (end, "Z");
  return buffer;
}

AeqInstant
aeq_instant_now (void)
{
  return g_get_real_time ();
}

struct _AeqZone
{
  char       *name;
  guint       n;
  AeqInstant *start;  /* of each stretch of one offset; the first begins at G_MININT64 */
  gint64     *offset; /* microseconds east of UTC */
  GTimeZone  *source; /* (nullable) kept: GLib reads the file of a zone that nobody has anew */
};

static void
zone_append (GArray *starts, GArray *offsets, gint64 start, gint64 offset)
{
  if (offsets->len > 0 && g_array_index (offsets, gint64, offsets->len - 1) == offset)
    return;
  g_array_append_val (starts, start);
  g_array_append_val (offsets, offset);
}

/* First second at which @zone is in interval @index or a later one. */
static gint64
find_interval_start (GTimeZone *zone, int index, gint64 low, gint64 high)
{
  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, middle) >= index)
        high = middle;
      else
        low = middle;
    }
  return high;
}

static gboolean
begins_at (GTimeZone *zone, int index, gint64 at)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at) >= index &&
         g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at - 1) < index;
}

/* Clocks change on the same Sunday of the month year after year, 52 or 53 weeks after the change before the last: to look there first
 * saves nearly the whole search, which was a tenth of the time that a forecast took. */
static gint64
next_interval_start (GTimeZone *zone, int index, gint64 before_last, gint64 last, gint64 high)
{
  for (int weeks = 52; weeks <= 53; weeks++)
    if (before_last + weeks * 7 * 86400 < high && begins_at (zone, index, before_last + weeks * 7 * 86400))
      return before_last + weeks * 7 * 86400;
  return find_interval_start (zone, index, last, high);
}

/* GTimeZone searches its intervals one by one under each call; ours are copied once and searched by halves. */
static AeqZone *
zone_new (const char *name, GTimeZone *source)
{
  gint64 low = (gint64) aeq_date_from_ymd (1800, 1, 1) * 86400;
  gint64 before = low;
  gint64 high = (gint64) aeq_date_from_ymd (2200, 1, 1) * 86400;
  int first = g_time_zone_find_interval (source, G_TIME_TYPE_UNIVERSAL, low);
  int last = g_time_zone_find_interval (source, G_TIME_TYPE_UNIVERSAL, high);
  g_autoptr(GArray) starts = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gint64));
  AeqZone *self = g_new0 (AeqZone, 1);

  zone_append (starts, offsets, G_MININT64, g_time_zone_get_offset (source, first) * AEQ_SECOND);
  for (int i = first + 1; i <= last; i++)
    {
      gint64 next = next_interval_start (source, i, before, low, high);

      before = low;
      low = next;
      zone_append (starts, offsets, low * AEQ_SECOND, g_time_zone_get_offset (source, i) * AEQ_SECOND);
    }
  self->name = g_strdup (name);
  self->n = starts->len;
  self->start = (AeqInstant *) g_array_free (g_steal_pointer (&starts), FALSE);
  self->offset = (gint64 *) g_array_free (g_steal_pointer (&offsets), FALSE);
  return self;
}

/* An IANA name, not the POSIX rules or offsets that GTimeZone reads as well. */
static gboolean
zone_name_is_plausible (const char *name)
{
  gboolean has_slash = strchr (name, '/') != NULL;

  if (!g_ascii_isalpha (name[0]))
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalpha (*p) && *p != '_' && *p != '/' &&
        !(has_slash && (g_ascii_isdigit (*p) || *p == '-' || *p == '+')))
      return FALSE;
  return TRUE;
}

const AeqZone *
aeq_zone_get (const char *name, GError **error)
{
  static GMutex mutex;
  static GHashTable *zones;
  g_autoptr(GMutexLocker) locker = NULL;
  g_autoptr(GTimeZone) source = NULL;
  AeqZone *zone;

  g_return_val_if_fail (name != NULL, NULL);
  if (g_str_equal (name, "UTC"))
    return aeq_zone_utc ();

  locker = g_mutex_locker_new (&mutex);
  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);
  if ((zone = g_hash_table_lookup (zones, name)) != NULL)
    return zone;
  if (!zone_name_is_plausible (name) || (source = g_time_zone_new_identifier (name)) == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                   N_("unknown time zone “%s”: a name such as Europe/London is needed"), name);
      return NULL;
    }
  zone = zone_new (name, source);
  zone->source = g_steal_pointer (&source);
  g_hash_table_insert (zones, zone->name, zone);
  return zone;
}

const AeqZone *
aeq_zone_utc (void)
{
  static gint64 start = G_MININT64;
  static gint64 offset = 0;
  static const AeqZone utc = { (char *) "UTC", 1, &start, &offset, NULL };

  return &utc;
}

const char *
aeq_zone_get_name (const AeqZone *zone)
{
  return zone->name;
}

/* The stretch that holds @instant. */
static guint
zone_find (const AeqZone *zone, AeqInstant instant)
{
  guint low = 0, high = zone->n;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (zone->start[middle] <= instant)
        low = middle;
      else
        high = middle;
    }
  return low;
}

void
aeq_zone_to_local (const AeqZone *zone, AeqInstant instant, AeqDate *date, gint64 *time_of_day)
{
  gint64 rest;
  AeqDate day;

  split_day (instant + zone->offset[zone_find (zone, instant)], &day, &rest);
  if (date != NULL)
    *date = day;
  if (time_of_day != NULL)
    *time_of_day = rest;
}

AeqDate
aeq_zone_date (const AeqZone *zone, AeqInstant instant)
{
  AeqDate date;

  aeq_zone_to_local (zone, instant, &date, NULL);
  return date;
}

/* The first instant that shows @wall; when it is skipped, where it falls after the gap, and @gap_start tells since when
 * the clock has been ahead (G_MININT64 otherwise). */
static AeqInstant
zone_resolve (const AeqZone *zone, gint64 wall, AeqInstant *gap_start)
{
  guint first = zone_find (zone, wall - DAY), last = zone_find (zone, wall + DAY);

  *gap_start = G_MININT64;
  for (guint i = first; i <= last; i++)
    {
      AeqInstant instant = wall - zone->offset[i];

      if (instant < zone->start[i])
        {
          *gap_start = zone->start[i];
          return wall - zone->offset[i - 1];
        }
      if (i == last || instant < zone->start[i + 1])
        return instant;
    }
  g_return_val_if_reached (wall);
}

AeqInstant
aeq_zone_from_local (const AeqZone *zone, AeqDate date, gint64 time_of_day)
{
  AeqInstant gap_start;

  return zone_resolve (zone, date * DAY + time_of_day, &gap_start);
}

/* A day whose midnight is skipped begins with the first instant after the gap. */
static AeqInstant
zone_day_start (const AeqZone *zone, AeqDate date)
{
  AeqInstant gap_start, instant = zone_resolve (zone, date * DAY, &gap_start);

  return gap_start != G_MININT64 ? gap_start : instant;
}

void
aeq_zone_day_bounds (const AeqZone *zone, AeqDate date, AeqInstant *start, AeqInstant *end)
{
  if (start != NULL)
    *start = zone_day_start (zone, date);
  if (end != NULL)
    *end = zone_day_start (zone, date + 1);
}

char *
aeq_zone_format (const AeqZone *zone, AeqInstant instant, char *buffer)
{
  gint64 offset = zone->offset[zone_find (zone, instant)];
  int minutes = (int) (ABS (offset) / AEQ_MINUTE);
  char *end;

  g_return_val_if_fail (buffer != NULL, NULL);

  /* Local mean times of the 19th century have seconds, which RFC 3339 cannot write. */
  if (instant == AEQ_INSTANT_NONE || offset == 0 || offset % AEQ_MINUTE != 0)
    return aeq_instant_format (instant, buffer);
  if ((end = format_wall (instant + offset, buffer)) != NULL)
    g_snprintf (end, 7, "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
  return buffer;
}
