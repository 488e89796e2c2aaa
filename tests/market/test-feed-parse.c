/* SPDX-License-Identifier: MIT */
#include "aeq-feed-parse.h"

#include <math.h>
#include <string.h>

typedef struct
{
  GArray *rows;
  GArray *more;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->rows = g_array_new (FALSE, FALSE, sizeof (AeqFeedRow));
  fixture->more = g_array_new (FALSE, FALSE, sizeof (AeqFeedRow));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_array_unref (fixture->rows);
  g_array_unref (fixture->more);
}

static void
assert_row (GArray *rows, guint i, const char *day, double value)
{
  char text[AEQ_DATE_TEXT_SIZE];

  g_assert_cmpuint (i, <, rows->len);
  g_assert_cmpstr (aeq_date_format (g_array_index (rows, AeqFeedRow, i).day, text), ==, day);
  if (isnan (value))
    g_assert_true (isnan (g_array_index (rows, AeqFeedRow, i).value));
  else
    g_assert_cmpfloat (g_array_index (rows, AeqFeedRow, i).value, ==, value);
}

#define OBSERVATION(day, value)                                                                                        \
  "{\"realtime_start\":\"2026-11-20\",\"realtime_end\":\"2026-11-20\",\"date\":\"" day "\",\"value\":" value "}"
#define PAGE(count, list)                                                                                              \
  "{\"realtime_start\":\"2026-11-20\",\"units\":\"lin\",\"count\":" count ",\"offset\":0,\"observations\":[" list "]}"

static gboolean
fred (Fixture *fixture, const char *text, GError **error)
{
  guint64 count;

  return aeq_feed_fred_parse (text, strlen (text), fixture->rows, &count, error);
}

static void
test_fred_page (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char TEXT[] = PAGE ("7", OBSERVATION ("2026-11-18", "\"17.25\"") "," OBSERVATION (
                                          "2026-11-19", "\".\"") "," OBSERVATION ("2026-11-20", "18"));
  g_autoptr(GError) error = NULL;
  guint64 count;

  aeq_feed_fred_parse (TEXT, strlen (TEXT), fixture->rows, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 7);
  assert_row (fixture->rows, 0, "2026-11-18", 17.25);
  assert_row (fixture->rows, 1, "2026-11-19", NAN); /* missing is missing, not nought */
  assert_row (fixture->rows, 2, "2026-11-20", 18);
  g_assert_cmpint (g_array_index (fixture->rows, AeqFeedRow, 0).known_on, ==, aeq_date_from_ymd (2026, 11, 20));
}

static void
test_fred_messages_are_one_line (void)
{
  static const char BAD[] =
    "{\"error_code\":400,\"error_message\":\"Bad Request.  The value\\nis not\\u0007 registered.\"}";
  g_autofree char *message = aeq_feed_fred_message (BAD, strlen (BAD));
  g_autofree char *page = aeq_feed_fred_message ("<html>", 6);
  g_autofree char *other = aeq_feed_fred_message ("{\"error_message\":7}", 19);

  g_assert_cmpstr (message, ==, "Bad Request. The value is not registered.");
  g_assert_null (page);
  g_assert_null (other);
}

static void
test_nyfed_rates (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char TEXT[] =
    "{\"refRates\":[{\"effectiveDate\":\"2026-11-19\",\"type\":\"SOFR\",\"percentRate\":3.88,\"percentPercentile99\":"
    "\"3.97\","
    "\"revisionIndicator\":\"\"},{\"effectiveDate\":\"2026-11-18\",\"percentRate\":\"3.9\",\"percentPercentile99\":"
    "null,"
    "\"revisionIndicator\":\"r\"},{\"effectiveDate\":\"2026-11-17\",\"percentPercentile99\":4}]}";
  const AeqFeedColumn columns[] = { { "percentRate", fixture->rows }, { "percentPercentile99", fixture->more } };
  g_autoptr(GError) error = NULL;

  aeq_feed_nyfed_parse (TEXT, strlen (TEXT), columns, 2, &error);
  g_assert_no_error (error);
  assert_row (fixture->rows, 0, "2026-11-19", 3.88);
  assert_row (fixture->rows, 1, "2026-11-18", 3.9);
  assert_row (fixture->rows, 2, "2026-11-17", NAN);
  assert_row (fixture->more, 0, "2026-11-19", 3.97);
  assert_row (fixture->more, 1, "2026-11-18", NAN);
  assert_row (fixture->more, 2, "2026-11-17", 4);
  g_assert_cmpuint (g_array_index (fixture->rows, AeqFeedRow, 0).revised, ==, 0);
  g_assert_cmpuint (g_array_index (fixture->rows, AeqFeedRow, 1).revised, ==, 1);
}

