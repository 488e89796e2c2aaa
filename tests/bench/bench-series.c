/* SPDX-License-Identifier: MIT */

/* Forecast quality on real series: bench-series FOLDER A|B|K|C|D|G... prints the scores of those protocols, one
 * configuration for all. FOLDER holds the data files; B and K (debt known) add the ledger lines up by day first. Small
 * letters run the same on the days before the tests: settings are chosen there; e and f are two more of the same kinds, the Treasury's net
 * from 2007 through the crisis of 2008 and eleven cash machines walked day by day before their test rows. */

#include "aeq-backtest-intraday.h"
#include "aeq-backtest.h"
#include "aeq-mixture.h"
#include "aeq-rest.h"
#include "aeq-rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char DEBT_IN[] = "Public Debt Cash Issues (Table III-B)";
static const char DEBT_OUT[] = "Public Debt Cash Redemp. (Table III-B)";

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "bench-series: %s\n", error->message);
  exit (1);
}

static AeqTable *
read_table (const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr(GError) error = NULL;
  AeqTable *table = aeq_table_read (path, &error);

  stop_on (error);
  return table;
}

/* Fields of a line; commas within double quotes do not part them. */
static GPtrArray *
split_line (char *line)
{
  GPtrArray *fields = g_ptr_array_new ();
  gboolean quoted = FALSE;

  g_ptr_array_add (fields, line);
  for (char *p = line; *p != '\0'; p++)
    if (*p == '"')
      quoted = !quoted;
    else if (*p == ',' && !quoted)
      {
        *p = '\0';
        g_ptr_array_add (fields, p + 1);
      }
  return fields;
}

/* Deposits and withdrawals of the Treasury a day: all of them, or those that are debt. */
static AeqTable *
treasury_flows (const char *folder, gboolean debt_only)
{
  g_autofree char *path = g_build_filename (folder, "dts_flows_by_category_2005_2013.csv", NULL);
  g_autofree char *content = NULL;
  g_autoptr(GString) text = g_string_new ("date,deposits,withdrawals\n");
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  double in = 0, out = 0;
  const char *day = NULL;
  AeqTable *table;

  g_file_get_contents (path, &content, NULL, &error);
  stop_on (error);
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) f = split_line (lines[i]);
      gboolean last = f->len < 7;
      double amount;

      if (day != NULL && (last || strcmp (day, f->pdata[0]) != 0))
        {
          g_string_append_printf (text, "%s,%.0f,%.0f\n", day, in, out);
          in = out = 0;
        }
      if (last)
        break;
      day = f->pdata[0];
      amount = g_ascii_strtod (f->pdata[5], NULL);
      if (strcmp (f->pdata[6], "0") != 0 ||
          (debt_only && strcmp (f->pdata[4], DEBT_IN) != 0 && strcmp (f->pdata[4], DEBT_OUT) != 0))
        continue;
      *(strcmp (f->pdata[2], "D") == 0 ? &in : &out) += amount;
    }
  table = aeq_table_parse (text->str, text->len, "treasury", &error);
  stop_on (error);
  return table;
}

static void
print_part (const char *name, const AeqBacktestPart *part)
{
  const AeqTally *t = &part->tally;

  if (t->n == 0)
    return;
  printf ("  %-16s n %6" G_GUINT64_FORMAT "  WAPE %.4f  WQL %.4f  MASE %.3f  cov90 %.3f  w90 %.2f  worst60 %.3f\n",
          name, t->n, aeq_tally_wape (t), aeq_tally_wql (t), part->mase, aeq_tally_coverage (t, AEQ_INTERVAL_90),
          aeq_tally_width (t, AEQ_INTERVAL_90), aeq_worst_run (part->inside, part->n_inside, 60));
}

static void
run (const char *title, const AeqBacktestSpec *spec)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqBacktest) result = aeq_backtest_run (spec, NULL, NULL, &error);

  stop_on (error);
  printf ("%s: sMAPE %.2f, %u fits in %.1f s, forecasts in %.1f s\n", title, result->smape, result->n_fits,
          result->seconds_fit, result->seconds_forecast);
  print_part ("all", &result->total);
  for (gsize s = 0; result->n_series > 1 && result->n_series <= 4 && s < result->n_series; s++)
    print_part (result->names[s], &result->by_series[s]);
  for (gsize k = 0; spec->rolling && k < result->n_horizons; k++)
    {
      g_autofree char *name = g_strdup_printf ("h = %u", result->horizons[k]);

      print_part (name, &result->by_horizon[k]);
      print_part ("  in the window", &result->window_by_horizon[k]);
    }
  for (guint c = 0; c < result->n_candidates; c++)
    {
      const AeqBacktestCandidate *one = &result->candidates[c];

      printf ("    %-26s weight %.3f  sMAPE %.2f  WAPE %.4f  WQL %.4f  cov90 %.3f\n", one->name, one->weight,
              aeq_tally_smape (&one->tally), aeq_tally_wape (&one->tally), aeq_tally_wql (&one->tally),
              aeq_tally_coverage (&one->tally, AEQ_INTERVAL_90));
    }
}

