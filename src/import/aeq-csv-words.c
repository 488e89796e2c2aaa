/* SPDX-License-Identifier: MIT */
#include "aeq-csv-words.h"

#include <string.h>

#include "aeq-csv-fold.h"

/* Whole header cells; separated by '|', folded when the table is built. */
static const struct
{
  AeqColumnRole role;
  guint         weight;
  const char   *languages;
  const char   *words;
} HEADERS[] = {
  { AEQ_ROLE_SETTLE_TS, 5, "en", "settle_ts|settlement timestamp|settlement time|settles local|settles" },
  { AEQ_ROLE_BOOKING_DATE, 5, "en", "booking date|posting date|posted date|date posted|entry date|completed date|booking_date|"
    "post date|processed date|accounting date|booked|booking|posted|posting" },
  { AEQ_ROLE_BOOKING_DATE, 5, "de", "buchungstag|buchungsdatum|buchung" },
  { AEQ_ROLE_BOOKING_DATE, 5, "it", "data registrazione|data di registrazione|data contabile|data oper|data op|data operazione|data movimento" },
  { AEQ_ROLE_BOOKING_DATE, 5, "fr", "date operation|dateop|date de comptabilisation|date comptable|date d operation|date de l operation|date de l ecriture" },
  { AEQ_ROLE_BOOKING_DATE, 5, "es", "fecha operacion|fecha contable|fecha de operacion|f contable|fecha mov|fecha ctble|f operativa|fecha oper" },
  { AEQ_ROLE_BOOKING_DATE, 5, "nl", "boekingsdatum|boekdatum|datum boeking" },
  { AEQ_ROLE_BOOKING_DATE, 5, "sv", "bokforingsdag|bokforingsdatum|bokford|bokforingsdato|bogforingsdato|bogfort" },
  { AEQ_ROLE_BOOKING_DATE, 5, "pl", "data ksiegowania|data operacji" },
  { AEQ_ROLE_BOOKING_DATE, 4, "en", "date" },
  { AEQ_ROLE_BOOKING_DATE, 4, "de nl", "datum" },
  { AEQ_ROLE_BOOKING_DATE, 4, "it pt", "data" },
  { AEQ_ROLE_BOOKING_DATE, 4, "es", "fecha" },
  { AEQ_ROLE_BOOKING_DATE, 4, "da no", "dato" },
  { AEQ_ROLE_VALUE_DATE, 5, "en", "value date|value_date|interest date|effective date|valuation date|settlement date|due date|due_date|expected date" },
  { AEQ_ROLE_VALUE_DATE, 5, "de", "wertstellung|valutadatum|wert|wertstellungsdatum|valuta datum|valutatag|wertstellungstag" },
  { AEQ_ROLE_VALUE_DATE, 5, "it", "data valuta|data val|data di valuta" },
  { AEQ_ROLE_VALUE_DATE, 5, "fr", "date valeur|dateval|date de valeur|valeur" },
  { AEQ_ROLE_VALUE_DATE, 5, "es pt", "fecha valor|fecha de valor|f valor|data valor|data de valor" },
  { AEQ_ROLE_VALUE_DATE, 5, "nl", "rentedatum|valutadatum|rentedag" },
  { AEQ_ROLE_VALUE_DATE, 5, "sv", "valutadag|rentedato|valordag" },
  { AEQ_ROLE_VALUE_DATE, 5, "pl", "data waluty" },
  { AEQ_ROLE_VALUE_DATE, 4, "de", "valuta" },
  { AEQ_ROLE_TRANSACTION_DATE, 5, "en", "transaction date|trans date|transaction_date|started date|trade date|date of transaction|created on|created|created at|created utc|datetime|date time|run date|activity date" },
  { AEQ_ROLE_TRANSACTION_DATE, 5, "de", "transaktionsdatum|kaufdatum|umsatzdatum|belegdatum|abschlussdatum" },
  { AEQ_ROLE_TRANSACTION_DATE, 5, "it", "data dell operazione|data transazione" },
  { AEQ_ROLE_TRANSACTION_DATE, 5, "fr", "date de transaction|date de la transaction|date d achat" },
  { AEQ_ROLE_TRANSACTION_DATE, 5, "nl", "transactiedatum" },
  { AEQ_ROLE_TRANSACTION_DATE, 5, "sv", "transaktionsdag" },
  { AEQ_ROLE_TIME, 5, "en", "time|transaction time|trade time|booking time|time of day" },
  { AEQ_ROLE_TIME, 5, "de", "uhrzeit|zeit|umsatzzeit|buchungszeit|transaktionszeit|abschlusszeit" },
  { AEQ_ROLE_TIME, 5, "it", "ora|ora dell operazione|orario" },
  { AEQ_ROLE_TIME, 5, "fr", "heure|heure de transaction|heure de l operation" },
  { AEQ_ROLE_TIME, 5, "es", "hora" },
  { AEQ_ROLE_TIME, 5, "nl", "tijd|tijdstip" },
  { AEQ_ROLE_CREDIT, 5, "en", "credit|credits|deposit|deposits|paid in|money in|credit amount|amount credited|received|in|inflow|receipts" },
  { AEQ_ROLE_CREDIT, 5, "de", "haben|gutschrift|gutschriften|eingang|einzahlung|eingange|zugang|einnahmen|habenbetrag|gutschriftsbetrag|gutschriftbetrag|betrag haben|umsatz haben" },
  { AEQ_ROLE_CREDIT, 5, "it", "accredito|accrediti|avere|entrate|accredito importo|importo di accredito|importo accredito" },
  { AEQ_ROLE_CREDIT, 5, "fr", "credit|recettes|montant credit|montant du credit|montant credite" },
  { AEQ_ROLE_CREDIT, 5, "es", "abono|abonos|haber|ingresos|ingreso|importe haber" },
  { AEQ_ROLE_CREDIT, 5, "nl", "credit|bij|bijgeschreven|ontvangsten" },
  { AEQ_ROLE_CREDIT, 5, "sv", "insattning|insattningar|ind|inn|inn pa konto|kredit" },
  { AEQ_ROLE_CREDIT, 5, "pl", "uznania|wplywy" },
  { AEQ_ROLE_CREDIT, 2, "en", "income" },
  { AEQ_ROLE_DEBIT, 5, "en", "debit|debits|withdrawal|withdrawals|paid out|money out|debit amount|amount debited|paid|out|outflow|payments" },
  { AEQ_ROLE_DEBIT, 5, "de", "soll|lastschrift|lastschriften|belastung|belastungen|ausgang|auszahlung|ausgange|abgang|ausgaben|sollbetrag|belastungsbetrag|betrag soll|umsatz soll" },
  { AEQ_ROLE_DEBIT, 5, "it", "addebito|addebiti|dare|uscite|importo di addebito|importo addebito" },
  { AEQ_ROLE_DEBIT, 5, "fr", "debit|depenses|montant debit|montant du debit|montant debite" },
  { AEQ_ROLE_DEBIT, 5, "es", "cargo|cargos|debe|gastos|adeudo|adeudos|importe debe" },
  { AEQ_ROLE_DEBIT, 5, "nl", "debet|af|afgeschreven|uitgaven" },
  { AEQ_ROLE_DEBIT, 5, "sv", "uttag|uttak|ut|ud|ut fra konto" },
  { AEQ_ROLE_DEBIT, 5, "pl", "obciazenia|wydatki" },
  { AEQ_ROLE_DEBIT, 2, "en", "expenses" },
  { AEQ_ROLE_AMOUNT, 5, "en", "amount|transaction amount|net amount|net|booked amount|amount_minor|local amount|billing amount" },
  { AEQ_ROLE_AMOUNT, 5, "de", "betrag|umsatz|netto|buchungsbetrag|umsatzbetrag" },
  { AEQ_ROLE_AMOUNT, 5, "it", "importo|importo netto" },
  { AEQ_ROLE_AMOUNT, 5, "fr", "montant|montant operation|montant net|montant de l operation" },
  { AEQ_ROLE_AMOUNT, 5, "es", "importe|monto|importe operacion|importe neto|cantidad" },
  { AEQ_ROLE_AMOUNT, 5, "nl", "bedrag|transactiebedrag" },
  { AEQ_ROLE_AMOUNT, 5, "sv", "belopp|belob|belop" },
  { AEQ_ROLE_AMOUNT, 5, "pl", "kwota|kwota operacji" },
  { AEQ_ROLE_AMOUNT, 5, "pt", "valor|montante" },
  { AEQ_ROLE_AMOUNT, 3, "en", "gross|gross amount|value|total|total amount" },
  { AEQ_ROLE_AMOUNT, 3, "de", "brutto|bruttobetrag" },
  { AEQ_ROLE_AMOUNT, 3, "it", "importo lordo|valore" },
  { AEQ_ROLE_AMOUNT, 1, "it", "importo singolo" },
  { AEQ_ROLE_FEE, 5, "en", "fee|fees|total fees|commission" },
  { AEQ_ROLE_FEE, 5, "de", "gebuhr|gebuhren" },
  { AEQ_ROLE_DIRECTION, 5, "en", "direction|dr cr|cr dr|debit credit|credit debit|d c|debit credit indicator|credit debit indicator|"
    "debitcreditcode|dc|sign|debit or credit|balance impact" },
  { AEQ_ROLE_DIRECTION, 5, "de", "soll haben|s h|soll haben kennzeichen|vorzeichen|haben soll|auswirkung auf guthaben|richtung" },
  { AEQ_ROLE_DIRECTION, 5, "nl", "af bij|debet credit|af bij code" },
  { AEQ_ROLE_DIRECTION, 5, "fr", "sens|debit credit" },
  { AEQ_ROLE_DIRECTION, 5, "it", "dare avere|segno" },
  { AEQ_ROLE_DIRECTION, 5, "es", "debe haber|signo|cargo abono" },
  { AEQ_ROLE_DIRECTION, 2, "en", "details|type|transaction type" },
  { AEQ_ROLE_CURRENCY, 5, "en", "currency|ccy|currency code|account currency|curr" },
  { AEQ_ROLE_CURRENCY, 5, "de", "wahrung|wrg|whg|kontowahrung" },
  { AEQ_ROLE_CURRENCY, 5, "it", "divisa|div|moneta" },
  { AEQ_ROLE_CURRENCY, 5, "fr", "devise|monnaie" },
  { AEQ_ROLE_CURRENCY, 5, "es pt", "moneda|divisa|moeda" },
  { AEQ_ROLE_CURRENCY, 5, "nl", "munt|muntsoort|valuta|devies" },
  { AEQ_ROLE_CURRENCY, 5, "pl", "waluta" },
  { AEQ_ROLE_BALANCE, 5, "en", "balance|running balance|running bal|accountbalance|balance after|account balance|ledger balance|balance after transaction|running_balance" },
  { AEQ_ROLE_BALANCE, 5, "de", "saldo|kontostand|saldo nach buchung|guthaben|saldo nach umsatz|kontostand nach buchung" },
  { AEQ_ROLE_BALANCE, 5, "it", "saldo|saldo contabile|saldo progressivo" },
  { AEQ_ROLE_BALANCE, 5, "fr", "solde|solde apres operation|solde comptable" },
  { AEQ_ROLE_BALANCE, 5, "es pt", "saldo|saldo disponible|saldo posterior" },
  { AEQ_ROLE_BALANCE, 5, "nl", "saldo|saldo na mutatie|saldo na trn|saldo na boeking" },
  { AEQ_ROLE_OPENING, 5, "en", "initial_balance|initial balance|opening balance|start balance|beginning balance" },
  { AEQ_ROLE_OPENING, 5, "de nl", "anfangssaldo|startsaldo|beginsaldo" },
  { AEQ_ROLE_CLOSING, 5, "en", "final_balance|final balance|closing balance|end balance|ending balance" },
  { AEQ_ROLE_CLOSING, 5, "de nl", "endsaldo|schlusssaldo|eindsaldo" },
  { AEQ_ROLE_IBAN, 5, "", "iban|iban auftragskonto|iban kontoinhaber|iban auftraggeberkonto|iban bban|account iban|iban konto" },
  { AEQ_ROLE_ACCOUNT, 5, "en", "account|accountnum|account number|account no|account_number|account_id|account id|acct|number" },
  { AEQ_ROLE_ACCOUNT, 5, "de", "auftragskonto|auftraggeberkonto|kontonummer|konto|konto nr|kontonr" },
  { AEQ_ROLE_ACCOUNT, 5, "it", "conto|numero conto|numero di conto" },
  { AEQ_ROLE_ACCOUNT, 5, "fr", "compte|numero de compte|n de compte" },
  { AEQ_ROLE_ACCOUNT, 5, "es", "cuenta|numero de cuenta|numero cuenta" },
  { AEQ_ROLE_ACCOUNT, 5, "nl", "rekening|rekeningnummer" },
  { AEQ_ROLE_ACCOUNT, 3, "en", "bank account" },
  { AEQ_ROLE_STATUS, 5, "en", "status|state|transaction status|booking status" },
  { AEQ_ROLE_STATUS, 4, "de", "info|buchungsstatus|umsatzstatus" },
  { AEQ_ROLE_STATUS, 5, "it es fr", "stato|estado|statut|etat" },
  { AEQ_ROLE_CATEGORY, 5, "", "category|kategorie|categoria|categorie|kategori" },
  { AEQ_ROLE_COUNTERPARTY_ACCOUNT, 5, "en", "iban|counterparty account|partner iban|payee account number|bank account|account number|counterparty iban" },
  { AEQ_ROLE_COUNTERPARTY_ACCOUNT, 5, "de", "iban zahlungsbeteiligter|iban kontonummer|kontonummer iban|gegenkonto|kontonummer|iban|partner iban" },
  { AEQ_ROLE_COUNTERPARTY_ACCOUNT, 5, "nl", "tegenrekening|tegenrekening iban bban" },
  { AEQ_ROLE_COUNTERPARTY, 5, "en", "counterparty|partner name|payee|payer|payee name|payer name|merchant|beneficiary|name|counter party|"
    "counterparty name|beneficiary name|merchant name" },
  { AEQ_ROLE_COUNTERPARTY, 5, "de", "name zahlungsbeteiligter|auftraggeber empfanger|beguenstigter zahlungspflichtiger|empfanger|auftraggeber|"
    "begunstigter auftraggeber|zahlungsempfanger|auftraggeber begunstigter|empfanger auftraggeber|zahlungspflichtiger|zahlungspflichtige r|zahlungsempfanger in|partnername|gegenpartei" },
  { AEQ_ROLE_COUNTERPARTY, 5, "it", "controparte|beneficiario|ordinante|beneficiario ordinante" },
  { AEQ_ROLE_COUNTERPARTY, 5, "fr", "contrepartie|beneficiaire|tiers|nom" },
  { AEQ_ROLE_COUNTERPARTY, 5, "es", "contraparte|ordenante|beneficiario ordenante" },
  { AEQ_ROLE_COUNTERPARTY, 5, "nl", "naam omschrijving|naam tegenpartij|tegenpartij|naam" },
  { AEQ_ROLE_COUNTERPARTY, 5, "sv", "namn|mottagare|modtager" },
  { AEQ_ROLE_REFERENCE, 5, "en", "reference|payment reference|end to end id|end_to_end_id|customer reference|your reference|reference1|reference number|ref" },
  { AEQ_ROLE_REFERENCE, 5, "de", "kundenreferenz|referenz|end to end referenz|zahlungsreferenz|kundenreferenz end to end" },
  { AEQ_ROLE_REFERENCE, 5, "it", "riferimento|cro" },
  { AEQ_ROLE_REFERENCE, 5, "fr es nl", "referencia|referentie|betalingskenmerk" },
  { AEQ_ROLE_BANK_REFERENCE, 5, "en", "bank reference|bank_reference|transaction id|transaction_id|trans_id|transferwise id|id|operation number|document_number|"
    "transaction number|transaction no|transaction reference" },
  { AEQ_ROLE_BANK_REFERENCE, 5, "de", "transaktionscode|transaktionsnummer|transaktions nr|bankreferenz|buchungsreferenz" },
  { AEQ_ROLE_BANK_REFERENCE, 5, "it fr nl", "n di transazione|numero de transaction|volgnr|n operation" },
  { AEQ_ROLE_NARRATIVE, 5, "en", "narrative|description|details|memo|particulars|label|note|notes|text|remittance information|type|transaction type|"
    "transaction description|check or slip|reference text|payment details|message|comment|item1|item2|detail|footnotes|operation|purpose" },
  { AEQ_ROLE_NARRATIVE, 5, "de", "verwendungszweck|buchungstext|text|details|umsatztext|bemerkung|zahlungsgrund|buchungsdetails|umsatzart|typ|"
    "beschreibung|avisierungstext|mitteilung|artikelbezeichnung|betreff|hinweis|bewegungstyp|buchungsinformation|vorgang verwendungszweck|vorgang|"
    "buchungsinformationen|notiz|beschreibung1|beschreibung2|beschreibung3|fussnoten" },
  { AEQ_ROLE_NARRATIVE, 5, "it", "descrizione|dettagli|causale|transazione|descrizione operazione|etichetta|descrizione1|descrizione2|descrizione3|"
    "note a pie di pagina|descrizione estesa|causale descrizione" },
  { AEQ_ROLE_NARRATIVE, 5, "fr", "libelle|libelle operation|communication|motif|description|nature de l operation|libelle complet|descriptif" },
  { AEQ_ROLE_NARRATIVE, 5, "es pt", "concepto|descripcion|observaciones|movimiento|descricao|mas datos|historico" },
  { AEQ_ROLE_NARRATIVE, 5, "nl", "omschrijving|mededelingen|mededeling|mutatiesoort|omschrijving 1|omschrijving 2|omschrijving 3" },
  { AEQ_ROLE_NARRATIVE, 5, "sv", "beskrivning|rubrik|tekst|beskrivelse|meddelande|forklaring" },
  { AEQ_ROLE_NARRATIVE, 5, "pl", "tytul|opis operacji|tytul operacji|opis" },
  { AEQ_ROLE_NAME, 4, "en", "name|account name" },
  { AEQ_ROLE_BANK, 5, "", "bank|bank name|bank_name|institution" },
  { AEQ_ROLE_KIND, 5, "en", "kind|account kind|account type" },
  { AEQ_ROLE_ZONE, 5, "en", "zone|time zone|timezone|time_zone" },
  { AEQ_ROLE_CALENDAR, 5, "en", "calendar" },
  { AEQ_ROLE_OPENED, 5, "en", "opened|open date|opening date|opened on" },
  { AEQ_ROLE_DATE, 4, "en", "date|day|as of|as_of|as of date|as of time|position date|valuation date|business date" },
  { AEQ_ROLE_ISIN, 5, "", "isin|isin code" },
  { AEQ_ROLE_INSTRUMENT, 5, "en", "instrument|security|security name|security description|asset|symbol|ticker|instrument name" },
  { AEQ_ROLE_INSTRUMENT, 5, "de", "bezeichnung|wertpapier|titel" },
  { AEQ_ROLE_QUANTITY, 5, "en", "quantity|nominal|units|shares|holding|face amount" },
  { AEQ_ROLE_QUANTITY, 5, "de", "stuck|anzahl|bestand|stuck nominale" },
  { AEQ_ROLE_PRICE, 5, "", "price|kurs|market price|prezzo|cours|precio|koers" },
  { AEQ_ROLE_MARKET_VALUE, 5, "", "market value|market_value|marktwert|kurswert|controvalore|valeur de marche|valor de mercado|marktwaarde" },
  { AEQ_ROLE_METHODOLOGY, 5, "en", "methodology|margin methodology|margin type|margin method|rule set" },
  { AEQ_ROLE_REQUIREMENT, 5, "en", "requirement|margin requirement|total requirement|total margin requirement|"
    "required margin|maintenance requirement|maintenance margin|house requirement|initial requirement" },
  { AEQ_ROLE_REQUIREMENT, 5, "de fr it", "marginanforderung|margin anforderung|exigence de marge|margine richiesto" },
  { AEQ_ROLE_EXCESS, 5, "en", "excess|margin excess|excess deficit|excess equity|equity excess|excess deficiency|"
    "margin excess deficit|net excess" },
  { AEQ_ROLE_EQUITY, 5, "en", "equity|account equity|margin equity|net equity|total equity|net liquidating value|nlv" },
  { AEQ_ROLE_CALL_AMOUNT, 5, "en", "call_amount|call amount|margin call|margin call amount|amount called|call" },
  { AEQ_ROLE_CALL_DUE, 5, "en", "call_due_ts|call due|call due date|margin call due|margin call due date|"
    "call due time|due" },
};

