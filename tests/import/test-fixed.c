/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-fixed.h"
#include "aeq-test-read.h"

#include <string.h>

/* A profile of JSON in which ' stands for ". */
static AeqProfile *
profile_of (const char *kind, const char *rest)
{
  g_autofree char *json = g_strdup_printf ("{'name':'t','kind':'%s','format':'fixed',%s}", kind, rest);
  g_autoptr(GError) error = NULL;
  AeqProfile *profile;

  g_strdelimit (json, "'", '"');
  profile = aeq_profile_from_json (json, -1, &error);
  g_assert_no_error (error);
  return profile;
}

static AeqTestRead *
read_as (const char *kind, const char *rest, const char *text, gssize length)
{
  g_autoptr(AeqProfile) profile = profile_of (kind, rest);

  return aeq_test_read_fixed (text, length, profile, NULL);
}

/* The value of one numeric field, in hundredths; "!" and the message when it is refused. */
static char *
amount_of (const char *options, const char *field)
{
  g_autofree char *rest = g_strdup_printf ("'currency':'USD','columns':[{'role':'booking_date','start':1,'width':8,"
                                           "'format':'YYYYMMDD'},{'role':'amount','start':9,'width':%u%s}]",
                                           (guint) strlen (field), options);
  g_autofree char *text = g_strdup_printf ("20260302%s|\n", field);
  g_autoptr(AeqTestRead) read = read_as ("flows", rest, text, -1);
  g_auto(GStrv) cells = NULL;

  g_assert_no_error (read->error);
  if (read->rows->len == 0)
    return g_strdup_printf ("!%s", ((AeqRowError *) g_ptr_array_index (read->report->errors, 0))->message);
  cells = g_strsplit (aeq_test_read_row (read, 0), "|", -1);
  return g_strdup (cells[4]);
}

static void
assert_amount (const char *options, const char *field, const char *expected)
{
  g_autofree char *value = amount_of (options, field);

  if (expected[0] == '!')
    g_assert_true (value[0] == '!' && strstr (value, expected + 1) != NULL);
  else
    g_assert_cmpstr (value, ==, expected);
}

static void
test_numbers_as_programs_write_them (void)
{
  assert_amount (",'decimals':2", "000000000012345", "12345");
  assert_amount (",'decimals':2", "          12345", "12345");
  assert_amount (",'decimals':2", "-00000000012345", "-12345");
  assert_amount (",'decimals':2", "00000000012345-", "-12345");
  assert_amount (",'decimals':2", "00000000012345+", "12345");
  assert_amount (",'decimals':2", "5", "5");
  assert_amount (",'decimals':0", "00123", "12300");
  assert_amount (",'decimals':4", "0012345678", "123457");
  assert_amount (",'decimals':2", "123456789012345678", "123456789012345678");
  assert_amount ("", "   1234.56", "123456");
  assert_amount ("", "  1,234.56-", "-123456");
  assert_amount (",'decimals':2", "0000012.45", "!implied");
  assert_amount (",'decimals':2", "00000012X45", "!implied");
  assert_amount (",'decimals':2", "99999999999999999999", "!too large");
}

static void
test_overpunched_digits (void)
{
  assert_amount (",'decimals':2,'sign':'overpunch'", "0001234{", "12340");
  assert_amount (",'decimals':2,'sign':'overpunch'", "0001234A", "12341");
  assert_amount (",'decimals':2,'sign':'overpunch'", "0001234I", "12349");
  assert_amount (",'decimals':2,'sign':'overpunch'", "0001234}", "-12340");
  assert_amount (",'decimals':2,'sign':'overpunch'", "0001234J", "-12341");
  assert_amount (",'decimals':2,'sign':'overpunch'", "0001234R", "-12349");
  assert_amount (",'decimals':2,'sign':'overpunch'", "0001234p", "-12340");
  assert_amount (",'decimals':2,'sign':'overpunch'", "0001234y", "-12349");
  assert_amount (",'decimals':2,'sign':'overpunch'", "00012345", "12345");
  assert_amount (",'decimals':2,'sign':'overpunch'", "0001234Z", "!overpunched");
  assert_amount (",'decimals':2,'sign':'overpunch'", "000A234A", "!implied");
}

