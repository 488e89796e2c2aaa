/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"

G_BEGIN_DECLS

/* A date that comes back: day @day of every month whose bit (1 << month) is set; days beyond a month's end mean its
 * last. When the day is closed it moves to the next open one. */
typedef struct
{
  guint16 months;
  guint8  day;
} AeqRecurring;

#define AEQ_EVERY_MONTH 0x1ffe

/* Tax dates by calendar id (NULL and unknown ids: the mid-month dates of the United States). Static. */
const AeqRecurring *aeq_recurring_tax_dates (const char *calendar_id, gsize *n);
/* Whether one of them lies in (after, upto]. */
gboolean            aeq_recurring_between   (const AeqRecurring *set, gsize n, AeqDate after, AeqDate upto);

G_END_DECLS
