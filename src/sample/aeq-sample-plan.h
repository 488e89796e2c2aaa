/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-sample.h"

G_BEGIN_DECLS

/* What the invented desk is made of: constant tables, no state. Amounts are in whole units of the account's currency
 * and clock times in minutes of the account's local day. */

typedef struct
{
  const char *name;
  const char *bank;
  const char *bank_code;    /* opens the bank's references */
  const char *kind;
  const char *number;
  const char *country;      /* of the IBAN, NULL where there is none */
  const char *currency;
  guint       exponent;
  const char *zone;
  const char *calendar;
  gint64      target;       /* what the end-of-day sweep leaves, and the opening balance */
  gint64      floor;
  gint64      warning;
  gint64      line;         /* intraday credit line, 0 for none */
  guint       hub;          /* index of the account that the sweep books against; itself: the group's treasury */
  gint16      cut_off;      /* nothing but the sweep settles later */
} AeqSampleAccountPlan;

typedef struct
{
  const char *name;
  guint8      late_percent; /* how often it pays late, */
  guint8      late_minutes; /* and by how much on average */
} AeqSampleParty;

/* Runs of the table of parties. */
typedef enum
{
  AEQ_SAMPLE_POOL_CLIENTS,
  AEQ_SAMPLE_POOL_DEALERS,
  AEQ_SAMPLE_POOL_CCPS,
  AEQ_SAMPLE_POOL_DEPOSITORIES,
  AEQ_SAMPLE_POOL_ISSUERS,
  AEQ_SAMPLE_POOL_SUPPLIERS,
  AEQ_SAMPLE_POOL_PAYROLL,
  AEQ_SAMPLE_POOL_TAX,
  AEQ_SAMPLE_POOL_FX,
  AEQ_SAMPLE_POOL_BANK,
  AEQ_SAMPLE_POOL_TREASURY,
  AEQ_SAMPLE_N_POOLS
} AeqSamplePool;

typedef struct
{
  gint16 from;
  gint16 to;
  guint8 percent; /* of the flows; the windows of a shape add up to 100 */
} AeqSampleWindow;

typedef enum
{
  AEQ_SAMPLE_SHAPE_RECEIPTS,   /* a morning and a lunch hump */
  AEQ_SAMPLE_SHAPE_PAYMENTS,   /* afternoon, bunched before the cut-off */
  AEQ_SAMPLE_SHAPE_DVP,        /* settlement batches */
  AEQ_SAMPLE_SHAPE_MARGIN_RUN, /* the clearing house's morning run and a smaller afternoon one */
  AEQ_SAMPLE_SHAPE_CALL,       /* calls through the day */
  AEQ_SAMPLE_SHAPE_EARLY,      /* maturities, coupons, payroll: in the first hours */
  AEQ_SAMPLE_SHAPE_FUNDING,    /* money market hours */
  AEQ_SAMPLE_SHAPE_FUND,       /* fund dealing: noon */
  AEQ_SAMPLE_SHAPE_CLS,        /* on the clock of Frankfurt */
  AEQ_SAMPLE_N_SHAPES
} AeqSampleShape;

typedef enum
{
  AEQ_SAMPLE_DAILY,
  AEQ_SAMPLE_MONTH_LAST,  /* last business day */
  AEQ_SAMPLE_MONTH_THIRD, /* third business day */
  AEQ_SAMPLE_MONTH_FIFTH,
  AEQ_SAMPLE_TWICE,       /* from the 15th and on the last business day */
  AEQ_SAMPLE_TENTH,       /* from the 10th: turnover tax in Europe */
  AEQ_SAMPLE_TAX_US,      /* from the 15th of April, June, September and December */
  AEQ_SAMPLE_TAX_UK       /* from the 22nd of January, April, July and October */
} AeqSampleWhen;

/* What makes a stream busier or quieter. */
typedef enum
{
  AEQ_SAMPLE_DRIVE_FIXED,
  AEQ_SAMPLE_DRIVE_CLIENT,
  AEQ_SAMPLE_DRIVE_MARKET,
  AEQ_SAMPLE_DRIVE_MARGIN,
  AEQ_SAMPLE_DRIVE_VARIATION,
  AEQ_SAMPLE_DRIVE_REDEMPTION,
  AEQ_SAMPLE_DRIVE_DIVIDEND
} AeqSampleDrive;

typedef struct
{
  guint8         account;      /* index, from 0 */
  const char    *category;
  gint8          sign;         /* 0: either way */
  double         per_day;      /* on the days that @when chooses */
  double         mean;
  double         sigma;        /* of the logarithm */
  gint32         granule;      /* amounts are multiples, in minor units */
  AeqSampleShape shape;
  AeqSamplePool  pool;
  AeqSampleWhen  when;
  AeqSampleDrive drive;
  guint8         known_days;   /* announced so many days ahead; 0: never */
  const char    *words;        /* narrative */
} AeqSampleStream;

/* A book of repo funding on an account. */
typedef struct
{
  guint8 account;
  double book;    /* outstanding amount that the desk aims at */
  double ticket;  /* average size */
  double rate;    /* of interest, as a fraction */
} AeqSampleRepoBook;

extern const AeqSampleAccountPlan AEQ_SAMPLE_ACCOUNTS[AEQ_SAMPLE_N_ACCOUNTS];
extern const AeqSampleStream      AEQ_SAMPLE_STREAMS[];
extern const guint                AEQ_SAMPLE_N_STREAMS;
extern const AeqSampleRepoBook    AEQ_SAMPLE_REPO_BOOKS[];
extern const guint                AEQ_SAMPLE_N_REPO_BOOKS;
extern const AeqSampleParty       AEQ_SAMPLE_PARTIES[];
extern const guint                AEQ_SAMPLE_N_PARTIES;

/* First party of a pool, and how many there are. */
guint                  aeq_sample_pool_range (AeqSamplePool pool, guint *n);
/* Up to four windows; the unused ones have no share. */
const AeqSampleWindow *aeq_sample_shape_windows (AeqSampleShape shape);
/* The two letters that open the references of a category. */
const char            *aeq_sample_category_code (const char *category);

G_END_DECLS