static void
test_a_sign_in_a_column_of_its_own (void)
{
  static const struct { const char *line; const char *row; } CASES[] = {
    { "20260302000123C", "12" }, { "20260302000123D", "-12" }, { "20260302000123-", "-12" }, { "20260302000123 ", "12" },
    { "20260302000123", "12" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr(AeqTestRead) read = read_as (
        "flows", "'currency':'JPY','columns':[{'role':'booking_date','start':1,'width':8,'format':'YYYYMMDD'},"
        "{'role':'amount','start':9,'width':6,'decimals':1,'sign_start':15}]", CASES[i].line, -1);
      g_autofree char *part = g_strdup_printf ("|%s|JPY", CASES[i].row);

      g_assert_no_error (read->error);
      g_assert_nonnull (strstr (aeq_test_read_row (read, 0), part));
    }
}

static void
assert_day (const char *format, const char *field, const char *expected)
{
  g_autofree char *rest = g_strdup_printf ("'currency':'USD','columns':[{'role':'amount','start':1,'width':4,'decimals':2},"
                                           "{'role':'value_date','start':5,'width':%u,'format':'%s'}]", (guint) strlen (field),
                                           format);
  g_autofree char *text = g_strdup_printf ("0100%s.", field);
  g_autoptr(AeqTestRead) read = read_as ("flows", rest, text, -1);

  g_assert_no_error (read->error);
  if (expected == NULL)
    {
      g_assert_cmpuint (read->report->n_errors, ==, 1);
      return;
    }
  g_assert_cmpuint (read->rows->len, ==, 1);
  g_assert_nonnull (strstr (aeq_test_read_row (read, 0), expected));
}

static void
test_days_in_many_formats (void)
{
  assert_day ("YYYYMMDD", "20260302", "||2026-03-02||");
  assert_day ("MMDDYY", "030226", "||2026-03-02||");
  assert_day ("MMDDYY", " 30226", "||2026-03-02||");
  assert_day ("DDMMYYYY", "02032026", "||2026-03-02||");
  assert_day ("YYDDD", "26061", "||2026-03-02||");
  assert_day ("YYYYDDD", "2024366", "||2024-12-31||");
  assert_day ("CYYMMDD", "1260302", "||2026-03-02||");
  assert_day ("CYYMMDD", "0991231", "||1999-12-31||");
  assert_day ("DD.MM.YYYY", "02.03.2026", "||2026-03-02||");
  assert_day ("DD-MMM-YY", "02-mar-26", "||2026-03-02||");
  assert_day ("YYYYMMDDhhmmss", "20260302140509", "||2026-03-02|14:05|");
  assert_day ("YYDDD", "26366", NULL);
  assert_day ("YYYYMMDD", "20260230", NULL);
  assert_day ("YYYYMMDD", "2026-302", NULL);
  assert_day ("YYYYMMDD", "00000000", NULL); /* none, and the row needs one */
  assert_day ("YYYYMMDDhhmm", "202603022460", NULL);
}

#define POSITIONS                                                                                                         \
  "'records':{'start':1,'width':2,'rows':['D1'],'headers':['H1'],'trailers':['T1']},'columns':["                         \
  "{'role':'date','record':'H1','start':3,'width':8,'format':'YYYYMMDD'},{'role':'account','start':3,'width':6,'pad':'0'}," \
  "{'role':'instrument','start':9,'width':10},{'role':'quantity','start':19,'width':8,'decimals':2},"                    \
  "{'role':'market_value','start':27,'width':9,'decimals':2,'sign':'overpunch'},{'role':'currency','start':36,'width':3}]," \
  "'checks':[{'record':'T1','start':3,'width':4,'counts':'rows'},{'record':'T1','start':7,'width':9,'decimals':2,"       \
  "'sign':'overpunch','sums':'market_value'},{'record':'H1','start':11,'width':4,'counts':'records'}]"
#define ROW_1 "D1000042Bond      0000150000012345{USD\n"
#define ROW_2 "D1000042Müller AG 0000250000001000}EUR\n"

static void
test_types_headers_and_trailers (void)
{
  g_autoptr(AeqTestRead) read = read_as ("positions", POSITIONS, "H1202603020005\n" ROW_1 "X9 something else\n" ROW_2
                                         "T1000200011345{\n", -1);
  g_autofree char *status = aeq_test_read_status (read);

  g_assert_no_error (read->error);
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "42|2026-03-02|Bond||15||123450");
  g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "42|2026-03-02|Müller AG||25||-10000");
  g_assert_cmpstr (status, ==, "ok");
  g_assert_true (aeq_test_read_says (read, "1 records of other types were left out, the first at line 3"));
  g_assert_cmpuint (read->report->skipped, ==, 1);
}

