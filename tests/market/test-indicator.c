/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-indicator-csv.h"
#include "aeq-test.h"

#include <string.h>

static AeqDate
day (const char *text)
{
  AeqDate date;

  g_assert_true (aeq_date_parse_iso (text, -1, &date));
  return date;
}

static AeqCalendar *
fedwire (void)
{
  g_autoptr(GError) error = NULL;
  AeqCalendar *calendar = aeq_calendar_get ("us_fedwire", &error);

  g_assert_no_error (error);
  return calendar;
}

static void
test_dictionary_is_sorted_and_found (void)
{
  gsize n;
  const AeqIndicator *table = aeq_indicator_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (i == 0 || strcmp (table[i - 1].id, table[i].id) < 0);
      g_assert_true (aeq_indicator_lookup (table[i].id) == &table[i]);
    }
  g_assert_null (aeq_indicator_lookup ("NOPE"));
  g_assert_true (aeq_indicator_lookup ("OFRFSI")->after_the_fact);
  g_assert_false (aeq_indicator_lookup ("SOFR")->after_the_fact);
}

static void
test_derived_series_are_of_known_ones (void)
{
  gsize n;
  const AeqDerivedIndicator *derived = aeq_indicator_derived (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_nonnull (aeq_indicator_lookup (derived[i].minuend));
      g_assert_nonnull (aeq_indicator_lookup (derived[i].subtrahend));
    }
}

static void
test_publication_days (void)
{
  g_autoptr(AeqCalendar) us = fedwire ();

  g_assert_cmpint (aeq_indicator_known_on ("SOFR", us, day ("2026-11-25")), ==, day ("2026-11-27"));
  g_assert_cmpint (aeq_indicator_known_on ("SOFR", us, day ("2026-11-20")), ==, day ("2026-11-23"));
  g_assert_cmpint (aeq_indicator_known_on ("IORB", us, day ("2026-11-21")), ==, day ("2026-11-23")); /* a Saturday */
  g_assert_cmpint (aeq_indicator_known_on ("IORB", us, day ("2026-11-20")), ==, day ("2026-11-20"));
  g_assert_cmpint (aeq_indicator_known_on ("BAMLH0A0HYM2", us, day ("2026-11-19")), ==, day ("2026-11-23"));
  g_assert_cmpint (aeq_indicator_known_on ("OURS", us, day ("2026-11-19")), ==, day ("2026-11-20"));
}

static void
test_the_next_value_is_due_by_its_own_rule (void)
{
  g_autoptr(AeqCalendar) us = fedwire ();

  g_assert_cmpint (aeq_indicator_next_due ("SOFR", us, day ("2026-11-24")), ==, day ("2026-11-27")); /* the 25th, over Thanksgiving */
  g_assert_cmpint (aeq_indicator_next_due ("IORB", us, day ("2026-11-23")), ==, day ("2026-11-24"));
  g_assert_cmpint (aeq_indicator_next_due ("NFCI", us, day ("2026-11-06")), ==, day ("2026-11-19"));
  g_assert_cmpint (aeq_indicator_next_due ("OURS", us, day ("2026-11-19")), ==, day ("2026-11-23"));
}

static gboolean
note_row (const char *series, AeqDate date, AeqDate known_on, double value, gpointer user_data,
          GError **error G_GNUC_UNUSED)
{
  char on[AEQ_DATE_TEXT_SIZE], known[AEQ_DATE_TEXT_SIZE];

  g_string_append_printf (user_data, "%s %s %s %g\n", series, aeq_date_format (date, on),
                          aeq_date_format (known_on, known), value);
  return TRUE;
}

static gboolean
read_text (const char *text, gssize length, AeqIndicatorFunc func, GString *seen, AeqIndicatorSummary *summary,
           GError **error)
{
  g_autofree char *folder = aeq_test_make_folder ();
  g_autofree char *path = aeq_test_write (folder, "market.csv", text, length);
  g_autoptr(AeqCalendar) us = fedwire ();
  gboolean ok = aeq_indicator_read_csv (path, us, func, seen, NULL, summary, NULL, error);

  aeq_test_remove_tree (folder);
  return ok;
}

