/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-test-read.h"

#define ACCT "<Acct><Id><IBAN>DE00 1111 2222</IBAN></Id><Ccy>EUR</Ccy></Acct>"
#define DAY "<BookgDt><Dt>2026-03-04</Dt></BookgDt>"

static char *
document (const char *message, const char *version, const char *body)
{
  return g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:%s\">\n<%s>\n"
                          "<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-03-06T18:00:00+01:00</CreDtTm></GrpHdr>\n"
                          "%s\n</%s>\n</Document>\n",
                          version, message, body, message);
}

static AeqTestRead *
read_message (const char *message, const char *version, const char *body)
{
  g_autofree char *text = document (message, version, body);

  return aeq_test_read_format (NULL, text, -1, NULL);
}

static AeqTestRead *
read_statement (const char *body)
{
  g_autofree char *whole = g_strconcat ("<Stmt><Id>S1</Id>", body, "</Stmt>", NULL);

  return read_message ("BkToCstmrStmt", "camt.053.001.08", whole);
}

static void
assert_column (const AeqTestRead *read, const char *column, const char *wanted)
{
  g_autofree char *got = aeq_test_read_column (read, column);

  g_assert_cmpstr (got, ==, wanted);
}

static void
assert_status (const AeqTestRead *read, const char *wanted)
{
  g_autofree char *got = aeq_test_read_status (read);

  g_assert_no_error (read->error);
  g_assert_cmpstr (got, ==, wanted);
}

static void
assert_refused (const AeqTestRead *read, int code, const char *field, const char *part)
{
  g_assert_false (read->ok);
  g_assert_error (read->error, AEQ_ERROR, code);
  g_assert_cmpstr (aeq_error_get_field (read->error), ==, field);
  g_assert_cmpstr (aeq_error_get_file (read->error), ==, "test.txt");
  g_assert_nonnull (strstr (read->error->message, part));
}

#define BAL(type, amount, side)                                                                                        \
  "<Bal><Tp><CdOrPrtry><Cd>" type "</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>" side            \
  "</CdtDbtInd><Dt><Dt>2026-03-04</Dt></Dt></Bal>"
#define NTRY(amount, side, rest)                                                                                       \
  "<Ntry><Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>" side "</CdtDbtInd>" rest "</Ntry>"
#define BOOKED(amount, side) NTRY (amount, side, "<Sts>BOOK</Sts>" DAY)

static void
test_a_statement_that_ties (void)
{
  g_autoptr(AeqTestRead) read =
      read_statement (ACCT BAL ("OPBD", "100", "DBIT") BAL ("CLBD", "40.50", "CRDT") BAL ("CLAV", "1", "CRDT")
                          BOOKED ("150.50", "CRDT") BOOKED ("10.00", "DBIT"));

  assert_status (read, "ok");
  assert_column (read, "accounts", "1");
  assert_column (read, "transactions", "2");
  assert_column (read, "opening_balance", "-100.00");
  assert_column (read, "closing_balance", "40.50");
  assert_column (read, "credit_total", "150.50");
  assert_column (read, "debit_total", "10.00");
  g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "DE0011112222|2026-03-04|||-1000|EUR|actual||");
  g_assert_cmpstr (read->report->format, ==, "camt053");
}

static void
test_what_does_not_tie_is_a_warning (void)
{
  g_autoptr(AeqTestRead) read =
      read_statement (ACCT BAL ("PRCD", "100", "CRDT") BAL ("CLBD", "90", "CRDT") BOOKED ("1", "DBIT"));

  assert_status (read, "warn");
  g_assert_true (aeq_test_read_says (read, "do not make the closing balance"));
}

static void
test_a_summary_that_differs (void)
{
#define SUMMARY "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>"
  g_autoptr(AeqTestRead) alone = read_statement (ACCT SUMMARY BOOKED ("1", "DBIT"));
  g_autoptr(AeqTestRead) proven =
      read_statement (ACCT BAL ("OPBD", "1", "CRDT") BAL ("CLBD", "0", "CRDT") SUMMARY BOOKED ("1", "DBIT"));

  assert_status (alone, "warn");
  g_assert_true (aeq_test_read_says (alone, "another number of entries"));
  assert_status (proven, "ok");
  g_assert_true (aeq_test_read_says (proven, "another number of entries"));
}

