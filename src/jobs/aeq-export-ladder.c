/* SPDX-License-Identifier: MIT */
#include "aeq-export-issued.h"
#include "aeq-export-private.h"

#include <math.h>

#include "aeq-balance.h"
#include "aeq-bucket.h"
#include "aeq-cash-series.h"
#include "aeq-error.h"
#include "aeq-flow-list.h"

#define Q05 1
#define Q95 7

/* The day of an account by time slice: what was booked, what is expected, what is forecast. */
static const AeqColumn COLUMNS[] = {
  { "start", "From (local)", AEQ_CELL_INSTANT, AEQ_COLUMN_OFFSET },
  { "in", "In", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "out", "Out", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "net", "Net", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "position", "Position", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "balance", "Balance", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "expected_in", "Expected in", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "expected_out", "Expected out", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "forecast_q05", "Forecast, 5 %", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "forecast_q50", "Forecast, median", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "forecast_q95", "Forecast, 95 %", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
};

typedef struct
{
  gint64                in;
  gint64                out; /* negative, as the flows are */
  gint64                expected_in;
  gint64                expected_out;
  const AeqIssuedSlice *forecast;
} Rung;

typedef struct
{
  const AeqAccount *account;
  AeqBuckets        buckets;
  Rung             *rungs;
  AeqInstant        now;
  gint64            opening;
} Ladder;

static gboolean
sum (gint64 *in, gint64 *out, gint64 minor, GError **error)
{
  gint64 *side = minor > 0 ? in : out;

  if (aeq_money_add (*side, minor, side))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "the sum of the day's flows is too large");
  return FALSE;
}

static gboolean
add_booked (Ladder *ladder, AeqLedger *ledger, GError **error)
{
  g_autoptr (GArray) points =
      aeq_cash_points (ledger, ladder->account, ladder->buckets.start, ladder->buckets.end, error);

  for (guint i = 0; points != NULL && i < points->len; i++)
    {
      const AeqCashPoint *point = &g_array_index (points, AeqCashPoint, i);
      Rung *rung = &ladder->rungs[aeq_buckets_index (&ladder->buckets, point->settle_ts)];

      if (!sum (&rung->in, &rung->out, point->minor, error))
        return FALSE;
    }
  return points != NULL;
}

static gboolean
add_expected_flow (const AeqFlow *flow, const AeqId *uid G_GNUC_UNUSED, const AeqId *superseded_by G_GNUC_UNUSED,
                   gpointer user_data, GError **error)
{
  Ladder *ladder = user_data;
  Rung *rung = &ladder->rungs[aeq_buckets_index (&ladder->buckets, flow->settle_ts)];

  return sum (&rung->expected_in, &rung->expected_out, flow->minor, error);
}

static gboolean
add_expected (Ladder *ladder, AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  AeqFlowFilter filter = AEQ_FLOW_FILTER_ALL;

  filter.account = ladder->account->id;
  filter.from = ladder->buckets.start;
  filter.to = ladder->buckets.end;
  filter.status = AEQ_FLOW_EXPECTED;
  filter.open_only = TRUE;
  return aeq_flow_foreach (ledger, &filter, add_expected_flow, ladder, cancellable, error);
}

/* Slices of the forecast that begin where a slice of the ladder begins. */
static void
add_forecast (Ladder *ladder, const AeqIssued *issued)
{
  const AeqIssuedAccount *account = issued->accounts->pdata[0];

  for (guint i = 0; i < account->slices->len; i++)
    {
      const AeqIssuedSlice *slice = &g_array_index (account->slices, AeqIssuedSlice, i);
      int index = aeq_buckets_index (&ladder->buckets, slice->start);

      if (index >= 0 && aeq_buckets_start (&ladder->buckets, (guint) index) == slice->start)
        ladder->rungs[index].forecast = slice;
    }
}

static AeqCell
quantile (const Ladder *ladder, const Rung *rung, int level)
{
  if (rung->forecast == NULL || rung->forecast->balance[level] == AEQ_ISSUED_NONE)
    return aeq_cell_empty ();
  return aeq_cell_money (rung->forecast->balance[level], ladder->account->currency);
}