static void
test_rows_are_handed_on (void)
{
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  AeqIndicatorSummary summary;

  g_assert_true (read_text ("\xef\xbb\xbf" "Date,Series,Value\r\n"
                            "2026-11-20,VIXCLS,17.25\r\n"
                            "\r\n"
                            "2026-11-19,\"SOFR\", 3.88 \n"
                            "2026-11-18,SOFR,.\n"
                            "2026-11-17,SOFR,\n"
                            "2026-11-16,T10Y3M,-1.5e-1", -1, note_row, seen, &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==,
                   "VIXCLS 2026-11-20 2026-11-23 17.25\n"
                   "SOFR 2026-11-19 2026-11-20 3.88\n"
                   "T10Y3M 2026-11-16 2026-11-17 -0.15\n");
  g_assert_cmpuint (summary.rows, ==, 3);
  g_assert_cmpuint (summary.missing, ==, 2);
  g_assert_cmpint (summary.first, ==, day ("2026-11-16"));
  g_assert_cmpint (summary.last, ==, day ("2026-11-20"));
}

static void
test_bad_files_name_the_place (void)
{
  g_autofree char *long_line = g_strnfill (2000, 'x');
  g_autofree char *long_row = g_strconcat ("date,series,value\n2026-11-20,VIXCLS,1", long_line, "\n", NULL);
  const struct
  {
    const char *text;
    guint64     line;
    const char *field;
    int         code;
  } BAD[] = {
    { "", 0, NULL, AEQ_ERROR_INVALID },
    { "day,series,value\n", 1, "date", AEQ_ERROR_INVALID },
    { "date;series;value\n", 1, NULL, AEQ_ERROR_INVALID },
    { "date,series,value\n2026-11-31,VIXCLS,1\n", 2, "date", AEQ_ERROR_INVALID },
    { "date,series,value\n11/20/2026,VIXCLS,1\n", 2, "date", AEQ_ERROR_INVALID },
    { "date,series,value\n2026-11-20,,1\n", 2, "series", AEQ_ERROR_INVALID },
    { "date,series,value\n2026-11-20,VIX CLS,1\n", 2, "series", AEQ_ERROR_INVALID },
    { "date,series,value\n2026-11-20,ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,1\n", 2, "series", AEQ_ERROR_INVALID },
    { "date,series,value\n2026-11-20,VIXCLS,nan\n", 2, "value", AEQ_ERROR_INVALID },
    { "date,series,value\n2026-11-20,VIXCLS,0x10\n", 2, "value", AEQ_ERROR_INVALID },
    { "date,series,value\n2026-11-20,VIXCLS,1e999\n", 2, "value", AEQ_ERROR_INVALID },
    { "date,series,value\n\n2026-11-20,VIXCLS,1.2.3\n", 3, "value", AEQ_ERROR_INVALID },
    { "date,series,value\n2026-11-20,VIXCLS\n", 2, NULL, AEQ_ERROR_INVALID },
    { "date,series,value\n2026-11-20,VIXCLS,1,2\n", 2, NULL, AEQ_ERROR_INVALID },
    { long_line, 1, NULL, AEQ_ERROR_LIMIT },
    { long_row, 2, NULL, AEQ_ERROR_LIMIT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    {
      g_autoptr(GString) seen = g_string_new (NULL);
      g_autoptr(GError) error = NULL;
      AeqIndicatorSummary summary;

      g_assert_false (read_text (BAD[i].text, -1, note_row, seen, &summary, &error));
      g_assert_error (error, AEQ_ERROR, BAD[i].code);
      g_assert_cmpuint (aeq_error_get_line (error), ==, BAD[i].line);
      g_assert_cmpstr (aeq_error_get_field (error), ==, BAD[i].field);
    }
}

static void
test_binary_files_are_refused (void)
{
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  AeqIndicatorSummary summary;

  g_assert_false (read_text ("date,series,value\n2026-11-20,VIX\0CLS,1\n", 40, note_row, seen, &summary, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_cmpuint (aeq_error_get_line (error), ==, 2);
}

static gboolean
stop_at_once (const char *series, AeqDate date G_GNUC_UNUSED, AeqDate known_on G_GNUC_UNUSED,
              double value G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED, GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS, "%s is here already", series);
  return FALSE;
}

static void
test_the_receiver_can_stop (void)
{
  g_autoptr(GError) error = NULL;
  AeqIndicatorSummary summary;

  g_assert_false (read_text ("date,series,value\n2026-11-20,VIXCLS,1\n", -1, stop_at_once, NULL, &summary, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
}

static void
test_cancelled (void)
{
  g_autofree char *folder = aeq_test_make_folder ();
  g_autofree char *path = aeq_test_write (folder, "market.csv", "date,series,value\n", -1);
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  AeqIndicatorSummary summary;

  g_cancellable_cancel (cancellable);
  g_assert_false (aeq_indicator_read_csv (path, us, note_row, NULL, NULL, &summary, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  aeq_test_remove_tree (folder);
}

static gboolean
count_row (const char *series G_GNUC_UNUSED, AeqDate date, AeqDate known_on, double value G_GNUC_UNUSED,
           gpointer user_data, GError **error G_GNUC_UNUSED)
{
  g_assert_cmpint (known_on, >=, date);
  ++*(guint *) user_data;
  return TRUE;
}

static void
test_real_file_is_read_quickly (void)
{
  g_autofree char *path = aeq_test_real_path ("data", "market_indicators.csv", NULL);
  g_autoptr(AeqCalendar) us = fedwire ();
  g_autoptr(GError) error = NULL;
  AeqIndicatorSummary summary;
  gint64 began = g_get_monotonic_time ();
  guint n = 0;

  if (path == NULL)
    return;
  g_assert_true (aeq_indicator_read_csv (path, us, count_row, &n, NULL, &summary, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 218504);
  g_assert_cmpuint (summary.rows, ==, 218504);
  g_assert_cmpint (summary.last, ==, day ("2026-08-21"));
  g_test_minimized_result ((g_get_monotonic_time () - began) / 1e6, "218,504 rows");
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/indicator/dictionary-is-sorted", test_dictionary_is_sorted_and_found);
  g_test_add_func ("/indicator/derived-series", test_derived_series_are_of_known_ones);
  g_test_add_func ("/indicator/publication-days", test_publication_days);
  g_test_add_func ("/market/indicator/next-due", test_the_next_value_is_due_by_its_own_rule);
  g_test_add_func ("/indicator/csv/rows-are-handed-on", test_rows_are_handed_on);
  g_test_add_func ("/indicator/csv/bad-files-name-the-place", test_bad_files_name_the_place);
  g_test_add_func ("/indicator/csv/binary-files-are-refused", test_binary_files_are_refused);
  g_test_add_func ("/indicator/csv/the-receiver-can-stop", test_the_receiver_can_stop);
  g_test_add_func ("/indicator/csv/cancelled", test_cancelled);
  g_test_add_func ("/indicator/csv/real-file-is-read-quickly", test_real_file_is_read_quickly);
  return g_test_run ();
}
