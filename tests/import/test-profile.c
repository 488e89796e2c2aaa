/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-test-read.h"
#include "aeq-test.h"

static const char LEDGER[] =
  "date,acct,way,kind,amount_m,internal\n"
  "2026-03-02,A,OUT,Taxes,17,0\n"
  "2026-03-02,A,IN,Grants,-0.25,0\n"
  "2026-03-03,B,IN,Moved,900,1\n";

static const char PROFILE[] =
    "{\"name\":\"millions\",\"kind\":\"flows\",\"sign\":\"direction\",\"debit_words\":[\"OUT\"],\"credit_words\":["
    "\"IN\"],"
    "\"currency\":\"USD\",\"scale\":6,\"time_of_day\":\"16:00\",\"zone\":\"America/New_York\",\"columns\":["
    "{\"header\":\"date\",\"role\":\"booking_date\"},{\"header\":\"acct\",\"role\":\"account\"},{\"header\":\"way\","
    "\"role\":\"direction\"},"
    "{\"header\":\"kind\",\"role\":\"category\"},{\"header\":\"amount_m\",\"role\":\"amount\"}],"
    "\"filters\":[{\"header\":\"internal\",\"values\":[\"1\"]}]}";

static AeqProfile *
load (const char *text)
{
  g_autoptr(GError) error = NULL;
  AeqProfile *profile = aeq_profile_from_json (text, -1, &error);

  g_assert_no_error (error);
  return profile;
}

static void
test_a_profile_scales_filters_and_turns (void)
{
  g_autoptr(AeqProfile) profile = load (PROFILE);
  g_autoptr(AeqTestRead) read = aeq_test_read_with (LEDGER, -1, profile, NULL, NULL);

  g_assert_no_error (read->error);
  g_assert_cmpstr (read->report->profile, ==, "millions");
  g_assert_cmpuint (read->rows->len, ==, 2);
  g_assert_cmpuint (read->report->skipped, ==, 1);
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "A|2026-03-02||16:00|-1700000000|USD|actual||");
  g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "A|2026-03-02||16:00|-25000000|USD|actual||");
}

static void
test_a_profile_written_loads_again (void)
{
  g_autoptr(AeqProfile) profile = load (PROFILE);
  g_autofree char *text = aeq_profile_to_json (profile);
  g_autoptr(AeqProfile) again = load (text);
  g_autofree char *second = aeq_profile_to_json (again);

  g_assert_cmpstr (text, ==, second);
  g_assert_cmpint (again->scale, ==, 6);
}

static void
test_what_was_decided_is_found_again_by_its_header (void)
{
  static const char FIRST[] = "Date;Text;Soll;Haben\n13.01.2026;a;1,00;\n";
  static const char SECOND[] = "Date;Text;Soll;Haben\n01.02.2026;b;;1.234\n";
  g_autoptr(AeqTestRead) read = aeq_test_read (FIRST, -1, NULL);
  g_autoptr(AeqProfileSet) known = aeq_profile_set_new ();
  g_autoptr(AeqTestRead) again = NULL;
  AeqProfile *saved;

  g_assert_no_error (read->error);
  saved = aeq_profile_copy (read->report->mapping);
  g_free (saved->name);
  saved->name = g_strdup ("ours");
  aeq_profile_set_add (known, saved);
  again = aeq_test_read_with (SECOND, -1, NULL, known, NULL);
  g_assert_no_error (again->error);
  g_assert_cmpstr (again->report->profile, ==, "ours");
  g_assert_cmpstr (aeq_test_read_row (again, 0), ==, "|2026-02-01|||123400||actual||b");
}

static void
test_a_profile_that_does_not_fit_is_refused (void)
{
  g_autoptr(AeqProfile) profile = load (PROFILE);
  g_autoptr(AeqTestRead) read = aeq_test_read_with ("Date,Text,Amount\n2026-01-02,a,1.00\n", -1, profile, NULL, NULL);

  g_assert_error (read->error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_nonnull (strstr (read->error->message, "millions"));
}

static void
test_columns_by_number_need_no_header (void)
{
  g_autoptr (AeqProfile) profile =
      load ("{\"name\":\"numbers\",\"sign\":\"negated\",\"date_order\":\"dmy\",\"decimal\":\",\",\"columns\":["
            "{\"index\":1,\"role\":\"booking_date\"},{\"index\":2,\"role\":\"amount\"},{\"index\":0,\"role\":"
            "\"narrative\"}]}");
  g_autoptr(AeqTestRead) read = aeq_test_read_with ("x;01/02/2026;1,50\n", -1, profile, NULL, NULL);

  g_assert_no_error (read->error);
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "|2026-02-01|||-150||actual||x");
}