static void
test_ofr_pairs (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char TEXT[] = "[[\"2026-10-02\",3.88],[\"2026-10-05\",null],[\"2026-10-06\",\"3.9\"]]";
  g_autoptr(GError) error = NULL;

  aeq_feed_ofr_parse (TEXT, strlen (TEXT), fixture->rows, &error);
  g_assert_no_error (error);
  assert_row (fixture->rows, 0, "2026-10-02", 3.88);
  assert_row (fixture->rows, 1, "2026-10-05", NAN);
  assert_row (fixture->rows, 2, "2026-10-06", 3.9);
}

static void
test_ofr_stress_index (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char TEXT[] = "\xef\xbb\xbf"
                             "Date,OFR FSI,Credit,Funding\r\n2026-11-18,-1.25,.5,\r\n\r\n2026-11-19,-1,NA,0.25\r\n";
  const AeqFeedColumn columns[] = { { "Funding", fixture->more }, { "OFR FSI", fixture->rows } };
  g_autoptr(GError) error = NULL;

  aeq_feed_ofr_parse_fsi (TEXT, strlen (TEXT), columns, 2, &error);
  g_assert_no_error (error);
  assert_row (fixture->rows, 0, "2026-11-18", -1.25);
  assert_row (fixture->rows, 1, "2026-11-19", -1);
  assert_row (fixture->more, 0, "2026-11-18", NAN);
  assert_row (fixture->more, 1, "2026-11-19", .25);
}

static void
assert_refused (gboolean ok, const char *text, GError **error, const char *part)
{
  if (ok)
    g_error ("not refused: %s", text);
  g_assert_error (*error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_SERIES);
  if (strstr ((*error)->message, part) == NULL)
    g_error ("no “%s” in: %s", part, (*error)->message);
  g_clear_error (error);
}

static void
test_bad_fred_answers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *text, *part;
  } CASES[] = {
    { "", "empty" },
    { " \r\n", "empty" },
    { "<!DOCTYPE html><html>", "web page" },
    { "no data today", "no JSON" },
    { "[1,2", "ends in the middle" },
    { "{\"count\":1,\"observations\":[{\"da", "ends inside a text" },
    { "{\"count\":0}", "no observations" },
    { "{\"observations\":[]}", "no observations" },
    { "{\"count\":-1,\"observations\":[]}", "no observations" },
    { "{\"count\":\"x\",\"observations\":[]}", "no observations" },
    { "{\"count\":1,\"observations\":{}}", "no observations" },
    { "[]", "no observations" },
    { PAGE ("1", "3"), "observation" },
    { PAGE ("1", "{\"value\":\"1\"}"), "without date" },
    { PAGE ("1", "{\"date\":7,\"value\":\"1\"}"), "without date" },
    { PAGE ("1", OBSERVATION ("2026-02-30", "\"1\"")), "2026-02-30" },
    { PAGE ("1", OBSERVATION ("2026-02-20", "\"1,5\"")), "1,5" },
    { PAGE ("1", OBSERVATION ("2026-02-20", "\"nan\"")), "nan" },
    { PAGE ("1", OBSERVATION ("2026-02-20", "\"0x10\"")), "0x10" },
    { PAGE ("1", OBSERVATION ("2026-02-20", "\"1e400\"")), "1e400" },
    { PAGE ("1", OBSERVATION ("2026-02-20", "99999999999999999999")), "bounds" },
    { PAGE ("1", OBSERVATION ("2026-02-20", "true")), "not a number" },
    { PAGE ("1", OBSERVATION ("2026-02-20", "[1]")), "not a number" },
    { "{\"count\":1,/*\"*/\"observations\":[]}", "no JSON" },
    { "{'count':1}", "no JSON" },
    { "[[[[[[[[[[[[]]]]]]]]]]]]", "nested" },
    { "{\"a\":\"\xff\"}", "no text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr(GError) error = NULL;

      assert_refused (fred (fixture, CASES[i].text, &error), CASES[i].text, &error, CASES[i].part);
    }
}