static void
run_a (const char *folder)
{
  g_autoptr(AeqTable) table = read_table (folder, "nn5_daily.csv");
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("uk_chaps", NULL);

  run ("A cash machines", &(AeqBacktestSpec) { .table = table, .calendar = calendar, .season = 7, .zeros_missing = TRUE,
                                               .seed = 1 });
}

/* The same before the test rows: the last origins of the training rows. */
static void
run_a_earlier (const char *folder)
{
  static const gsize ORIGINS[] = { 567, 623, 651, 679 };
  g_autoptr(AeqTable) table = read_table (folder, "nn5_daily.csv");
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("uk_chaps", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ORIGINS); i++)
    {
      AeqTable part = *table;

      part.n = ORIGINS[i] + 56;
      run ("A earlier", &(AeqBacktestSpec) { .table = &part, .calendar = calendar, .season = 7, .zeros_missing = TRUE,
                                             .tail = 56, .seed = 1 });
    }
}

/* Eleven of them, day by day before the test rows. */
static void
run_f (const char *folder)
{
  static const guint horizons[] = { 1, 7, 14 };
  g_autoptr(AeqTable) table = read_table (folder, "nn5_daily.csv");
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("uk_chaps", NULL);
  AeqTable part = *table;

  part.n_series = 11;
  part.names += 100;
  part.values += 100;
  part.n = 735;
  run ("F cash machines day by day",
       &(AeqBacktestSpec) { .table = &part, .calendar = calendar, .season = 7, .zeros_missing = TRUE, .rolling = TRUE,
                            .from = table->dates[540], .to = table->dates[720], .horizons = horizons, .n_horizons = 3,
                            .refit_days = 90, .seed = 1 });
}

static void
run_b (const char *folder, gboolean debt_known, AeqDate from, AeqDate to)
{
  static const guint horizons[] = { 1, 5, 10 };
  g_autoptr(AeqTable) table = treasury_flows (folder, FALSE);
  g_autoptr(AeqTable) known = treasury_flows (folder, TRUE);

  run (debt_known ? "B Treasury flows, debt known" : "B Treasury flows",
       &(AeqBacktestSpec) { .table = table, .known = debt_known ? known : NULL, .season = 5, .rolling = TRUE,
                            .from = from, .to = to,
                            .horizons = horizons, .n_horizons = 3, .refit_days = 90, .seed = 1 });
}

/* The rows of a stretch of years, only the net column: before 2014 and after it two accounts were counted. */
static AeqTable *
treasury_account (const char *folder, const char *from, const char *to)
{
  g_autofree char *path = g_build_filename (folder, "dts_daily_cash_position.csv", NULL);
  g_autofree char *content = NULL;
  g_autoptr(GString) text = g_string_new ("date,net\n");
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;
  AeqTable *table;

  g_file_get_contents (path, &content, NULL, &error);
  stop_on (error);
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) f = split_line (lines[i]);

      if (f->len > 5 && strcmp (f->pdata[0], from) > 0 && strcmp (f->pdata[0], to) < 0)
        g_string_append_printf (text, "%s,%s\n", (char *) f->pdata[0], (char *) f->pdata[5]);
    }
  table = aeq_table_parse (text->str, text->len, "account", &error);
  stop_on (error);
  return table;
}

static void
run_net (const char *title, const AeqTable *table, AeqDate from, AeqDate to, AeqDate window_from, AeqDate window_to)
{
  static const guint horizons[] = { 1, 10 };

  run (title,
       &(AeqBacktestSpec) { .table = table, .season = 5, .rolling = TRUE, .from = from,
                            .to = MIN (to, table->dates[table->n - 1]), .horizons = horizons, .n_horizons = 2, .refit_days = 90,
                            .has_window = TRUE, .window_from = window_from, .window_to = window_to, .seed = 1 });
}

static void
run_c (const char *folder, AeqDate from, AeqDate to)
{
  g_autoptr(AeqTable) table = treasury_account (folder, "2015", "9999");

  run_net ("C Treasury account, net", table, from, to, aeq_date_from_ymd (2020, 3, 16), aeq_date_from_ymd (2020, 7, 31));
}

