/* SPDX-License-Identifier: MIT */
#include "aeq-calendar-private.h"

#include "aeq-error.h"
#include "aeq-words.h"

#include <string.h>

/* Business days are counted once over the years of the rules, so that moving and counting need no walk; outside these
 * years only the weekend is known. */
struct _AeqCalendar
{
  gatomicrefcount  ref_count;
  char            *id;
  guint            weekend;
  GHashTable      *closings;
  AeqDate          first;  /* first day of the table */
  guint            n_days;
  guint16         *before; /* n_days + 1: business days in [first, first + i) */
};

GHashTable *
aeq_closings_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

void
aeq_closings_add (GHashTable *closings, AeqDate date, const char *name)
{
  g_hash_table_insert (closings, GINT_TO_POINTER (date), g_strdup (name));
}

static gboolean
is_weekend (const AeqCalendar *self, AeqDate date)
{
  return (self->weekend & (1u << aeq_date_weekday (date))) != 0;
}

static void
count_business_days (AeqCalendar *self)
{
  AeqDate end = aeq_date_from_ymd (AEQ_CALENDAR_LAST_YEAR + 1, 1, 1);

  self->first = aeq_date_from_ymd (AEQ_CALENDAR_FIRST_YEAR, 1, 1);
  self->n_days = (guint) (end - self->first);
  self->before = g_new0 (guint16, self->n_days + 1);
  for (guint i = 0; i < self->n_days; i++)
    {
      AeqDate date = self->first + (AeqDate) i;
      gboolean open = !is_weekend (self, date) && !g_hash_table_contains (self->closings, GINT_TO_POINTER (date));

      self->before[i + 1] = self->before[i] + (open ? 1 : 0);
    }
}

AeqCalendar *
aeq_calendar_new (const char *id, guint weekend, GHashTable *closings)
{
  AeqCalendar *self = g_new0 (AeqCalendar, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->weekend = weekend;
  self->closings = closings;
  count_business_days (self);
  return self;
}

AeqCalendar *
aeq_calendar_get_built_in (const char *id)
{
  static GMutex mutex;
  static GHashTable *known;
  g_autoptr(GMutexLocker) locker = NULL;
  g_autoptr(GHashTable) closings = NULL;
  AeqCalendar *self;

  locker = g_mutex_locker_new (&mutex);
  if (known == NULL)
    known = g_hash_table_new (g_str_hash, g_str_equal);
  if ((self = g_hash_table_lookup (known, id)) != NULL)
    return aeq_calendar_ref (self);
  closings = aeq_closings_new ();
  if (!aeq_calendar_rules_apply (id, closings))
    return NULL;
  self = aeq_calendar_new (id, AEQ_CALENDAR_WEEKEND, g_steal_pointer (&closings));
  g_hash_table_insert (known, self->id, self);
  return aeq_calendar_ref (self);
}

/* A desk's own calendar: aequitas/calendars/<id>.calendar in the user's data folder. Read each time, so that an edit counts. */
AeqCalendar *
aeq_calendar_get (const char *id, GError **error)
{
  g_autofree char *name = g_strconcat (id, ".calendar", NULL);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "aequitas", "calendars", name, NULL);
  AeqCalendar *self;

  g_return_val_if_fail (id != NULL, NULL);

  if ((self = aeq_calendar_get_built_in (id)) != NULL)
    return self;
  if (strchr (id, G_DIR_SEPARATOR) == NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return aeq_calendar_load_file (path, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
               N_("unknown calendar “%s”: there are us_fedwire, target2, uk_chaps, weekdays, and your own as %s"), id, path);
  return NULL;
}

AeqCalendar *
aeq_calendar_ref (AeqCalendar *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
aeq_calendar_unref (AeqCalendar *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->closings);
  g_free (self->before);
  g_free (self->id);
  g_free (self);
}

const char *
aeq_calendar_get_id (const AeqCalendar *self)
{
  return self->id;
}

GHashTable *
aeq_calendar_get_closings (const AeqCalendar *self)
{
  return self->closings;
}

static gboolean
in_table (const AeqCalendar *self, AeqDate date)
{
  return date >= self->first && date < self->first + (AeqDate) self->n_days;
}

gboolean
aeq_calendar_is_business_day (const AeqCalendar *self, AeqDate date)
{
  if (in_table (self, date))
    return self->before[date - self->first + 1] != self->before[date - self->first];
  return !is_weekend (self, date);
}

const char *
aeq_calendar_holiday_name (const AeqCalendar *self, AeqDate date)
{
  return is_weekend (self, date) ? NULL : g_hash_table_lookup (self->closings, GINT_TO_POINTER (date));
}

/* The @n-th business day of the table, counted from 0. */
static AeqDate
nth_business_day (const AeqCalendar *self, int n)
{
  guint low = 0, high = self->n_days;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (self->before[middle] <= n)
        low = middle;
      else
        high = middle;
    }
  return self->first + (AeqDate) low;
}

static AeqDate
walk (const AeqCalendar *self, AeqDate date, int n)
{
  int step = n < 0 ? -1 : 1;

  while (n != 0)
    {
      date += step;
      if (aeq_calendar_is_business_day (self, date))
        n -= step;
    }
  return date;
}

AeqDate
aeq_calendar_add (const AeqCalendar *self, AeqDate date, int n)
{
  int target;

  g_return_val_if_fail (date != AEQ_DATE_NONE, AEQ_DATE_NONE);

  if (n == 0)
    return aeq_calendar_is_business_day (self, date) ? date : walk (self, date, 1);
  if (in_table (self, date))
    {
      /* A closed day has as many before it as the next open one: forward from it the first step lands there. */
      target = self->before[date - self->first] + n - (n > 0 && !aeq_calendar_is_business_day (self, date) ? 1 : 0);
      if (target >= 0 && target < self->before[self->n_days])
        return nth_business_day (self, target);
    }
  return walk (self, date, n);
}

int
aeq_calendar_between (const AeqCalendar *self, AeqDate from, AeqDate to)
{
  int count = 0;

  if (to < from)
    return -aeq_calendar_between (self, to, from);
  if (in_table (self, from) && in_table (self, to))
    return self->before[to - self->first + 1] - self->before[from - self->first + 1];
  for (AeqDate date = from + 1; date <= to; date++)
    count += aeq_calendar_is_business_day (self, date) ? 1 : 0;
  return count;
}
