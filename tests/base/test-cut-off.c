/* SPDX-License-Identifier: MIT */
#include "aeq-cut-off.h"
#include "aeq-test.h"

static AeqInstant
at (const char *text)
{
  AeqInstant instant;

  g_assert_true (aeq_instant_parse (text, -1, &instant));
  return instant;
}

static void
assert_next (const char *currency, gboolean customers, const char *calendar_id, const char *now, const char *next)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AeqCalendar) calendar = aeq_calendar_get (calendar_id, &error);
  guint            n;
  const AeqCutOff *cut_offs = aeq_cut_offs (aeq_currency_lookup (currency, -1), &n);
  gboolean         found = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    if (cut_offs[i].customers == customers)
      {
        g_assert_cmpint (aeq_cut_off_next (&cut_offs[i], calendar, at (now)), ==, at (next));
        found = TRUE;
      }
  g_assert_true (found);
}

static void
test_the_next_one_is_still_today (void)
{
  assert_next ("USD", TRUE, "us_fedwire", "2026-11-20T14:30:00Z", "2026-11-20T23:45:00Z");
  assert_next ("EUR", FALSE, "target2", "2026-11-20T14:30:00Z", "2026-11-20T17:00:00Z");
  assert_next ("GBP", TRUE, "uk_chaps", "2026-11-20T14:30:00Z", "2026-11-20T17:40:00Z");
}

static void
test_one_that_has_been_is_on_the_next_business_day (void)
{
  assert_next ("EUR", TRUE, "target2", "2026-11-20T16:00:00Z", "2026-11-23T16:00:00Z"); /* at the very time; a Friday */
  assert_next ("USD", TRUE, "us_fedwire", "2026-11-25T23:50:00Z", "2026-11-27T23:45:00Z"); /* over Thanksgiving */
  assert_next ("GBP", FALSE, "uk_chaps", "2026-12-24T18:00:00Z",
               "2026-12-29T18:00:00Z"); /* Boxing Day is made up for on the Monday */
}

static void
test_a_closed_day_has_none (void)
{
  assert_next ("USD", FALSE, "us_fedwire", "2026-11-26T12:00:00Z", "2026-11-28T00:00:00Z");
}

static void
test_clocks_are_those_of_the_system (void)
{
  assert_next ("EUR", TRUE, "target2", "2026-07-01T10:00:00Z", "2026-07-01T15:00:00Z");
  assert_next ("USD", TRUE, "us_fedwire", "2026-07-01T10:00:00Z", "2026-07-01T22:45:00Z");
}

static void
test_currencies_without_a_known_system_have_none (void)
{
  guint n = 7;

  g_assert_null (aeq_cut_offs (aeq_currency_lookup ("JPY", -1), &n));
  g_assert_cmpuint (n, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cut-off/still-today", test_the_next_one_is_still_today);
  g_test_add_func ("/cut-off/next-business-day", test_one_that_has_been_is_on_the_next_business_day);
  g_test_add_func ("/cut-off/closed-day", test_a_closed_day_has_none);
  g_test_add_func ("/cut-off/clocks", test_clocks_are_those_of_the_system);
  g_test_add_func ("/cut-off/unknown", test_currencies_without_a_known_system_have_none);
  return g_test_run ();
}
