/* SPDX-License-Identifier: MIT */
#include "aeq-timeline.h"

#include "aeq-error.h"

#include <string.h>

/* Days continued beyond both ends of the table, so that the first and last months are counted like all others. */
#define MARGIN_DAYS 100
#define HOLIDAY_REACH 10

typedef struct
{
  GArray             *dates; /* AeqDate: the table's rows with a margin on both sides */
  gsize               first; /* the table's first row among them */
  AeqCalendar        *calendar;
  gboolean            usual[8]; /* weekdays on which the table has rows */
  AeqDate             from, to; /* of the table */
} Axis;

static gboolean
is_open (const Axis *axis, AeqDate date)
{
  if (!axis->usual[aeq_date_weekday (date)])
    return FALSE;
  return axis->calendar == NULL || axis->usual[AEQ_SATURDAY] ||
         aeq_calendar_is_business_day (axis->calendar, date);
}

static void
axis_init (Axis *axis, const AeqDate *dates, gsize n, AeqCalendar *calendar)
{
  guint counts[8] = { 0 };

  axis->dates = g_array_sized_new (FALSE, FALSE, sizeof (AeqDate), n + 2 * MARGIN_DAYS);
  axis->calendar = calendar;
  axis->from = dates[0];
  axis->to = dates[n - 1];
  for (gsize i = 0; i < n; i++)
    counts[aeq_date_weekday (dates[i])]++;
  /* A weekday with a stray row (a Saturday booking in a Monday-to-Friday ledger) is not a usual one. */
  for (int d = 1; d <= 7; d++)
    axis->usual[d] = counts[d] * 20 >= n / 7 && counts[d] > 0;
  for (AeqDate d = axis->from - MARGIN_DAYS; d < axis->from; d++)
    if (is_open (axis, d))
      g_array_append_val (axis->dates, d);
  axis->first = axis->dates->len;
  g_array_append_vals (axis->dates, dates, n);
  for (AeqDate d = axis->to + 1; d <= axis->to + MARGIN_DAYS; d++)
    if (is_open (axis, d))
      g_array_append_val (axis->dates, d);
}

static inline AeqDate
axis_date (const Axis *axis, gsize i)
{
  return g_array_index (axis->dates, AeqDate, i);
}

static gboolean
axis_has (const Axis *axis, AeqDate date)
{
  const AeqDate *dates = (const AeqDate *) axis->dates->data;
  gsize low = 0, high = axis->dates->len;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (dates[middle] < date)
        low = middle + 1;
      else
        high = middle;
    }
  return low < axis->dates->len && dates[low] == date;
}

/* A holiday is a closed weekday: by the calendar, or a usual weekday on which the table has no row. */
static gboolean
is_holiday (const Axis *axis, AeqDate date)
{
  if (aeq_date_weekday (date) >= AEQ_SATURDAY)
    return FALSE;
  if (axis->calendar != NULL)
    return !aeq_calendar_is_business_day (axis->calendar, date);
  return axis->usual[aeq_date_weekday (date)] && date > axis->from && date < axis->to && !axis_has (axis, date);
}

static gint8
holiday_distance (const Axis *axis, AeqDate date, int step)
{
  for (int k = 1; k < HOLIDAY_REACH; k++)
    if (is_holiday (axis, date + step * k))
      return (gint8) k;
  return HOLIDAY_REACH;
}

static gint8
gap_between (AeqDate from, AeqDate to)
{
  return (gint8) MIN (to - from, 9);
}

/* Signed rows to the nearest marked row: an event ahead counts below 0. */
static gint8
nearest_mark (const guint8 *marks, gsize n, gsize i, guint8 bit)
{
  for (int k = 0; k < AEQ_FACTS_REACH; k++)
    {
      if (i + k < n && (marks[i + k] & bit))
        return (gint8) -k;
      if (i >= (gsize) k && (marks[i - k] & bit))
        return (gint8) k;
    }
  return AEQ_FACTS_REACH;
}

enum
{
  MARK_QUARTER_END = 1 << 0,
  MARK_THIRD = 1 << 1,
  MARK_FIFTEENTH = 1 << 2,
  MARK_TAX = 1 << 3,
  MARK_CUSTOM = 1 << 4,
  MARK_MONTH_END = 1 << 5,
  MARK_FIRST_DUE = 1 << 6,
  MARK_THIRD_DUE = 1 << 7
};

static int
month_of (AeqDate date)
{
  int year, month, day;

  aeq_date_to_ymd (date, &year, &month, &day);
  return year * 12 + month - 1;
}

/* What a closed day moves: securities that mature at the end of a month settle on the business day after it, pensions and wages of
 * the 1st and the 3rd are paid on the business day before. */
