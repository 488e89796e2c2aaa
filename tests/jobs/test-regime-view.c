/* SPDX-License-Identifier: MIT */
#include "jobs-fixture.h"

#include "aeq-import-history.h"
#include "aeq-observation.h"
#include "aeq-regime-view.h"

static AeqDate
day (const char *text)
{
  AeqDate date;

  g_assert_true (aeq_date_parse_iso (text, -1, &date));
  return date;
}

static AeqRegimeView *
view_at (JobsFixture *fixture, AeqDate date)
{
  g_autoptr(GError) error = NULL;
  AeqRegimeView *view = aeq_job_regime_view (fixture->ledger, date, NULL, &error);

  g_assert_no_error (error);
  return view;
}

static void
put (JobsFixture *fixture, const char *series, const char *date, const char *known_on, double value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqObservationWriter) writer = aeq_observation_writer_new (fixture->ledger, &error);
  AeqObservation observation = { series, day (date), day (known_on), value };
  gboolean added;

  g_assert_true (aeq_observation_writer_add (writer, &observation, &added, &error));
  g_assert_no_error (error);
}

static const AeqMarketSeries *
series_of (const AeqRegimeView *view, const char *id)
{
  for (guint i = 0; i < view->series->len; i++)
    if (g_str_equal (((const AeqMarketSeries *) view->series->pdata[i])->id, id))
      return view->series->pdata[i];
  return NULL;
}

static void
test_an_empty_ledger_has_nothing_to_show (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegimeView) view = view_at (fixture, AEQ_DATE_NONE);

  g_assert_null (aeq_regime_view_now (view));
  g_assert_null (view->reasons);
  g_assert_cmpuint (view->series->len, ==, 0);
  g_assert_cmpuint (view->episodes->len, ==, 0);
  g_assert_false (view->invented);
}

static void
test_the_last_reading_is_that_of_the_command_line (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegimeView) view = NULL;
  AeqRegimeReading reading;
  gboolean found;

  jobs_import_market (fixture, 12);
  view = view_at (fixture, AEQ_DATE_NONE);
  g_assert_true (aeq_job_regime_at (fixture->ledger, view->date, &reading, &found, NULL));
  g_assert_cmpint (aeq_regime_view_now (view)->state, ==, reading.state);
  g_assert_cmpfloat (aeq_regime_view_now (view)->p[AEQ_REGIME_CRISIS], ==, reading.p[AEQ_REGIME_CRISIS]);
  g_assert_cmpuint (g_strv_length (view->reasons), >, 0);
  /* Funding is what it lacks; the others come first, in the order in which people name them. */
  g_assert_cmpint (reading.missing, ==, AEQ_REGIME_FUNDING);
  g_assert_cmpstr (((AeqMarketSeries *) view->series->pdata[0])->id, ==, "VIXCLS");
  g_assert_cmpstr (((AeqMarketSeries *) view->series->pdata[1])->id, ==, "BAA10Y");
  g_assert_true (series_of (view, "VIXCLS")->used);
}

static void
test_a_panic_is_an_episode_that_lasts (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegimeView) view = NULL;
  g_autoptr(AeqSheet) sheet = NULL;
  const AeqRegimeEpisode *episode;

  jobs_import_market (fixture, 12);
  view = view_at (fixture, AEQ_DATE_NONE);
  g_assert_cmpuint (view->episodes->len, ==, 1);
  episode = &g_array_index (view->episodes, AeqRegimeEpisode, 0);
  g_assert_true (episode->lasts);
  g_assert_cmpint (episode->worst, ==, AEQ_REGIME_CRISIS);
  g_assert_cmpint (episode->to, ==, view->date);
  g_assert_cmpint (episode->to - episode->from, <=, 12);
  g_assert_cmpfloat (episode->top, >, .9);
  sheet = aeq_regime_episode_sheet (view);
  g_assert_cmpuint (sheet->rows->len, ==, 1);
  g_assert_cmpint (((AeqSheetRow *) sheet->rows->pdata[0])->values[1].kind, ==, AEQ_VALUE_NONE); /* it is not over */
}