static void
test_bad_nyfed_and_ofr_answers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const RATES[] = { "{}",
                                       "[]",
                                       "{\"refRates\":3}",
                                       "{\"refRates\":[3]}",
                                       "{\"refRates\":[{\"percentRate\":3}]}",
                                       "{\"refRates\":[{\"effectiveDate\":\"2026-11-19\",\"percentRate\":\"three\"}]}",
                                       "null",
                                       "3" };
  static const char *const PAIRS[] = { "{}",
                                       "[3]",
                                       "[[]]",
                                       "[[\"2026-10-02\"]]",
                                       "[[\"2026-10-02\",1,2]]",
                                       "[[\"02.10.2026\",1]]",
                                       "[[1,1]]",
                                       "[[\"2026-10-02\",\"x\"]]",
                                       "[[\"2026-10-02\",{}]]" };
  static const char *const TABLES[] = { "",
                                        "<html>",
                                        "Day,OFR FSI\n",
                                        "Date,Credit\n",
                                        "Date,OFR FSI\n19.11.2026,1\n",
                                        "Date,OFR FSI\n2026-11-19\n",
                                        "Date,OFR FSI\n2026-11-19,x\n" };
  const AeqFeedColumn rate = { "percentRate", fixture->rows }, index = { "OFR FSI", fixture->rows };
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (RATES); i++)
    assert_refused (aeq_feed_nyfed_parse (RATES[i], strlen (RATES[i]), &rate, 1, &error), RATES[i], &error, "");
  for (gsize i = 0; i < G_N_ELEMENTS (PAIRS); i++)
    assert_refused (aeq_feed_ofr_parse (PAIRS[i], strlen (PAIRS[i]), fixture->rows, &error), PAIRS[i], &error, "");
  for (gsize i = 0; i < G_N_ELEMENTS (TABLES); i++)
    assert_refused (aeq_feed_ofr_parse_fsi (TABLES[i], strlen (TABLES[i]), &index, 1, &error), TABLES[i], &error, "");
}

/* A short answer that would need very much memory, and one that would need very much stack. */
static void
test_limits (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *many = g_malloc (2 * (AEQ_FEED_MAX_VALUES + 2));
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autoptr(GError) error = NULL;
  gsize length = 2 * (AEQ_FEED_MAX_VALUES + 2);

  for (gsize i = 0; i < length; i++)
    many[i] = i == 0 ? '[' : i % 2 == 1 ? '1' : ',';
  assert_refused (aeq_feed_ofr_parse (many, length, fixture->rows, &error), "many", &error, "more than");
  assert_refused (aeq_feed_ofr_parse (deep, 1000000, fixture->rows, &error), "deep", &error, "nested");
}

#define test_add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_add ("/feed/parse/fred-page", test_fred_page);
  g_test_add_func ("/feed/parse/fred-messages-are-one-line", test_fred_messages_are_one_line);
  test_add ("/feed/parse/nyfed-rates", test_nyfed_rates);
  test_add ("/feed/parse/ofr-pairs", test_ofr_pairs);
  test_add ("/feed/parse/ofr-stress-index", test_ofr_stress_index);
  test_add ("/feed/parse/bad-fred-answers", test_bad_fred_answers);
  test_add ("/feed/parse/bad-nyfed-and-ofr-answers", test_bad_nyfed_and_ofr_answers);
  test_add ("/feed/parse/limits", test_limits);
  return g_test_run ();
}
