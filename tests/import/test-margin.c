/* SPDX-License-Identifier: MIT */
#include "aeq-test-read.h"

/* Margin requirements in tables. A row is account|day|methodology|requirement|equity|excess|call|due|currency. */

static void
assert_row (const AeqTestRead *read, guint i, const char *expected)
{
  g_assert_no_error (read->error);
  g_assert_cmpstr (aeq_test_read_row (read, i), ==, expected);
}

static void
assert_refused_row (const char *text, const char *field, const char *part)
{
  g_autoptr(AeqTestRead) read = aeq_test_read (text, -1, NULL);

  g_assert_cmpuint (read->report->n_errors, ==, 1);
  g_assert_cmpstr (((AeqRowError *) g_ptr_array_index (read->report->errors, 0))->field, ==, field);
  g_assert_true (aeq_test_read_says (read, part));
}

static void
test_a_clear_header_needs_no_profile (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_read (
    "Margin report\n"
    "Account Number,As Of Date,Margin Type,Margin Requirement,Account Equity,Excess/Deficit,Margin Call,Call Due,Currency\n"
    "PB-1,2026-03-02,House,1000.00,1500.00,500.00,,,USD\n"
    "PB-1,2026-03-02,Reg T,2000.00,1500.00,-500.00,500.00,2026-03-03,USD\n"
    "PB-2,2026-03-02,Portfolio Margin,100,90,,,,JPY\n", -1, NULL);
  g_autofree char *status = aeq_test_read_status (read);

  assert_row (read, 0, "PB-1|2026-03-02|house|100000|150000|50000|-||USD");
  assert_row (read, 1, "PB-1|2026-03-02|regt|200000|150000|-50000|50000|2026-03-03|USD");
  assert_row (read, 2, "PB-2|2026-03-02|portfolio|100|90|-10|-||JPY");
  g_assert_cmpstr (status, ==, "ok");
  g_assert_cmpint (read->report->mapping->kind, ==, AEQ_PROFILE_MARGIN);
}

static void
test_other_decimals_and_days (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_read ("account;as of;requirement;equity;currency\n"
                                               "PB-1;02.03.2026;1.000,50;1.500,75;EUR\n"
                                               "PB-1;13.03.2026;2.000,50;1.500,75;EUR\n", -1, NULL);

  assert_row (read, 0, "PB-1|2026-03-02|house|100050|150075|50025|-||EUR");
  assert_row (read, 1, "PB-1|2026-03-13|house|200050|150075|-49975|-||EUR");
  g_assert_true (aeq_test_read_says (read, "house margin"));
}

static void
test_equity_follows_from_the_excess (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_read ("account,as_of,requirement,excess,currency\nPB-1,2026-03-02,10,-4,USD\n"
                                               "PB-1,2026-03-03,10,,USD\n", -1, NULL);

  assert_row (read, 0, "PB-1|2026-03-02|house|1000|600|-400|-||USD");
  assert_row (read, 1, "PB-1|2026-03-03|house|1000|-|-|-||USD");
}

static void
test_an_excess_that_does_not_tie_is_a_warning (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_read ("account,as_of,requirement,equity,excess,currency\n"
                                               "PB-1,2026-03-02,10.00,25.00,15.00,USD\nPB-1,2026-03-03,10.00,25.00,15.01,USD\n",
                                               -1, NULL);
  g_autofree char *status = aeq_test_read_status (read);

  assert_row (read, 1, "PB-1|2026-03-03|house|1000|2500|1501|-||USD");
  g_assert_cmpstr (status, ==, "warn");
  g_assert_true (aeq_test_read_says (read, "1 rows have an excess that is not equity less requirement, first at line 3"));
}

