/* SPDX-License-Identifier: MIT */
#include "aeq-template.h"

#include <string.h>

/* What the templates say. Rows are invented. */

static const char *const KINDS[] = { "nostro", "custody", "prime_broker", "central_bank", "other", NULL };
static const char *const CURRENCIES[] = {
  "USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "CNH", "CZK", "DKK", "HKD", "HUF", "KWD",
  "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "TRY", "ZAR", NULL,
};
static const char *const ZONES[] = {
  "America/New_York", "Europe/London", "Europe/Berlin", "Europe/Zurich", "Asia/Tokyo",
  "Asia/Hong_Kong", "Asia/Singapore", "Australia/Sydney", "UTC", NULL,
};
static const char *const CALENDARS[] = { "us_fedwire", "target2", "uk_chaps", "weekdays", NULL };
static const char *const CATEGORIES[] = {
  "margin_call", "redemption", "subscription", "coupon", "dividend", "payment", "receipt",
  "funding", "repo", "securities", "fx", "fee", NULL,
};
static const char *const STATUSES[] = { "actual", "expected", "pending", NULL };
static const char *const EXPECTED[] = { "expected", NULL };
static const char *const METHODOLOGIES[] = { "house", "regt", "portfolio", NULL };

#define ACCOUNT                                                                                                     \
  { "account", AEQ_TEMPLATE_TEXT, TRUE, "The number as the bank or broker writes it; a new one is made.", NULL, FALSE }
#define CURRENCY(meaning) { "currency", AEQ_TEMPLATE_TEXT, TRUE, meaning, CURRENCIES, TRUE }
#define TEXT(name, meaning) { name, AEQ_TEMPLATE_TEXT, FALSE, meaning, NULL, FALSE }

static const AeqTemplateColumn ACCOUNTS[] = {
  ACCOUNT,
  TEXT ("iban", "The IBAN, when there is one."),
  TEXT ("name", "What the desk calls it."),
  TEXT ("bank", "Who keeps it."),
  { "kind", AEQ_TEMPLATE_TEXT, FALSE, "What it is for; other when empty.", KINDS, FALSE },
  CURRENCY ("ISO 4217. Number and currency together are the account."),
  { "zone", AEQ_TEMPLATE_TEXT, FALSE, "IANA time zone in which its day begins; that of the currency when empty.",
    ZONES, TRUE },
  { "calendar", AEQ_TEMPLATE_TEXT, FALSE, "Its business days; a calendar of your own may be named too.", CALENDARS,
    TRUE },
  { "opened", AEQ_TEMPLATE_DAY, FALSE, "The first day.", NULL, FALSE },
};
static const char *const ACCOUNT_ROWS[] = {
  "PB-USD-001", "", "Prime broker USD", "Northgate Securities", "prime_broker", "USD", "America/New_York",
  "us_fedwire", "2021-06-01",
  "NOSTRO-EUR-2", "DE02120300000000202051", "Nostro EUR", "Hanse Bank", "nostro", "EUR", "Europe/Berlin", "target2",
  "2019-01-15",
  "NOSTRO-JPY-7", "", "Nostro JPY", "Aoyama Bank", "nostro", "JPY", "Asia/Tokyo", "weekdays", "2022-11-30",
};

#define SETTLE                                                                                                      \
  { "settle_ts", AEQ_TEMPLATE_TIME, FALSE,                                                                          \
    "When it hits the account, in the account's time zone; empty when only the day is known. In CSV with offset or Z.", \
    NULL, FALSE }
#define VALUE_DATE                                                                                                  \
  { "value_date", AEQ_TEMPLATE_DAY, TRUE,                                                                           \
    "Good for interest from this day. One day is needed: this, the booking or the settlement.", NULL, FALSE }
#define AMOUNT { "amount", AEQ_TEMPLATE_AMOUNT, TRUE, "Receipts above zero, payments below zero.", NULL, FALSE }
#define CATEGORY                                                                                                    \
  { "category", AEQ_TEMPLATE_TEXT, FALSE, "Your own words are fine; rules fill in what is empty.", CATEGORIES, TRUE }
#define COUNTERPARTY TEXT ("counterparty", "Who pays or is paid.")
#define REFERENCE TEXT ("reference", "Yours; the same one on an expected and an actual flow ties them.")

static const AeqTemplateColumn FLOWS[] = {
  ACCOUNT, SETTLE, VALUE_DATE,
  { "booking_date", AEQ_TEMPLATE_DAY, FALSE, "The day on which the bank booked it.", NULL, FALSE },
  AMOUNT, CURRENCY ("ISO 4217; it decides how many decimals count."), CATEGORY, COUNTERPARTY, REFERENCE,
  TEXT ("bank_reference", "The bank's own."),
  TEXT ("narrative", "Any text."),
  { "status", AEQ_TEMPLATE_TEXT, FALSE, "actual when empty. Pending and expected ones are not part of the balance.",
    STATUSES, FALSE },
};
static const char *const FLOW_ROWS[] = {
  "PB-USD-001", "2026-03-02T14:05:00Z", "2026-03-02", "2026-03-02", "-1250000.00", "USD", "margin_call",
  "Northgate Clearing",
  "INV-2026-0311", "NG/774102", "Variation margin for 27 February", "actual",
  "PB-USD-001", "2026-03-02T15:30:00-05:00", "2026-03-02", "2026-03-02", "3400000.00", "USD", "redemption",
  "Harbour Fund II",
  "RED-88", "NG/774318", "Redemption proceeds", "actual",
  "NOSTRO-JPY-7", "", "2026-03-03", "2026-03-03", "-52000000", "JPY", "payment", "Aoyama Securities", "", "",
  "Purchase, settlement against payment", "pending",
};