static void
test_available_balances_only_without_booked_ones (void)
{
  g_autoptr(AeqTestRead) alone = read_statement (ACCT BAL ("OPAV", "5", "CRDT") BAL ("CLAV", "6", "CRDT"));
  g_autoptr(AeqTestRead) beside = read_statement (ACCT BAL ("OPAV", "5", "CRDT") BAL ("ITBD", "7", "CRDT"));

  assert_status (alone, "ok");
  assert_column (alone, "opening_balance", "5.00");
  assert_column (alone, "closing_balance", "6.00");
  assert_column (beside, "opening_balance", "");
  assert_column (beside, "closing_balance", "7.00");
}

static void
test_pending_entries_stay_out_of_balances (void)
{
  g_autoptr(AeqTestRead) read = read_statement (
      ACCT BAL ("OPBD", "5", "CRDT") BAL ("CLBD", "6", "CRDT") BOOKED ("1", "CRDT")
          NTRY ("70", "CRDT", "<Sts><Cd>PDNG</Cd></Sts>" DAY) NTRY ("8", "DBIT", "<Sts>INFO</Sts>"));

  assert_status (read, "ok");
  g_assert_cmpuint (read->report->transactions, ==, 3);
  g_assert_cmpuint (read->report->pending, ==, 2);
  assert_column (read, "credit_total", "71.00");
  assert_column (read, "debit_total", "8.00");
  g_assert_cmpstr (aeq_test_read_row (read, 1), ==, "DE0011112222|2026-03-04|||7000|EUR|pending||");
  /* Without a day of its own it takes that of the message. */
  g_assert_cmpstr (aeq_test_read_row (read, 2), ==, "DE0011112222||2026-03-06||-800|EUR|pending||");
}

static void
test_a_reversal_does_not_turn_the_direction (void)
{
  g_autoptr(AeqTestRead) read =
      read_statement (ACCT NTRY ("3", "CRDT",
                                 "<RvslInd>true</RvslInd><Sts>BOOK</Sts>" DAY
                                 "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>We</Nm></Dbtr><Cdtr><Nm>Shop</Nm></Cdtr>"
                                 "</RltdPties></TxDtls></NtryDtls>"));

  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "DE0011112222|2026-03-04|||300|EUR|actual|Shop|");
}

static void
test_times_with_and_without_an_offset (void)
{
  static const struct { const char *day; const char *row; } CASES[] = {
    { "<BookgDt><DtTm>2026-03-04T10:15:00.25+01:00</DtTm></BookgDt>", "|2026-03-04||10:15|" },
    { "<BookgDt><DtTm>2026-03-04T10:15:00</DtTm></BookgDt>", "|2026-03-04||10:15|" },
    { "<BookgDt><DtTm>2026-03-04T00:00:00Z</DtTm></BookgDt>", "|2026-03-04|||" },
    { "<BookgDt><Dt>2026-03-04+01:00</Dt></BookgDt>", "|2026-03-04|||" },
    { "<ValDt><DtTm>2026-03-05T09:00:00Z</DtTm></ValDt>", "||2026-03-05|09:00|" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *body = g_strdup_printf (ACCT NTRY ("1", "CRDT", "<Sts>BOOK</Sts>%s"), CASES[i].day);
      g_autoptr(AeqTestRead) read = read_statement (body);

      g_assert_no_error (read->error);
      g_assert_nonnull (strstr (aeq_test_read_row (read, 0), CASES[i].row));
    }
}

static void
test_a_batch_counts_once_and_keeps_its_details (void)
{
  g_autoptr(AeqTestRead) read = read_statement (
      ACCT NTRY ("30", "CRDT",
                 "<Sts>BOOK</Sts>" DAY
                 "<NtryDtls><Btch><PmtInfId>P1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch>"
                 "<TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs><Amt Ccy=\"EUR\">10</Amt><RltdPties><Dbtr><Pty>"
                 "<Nm>Ahorn</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>one</Ustrd><Ustrd>two</Ustrd></RmtInf></TxDtls>"
                 "<TxDtls><Amt Ccy=\"EUR\">20</Amt><RltdPties><Dbtr><Nm>Birke</Nm></Dbtr></RltdPties></TxDtls></NtryDtls>"
                 "<AddtlNtryInf>collected</AddtlNtryInf>"));

  assert_status (read, "ok");
  g_assert_cmpuint (read->report->transactions, ==, 1);
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==,
                   "DE0011112222|2026-03-04|||3000|EUR|actual||"
                   "2 transactions: Ahorn, Birke collected");
  g_assert_true (aeq_test_read_says (read, "2 transactions are told inside the entries, 1 entries are batches"));
}

