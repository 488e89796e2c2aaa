/* SPDX-License-Identifier: MIT */
#include "aeq-indicator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "aeq-words.h"

#define SAME_DAY N_("on its own day")
#define NEXT_DAY N_("on the next business day")
#define TWO_DAYS N_("two business days later")
#define WEEK_AFTER N_("in the week after its Friday")
#define WEEK_LATER N_("a week after its Friday")

#define DEFAULT_LAG 1

/* Sorted by id for the search. When in doubt a series is called later than it is: a forecast may be a day behind, but
 * must not know what was not out yet. */
static const AeqIndicator INDICATORS[] = {
  { "ANFCI", N_("Chicago Fed adjusted financial conditions"), N_("index"), AEQ_FREQUENCY_WEEKLY, 4, WEEK_AFTER, TRUE },
  { "BAA10Y", N_("Baa corporate yield minus 10-year Treasury"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "BAMLC0A0CM", N_("US investment-grade option-adjusted spread"), N_("percent"), AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, FALSE },
  { "BAMLH0A0HYM2", N_("US high-yield option-adjusted spread"), N_("percent"), AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, FALSE },
  { "CISS", N_("Euro area indicator of systemic stress"), N_("index"), AEQ_FREQUENCY_WEEKLY, 5, WEEK_LATER, TRUE },
  { "DFEDTARL", N_("Federal funds target, lower limit"), N_("percent"), AEQ_FREQUENCY_CALENDAR, 0, SAME_DAY, FALSE },
  { "DFEDTARU", N_("Federal funds target, upper limit"), N_("percent"), AEQ_FREQUENCY_CALENDAR, 0, SAME_DAY, FALSE },
  { "DFF", N_("Effective federal funds rate, all days"), N_("percent"), AEQ_FREQUENCY_CALENDAR, 1, NEXT_DAY, FALSE },
  { "DGS1", N_("1-year Treasury yield"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS10", N_("10-year Treasury yield"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS1MO", N_("1-month Treasury yield"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS2", N_("2-year Treasury yield"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS30", N_("30-year Treasury yield"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS3MO", N_("3-month Treasury yield"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS5", N_("5-year Treasury yield"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DGS6MO", N_("6-month Treasury yield"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "DTB3", N_("3-month Treasury bill"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "EFFR", N_("Effective federal funds rate"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "IOER", N_("Interest on excess reserves"), N_("percent"), AEQ_FREQUENCY_CALENDAR, 0, SAME_DAY, FALSE },
  { "IORB", N_("Interest on reserve balances"), N_("percent"), AEQ_FREQUENCY_CALENDAR, 0, SAME_DAY, FALSE },
  { "NFCI", N_("Chicago Fed financial conditions"), N_("index"), AEQ_FREQUENCY_WEEKLY, 4, WEEK_AFTER, TRUE },
  { "OBFR", N_("Overnight bank funding rate"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "OFRFSI", N_("OFR financial stress index"), N_("index"), AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_CREDIT", N_("OFR stress index: credit"), N_("index"), AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_EQUITY", N_("OFR stress index: equity valuation"), N_("index"), AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_FUNDING", N_("OFR stress index: funding"), N_("index"), AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_SAFE", N_("OFR stress index: safe assets"), N_("index"), AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "OFRFSI_VOL", N_("OFR stress index: volatility"), N_("index"), AEQ_FREQUENCY_DAILY, 2, TWO_DAYS, TRUE },
  { "RPONTSYD", N_("Federal Reserve overnight repo"), N_("billion USD"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "RRPONTSYD", N_("Federal Reserve overnight reverse repo"), N_("billion USD"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "SOFR", N_("Secured overnight financing rate"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "SOFR99", N_("SOFR, 99th percentile"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "STLFSI4", N_("St. Louis Fed financial stress index"), N_("index"), AEQ_FREQUENCY_WEEKLY, 4, WEEK_AFTER, TRUE },
  { "T10Y2Y", N_("10-year minus 2-year Treasury"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "T10Y3M", N_("10-year minus 3-month Treasury"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "TEDRATE", N_("3-month LIBOR minus 3-month Treasury bill"), N_("percent"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "USREC", N_("US recession by the NBER's dating"), N_("0 or 1"), AEQ_FREQUENCY_MONTHLY, 250, N_("about a year later"), TRUE },
  { "VIXCLS", N_("Cboe volatility index, close"), N_("index points"), AEQ_FREQUENCY_DAILY, 1, NEXT_DAY, FALSE },
  { "WALCL", N_("Total assets of the Federal Reserve"), N_("million USD"), AEQ_FREQUENCY_WEEKLY, 1, NEXT_DAY, FALSE },
};

static const AeqDerivedIndicator DERIVED[] = {
  { "SOFR-IORB", N_("SOFR over interest on reserves"), "SOFR", "IORB" },
  { "SOFR-EFFR", N_("SOFR over federal funds"), "SOFR", "EFFR" },
  { "EFFR-IORB", N_("Federal funds over interest on reserves"), "EFFR", "IORB" },
  { "SOFR99-SOFR", N_("99th percentile of SOFR over its median"), "SOFR99", "SOFR" },
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

static AeqDate
next_day (AeqFrequency frequency, const AeqCalendar *calendar, AeqDate day)
{
  switch (frequency)
    {
    case AEQ_FREQUENCY_CALENDAR:
      return day + 1;
    case AEQ_FREQUENCY_WEEKLY:
      return day + 7;
    case AEQ_FREQUENCY_MONTHLY:
      return aeq_date_add_months (day, 1);
    case AEQ_FREQUENCY_DAILY:
    default:
      return aeq_calendar_add (calendar, day, 1);
    }
}

AeqDate
aeq_indicator_next_due (const char *id, const AeqCalendar *calendar, AeqDate last)
{
  const AeqIndicator *indicator = aeq_indicator_lookup (id);

  return aeq_indicator_known_on (id, calendar,
                                 next_day (indicator != NULL ? indicator->frequency : AEQ_FREQUENCY_DAILY, calendar, last));
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
