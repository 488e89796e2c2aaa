/* SPDX-License-Identifier: MIT */
#include "aeq-sample-market.h"
#include "aeq-sample-random.h"

/* One latent log-volatility reverts to a level that the regime sets and jumps now and then; spreads follow it with a
 * lag, policy rates move in quarter points, and money-market rates sit on them with month-end and stress premia. The
 * real series lent their names and units, none of their values. */

typedef enum
{
  VIXCLS, BAA10Y, BAMLH0A0HYM2, BAMLC0A0CM, TEDRATE, SOFR, SOFR99, EFFR, IORB, DTB3, DGS10, T10Y3M, RRPONTSYD,
  N_DAILY,
  NFCI = N_DAILY, STLFSI4,
  N_SERIES
} Series;

/* Business days until a value is out, at eight in the morning in New York. IORB is announced before it applies; the
 * weekly indices come out on the Wednesday after their Friday. */
static const struct
{
  const char *id;
  guint8      lag;
} SERIES[N_SERIES] = {
  { "VIXCLS", 1 }, { "BAA10Y", 2 }, { "BAMLH0A0HYM2", 2 }, { "BAMLC0A0CM", 2 }, { "TEDRATE", 2 }, { "SOFR", 1 },
  { "SOFR99", 1 }, { "EFFR", 1 }, { "IORB", 0 }, { "DTB3", 1 }, { "DGS10", 1 }, { "T10Y3M", 1 }, { "RRPONTSYD", 1 },
  { "NFCI", 3 }, { "STLFSI4", 3 },
};

typedef struct
{
  AeqSampleRandom random;
  double x;          /* log-volatility above the calm level */
  double credit;     /* BAA10Y */
  double ten_year;
  double reverse_repo;
  double weekly;     /* smoothed x */
  int    policy_bp;  /* lower end of the target range */
  int    to_meeting; /* business days */
  int    direction;  /* of the next moves */
  int    in_crisis;  /* business days */
} State;

static void
state_init (State *state, guint64 seed)
{
  aeq_sample_random_init (&state->random, seed, 'M');
  state->x = 0.0;
  state->credit = 1.9;
  state->ten_year = 3.4;
  state->reverse_repo = 180.0;
  state->weekly = 0.0;
  state->policy_bp = 200 + 25 * (int) aeq_rng_below (&state->random, 5);
  state->to_meeting = 20;
  state->direction = 1;
  state->in_crisis = 0;
}

static void
step_volatility (State *state, AeqSampleRegime regime)
{
  static const double LEVEL[] = { -0.05, 0.5, 1.25 }, SPEED[] = { 0.09, 0.10, 0.16 };
  double noise = aeq_sample_random_normal (&state->random);

  state->in_crisis = regime == AEQ_SAMPLE_CRISIS ? state->in_crisis + 1 : 0;
  state->x += SPEED[regime] * (LEVEL[regime] - state->x) + 0.055 * noise;
  if (state->in_crisis == 1)
    state->x += 0.45;
  if (aeq_sample_random_chance (&state->random, 0.006))
    state->x += 0.22;
  state->x = CLAMP (state->x, -0.45, 1.75);
  state->weekly += 0.2 * (state->x - state->weekly);
  state->credit += 0.045 * (1.9 + 2.1 * MAX (state->x, -0.2) - state->credit)
                   + 0.018 * aeq_sample_random_normal (&state->random);
}

static void
step_policy (State *state)
{
  int move = 0;

  if (state->in_crisis == 8)
    move = -50;
  else if (--state->to_meeting <= 0)
    {
      state->to_meeting = 30 + (int) aeq_rng_below (&state->random, 6);
      if (aeq_sample_random_chance (&state->random, 0.2) || state->policy_bp <= 25 || state->policy_bp >= 475)
        state->direction = state->policy_bp <= 100 ? 1 : state->policy_bp >= 400 ? -1 : -state->direction;
      if (aeq_sample_random_chance (&state->random, 0.55))
        move = 25 * state->direction;
    }
  state->policy_bp = CLAMP (state->policy_bp + move, 25, 525);
  state->ten_year += 0.01 * (2.0 + 0.005 * state->policy_bp - state->ten_year)
                     + 0.05 * aeq_sample_random_normal (&state->random) - (state->in_crisis == 1 ? 0.25 : 0.0);
  state->ten_year = CLAMP (state->ten_year, 0.4, 6.5);
  state->reverse_repo += 0.02 * (180.0 - state->reverse_repo) + 9.0 * aeq_sample_random_normal (&state->random);
  state->reverse_repo = MAX (state->reverse_repo, 0.05);
}

static double
month_end_premium (const AeqSampleDay *day)
{
  if (day->to_end == 1)
    return aeq_sample_day_is_quarter_end (day, 1) ? (day->month == 12 ? 0.22 : 0.13) : 0.05;
  return day->to_end == 2 && day->month % 3 == 0 ? 0.04 : 0.0;
}

