/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-test-read.h"
#include "aeq-test.h"

#define HEAD "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>\n"
#define ACCOUNT "<STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>22 33</BANKACCTFROM><BANKTRANLIST>\n"
#define TAIL                                                                                                           \
  "</BANKTRANLIST><LEDGERBAL><BALAMT>10.00<DTASOF>20261118</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"

static AeqTestRead *
read_ofx (const char *text)
{
  return aeq_test_read_format ("ofx", text, -1, NULL);
}

static AeqTestRead *
read_entry (const char *entry)
{
  g_autofree char *text = g_strconcat (HEAD, ACCOUNT, "<STMTTRN>", entry, "</STMTTRN>", TAIL, NULL);

  return read_ofx (text);
}

static void
assert_status (const AeqTestRead *read, const char *expected)
{
  g_autofree char *status = aeq_test_read_status (read);

  g_assert_cmpstr (status, ==, expected);
}

static void
assert_column (const AeqTestRead *read, const char *column, const char *expected)
{
  g_autofree char *value = aeq_test_read_column (read, column);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_sgml_without_closing_tags (void)
{
  g_autoptr (AeqTestRead) read =
      read_entry ("<TRNTYPE>DEBIT\n<DTPOSTED>20261118\n<TRNAMT>-12.34 <!-- fee -->\n<FITID>f1\n<CHECKNUM>\n"
                  "<NAME>A &amp; B &#233; &euro;\n<MEMO>x < y\n  z<BANKACCTTO><ACCTID>99</BANKACCTTO>");

  assert_status (read, "ok");
  assert_column (read, "accounts", "1");
  assert_column (read, "closing_balance", "10.00");
  assert_column (read, "opening_balance", "");
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "2233|2026-11-18|||-1234|EUR|actual|A & B \303\251 &euro;|x < y z");
}

static void
test_xml_with_cards_and_cash_of_investments (void)
{
  g_autoptr (AeqTestRead) read = read_ofx (
      "<?xml version=\"1.0\"?>\n<?OFX "
      "OFXHEADER=\"200\"?>\n<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD</CURDEF>"
      "<CCACCTFROM><ACCTID>4</ACCTID></CCACCTFROM><BANKTRANLIST/><LEDGERBAL><BALAMT>-5</BALAMT><DTASOF>20261118</"
      "DTASOF>"
      "</LEDGERBAL></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS>"
      "<DTASOF>20261118</DTASOF><CURDEF>USD</CURDEF><INVACCTFROM><ACCTID>9</ACCTID></"
      "INVACCTFROM><INVTRANLIST><BUYMF><INVBUY>"
      "<INVTRAN><FITID>t</FITID><MEMO>no cash</MEMO></INVTRAN><TOTAL>-3</TOTAL></INVBUY></BUYMF><INVBANKTRAN><STMTTRN>"
      "<DTPOSTED>20261117</DTPOSTED><TRNAMT>5</TRNAMT><FITID/><PAYEE><NAME>P</NAME></PAYEE><MEMO><![CDATA[<a&amp;>]]></"
      "MEMO>"
      "</STMTTRN></INVBANKTRAN></INVTRANLIST><INVBAL><AVAILCASH>7.5</AVAILCASH></INVBAL></INVSTMTRS></INVSTMTTRNRS>"
      "</INVSTMTMSGSRSV1></OFX>");

  assert_status (read, "ok");
  assert_column (read, "accounts", "2");
  assert_column (read, "transactions", "1");
  assert_column (read, "closing_balance", "-5.00|7.50");
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "9|2026-11-17|||500|USD|actual|P|<a&amp;>");
  g_assert_true (aeq_test_read_says (read, "1 trades of securities"));
}

