/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-private.h"

#include <math.h>
#include <string.h>

#include "aeq-calendar.h"
#include "aeq-cash-series.h"
#include "aeq-error.h"

/* Throughput is tool C1 of BCBS 248: the same figures here, of today and of the days before. */
typedef struct
{
  const AeqZone *zone;
  GArray        *days;  /* AeqBcbsDayInput */
  GArray        *flows; /* AeqBcbsFlow of all days */
} Input;

static void
add_day (Input *input, const AeqCalendar *calendar, AeqDate date)
{
  AeqBcbsDayInput day = { .date = date };
  AeqInstant before;

  aeq_zone_day_bounds (input->zone, date, &day.start, &day.end);
  aeq_zone_day_bounds (input->zone, aeq_calendar_add (calendar, date, -1), &before, &day.from);
  g_array_append_val (input->days, day);
}

static void
add_point (Input *input, const AeqCashPoint *point)
{
  const AeqBcbsFlow flow = { point->settle_ts, point->minor, 0, 0 };

  g_array_append_val (input->flows, flow);
}

static gint
compare_flows (gconstpointer a, gconstpointer b)
{
  const AeqBcbsFlow *left = a;
  const AeqBcbsFlow *right = b;

  return (left->at > right->at) - (left->at < right->at);
}

/* Gives each day its stretch of the flows, which are in time order. */
static void
share_flows (Input *input)
{
  const AeqBcbsFlow *flows = (const AeqBcbsFlow *) (gpointer) input->flows->data;
  gsize n = 0;

  for (guint i = 0; i < input->days->len; i++)
    {
      AeqBcbsDayInput *day = &g_array_index (input->days, AeqBcbsDayInput, i);

      while (n < input->flows->len && flows[n].at < day->from)
        n++;
      day->flows = flows + n;
      while (n < input->flows->len && flows[n].at < day->end)
        n++;
      day->n_flows = (gsize) (flows + n - day->flows);
    }
}

static AeqBcbs *
compute (Input *input, GError **error)
{
  const AeqBcbsInput plain = {
    .zone = input->zone,
    .n_legs = 1,
    .days = (const AeqBcbsDayInput *) (gpointer) input->days->data,
    .n_days = input->days->len,
    .as_of = G_MAXINT64,
  };

  share_flows (input);
  return aeq_bcbs_compute (&plain, error);
}

static void
input_init (Input *input, const AeqZone *zone)
{
  input->zone = zone;
  input->days = g_array_new (FALSE, TRUE, sizeof (AeqBcbsDayInput));
  input->flows = g_array_new (FALSE, FALSE, sizeof (AeqBcbsFlow));
}

static void
input_clear (Input *input)
{
  g_clear_pointer (&input->days, g_array_unref);
  g_clear_pointer (&input->flows, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Input, input_clear)

static gboolean
read_past (Input *input, AeqLedger *ledger, GPtrArray *accounts, GError **error)
{
  AeqInstant from = g_array_index (input->days, AeqBcbsDayInput, 0).from;
  AeqInstant to = MIN (g_array_index (input->days, AeqBcbsDayInput, input->days->len - 1).end, ledger->now + 1);

  for (guint i = 0; i < accounts->len; i++)
    {
      g_autoptr(GArray) points = aeq_cash_points (ledger, accounts->pdata[i], from, to, error);

      if (points == NULL)
        return FALSE;
      for (guint j = 0; j < points->len; j++)
        add_point (input, &g_array_index (points, AeqCashPoint, j));
    }
  if (accounts->len > 1)
    g_array_sort (input->flows, compare_flows);
  return TRUE;
}

static gboolean
fill_usual (AeqIntradayDay *self, AeqLedger *ledger, const AeqCalendar *calendar, guint n_days, GError **error)
{
  g_auto(Input) input = { NULL, NULL, NULL };
  g_autoptr(AeqBcbs) figures = NULL;

  input_init (&input, self->ladder.zone);
  for (guint i = n_days; i > 0; i--)
    add_day (&input, calendar, aeq_calendar_add (calendar, self->ladder.day, -(int) i));
  if (!read_past (&input, ledger, self->accounts, error) || (figures = compute (&input, error)) == NULL)
    return FALSE;
  self->throughput.n_days = figures->n_sent_days;
  memcpy (self->throughput.usual, figures->throughput, sizeof figures->throughput);
  return TRUE;
}

static AeqInstant
slot_start (const AeqIntradayDay *self, guint slot)
{
  return aeq_zone_from_local (self->ladder.zone, self->ladder.day, slot * 15 * AEQ_MINUTE);
}

static gboolean
add_still_to_pay (AeqIntradayDay *self, GError **error)
{
  gint64 out = 0;

  for (guint i = 0; self->ladder.now < self->ladder.buckets.end && i < self->ladder.announced->len; i++)
    {
      gint64 minor = g_array_index (self->ladder.announced, AeqAnnounced, i).minor;

      if (minor < 0 && !aeq_money_add (out, minor, &out))
        return aeq_error_refuse (error, AEQ_ERROR_OVERFLOW, NULL, 0, NULL,
                                 "the sum of the day's announced payments is too large");
    }
  self->throughput.announced = -out;
  return TRUE;
}

/* The running quarter ends now. */
static gboolean
fill_today (AeqIntradayDay *self, const AeqCalendar *calendar, GError **error)
{
  AeqThroughput *throughput = &self->throughput;
  g_auto(Input) input = { NULL, NULL, NULL };
  g_autoptr(AeqBcbs) figures = NULL;
  double total;
  gint64 sent = 0;

  input_init (&input, self->ladder.zone);
  add_day (&input, calendar, self->ladder.day);
  for (guint i = 0; i < self->ladder.points->len; i++)
    add_point (&input, &g_array_index (self->ladder.points, AeqCashPoint, i));
  if ((figures = compute (&input, error)) == NULL || !add_still_to_pay (self, error))
    return FALSE;
  throughput->paid = figures->days[0].sent;
  total = (double) throughput->paid + (double) throughput->announced;
  for (guint slot = 0; slot < AEQ_BCBS_SLOTS; slot++)
    {
      sent += figures->days[0].sent_by[slot];
      throughput->today[slot] =
          total > 0 && slot_start (self, slot) <= self->ladder.now ? 100.0 * (double) sent / total : NAN;
    }
  return TRUE;
}

gboolean
aeq_intraday_fill_throughput (AeqIntradayDay *self, AeqLedger *ledger, guint n_days, GError **error)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (((AeqAccount *) self->accounts->pdata[0])->calendar, error);

  return calendar != NULL && fill_usual (self, ledger, calendar, n_days, error) && fill_today (self, calendar, error);
}
