/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

#include <math.h>

#include "aeq-balance.h"
#include "aeq-error.h"
#include "aeq-ladder.h"

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

static AeqCell
quantile (const AeqLadder *ladder, const AeqRung *rung, int level)
{
  if (rung->forecast == NULL || rung->forecast->balance[level] == AEQ_ISSUED_NONE)
    return aeq_cell_empty ();
  return aeq_cell_money (rung->forecast->balance[level], ladder->currency);
}

/* What lies after now has no booked figures yet. */
static gboolean
push_rung (const AeqLadder *ladder, AeqDocument *document, guint i, GError **error)
{
  const AeqRung *rung = &ladder->rungs[i];
  const AeqCurrency *currency = ladder->currency;
  gboolean booked = aeq_buckets_start (&ladder->buckets, i) <= ladder->now;

  return aeq_document_row (document,
                           (const AeqCell[G_N_ELEMENTS (COLUMNS)]){
                             aeq_cell_instant (aeq_buckets_start (&ladder->buckets, i), ladder->zone),
                             booked ? aeq_cell_money (rung->in, currency) : aeq_cell_empty (),
                             booked ? aeq_cell_money (rung->out, currency) : aeq_cell_empty (),
                             booked ? aeq_cell_money (rung->in + rung->out, currency) : aeq_cell_empty (),
                             booked ? aeq_cell_money (rung->position, currency) : aeq_cell_empty (),
                             booked ? aeq_cell_money (rung->balance, currency) : aeq_cell_empty (),
                             aeq_cell_money (rung->expected_in, currency),
                             aeq_cell_money (rung->expected_out, currency),
                             quantile (ladder, rung, Q05),
                             quantile (ladder, rung, AEQ_MEDIAN_INDEX),
                             quantile (ladder, rung, Q95),
                           },
                           error);
}

static gboolean
push_rungs (const AeqLadder *ladder, const AeqAccount *account, AeqDocument *document, GError **error)
{
  g_autofree char *title = g_strdup_printf ("%s %s", account->number, ladder->currency->code);
  const AeqTable table = { "ladder", title, COLUMNS, G_N_ELEMENTS (COLUMNS) };

  if (!aeq_document_begin_table (document, &table, error))
    return FALSE;
  for (guint i = 0; i < ladder->buckets.count; i++)
    if (!push_rung (ladder, document, i, error))
      return FALSE;
  return aeq_document_end_table (document, error);
}

static double
seconds (const AeqLadder *ladder, AeqInstant at)
{
  gint64 clock;
  AeqDate date;

  aeq_zone_to_local (ladder->zone, at, &date, &clock);
  return at >= ladder->buckets.end ? 86400.0 : (double) clock / (double) AEQ_SECOND;
}

/* The booked balance up to now, drawn at the ends of the slices; returns the last of them. */
static double
draw_booked (const AeqLadder *ladder, AeqChart *chart, double scale)
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
draw_forecast (const AeqLadder *ladder, AeqChart *chart, double balance, double scale)
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
push_chart (const AeqLadder *ladder, const AeqAccount *account, AeqDocument *document, const AeqLimit *limit,
            GError **error)
{
  const AeqCurrency *currency = ladder->currency;
  g_autofree char *title = g_strdup_printf ("%s %s, balance through the day", account->number, currency->code);
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
push_ladder (AeqExport *self, const AeqLadder *ladder, GError **error)
{
  const AeqAccount *account = self->request->account;
  char date[AEQ_DATE_TEXT_SIZE];
  g_autofree char      *title = g_strdup_printf ("Day of %s %s, %s", account->number, ladder->currency->code,
                                                 aeq_date_format (ladder->day, date));
  const AeqDocumentInfo info = { .title = title, .source = &self->source.source, .rows_only = TRUE };
  g_autoptr(AeqDocument) document = aeq_export_open (self, &info, error);
  AeqLimit limit;

  return document != NULL && aeq_limit_get (self->ledger, account, &limit, error) &&
         push_chart (ladder, account, document, &limit, error) && push_rungs (ladder, account, document, error) &&
         aeq_document_finish (document, self->cancellable, error);
}

static gboolean
load (AeqExport *self, AeqLadder *ladder, AeqDate day, GError **error)
{
  g_autoptr(GPtrArray) accounts = g_ptr_array_new ();

  g_ptr_array_add (accounts, (gpointer) self->request->account);
  return aeq_ladder_load (ladder, self->ledger, accounts, day, (guint) self->request->minutes, self->cancellable, error);
}

gboolean
aeq_export_ladder (AeqExport *self, GError **error)
{
  const AeqAccount *account = self->request->account;
  g_autoptr(AeqIssued) issued = NULL;
  g_auto(AeqLadder) ladder = { .rungs = NULL };
  AeqDate day;

  if (account == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "export ladder: give --account NUMBER");
      return FALSE;
    }
  day = self->request->day != AEQ_DATE_NONE ? self->request->day : aeq_zone_date (account->zone, self->ledger->now);
  if (!load (self, &ladder, day, error) ||
      !aeq_issued_of_day (self->ledger, self->accounts, account, TRUE, day, &issued, error))
    return FALSE;
  if (issued != NULL)
    {
      self->source.source.model = issued->model;
      self->source.source.scenario = issued->scenario;
      aeq_ladder_set_forecast (&ladder, issued->accounts->pdata[0]);
    }
  return push_ladder (self, &ladder, error);
}
