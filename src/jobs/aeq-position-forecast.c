/* SPDX-License-Identifier: MIT */
#include "aeq-position-private.h"

#include <math.h>

#include "aeq-balance.h"
#include "aeq-error.h"
#include "aeq-forecast-charts.h"

#define HOUR 3600.0 /* seconds */
#define SEEN .02    /* of the band's width at the end of the day */

/* The day at the end of which the row's balance is asked for; NULL when the forecast says nothing of it. */
static const AeqIssuedDay *
day_of (const AeqIssuedAccount *issued, AeqDate date, const AeqIssuedDay **before)
{
  *before = NULL;
  for (guint i = 0; i < issued->days->len; i++)
    {
      const AeqIssuedDay *day = &g_array_index (issued->days, AeqIssuedDay, i);

      if (day->date == date)
        return day;
      *before = day;
    }
  return NULL;
}

/* Read from the paths where they have their low ahead. Where it has been already, the lowest place of the middle line
 * that is left. */
static void
take_lowest (AeqPosition *row, const AeqIssuedAccount *issued, AeqInstant now)
{
  for (guint i = 0; i < issued->slices->len; i++)
    {
      const AeqIssuedSlice *slice = &g_array_index (issued->slices, AeqIssuedSlice, i);
      gint64                middle = slice->balance[AEQ_MEDIAN_INDEX];

      if (aeq_issued_slice_end (issued, i) <= now || middle == AEQ_ISSUED_NONE)
        continue;
      if (slice->start == issued->lowest_at)
        {
          row->lowest = issued->lowest[AEQ_MEDIAN_INDEX];
          row->lowest_at = slice->start;
          return;
        }
      if (row->lowest == AEQ_POSITION_NONE || middle < row->lowest)
        {
          row->lowest = middle;
          row->lowest_at = slice->start;
        }
    }
}

/* Only what was said of the row's own day: a forecast of yesterday has no say about today's course. */
static void
take_forecast (AeqPosition *row, const AeqIssuedAccount *issued, AeqInstant now)
{
  const AeqIssuedDay *before;
  const AeqIssuedDay *day = day_of (issued, row->day, &before);

  if (day == NULL || row->when == AEQ_POSITION_PAST || (row->when == AEQ_POSITION_TODAY && day->horizon != 0))
    return;
  row->closing = day->closing[AEQ_MEDIAN_INDEX];
  if (row->when == AEQ_POSITION_AHEAD)
    {
      row->opening = before != NULL ? before->closing[AEQ_MEDIAN_INDEX] : AEQ_POSITION_NONE;
      row->expected = day->known;
      return;
    }
  row->p_breach = issued->p_breach;
  take_lowest (row, issued, now);
}

static const AeqIssuedAccount *
issued_of (const AeqIssued *issued, const AeqPosition *row)
{
  for (guint i = 0; issued != NULL && i < issued->accounts->len; i++)
    {
      const AeqIssuedAccount *account = issued->accounts->pdata[i];

      if (row->currency == account->currency && g_strcmp0 (row->number, account->number) == 0)
        return account;
    }
  return NULL;
}

static gboolean
is_of_today (const AeqPositionTable *self, const AeqIssued *issued)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const AeqPosition      *row = self->rows->pdata[i];
      const AeqIssuedAccount *account = issued_of (issued, row);
      const AeqIssuedDay     *first =
          account != NULL && account->days->len > 0 ? &g_array_index (account->days, AeqIssuedDay, 0) : NULL;

      if (first != NULL && first->horizon == 0 && first->date == aeq_zone_date (row->zone, self->as_of))
        return TRUE;
    }
  return FALSE;
}

static gboolean
judge_age (AeqPositionTable *self, AeqLedger *ledger, const AeqIssued *issued, GError **error)
{
  gboolean changed;

  if (issued == NULL)
    return TRUE;
  if (!aeq_issued_is_overtaken (ledger, issued->as_of, &changed, error))
    return FALSE;
  self->forecast_age = !is_of_today (self, issued)                        ? AEQ_FORECAST_OTHER_DAY
                       : changed                                          ? AEQ_FORECAST_OVERTAKEN
                       : self->as_of - issued->as_of > AEQ_FORECAST_FRESH ? AEQ_FORECAST_OLD
                                                                          : AEQ_FORECAST_GOOD;
  return TRUE;
}

/* How near an account is to its limit. */
typedef struct
{
  gboolean limited;
  double   p_breach; /* -1: unknown */
  double   room;     /* from the lowest balance down to the limit, as a part of the larger of limit and opening */
} Nearness;

