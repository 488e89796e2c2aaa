/* SPDX-License-Identifier: MIT */
#include "aeq-indicator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAME_DAY "on its own day"
#define NEXT_DAY "on the next business day"
#define TWO_DAYS "two business days later"
#define WEEK_AFTER "in the week after its Friday"
#define WEEK_LATER "a week after its Friday"

#define DEFAULT_LAG 1

/* Sorted by id for the search. When in doubt a series is called later than it is: a forecast may be a day behind, but
 * must not know what was not out yet. */
static const AeqIndicator INDICATORS[] = {
  { "ANFCI", "Chicago Fed adjusted financial conditions", "index", AEQ_FREQUENCY_WEEKLY, 4, WEEK_AFTER, TRUE },
  { "BAA10Y", "Baa corporate yield minus 10-year Treasury", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "BAMLC0A0CM", "US investment-grade option-adjusted spread", "percent", AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, FALSE },
  { "BAMLH0A0HYM2", "US high-yield option-adjusted spread", "percent", AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, FALSE },
  { "CISS", "Euro area indicator of systemic stress", "index", AEQ_FREQUENCY_WEEKLY, 5, WEEK_LATER, TRUE },
  { "DFEDTARL", "Federal funds target, lower limit", "percent", AEQ_FREQUENCY_CALENDAR, 0, SAME_DAY, FALSE },
  { "DFEDTARU", "Federal funds target, upper limit", "percent", AEQ_FREQUENCY_CALENDAR, 0, SAME_DAY, FALSE },
  { "DFF", "Effective federal funds rate, all days", "percent", AEQ_FREQUENCY_CALENDAR, 1, NEXT_DAY, FALSE },
  { "DGS1", "1-year Treasury yield", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS10", "10-year Treasury yield", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS1MO", "1-month Treasury yield", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS2", "2-year Treasury yield", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS30", "30-year Treasury yield", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS3MO", "3-month Treasury yield", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS5", "5-year Treasury yield", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS6MO", "6-month Treasury yield", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DTB3", "3-month Treasury bill", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "EFFR", "Effective federal funds rate", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "IOER", "Interest on excess reserves", "percent", AEQ_FREQUENCY_CALENDAR, 0, SAME_DAY, FALSE },
  { "IORB", "Interest on reserve balances", "percent", AEQ_FREQUENCY_CALENDAR, 0, SAME_DAY, FALSE },
  { "NFCI", "Chicago Fed financial conditions", "index", AEQ_FREQUENCY_WEEKLY, 4, WEEK_AFTER, TRUE },
  { "OBFR", "Overnight bank funding rate", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "OFRFSI", "OFR financial stress index", "index", AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_CREDIT", "OFR stress index: credit", "index", AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_EQUITY", "OFR stress index: equity valuation", "index", AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_FUNDING", "OFR stress index: funding", "index", AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_SAFE", "OFR stress index: safe assets", "index", AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_VOL", "OFR stress index: volatility", "index", AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "RPONTSYD", "Federal Reserve overnight repo", "billion USD", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "RRPONTSYD", "Federal Reserve overnight reverse repo", "billion USD", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "SOFR", "Secured overnight financing rate", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "SOFR99", "SOFR, 99th percentile", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "STLFSI4", "St. Louis Fed financial stress index", "index", AEQ_FREQUENCY_WEEKLY, 4, WEEK_AFTER, TRUE },
  { "T10Y2Y", "10-year minus 2-year Treasury", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "T10Y3M", "10-year minus 3-month Treasury", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "TEDRATE", "3-month LIBOR minus 3-month Treasury bill", "percent", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "USREC", "US recession by the NBER's dating", "0 or 1", AEQ_FREQUENCY_MONTHLY, 250, "about a year later", TRUE },
  { "VIXCLS", "Cboe volatility index, close", "index points", AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "WALCL", "Total assets of the Federal Reserve", "million USD", AEQ_FREQUENCY_WEEKLY, 1, NEXT_DAY, FALSE },
};

static const AeqDerivedIndicator DERIVED[] = {
  { "SOFR-IORB", "SOFR over interest on reserves", "SOFR", "IORB" },
  { "SOFR-EFFR", "SOFR over federal funds", "SOFR", "EFFR" },
  { "EFFR-IORB", "Federal funds over interest on reserves", "EFFR", "IORB" },
  { "SOFR99-SOFR", "99th percentile of SOFR over its median", "SOFR99", "SOFR" },
};

static int
compare_id (const void *id, const void *indicator)
{
  return strcmp (id, ((const AeqIndicator *) indicator)->id);
}

const AeqIndicator *
aeq_indicator_lookup (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return bsearch (id, INDICATORS, G_N_ELEMENTS (INDICATORS), sizeof (AeqIndicator), compare_id);
}

const AeqIndicator *
aeq_indicator_table (gsize *n)
{
  *n = G_N_ELEMENTS (INDICATORS);
  return INDICATORS;
}

const AeqDerivedIndicator *
aeq_indicator_derived (gsize *n)
{
  *n = G_N_ELEMENTS (DERIVED);
  return DERIVED;
}

AeqDate
aeq_indicator_known_on (const char *id, const AeqCalendar *calendar, AeqDate date)
{
  const AeqIndicator *indicator = aeq_indicator_lookup (id);

  return aeq_calendar_add (calendar, date, indicator != NULL ? (int) indicator->lag : DEFAULT_LAG);
}

gboolean
aeq_indicator_parse_value (const char *text, double *value)
{
  char *end;

  /* strtod alone would take "nan", "inf" and hexadecimal. */
  if (text[strspn (text, "0123456789+-.eE")] != '\0')
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*value);
}