static guint8
moved_marks (AeqDate before, AeqDate date, AeqDate after)
{
  static const AeqRecurring MONTH_END = { AEQ_EVERY_MONTH, 31 };
  static const AeqRecurring FIRST = { AEQ_EVERY_MONTH, 1 };
  static const AeqRecurring THIRD = { AEQ_EVERY_MONTH, 3 };

  return (guint8) ((aeq_recurring_between (&MONTH_END, 1, before, date) ? MARK_MONTH_END : 0) |
                   (aeq_recurring_between (&FIRST, 1, date - 1, after - 1) ? MARK_FIRST_DUE : 0) |
                   (aeq_recurring_between (&THIRD, 1, date - 1, after - 1) ? MARK_THIRD_DUE : 0));
}

static guint8 *
mark_rows (const Axis *axis, const AeqRecurring *custom, gsize n_custom)
{
  static const AeqRecurring THIRD = { AEQ_EVERY_MONTH, 3 };
  static const AeqRecurring FIFTEENTH = { AEQ_EVERY_MONTH, 15 };
  gsize n = axis->dates->len, n_tax;
  const AeqRecurring *tax =
    aeq_recurring_tax_dates (axis->calendar != NULL ? aeq_calendar_get_id (axis->calendar) : NULL, &n_tax);
  guint8 *marks = g_new0 (guint8, n);

  for (gsize i = 1; i < n; i++)
    {
      AeqDate date = axis_date (axis, i);
      /* After a gap of months only the last week's events moved here. */
      AeqDate before = MAX (axis_date (axis, i - 1), date - 7);
      int month = month_of (date);

      marks[i] |= moved_marks (before, date, i + 1 < n ? MIN (axis_date (axis, i + 1), date + 7) : date + 1);
      if (aeq_recurring_between (&THIRD, 1, before, date))
        marks[i] |= MARK_THIRD;
      if (aeq_recurring_between (&FIFTEENTH, 1, before, date))
        marks[i] |= MARK_FIFTEENTH;
      if (aeq_recurring_between (tax, n_tax, before, date))
        marks[i] |= MARK_TAX;
      if (aeq_recurring_between (custom, n_custom, before, date))
        marks[i] |= MARK_CUSTOM;
      if (i + 1 < n && month % 3 == 2 && month_of (axis_date (axis, i + 1)) != month)
        marks[i] |= MARK_QUARTER_END;
    }
  return marks;
}

static void
fill_date_facts (AeqDayFacts *f, AeqDate date)
{
  int year, month, day;

  aeq_date_to_ymd (date, &year, &month, &day);
  f->date = date;
  f->weekday = (gint8) aeq_date_weekday (date);
  f->day = (gint8) day;
  f->month = (gint8) month;
  f->month_of_quarter = (gint8) ((month - 1) % 3);
  f->nth_weekday = (gint8) ((day - 1) / 7);
}

static void
fill_facts (AeqTimeline *self, const Axis *axis, const guint8 *marks)
{
  gsize n_axis = axis->dates->len;
  int first_month = month_of (axis->from);

  for (gsize r = 0; r < self->n; r++)
    {
      AeqDayFacts *f = &self->facts[r];
      gsize i = axis->first + r;
      AeqDate date = axis_date (axis, i);
      int from_start = 0, from_end = 0;

      fill_date_facts (f, date);
      while (i > (gsize) from_start && month_of (axis_date (axis, i - from_start - 1)) == month_of (date))
        from_start++;
      while (i + from_end + 1 < n_axis && month_of (axis_date (axis, i + from_end + 1)) == month_of (date))
        from_end++;
      f->business_day = (gint8) from_start;
      f->business_day_end = (gint8) from_end;
      f->month_index = (gint16) (month_of (date) - first_month);
      f->gap_before = i > 0 ? gap_between (axis_date (axis, i - 1), date) : 1;
      f->gap_after = i + 1 < n_axis ? gap_between (date, axis_date (axis, i + 1)) : 1;
      f->holiday_before = holiday_distance (axis, date, -1);
      f->holiday_after = holiday_distance (axis, date, 1);
      f->to_quarter_end = nearest_mark (marks, n_axis, i, MARK_QUARTER_END);
      f->to_third = nearest_mark (marks, n_axis, i, MARK_THIRD);
      f->to_fifteenth = nearest_mark (marks, n_axis, i, MARK_FIFTEENTH);
      f->to_tax = nearest_mark (marks, n_axis, i, MARK_TAX);
      f->to_month_end = nearest_mark (marks, n_axis, i, MARK_MONTH_END);
      f->to_first_due = nearest_mark (marks, n_axis, i, MARK_FIRST_DUE);
      f->to_third_due = nearest_mark (marks, n_axis, i, MARK_THIRD_DUE);
      f->to_custom = nearest_mark (marks, n_axis, i, MARK_CUSTOM);
    }
}

