/* SPDX-License-Identifier: MIT */
#include "aeq-sample-walk.h"

#define FRANKFURT_ACCOUNT 4 /* the clock of CLS is that of this account's zone */

AeqInstant
aeq_sample_walk_time (AeqSampleWalk *walk, guint account, AeqDate date, AeqSampleShape shape)
{
  const AeqSampleWindow *window = aeq_sample_shape_windows (shape);
  AeqSampleRandom *random = &walk->random[account];
  guint pick = aeq_rng_below (random, 100);
  guint clock = shape == AEQ_SAMPLE_SHAPE_CLS ? FRANKFURT_ACCOUNT : account;
  gint64 seconds;

  for (; pick >= window->percent; window++)
    pick -= window->percent;
  seconds = window->from * 60 + aeq_rng_below (random, (guint32) (window->to - window->from) * 60);
  return aeq_sample_days_instant (walk->days[clock], date, seconds);
}

/* Everybody pays later when markets are nervous, on top of each party's own habit. */
static double
delay_minutes (AeqSampleWalk *walk, guint account, AeqDate date, guint party)
{
  AeqSampleRandom *random = &walk->random[account];
  AeqSampleRegime regime = aeq_sample_market_regime (walk->market, date);
  double minutes = 0.0, u;

  if (aeq_sample_random_chance (random, AEQ_SAMPLE_PARTIES[party].late_percent / 100.0))
    {
      u = aeq_rng_uniform (random);
      minutes = AEQ_SAMPLE_PARTIES[party].late_minutes * 4.0 * u * u * u;
    }
  if (regime == AEQ_SAMPLE_CRISIS && aeq_sample_random_chance (random, 0.6))
    minutes += 240.0 * aeq_rng_uniform (random);
  else if (regime == AEQ_SAMPLE_ELEVATED && aeq_sample_random_chance (random, 0.4))
    minutes += 60.0 * aeq_rng_uniform (random);
  return minutes;
}

AeqInstant
aeq_sample_walk_delay (AeqSampleWalk *walk, guint account, AeqDate date, AeqInstant scheduled, guint party)
{
  AeqInstant settle = scheduled + (gint64) (delay_minutes (walk, account, date, party) * 60.0) * AEQ_SECOND;
  gint64 cut_off = AEQ_SAMPLE_ACCOUNTS[account].cut_off * 60;

  if (settle <= aeq_sample_days_instant (walk->days[account], date, cut_off))
    return settle;
  cut_off -= aeq_rng_below (&walk->random[account], 12 * 60);
  return MAX (scheduled, aeq_sample_days_instant (walk->days[account], date, cut_off));
}

guint
aeq_sample_walk_party (AeqSampleWalk *walk, guint account, AeqSamplePool pool)
{
  guint n, first = aeq_sample_pool_range (pool, &n);

  return first + aeq_rng_below (&walk->random[account], n);
}

gint64
aeq_sample_minor_units (guint account, double amount, gint64 granule)
{
  gint64 minor = (gint64) (AEQ_SAMPLE_ACCOUNTS[account].exponent == 0 ? amount + 0.5 : amount * 100.0 + 0.5);

  return MAX ((minor + granule / 2) / granule, 1) * granule;
}

static double
client_factor (const AeqSampleDay *day, AeqSampleRegime regime, int sign)
{
  static const double WEEKDAY[] = { 0, 0.92, 1.0, 1.02, 1.04, 1.10, 0, 0 };
  double factor = WEEKDAY[day->weekday];

  if (day->to_end <= 2)
    factor *= 1.4;
  else if (day->from_start <= 2)
    factor *= 1.15;
  if (day->month == 8 || (day->month == 12 && day->day >= 24))
    factor *= 0.85;
  if (regime == AEQ_SAMPLE_CRISIS && sign > 0)
    factor *= 0.85;
  return factor;
}

static double
market_factor (const AeqSampleDay *day)
{
  static const double WEEKDAY[] = { 0, 0.90, 1.03, 1.06, 1.04, 0.97, 0, 0 };
  double factor = WEEKDAY[day->weekday];

  if (aeq_sample_day_is_expiry (day))
    factor *= 1.6;
  if (aeq_sample_day_is_quarter_end (day, 2))
    factor *= 1.5;
  else if (day->to_end <= 2)
    factor *= 1.3;
  if (day->month == 12 && day->day >= 22 && day->to_end > 2)
    factor *= 0.6;
  return factor;
}

static double
dividend_factor (const AeqSampleDay *day, guint account)
{
  gboolean america = AEQ_SAMPLE_ACCOUNTS[account].currency[0] == 'U';

  if (america)
    return day->month % 3 == 0 ? 1.9 : 0.6;
  return day->month == 4 || day->month == 5 ? 2.8 : 0.6;
}

