/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-test-read.h"

/* Invented files in the shapes that users of other readers report: each is a class of dialect that real banks send. */

typedef struct
{
  const char *name;
  const char *format;       /* what the content tells */
  const char *text;
  const char *status;
  const char *transactions;
  const char *credit;
  const char *debit;
  const char *says;         /* (nullable) part of a warning or note */
} Dialect;

#define OFX_BODY(currency, entry, balance)                                                                                       \
  "<BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS>" currency                                             \
  "<BANKACCTFROM><BANKID>1<ACCTID>2233</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260105<FITID>1" entry     \
  "</STMTTRN></BANKTRANLIST>" balance "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
#define OFX_BALANCE "<LEDGERBAL><BALAMT>7.50<DTASOF>20260105</LEDGERBAL>"

static const Dialect DIALECTS[] = {
  { "csv-booking-and-posted-are-days", "csv", "Booking,Description,Amount,Currency\n2026-01-05,a,7.50,EUR\n2026-01-06,b,-2.50,EUR\n",
    "ok", "2", "7.50", "2.50", NULL },
  { "mt-lines-parted-by-signs", "mt940",
    "@@:20:START@@:25:50010517/123@@:28C:1/1@@:60F:C260105EUR10,00@@:61:2601050105D2,50NMSCNONREF@@:86:free text@@:62F:C260105EUR7,50@@-",
    "ok", "1", "0.00", "2.50", NULL },
  { "mt-small-letters-as-marks", "mt940",
    ":20:A\n:25:1\n:28C:1\n:60F:C260105EUR10,00\n:61:2601050105d2,50NMSCNONREF\n:61:2601050105rd1,00NMSCNONREF\n:62F:C260105EUR8,50\n-\n",
    "ok", "2", "1.00", "2.50", NULL },
  { "mt-closing-balance-without-currency", "mt940",
    ":20:A\n:25:1\n:28C:1\n:60F:C260105EUR10,00\n:61:260105C5,00NTRF\n:62F:C26010515,00\n-\n", "ok", "1", "5.00", "0.00", NULL },
  { "mt-nul-bytes-behind-the-end", "mt940",
    ":20:A\n:25:1\n:28C:1\n:60F:C260105EUR10,00\n:61:260105C5,00NTRF\n:62F:C260105EUR15,00\n-\n<padding>", "ok", "1", "5.00", "0.00", NULL },
  { "mt-opens-with-its-balance", "mt940", ":60F:C260105EUR10,00\n:61:260105C5,00NTRF\n", "warn", "1", "5.00", "0.00", "line 1, account ?" },
  { "bai2-colon-behind-a-continuation", "bai2",
    "01,A,B,260106,0400,1,,,2/\n02,B,A,1,260105,2359,EUR,2/\n03,1,EUR/\n16,195,500,,B1,C1,wire\n88:EREF 7\n49,500,4/\n98,500,1,6/\n99,500,1,8/\n",
    "ok", "1", "5.00", "0.00", NULL },
  { "bai2-type-and-amount-on-two-lines", "bai2",
    "01,A,B,260106,0400,1,80,,2/\n02,B,A,1,260105,2359,EUR,2/\n03,1,EUR,010,500,,,015,1000,,,045/       \n"
    "88,1000,,,072,0,,,100,500,,/       \n16,195,500,,B1,C1,wire/\n49,3500,4/\n98,3500,1,6/\n99,3500,1,8/\n",
    "ok", "1", "5.00", "0.00", NULL },
  { "ofx-header-cut-short", "ofx", "DATA:OFXSGML\nENCODING:UTF-8\n<OFX>\n\t" OFX_BODY ("<CURDEF>EUR", "<TRNAMT>7.50", OFX_BALANCE), "ok",
    "1", "7.50", "0.00", NULL },
  { "ofx-header-in-a-comment", "ofx", "<!--\nOFXHEADER:100\nDATA:OFXSGML\n-->\n\n<OFX>\n" OFX_BODY ("<CURDEF>EUR", "<TRNAMT>7.50", OFX_BALANCE),
    "ok", "1", "7.50", "0.00", NULL },
  { "ofx-header-in-tags", "ofx",
    "<START><OFXHEADER>100</OFXHEADER><DATA>OFXSGML</DATA></START>\n<OFX>\n" OFX_BODY ("<CURDEF>EUR", "<TRNAMT>7.50", OFX_BALANCE), "ok",
    "1", "7.50", "0.00", NULL },
  { "ofx-entry-in-another-currency", "ofx",
    "<OFX>" OFX_BODY ("<CURDEF>EUR", "<TRNAMT>7.50<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY>", OFX_BALANCE), "warn", "1", "0.00|7.50", "0.00|0.00",
    "another currency" },
  { "ofx-currency-only-with-the-entry", "ofx",
    "<OFX>" OFX_BODY ("<CURDEF></CURDEF>", "<TRNAMT>7.50<CURRENCY><CURRATE>1<CURSYM>AUD</CURRENCY>", ""), "ok", "1", "7.50", "0.00", NULL },
  { "ofx-amount-without-digits", "ofx", "<OFX>" OFX_BODY ("<CURDEF>BRL", "<TRNAMT>     .  <MEMO>SALDO DIA", ""), "warn", "1", "0.00", "0.00",
    "without any digit" },
  { "ofx-balance-that-is-no-amount", "ofx",
    "<OFX>" OFX_BODY ("<CURDEF>BRL", "<TRNAMT>7.50", "<LEDGERBAL><BALAMT>R$ 7,50<DTASOF>20260105</LEDGERBAL>"), "warn", "1", "7.50", "0.00",
    "the balance is left out" },
  { "csv-names-parted-by-capitals", "csv",
    "BookingDate;BookingText;ValutaDate;DebitAmount;CreditAmount;Balance\n05.01.2026;rent;05.01.2026;-2.50;;7.50\n"
    "06.01.2026;sale;06.01.2026;;5.00;12.50\n",
    "ok", "2", "5.00", "2.50", NULL },
  { "csv-details-below-a-booking", "csv",
    "Date;Value date;Description;Transaction no;Debit;Credit;Balance\n05.01.2026;05.01.2026;card payment;T1;2.50;;7.50\n"
    "05.01.2026;05.01.2026;shop in town;T1;;;\n06.01.2026;06.01.2026;sale;T2;;5.00;12.50\n",
    "warn", "2", "5.00", "2.50", "1 rows have neither debit nor credit" },
  { "csv-part-amounts-are-not-the-amount", "csv",
    "Buchungsdatum;Valuta;Text;Einzelbetrag;Belastung;Gutschrift;Saldo\n05.01.2026;05.01.2026;Sammler;;2.50;;7.50\n"
    "05.01.2026;05.01.2026;Teil;1.00;;;\n05.01.2026;05.01.2026;Teil;1.50;;;\n06.01.2026;06.01.2026;Lohn;;;5.00;12.50\n",
    "warn", "2", "5.00", "2.50", "2 rows have neither" },
  { "csv-debit-and-credit-in-compounds", "csv",
    "Buchungsdatum;Valutadatum;Text;Belastungsbetrag (CHF);Gutschriftsbetrag (CHF);Saldo (CHF)\n05.01.2026;05.01.2026;Miete;2.50;;7.50\n"
    "06.01.2026;06.01.2026;Lohn;;5.00;12.50\n",
    "ok", "2", "5.00", "2.50", NULL },
  { "csv-totals-under-any-word", "csv",
    "Date,Text,Debit,Credit,Balance\n05.01.2026,rent,2.50,,7.50\n06.01.2026,sale,,5.00,12.50\nYhteensä,,2.50,5.00,\n", "ok", "2",
    "5.00", "2.50", "totals of the columns" },
  { "csv-movements-of-a-broker", "csv",
    "Date,Action,Symbol,Description,Quantity,Price,Amount\n01/15/2026,Buy,BND,FUND,45,$73.50,-$3307.50\n"
    "01/16/2026 as of 01/15/2026,Journal,,FUNDS,,,$7000.00\n",
    "ok", "2", "7000.00", "3307.50", NULL },
  { "csv-currency-as-the-name-of-the-amounts", "csv", "Data;Valuta;Descrizione;EUR\n31.01.2026;31.01.2026;affitto;-2,50\n01.02.2026;01.02.2026;vendita;5,00\n", "ok", "2", "5.00", "2.50", NULL },
  { "csv-pending-without-an-amount", "csv",
    "Transaction date,Description,Currency,Amount,Amount in foreign currency,Status\n15.01.2026,COMPUTERS,,,12.18,Pending\n"
    "15.01.2026,SHOP,CHF,5.40,,Posted\n16.01.2026,REFUND,CHF,-1.00,,Posted\n",
    "ok", "2", NULL, NULL, "1 pending rows without an amount" },
  { "csv-instants-under-created", "csv",
    "id,created,amount,currency,description\ntx_1,2026-01-05 12:34:56 +0000,-10.00,GBP,Shop\ntx_2,2026-01-06 08:00:00 +0000,5.00,GBP,Pay\n",
    "ok", "2", "5.00", "10.00", NULL },
};