static void
test_a_look_back_sees_what_was_known_then (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegimeView) before = NULL;
  g_autoptr(AeqRegimeView) after = NULL;
  const AeqMarketSeries *series;

  put (fixture, "EFFR", "2026-02-23", "2026-02-24", 4.33);
  put (fixture, "EFFR", "2026-02-24", "2026-02-25", 4.34);
  put (fixture, "EFFR", "2026-02-24", "2026-02-27", 4.40); /* revised */
  before = view_at (fixture, day ("2026-02-26"));
  after = view_at (fixture, day ("2026-02-27"));
  series = series_of (before, "EFFR");
  g_assert_cmpuint (series->n, ==, 2);
  g_assert_cmpfloat (series->y[1], ==, 4.34);
  series = series_of (after, "EFFR");
  g_assert_cmpuint (series->n, ==, 2);
  g_assert_cmpfloat (series->y[1], ==, 4.40);
  g_assert_cmpint (series->known_on, ==, day ("2026-02-25")); /* when the day's first value was out */
  g_assert_cmpint (series->lag, ==, 1);
}

static void
test_lateness_counts_business_days_and_forgives_one (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *last;
    int late;
    AeqFreshness freshness;
  } CASES[] = { { "2026-02-26", 0, AEQ_FRESH_CURRENT }, { "2026-02-25", 1, AEQ_FRESH_CURRENT }, { "2026-02-24", 2, AEQ_FRESH_STALE } };
  const char *const NAMES[] = { "SOFR", "EFFR", "OBFR" };
  g_autoptr(AeqRegimeView) view = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    put (fixture, NAMES[i], CASES[i].last, "2026-02-27", 4.3);
  put (fixture, "TEDRATE", "2022-01-21", "2022-01-24", .1);
  view = view_at (fixture, AEQ_DATE_NONE); /* Monday, 2 March: Friday's value is due by its end */
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_assert_cmpint (series_of (view, NAMES[i])->late, ==, CASES[i].late);
      g_assert_cmpint (series_of (view, NAMES[i])->freshness, ==, CASES[i].freshness);
    }
  g_assert_cmpint (series_of (view, "TEDRATE")->freshness, ==, AEQ_FRESH_ENDED);
  g_assert_cmpint (series_of (view, "TEDRATE")->late, ==, 0);
}

static void
test_a_difference_is_of_the_days_that_both_have (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegimeView) view = NULL;
  const AeqMarketSeries *spread;
  g_autofree char *text = NULL;

  put (fixture, "SOFR", "2026-02-24", "2026-02-25", 4.36);
  put (fixture, "SOFR", "2026-02-25", "2026-02-26", 4.38);
  put (fixture, "SOFR", "2026-02-26", "2026-02-27", 4.37);
  put (fixture, "IORB", "2026-02-25", "2026-02-25", 4.40);
  put (fixture, "IORB", "2026-02-26", "2026-02-26", 4.40);
  view = view_at (fixture, AEQ_DATE_NONE);
  spread = series_of (view, "SOFR-IORB");
  g_assert_true (spread->derived);
  g_assert_cmpuint (spread->n, ==, 2);
  g_assert_cmpint ((AeqDate) spread->x[0], ==, day ("2026-02-25"));
  text = aeq_market_series_text (spread);
  g_assert_cmpstr (text, ==, "-0.03");
  g_assert_cmpint (spread->known_on, ==, day ("2026-02-27")); /* when SOFR was */
  g_assert_null (series_of (view, "SOFR-EFFR"));
}

static AeqDate
event_on (const AeqRegimeView *view, const char *iso)
{
  gsize n;
  const AeqMarketEvent *events = aeq_market_event_table (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (events[i].day, iso))
      return aeq_regime_view_event (view, &events[i]);
  g_assert_not_reached ();
}