/* How many times as many flows as on an average day. */
static double
count_factor (AeqSampleWalk *walk, const AeqSampleStream *stream, const AeqSampleDay *day, AeqDate date)
{
  static const double REDEEM[] = { 1.0, 1.2, 2.0 };
  AeqSampleRegime regime = aeq_sample_market_regime (walk->market, date);
  double own = aeq_sample_exp (walk->activity[stream->account]);
  double market = aeq_sample_exp (walk->market_activity);

  switch (stream->drive)
    {
    case AEQ_SAMPLE_DRIVE_CLIENT:
      return own * client_factor (day, regime, stream->sign);
    case AEQ_SAMPLE_DRIVE_MARKET:
      return own * market * market_factor (day);
    case AEQ_SAMPLE_DRIVE_MARGIN:
      return aeq_sample_market_margin_pressure (walk->market, date);
    case AEQ_SAMPLE_DRIVE_VARIATION:
      return market;
    case AEQ_SAMPLE_DRIVE_REDEMPTION:
      return own * REDEEM[regime] * (aeq_sample_day_is_quarter_end (day, 3) ? 1.7 : 1.0);
    case AEQ_SAMPLE_DRIVE_DIVIDEND:
      return dividend_factor (day, stream->account);
    case AEQ_SAMPLE_DRIVE_FIXED:
    default:
      return 1.0;
    }
}

static double
size_factor (AeqSampleWalk *walk, const AeqSampleStream *stream, AeqDate date)
{
  double pressure = aeq_sample_market_margin_pressure (walk->market, date);

  switch ((int) stream->drive)
    {
    case AEQ_SAMPLE_DRIVE_MARGIN:
      return pressure;
    case AEQ_SAMPLE_DRIVE_VARIATION:
      return 0.4 + 0.6 * pressure;
    case AEQ_SAMPLE_DRIVE_REDEMPTION:
      return aeq_sample_market_regime (walk->market, date) == AEQ_SAMPLE_CRISIS ? 1.25 : 1.0;
    default:
      return 1.0;
    }
}

static int
choose_sign (AeqSampleWalk *walk, const AeqSampleStream *stream)
{
  double up = 0.5;

  if (stream->sign != 0)
    return stream->sign;
  /* A day's move takes the margin of most positions the same way. */
  if (stream->drive == AEQ_SAMPLE_DRIVE_VARIATION)
    up = CLAMP (0.5 + 0.16 * walk->market_move, 0.1, 0.9);
  return aeq_sample_random_chance (&walk->random[stream->account], up) ? 1 : -1;
}

static void
draw_flow (AeqSampleWalk *walk, const AeqSampleStream *stream, AeqDate date)
{
  AeqSampleRandom *random = &walk->random[stream->account];
  int sign = choose_sign (walk, stream);
  double amount = aeq_sample_random_lognormal (random, stream->mean, stream->sigma) * size_factor (walk, stream, date);
  AeqSampleDraft draft = {
      .account = stream->account, .date = date, .category = stream->category, .words = stream->words
  };

  draft.minor = sign * aeq_sample_minor_units (stream->account, amount, stream->granule);
  draft.party = aeq_sample_walk_party (walk, stream->account, stream->pool);
  draft.scheduled = aeq_sample_walk_time (walk, stream->account, date, stream->shape);
  draft.settle = draft.scheduled;
  if (sign > 0 && stream->shape != AEQ_SAMPLE_SHAPE_CLS && stream->pool <= AEQ_SAMPLE_POOL_ISSUERS)
    draft.settle = aeq_sample_walk_delay (walk, stream->account, date, draft.scheduled, draft.party);
  draft.known_days = stream->known_days;
  /* Some trades are entered on the day itself. */
  if (stream->known_days == 2 && aeq_sample_random_chance (random, 0.2))
    draft.known_days = 0;
  aeq_sample_walk_book (walk, &draft);
}

static guint
draw_count (AeqSampleWalk *walk, const AeqSampleStream *stream, const AeqSampleDay *day, AeqDate date)
{
  double mean = stream->per_day * count_factor (walk, stream, day, date);

  if (stream->when == AEQ_SAMPLE_DAILY)
    return aeq_sample_random_poisson (&walk->random[stream->account], mean);
  return MAX ((guint) (mean + 0.5), 1);
}

void
aeq_sample_draw_streams (AeqSampleWalk *walk, guint account, AeqDate date)
{
  const AeqSampleDay *day = aeq_sample_days_get (walk->days[account], date);
  gboolean cls_open = aeq_sample_days_get (walk->days[FRANKFURT_ACCOUNT], date)->open;

  for (guint i = 0; i < AEQ_SAMPLE_N_STREAMS; i++)
    {
      const AeqSampleStream *stream = &AEQ_SAMPLE_STREAMS[i];

      if (stream->account != account || !aeq_sample_day_matches (day, stream->when))
        continue;
      if (stream->shape == AEQ_SAMPLE_SHAPE_CLS && !cls_open)
        continue;
      for (guint n = draw_count (walk, stream, day, date); n > 0; n--)
        draw_flow (walk, stream, date);
    }
}