/* "<padding>" stands for NUL bytes, which a text cannot hold. */
static AeqTestRead *
read_dialect (const Dialect *dialect)
{
  const char *padding = strstr (dialect->text, "<padding>");
  gsize length = padding != NULL ? (gsize) (padding - dialect->text) : strlen (dialect->text);
  g_autofree char *bytes = g_malloc0 (length + 100);

  memcpy (bytes, dialect->text, length);
  return aeq_test_read_format (NULL, bytes, (gssize) (padding != NULL ? length + 100 : length), NULL);
}

static void
assert_column (const AeqTestRead *read, const char *column, const char *wanted)
{
  g_autofree char *got = aeq_test_read_column (read, column);

  if (wanted != NULL)
    g_assert_cmpstr (got, ==, wanted);
}

static void
test_dialect (gconstpointer data)
{
  const Dialect *dialect = data;
  g_autoptr(AeqTestRead) read = read_dialect (dialect);
  g_autofree char *status = aeq_test_read_status (read);

  for (guint i = 0; i < read->report->warnings->len; i++)
    g_test_message ("warning: %s", (char *) read->report->warnings->pdata[i]);
  for (guint i = 0; i < read->report->errors->len; i++)
    g_test_message ("refused: %s", ((AeqRowError *) read->report->errors->pdata[i])->message);
  g_assert_no_error (read->error);
  g_assert_cmpstr (status, ==, dialect->status);
  assert_column (read, "transactions", dialect->transactions);
  assert_column (read, "credit_total", dialect->credit);
  assert_column (read, "debit_total", dialect->debit);
  if (dialect->says != NULL)
    g_assert_true (aeq_test_read_says (read, dialect->says));
}

