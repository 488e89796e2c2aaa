/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"
#include "aeq-job-intraday.h"

G_BEGIN_DECLS

/* A day as pictures, in major units of its currency over instants on the clock of its account, so that they can be
 * moved together. @now may be later than the reading: the lines go on to it. Free with aeq_chart_unref(). */

/* The position: booked as a step line, what is announced, the fan, limits, lowest points, obligations, now. @absolute:
 * the balance instead of the net since the open. */
AeqChart *aeq_intraday_position_chart   (const AeqIntradayDay *self, AeqInstant now, gboolean absolute);
/* In and out by slice, and what the forecast's median changes. */
AeqChart *aeq_intraday_ladder_chart     (const AeqIntradayDay *self, AeqInstant now);
/* The share of the day's payments that was made, today and usually. */
AeqChart *aeq_intraday_throughput_chart (const AeqIntradayDay *self, AeqInstant now);

/* The part of the day in which something happens, in whole hours; in seconds as the charts count them. */
void      aeq_intraday_active_range     (const AeqIntradayDay *self, double *from, double *to);
/* "09:35" on the account's clock. */
char     *aeq_intraday_clock_text       (const AeqIntradayDay *self, AeqInstant at);

G_END_DECLS
