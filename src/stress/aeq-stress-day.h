/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-bcbs248.h"
#include "aeq-scenario.h"

G_BEGIN_DECLS

/* What is known and usual of the rest of an account's day, and what a scenario makes of it. Flows are numbers in units of the
 * currency (inflow > 0), liquidity is exact in minor units. All arrays and texts are borrowed. */

/* What a block can pick flows by. "" when there is none. */
typedef struct
{
  const char *category;
  const char *group;
  const char *counterparty;
} AeqStressTag;

typedef struct
{
  AeqStressTag tag;
  double       amount;
  gboolean     day_only; /* its time is not known: it stands at the end of the day (receipts) or at the open */
  gboolean     fixed;    /* booked already */
} AeqStressKnown;

/* The usual receipts or payments of one kind, a figure >= 0 for each bucket left. */
typedef struct
{
  AeqStressTag  tag;
  gboolean      inflow;
  const double *usual;
} AeqStressUsual;

typedef struct
{
  AeqBcbsSource kind;
  gint64        before; /* the haircut */
  gint64        haircut_bp;
} AeqStressSource;

typedef struct
{
  gint64   minor;
  gboolean committed;
  gboolean secured;
} AeqStressLine;

typedef struct
{
  const char *account; /* its number, kind and currency code */
  const char *account_kind;
  const char *currency;
  double      scale;   /* minor units of 1.0 */
  guint       bucket_minutes;
  guint       n_buckets;
  guint       now;     /* buckets that are over */
  double      usual_out; /* payments of a whole usual day, >= 0 */
  gsize       n_known;
  const AeqStressKnown *known;
  gsize       n_usual;
  const AeqStressUsual *usual;
  gint64      balance; /* at the open */
  gsize       n_sources;
  const AeqStressSource *sources;
  gsize       n_lines;
  const AeqStressLine *lines;
  gint64      customer_undrawn; /* what customers may still draw */
} AeqStressDay;

/* What happens to one known flow. */
typedef struct
{
  guint    known;
  double   factor;
  double   delay;   /* buckets */
  gboolean at_once; /* paid in the bucket that runs */
} AeqStressMove;

/* A scenario on one account's day: zeros and no moves when it changes nothing. */
typedef struct
{
  guint          n_rest;
  double        *net;      /* [n_rest] added to every path */
  double         received; /* change of today's gross receipts, from usual flows */
  double         sent;     /* change of today's gross payments, known flows left out of both */
  double         carried;  /* usual receipts that come on the next business day instead */
  gsize          n_moves;
  AeqStressMove *moves;
  AeqBcbsAvailable available;
  gint64         available_total;
  gint64         committed_withdrawn; /* of the committed lines */
} AeqStressEffect;

/* The counterparty that most is due and usual from over @n days of one currency; NULL when none is known. Borrowed from the days. */
const char      *aeq_stress_largest (const AeqStressDay *const *days, gsize n);

/* @scenario NULL changes nothing. @largest (nullable) stands for "the largest counterparty". AEQ_ERROR_OVERFLOW when the liquidity adds
 * up to more than can be kept. */
AeqStressEffect *aeq_stress_effect_new  (const AeqStressDay *day, const AeqScenario *scenario, const char *largest, GError **error);
void             aeq_stress_effect_free (AeqStressEffect *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqStressEffect, aeq_stress_effect_free)

G_END_DECLS