/* What lies after now has no booked figures yet. */
static gboolean
push_rung (const Ladder *ladder, AeqDocument *document, guint i, gint64 *position, GError **error)
{
  const Rung *rung = &ladder->rungs[i];
  const AeqCurrency *currency = ladder->account->currency;
  gboolean booked = aeq_buckets_start (&ladder->buckets, i) <= ladder->now;
  gint64 net = 0;
  gint64 balance = 0;

  if (!aeq_money_add (rung->in, rung->out, &net) || !aeq_money_add (*position, net, position) ||
      !aeq_money_add (ladder->opening, *position, &balance))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "the sum of the day's flows is too large");
      return FALSE;
    }
  return aeq_document_row (document,
                           (const AeqCell[G_N_ELEMENTS (COLUMNS)]){
                             aeq_cell_instant (aeq_buckets_start (&ladder->buckets, i), ladder->account->zone),
                             booked ? aeq_cell_money (rung->in, currency) : aeq_cell_empty (),
                             booked ? aeq_cell_money (rung->out, currency) : aeq_cell_empty (),
                             booked ? aeq_cell_money (net, currency) : aeq_cell_empty (),
                             booked ? aeq_cell_money (*position, currency) : aeq_cell_empty (),
                             booked ? aeq_cell_money (balance, currency) : aeq_cell_empty (),
                             aeq_cell_money (rung->expected_in, currency),
                             aeq_cell_money (rung->expected_out, currency),
                             quantile (ladder, rung, Q05),
                             quantile (ladder, rung, AEQ_MEDIAN_INDEX),
                             quantile (ladder, rung, Q95),
                           },
                           error);
}

static gboolean
push_rungs (const Ladder *ladder, AeqDocument *document, GError **error)
{
  g_autofree char *title = g_strdup_printf ("%s %s", ladder->account->number, ladder->account->currency->code);
  const AeqTable table = { "ladder", title, COLUMNS, G_N_ELEMENTS (COLUMNS) };
  gint64 position = 0;

  if (!aeq_document_begin_table (document, &table, error))
    return FALSE;
  for (guint i = 0; i < ladder->buckets.count; i++)
    if (!push_rung (ladder, document, i, &position, error))
      return FALSE;
  return aeq_document_end_table (document, error);
}

static double
seconds (const Ladder *ladder, AeqInstant at)
{
  gint64 clock;
  AeqDate date;

  aeq_zone_to_local (ladder->account->zone, at, &date, &clock);
  return at >= ladder->buckets.end ? 86400.0 : (double) clock / (double) AEQ_SECOND;
}

/* The booked balance up to now, drawn at the ends of the slices; returns the last of them. */
static double
draw_booked (const Ladder *ladder, AeqChart *chart, double scale)
{
  g_autofree double *x = g_new (double, ladder->buckets.count + 1);
  g_autofree double *y = g_new (double, ladder->buckets.count + 1);
  double balance = (double) ladder->opening;
  gsize n = 1;

  x[0] = 0;
  y[0] = balance / scale;
  for (guint i = 0; i < ladder->buckets.count && aeq_buckets_start (&ladder->buckets, i) <= ladder->now; i++, n++)
    {
      balance += (double) ladder->rungs[i].in + (double) ladder->rungs[i].out;
      x[n] =
          seconds (ladder, MIN (aeq_buckets_start (&ladder->buckets, i + 1), MAX (ladder->now, ladder->buckets.start)));
      y[n] = balance / scale;
    }
  aeq_chart_add_step (chart, "Booked", AEQ_INK_ACTUAL, x, y, n);
  return balance;
}

/* From the balance of now on. */
static void
draw_forecast (const Ladder *ladder, AeqChart *chart, double balance, double scale)
{
  g_autofree double *x = g_new (double, ladder->buckets.count + 1);
  g_autofree double *q = g_new (double, (ladder->buckets.count + 1) * AEQ_N_QUANTILES);
  gsize n = 1;

  x[0] = seconds (ladder, ladder->now);
  for (int k = 0; k < AEQ_N_QUANTILES; k++)
    q[k] = balance / scale;

  for (guint i = 0; i < ladder->buckets.count; i++)
    if (ladder->rungs[i].forecast != NULL)
      {
        x[n] = seconds (ladder, aeq_buckets_start (&ladder->buckets, i + 1));
        for (int k = 0; k < AEQ_N_QUANTILES; k++)
          {
            gint64 minor = ladder->rungs[i].forecast->balance[k];

            q[n * AEQ_N_QUANTILES + (gsize) k] = minor != AEQ_ISSUED_NONE ? (double) minor / scale : NAN;
          }
        n++;
      }
  if (n > 1)
    aeq_chart_add_fan (chart, "Forecast", x, n, AEQ_QUANTILE_LEVELS, AEQ_N_QUANTILES, q);
}