static void
test_amounts_are_exact (void)
{
  static const struct
  {
    const char *text;
    const char *minor;
    const char *status;
  } CASES[] = {
    { "-300,00", "-30000", "ok" },
    { "+1.5", "150", "ok" },
    { "1.234,56", "123456", "ok" },
    { "1,234.56", "123456", "ok" },
    { "1.234.567", "123456700", "ok" },
    { ".5", "50", "ok" },
    { "0.125", "12", "warn" },
    { "0.135", "14", "warn" },
    { "1,234", NULL, "reject" },
    { "1e5", NULL, "reject" },
    { "", NULL, "reject" },
    { "99999999999999999999", NULL, "reject" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *entry = g_strdup_printf ("<DTPOSTED>20261118<TRNAMT>%s\n<FITID>f", CASES[i].text);
      g_autofree char *expected = g_strdup_printf ("2233|2026-11-18|||%s|EUR|actual||", CASES[i].minor);
      g_autoptr (AeqTestRead) read = read_entry (entry);

      assert_status (read, CASES[i].status);
      if (CASES[i].minor != NULL)
        g_assert_cmpstr (aeq_test_read_row (read, 0), ==, expected);
    }
}

static void
test_dates_and_times (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } CASES[] = {
    { "20261118", "|" },
    { "20261118120000.000[-5:EST]", "|" },
    { "20261118000000", "|" },
    { "20261118133000", "|13:30" },
    { "20261118133000.123[-5.5:EST]", "|13:30" },
    { "202611181330 [0:GMT]", "|13:30" },
    { "20260231", NULL },
    { "2026-11-18", NULL },
    { "20261118256000", NULL },
    { "20261118133000[-99:X]", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *entry = g_strdup_printf ("<DTPOSTED>%s<TRNAMT>1", CASES[i].text);
      g_autoptr (AeqTestRead) read = read_entry (entry);
      g_autofree char *expected = g_strdup_printf ("2233|2026-11-18|%s|100|EUR|actual||", CASES[i].expected);

      assert_status (read, CASES[i].expected != NULL ? "ok" : "reject");
      if (CASES[i].expected != NULL)
        g_assert_cmpstr (aeq_test_read_row (read, 0), ==, expected);
      else
        g_assert_cmpstr (aeq_error_get_field (read->error), ==, "DTPOSTED");
    }
}

static void
test_one_fitid_twice_loses_nothing (void)
{
  g_autoptr (AeqTestRead) read = read_entry ("<DTPOSTED>20261118<TRNAMT>1<FITID>f</STMTTRN><STMTTRN><DTPOSTED>20261118"
                                             "<TRNAMT>2<FITID>f<STMTTRN><DTPOSTED>20261118<TRNAMT>1<FITID>f");

  assert_status (read, "ok");
  assert_column (read, "transactions", "3");
  assert_column (read, "credit_total", "4.00");
}

static void
test_pending_entries_stay_apart (void)
{
  g_autoptr (AeqTestRead) read =
      read_ofx (HEAD ACCOUNT "</BANKTRANLIST><BANKTRANLISTP><DTASOF>20261118<STMTTRNP><TRNTYPE>POS"
                             "<DTTRAN>20261118<TRNAMT>-2<NAME>Shop</STMTTRNP></BANKTRANLISTP></STMTRS></OFX>");

  assert_status (read, "ok");
  g_assert_cmpuint (read->report->pending, ==, 1);
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "2233|2026-11-18|||-200|EUR|pending|Shop|");
}

static void
test_an_empty_balance_is_a_warning (void)
{
  g_autoptr (AeqTestRead) read =
      read_ofx (HEAD ACCOUNT "</BANKTRANLIST><LEDGERBAL><BALAMT>\n<DTASOF>20261118</LEDGERBAL></STMTRS></OFX>");

  assert_status (read, "warn");
  assert_column (read, "closing_balance", "");
}

