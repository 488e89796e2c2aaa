/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-test-read.h"
#include "aeq-test.h"

/* Statements of an invented bank; each test says in its name what a reader owes it. */

#define HEAD ":20:DAY1\n:25:DE02120300000000202051\n:28C:7/1\n:60F:C260105EUR100,00\n"
#define TAIL(closing) ":62F:" closing "\n-\n"

static AeqTestRead *
read_text (const char *text)
{
  return aeq_test_read_format (NULL, text, -1, NULL);
}

static void
assert_status (const AeqTestRead *read, const char *status)
{
  g_autofree char *got = aeq_test_read_status (read);

  for (guint i = 0; i < read->report->errors->len; i++)
    g_test_message ("%s", ((AeqRowError *) read->report->errors->pdata[i])->message);
  for (guint i = 0; i < read->report->warnings->len; i++)
    g_test_message ("%s", (char *) read->report->warnings->pdata[i]);
  g_assert_cmpstr (got, ==, status);
}

static void
assert_column (const AeqTestRead *read, const char *column, const char *expected)
{
  g_autofree char *got = aeq_test_read_column (read, column);

  g_assert_cmpstr (got, ==, expected);
}

static void
assert_warns (const char *text, const char *part)
{
  g_autoptr(AeqTestRead) read = read_text (text);

  assert_status (read, "warn");
  g_assert_true (aeq_test_read_says (read, part));
}

static void
assert_refused (const char *text, guint64 line, const char *field, const char *part)
{
  g_autoptr(AeqTestRead) read = read_text (text);
  const AeqRowError *first;

  assert_status (read, "reject");
  g_assert_cmpuint (read->report->errors->len, >, 0);
  first = read->report->errors->pdata[0];
  g_assert_cmpuint (first->line, ==, line);
  g_assert_cmpstr (first->field, ==, field);
  g_assert_nonnull (strstr (first->message, part));
}

/* One entry between an opening of 100,00 and whatever closing: its row. */
static void
assert_row (const char *entry, const char *row)
{
  g_autofree char *text = g_strconcat (HEAD, entry, TAIL ("C260106EUR0,00"), NULL);
  g_autoptr(AeqTestRead) read = read_text (text);

  g_assert_cmpuint (read->report->n_errors, ==, 0);
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, row);
}

static void
test_a_statement (void)
{
  g_autoptr(AeqTestRead) read = read_text (HEAD ":61:2601060106D30,50NTRFINV-7//B99\n:86:PAPER AND PENS\n"
                                                ":61:260106C10,NMSCNONREF\n" TAIL ("C260106EUR79,50"));

  assert_status (read, "ok");
  g_assert_cmpstr (read->report->format, ==, "mt940");
  assert_column (read, "transactions", "2");
  assert_column (read, "opening_balance", "100.00");
  assert_column (read, "closing_balance", "79.50");
  assert_column (read, "credit_total", "10.00");
  assert_column (read, "debit_total", "30.50");
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==,
                   "DE02120300000000202051|2026-01-06|2026-01-06||-3050|EUR|actual||PAPER AND PENS");
  g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "DE02120300000000202051||2026-01-06||1000|EUR|actual||");
}

static void
test_line_ends (void)
{
  static const char *const ENDS[] = { "\n", "\r\n", "\r" };

  for (gsize i = 0; i < G_N_ELEMENTS (ENDS); i++)
    {
      g_auto(GStrv) lines = g_strsplit (HEAD ":61:260106D5,00NTRFX\n:86:ONE\nTWO\n" TAIL ("C260106EUR95,00"), "\n", -1);
      g_autofree char *text = g_strjoinv (ENDS[i], lines);
      g_autoptr(AeqTestRead) read = read_text (text);

      assert_status (read, "ok");
      g_assert_true (g_str_has_suffix (aeq_test_read_row (read, 0), "|ONE TWO"));
    }
}