/* A header cell that holds one of these words somewhere: a guess that the content must confirm. */
static const struct
{
  AeqColumnRole role;
  const char   *languages;
  const char   *words;
} STEMS[] = {
  { AEQ_ROLE_BOOKING_DATE, "", "date|datum|data|fecha|dato|dag" },
  { AEQ_ROLE_AMOUNT, "", "amount|betrag|importo|montant|importe|bedrag|belopp|kwota" },
  { AEQ_ROLE_BALANCE, "", "balance|saldo|solde" },
  { AEQ_ROLE_CURRENCY, "", "currency|wahrung|devise|moneda|valuta" },
  { AEQ_ROLE_NARRATIVE, "", "description|descrizione|beschreibung|libelle|concepto|omschrijving|vwz|verwendungszweck|narrative" },
};

/* Words, folded, that make a column something else, whatever it holds otherwise. */
static const char *const FOREIGN[] = {
  "foreign", "original", "exchange", "fremd", "amount currency", "initial date", "final date", "available", "verfugbar",
  "booked balance date", "limit", "from", "to", "originale", "stampato", "orig", "tax", "umsatzsteur", "betrag detail", "einzelbetrag",
  "einzelzahlung", "individual", "sous",
};

static GHashTable *
build_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (HEADERS); i++)
    {
      g_auto(GStrv) words = g_strsplit (HEADERS[i].words, "|", -1);

      for (char **word = words; *word != NULL; word++)
        {
          AeqHeaderMeaning meaning = { HEADERS[i].role, HEADERS[i].weight, HEADERS[i].languages };
          g_autofree char *key = aeq_csv_fold (*word, -1);
          GArray *meanings = g_hash_table_lookup (table, key);

          if (meanings == NULL)
            {
              meanings = g_array_new (FALSE, FALSE, sizeof (AeqHeaderMeaning));
              g_hash_table_insert (table, g_steal_pointer (&key), meanings);
            }
          g_array_append_val (meanings, meaning);
        }
    }
  return table;
}