static void
test_what_does_not_tie_is_a_warning (void)
{
  g_autoptr(AeqTestRead) counted = read_as ("positions", POSITIONS, "H1202603020009\n" ROW_1 "T1000200012345A\n", -1);
  g_autoptr(AeqTestRead) cut = read_as ("positions", POSITIONS, "H1202603020003\n" ROW_1 ROW_2, -1);

  g_assert_cmpuint (counted->report->n_errors, ==, 0);
  g_assert_true (aeq_test_read_says (counted, "line 3: record T1 states 2 rows, and there are 1"));
  g_assert_true (aeq_test_read_says (counted, "line 3: record T1 states a total of 1234.51 for market_value, and the rows add up to "
                                              "1234.50"));
  g_assert_true (aeq_test_read_says (counted, "line 1: record H1 states 9 records, and there are 3"));
  g_assert_true (aeq_test_read_says (cut, "it may be cut off"));
  g_assert_cmpuint (cut->report->warnings->len, ==, 1);
}

static void
test_each_batch_has_its_own_counts (void)
{
  g_autoptr(AeqTestRead) read = read_as ("positions", POSITIONS, "H1202603020003\n" ROW_1 "T1000100012345{\nH1202603030004\n"
                                         ROW_1 ROW_2 "T1000200011345{\n", -1);
  g_autofree char *status = aeq_test_read_status (read);

  g_assert_cmpstr (status, ==, "ok");
  g_assert_true (g_str_has_prefix (aeq_test_read_row (read, 2), "42|2026-03-03|"));
}

static void
test_row_errors_name_line_field_and_columns (void)
{
  g_autoptr(AeqTestRead) read = read_as ("positions", POSITIONS, "H1202603020005\n" ROW_1
                                         "D1000042Bond      0000X15000012345{USD\nD1000042Bond      000015000000\nT100030000\n", -1);
  const AeqRowError *first = g_ptr_array_index (read->report->errors, 0);
  const AeqRowError *second = g_ptr_array_index (read->report->errors, 1);

  g_assert_cmpuint (read->report->n_errors, ==, 2);
  g_assert_cmpuint (first->line, ==, 3);
  g_assert_cmpstr (first->field, ==, "quantity (columns 19-26)");
  g_assert_cmpstr (first->message, ==, "0000X150: not only digits, and its decimal point is implied");
  g_assert_cmpstr (second->field, ==, "market_value (columns 27-35)");
  g_assert_nonnull (strstr (second->message, "the line ends inside of it"));
  g_assert_cmpuint (read->rows->len, ==, 1);
}

static void
test_tabs_long_lines_and_other_types_are_refused (void)
{
  g_autoptr(AeqTestRead) tab = read_as ("positions", POSITIONS, "H120260302\n" ROW_1 "D1\t000042Bond\nT1\n", -1);
  g_autoptr(AeqTestRead) wide = read_as ("positions", "'record_length':38," POSITIONS,
                                         "H120260302\n" ROW_1 "D1000042Bond      0000150000012345{USDX\nT1\n", -1);
  g_autoptr(AeqTestRead) other = read_as (
    "flows", "'records':{'start':1,'width':1,'rows':['R'],'others':'refuse'},'columns':[{'role':'booking_date','start':2,'width':8},"
    "{'role':'amount','start':10,'width':5}]", "R20260302 1.00\nS20260302 1.00\n", -1);

  g_assert_cmpuint (tab->report->n_errors, ==, 1);
  g_assert_true (aeq_test_read_says (tab, "holds a tab"));
  g_assert_true (aeq_test_read_says (wide, "39 characters long, and a record has at most 38"));
  g_assert_cmpuint (other->rows->len, ==, 1);
  g_assert_true (aeq_test_read_says (other, "S is no record type"));
}