static gboolean
push_chart (const Ladder *ladder, AeqDocument *document, const AeqLimit *limit, GError **error)
{
  const AeqCurrency *currency = ladder->account->currency;
  g_autofree char *title = g_strdup_printf ("%s %s, balance through the day", ladder->account->number, currency->code);
  g_autoptr(AeqChart) chart = aeq_chart_new (title, AEQ_AXIS_TIME, NULL, currency->code);
  double scale = (double) aeq_money_scale (currency->exponent);

  aeq_chart_set_x_range (chart, 0, 86400);
  draw_forecast (ladder, chart, draw_booked (ladder, chart, scale), scale);
  if (limit->has)
    aeq_chart_add_limit (chart, "limit", (double) limit->floor_amount / scale);
  if (ladder->now > ladder->buckets.start && ladder->now < ladder->buckets.end)
    aeq_chart_add_moment (chart, "now", seconds (ladder, ladder->now));
  return aeq_document_chart (document, chart, error);
}

static gboolean
push_ladder (AeqExport *self, const Ladder *ladder, AeqDate day, GError **error)
{
  char date[AEQ_DATE_TEXT_SIZE];
  g_autofree char *title = g_strdup_printf ("Day of %s %s, %s", ladder->account->number,
                                            ladder->account->currency->code, aeq_date_format (day, date));
  const AeqDocumentInfo info = { .title = title, .source = &self->source.source, .rows_only = TRUE };
  g_autoptr(AeqDocument) document = aeq_export_open (self, &info, error);
  AeqLimit limit;

  return document != NULL && aeq_limit_get (self->ledger, ladder->account, &limit, error) &&
         push_chart (ladder, document, &limit, error) && push_rungs (ladder, document, error) &&
         aeq_document_finish (document, self->cancellable, error);
}

/* The newest forecast when it is of this day and account; none is no error. */
static gboolean
find_forecast (AeqExport *self, AeqDate day, AeqIssued **issued, GError **error)
{
  const AeqAccount *account = self->request->account;
  g_autoptr(GError) local = NULL;

  *issued = aeq_issued_newest (self->ledger, self->accounts, account, &local);
  if (*issued == NULL && !g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (*issued != NULL && aeq_zone_date (account->zone, (*issued)->as_of) != day)
    g_clear_pointer (issued, aeq_issued_free);
  return TRUE;
}

gboolean
aeq_export_ladder (AeqExport *self, GError **error)
{
  const AeqAccount *account = self->request->account;
  g_autoptr(AeqIssued) issued = NULL;
  g_autofree Rung *rungs = NULL;
  Ladder ladder = { .account = account, .now = self->ledger->now };
  AeqBalance opening;
  AeqDate day;

  if (account == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "export ladder: give --account NUMBER");
      return FALSE;
    }
  day = self->request->day != AEQ_DATE_NONE ? self->request->day : aeq_zone_date (account->zone, self->ledger->now);
  if (!aeq_buckets_init (&ladder.buckets, account->zone, day, (guint) self->request->minutes, error) ||
      !aeq_balance_at (self->ledger, account, ladder.buckets.start - 1, &opening, error) ||
      !find_forecast (self, day, &issued, error))
    return FALSE;
  ladder.opening = opening.minor;
  ladder.rungs = rungs = g_new0 (Rung, ladder.buckets.count);
  if (!add_booked (&ladder, self->ledger, error) || !add_expected (&ladder, self->ledger, self->cancellable, error))
    return FALSE;
  if (issued != NULL)
    {
      self->source.source.model = issued->model;
      self->source.source.scenario = issued->scenario;
      add_forecast (&ladder, issued);
    }
  return push_ladder (self, &ladder, day, error);
}
