/* SPDX-License-Identifier: MIT */
#include "aeq-calendar.h"
#include "aeq-error.h"
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
get (const char *id)
{
  g_autoptr(GError) error = NULL;
  AeqCalendar *calendar = aeq_calendar_get (id, &error);

  g_assert_no_error (error);
  return calendar;
}

/* Lines "calendar,date,weekday,name" into a set of dates with names; a name has ; where ours has a comma. */
static GHashTable *
load_closings (const char *text, const char *id)
{
  GHashTable *closings = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines + 1; *line != NULL && **line != '\0'; line++)
    {
      g_auto(GStrv) fields = g_strsplit (*line, ",", 4);

      if (g_str_equal (fields[0], id))
        g_hash_table_insert (closings, GINT_TO_POINTER (day (fields[1])),
                             g_strdelimit (g_strdup (fields[3]), ";", ','));
    }
  return closings;
}

static void
test_equals_the_published_list (gconstpointer data)
{
  g_autofree char *path = aeq_test_real_path ("data", "bank_holidays_1990_2030.csv", NULL);
  g_autoptr(AeqCalendar) calendar = get (data);
  g_autoptr(GHashTable) closings = NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  closings = load_closings (text, data);
  g_assert_cmpuint (g_hash_table_size (closings), >, 150);
  for (AeqDate date = day ("1990-01-01"); date <= day ("2030-12-31"); date++)
    {
      const char *published = g_hash_table_lookup (closings, GINT_TO_POINTER (date));
      const char *ours = aeq_calendar_holiday_name (calendar, date);
      char buffer[AEQ_DATE_TEXT_SIZE];

      if ((published == NULL) != (ours == NULL) || (ours != NULL && !g_str_has_prefix (ours, published)))
        g_error ("%s: published %s, ours %s", aeq_date_format (date, buffer), published, ours);
      g_assert_true (aeq_calendar_is_business_day (calendar, date) ==
                     (published == NULL && aeq_date_weekday (date) < AEQ_SATURDAY));
    }
}

static void
test_single_days_by_rule (void)
{
  static const char *const UK[] = {
    "1995-05-08", "1999-12-31", "2002-06-03", "2002-06-04", "2011-04-29", "2012-06-05", "2020-05-08",
    "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2027-12-28", "2035-03-23",
  };
  g_autoptr(AeqCalendar) uk = get ("uk_chaps");
  g_autoptr(AeqCalendar) us = get ("us_fedwire");
  g_autoptr(AeqCalendar) target = get ("target2");

  for (gsize i = 0; i < G_N_ELEMENTS (UK); i++)
    g_assert_false (aeq_calendar_is_business_day (uk, day (UK[i])));
  g_assert_true (aeq_calendar_is_business_day (uk, day ("1995-05-01")));
  g_assert_true (aeq_calendar_is_business_day (uk, day ("2020-05-04")));
  g_assert_true (aeq_calendar_is_business_day (uk, day ("2022-05-30")));
  g_assert_true (aeq_calendar_is_business_day (us, day ("2021-06-18")));
  g_assert_cmpstr (aeq_calendar_holiday_name (us, day ("2022-06-20")), ==,
                   "Juneteenth National Independence Day (Observed)");
  g_assert_true (aeq_calendar_is_business_day (us, day ("2027-06-18")));
  g_assert_true (aeq_calendar_is_business_day (us, day ("2021-12-31"))); /* New Year on a Saturday */
  g_assert_true (aeq_calendar_is_business_day (target, day ("1998-12-25")));
  g_assert_false (aeq_calendar_is_business_day (target, day ("2035-03-26")));
}

static void
test_moving_equals_walking (gconstpointer data)
{
  g_autoptr(AeqCalendar) calendar = get (data);

  for (AeqDate date = day ("1989-11-20"); date <= day ("2036-02-10"); date += 11)
    for (int n = -23; n <= 23; n += 2)
      {
        AeqDate moved = aeq_calendar_add (calendar, date, n);
        AeqDate walked = date;

        for (int left = ABS (n); left > 0; left -= aeq_calendar_is_business_day (calendar, walked))
          walked += n < 0 ? -1 : 1;
        g_assert_cmpint (moved, ==, walked);
        if (n > 0)
          g_assert_cmpint (aeq_calendar_between (calendar, date, moved), ==, n);
      }
}

static void
test_moving_and_counting (void)
{
  g_autoptr(AeqCalendar) us = get ("us_fedwire");

  g_assert_cmpint (aeq_calendar_add (us, day ("2026-11-25"), 1), ==, day ("2026-11-27")); /* over Thanksgiving */
  g_assert_cmpint (aeq_calendar_add (us, day ("2026-11-26"), 0), ==, day ("2026-11-27"));
  g_assert_cmpint (aeq_calendar_add (us, day ("2026-11-25"), 0), ==, day ("2026-11-25"));
  g_assert_cmpint (aeq_calendar_add (us, day ("2026-11-26"), 1), ==, day ("2026-11-27"));
  g_assert_cmpint (aeq_calendar_add (us, day ("2026-11-28"), -1), ==, day ("2026-11-27"));
  g_assert_cmpint (aeq_calendar_between (us, day ("2026-11-20"), day ("2026-11-27")), ==, 4);
  g_assert_cmpint (aeq_calendar_between (us, day ("2026-11-27"), day ("2026-11-20")), ==, -4);
  g_assert_cmpint (aeq_calendar_between (us, day ("2026-11-27"), day ("2026-11-27")), ==, 0);
  g_assert_cmpint (aeq_calendar_between (us, day ("2035-12-28"), day ("2036-01-04")), ==, 5);
}

