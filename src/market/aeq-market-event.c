/* SPDX-License-Identifier: MIT */
#include "aeq-market-event.h"

#include "aeq-words.h"

/* Short names: they stand beside a line in a chart. */
static const AeqMarketEvent EVENTS[] = {
  { "1987-10-19", N_("Black Monday") },
  { "1998-09-23", N_("LTCM rescued") },
  { "2001-09-11", N_("11 September") },
  { "2007-08-09", N_("BNP Paribas freezes funds") },
  { "2008-09-15", N_("Lehman Brothers fails") },
  { "2010-05-06", N_("Flash crash") },
  { "2011-08-05", N_("US rating cut") },
  { "2015-08-24", N_("China sell-off") },
  { "2018-02-05", N_("Volatility spike") },
  { "2019-09-17", N_("Repo rates spike") },
  { "2020-03-16", N_("Pandemic sell-off") },
  { "2022-09-28", N_("UK gilt crisis") },
  { "2023-03-10", N_("SVB fails") },
  { "2024-08-05", N_("Yen carry unwinds") },
  { "2025-04-04", N_("US tariffs") },
};

const AeqMarketEvent *
aeq_market_event_table (gsize *n)
{
  *n = G_N_ELEMENTS (EVENTS);
  return EVENTS;
}
