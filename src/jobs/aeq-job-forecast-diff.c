/* SPDX-License-Identifier: MIT */
#include "aeq-job-forecast-diff.h"

#include <math.h>

#include "aeq-error.h"

#define MEDIAN AEQ_MEDIAN_INDEX

void
aeq_forecast_diff_free (AeqForecastDiff *self)
{
  g_clear_pointer (&self->before, aeq_issued_free);
  g_clear_pointer (&self->after, aeq_issued_free);
  g_clear_pointer (&self->accounts, g_array_unref);
  g_free (self);
}

/* @sum + @sign * @value; a figure that a document does not have counts as nothing. Forecasts reach to the ends of the
 * range, so the result stays there instead of wrapping. */
static gint64
plus (gint64 sum, int sign, gint64 value)
{
  gint64 result;

  if (value == AEQ_ISSUED_NONE)
    return sum;
  if (sign > 0 ? !__builtin_add_overflow (sum, value, &result) : !__builtin_sub_overflow (sum, value, &result))
    return result;
  return (sign > 0) == (value > 0) ? G_MAXINT64 : -G_MAXINT64;
}

static const AeqIssuedSlice *
slice_at (const AeqIssuedAccount *account, guint i)
{
  return &g_array_index (account->slices, AeqIssuedSlice, i);
}

static const AeqIssuedDay *
day_at (const AeqIssuedAccount *account, guint i)
{
  return i < account->days->len ? &g_array_index (account->days, AeqIssuedDay, i) : NULL;
}

static const AeqIssuedDay *
day_of (const AeqIssuedAccount *account, AeqDate date)
{
  for (guint i = 0; i < account->days->len; i++)
    if (day_at (account, i)->date == date)
      return day_at (account, i);
  return NULL;
}

/* What @account expected to have settled by @until. */
static gint64
expected_by (const AeqIssuedAccount *account, AeqInstant until)
{
  gint64 expected = account->settled;

  for (guint i = 0; i < account->slices->len && slice_at (account, i)->start < until; i++)
    expected = slice_at (account, i)->net[MEDIAN];
  return expected;
}

/* Known flows and overrides of the slices that start from @from to @to. */
static void
sum_known (const AeqIssuedAccount *account, AeqInstant from, AeqInstant to, int sign, gint64 reasons[AEQ_N_REASONS])
{
  for (guint i = 0; i < account->slices->len; i++)
    {
      const AeqIssuedSlice *slice = slice_at (account, i);

      if (slice->start < from || slice->start > to)
        continue;
      reasons[AEQ_REASON_KNOWN] = plus (plus (reasons[AEQ_REASON_KNOWN], sign, slice->known), -sign, slice->overridden);
      reasons[AEQ_REASON_OVERRIDES] = plus (reasons[AEQ_REASON_OVERRIDES], sign, slice->overridden);
    }
}

static gboolean
same_regime (const AeqForecastDiff *diff)
{
  for (int i = 0; i < 3; i++)
    if (diff->before->p[i] != diff->after->p[i] && !(isnan (diff->before->p[i]) && isnan (diff->after->p[i])))
      return FALSE;
  return TRUE;
}

/* Whose what the other reasons leave is. A new version and the same one's new view cannot be told apart in two documents. */
static AeqReason
rest_of (const AeqForecastDiff *diff)
{
  return g_str_equal (diff->before->model, diff->after->model) ? AEQ_REASON_REST : AEQ_REASON_MODEL;
}

static void
settle_rest (const AeqForecastDiff *diff, AeqDiffFigure *figure)
{
  gint64 rest = plus (figure->after, -1, figure->before);

  for (int i = 0; i < AEQ_REASON_MODEL; i++)
    rest = plus (rest, -1, figure->reasons[i]);
  figure->reasons[rest_of (diff)] = rest;
}

/* Reasons of a balance at or before @to on the day that both forecasts call today. */
static void
explain_today (const AeqForecastDiff *diff, const AeqDiffAccount *pair, AeqInstant to, gint64 reasons[AEQ_N_REASONS])
{
  AeqInstant from = pair->after->slices->len > 0 ? slice_at (pair->after, 0)->start : G_MAXINT64;

  reasons[AEQ_REASON_OPENING] = plus (pair->after->opening, -1, pair->before->opening);
  reasons[AEQ_REASON_ACTUALS] = plus (pair->after->settled, -1, expected_by (pair->before, from));
  sum_known (pair->after, from, to, 1, reasons);
  sum_known (pair->before, from, to, -1, reasons);
  if (!same_regime (diff))
    reasons[AEQ_REASON_REGIME] = plus (plus (0, 1, pair->after->stress), -1, pair->before->stress);
}

/* The day lay ahead then: the balance at its open is what the days before it made of the expected one. */
static void
explain_later_day (const AeqDiffAccount *pair, const AeqIssuedDay *then, const AeqIssuedDay *now,
                   gint64 reasons[AEQ_N_REASONS])
{
  const AeqIssuedDay *eve = then - 1;

  reasons[AEQ_REASON_ACTUALS] = plus (pair->after->opening, -1, eve->closing[MEDIAN]);
  reasons[AEQ_REASON_OVERRIDES] = plus (plus (0, 1, now->overridden), -1, then->overridden);
}