#define TWO_COLUMNS                                                                                                        \
  "'currency':'USD','columns':[{'role':'booking_date','start':1,'width':8,'format':'YYYYMMDD'},"                          \
  "{'role':'amount','start':9,'width':6,'decimals':2},{'role':'narrative','start':15,'width':6}]"
#define FIRST "20260302000150Rent  "
#define SECOND "20260303000250Zürich"

static void
test_all_line_ends_and_none (void)
{
  static const char *const TEXTS[] = {
    FIRST "\n" SECOND "\n", FIRST "\r\n" SECOND, FIRST "\r" SECOND "\r", "\n\n" FIRST "\n   \n\n" SECOND "\n\x1a", FIRST SECOND,
    FIRST SECOND "\n", "\xef\xbb\xbf" FIRST SECOND,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      g_autoptr(AeqTestRead) read = read_as ("flows", "'record_length':20," TWO_COLUMNS, TEXTS[i], -1);

      g_assert_no_error (read->error);
      g_assert_cmpuint (read->report->n_errors, ==, 0);
      g_assert_cmpuint (read->rows->len, ==, 2);
      g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "|2026-03-02|||150|USD|actual||Rent");
      g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "|2026-03-03|||250|USD|actual||Zürich");
    }
}

static void
test_mainframe_code_pages (void)
{
  g_autoptr(GError) error = NULL;
  gsize length;
  g_autofree char *bytes = g_convert (FIRST SECOND, -1, "IBM037", "UTF-8", NULL, &length, &error);
  g_autofree char *lines = NULL;
  g_autoptr(AeqTestRead) read = NULL;
  g_autoptr(AeqTestRead) with_ends = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, 40);
  read = read_as ("flows", "'encoding':'IBM037','record_length':20," TWO_COLUMNS, bytes, (gssize) length);
  g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "|2026-03-03|||250|USD|actual||Zürich");
  /* The line end of EBCDIC, and low values where nothing was written. */
  lines = g_malloc0 (42);
  memcpy (lines, bytes, 20);
  memcpy (lines + 21, bytes + 20, 20);
  lines[20] = lines[41] = 0x15;
  lines[18] = lines[19] = 0;
  with_ends = read_as ("flows", "'encoding':'IBM037'," TWO_COLUMNS, lines, 42);
  g_assert_cmpuint (with_ends->rows->len, ==, 2);
  g_assert_cmpstr (aeq_test_read_row (with_ends, 0), ==, "|2026-03-02|||150|USD|actual||Rent");
}

