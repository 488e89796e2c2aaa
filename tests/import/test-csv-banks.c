/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-test-read.h"

/* Invented statements in the shapes that banks really export. */

typedef struct
{
  const char *name;
  const char *text;
  const char *status;
  const char *accounts;
  const char *transactions;
  const char *opening;  /* NULL: not looked at */
  const char *closing;
  const char *currency;
  const char *credit;
  const char *debit;
  const char *row;      /* (nullable) the first row */
} Bank;

static const Bank BANKS[] = {
  { "german-preamble-and-trailer",
    "Umsätze Girokonto;;;;;Zeitraum: 30 Tage\n"
    ";Kundennummer: 100 7654321\n"
    "Letzter Kontostand;;;;1.000,00;EUR\n"
    "Vorgemerkte und noch nicht gebuchte Umsätze sind nicht Bestandteil dieser Übersicht.\n"
    "Buchungstag;Wert;Umsatzart;Begünstigter / Auftraggeber;Verwendungszweck;IBAN / Kontonummer;BIC;Kundenreferenz;Betrag;Soll;Haben;Währung\n"
    "02.02.2026;02.02.2026;SEPA-Lastschrift;Stadtwerke Hain;Abschlag Februar;DE12500105170648489890;;4711;;-120,50;;EUR\n"
    "05.02.2026;06.02.2026;SEPA-Gutschrift;Linden GmbH;Rechnung 88;DE44500105175407324931;;;;;1.300,00;EUR\n"
    "Kontostand;27.02.2026;;;2.179,50;EUR\n",
    "ok", "1", "2", "1000.00", "2179.50", "EUR", "1300.00", "120.50", NULL },
  { "dutch-af-bij",
    "\"Datum\";\"Naam / Omschrijving\";\"Rekening\";\"Tegenrekening\";\"Code\";\"Af Bij\";\"Bedrag (EUR)\";\"Mutatiesoort\";\"Mededelingen\";\"Saldo na mutatie\";\"Tag\"\n"
    "\"20260205\";\"Bakkerij Zon\";\"NL13TEST0123456789\";\"\";\"BA\";\"Af\";\"12,50\";\"Betaalautomaat\";\"Pasvolgnr: 001\";\"987,50\";\"\"\n"
    "\"20260203\";\"Werkgever BV\";\"NL13TEST0123456789\";\"NL91TEST0417164300\";\"OV\";\"Bij\";\"800,00\";\"Overschrijving\";\"Loon\";\"1000,00\";\"\"\n",
    "ok", "1", "2", "200.00", "987.50", "EUR", "800.00", "12.50",
    "NL13TEST0123456789|2026-02-05|||-1250|EUR|actual|Bakkerij Zon|Betaalautomaat Pasvolgnr: 001" },
  { "dutch-signed-with-plus",
    "\"IBAN/BBAN\",\"Munt\",\"BIC\",\"Volgnr\",\"Datum\",\"Rentedatum\",\"Bedrag\",\"Saldo na trn\",\"Tegenrekening IBAN/BBAN\",\"Naam tegenpartij\",\"Omschrijving-1\"\n"
    "\"NL13TEST0123456789\",\"EUR\",\"TESTNL2U\",\"000000000000000101\",\"2026-02-03\",\"2026-02-03\",\"-12,40\",\"+87,60\",\"\",\"Winkel\",\"pin\"\n"
    "\"NL13TEST0123456789\",\"EUR\",\"TESTNL2U\",\"000000000000000102\",\"2026-02-04\",\"2026-02-05\",\"+100,00\",\"+187,60\",\"\",\"Werk\",\"loon\"\n",
    "ok", "1", "2", "100.00", "187.60", "EUR", "100.00", "12.40",
    "NL13TEST0123456789|2026-02-03|2026-02-03||-1240|EUR|actual|Winkel|pin" },
  { "dutch-tabs-without-header",
    "123456789\tEUR\t20260203\t1000,00\t987,50\t20260203\t-12,50\tBEA, Betaalpas Winkel\n"
    "123456789\tEUR\t20260204\t987,50\t1987,50\t20260204\t1000,00\tSEPA Overboeking Loon\n"
    "123456789\tEUR\t20260205\t1987,50\t1980,00\t20260205\t-7,50\tKosten\n",
    "ok", "1", "3", "1000.00", "1980.00", "EUR", "1000.00", "20.00", NULL },
  { "fintech-with-fee-and-state",
    "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n"
    "TOPUP,Current,2026-01-02 08:07:09,2026-01-02 08:07:10,Top-Up,100.00,0.00,GBP,COMPLETED,100.00\n"
    "ATM,Current,2026-01-03 10:00:00,2026-01-04 11:30:00,Cash,-20.00,1.50,GBP,COMPLETED,78.50\n"
    "CARD_PAYMENT,Current,2026-01-05 09:00:00,,Taxi,-8.00,0.00,GBP,REVERTED,\n"
    "CARD_PAYMENT,Current,2026-01-06 09:00:00,,Hotel,-30.00,0.00,GBP,PENDING,\n",
    "ok", "1", "3", "0.00", "78.50", "GBP", "100.00", "51.50", "|2026-01-02||08:07|10000|GBP|actual||TOPUP Top-Up" },
  { "transfer-service",
    "TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance,Exchange From,Exchange To,Exchange Rate,Payer Name,Payee Name,Payee Account Number,Merchant\n"
    "TRANSFER-9,14-02-2026,-250.00,EUR,Sent money to Ana,INV 7,750.00,,,,,Ana,ES91,\n"
    "TRANSFER-8,13-02-2026,1000.00,EUR,Received from Bo,,1000.00,,,,Bo,,,\n",
    "ok", "1", "2", "0.00", "750.00", "EUR", "1000.00", "250.00", NULL },
  { "neobank-their-account-number",
    "\"Date\",\"Payee\",\"Account number\",\"Transaction type\",\"Payment reference\",\"Amount (EUR)\",\"Amount (Foreign Currency)\",\"Type Foreign Currency\",\"Exchange Rate\"\n"
    "\"2026-02-03\",\"Cafe Blau\",\"\",\"MasterCard Payment\",\"\",\"-4.2\",\"-4.2\",\"EUR\",\"1.0\"\n"
    "\"2026-02-04\",\"Ida Moos\",\"DE44500105175407324931\",\"Income\",\"Miete\",\"610.0\",\"\",\"\",\"\"\n",
    "ok", "1", "2", NULL, NULL, "EUR", "610.00", "4.20", "|2026-02-03|||-420|EUR|actual|Cafe Blau|MasterCard Payment" },
  { "american-posting-date",
    "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n"
    "DEBIT,02/03/2026,\"GROCER #12\",-25.10,DEBIT_CARD,974.90,,\n"
    "CREDIT,02/02/2026,\"PAYROLL\",1000.00,ACH_CREDIT,1000.00,,\n",
    "ok", "1", "2", "0.00", "974.90", "", "1000.00", "25.10", "|2026-02-03|||-2510||actual||GROCER #12 DEBIT_CARD" },
  { "british-paid-in-and-out",
    "Date,Type,Description,Paid out,Paid in,Balance\n"
    "05 Jan 2026,BP,RENT,\"£1,050.00\",,£950.00\n"
    "06 Jan 2026,CR,SALARY,,\"£2,400.00\",\"£3,350.00\"\n",
    "ok", "1", "2", "2000.00", "3350.00", NULL, "2400.00", "1050.00", NULL },
  { "british-without-header",
    "25/01/2026,VIS CORNER SHOP,-12.34\n24/01/2026,CR EMPLOYER,\"2,500.00\"\n03/01/2026,DD WATER,-31.00\n",
    "ok", "1", "3", NULL, NULL, "", "2500.00", "43.34", "|2026-01-25|||-1234||actual||VIS CORNER SHOP" },
  { "spanish-preamble",
    "Movimientos de cuenta;;;;\nNúmero de cuenta:;ES91 2100 0418 4502 0005 1332;;;\nTitular:;Una Persona;;;\n;;;;\n"
    "FECHA OPERACIÓN;FECHA VALOR;CONCEPTO;IMPORTE EUR;SALDO\n"
    "03/02/2026;03/02/2026;Recibo agua;-45,10;1.954,90\n02/02/2026;02/02/2026;Nomina;2.000,00;2.000,00\n",
    "ok", "1", "2", "0.00", "1954.90", "EUR", "2000.00", "45.10", "ES9121000418450200051332|2026-02-03|2026-02-03||-4510|EUR|actual||Recibo agua" },
  { "french-spaces-in-amounts",
    "Compte de chèques;Compte de chèques;****4321;28/02/2026;;1 234,56\n"
    "Date operation;Libelle operation;Montant operation en euro\n"
    "27/02/2026;VIREMENT RECU;1 500,00\n26/02/2026;PAIEMENT CB;-18,40\n",
    "ok", "1", "2", NULL, NULL, "EUR", "1500.00", "18.40", NULL },
  { "nordic-slashes",
    "Bokföringsdag;Belopp;Avsändare;Mottagare;Namn;Rubrik;Saldo;Valuta\n"
    "2026/02/04;-123,45;1234 56 78901;;Matbutik;Kortköp 260203;876,55;SEK\n2026/02/03;1000,00;;1234 56 78901;Arbete;Lön;1000,00;SEK\n",
    "ok", "1", "2", "0.00", "876.55", "SEK", "1000.00", "123.45", NULL },
  { "swiss-disclaimer-below",
    "Datum von:;2026-02-01\nDatum bis:;2026-02-28\nBuchungsart:;Alle\nKonto:;CH9300762011623852957\nWährung:;CHF\n\n"
    "Datum;Bewegungstyp;Avisierungstext;Gutschrift in CHF;Lastschrift in CHF;Label;Kategorie\n"
    "27.02.2026;Buchung;Lohn;5'200.00;;;\n26.02.2026;Zahlung;Miete;;-1'800.00;;\n\n"
    "Disclaimer:\nDer Dokumentinhalt wurde ohne Gewähr erstellt.\n",
    "ok", "1", "2", NULL, NULL, "CHF", "5200.00", "1800.00", "CH9300762011623852957|2026-02-27|||520000|CHF|actual||Buchung Lohn" },
  { "dr-and-cr-behind-amounts",
    "Transaction Date,Value Date,Particulars,Amount,Balance\n"
    "13/02/2026,13/02/2026,NEFT RENT,\"25,000.00 DR\",\"75,000.00 CR\"\n14/02/2026,14/02/2026,INTEREST,120.50 CR,\"75,120.50 CR\"\n",
    "ok", "1", "2", "100000.00", "75120.50", "", "120.50", "25000.00", NULL },
  { "savings-bank-with-pending",
    "\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";\"Verwendungszweck\";\"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer\";\"BLZ\";\"Betrag\";\"Waehrung\";\"Info\"\n"
    "\"DE02120300000000202051\";\"14.02.26\";\"16.02.26\";\"LASTSCHRIFT\";\"Strom\";\"Werke\";\"DE44500105175407324931\";\"X\";\"-80,00\";\"EUR\";\"Umsatz vorgemerkt\"\n"
    "\"DE02120300000000202051\";\"13.02.26\";\"13.02.26\";\"GUTSCHRIFT\";\"Lohn\";\"Firma\";\"DE12500105170648489890\";\"X\";\"2.000,00\";\"EUR\";\"Umsatz gebucht\"\n",
    "ok", "1", "2", NULL, NULL, "EUR", "2000.00", "80.00",
    "DE02120300000000202051|2026-02-14|2026-02-16||-8000|EUR|pending|Werke|LASTSCHRIFT Strom" },
  { "letters-for-debit-and-credit",
    "Date;Reference;Amount;D/C;Narrative;Currency\n2026-02-03;R1;100,00;D;fee;EUR\n2026-02-04;R2;250,00;C;refund;EUR\n",
    "ok", "1", "2", NULL, NULL, "EUR", "250.00", "100.00", NULL },
  { "german-direct-bank-with-their-iban",
    "\"Girokonto\";\"DE02 1203 0000 0000 2020 51\"\n\"\"\n\"Kontostand vom 14.02.2026:\";\"2.920,00 €\"\n\"\"\n"
    "\"Buchungsdatum\";\"Wertstellung\";\"Status\";\"Zahlungspflichtige*r\";\"Zahlungsempfänger*in\";\"Verwendungszweck\";\"Umsatztyp\";\"IBAN\";\"Betrag (€)\"\n"
    "\"14.02.26\";\"14.02.26\";\"Gebucht\";\"Ich\";\"Werke\";\"Strom\";\"Ausgang\";\"DE44500105175407324931\";\"-80\"\n"
    "\"13.02.26\";\"13.02.26\";\"Gebucht\";\"Firma\";\"Ich\";\"Lohn\";\"Eingang\";\"DE12500105170648489890\";\"3.000,00\"\n",
    "ok", "1", "2", NULL, "2920.00", "EUR", "3000.00", "80.00", NULL },
  { "german-broker-with-open-rows",
    "\"Umsätze Girokonto\";\"Zeitraum: 30 Tage\";\n\"Neuer Kontostand\";\"1.080,00 EUR\";\n\n"
    "\"Buchungstag\";\"Wertstellung (Valuta)\";\"Vorgang\";\"Buchungstext\";\"Umsatz in EUR\";\n"
    "\"offen\";\"--\";\"Kartenverfügung\";\"Laden\";\"-10,00\";\n"
    "\"14.02.2026\";\"14.02.2026\";\"Lastschrift\";\"Werke\";\"-20,00\";\n"
    "\"13.02.2026\";\"13.02.2026\";\"Gutschrift\";\"Lohn\";\"100,00\";\n\n\"Alter Kontostand\";\"1.000,00 EUR\";\n",
    "ok", "1", "2", "1000.00", "1080.00", "EUR", "100.00", "20.00", NULL },
  { "american-summary-above",
    "Description,,Summary Amt.\nBeginning balance as of 01/01/2026,,\"1,000.00\"\nTotal credits,,\"500.00\"\nTotal debits,,\"-20.00\"\n"
    "Ending balance as of 01/31/2026,,\"1,480.00\"\n\nDate,Description,Amount,Running Bal.\n"
    "01/01/2026,Beginning balance as of 01/01/2026,,\"1,000.00\"\n01/05/2026,PAYROLL,\"500.00\",\"1,500.00\"\n01/15/2026,GROCER,\"-20.00\",\"1,480.00\"\n",
    "ok", "1", "2", "1000.00", "1480.00", "", "500.00", "20.00", NULL },
  { "dutch-words-without-header",
    "\"21-01-2026\",\"NL13TEST0123456789\",\"12,50\",\"Debet\",\"Winkel\",\"NL91TEST0417164300\",\"BA\",\"boodschappen\",\"87,50\"\n"
    "\"22-01-2026\",\"NL13TEST0123456789\",\"100,00\",\"Credit\",\"Werk\",\"NL20TEST0001234567\",\"OV\",\"loon\",\"187,50\"\n",
    "ok", "1", "2", "100.00", "187.50", "EUR", "100.00", "12.50", NULL },
  { "swiss-three-dates",
    "Abschlussdatum;Abschlusszeit;Buchungsdatum;Valutadatum;Währung;Belastung;Gutschrift;Einzelbetrag;Saldo;Transaktions-Nr.;Beschreibung1;Beschreibung2;Fussnoten;\n"
    "2026-02-03;12:01:02;2026-02-04;2026-02-04;CHF;-20.00;;;980.00;111;\"\"\"Laden;Ort\"\"\";Karte;;\n"
    "2026-02-02;;2026-02-02;2026-02-02;CHF;;1000.00;;1000.00;110;Lohn;;;\n",
    "ok", "1", "2", "0.00", "980.00", "CHF", "1000.00", "20.00", "|2026-02-04|2026-02-04|12:01|-2000|CHF|actual||\"Laden;Ort\" Karte" },
  { "old-volksbank-letters",
    "Buchungstag;Valuta;Vorgang/Verwendungszweck;Währung;Umsatz;\n13.02.2026;13.02.2026;Miete;EUR;850,00;S\n14.02.2026;14.02.2026;Lohn;EUR;2.100,00;H\n",
    "ok", "1", "2", NULL, NULL, "EUR", "2100.00", "850.00", NULL },
};