static void
compare_closing (const AeqForecastDiff *diff, AeqDiffAccount *pair)
{
  AeqDiffFigure      *figure = &pair->figures[AEQ_DIFF_CLOSING];
  const AeqIssuedDay *now = day_at (pair->after, 0);
  const AeqIssuedDay *then = now != NULL ? day_of (pair->before, now->date) : NULL;

  if (then == NULL)
    return;
  *figure =
      (AeqDiffFigure){ .has = TRUE, .date = now->date, .before = then->closing[MEDIAN], .after = now->closing[MEDIAN] };
  if (then == day_at (pair->before, 0))
    explain_today (diff, pair, G_MAXINT64, figure->reasons);
  else
    explain_later_day (pair, then, now, figure->reasons);
  settle_rest (diff, figure);
}

/* Only of the same day: the lowest points of two days are two things. */
static void
compare_lowest (const AeqForecastDiff *diff, AeqDiffAccount *pair)
{
  AeqDiffFigure      *figure = &pair->figures[AEQ_DIFF_LOWEST];
  const AeqIssuedDay *now = day_at (pair->after, 0);
  const AeqIssuedDay *then = day_at (pair->before, 0);

  if (now == NULL || then == NULL || now->date != then->date)
    return;
  *figure = (AeqDiffFigure){
    .has = TRUE, .date = now->date, .before = pair->before->lowest[MEDIAN], .after = pair->after->lowest[MEDIAN]
  };
  /* A lowest point that has been is not what is expected: nothing of it is explained by that. */
  if (pair->after->lowest_at != AEQ_INSTANT_NONE)
    explain_today (diff, pair, pair->after->lowest_at, figure->reasons);
  settle_rest (diff, figure);
}

/* Of the same day too. Where the lowest point has been, what may still break the limit is the rest of the day. */
static void
compare_breach (const AeqForecastDiff *diff, AeqDiffAccount *pair)
{
  gint64 moved[AEQ_N_REASONS] = { 0 };

  if (!pair->figures[AEQ_DIFF_LOWEST].has)
    return;
  explain_today (diff, pair, pair->after->lowest_at != AEQ_INSTANT_NONE ? pair->after->lowest_at : G_MAXINT64, moved);
  aeq_diff_breach_split (pair, moved, rest_of (diff));
}

static void
compare_next_day (const AeqForecastDiff *diff, AeqDiffAccount *pair)
{
  AeqDiffFigure      *figure = &pair->figures[AEQ_DIFF_NEXT_DAY];
  const AeqIssuedDay *now = day_at (pair->after, 1);
  const AeqIssuedDay *then = now != NULL ? day_of (pair->before, now->date) : NULL;

  if (then == NULL)
    return;
  *figure = (AeqDiffFigure){ .has = TRUE, .date = now->date, .before = then->net[MEDIAN], .after = now->net[MEDIAN] };
  figure->reasons[AEQ_REASON_OVERRIDES] = plus (plus (0, 1, now->overridden), -1, then->overridden);
  figure->reasons[AEQ_REASON_KNOWN] =
      plus (plus (plus (0, 1, now->known), -1, then->known), -1, figure->reasons[AEQ_REASON_OVERRIDES]);
  settle_rest (diff, figure);
}

static const AeqIssuedAccount *
find_account (const AeqIssued *issued, const AeqIssuedAccount *wanted)
{
  for (guint i = 0; i < issued->accounts->len; i++)
    {
      const AeqIssuedAccount *account = issued->accounts->pdata[i];

      if (g_strcmp0 (account->number, wanted->number) == 0 && account->currency == wanted->currency)
        return account;
    }
  return NULL;
}

static void
compare (AeqForecastDiff *diff)
{
  for (guint i = 0; i < diff->after->accounts->len; i++)
    {
      AeqDiffAccount pair = { .after = diff->after->accounts->pdata[i] };

      if ((pair.before = find_account (diff->before, pair.after)) == NULL)
        continue;
      compare_closing (diff, &pair);
      compare_lowest (diff, &pair);
      compare_breach (diff, &pair);
      compare_next_day (diff, &pair);
      g_array_append_val (diff->accounts, pair);
    }
}

static gboolean
newest_two (AeqLedger *ledger, AeqId ids[2], GError **error)
{
  g_autoptr (AeqStatement) stmt =
      aeq_store_prepare (ledger->store, "SELECT uid FROM forecast_run ORDER BY as_of DESC, id DESC LIMIT 2", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  for (int i = 0; i < 2; i++)
    {
      if (!aeq_statement_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        {
          g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                       "two forecasts are needed to compare and there %s: run forecast first",
                       i == 0 ? "is none" : "is one only");
          return FALSE;
        }
      aeq_statement_get_id (stmt, 0, &ids[i]);
    }
  return TRUE;
}

AeqForecastDiff *
aeq_job_forecast_diff (AeqLedger *ledger, const AeqId *one, const AeqId *other, GError **error)
{
  g_autoptr (AeqForecastDiff) self = g_new0 (AeqForecastDiff, 1);
  g_autoptr (GPtrArray) accounts = aeq_account_list (ledger, error);
  AeqId newest[2];

  if (accounts == NULL || (one == NULL && !newest_two (ledger, newest, error)))
    return NULL;
  self->accounts = g_array_new (FALSE, TRUE, sizeof (AeqDiffAccount));
  if ((self->before = aeq_issued_find (ledger, accounts, one != NULL ? one : &newest[1], error)) == NULL ||
      (self->after = aeq_issued_find (ledger, accounts, one != NULL ? other : &newest[0], error)) == NULL)
    return NULL;
  if (self->before->as_of > self->after->as_of)
    {
      AeqIssued *later = self->before;

      self->before = self->after;
      self->after = later;
    }
  compare (self);
  return g_steal_pointer (&self);
}