static void
test_an_unknown_code_page_is_refused (void)
{
  g_autoptr(AeqTestRead) unknown = read_as ("flows", "'encoding':'KLINGON'," TWO_COLUMNS, FIRST, -1);
  g_autoptr(AeqTestRead) wide = read_as ("flows", "'encoding':'UTF-16'," TWO_COLUMNS, FIRST, -1);

  g_assert_error (unknown->error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_error (wide->error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_nonnull (strstr (wide->error->message, "single bytes"));
}

static void
test_debit_words_and_filters (void)
{
  g_autoptr(AeqTestRead) read = read_as (
    "flows", "'currency':'EUR','decimal':',','sign':'direction','debit_words':['S'],'credit_words':['H'],'header_lines':1,"
    "'columns':[{'role':'booking_date','start':1,'width':10,'format':'DD.MM.YYYY'},{'role':'amount','start':11,'width':10},"
    "{'role':'direction','start':21,'width':1},{'header':'class','start':22,'width':2}],"
    "'filters':[{'header':'class','values':['ZZ']}]",
    "20260101 header of some kind\n02.03.2026  1.234,50S01\n03.03.2026      7,25H01\n03.03.2026      9,99HZZ\n", -1);

  g_assert_no_error (read->error);
  g_assert_cmpuint (read->report->n_errors, ==, 0);
  g_assert_cmpuint (read->rows->len, ==, 2);
  g_assert_nonnull (strstr (aeq_test_read_row (read, 0), "|-123450|EUR"));
  g_assert_nonnull (strstr (aeq_test_read_row (read, 1), "|725|EUR"));
}

static void
test_margin_and_accounts (void)
{
  g_autoptr(AeqTestRead) margin = read_as (
    "margin", "'columns':[{'role':'account','start':1,'width':4},{'role':'date','start':5,'width':8,'format':'YYYYMMDD'},"
    "{'role':'methodology','start':13,'width':5},{'role':'requirement','start':18,'width':6},{'role':'equity','start':24,'width':7},"
    "{'role':'currency','start':31,'width':3}]", "PB-120260302Reg T   100   90.5USD\n", -1);
  g_autoptr(AeqTestRead) accounts = read_as (
    "accounts", "'columns':[{'role':'account','start':1,'width':4},{'role':'name','start':5,'width':12,'pad':'*'},"
    "{'role':'currency','start':17,'width':3},{'role':'opened','start':20,'width':7,'format':'YYYYDDD'}]",
    "PB-1Our house***USD2026001\n", -1);

  g_assert_cmpstr (aeq_test_read_row (margin, 0), ==, "PB-1|2026-03-02|regt|10000|9050|-950|-||USD");
  g_assert_no_error (accounts->error);
  g_assert_cmpstr (aeq_test_read_row (accounts, 0), ==, "PB-1|Our house|||USD||2026-01-01");
}

static AeqInput *
input_of (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return aeq_input_new_for_bytes ("t.txt", bytes);
}

static gboolean
is_found (const char *rest, const char *text)
{
  g_autoptr(AeqProfileSet) known = aeq_profile_set_new ();
  g_autoptr(AeqInput) input = input_of (text);

  aeq_profile_set_add (known, profile_of ("positions", rest));
  return aeq_fixed_find (input, known) != NULL;
}

static void
test_record_types_find_the_profile (void)
{
  g_assert_true (is_found (POSITIONS, "H1202603020003\n" ROW_1 "T1000100012345{\n"));
  g_assert_true (is_found (POSITIONS, "H120260302\n" ROW_1 "D1000042Bond      0000X15000012345{USD\n"));
  g_assert_false (is_found (POSITIONS, ROW_1 "T1\n"));
  g_assert_false (is_found (POSITIONS, "H120260302\n" ROW_1 "D2000042\n"));
  g_assert_false (is_found (POSITIONS, "H1;D1;T1\nD1;2026-03-02;5\n"));
  g_assert_false (is_found ("'columns':[{'role':'date','start':1,'width':8,'format':'YYYYMMDD'},"
                            "{'role':'instrument','start':9,'width':4},{'role':'quantity','start':13,'width':3}]",
                            "20260302Bond  5\n"));
}

static void
test_without_a_profile_one_is_asked_for (void)
{
  g_autoptr(AeqTestRead) none = aeq_test_read_fixed (ROW_1, -1, NULL, NULL);
  g_autoptr(AeqTestRead) prose = aeq_test_read ("D1000042Bond      0000015000\nD1000042Bond      0000025000\n", -1, NULL);

  g_assert_error (none->error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_nonnull (strstr (none->error->message, "--profile"));
  g_assert_error (prose->error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_nonnull (strstr (prose->error->message, "fixed-width"));
}

static void
test_a_profile_comes_back_from_its_json (void)
{
  g_autoptr(AeqProfile) profile = profile_of ("positions", "'encoding':'IBM037','record_length':38,'header_lines':2," POSITIONS);
  g_autofree char *first = aeq_profile_to_json (profile);
  g_autoptr(AeqProfile) again = aeq_profile_from_json (first, -1, NULL);
  g_autoptr(AeqProfile) copy = aeq_profile_copy (again);
  g_autofree char *second = aeq_profile_to_json (copy);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpuint (copy->layout->checks->len, ==, 3);
}

static void
test_profiles_that_cannot_be_are_refused (void)
{
  static const char *const RESTS[] = {
    "'columns':[{'role':'amount','start':0,'width':5}]",
    "'columns':[{'role':'amount','start':1}]",
    "'columns':[{'role':'amount','start':32768,'width':2}]",
    "'columns':[{'role':'booking_date','start':1,'width':8,'format':'YYYYMM'}]",
    "'columns':[{'role':'booking_date','start':1,'width':8,'format':'YYYYMMDDYYYY'}]",
    "'columns':[{'role':'booking_date','start':1,'width':8,'format':'QQQQMMDD'}]",
    "'columns':[{'role':'amount','start':1,'width':8,'decimals':10}]",
    "'columns':[{'role':'amount','start':1,'width':8,'sign':'odd'}]",
    "'columns':[{'role':'amount','start':1,'width':8,'record':'H1'}]",
    "'columns':[{'role':'amount','start':1,'width':8,'pad':'00'}]",
    "'columns':[{'start':1,'width':8}]",
    "'record_length':0,'columns':[{'role':'amount','start':1,'width':8}]",
    "'records':{'start':1,'width':2},'columns':[{'role':'amount','start':1,'width':8}]",
    "'records':{'start':1,'width':2,'rows':['D10']},'columns':[{'role':'amount','start':1,'width':8}]",
    "'records':{'start':1,'width':2,'rows':['D1']},'columns':[{'role':'amount','start':1,'width':8}],'checks':[{'record':'T1',"
    "'start':1,'width':2,'counts':'rows'}]",
    "'records':{'start':1,'width':2,'rows':['D1'],'trailers':['T1']},'columns':[{'role':'amount','start':1,'width':8}],"
    "'checks':[{'record':'T1','start':1,'width':2,'sums':'price'}]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (RESTS); i++)
    {
      g_autofree char *json = g_strdup_printf ("{'name':'t','kind':'flows','format':'fixed',%s}", RESTS[i]);
      g_autoptr(GError) error = NULL;
      g_autoptr(AeqProfile) profile = NULL;

      g_strdelimit (json, "'", '"');
      profile = aeq_profile_from_json (json, -1, &error);
      g_assert_null (profile);
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
    }
}

/* 1 MB of one kind of trouble each is read, or refused, at once. */
static void
test_large_trouble_costs_no_time (void)
{
  static const char *const PIECES[] = { "\n", "D1\n", "Ä", "D1000042Bond      0000150000012345{USD\n", "H1202603020003\n", "T1\n",
                                        "\t", " " };

  for (gsize i = 0; i < G_N_ELEMENTS (PIECES); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(AeqTestRead) read = NULL;
      gint64 start;

      while (text->len < 1000000)
        g_string_append (text, PIECES[i]);
      start = g_get_monotonic_time ();
      read = read_as ("positions", "'record_length':38," POSITIONS, text->str, (gssize) text->len);
      g_assert_true (read->ok || read->error != NULL);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC); /* with sanitizers on a busy machine */
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/fixed/numbers", test_numbers_as_programs_write_them);
  g_test_add_func ("/import/fixed/overpunch", test_overpunched_digits);
  g_test_add_func ("/import/fixed/sign-column", test_a_sign_in_a_column_of_its_own);
  g_test_add_func ("/import/fixed/days", test_days_in_many_formats);
  g_test_add_func ("/import/fixed/types-headers-trailers", test_types_headers_and_trailers);
  g_test_add_func ("/import/fixed/does-not-tie", test_what_does_not_tie_is_a_warning);
  g_test_add_func ("/import/fixed/batches", test_each_batch_has_its_own_counts);
  g_test_add_func ("/import/fixed/row-errors", test_row_errors_name_line_field_and_columns);
  g_test_add_func ("/import/fixed/tabs-and-long-lines", test_tabs_long_lines_and_other_types_are_refused);
  g_test_add_func ("/import/fixed/line-ends", test_all_line_ends_and_none);
  g_test_add_func ("/import/fixed/code-pages", test_mainframe_code_pages);
  g_test_add_func ("/import/fixed/unknown-code-page", test_an_unknown_code_page_is_refused);
  g_test_add_func ("/import/fixed/debit-words-and-filters", test_debit_words_and_filters);
  g_test_add_func ("/import/fixed/margin-and-accounts", test_margin_and_accounts);
  g_test_add_func ("/import/fixed/found-by-record-types", test_record_types_find_the_profile);
  g_test_add_func ("/import/fixed/without-a-profile", test_without_a_profile_one_is_asked_for);
  g_test_add_func ("/import/fixed/json", test_a_profile_comes_back_from_its_json);
  g_test_add_func ("/import/fixed/bad-profiles", test_profiles_that_cannot_be_are_refused);
  g_test_add_func ("/import/fixed/large-trouble", test_large_trouble_costs_no_time);
  return g_test_run ();
}