static const AeqTemplateColumn EXPECTED_FLOWS[] = {
  ACCOUNT, SETTLE, VALUE_DATE, AMOUNT, CURRENCY ("ISO 4217; it decides how many decimals count."), CATEGORY,
  COUNTERPARTY,
  REFERENCE,
  TEXT ("narrative", "Any text."),
  { "status", AEQ_TEMPLATE_TEXT, FALSE, "Always expected: superseded when the actual one arrives.", EXPECTED, FALSE },
};
static const char *const EXPECTED_ROWS[] = {
  "PB-USD-001", "2026-03-04T13:00:00Z", "2026-03-04", "-800000.00", "USD", "margin_call", "Northgate Clearing",
  "CALL-0304",
  "Initial margin due at 13:00", "expected",
  "NOSTRO-EUR-2", "", "2026-03-05", "1500000.00", "EUR", "coupon", "Republic of Arcadia", "CPN-5",
  "Coupon of the 2031 bond",
  "expected",
};

static const AeqTemplateColumn POSITIONS[] = {
  ACCOUNT,
  { "date", AEQ_TEMPLATE_DAY, TRUE, "The day at whose end it was held.", NULL, FALSE },
  TEXT ("instrument", "Its name. An instrument or an ISIN is needed."),
  TEXT ("isin", "Twelve characters; the check digit is verified."),
  { "quantity", AEQ_TEMPLATE_NUMBER, TRUE, "Short positions below zero.", NULL, FALSE },
  { "price", AEQ_TEMPLATE_NUMBER, FALSE, "As quoted: of one, or in percent.", NULL, FALSE },
  CURRENCY ("ISO 4217, of price and value."),
  { "market_value", AEQ_TEMPLATE_AMOUNT, FALSE, "Below zero when short.", NULL, FALSE },
};
static const char *const POSITION_ROWS[] = {
  "PB-USD-001", "2026-03-02", "Arcadia 4.25% 2031", "XS0000000124", "2500000", "99.875", "EUR", "2496875.00",
  "CUST-USD-3", "2026-03-02", "Northgate Holdings", "US0000000AB8", "-1200.5", "41.20", "USD", "-49460.60",
  "CUST-USD-3", "2026-03-02", "Cash fund units", "", "310000.75", "1.0000", "USD", "310000.75",
};

static const AeqTemplateColumn MARGIN[] = {
  ACCOUNT,
  { "as_of", AEQ_TEMPLATE_DAY, TRUE, "The day, or day and time, of the figures; a day alone is its end.", NULL, FALSE },
  { "methodology", AEQ_TEMPLATE_TEXT, FALSE, "How the broker computes it; house when empty.", METHODOLOGIES, FALSE },
  { "requirement", AEQ_TEMPLATE_AMOUNT, TRUE, "What must be there: zero or above.", NULL, FALSE },
  { "equity", AEQ_TEMPLATE_AMOUNT, FALSE, "What is there.", NULL, FALSE },
  { "excess", AEQ_TEMPLATE_AMOUNT, FALSE,
    "Equity less requirement; below zero it is a deficit. Worked out when empty.", NULL, FALSE },
  { "call_amount", AEQ_TEMPLATE_AMOUNT, FALSE, "What the broker calls for: zero or above.", NULL, FALSE },
  { "call_due_ts", AEQ_TEMPLATE_TIME, FALSE, "By when, in the account's time zone; in CSV with offset or Z.", NULL,
    FALSE },
  CURRENCY ("ISO 4217, of all figures of the row."),
};
static const char *const MARGIN_ROWS[] = {
  "PB-USD-001", "2026-03-02", "house", "18250000.00", "21400000.00", "3150000.00", "", "", "USD",
  "PB-USD-001", "2026-03-02", "regt", "22900000.00", "21400000.00", "-1500000.00", "1500000.00",
  "2026-03-03T13:00:00-05:00", "USD",
  "NOSTRO-JPY-7", "2026-03-02", "portfolio", "410000000", "498000000", "88000000", "", "", "JPY",
};

#define TABLE(file, sheet, purpose, columns, rows)                                                                  \
  { file, sheet, purpose, columns, G_N_ELEMENTS (columns), rows, G_N_ELEMENTS (rows) / G_N_ELEMENTS (columns) }

static const AeqTemplate TEMPLATES[] = {
  TABLE ("accounts.csv", "Accounts", "Accounts of banks, brokers and custodians. Import them first.", ACCOUNTS,
         ACCOUNT_ROWS),
  TABLE ("flows.csv", "Flows", "Cash that moved, or that the bank shows as pending.", FLOWS, FLOW_ROWS),
  TABLE ("expected_flows.csv", "Expected flows", "Cash that will move.", EXPECTED_FLOWS, EXPECTED_ROWS),
  TABLE ("positions.csv", "Positions", "Holdings at the end of a day.", POSITIONS, POSITION_ROWS),
  TABLE ("margin.csv", "Margin", "What a broker asks for.", MARGIN, MARGIN_ROWS),
};

const AeqTemplate *
aeq_template_table (guint *n)
{
  *n = G_N_ELEMENTS (TEMPLATES);
  return TEMPLATES;
}

const char *
aeq_template_cell (const AeqTemplate *self, guint row, guint column)
{
  return self->cells[row * self->n_columns + column];
}

int
aeq_template_find (const AeqTemplate *self, const char *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (self->columns[i].name, name) == 0)
      return (int) i;
  return -1;
}

const char *
aeq_template_zone (const char *account)
{
  const AeqTemplate *accounts = &TEMPLATES[0];

  for (guint row = 0; row < accounts->n_rows; row++)
    if (strcmp (aeq_template_cell (accounts, row, 0), account) == 0)
      return aeq_template_cell (accounts, row, (guint) aeq_template_find (accounts, "zone"));
  return "UTC";
}
