/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-observation.h"
#include "aeq-position.h"
#include "ledger-fixture.h"

static gboolean
put (LedgerFixture *fixture, const char *iso, const char *instrument, const char *quantity)
{
  g_autoptr(GError) error = NULL;
  AeqPosition position = { .day = day (iso), .instrument = instrument, .quantity = quantity,
                           .currency = fixture->usd->currency, .price = "0.000000000000000000001" };
  gboolean added;

  aeq_position_put (fixture->ledger, fixture->usd, &position, 0, &added, &error);
  g_assert_no_error (error);
  return added;
}

static gboolean
append (const AeqPosition *position, gpointer text, GError **error G_GNUC_UNUSED)
{
  g_string_append_printf (text, "%s=%s@%s;", position->instrument, position->quantity, position->price);
  g_assert_false (position->has_market_value);
  return TRUE;
}

static void
test_newest_day_with_exact_figures (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_true (put (fixture, "2024-03-01", "Old", "1"));
  g_assert_true (put (fixture, "2024-03-02", "B", "2"));
  g_assert_true (put (fixture, "2024-03-02", "A", "123456789012345678901234567890.5"));
  g_assert_true (aeq_position_foreach (fixture->ledger, AEQ_DATE_NONE, append, text, NULL));
  g_assert_cmpstr (text->str, ==, "A=123456789012345678901234567890.5@0.000000000000000000001;"
                                  "B=2@0.000000000000000000001;");
}

static void
test_the_same_again_is_a_duplicate (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_true (put (fixture, "2024-03-01", "A", "1"));
  g_assert_false (put (fixture, "2024-03-01", "A", "1"));
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM position"), ==, 1);
}

static gboolean
observe (LedgerFixture *fixture, const char *iso, const char *known, double value)
{
  g_autoptr(AeqObservationWriter) writer = aeq_observation_writer_new (fixture->ledger, NULL);
  AeqObservation observation = { "VIX", day (iso), day (known), value };
  gboolean added;

  g_assert_true (aeq_observation_writer_add (writer, &observation, &added, NULL));
  return added;
}

static gboolean
append_value (const AeqObservation *observation, gpointer text, GError **error G_GNUC_UNUSED)
{
  char known[AEQ_DATE_TEXT_SIZE];

  g_string_append_printf (text, "%s:%.1f;", aeq_date_format (observation->known_on, known), observation->value);
  return TRUE;
}

static void
test_revisions_keep_what_was_known (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const SERIES[] = { "VIX", NULL };
  static const char *const OTHER[] = { "SOFR", NULL };
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_true (observe (fixture, "2024-03-01", "2024-03-04", 20.0));
  g_assert_true (observe (fixture, "2024-03-01", "2024-03-02", 19.5));
  g_assert_false (observe (fixture, "2024-03-01", "2024-03-02", 99.0));
  g_assert_true (aeq_observation_foreach (fixture->ledger, OTHER, append_value, text, NULL));
  g_assert_cmpstr (text->str, ==, "");
  g_assert_true (aeq_observation_foreach (fixture->ledger, SERIES, append_value, text, NULL));
  g_assert_cmpstr (text->str, ==, "2024-03-02:19.5;2024-03-04:20.0;");
}

static void
test_series_are_named_once (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) none = aeq_observation_series (fixture->ledger, NULL);
  g_autoptr(GPtrArray) one = NULL;

  g_assert_cmpuint (none->len, ==, 1);
  g_assert_null (none->pdata[0]);
  g_assert_true (observe (fixture, "2024-03-01", "2024-03-04", 20.0));
  g_assert_true (observe (fixture, "2024-03-02", "2024-03-04", 21.0));
  one = aeq_observation_series (fixture->ledger, NULL);
  g_assert_cmpuint (one->len, ==, 2);
  g_assert_cmpstr (one->pdata[0], ==, "VIX");
}

static void
test_missing_is_not_a_number_and_refused (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqObservationWriter) writer = aeq_observation_writer_new (fixture->ledger, NULL);
  AeqObservation observation = { "VIX", day ("2024-03-01"), day ("2024-03-01"), NAN };
  g_autoptr(GError) error = NULL;
  gboolean added;

  g_assert_false (aeq_observation_writer_add (writer, &observation, &added, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/position/newest-day-exact", test_newest_day_with_exact_figures);
  ledger_test_add ("/ledger/position/duplicate", test_the_same_again_is_a_duplicate);
  ledger_test_add ("/ledger/observation/revisions", test_revisions_keep_what_was_known);
  ledger_test_add ("/ledger/observation/series", test_series_are_named_once);
  ledger_test_add ("/ledger/observation/missing", test_missing_is_not_a_number_and_refused);
  return aeq_test_run_on_store ();
}