static void
test_swift_blocks (void)
{
  g_autoptr(AeqTestRead) read = read_text (
      "{1:F01ABCDEFGHAXXX0000000000}{2:I940ABCDEFGHXXXXN}{3:{108:X}}{4:\n" HEAD ":62F:C260105EUR100,00\n-}{5:{CHK:123456789ABC}}\n"
      "{1:F01ABCDEFGHAXXX0000000000}{2:I940ABCDEFGHXXXXN}{4::20:DAY2\n:25:999\n:28C:1\n:60F:C260105USD1,\n:62F:C260105USD1,\n-}");

  assert_status (read, "ok");
  assert_column (read, "accounts", "2");
  assert_column (read, "closing_balance", "100.00|1.00");
}

static void
test_signs (void)
{
  static const struct { const char *mark; const char *minor; } CASES[] = {
    { "C", "700" },   { "D", "-700" },  { "RD", "700" },   { "RC", "-700" },
    { "CR", "700" },  { "DR", "-700" }, { "DD", "-700" },  { "CD", "700" },
    { "RDR", "700" }, { "RCN", "-700" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *entry = g_strdup_printf (":61:2601060106%s7,00NTRFNONREF\n", CASES[i].mark);
      g_autofree char *row = g_strdup_printf ("DE02120300000000202051|2026-01-06|2026-01-06||%s|EUR|actual||", CASES[i].minor);

      assert_row (entry, row);
    }
}

static void
test_expected_entries_stay_out_of_the_balance (void)
{
  g_autoptr(AeqTestRead) read = read_text (HEAD ":61:260106EC40,00NTRFNONREF\n" TAIL ("C260106EUR100,00"));

  assert_status (read, "ok");
  g_assert_cmpuint (read->report->pending, ==, 1);
  g_assert_nonnull (strstr (aeq_test_read_row (read, 0), "|pending|"));
}

static void
test_amounts (void)
{
  static const struct { const char *amount; const char *minor; } CASES[] = {
    { "7", "700" }, { "7,", "700" }, { "7,5", "750" }, { "000000000000000007,25", "725" }, { "1234567,89", "123456789" },
    { "7.25", "725" }, { "1.234,56", "123456" }, { ",75", "75" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *entry = g_strdup_printf (":61:2601060106C%sNTRFNONREF\n", CASES[i].amount);
      g_autofree char *row = g_strdup_printf ("DE02120300000000202051|2026-01-06|2026-01-06||%s|EUR|actual||", CASES[i].minor);

      assert_row (entry, row);
    }
}

static void
test_more_digits_than_the_currency_has (void)
{
  g_autoptr(AeqTestRead) read = read_text (":20:X\n:25:1\n:28C:1\n:60F:C260105JPY100,00\n:61:260106C2,5NTRFNONREF\n"
                                           ":61:260106C3,5NTRFNONREF\n:62F:C260106JPY106,\n");

  assert_status (read, "warn");
  g_assert_true (aeq_test_read_says (read, "2 amounts have more decimals"));
  assert_column (read, "credit_total", "6");
}

static void
test_entry_date_across_new_year (void)
{
  assert_row (":61:2601021231C1,00NTRFNONREF\n", "DE02120300000000202051|2025-12-31|2026-01-02||100|EUR|actual||");
  assert_row (":61:2512310102C1,00NTRFNONREF\n", "DE02120300000000202051|2026-01-02|2025-12-31||100|EUR|actual||");
  assert_row (":61:9912310103C1,00NTRFNONREF\n", "DE02120300000000202051|2000-01-03|1999-12-31||100|EUR|actual||");
}

static void
test_the_thirtieth_of_february (void)
{
  g_autoptr(AeqTestRead) read = read_text (HEAD ":61:2602300302D100,00NINTNONREF\n" TAIL ("C260302EUR0,"));

  assert_status (read, "ok");
  g_assert_true (aeq_test_read_says (read, "beyond the end of their month"));
  g_assert_nonnull (strstr (aeq_test_read_row (read, 0), "|2026-03-02|2026-02-28|"));
}

static void
test_wrapped_entries (void)
{
  assert_row (":61:2601060106C12\n34,50NTRFNONREF\n", "DE02120300000000202051|2026-01-06|2026-01-06||123450|EUR|actual||");
  assert_row (":61:2601060106C1234,50\nNTRFNONREF\n", "DE02120300000000202051|2026-01-06|2026-01-06||123450|EUR|actual||");
  assert_row (":61:2601060106C12,00\n911-TRANSFER\n", "DE02120300000000202051|2026-01-06|2026-01-06||1200|EUR|actual||911-TRANSFER");
  assert_row (":61:2601060106C12,00NTRFNONREF//X\nCARD 7\n:86:SHOP\n",
              "DE02120300000000202051|2026-01-06|2026-01-06||1200|EUR|actual||SHOP; CARD 7");
  assert_row (":61:2601060106C12,00 NXX NONREF\n", "DE02120300000000202051|2026-01-06|2026-01-06||1200|EUR|actual||");
}

#define ROW(party, text) "DE02120300000000202051||2026-01-06||100|EUR|actual|" party "|" text
#define ENTRY ":61:260106C1,00NTRFNONREF\n"

static void
test_texts_in_subfields (void)
{
  assert_row (ENTRY ":86:166?00CREDIT?20EREF+E-1?21SVWZ+Invoice 123456789012345?226 of May?30BANKDEFF?31DE1?32A very long name of a c"
                    "omp?33any?34000\n", ROW ("A very long name of a company", "Invoice 1234567890123456 of May"));
  assert_row (ENTRY ":86:020~00IN~20RENT~21MAY~32ANNA\nLENA~33NOWAK\n", ROW ("ANNALENA NOWAK", "RENT MAY"));
  assert_row (ENTRY ":86:?20RENT?32JAN\n", ROW ("JAN", "RENT"));
  assert_row (ENTRY ":86:808?00CHARGES\n", ROW ("", "CHARGES"));
}

static void
test_texts_in_codes (void)
{
  assert_row (ENTRY ":86:/TRTP/SEPA/IBAN/NL02ABNA0123456789/BIC/ABNANL2A/NAME/P. DE BOER/REMI/Order 12/EREF/E7\n",
              ROW ("P. DE BOER", "Order 12"));
  assert_row (ENTRY ":86:/CNTP/NL02ABNA0123456789/ABNANL2A/P. DE BOER///REMI/USTD//Order 12/\n", ROW ("P. DE BOER", "Order 12"));
  assert_row (ENTRY ":86:/ORDP//NAME/ACME LTD/REMI/A/B\n", ROW ("ACME LTD", "A/B"));
}

static void
test_free_and_repeated_texts (void)
{
  assert_row (ENTRY ":86:ONE\n:86:TWO\n:86:  THREE   FOUR\n", ROW ("", "ONE TWO THREE FOUR"));
  assert_row (ENTRY ":86:12345678901234567890123456789012345678901234567890123456789012345\n678 REST\n",
              ROW ("", "12345678901234567890123456789012345678901234567890123456789012345678 REST"));
  assert_row (ENTRY ":86:AT 12\n:24:33 AND\n:08 MORE\n", ROW ("", "AT 12 :24:33 AND :08 MORE"));
  assert_row (ENTRY ":86:A CARD PAYMENT WITH A TEXT LONG ENOUGH THAT IT WAS WRAPPED AT 12\n:20:33 H\n",
              ROW ("", "A CARD PAYMENT WITH A TEXT LONG ENOUGH THAT IT WAS WRAPPED AT 12 :20:33 H"));
  assert_row (ENTRY ":NS:01RENT\n02MAY\n15LANDLORD\n17TRANSFER\n", ROW ("LANDLORD", "RENT MAY"));
  assert_row (ENTRY ":86:TEXT\n:23E:OF THE BANK\n", ROW ("", "TEXT"));
}

static gboolean
keep_references (const AeqEntry *entry, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  g_string_append_printf (user_data, "%s/%s ", entry->reference, entry->bank_reference);
  return TRUE;
}

static void
test_references (void)
{
  static const AeqReadSink SINK = { .flow = keep_references };
  static const char TEXT[] = HEAD ":61:260106C1,NTRFINV 7//B1\n:61:260106C1,NTRFNONREF//B2\n:86:166?20EREF+E-2\n"
                                  ":61:260106C1,N//B3\n:86:166?20EREF+NOTPROVIDED\n:61:260106C1,NTRFR  SHOP\n";
  g_autoptr(GBytes) bytes = g_bytes_new_static (TEXT, sizeof TEXT - 1);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("x", bytes);
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("mt940");
  g_autoptr(GString) out = g_string_new (NULL);
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("EUR", 3) };

  g_assert_true (aeq_reader_lookup ("mt940")->read (input, NULL, NULL, &options, &SINK, out, report, NULL, NULL, NULL));
  g_assert_cmpstr (out->str, ==, "INV 7/B1 E-2/B2 (null)/B3 R/(null) ");
}

static void
test_pages_and_accounts (void)
{
  g_autoptr(AeqTestRead) read = read_text (
      ":20:A\n:25:111\n:28C:5/1\n:60F:C260105EUR10,\n:61:260105C5,NTRFX\n:62M:C260105EUR15,\n-\n"
      ":20:A\n:25:111\n:28C:5/2\n:60M:C260105EUR15,\n:61:260105C5,NTRFX\n:62F:C260105EUR20,\n:64:C260105EUR20,\n:65:C260107EUR20,\n-\n"
      ":20:B\n:25:222\n:28C:9\n:60F:D260105CHF3,\n:62F:D260105CHF3,\n");

  assert_status (read, "ok");
  assert_column (read, "accounts", "2");
  assert_column (read, "opening_balance", "10.00|-3.00");
  assert_column (read, "closing_balance", "20.00|-3.00");
  assert_column (read, "currency", "EUR|CHF");
}

static void
test_what_does_not_tie_warns (void)
{
  assert_warns (HEAD ENTRY TAIL ("C260106EUR99,00"), "do not tie");
  assert_warns (HEAD ENTRY, "no closing balance");
  assert_warns (":20:A\n:25:1\n:28C:1\n:34F:EUR0,\n:62F:C260106EUR99,00\n", "no opening balance");
  assert_warns (HEAD TAIL ("C260106EUR100,00") ":20:A\n:25:DE02120300000000202051\n:28C:8\n:60F:C260106EUR90,\n:62F:C260106EUR90,\n",
                "the statement before closed with 100.00");
  assert_warns (HEAD TAIL ("C260106EUR100,00") ":20:A\n:25:DE02120300000000202051\n:28C:9\n:60F:C260107EUR90,\n:62F:C260107EUR90,\n",
                "statements are missing");
  assert_warns (HEAD ":62M:C260106EUR100,00\n:20:A\n:25:DE02120300000000202051\n:28C:7/3\n:60M:C260106EUR100,\n:62F:C260106EUR100,\n",
                "pages are missing");
  assert_warns (HEAD ENTRY ":62F:C260106EUR101,00\n:86:D000001C000001D1,00C1,00\n", "the bank counts 1 debits");
  assert_warns (HEAD ENTRY ":25:166?00CREDIT?20RENT\n" TAIL ("C260106EUR101,"), "was read as :86:");
}

#define INTRADAY ":20:I\n:25:111\n:28C:1/1\n:34F:EURD0,\n:34F:EURC0,\n:13D:2601061015+0100\n:61:2601060106D4,NTRFX\n:86:COFFEE\n"

/* Numbers that follow the calendar, and statements of other days, are no reason to warn. */
static void
test_statements_apart_are_fine (void)
{
  g_autoptr(AeqTestRead) skipped = read_text (
      HEAD TAIL ("C260106EUR100,00") ":20:A\n:25:DE02120300000000202051\n:28C:9\n:60F:C260107EUR100,\n:62F:C260107EUR100,\n");
  g_autoptr(AeqTestRead) later = read_text (
      HEAD TAIL ("C260106EUR100,00") ":20:A\n:25:DE02120300000000202051\n:28C:7/1\n:60F:C260707EUR5,\n:62F:C260707EUR5,\n");

  assert_status (skipped, "ok");
  assert_status (later, "ok");
  g_assert_true (aeq_test_read_says (later, "does not go on"));
}

static void
test_intraday_reports (void)
{
  g_autoptr(AeqTestRead) read = read_text (INTRADAY ":90D:1EUR4,\n:90C:0EUR0,\n-\n");

  assert_status (read, "ok");
  assert_column (read, "transactions", "1");
  assert_column (read, "opening_balance", "");
  assert_column (read, "currency", "EUR");
  assert_warns (INTRADAY ":90D:2EUR4,\n:90C:0EUR0,\n-\n", "the bank counts 2 debits of 4.00, the file has 1 of 4.00");
}

static void
test_empty_statements_are_fine (void)
{
  g_autoptr(AeqTestRead) read = read_text (HEAD TAIL ("C260106EUR100,00"));

  assert_status (read, "ok");
  assert_column (read, "transactions", "0");
}

static void
test_what_cannot_be_read_is_refused_with_its_place (void)
{
  assert_refused (HEAD ":61:26XX06C1,NTRFX\n", 5, ":61:", "value date");
  assert_refused (HEAD ":61:261306C1,NTRFX\n", 5, ":61:", "no day that exists");
  assert_refused (HEAD ":61:260106X1,NTRFX\n", 5, ":61:", "mark");
  assert_refused (HEAD ":61:260106CNTRFX\n", 5, ":61:", "no amount");
  assert_refused (HEAD ":61:260106C99999999999999999999,NTRFX\n", 5, ":61:", "too large");
  assert_refused (":20:A\n:25:1\n:60F:C260105XQX1,\n", 3, ":60:", "currency");
  assert_refused (HEAD ":62F:260105EUR1,\n", 5, ":62:", "no balance");
  assert_refused (":20:A\n:25:1\n:61:260106C1,NTRFX\n", 3, ":61:", "--currency");
}

static void
test_a_file_without_a_statement (void)
{
  g_autoptr(AeqTestRead) read = read_text (":86:ALONE\n-\n");

  g_assert_error (read->error, AEQ_ERROR, AEQ_ERROR_INVALID);
  g_assert_nonnull (strstr (read->error->message, "holds no statement"));
  g_assert_cmpstr (aeq_error_get_file (read->error), ==, "test.txt");
}

static void
test_limits (void)
{
  g_autoptr(GString) text = g_string_new (HEAD ENTRY ":86:");
  g_autoptr(AeqTestRead) lines = NULL;
  g_autoptr(AeqTestRead) line = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append (text, "SIXTY-FIVE CHARACTERS OF TEXT THAT GOES ON AND ON WITHOUT A TAG..\n");
  lines = read_text (text->str);
  g_assert_error (lines->error, AEQ_ERROR, AEQ_ERROR_LIMIT);
  g_string_assign (text, HEAD ENTRY);
  for (int i = 0; i < 5000; i++)
    g_string_append (text, ":86:SIXTY-FIVE CHARACTERS OF TEXT THAT GOES ON AND ON WITHOUT AN END\n");
  assert_refused (text->str, 4040, ":86:", "256 KiB");
  g_string_assign (text, HEAD ":86:");
  for (int i = 0; i < 10000; i++)
    g_string_append (text, "WITHOUT A BREAK ");
  line = read_text (text->str);
  g_assert_error (line->error, AEQ_ERROR, AEQ_ERROR_LIMIT);
  g_assert_cmpuint (aeq_error_get_line (line->error), ==, 5);
}

static void
test_code_pages (void)
{
  g_autoptr(AeqTestRead) read = read_text (HEAD ENTRY ":86:M\xdcLLER \x80 1\n" TAIL ("C260106EUR101,"));

  g_autoptr(AeqTestRead) type = read_text (HEAD ":61:260106C1,N\xdc\xdc\xdcX\n" TAIL ("C260106EUR101,"));

  assert_status (read, "ok");
  g_assert_true (g_str_has_suffix (aeq_test_read_row (read, 0), "|MÜLLER € 1"));
  assert_status (type, "ok");
}

static void
test_utf16 (void)
{
  gsize n;
  g_autofree char *text = g_convert (HEAD ENTRY ":86:MÜLLER\n" TAIL ("C260106EUR101,"), -1, "UTF-16", "UTF-8", NULL, &n, NULL);
  g_autoptr(AeqTestRead) read = aeq_test_read_format (NULL, text, (gssize) n, NULL);

  assert_status (read, "ok");
  g_assert_true (g_str_has_suffix (aeq_test_read_row (read, 0), "|MÜLLER"));
}

static const char *
detect (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("x", bytes);

  return aeq_import_detect_format (input, NULL);
}

static void
test_detection (void)
{
  g_assert_cmpstr (detect (HEAD), ==, "mt940");
  g_assert_cmpstr (detect ("\n \n\x01\n" HEAD), ==, "mt940");
  g_assert_cmpstr (detect ("FROM THE BANK\n-----\n\n" HEAD), ==, "mt940");
  g_assert_cmpstr (detect ("\xef\xbb\xbf:25:1\n:60F:C260105EUR1,\n"), ==, "mt940");
  g_assert_cmpstr (detect ("{1:F01ABCDEFGHAXXX0000000000}{2:O9421200}{4:\n:20:X\n"), ==, "mt942");
  g_assert_cmpstr (detect (INTRADAY), ==, "mt942");
  g_assert_cmpstr (detect ("Date;Amount\n2026-01-02;1,00\n"), ==, "csv");
  g_assert_cmpstr (detect ("Date;Text;Amount\n2026-01-02;\"a\n:20:x\";1,00\n"), ==, "csv");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/mt/a-statement", test_a_statement);
  g_test_add_func ("/import/mt/line-ends", test_line_ends);
  g_test_add_func ("/import/mt/swift-blocks", test_swift_blocks);
  g_test_add_func ("/import/mt/signs", test_signs);
  g_test_add_func ("/import/mt/expected-entries-stay-out-of-the-balance", test_expected_entries_stay_out_of_the_balance);
  g_test_add_func ("/import/mt/amounts", test_amounts);
  g_test_add_func ("/import/mt/more-digits-than-the-currency-has", test_more_digits_than_the_currency_has);
  g_test_add_func ("/import/mt/entry-date-across-new-year", test_entry_date_across_new_year);
  g_test_add_func ("/import/mt/the-thirtieth-of-february", test_the_thirtieth_of_february);
  g_test_add_func ("/import/mt/wrapped-entries", test_wrapped_entries);
  g_test_add_func ("/import/mt/texts-in-subfields", test_texts_in_subfields);
  g_test_add_func ("/import/mt/texts-in-codes", test_texts_in_codes);
  g_test_add_func ("/import/mt/free-and-repeated-texts", test_free_and_repeated_texts);
  g_test_add_func ("/import/mt/references", test_references);
  g_test_add_func ("/import/mt/pages-and-accounts", test_pages_and_accounts);
  g_test_add_func ("/import/mt/what-does-not-tie-warns", test_what_does_not_tie_warns);
  g_test_add_func ("/import/mt/statements-apart-are-fine", test_statements_apart_are_fine);
  g_test_add_func ("/import/mt/intraday-reports", test_intraday_reports);
  g_test_add_func ("/import/mt/empty-statements-are-fine", test_empty_statements_are_fine);
  g_test_add_func ("/import/mt/what-cannot-be-read-is-refused-with-its-place", test_what_cannot_be_read_is_refused_with_its_place);
  g_test_add_func ("/import/mt/a-file-without-a-statement", test_a_file_without_a_statement);
  g_test_add_func ("/import/mt/limits", test_limits);
  g_test_add_func ("/import/mt/code-pages", test_code_pages);
  g_test_add_func ("/import/mt/utf16", test_utf16);
  g_test_add_func ("/import/mt/detection", test_detection);
  return g_test_run ();
}