static void
test_what_cannot_be_read_is_refused (void)
{
  static const struct
  {
    const char *text;
    const char *field;
    const char *part;
  } CASES[] = {
    { "<OFC><A>1</OFC>", NULL, "no statement" },
    { "<OFX><STMTTRNRS><STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>No service</STATUS></STMTTRNRS></OFX>", "STATUS",
      "2000: No service" },
    { "<OFX></OFX>", NULL, "no statement" },
    { HEAD ACCOUNT "<STMTTRN><DTPOSTED>20261118</STMTTRN>" TAIL, "TRNAMT", "no amount" },
    { HEAD ACCOUNT "<STMTTRN><TRNAMT>1</STMTTRN>" TAIL, "DTPOSTED", "no date" },
    { HEAD ACCOUNT "<STMTTRN><DTPOSTED>20261118<TRNAMT>1<CURRENCY><CURSYM>UXD</CURRENCY></STMTTRN>" TAIL, "CURSYM",
      "no currency" },
    { HEAD ACCOUNT "<STMTTRN><DTPOSTED>20261118", "STMTTRNRS", "cut off" },
    { HEAD "<STMTRS><CURDEF>ABX<BANKACCTFROM><ACCTID>1</BANKACCTFROM></STMTRS></OFX>", "CURDEF", "no currency" },
    { HEAD "<STMTRS><CURDEF>EUR</STMTRS></OFX>", "ACCTID", "no account" },
    { "<!DOCTYPE a [<!ENTITY b \"c\">]><OFX></OFX>", NULL, "not accepted" },
    { "<OFX><STATUS<X>>", NULL, "no end" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (AeqTestRead) read = read_ofx (CASES[i].text);

      assert_status (read, "reject");
      g_assert_nonnull (strstr (read->error->message, CASES[i].part));
      g_assert_cmpstr (aeq_error_get_field (read->error), ==, CASES[i].field);
    }
}

static void
test_size_is_limited (void)
{
  g_autofree char *name = g_strnfill (100000, 'x');
  g_autofree char *nested = g_strnfill (100000, '<');
  g_autofree char *text = g_strconcat ("<DTPOSTED>20261118<TRNAMT>1<NAME>", name, NULL);
  g_autofree char *comment = g_strconcat ("<OFX><!-- ", name, NULL);
  g_autoptr (AeqTestRead) field = read_entry (text);
  g_autoptr (AeqTestRead) tag = read_ofx (comment);
  g_autoptr (AeqTestRead) angles = read_ofx (nested);

  g_assert_error (field->error, AEQ_ERROR, AEQ_ERROR_LIMIT);
  g_assert_error (tag->error, AEQ_ERROR, AEQ_ERROR_LIMIT);
  g_assert_error (angles->error, AEQ_ERROR, AEQ_ERROR_LIMIT);
}

static void
test_the_content_tells_the_format (void)
{
  static const char *const TEXTS[] = {
    "OFXHEADER:100DATA:OFXSGML<OFX>",
    "\r\n\r\n<OFX>",
    "<?xml version=\"1.0\"?>\n<!-- x --><?OFX OFXHEADER=\"200\"?><OFX>",
    "\xef\xbb\xbf<?xml version=\"1.0\"?><OFX>",
    "<?OFX OFXHEADER=\"200\"?><OFX>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (TEXTS[i], strlen (TEXTS[i]));
      g_autoptr (AeqInput) input = aeq_input_new_for_bytes ("x", bytes);

      g_assert_cmpstr (aeq_import_detect_format (input, NULL), ==, "ofx");
    }
}

static void
test_utf16_is_known_by_its_content (void)
{
  const char *text = HEAD ACCOUNT "<STMTTRN><DTPOSTED>20261118<TRNAMT>10.00<FITID>1<NAME>M\303\274ller</STMTTRN>" TAIL;

  for (int mark = 0; mark < 2; mark++)
    {
      gsize length;
      g_autofree char *wide = g_convert (text, -1, mark ? "UTF-16" : "UTF-16LE", "UTF-8", NULL, &length, NULL);
      g_autoptr (AeqTestRead) read = aeq_test_read_format (NULL, wide, (gssize)length, NULL);

      g_assert_no_error (read->error);
      g_assert_nonnull (strstr (aeq_test_read_row (read, 0), "M\303\274ller"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/ofx/sgml-without-closing-tags", test_sgml_without_closing_tags);
  g_test_add_func ("/import/ofx/xml-with-cards-and-cash", test_xml_with_cards_and_cash_of_investments);
  g_test_add_func ("/import/ofx/amounts-are-exact", test_amounts_are_exact);
  g_test_add_func ("/import/ofx/dates-and-times", test_dates_and_times);
  g_test_add_func ("/import/ofx/one-fitid-twice-loses-nothing", test_one_fitid_twice_loses_nothing);
  g_test_add_func ("/import/ofx/pending-entries-stay-apart", test_pending_entries_stay_apart);
  g_test_add_func ("/import/ofx/an-empty-balance-is-a-warning", test_an_empty_balance_is_a_warning);
  g_test_add_func ("/import/ofx/what-cannot-be-read-is-refused", test_what_cannot_be_read_is_refused);
  g_test_add_func ("/import/ofx/size-is-limited", test_size_is_limited);
  g_test_add_func ("/import/ofx/the-content-tells-the-format", test_the_content_tells_the_format);
  g_test_add_func ("/import/ofx/utf16-is-known-by-its-content", test_utf16_is_known_by_its_content);
  return g_test_run ();
}