static void
assert_column (const AeqTestRead *read, const char *column, const char *wanted)
{
  g_autofree char *got = aeq_test_read_column (read, column);

  if (wanted != NULL)
    g_assert_cmpstr (got, ==, wanted);
}

static void
test_bank (gconstpointer data)
{
  const Bank *bank = data;
  g_autoptr(AeqTestRead) read = aeq_test_read (bank->text, -1, NULL);
  g_autofree char *status = aeq_test_read_status (read);

  for (guint i = 0; i < read->report->warnings->len; i++)
    g_test_message ("warning: %s", (char *) read->report->warnings->pdata[i]);
  for (guint i = 0; i < read->report->errors->len; i++)
    g_test_message ("refused: %s", ((AeqRowError *) read->report->errors->pdata[i])->message);
  g_assert_no_error (read->error);
  g_assert_cmpstr (status, ==, bank->status);
  assert_column (read, "accounts", bank->accounts);
  assert_column (read, "transactions", bank->transactions);
  assert_column (read, "credit_total", bank->credit);
  assert_column (read, "debit_total", bank->debit);
  assert_column (read, "opening_balance", bank->opening);
  assert_column (read, "closing_balance", bank->closing);
  assert_column (read, "currency", bank->currency);
  if (bank->row != NULL)
    g_assert_cmpstr (aeq_test_read_row (read, 0), ==, bank->row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (BANKS); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/csv-banks/%s", BANKS[i].name);

      g_test_add_data_func (path, &BANKS[i], test_bank);
    }
  return g_test_run ();
}
