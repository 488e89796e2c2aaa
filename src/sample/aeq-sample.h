/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include "aeq-calendar.h"
#include "aeq-flow.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* The sample desk: an invented prime-brokerage trading desk with twelve accounts in five currencies, three years of
 * flows up to a given instant, what is expected next, holdings, limits, credit lines, scenarios and ten years of
 * invented market series. Everything is synthetic. The same seed and instant give the same desk, byte for byte, on
 * every machine. */

#define AEQ_SAMPLE_N_ACCOUNTS 12
#define AEQ_SAMPLE_HISTORY_MONTHS 36
#define AEQ_SAMPLE_MARKET_MONTHS 120
#define AEQ_SAMPLE_FIRST_YEAR 1993 /* three years of history and built-in calendars from 1990 */
#define AEQ_SAMPLE_LAST_YEAR 2035

typedef enum
{
  AEQ_SAMPLE_STEADY,
  AEQ_SAMPLE_ELEVATED,
  AEQ_SAMPLE_CRISIS
} AeqSampleRegime;

typedef struct
{
  gint64      account;        /* 1 to 12: the number that flows and the rest use */
  const char *name;
  const char *bank;
  const char *kind;           /* nostro | custody | prime_broker | central_bank */
  const char *number;         /* as the bank writes it */
  const char *iban;           /* NULL where the country has none (US, Japan) */
  const char *currency;
  guint       exponent;
  const char *zone;
  const char *calendar;
  AeqDate     opened;
  AeqInstant  opening_at;     /* start of the history */
  gint64      opening_minor;  /* booked balance at that instant; add the actual flows to get any later one */
} AeqSampleAccount;

typedef struct
{
  gint64      account;
  AeqDate     date;
  const char *instrument;
  const char *isin;
  const char *asset_class;    /* government_bond | corporate_bond | covered_bond | equity | fund */
  const char *hqla;           /* "1", "2a", "2b" or "" */
  guint       haircut_bp;     /* taken off the market value when pledged */
  const char *quantity;       /* exact decimal text, negative for a short */
  const char *price;          /* exact decimal text; bonds in percent of nominal */
  const char *currency;
  gint64      market_value;   /* minor units */
} AeqSamplePosition;

typedef struct
{
  gint64     account;
  AeqDate    date;            /* local business day */
  AeqInstant at;
  gboolean   closing;         /* else opening */
  gint64     minor;
} AeqSampleBalance;

typedef struct
{
  gint64 account;
  gint64 floor_minor;         /* headroom below it is a breach */
  gint64 warning_minor;       /* early warning line above the floor */
} AeqSampleLimit;

typedef struct
{
  gint64      account;
  const char *provider;
  gint64      minor;
  gboolean    committed;
  gboolean    secured;
  AeqDate     valid_from;
  AeqDate     valid_to;
} AeqSampleCreditLine;

/* A payment that must settle by a stated time. The flow with the same reference settles it. */
typedef struct
{
  gint64      account;
  AeqDate     date;
  AeqInstant  due;
  gint64      minor;          /* > 0: what must be paid */
  const char *kind;           /* cls_pay_in | ccp_call | margin_call | tax */
  const char *counterparty;
  const char *reference;
} AeqSampleObligation;

/* Liquidity beside balances and lines, from the open of a day on. */
typedef struct
{
  gint64      account;
  const char *kind;           /* central_bank_collateral | ancillary_collateral | unencumbered_assets | other_banks | other */
  const char *name;
  AeqDate     as_of;
  gint64      minor;          /* before the haircut */
  guint       haircut_bp;
} AeqSampleSource;

#define AEQ_SAMPLE_SET_SIZE 4

typedef struct
{
  const char *name;
  gboolean    nets;                          /* funds move freely between its accounts in the day */
  guint8      accounts[AEQ_SAMPLE_SET_SIZE]; /* 0: no more */
} AeqSampleSet;

/* Intraday credit that the desk grants. */
typedef struct
{
  gint64      account;
  const char *customer;
  gint64      minor;
  gboolean    secured;
  gboolean    committed;
  gint64      peak_use;
  AeqDate     valid_from;
} AeqSampleCustomerLine;

typedef struct
{
  const char *name;           /* "large_redemption" */
  const char *title;
  const char *description;
  const char *parameters;     /* a definition: docs/user_guides/scenarios.md */
} AeqSampleScenario;

typedef struct
{
  const char *series;
  AeqDate     date;
  gint64      value_e4;       /* exact: ten-thousandths of the unit that the series is published in */
  AeqInstant  known_at;       /* when it was published; never after the desk's now */
} AeqSampleObservation;

static inline double
aeq_sample_observation_value (const AeqSampleObservation *self)
{
  return (double) self->value_e4 / 10000.0;
}

/* A stretch of days on which the generator's truth is not steady. */
typedef struct
{
  AeqDate         from;
  AeqDate         to;         /* included */
  AeqSampleRegime regime;
} AeqSampleEpisode;

typedef struct
{
  guint64               seed;
  AeqInstant            now;
  AeqDate               today;          /* in New York, the desk's home */
  AeqDate               first;          /* first day of the history */
  AeqSampleAccount     *accounts;       /* AEQ_SAMPLE_N_ACCOUNTS */
  gsize                 n_accounts;
  AeqFlow              *flows;          /* by settlement time */
  gsize                 n_flows;
  AeqSamplePosition    *positions;
  gsize                 n_positions;
  AeqSampleBalance     *balances;       /* opening and closing of the last month's days, by account */
  gsize                 n_balances;
  AeqSampleLimit       *limits;
  gsize                 n_limits;
  AeqSampleCreditLine  *credit_lines;
  gsize                 n_credit_lines;
  AeqSampleObligation  *obligations;    /* the last quarter's, today's and those ahead */
  gsize                 n_obligations;
  AeqSampleSource      *sources;        /* a year of months, by day */
  gsize                 n_sources;
  AeqSampleSet         *sets;
  gsize                 n_sets;
  AeqSampleCustomerLine *customer_lines;
  gsize                 n_customer_lines;
  AeqSampleScenario    *scenarios;
  gsize                 n_scenarios;
  AeqSampleObservation *observations;   /* by series, then date */
  gsize                 n_observations;
  AeqSampleEpisode     *episodes;       /* the truth behind the market series, by date */
  gsize                 n_episodes;
  AeqDate               crisis_first;   /* the crisis inside the flow history */
  AeqDate               crisis_last;
  GStringChunk         *texts;          /* owns every text above that is not static */
} AeqSampleDesk;

/* NULL with AEQ_ERROR_INVALID when @now is not in 1993 to 2035, or G_IO_ERROR_CANCELLED. Declares its own steps on
 * @progress (nullable). Free with aeq_sample_desk_free(). */
AeqSampleDesk  *aeq_sample_desk_generate (guint64 seed, AeqInstant now, AeqProgress *progress, GCancellable *cancellable,
                                          GError **error);
void            aeq_sample_desk_free     (AeqSampleDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqSampleDesk, aeq_sample_desk_free)

/* The generator's truth on a day: steady unless an episode covers it. */
AeqSampleRegime aeq_sample_desk_regime   (const AeqSampleDesk *self, AeqDate date);
const char     *aeq_sample_regime_name   (AeqSampleRegime regime); /* "steady", "elevated", "crisis" */
/* SHA-256 over every field of the desk, lower-case hex. Free with g_free(). */
char           *aeq_sample_desk_digest   (const AeqSampleDesk *self);

G_END_DECLS