static void
test_wrong_profiles_are_refused (void)
{
  static const char *const WRONG[] = {
    "", "[]", "{}", "{\"name\":\"x\"}", "{\"name\":\"x\",\"columns\":[{\"header\":\"a\",\"role\":\"nothing\"}]}",
    "{\"name\":\"x\",\"kind\":\"songs\",\"columns\":[{\"header\":\"a\",\"role\":\"amount\"}]}",
    "{\"name\":\"x\",\"scale\":40,\"columns\":[{\"header\":\"a\",\"role\":\"amount\"}]}",
    "{\"name\":\"x\",\"currency\":\"QQQ\",\"columns\":[{\"header\":\"a\",\"role\":\"amount\"}]}",
    "{\"name\":\"x\",\"zone\":\"Nowhere/Town\",\"columns\":[{\"header\":\"a\",\"role\":\"amount\"}]}",
    "{\"name\":\"x\",\"columns\":[{\"role\":\"amount\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (WRONG); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (aeq_profile_from_json (WRONG[i], -1, &error));
      g_assert_nonnull (error);
    }
}

static void
test_fingerprints_pass_over_case_accents_and_empty_ends (void)
{
  const char *const first[] = { "Währung", "Betrag", "" };
  const char *const second[] = { "WAEHRUNG", "betrag" };
  const char *const third[] = { "betrag", "waehrung" };
  g_autofree char *a = aeq_profile_fingerprint (first, 3);
  g_autofree char *b = aeq_profile_fingerprint (second, 2);
  g_autofree char *c = aeq_profile_fingerprint (third, 2);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
  g_assert_cmpuint (strlen (a), ==, 64);
}

static AeqProfileSet *
load_shipped (void)
{
  g_autofree char *folder = aeq_test_source_path ("data", "profiles", NULL);
  g_autoptr(AeqProfileSet) set = aeq_profile_set_new ();
  g_autoptr(GError) error = NULL;

  aeq_profile_set_load_folder (set, folder, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&set);
}

static void
test_templates_import_without_a_question (void)
{
  static const char *const NAMES[] = { "flows", "expected_flows", "positions", "accounts", "margin" };
  static const char *const PROFILES[] = { "aequitas-flows", "aequitas-expected-flows", "aequitas-positions",
                                          "aequitas-accounts", "aequitas-margin" };
  g_autoptr(AeqProfileSet) shipped = load_shipped ();

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    for (int with = 0; with <= 1; with++)
      {
        g_autofree char *name = g_strconcat (NAMES[i], ".csv", NULL);
        g_autofree char *path = aeq_test_source_path ("data", "templates", name, NULL);
        g_autoptr(AeqTestRead) read = aeq_test_read_path (path, with ? shipped : NULL);
        g_autofree char *status = aeq_test_read_status (read);

        g_assert_no_error (read->error);
        g_assert_cmpstr (status, ==, "ok");
        g_assert_cmpuint (read->rows->len, >, 1);
        g_assert_cmpstr (read->report->profile, ==, with ? PROFILES[i] : NULL);
      }
}

static void
assert_ledger (const char *name, const char *profile, guint64 rows)
{
  g_autofree char *path = aeq_test_real_path ("data", name, NULL);
  g_autoptr(AeqProfileSet) shipped = load_shipped ();
  g_autoptr(AeqTestRead) read = NULL;

  if (path == NULL)
    return;
  read = aeq_test_read_path (path, shipped);
  g_assert_no_error (read->error);
  g_assert_cmpstr (read->report->profile, ==, profile);
  g_assert_cmpuint (read->report->n_errors, ==, 0);
  g_assert_cmpuint (read->report->transactions + read->report->skipped, ==, rows);
}

static void
test_real_ledgers_find_their_profiles (void)
{
  assert_ledger ("dts_flows_by_category_2005_2013.csv", "dts-flows", 101622);
  assert_ledger ("berka_trans_1993_1994q1.csv", "berka-transactions", 46997);
  assert_ledger ("berka_account.csv", "berka-accounts", 1229);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/profile/scales-filters-and-turns", test_a_profile_scales_filters_and_turns);
  g_test_add_func ("/import/profile/written-loads-again", test_a_profile_written_loads_again);
  g_test_add_func ("/import/profile/found-again-by-its-header", test_what_was_decided_is_found_again_by_its_header);
  g_test_add_func ("/import/profile/one-that-does-not-fit-is-refused", test_a_profile_that_does_not_fit_is_refused);
  g_test_add_func ("/import/profile/columns-by-number-need-no-header", test_columns_by_number_need_no_header);
  g_test_add_func ("/import/profile/wrong-ones-are-refused", test_wrong_profiles_are_refused);
  g_test_add_func ("/import/profile/fingerprints", test_fingerprints_pass_over_case_accents_and_empty_ends);
  g_test_add_func ("/import/profile/templates-import-without-a-question", test_templates_import_without_a_question);
  g_test_add_func ("/import/profile/real-ledgers-find-their-profiles", test_real_ledgers_find_their_profiles);
  return g_test_run ();
}