static void
test_days_are_named_where_markets_are_real (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqRegimeView) real = NULL;
  g_autoptr(AeqRegimeView) sample = NULL;
  AeqImportRecord record = { .format = g_strdup ("demo") /* as the sample desk comes */, .name = g_strdup (""), .sha256 = g_strdup ("") };

  jobs_import_market (fixture, 0); /* four years back from March 2026 */
  real = view_at (fixture, AEQ_DATE_NONE);
  g_assert_cmpint (event_on (real, "2024-08-05"), ==, day ("2024-08-05"));
  g_assert_cmpint (event_on (real, "2008-09-15"), ==, AEQ_DATE_NONE); /* before the history begins */
  g_assert_true (aeq_import_history_begin (fixture->ledger, &record, &error));
  g_assert_true (aeq_import_history_finish (fixture->ledger, &record, &error));
  aeq_import_record_clear (&record);
  sample = view_at (fixture, AEQ_DATE_NONE);
  g_assert_true (sample->invented);
  g_assert_cmpint (event_on (sample, "2024-08-05"), ==, AEQ_DATE_NONE);
}

static void
test_events_are_days_in_order (void)
{
  gsize n;
  const AeqMarketEvent *events = aeq_market_event_table (&n);

  for (gsize i = 0; i < n; i++)
    g_assert_true (i == 0 || day (events[i - 1].day) < day (events[i].day));
}

static void
test_what_is_exported_is_the_stretch_that_is_seen (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqRegimeView) view = NULL;
  g_autoptr(AeqSeenTable) table = NULL;
  const AeqCell *cells;

  jobs_import_market (fixture, 12);
  view = view_at (fixture, AEQ_DATE_NONE);
  table = aeq_regime_history_table (view, day ("2026-02-23"), day ("2026-02-27"));
  g_assert_cmpuint (aeq_seen_table_get_n (table), ==, 5);
  cells = aeq_seen_table_get_row (table, 0);
  g_assert_cmpint (cells[0].date, ==, day ("2026-02-23"));
  g_assert_cmpfloat (fabs (cells[3].number + cells[4].number + cells[5].number - 1), <, 1e-9);
}

static void
test_a_cancel_is_one (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(AeqStatement) fill = aeq_store_prepare (
    fixture->ledger->store,
    "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    " INSERT INTO market_observation (series, day, known_on, value)"
    " SELECT 'S' || (i / 1000), '2020-01-01', '2020-01-' || (10 + i % 10) || (i / 10), 1 FROM n", &error);

  g_assert_no_error (error);
  g_assert_true (aeq_statement_run (fill, &error));
  g_cancellable_cancel (cancellable);
  g_assert_null (aeq_job_regime_view (fixture->ledger, AEQ_DATE_NONE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  jobs_test_add ("/jobs/regime-view/empty", test_an_empty_ledger_has_nothing_to_show);
  jobs_test_add ("/jobs/regime-view/now", test_the_last_reading_is_that_of_the_command_line);
  jobs_test_add ("/jobs/regime-view/episode", test_a_panic_is_an_episode_that_lasts);
  jobs_test_add ("/jobs/regime-view/look-back", test_a_look_back_sees_what_was_known_then);
  jobs_test_add ("/jobs/regime-view/lateness", test_lateness_counts_business_days_and_forgives_one);
  jobs_test_add ("/jobs/regime-view/difference", test_a_difference_is_of_the_days_that_both_have);
  jobs_test_add ("/jobs/regime-view/events", test_days_are_named_where_markets_are_real);
  g_test_add_func ("/jobs/regime-view/event-order", test_events_are_days_in_order);
  jobs_test_add ("/jobs/regime-view/export", test_what_is_exported_is_the_stretch_that_is_seen);
  jobs_test_add ("/jobs/regime-view/cancel", test_a_cancel_is_one);
  return g_test_run ();
}
