/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"

G_BEGIN_DECLS

/* A day that people who know the markets remember by a name. Static. */
typedef struct
{
  const char *day;  /* ISO */
  const char *name; /* marked for aeq_words_get() */
} AeqMarketEvent;

/* By day. */
const AeqMarketEvent *aeq_market_event_table (gsize *n);

G_END_DECLS
