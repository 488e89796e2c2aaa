/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"
#include "aeq-money.h"

G_BEGIN_DECLS

/* "YYYYMMDD", "YYYYMMDDHHMMSS.XXX[-5:EST]": the day as written. The time only when it is one: noon and midnight stand
 * for a day without a time. With an offset @instant is exact, else @time_of_day is a wall clock. */
typedef struct
{
  AeqDate    date;
  gint64     time_of_day; /* or -1 */
  AeqInstant instant;     /* or AEQ_INSTANT_NONE */
} AeqOfxMoment;

gboolean       aeq_ofx_parse_moment (const char *text, AeqOfxMoment *moment);
/* A comma or point before the decimals; the other one groups. */
AeqMoneyResult aeq_ofx_parse_money  (const char *text, guint exponent, gint64 *minor, gboolean *rounded);

G_END_DECLS