static void
read_values (State *state, const AeqSampleDay *day, double *value)
{
  double stress = MAX (state->x - 0.25, 0.0), low = state->policy_bp / 100.0;
  double noise[4];

  for (guint i = 0; i < G_N_ELEMENTS (noise); i++)
    noise[i] = aeq_sample_random_normal (&state->random);
  value[VIXCLS] = 15.0 * aeq_sample_exp (state->x);
  value[BAA10Y] = MAX (state->credit, 1.2);
  value[BAMLH0A0HYM2] = MAX (3.7 + 2.9 * (state->credit - 1.9) + 0.05 * noise[0], 2.2);
  value[BAMLC0A0CM] = MAX (1.05 + 0.9 * (state->credit - 1.9) + 0.012 * noise[1], 0.6);
  value[TEDRATE] = MAX (0.24 + 0.95 * stress + 0.02 * noise[2], 0.05);
  value[IORB] = low + 0.15;
  value[EFFR] = low + 0.08 + (noise[0] > 1.2 ? 0.01 : 0.0) + 0.04 * stress;
  value[SOFR] = low + 0.06 + 0.018 * noise[3] + month_end_premium (day) + 0.22 * stress;
  value[SOFR99] = value[SOFR] + 0.12 + 2.0 * month_end_premium (day) + 0.35 * stress + 0.015 * ABS (noise[1]);
  value[DTB3] = MAX (low + 0.09 - 0.45 * stress + 0.02 * noise[2], 0.02);
  value[DGS10] = state->ten_year;
  value[T10Y3M] = value[DGS10] - value[DTB3];
  value[RRPONTSYD] = state->reverse_repo * (1.0 + 4.0 * month_end_premium (day));
  value[NFCI] = -0.52 + 0.85 * state->weekly;
  value[STLFSI4] = -0.6 + 2.3 * state->weekly;
}

/* Two decimals for the daily series and four for the weekly ones, as they are published. */
static gint64
to_e4 (Series series, double value)
{
  double scaled = value * (series < N_DAILY ? 100.0 : 10000.0);
  gint64 rounded = (gint64) (scaled + (scaled < 0 ? -0.5 : 0.5));

  if (series == RRPONTSYD)
    rounded = MAX (rounded, 1);
  return series < N_DAILY ? rounded * 100 : rounded;
}

static AeqInstant
known_at (const AeqSampleDays *days, AeqDate date, guint lag)
{
  if (lag == 0)
    return aeq_sample_days_instant (days, date, 0);
  for (; lag > 0; lag--)
    date = aeq_sample_days_on_or_after (days, date + 1);
  return aeq_sample_days_instant (days, date, 8 * 3600);
}

static void
record (GArray **lists, const AeqSampleDays *days, AeqDate date, const double *value, AeqInstant now)
{
  gboolean friday = aeq_date_weekday (date) == AEQ_FRIDAY;

  for (int i = 0; i < N_SERIES; i++)
    {
      AeqSampleObservation observation = { SERIES[i].id, date, to_e4 (i, value[i]), 0 };

      if (i >= N_DAILY && !friday)
        continue;
      observation.known_at = known_at (days, date, SERIES[i].lag);
      if (observation.known_at <= now)
        g_array_append_val (lists[i], observation);
    }
}

static void
join_lists (AeqSampleDesk *desk, GArray **lists)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (AeqSampleObservation));

  for (int i = 0; i < N_SERIES; i++)
    {
      g_array_append_vals (all, lists[i]->data, lists[i]->len);
      g_array_unref (lists[i]);
    }
  desk->observations = (AeqSampleObservation *) g_array_steal (all, &desk->n_observations);
  g_array_unref (all);
}

static void
walk (AeqSampleMarket *self, AeqSampleDesk *desk, const AeqSampleDays *days)
{
  GArray *lists[N_SERIES];
  double value[N_SERIES];
  State state;

  state_init (&state, desk->seed);
  for (int i = 0; i < N_SERIES; i++)
    lists[i] = g_array_new (FALSE, FALSE, sizeof (AeqSampleObservation));
  for (guint i = 0; i < self->n; i++)
    {
      AeqDate date = self->from + (AeqDate) i;
      const AeqSampleDay *day = aeq_sample_days_get (days, date);

      self->regime[i] = (guint8) aeq_sample_desk_regime (desk, date);
      if (day->open)
        {
          step_volatility (&state, self->regime[i]);
          step_policy (&state);
          read_values (&state, day, value);
          if (date <= desk->today)
            record (lists, days, date, value, desk->now);
        }
      self->volatility[i] = 15.0 * aeq_sample_exp (state.x);
    }
  join_lists (desk, lists);
}

AeqSampleMarket *
aeq_sample_market_new (AeqSampleDesk *desk, AeqDate last, GError **error)
{
  AeqDate from = aeq_date_add_months (desk->today, -AEQ_SAMPLE_MARKET_MONTHS);
  g_autoptr(AeqSampleDays) days = aeq_sample_days_new ("America/New_York", "us_fedwire", from, last + 31, error);
  AeqSampleMarket *self;

  if (days == NULL)
    return NULL;

  aeq_sample_episodes_plan (desk);
  self = g_new0 (AeqSampleMarket, 1);
  self->from = from;
  self->n = (guint) (last - from + 1);
  self->volatility = g_new (double, self->n);
  self->regime = g_new (guint8, self->n);
  walk (self, desk, days);
  return self;
}

void
aeq_sample_market_free (AeqSampleMarket *self)
{
  if (self == NULL)
    return;
  g_free (self->volatility);
  g_free (self->regime);
  g_free (self);
}

AeqSampleRegime
aeq_sample_market_regime (const AeqSampleMarket *self, AeqDate date)
{
  g_assert (date >= self->from && (guint) (date - self->from) < self->n);
  return (AeqSampleRegime) self->regime[date - self->from];
}

double
aeq_sample_market_margin_pressure (const AeqSampleMarket *self, AeqDate date)
{
  double sum = 0.0;
  double pressure;

  for (int lag = 1; lag <= 4; lag++)
    sum += self->volatility[date - lag - self->from];
  pressure = 0.45 + sum / 4.0 / 28.0;
  return CLAMP (pressure, 0.8, 2.5);
}