static void
run_e (const char *folder)
{
  g_autoptr(AeqTable) table = treasury_account (folder, "2005", "2014");

  run_net ("E Treasury account before 2014, net", table, aeq_date_from_ymd (2007, 1, 3), G_MAXINT32,
           aeq_date_from_ymd (2008, 9, 15), aeq_date_from_ymd (2009, 3, 31));
}

static void
run_d (const char *folder, const char *file, guint test_days)
{
  static const guint nows[] = { 0, 4, 8, 12 };
  g_autoptr(AeqTable) table = read_table (folder, file);
  AeqIntradayBacktestSpec spec = { .table = table, .minutes = 30, .nows = nows, .n_nows = 4, .test_days = test_days,
                                   .refit_days = 30, .seed = 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqIntradayBacktest) result = aeq_intraday_backtest_run (&spec, NULL, NULL, &error);
  const AeqIntradayScore *m;

  stop_on (error);
  m = &result->mean;
  printf ("D %s: WAPE total %.4f, bucket %.4f, CRPS %.4f, energy %.4f, cov90 %.3f, width %.3f; fits %.1f s, forecasts "
          "%.1f s\n",
          file, m->wape_total, m->wape_bucket, m->crps, m->energy, m->coverage90, m->width90, result->seconds_fit,
          result->seconds_forecast);
}

#define MANY_SERIES 1000
#define MANY_ROWS 1028 /* 1,000 and 28 days ahead */
#define WHOLE_WEEKS 735

/* Protocol A's series over and over, with 8 % of lognormal noise. */
static AeqTable *
many_series (const AeqTable *from)
{
  AeqTable *table = g_new0 (AeqTable, 1);
  AeqRng rng;

  aeq_rng_init (&rng, 3);
  table->n = MANY_ROWS;
  table->n_series = MANY_SERIES;
  table->dates = g_new (AeqDate, MANY_ROWS);
  table->names = g_new0 (char *, MANY_SERIES + 1);
  table->values = g_new0 (double *, MANY_SERIES + 1);
  for (guint r = 0; r < MANY_ROWS; r++)
    table->dates[r] = from->dates[0] + (AeqDate) r;
  for (guint s = 0; s < MANY_SERIES; s++)
    {
      table->names[s] = g_strdup_printf ("made-%u", s + 1);
      table->values[s] = g_new (double, MANY_ROWS);
      for (guint r = 0; r < MANY_ROWS; r++)
        table->values[s][r] = from->values[s % from->n_series][r % WHOLE_WEEKS] * exp (.08 * aeq_rng_normal (&rng));
    }
  return table;
}

static void
run_g (const char *folder)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(AeqTable) nn5 = read_table (folder, "nn5_daily.csv");
  g_autoptr(AeqTable) table = many_series (nn5);
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get ("uk_chaps", NULL);

  run ("G a thousand series", &(AeqBacktestSpec) { .table = table, .calendar = calendar, .season = 7,
                                                   .zeros_missing = TRUE, .tail = 28, .seed = 1 });
  printf ("  from start to end %.1f s\n", (g_get_monotonic_time () - start) / 1e6);
}

int
main (int argc, char **argv)
{
  for (int i = 2; i < argc; i++)
    switch (argv[i][0])
      {
      case 'A':
        run_a (argv[1]);
        break;
      case 'a':
        run_a_earlier (argv[1]);
        break;
      case 'B':
      case 'K':
        run_b (argv[1], argv[i][0] == 'K', aeq_date_from_ymd (2009, 1, 2), aeq_date_from_ymd (2013, 1, 2));
        break;
      case 'b':
        run_b (argv[1], FALSE, aeq_date_from_ymd (2007, 1, 2), aeq_date_from_ymd (2008, 12, 15));
        break;
      case 'C':
        run_c (argv[1], aeq_date_from_ymd (2017, 1, 3), G_MAXINT32);
        run_c (argv[1], aeq_date_from_ymd (2018, 7, 2), G_MAXINT32);
        break;
      case 'c':
        run_c (argv[1], aeq_date_from_ymd (2015, 9, 1), aeq_date_from_ymd (2016, 12, 15));
        break;
      case 'e':
        run_e (argv[1]);
        break;
      case 'f':
        run_f (argv[1]);
        break;
      case 'G':
        run_g (argv[1]);
        break;
      case 'D':
        run_d (argv[1], "bank_calls_5min.csv", 40);
        run_d (argv[1], "taylor_halfhourly.csv", 28);
        break;
      }
  if (argc < 3)
    fprintf (stderr, "Usage: bench-series FOLDER A|B|K|C|D|G...\n");
  return argc < 3 ? 2 : 0;
}
