/* SPDX-License-Identifier: MIT */
#include "aeq-sample.h"
#include "aeq-error.h"
#include "aeq-sample-holdings.h"
#include "aeq-sample-walk.h"

#define DAYS_AHEAD 16

static gboolean
check_now (AeqInstant now, GError **error)
{
  char text[AEQ_INSTANT_TEXT_SIZE];
  int year = 0, month, day;
  gboolean in_reach = now >= 0 && now < G_GINT64_CONSTANT (4102444800) * AEQ_SECOND; /* 2100: safely formatted below */

  if (in_reach)
    aeq_date_to_ymd (aeq_zone_date (aeq_zone_utc (), now), &year, &month, &day);
  if (year >= AEQ_SAMPLE_FIRST_YEAR && year <= AEQ_SAMPLE_LAST_YEAR)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
               "The sample desk can be made for a time from %d to %d, where the business calendars are known, not %s",
               AEQ_SAMPLE_FIRST_YEAR, AEQ_SAMPLE_LAST_YEAR,
               in_reach ? aeq_instant_format (now, text) : "for the one given");
  return FALSE;
}

static gboolean
set_dates (AeqSampleDesk *desk, GError **error)
{
  const AeqZone *home = aeq_zone_get ("America/New_York", error);

  if (home == NULL)
    return FALSE;
  desk->today = aeq_zone_date (home, desk->now);
  desk->first = aeq_date_add_months (desk->today, -AEQ_SAMPLE_HISTORY_MONTHS);
  return TRUE;
}

static gboolean
open_accounts (AeqSampleDesk *desk, GError **error)
{
  aeq_sample_accounts_fill (desk);
  for (gsize i = 0; i < desk->n_accounts; i++)
    {
      const AeqZone *zone = aeq_zone_get (desk->accounts[i].zone, error);
      AeqInstant end;

      if (zone == NULL)
        return FALSE;
      aeq_zone_day_bounds (zone, desk->first, &desk->accounts[i].opening_at, &end);
    }
  return TRUE;
}

AeqSampleDesk *
aeq_sample_desk_generate (guint64 seed, AeqInstant now, AeqProgress *progress, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr(AeqSampleDesk) desk = NULL;
  g_autoptr(AeqSampleMarket) market = NULL;
  AeqDate last;

  if (!check_now (now, error))
    return NULL;
  if (progress != NULL)
    aeq_progress_set_steps (progress, "Making markets", 10, "Making flows", 80, "Making holdings", 10, NULL);

  desk = g_new0 (AeqSampleDesk, 1);
  desk->seed = seed;
  desk->now = now;
  desk->texts = g_string_chunk_new (64 * 1024);
  if (!set_dates (desk, error) || !open_accounts (desk, error))
    return NULL;
  last = desk->today + DAYS_AHEAD;
  if ((market = aeq_sample_market_new (desk, last, error)) == NULL)
    return NULL;
  if (progress != NULL)
    aeq_progress_next (progress);
  if (!aeq_sample_flows_build (desk, market, last, progress, cancellable, error))
    return NULL;
  if (progress != NULL)
    aeq_progress_next (progress);
  aeq_sample_positions_fill (desk);
  aeq_sample_limits_fill (desk);
  aeq_sample_liquidity_fill (desk);
  aeq_sample_balances_fill (desk);
  if (progress != NULL)
    aeq_progress_done (progress);
  return g_steal_pointer (&desk);
}

void
aeq_sample_desk_free (AeqSampleDesk *self)
{
  if (self == NULL)
    return;
  g_free (self->accounts);
  g_free (self->flows);
  g_free (self->positions);
  g_free (self->balances);
  g_free (self->limits);
  g_free (self->credit_lines);
  g_free (self->obligations);
  g_free (self->sources);
  g_free (self->sets);
  g_free (self->customer_lines);
  g_free (self->scenarios);
  g_free (self->observations);
  g_free (self->episodes);
  g_string_chunk_free (self->texts);
  g_free (self);
}
