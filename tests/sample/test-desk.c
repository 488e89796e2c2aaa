/* SPDX-License-Identifier: MIT */
#include "sample-test.h"
#include "aeq-error.h"

#include <string.h>

typedef struct
{
  AeqSampleDesk *desk;
} Fixture;

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  fixture->desk = sample_test_desk (7, SAMPLE_TEST_NOW);
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  aeq_sample_desk_free (fixture->desk);
}

static void
test_same_seed_same_bytes (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(AeqSampleDesk) again = sample_test_desk (7, SAMPLE_TEST_NOW);
  g_autoptr(AeqSampleDesk) other = sample_test_desk (8, SAMPLE_TEST_NOW);
  g_autoptr(AeqSampleDesk) later = sample_test_desk (7, "2026-11-20T14:06:00Z");
  g_autofree char *first = aeq_sample_desk_digest (fixture->desk);
  g_autofree char *second = aeq_sample_desk_digest (again);
  g_autofree char *third = aeq_sample_desk_digest (other);
  g_autofree char *fourth = aeq_sample_desk_digest (later);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, third);
  g_assert_cmpstr (first, !=, fourth);
}

static void
test_size (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GHashTable) currencies = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (fixture->desk->n_flows, >=, 200000);
  g_assert_cmpuint (fixture->desk->n_flows, <=, 300000);
  g_assert_cmpuint (fixture->desk->n_accounts, ==, 12);
  for (gsize i = 0; i < fixture->desk->n_accounts; i++)
    {
      g_assert_cmpint (fixture->desk->accounts[i].account, ==, i + 1);
      g_hash_table_add (currencies, (gpointer) fixture->desk->accounts[i].currency);
      g_hash_table_add (kinds, (gpointer) fixture->desk->accounts[i].kind);
    }
  g_assert_cmpuint (g_hash_table_size (currencies), ==, 5);
  g_assert_cmpuint (g_hash_table_size (kinds), ==, 4);
  g_assert_cmpint (aeq_date_add_months (fixture->desk->first, 36), ==, fixture->desk->today);
}

static void
test_categories_are_known (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < fixture->desk->n_flows; i++)
    g_hash_table_add (seen, (gpointer) fixture->desk->flows[i].category);
  for (guint i = 0; AEQ_CATEGORIES[i] != NULL; i++)
    g_assert_true (g_hash_table_remove (seen, AEQ_CATEGORIES[i]) ==
                   (strcmp (AEQ_CATEGORIES[i], AEQ_CATEGORY_OTHER) != 0));
  g_assert_cmpuint (g_hash_table_size (seen), ==, 0);
}

static void
test_references_are_unique (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < fixture->desk->n_flows; i++)
    {
      const AeqFlow *flow = &fixture->desk->flows[i];

      g_assert_true (
          g_hash_table_add (seen, g_strdup_printf ("%" G_GINT64_FORMAT " %s", flow->account, flow->reference)));
      if (flow->bank_reference != NULL)
        g_assert_true (g_hash_table_add (seen, g_strdup (flow->bank_reference)));
    }
}

static void
test_expected_today (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  guint today = 0, ahead = 0, pending = 0, obligations = 0;

  for (gsize i = 0; i < fixture->desk->n_flows; i++)
    {
      const AeqFlow *flow = &fixture->desk->flows[i];

      today += flow->status == AEQ_FLOW_EXPECTED && flow->value_date == fixture->desk->today;
      ahead += flow->status == AEQ_FLOW_EXPECTED && flow->value_date > fixture->desk->today;
      pending += flow->status == AEQ_FLOW_PENDING;
    }
  for (gsize i = 0; i < fixture->desk->n_obligations; i++)
    obligations += fixture->desk->obligations[i].date >= fixture->desk->today;
  g_assert_cmpuint (today, >=, 20);
  g_assert_cmpuint (ahead, >=, 100);
  g_assert_cmpuint (pending, >=, 1);
  g_assert_cmpuint (obligations, >=, 1);
}

/* Nine hours later: what was expected has come, under the same reference and with the same amount. */
static void
test_expected_meet_their_actuals (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr(AeqSampleDesk) evening = sample_test_desk (7, "2026-11-20T23:30:00Z");
  g_autoptr(GHashTable) actuals = g_hash_table_new (g_str_hash, g_str_equal);
  guint met = 0;

  for (gsize i = 0; i < evening->n_flows; i++)
    if (evening->flows[i].status == AEQ_FLOW_ACTUAL && evening->flows[i].value_date == evening->today
        && strcmp (evening->flows[i].category, "treasury_transfer") != 0)
      g_hash_table_insert (actuals, (gpointer) evening->flows[i].reference, &evening->flows[i]);
  for (gsize i = 0; i < fixture->desk->n_flows; i++)
    {
      const AeqFlow *flow = &fixture->desk->flows[i];
      const AeqFlow *actual;

      if (flow->status != AEQ_FLOW_EXPECTED || flow->value_date != fixture->desk->today)
        continue;
      actual = g_hash_table_lookup (actuals, flow->reference);
      g_assert_nonnull (actual);
      g_assert_cmpint (actual->minor, ==, flow->minor);
      g_assert_cmpint (actual->account, ==, flow->account);
      g_assert_cmpint (actual->settle_ts, >=, flow->settle_ts);
      met++;
    }
  g_assert_cmpuint (met, >=, 20);
}

static void
test_times_out_of_reach_are_refused (void)
{
  static const char *const TIMES[] = { "1992-12-31T23:59:59Z", "2036-01-01T00:00:00Z", "1970-01-01T00:00:00Z" };
  static const AeqInstant INSTANTS[] = { AEQ_INSTANT_NONE, G_MAXINT64, -1 };

  for (guint i = 0; i < G_N_ELEMENTS (TIMES) + G_N_ELEMENTS (INSTANTS); i++)
    {
      g_autoptr(GError) error = NULL;
      AeqInstant now = i < G_N_ELEMENTS (TIMES) ? sample_test_instant (TIMES[i]) : INSTANTS[i - G_N_ELEMENTS (TIMES)];

      g_assert_null (aeq_sample_desk_generate (1, now, NULL, NULL, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "1993 to 2035"));
    }
}

static void
test_can_be_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (aeq_sample_desk_generate (1, sample_test_instant (SAMPLE_TEST_NOW), NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_progress (G_GNUC_UNUSED const char *step, double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  *last = fraction;
}

static void
test_tells_its_progress (void)
{
  double last = 0.0;
  g_autoptr(AeqProgress) progress = aeq_progress_new (on_progress, &last);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqSampleDesk) desk =
    aeq_sample_desk_generate (1, sample_test_instant (SAMPLE_TEST_NOW), progress, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (desk);
  g_assert_cmpfloat (last, ==, 1.0);
}

#define ADD(name, func) g_test_add ("/sample/desk/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("same-seed-same-bytes", test_same_seed_same_bytes);
  ADD ("size", test_size);
  ADD ("categories-are-known", test_categories_are_known);
  ADD ("references-are-unique", test_references_are_unique);
  ADD ("expected-today", test_expected_today);
  ADD ("expected-meet-their-actuals", test_expected_meet_their_actuals);
  g_test_add_func ("/sample/desk/times-out-of-reach-are-refused", test_times_out_of_reach_are_refused);
  g_test_add_func ("/sample/desk/can-be-cancelled", test_can_be_cancelled);
  g_test_add_func ("/sample/desk/tells-its-progress", test_tells_its_progress);
  return g_test_run ();
}