static void
test_content_tells (gconstpointer data)
{
  const Dialect *dialect = data;
  g_autoptr(GBytes) bytes = g_bytes_new_static (dialect->text, strlen (dialect->text));
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("x", bytes);

  g_assert_cmpstr (aeq_import_detect_format (input, NULL), ==, dialect->format);
}

/* A row near the top may turn out to be a total, so it is judged at the end: by the cell that is wrong. */
static void
test_a_wrong_date_is_named (void)
{
  g_autoptr(AeqTestRead) read = aeq_test_read ("booking_date,value_date,amount,currency,narrative\n,2026-13-05,1.00,EUR,a\n"
                                               "2026-01-06,2026-01-06,2.00,EUR,b\n2026-01-07,,3.00,EUR,c\n",
                                               -1, NULL);
  const AeqRowError *refused;

  g_assert_cmpuint (read->report->errors->len, ==, 1);
  refused = g_ptr_array_index (read->report->errors, 0);
  g_assert_cmpuint (refused->line, ==, 2);
  g_assert_cmpstr (refused->field, ==, "value_date");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (DIALECTS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/dialects/%s", DIALECTS[i].name);
      g_autofree char *sniff = g_strdup_printf ("/import/dialects/%s/content-tells", DIALECTS[i].name);

      g_test_add_data_func (path, &DIALECTS[i], test_dialect);
      g_test_add_data_func (sniff, &DIALECTS[i], test_content_tells);
    }
  g_test_add_func ("/import/dialects/csv-a-wrong-date-is-named", test_a_wrong_date_is_named);
  return g_test_run ();
}