static void
test_charges_are_told_and_not_taken_off (void)
{
  g_autoptr(AeqTestRead) read = read_statement (
      ACCT NTRY ("30", "DBIT", "<Sts>BOOK</Sts>" DAY "<Chrgs><Rcrd><Amt Ccy=\"EUR\">0.50</Amt></Rcrd></Chrgs>"));

  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "DE0011112222|2026-03-04|||-3000|EUR|actual||charges 0.50 EUR");
}

static void
test_digits_beyond_the_currency_are_rounded_half_even (void)
{
  g_autoptr(AeqTestRead) read = read_statement (ACCT BOOKED ("0.125", "CRDT") BOOKED ("0.135", "CRDT"));

  assert_status (read, "warn");
  g_assert_true (aeq_test_read_says (read, "2 amounts have more decimals"));
  assert_column (read, "credit_total", "0.26");
}

static void
test_several_accounts_and_statements (void)
{
  g_autoptr(AeqTestRead) read = read_message (
      "BkToCstmrStmt", "camt.053.001.02",
      "<Stmt><Id>1</Id>" ACCT BAL ("OPBD", "1", "CRDT") BAL ("CLBD", "2", "CRDT") BOOKED ("1", "CRDT") "</Stmt>"
      "<Stmt><Id>2</Id><Acct><Id><Othr><Id>77-1</Id></Othr></Id></Acct><Ntry><Amt Ccy=\"JPY\">5</Amt>"
      "<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>" DAY "</Ntry></Stmt>"
      "<Stmt><Id>3</Id>" ACCT BAL ("OPBD", "3", "CRDT") BAL ("CLBD", "3", "CRDT") "</Stmt>");

  assert_status (read, "warn");
  g_assert_true (aeq_test_read_says (read, "a statement may be missing"));
  assert_column (read, "currency", "EUR|JPY");
  assert_column (read, "opening_balance", "1.00|");
  assert_column (read, "closing_balance", "3.00|");
  assert_column (read, "credit_total", "1.00|5");
}

static void
test_entries_in_another_currency_than_the_account (void)
{
#define DOLLARS "<Ntry><Amt Ccy=\"USD\">2</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>" DAY "</Ntry>"
  g_autoptr(AeqTestRead) proven = read_statement (ACCT BAL ("OPBD", "1", "CRDT") BAL ("CLBD", "3", "CRDT") DOLLARS);
  g_autoptr(AeqTestRead) wrong = read_statement (ACCT BAL ("OPBD", "1", "CRDT") BAL ("CLBD", "9", "CRDT") DOLLARS);
  g_autoptr(AeqTestRead) alone = read_statement (ACCT DOLLARS);

  assert_status (proven, "ok");
  assert_column (proven, "currency", "EUR");
  assert_status (wrong, "warn");
  assert_column (wrong, "currency", "EUR");
  assert_status (alone, "warn");
  assert_column (alone, "currency", "USD");
  g_assert_cmpstr (aeq_test_read_row (alone, 0), ==, "DE0011112222|2026-03-04|||200|USD|actual||");
  g_assert_true (aeq_test_read_says (alone, "another currency than the account"));
}

