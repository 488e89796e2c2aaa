/* SPDX-License-Identifier: MIT */
#include "aeq-feed.h"

/* Before this no series of the dictionary is of use. */
#define START "1986-01-01"
#define MONTH 30
#define QUARTER 91

G_DEFINE_QUARK (aeq-feed-error-quark, aeq_feed_error)

/* The second time is the afternoon's: revised rates at the New York Fed, the day's Treasury yields at FRED. */
static const AeqFeedInfo FEEDS[AEQ_N_FEEDS] = {
  [AEQ_FEED_FRED] = { "fred", "FRED", { 9 * 60 + 45, 18 * 60 + 15 } },
  [AEQ_FEED_NYFED] = { "nyfed", "New York Fed", { 9 * 60 + 10, 14 * 60 + 45 } },
  [AEQ_FEED_OFR] = { "ofr", "OFR", { 9 * 60 + 30, 17 * 60 } },
};

#define FRED(id) { id, AEQ_FEED_FRED, id, NULL, START, NULL, MONTH, FALSE }
#define FRED_WEEKLY(id) { id, AEQ_FEED_FRED, id, NULL, START, NULL, QUARTER, TRUE }
#define FRED_ENDED(id, day) { id, AEQ_FEED_FRED, id, NULL, START, day, MONTH, FALSE }
#define NYFED(id, path, member, first) { id, AEQ_FEED_NYFED, path, member, first, NULL, MONTH, FALSE }
#define OFR(id, mnemonic, first) { id, AEQ_FEED_OFR, mnemonic, NULL, first, NULL, MONTH, FALSE }
#define FSI(id, column) { id, AEQ_FEED_OFR, "fsi", column, "2000-01-03", NULL, QUARTER, FALSE }

static const AeqFeedSeries SERIES[] = {
  NYFED ("SOFR", "secured/sofr", "percentRate", "2018-04-02"),
  NYFED ("SOFR99", "secured/sofr", "percentPercentile99", "2018-04-02"),
  NYFED ("EFFR", "unsecured/effr", "percentRate", "2000-07-03"),
  NYFED ("DFEDTARL", "unsecured/effr", "targetRateFrom", "2008-12-16"),
  NYFED ("DFEDTARU", "unsecured/effr", "targetRateTo", "2008-12-16"),
  NYFED ("OBFR", "unsecured/obfr", "percentRate", "2016-03-01"),
  FSI ("OFRFSI", "OFR FSI"),
  FSI ("OFRFSI_CREDIT", "Credit"),
  FSI ("OFRFSI_EQUITY", "Equity valuation"),
  FSI ("OFRFSI_FUNDING", "Funding"),
  FSI ("OFRFSI_SAFE", "Safe assets"),
  FSI ("OFRFSI_VOL", "Volatility"),
  FRED ("VIXCLS"),
  FRED ("BAA10Y"),
  FRED ("IORB"),
  FRED ("BAMLC0A0CM"),
  FRED ("BAMLH0A0HYM2"),
  FRED ("DTB3"),
  FRED ("T10Y3M"),
  FRED ("T10Y2Y"),
  FRED ("RRPONTSYD"),
  FRED ("RPONTSYD"),
  FRED ("DFF"),
  FRED ("DGS1MO"),
  FRED ("DGS3MO"),
  FRED ("DGS6MO"),
  FRED ("DGS1"),
  FRED ("DGS2"),
  FRED ("DGS5"),
  FRED ("DGS10"),
  FRED ("DGS30"),
  FRED ("WALCL"),
  FRED_WEEKLY ("NFCI"),
  FRED_WEEKLY ("ANFCI"),
  FRED_WEEKLY ("STLFSI4"),
  { "USREC", AEQ_FEED_FRED, "USREC", NULL, START, NULL, 2 * 366, FALSE }, /* turning points are called a year later */
  FRED_ENDED ("IOER", "2021-07-28"),
  FRED_ENDED ("TEDRATE", "2022-01-21"),
  FRED ("SOFR"),
  FRED ("SOFR99"),
  FRED ("EFFR"),
  FRED ("DFEDTARL"),
  FRED ("DFEDTARU"),
  FRED ("OBFR"),
  OFR ("SOFR", "FNYR-SOFR-A", "2018-04-02"),
  OFR ("SOFR99", "FNYR-SOFR_99Pctl-A", "2018-04-02"),
  OFR ("EFFR", "FNYR-EFFR-A", "2000-07-03"),
  OFR ("OBFR", "FNYR-OBFR-A", "2016-03-01"),
};

const AeqFeedInfo *
aeq_feed_info (AeqFeed feed)
{
  g_return_val_if_fail (feed < AEQ_N_FEEDS, NULL);

  return &FEEDS[feed];
}

gboolean
aeq_feed_lookup (const char *name, AeqFeed *feed)
{
  for (guint i = 0; i < AEQ_N_FEEDS; i++)
    if (g_str_equal (FEEDS[i].name, name))
      {
        *feed = (AeqFeed) i;
        return TRUE;
      }
  return FALSE;
}

const AeqFeedSeries *
aeq_feed_table (gsize *n)
{
  *n = G_N_ELEMENTS (SERIES);
  return SERIES;
}

void
aeq_feed_publication_times (AeqFeed feed, const AeqCalendar *calendar, const AeqZone *new_york, AeqInstant now,
                            AeqInstant *newest, AeqInstant *next)
{
  AeqDate today = aeq_zone_date (new_york, now);
  AeqDate day = aeq_calendar_is_business_day (calendar, today) ? aeq_calendar_add (calendar, today, -1)
                                                               : aeq_calendar_add (calendar, today, -2);

  *newest = *next = AEQ_INSTANT_NONE;
  while (*next == AEQ_INSTANT_NONE)
    {
      for (guint i = 0; i < G_N_ELEMENTS (FEEDS[feed].publishes) && *next == AEQ_INSTANT_NONE; i++)
        {
          AeqInstant at = aeq_zone_from_local (new_york, day, FEEDS[feed].publishes[i] * AEQ_MINUTE);

          *(at <= now ? newest : next) = at;
        }
      day = aeq_calendar_add (calendar, day, 1);
    }
}