static void
test_unknown_calendar (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (aeq_calendar_get ("mars", &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

static AeqCalendar *
load (const char *text, gssize length, GError **error)
{
  g_autofree char *folder = aeq_test_make_folder ();
  g_autofree char *path = aeq_test_write (folder, "my desk.calendar", text, length);
  AeqCalendar *calendar = aeq_calendar_load_file (path, error);

  aeq_test_remove_tree (folder);
  return calendar;
}

static void
test_file_defines_a_calendar (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqCalendar) calendar = load ("\xef\xbb\xbf# Luxembourg\r\n"
                                          "id = desk_lux\r\n"
                                          "based-on = target2\r\n"
                                          "\r\n"
                                          "closed 06-23 = National Day # every year\n"
                                          "closed 2026-06-19 = Works outing\n"
                                          "closed\t02-29\n"
                                          "open 2026-05-01\n", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (aeq_calendar_get_id (calendar), ==, "desk_lux");
  g_assert_cmpstr (aeq_calendar_holiday_name (calendar, day ("2026-06-23")), ==, "National Day");
  g_assert_cmpstr (aeq_calendar_holiday_name (calendar, day ("2025-06-23")), ==, "National Day");
  g_assert_cmpstr (aeq_calendar_holiday_name (calendar, day ("2026-06-19")), ==, "Works outing");
  g_assert_cmpstr (aeq_calendar_holiday_name (calendar, day ("2028-02-29")), ==, "Closed");
  g_assert_true (aeq_calendar_is_business_day (calendar, day ("2026-05-01")));
  g_assert_false (aeq_calendar_is_business_day (calendar, day ("2026-12-25")));
}

static void
test_file_may_move_the_weekend (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqCalendar) calendar = load ("weekend = Friday, sat\n", -1, &error);
  g_autoptr(AeqCalendar) always = load ("weekend = none\n", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (aeq_calendar_get_id (calendar), ==, "my desk");
  g_assert_false (aeq_calendar_is_business_day (calendar, day ("2026-11-20")));
  g_assert_true (aeq_calendar_is_business_day (calendar, day ("2026-11-22")));
  g_assert_true (aeq_calendar_is_business_day (calendar, day ("2050-01-02"))); /* a Sunday beyond the rules */
  g_assert_cmpint (aeq_calendar_add (always, day ("2026-11-20"), 2), ==, day ("2026-11-22"));
}

static void
test_bad_files_name_the_place (void)
{
  static const struct
  {
    const char *text;
    guint64     line;
    const char *field;
  } BAD[] = {
    { "id = a\nid = b\n", 2, "id" },
    { "id = a b\n", 1, "id" },
    { "\n\nclosed 2026-02-30 = x\n", 3, "date" },
    { "closed 02-30\n", 1, "date" },
    { "closed 1989-12-31\n", 1, "date" },
    { "closed 2036-01-01\n", 1, "date" },
    { "closed 2026-01-02 =\n", 1, "name" },
    { "open 2026-01-02\n", 1, "date" },
    { "based-on = mars\n", 1, "based-on" },
    { "based-on = target2\nbased-on = target2\n", 2, "based-on" },
    { "closed 2026-01-02\nbased-on = target2\n", 2, "based-on" },
    { "weekend = caturday\n", 1, "weekend" },
    { "weekend = mon tue wed thu fri sat sun\n", 1, "weekend" },
    { "weekend =\n", 1, "weekend" },
    { "colour = blue\n", 1, "colour" },
    { "hello\n", 1, NULL },
    { "# ok\n\xff\xfe\n", 2, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (BAD); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (load (BAD[i].text, -1, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
      g_assert_cmpuint (aeq_error_get_line (error), ==, BAD[i].line);
      g_assert_cmpstr (aeq_error_get_field (error), ==, BAD[i].field);
      g_assert_true (g_str_has_suffix (aeq_error_get_file (error), "my desk.calendar"));
    }
}

static void
test_other_things_than_text (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = aeq_test_make_folder ();
  g_autofree char *large = g_strnfill (1024 * 1024 + 1, '\n');

  g_assert_null (aeq_calendar_load_file (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);
  g_assert_null (aeq_calendar_load_file ("/nowhere/at/all", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (load ("id = a\0b\n", 9, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (load (large, -1, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_LIMIT);
  aeq_test_remove_tree (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/calendar/published/us_fedwire", "us_fedwire", test_equals_the_published_list);
  g_test_add_data_func ("/calendar/published/target2", "target2", test_equals_the_published_list);
  g_test_add_data_func ("/calendar/published/uk_chaps", "uk_chaps", test_equals_the_published_list);
  g_test_add_func ("/calendar/single-days-by-rule", test_single_days_by_rule);
  g_test_add_data_func ("/calendar/moving-equals-walking/us", "us_fedwire", test_moving_equals_walking);
  g_test_add_data_func ("/calendar/moving-equals-walking/uk", "uk_chaps", test_moving_equals_walking);
  g_test_add_func ("/calendar/moving-and-counting", test_moving_and_counting);
  g_test_add_func ("/calendar/unknown", test_unknown_calendar);
  g_test_add_func ("/calendar/file/defines-a-calendar", test_file_defines_a_calendar);
  g_test_add_func ("/calendar/file/may-move-the-weekend", test_file_may_move_the_weekend);
  g_test_add_func ("/calendar/file/bad-files-name-the-place", test_bad_files_name_the_place);
  g_test_add_func ("/calendar/file/other-things-than-text", test_other_things_than_text);
  return g_test_run ();
}