static void
test_messages_of_all_kinds_and_versions (void)
{
  static const struct { const char *message; const char *version; const char *element; const char *format; } CASES[] = {
    { "BkToCstmrAcctRpt", "camt.052.001.01", "Rpt", "camt052" },
    { "BkToCstmrStmtV01", "camt.053.001.01", "Stmt", "camt053" },
    { "BkToCstmrDbtCdtNtfctn", "camt.054.001.13", "Ntfctn", "camt054" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *body = g_strdup_printf ("<%s>" ACCT BOOKED ("1", "CRDT") "</%s>", CASES[i].element, CASES[i].element);
      g_autoptr(AeqTestRead) read = read_message (CASES[i].message, CASES[i].version, body);

      assert_status (read, "ok");
      g_assert_cmpstr (read->report->format, ==, CASES[i].format);
      g_assert_true (aeq_test_read_says (read, CASES[i].version));
    }
}

static void
test_prefixes_envelopes_and_blank_lines (void)
{
  static const char TEXT[] =
      "\n\n<e:Envelope xmlns:e=\"urn:e\"><n:Document xmlns:n=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.06\">\n"
      "<n:BkToCstmrStmt><n:Stmt><n:Acct><n:Id><n:IBAN>X1</n:IBAN></n:Id></n:Acct><n:Ntry>\n<n:Amt Ccy=\"USD\">1</n:Amt>"
      "<n:CdtDbtInd>DBIT</n:CdtDbtInd><n:Sts>BOOK</n:Sts><n:ValDt><n:Dt>2026-03-04</n:Dt></n:ValDt></n:Ntry></n:Stmt>"
      "</n:BkToCstmrStmt></n:Document></e:Envelope>";
  g_autoptr(AeqTestRead) read = aeq_test_read_format (NULL, TEXT, -1, NULL);

  assert_status (read, "ok");
  g_assert_cmpstr (aeq_test_read_row (read, 0), ==, "X1||2026-03-04||-100|USD|actual||");
}

static void
test_what_cannot_be_read_is_refused_with_its_place (void)
{
  static const struct { const char *entry; const char *field; const char *part; } CASES[] = {
    { NTRY ("1,50", "CRDT", DAY), "Ntry/Amt", "1,50" },
    { NTRY ("1e3", "CRDT", DAY), "Ntry/Amt", "1e3" },
    { NTRY ("", "CRDT", DAY), "Ntry/Amt", "no text" },
    { NTRY ("99999999999999999999", "CRDT", DAY), "Ntry/Amt", "9999" },
    { NTRY ("1", "", DAY), "Ntry/CdtDbtInd", "neither CRDT nor DBIT" },
    { NTRY ("1", "UP", DAY), "Ntry/CdtDbtInd", "UP" },
    { NTRY ("1", "CRDT", "<BookgDt><Dt>2026-02-30</Dt></BookgDt>"), "Ntry/BookgDt/Dt", "no date" },
    { "<Ntry><Amt Ccy=\"ZZZ\">1</Amt></Ntry>", "Ntry/Amt", "no currency" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *body = g_strconcat (ACCT "\n", CASES[i].entry, NULL);
      g_autoptr(AeqTestRead) read = read_statement (body);

      assert_refused (read, AEQ_ERROR_INVALID, CASES[i].field, CASES[i].part);
      g_assert_cmpuint (aeq_error_get_line (read->error), ==, 6);
    }
}

static void
test_lines_beyond_sixteen_bits (void)
{
  g_autoptr(GString) body = g_string_new (ACCT);
  g_autoptr(AeqTestRead) read = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (body, '\n');
  g_string_append (body, BOOKED ("x", "CRDT"));
  read = read_statement (body->str);
  assert_refused (read, AEQ_ERROR_INVALID, "Ntry/Amt", "x");
  g_assert_cmpuint (aeq_error_get_line (read->error), ==, 100005);
}

static void
test_no_document_types_no_entities (void)
{
  static const char *const TEXTS[] = {
    "<?xml version=\"1.0\"?><!DOCTYPE Document [<!ENTITY a \"b\">]><Document><BkToCstmrStmt/></Document>",
    "<?xml version=\"1.0\"?><!DOCTYPE Document SYSTEM \"http://example.invalid/x.dtd\"><Document><BkToCstmrStmt/></Document>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      g_autoptr(AeqTestRead) read = aeq_test_read_format (NULL, TEXTS[i], -1, NULL);

      assert_refused (read, AEQ_ERROR_INVALID, NULL, "DOCTYPE");
    }
}

static void
test_deep_nesting_is_refused (void)
{
  g_autoptr(GString) body = g_string_new (NULL);
  g_autoptr(AeqTestRead) read = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (body, "<x>");
  for (guint i = 0; i < 200; i++)
    g_string_append (body, "</x>");
  read = read_statement (body->str);
  assert_refused (read, AEQ_ERROR_LIMIT, NULL, "nested too deeply");
}

static void
test_thousands_of_attributes_are_refused (void)
{
  g_autoptr(GString) body = g_string_new ("<Stmt");
  g_autoptr(AeqTestRead) read = NULL;

  for (guint i = 0; i < 90000; i++)
    g_string_append_printf (body, " a%u='>'", i);
  g_string_append (body, "><Id>1</Id></Stmt>");
  read = read_message ("BkToCstmrStmt", "camt.053.001.02", body->str);
  assert_refused (read, AEQ_ERROR_LIMIT, NULL, "too many attributes");
}

static void
test_truncated_empty_and_other_xml (void)
{
  g_autofree char *whole = document ("BkToCstmrStmt", "camt.053.001.02", "<Stmt>" ACCT BOOKED ("1", "CRDT") "</Stmt>");
  g_autoptr(AeqTestRead) cut = aeq_test_read_format (NULL, whole, (gssize) strlen (whole) - 30, NULL);
  g_autoptr(AeqTestRead) empty = read_message ("BkToCstmrStmt", "camt.053.001.02", "");
  g_autoptr(AeqTestRead) other = aeq_test_read_format (NULL, "<?xml version=\"1.0\"?><a/>", -1, NULL);

  assert_refused (cut, AEQ_ERROR_INVALID, NULL, "no complete XML");
  assert_refused (empty, AEQ_ERROR_INVALID, NULL, "holds no statement");
  assert_refused (other, AEQ_ERROR_INVALID, NULL, "is XML");
}

static void
test_bytes_that_are_no_characters_are_refused (void)
{
  static const char UTF8[] = "<?xml version=\"1.0\"?><Document><BkToCstmrStmt><Stmt><Id>\xfc</Id></Stmt></BkToCstmrStmt>"
                             "</Document>";
  g_autofree char *plain = document ("BkToCstmrStmt", "camt.053.001.02", "<Stmt>" ACCT "</Stmt>");
  gsize length;
  g_autofree char *wide = g_convert (strstr (plain, "<Document"), -1, "UTF-16", "UTF-8", NULL, &length, NULL);
  g_autoptr(AeqTestRead) latin1 = aeq_test_read_format (NULL, UTF8, -1, NULL);
  g_autoptr(AeqTestRead) broken = NULL;

  assert_refused (latin1, AEQ_ERROR_INVALID, NULL, "no complete XML");
  /* A lone half of a pair behind the last element. */
  wide[length - 2] = '\x00';
  wide[length - 1] = '\xdc';
  broken = aeq_test_read_format (NULL, wide, (gssize) length, NULL);
  assert_refused (broken, AEQ_ERROR_INVALID, NULL, "no complete XML");
}

static void
test_encodings (void)
{
  static const char LATIN1[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Document><BkToCstmrStmt><Stmt>" ACCT
                               "<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>" DAY
                               "<AddtlNtryInf>B\xfc" "cher &amp; <![CDATA[<M>]]></AddtlNtryInf></Ntry></Stmt></BkToCstmrStmt>"
                               "</Document>";
  g_autoptr(AeqTestRead) read = aeq_test_read_format (NULL, LATIN1, -1, NULL);
  gsize length;
  g_autofree char *plain = document ("BkToCstmrStmt", "camt.053.001.02", "<Stmt>" ACCT "</Stmt>");
  g_autofree char *wide = g_convert (strstr (plain, "<Document"), -1, "UTF-16", "UTF-8", NULL, &length, NULL);
  g_autoptr(AeqTestRead) utf16 = aeq_test_read_format (NULL, wide, (gssize) length, NULL);

  g_autofree char *claim = g_strconcat ("<?xml version=\"1.0\" encoding=\"utf-16\"?>", strstr (plain, "<Document"), NULL);
  g_autoptr(AeqTestRead) claimed = aeq_test_read_format (NULL, claim, -1, NULL);

  assert_status (claimed, "ok");
  g_assert_true (g_str_has_suffix (aeq_test_read_row (read, 0), "|Bücher & <M>"));
  assert_status (utf16, "ok");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/import/camt/" #name, test_##name)
  ADD (a_statement_that_ties);
  ADD (what_does_not_tie_is_a_warning);
  ADD (a_summary_that_differs);
  ADD (available_balances_only_without_booked_ones);
  ADD (pending_entries_stay_out_of_balances);
  ADD (a_reversal_does_not_turn_the_direction);
  ADD (times_with_and_without_an_offset);
  ADD (a_batch_counts_once_and_keeps_its_details);
  ADD (charges_are_told_and_not_taken_off);
  ADD (digits_beyond_the_currency_are_rounded_half_even);
  ADD (several_accounts_and_statements);
  ADD (entries_in_another_currency_than_the_account);
  ADD (messages_of_all_kinds_and_versions);
  ADD (prefixes_envelopes_and_blank_lines);
  ADD (what_cannot_be_read_is_refused_with_its_place);
  ADD (lines_beyond_sixteen_bits);
  ADD (no_document_types_no_entities);
  ADD (deep_nesting_is_refused);
  ADD (thousands_of_attributes_are_refused);
  ADD (truncated_empty_and_other_xml);
  ADD (bytes_that_are_no_characters_are_refused);
  ADD (encodings);
  return g_test_run ();
}