static GHashTable *
header_table (void)
{
  static gsize once;
  static GHashTable *table;

  if (g_once_init_enter (&once))
    {
      table = build_table ();
      g_once_init_leave (&once, 1);
    }
  return table;
}

/* Whether @word, one of several in a list, stands in @folded as a word or as the end of a compound ("Umsatzbetrag"). */
static gboolean
holds_word (const char *folded, const char *word, gsize length)
{
  for (const char *p = folded; (p = strstr (p, word)) != NULL; p++)
    {
      char after = p[length];

      if ((after == '\0' || after == ' ' || g_ascii_isdigit (after)) && (p == folded || p[-1] == ' ' || length > 4))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_foreign (const char *folded)
{
  for (gsize i = 0; i < G_N_ELEMENTS (FOREIGN); i++)
    if (holds_word (folded, FOREIGN[i], strlen (FOREIGN[i])))
      return TRUE;
  return FALSE;
}

static gboolean
holds_one_of (const char *folded, const char *words)
{
  char word[32];

  for (const char *p = words; *p != '\0'; p += *p == '|')
    {
      gsize length = strcspn (p, "|");

      g_strlcpy (word, p, MIN (length + 1, sizeof word));
      if (holds_word (folded, word, length))
        return TRUE;
      p += length;
    }
  return FALSE;
}

static guint
stem_meanings (const char *folded, AeqHeaderMeaning *meanings)
{
  if (is_foreign (folded))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (STEMS); i++)
    if (holds_one_of (folded, STEMS[i].words))
      {
        meanings[0] = (AeqHeaderMeaning){ STEMS[i].role, 1, STEMS[i].languages };
        return 1;
      }
  return 0;
}

guint
aeq_header_meanings (const char *folded, AeqHeaderMeaning *meanings)
{
  GArray *found = g_hash_table_lookup (header_table (), folded);
  guint n = 0;

  if (*folded == '\0')
    return 0;
  if (found == NULL)
    return stem_meanings (folded, meanings);
  for (; n < found->len && n < AEQ_MAX_MEANINGS; n++)
    meanings[n] = g_array_index (found, AeqHeaderMeaning, n);
  return n;
}