static Nearness
nearness (const AeqPosition *row)
{
  Nearness self = { row->limit != AEQ_POSITION_NONE, isnan (row->p_breach) ? -1 : row->p_breach, INFINITY };
  gint64   lowest = row->when == AEQ_POSITION_AHEAD ? row->closing : row->lowest;

  if (row->when == AEQ_POSITION_TODAY)
    lowest = lowest != AEQ_POSITION_NONE ? MIN (lowest, row->balance) : row->balance;
  if (self.limited && lowest != AEQ_POSITION_NONE && row->opening != AEQ_POSITION_NONE)
    self.room =
        ((double)lowest - (double)row->limit) / fmax (fmax (fabs ((double)row->limit), fabs ((double)row->opening)), 1);
  return self;
}

/* The forecast's chance of a breach first, then what is left in proportion. */
static gboolean
is_nearer (const Nearness *self, const Nearness *than)
{
  if (self->limited != than->limited)
    return self->limited;
  return self->p_breach != than->p_breach ? self->p_breach > than->p_breach : self->limited && self->room < than->room;
}

static const AeqPosition *
choose_row (const AeqPositionTable *self)
{
  const AeqPosition *best = NULL;
  Nearness           least = { FALSE, -1, INFINITY };

  for (guint i = 0; i < self->rows->len; i++)
    {
      Nearness one = nearness (self->rows->pdata[i]);

      if (best == NULL || is_nearer (&one, &least))
        {
          best = self->rows->pdata[i];
          least = one;
        }
    }
  return best;
}

/* @first and @last are of the movements; of a day without any, its end. */
static gboolean
add_actual (AeqChart *chart, AeqLedger *ledger, const AeqAccount *account, const AeqPosition *row, const char *name,
            double *first, AeqInstant *last, GError **error)
{
  g_autoptr (GArray) points = aeq_cumulative_position (ledger, account, row->day, error);
  g_autofree double *x = points != NULL ? g_new (double, points->len + 2) : NULL;
  g_autofree double *y = points != NULL ? g_new (double, points->len + 2) : NULL;
  AeqInstant         start, end, until;
  gsize              n = 1;

  if (points == NULL)
    return FALSE;
  aeq_zone_day_bounds (account->zone, row->day, &start, &end);
  until = MIN (ledger->now, end - 1);
  x[0] = 0;
  y[0] = aeq_forecast_major (row->opening, row->currency);
  *last = row->when == AEQ_POSITION_TODAY ? until : start;
  for (guint i = 0; i < points->len; i++)
    {
      const AeqPositionPoint *point = &g_array_index (points, AeqPositionPoint, i);

      if (point->at > until)
        break;
      x[n] = aeq_forecast_clock (row->zone, point->at, row->day);
      y[n] = y[0] + aeq_forecast_major (point->net, row->currency);
      *last = MAX (*last, point->at);
      n++;
    }
  *first = n > 1 ? x[1] : aeq_forecast_clock (row->zone, until, row->day);
  x[n] = aeq_forecast_clock (row->zone, until, row->day);
  y[n] = y[n - 1];
  aeq_chart_add_step (chart, name, AEQ_INK_ACTUAL, x, y, n + 1);
  return TRUE;
}

/* The end of the last slice in which the band, or its middle, is still foreseen to move so much that one sees it. */
static AeqInstant
last_move (const AeqIssuedAccount *issued, AeqInstant least)
{
  const AeqIssuedSlice *last = &g_array_index (issued->slices, AeqIssuedSlice, issued->slices->len - 1);
  double                seen = ((double)last->balance[AEQ_N_QUANTILES - 1] - (double)last->balance[0]) * SEEN;

  for (guint i = issued->slices->len - 1; i > 0; i--)
    {
      const AeqIssuedSlice *before = &g_array_index (issued->slices, AeqIssuedSlice, i - 1);

      for (int k = 0; k < AEQ_N_QUANTILES; k += AEQ_MEDIAN_INDEX)
        if (fabs ((double)before->balance[k] - (double)last->balance[k]) > seen)
          return MAX (least, aeq_issued_slice_end (issued, i));
    }
  return least;
}

/* The hours in which something moves: a night without flows tells nothing. */
static void
set_hours (AeqChart *chart, const AeqPosition *row, double first, AeqInstant last)
{
  double from = floor (first / HOUR) * HOUR;
  double to = ceil (aeq_forecast_clock (row->zone, last, row->day) / HOUR) * HOUR;

  aeq_chart_set_x_range (chart, MAX (0, MIN (from, to - 4 * HOUR)), MAX (to, from + HOUR));
}