static void
test_digits_beyond_the_currency_are_rounded_with_a_warning (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_read ("account,as_of,requirement,equity,currency\nPB-1,2026-03-02,10.125,20.00,USD\n"
                                               "PB-1,2026-03-03,10.135,20.00,USD\n", -1, NULL);

  assert_row (read, 0, "PB-1|2026-03-02|house|1012|2000|988|-||USD");
  assert_row (read, 1, "PB-1|2026-03-03|house|1014|2000|986|-||USD");
  g_assert_true (aeq_test_read_says (read, "2 amounts have more decimals"));
}

#define HEADER "account,as_of,methodology,requirement,equity,excess,call_amount,currency\n"

static void
test_bad_rows_name_their_field (void)
{
  assert_refused_row (HEADER "PB-1,2026-03-02,house,-5.00,1.00,6.00,,USD\n", "requirement", "below zero");
  assert_refused_row (HEADER "PB-1,2026-03-02,house,5.00,1.00,-4.00,-1.00,USD\n", "call_amount", "below zero");
  assert_refused_row (HEADER "PB-1,2026-03-02,span,5.00,1.00,-4.00,,USD\n", "methodology", "house, regt or portfolio");
  assert_refused_row (HEADER "PB-1,2026-02-30,house,5.00,1.00,-4.00,,USD\n", "as_of", "no day");
  assert_refused_row (HEADER "PB-1,2026-03-02,house,,1.00,1.00,,USD\n", "requirement", "no margin requirement");
  assert_refused_row (HEADER "PB-1,2026-03-02,house,5.00,x,1.00,,USD\n", "equity", "not an amount");
  assert_refused_row (HEADER "PB-1,2026-03-02,house,5.00,1.00,-4.00,,XQX\n", "currency", "no currency");
  assert_refused_row (HEADER "PB-1,2026-03-02,house,9223372036854775807,1.00,-4.00,,USD\n", "requirement", "too large");
}

static void
test_a_profile_turns_debits_round (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqProfile) profile = aeq_profile_from_json (
    "{\"name\":\"m\",\"kind\":\"margin\",\"sign\":\"negated\",\"currency\":\"USD\",\"columns\":["
    "{\"header\":\"acct\",\"role\":\"account\"},{\"header\":\"day\",\"role\":\"date\"},{\"header\":\"req\",\"role\":\"requirement\"},"
    "{\"header\":\"eq\",\"role\":\"equity\"}]}", -1, &error);
  g_autoptr(AeqTestRead) read = NULL;

  g_assert_no_error (error);
  read = aeq_test_read_with ("acct,day,req,eq\nA,2026-03-02,-10.00,25.00\n", -1, profile, NULL, NULL);
  assert_row (read, 0, "A|2026-03-02|house|1000|2500|1500|-||USD");
}

static void
test_flows_and_positions_are_not_margin (void)
{
  g_autoptr(AeqTestRead) flows = aeq_test_read ("Date,Amount,Description\n2026-03-02,5.00,margin call\n", -1, NULL);
  g_autoptr(AeqTestRead) positions = aeq_test_read ("account,date,instrument,quantity,requirement\nA,2026-03-02,Bond,5,1\n", -1,
                                                    NULL);

  g_assert_cmpint (flows->report->mapping->kind, ==, AEQ_PROFILE_FLOWS);
  g_assert_cmpint (positions->report->mapping->kind, ==, AEQ_PROFILE_POSITIONS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/margin/clear-header", test_a_clear_header_needs_no_profile);
  g_test_add_func ("/import/margin/other-decimals-and-days", test_other_decimals_and_days);
  g_test_add_func ("/import/margin/equity-from-excess", test_equity_follows_from_the_excess);
  g_test_add_func ("/import/margin/excess-does-not-tie", test_an_excess_that_does_not_tie_is_a_warning);
  g_test_add_func ("/import/margin/rounded", test_digits_beyond_the_currency_are_rounded_with_a_warning);
  g_test_add_func ("/import/margin/bad-rows", test_bad_rows_name_their_field);
  g_test_add_func ("/import/margin/negated", test_a_profile_turns_debits_round);
  g_test_add_func ("/import/margin/not-margin", test_flows_and_positions_are_not_margin);
  return g_test_run ();
}