static void
link_phases (AeqTimeline *self)
{
  gboolean weekly = self->season >= 5 && self->season <= 7;
  g_autofree int *last = NULL;

  self->n_phases = weekly ? 7 : self->season;
  last = g_new (int, self->n_phases);
  for (guint p = 0; p < self->n_phases; p++)
    last[p] = -1;
  for (gsize r = 0; r < self->n; r++)
    {
      guint phase = weekly ? (guint) self->facts[r].weekday - 1 : (guint) (r % self->season);

      self->facts[r].phase = (gint16) phase;
      self->before[r] = last[phase];
      last[phase] = (int) r;
    }
}

static void
link_months (AeqTimeline *self)
{
  self->n_months = self->facts[self->n - 1].month_index + 1;
  self->month_row = g_new (int, self->n_months);
  self->month_end = g_new (int, self->n_months);
  for (guint m = 0; m < self->n_months; m++)
    self->month_row[m] = self->month_end[m] = -1000000;
  for (gsize r = 0; r < self->n; r++)
    {
      const AeqDayFacts *f = &self->facts[r];

      self->month_row[f->month_index] = (int) r - f->business_day;
      self->month_end[f->month_index] = (int) r + f->business_day_end;
    }
}

static gboolean
check_dates (const AeqDate *dates, gsize n, GError **error)
{
  if (n == 0)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, "The series has no day at all");
      return FALSE;
    }
  for (gsize i = 1; i < n; i++)
    if (dates[i] <= dates[i - 1])
      {
        char text[AEQ_DATE_TEXT_SIZE];

        g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "The days must rise, each once: %s comes twice or too late",
                     aeq_date_format (dates[i], text));
        return FALSE;
      }
  /* The months are kept in 16 bits: far beyond any ledger. */
  if ((gint64) dates[n - 1] - dates[0] > 500 * 366)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_LIMIT, "The series spans more than 500 years");
      return FALSE;
    }
  return TRUE;
}

AeqTimeline *
aeq_timeline_new (const AeqDate *dates, gsize n, AeqCalendar *calendar, guint season, const AeqRecurring *custom,
                  gsize n_custom, GError **error)
{
  g_autofree guint8 *marks = NULL;
  AeqTimeline *self;
  Axis axis = { 0 };

  if (!check_dates (dates, n, error))
    return NULL;
  axis_init (&axis, dates, n, calendar);
  self = g_new0 (AeqTimeline, 1);
  self->ref_count = 1;
  self->n = n;
  self->season = season > 0 ? season : (axis.usual[AEQ_SATURDAY] || axis.usual[AEQ_SUNDAY] ? 7 : 5);
  self->facts = g_new0 (AeqDayFacts, n);
  self->before = g_new (int, n);
  marks = mark_rows (&axis, custom, n_custom);
  fill_facts (self, &axis, marks);
  link_phases (self);
  link_months (self);
  g_array_unref (axis.dates);
  return self;
}

AeqTimeline *
aeq_timeline_new_business (AeqCalendar *calendar, AeqDate from, AeqDate to, guint ahead, const AeqRecurring *custom,
                           gsize n_custom, GError **error)
{
  g_autoptr(GArray) dates = g_array_new (FALSE, FALSE, sizeof (AeqDate));
  AeqDate date = aeq_calendar_add (calendar, from, 0);

  for (; date <= to; date = aeq_calendar_add (calendar, date, 1))
    g_array_append_val (dates, date);
  for (guint k = 0; k < ahead; k++, date = aeq_calendar_add (calendar, date, 1))
    g_array_append_val (dates, date);
  return aeq_timeline_new ((const AeqDate *) dates->data, dates->len, calendar, 0, custom, n_custom, error);
}

AeqTimeline *
aeq_timeline_ref (AeqTimeline *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
aeq_timeline_unref (AeqTimeline *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->facts);
  g_free (self->before);
  g_free (self->month_row);
  g_free (self->month_end);
  g_free (self);
}

int
aeq_timeline_find (const AeqTimeline *self, AeqDate date)
{
  gsize low = 0, high = self->n;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (self->facts[middle].date <= date)
        low = middle + 1;
      else
        high = middle;
    }
  return (int) low - 1;
}

int
aeq_timeline_months_before (const AeqTimeline *self, int row, int months, gboolean from_end)
{
  const AeqDayFacts *f = &self->facts[row];
  int month = f->month_index - months;
  int first, last, found;

  if (month < 0)
    return -1;
  first = self->month_row[month];
  last = self->month_end[month];
  if (first < -1000 || last < -1000)
    return -1;
  /* A longer month's surplus days share the shorter month's last (or first) one. */
  found = from_end ? MAX (last - f->business_day_end, first) : MIN (first + f->business_day, last);
  return found >= 0 && found < (int) self->n ? found : -1;
}