static void
add_levels (AeqChart *chart, const AeqPosition *row, const AeqPositionScope *scope)
{
  if (row->limit != AEQ_POSITION_NONE)
    aeq_chart_add_limit (chart, scope->words.limit, aeq_forecast_major (row->limit, row->currency));
  if (row->warning != AEQ_POSITION_NONE)
    aeq_chart_add_limit (chart, scope->words.warning, aeq_forecast_major (row->warning, row->currency));
}

static const AeqAccount *
account_of (GPtrArray *accounts, const AeqPosition *row)
{
  for (guint i = 0; i < accounts->len; i++)
    if (aeq_id_equal (&((AeqAccount *)accounts->pdata[i])->uid, &row->uid))
      return accounts->pdata[i];
  g_assert_not_reached ();
}

/* What was, as steps, and what is foreseen, as a fan. */
static gboolean
draw_course (AeqPositionTable *self, AeqLedger *ledger, const AeqPositionScope *scope, const AeqAccount *account,
             const AeqIssuedAccount *issued, GError **error)
{
  const AeqPosition *row = self->nearest;
  double             now = aeq_forecast_clock (row->zone, ledger->now, row->day);
  gboolean   told = row->when == AEQ_POSITION_TODAY && row->closing != AEQ_POSITION_NONE && issued->slices->len > 0;
  double     first;
  AeqInstant last;

  self->chart = aeq_chart_new (NULL, AEQ_AXIS_TIME, NULL, row->currency->code);
  if (told)
    aeq_forecast_add_today (self->chart, scope->words.forecast, issued, TRUE);
  if (!add_actual (self->chart, ledger, account, row, scope->words.actual, &first, &last, error))
    return FALSE;
  set_hours (self->chart, row, first, told ? last_move (issued, last) : last);
  add_levels (self->chart, row, scope);
  if (row->when == AEQ_POSITION_TODAY)
    aeq_chart_add_moment (self->chart, scope->words.now, now);
  if (row->lowest_at != AEQ_INSTANT_NONE)
    aeq_chart_add_marker (self->chart, scope->words.lowest, aeq_forecast_clock (row->zone, row->lowest_at, row->day),
                          aeq_forecast_major (row->lowest, row->currency));
  return TRUE;
}

static gboolean
draw (AeqPositionTable *self, AeqLedger *ledger, const AeqPositionScope *scope, GPtrArray *accounts,
      const AeqIssued *issued, GError **error)
{
  const AeqIssuedAccount *told;
  char                    day[AEQ_DATE_TEXT_SIZE];

  if (self->nearest == NULL || scope->rows_only)
    return TRUE;
  told = issued_of (issued, self->nearest);
  if (self->nearest->when != AEQ_POSITION_AHEAD)
    return draw_course (self, ledger, scope, account_of (accounts, self->nearest), told, error);
  if (self->nearest->closing == AEQ_POSITION_NONE)
    return TRUE;
  self->chart = aeq_chart_new (NULL, AEQ_AXIS_DATE, NULL, self->nearest->currency->code);
  aeq_forecast_add_days (self->chart, scope->words.forecast, told);
  add_levels (self->chart, self->nearest, scope);
  aeq_chart_add_moment (self->chart, aeq_date_format (self->nearest->day, day), self->nearest->day);
  return TRUE;
}

static void
join_forecast (AeqPositionTable *self, const AeqIssued *issued)
{
  self->forecast_at = issued->as_of;
  self->model = g_strdup (issued->model);
  self->scenario = g_strdup (issued->scenario);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const AeqIssuedAccount *account = issued_of (issued, self->rows->pdata[i]);

      if (account != NULL)
        take_forecast (self->rows->pdata[i], account, self->as_of);
    }
}

gboolean
aeq_position_add_forecast (AeqPositionTable *self, AeqLedger *ledger, const AeqPositionScope *scope,
                           GPtrArray *accounts, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AeqIssued) issued = aeq_issued_newest (ledger, accounts, NULL, &local);

  self->forecast_at = AEQ_INSTANT_NONE;
  if (issued != NULL)
    join_forecast (self, issued);
  else if (!g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->nearest = choose_row (self);
  return judge_age (self, ledger, issued, error) && draw (self, ledger, scope, accounts, issued, error);
}
