/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-private.h"

#include <math.h>
#include <string.h>

#include "aeq-money.h"

/* In the order of AeqBcbsSource. */
static const char *const SOURCE_NAMES[] = {
  "balance", "central_bank_collateral", "ancillary_collateral", "unencumbered_assets", "credit_lines", "other_banks",
  "other",
};
/* In the order of AeqBcbsSettlement. */
static const char *const SETTLEMENT_NAMES[] = { "open", "on time", "late", "missed" };

const char *
aeq_bcbs_source_name (AeqBcbsSource source)
{
  g_return_val_if_fail ((guint) source < AEQ_BCBS_N_SOURCES, NULL);

  return SOURCE_NAMES[source];
}

gboolean
aeq_bcbs_source_parse (const char *text, AeqBcbsSource *source)
{
  for (guint i = 0; text != NULL && i < AEQ_BCBS_N_SOURCES; i++)
    if (g_str_equal (text, SOURCE_NAMES[i]))
      {
        *source = (AeqBcbsSource) i;
        return TRUE;
      }
  return FALSE;
}

const char *
aeq_bcbs_settlement_name (AeqBcbsSettlement settlement)
{
  g_return_val_if_fail ((guint) settlement < G_N_ELEMENTS (SETTLEMENT_NAMES), NULL);

  return SETTLEMENT_NAMES[settlement];
}

AeqBcbsSettlement
aeq_bcbs_settlement (const AeqBcbsObligation *self, AeqInstant as_of)
{
  if (self->settled_at != AEQ_INSTANT_NONE)
    return self->settled_at <= self->due ? AEQ_BCBS_ON_TIME : AEQ_BCBS_LATE;
  return self->due <= as_of ? AEQ_BCBS_MISSED : AEQ_BCBS_OPEN;
}

/* The day that an instant belongs to; NULL outside of the period. */
static AeqBcbsDay *
find_day (AeqBcbs *self, const AeqBcbsInput *input, AeqInstant at)
{
  for (guint i = 0; i < input->n_days; i++)
    if (at >= input->days[i].from && at < input->days[i].end)
      return &self->days[i];
  return NULL;
}

/* What was paid counts on the day on which it was; late and missed on the day on which it was due. */
static gboolean
add_obligation (AeqBcbs *self, const AeqBcbsInput *input, const AeqBcbsObligation *obligation)
{
  AeqBcbsSettlement settlement = aeq_bcbs_settlement (obligation, input->as_of);
  AeqBcbsDay *due = find_day (self, input, obligation->due);
  AeqBcbsDay *settled =
    obligation->settled_at != AEQ_INSTANT_NONE ? find_day (self, input, obligation->settled_at) : NULL;

  if (settled != NULL && !aeq_money_add (settled->settled, obligation->paid, &settled->settled))
    return FALSE;
  if (due == NULL || (settlement != AEQ_BCBS_LATE && settlement != AEQ_BCBS_MISSED))
    return TRUE;
  if (settlement == AEQ_BCBS_LATE)
    {
      due->late++;
      return aeq_money_add (due->late_minor, obligation->minor, &due->late_minor);
    }
  due->missed++;
  return aeq_money_add (due->missed_minor, obligation->minor, &due->missed_minor);
}

/* Half even; @n > 0 and far below the sum's range. */
static gint64
divide (gint64 sum, gint64 n)
{
  gint64 quotient = sum / n;
  gint64 rest = sum % n;
  gint64 step = sum < 0 ? -1 : 1;

  rest = rest < 0 ? -rest : rest;
  return rest * 2 > n || (rest * 2 == n && quotient % 2 != 0) ? quotient + step : quotient;
}

/* Keeps the three first of all days, the earlier day before a later one of the same amount. @sign -1 keeps the
 * smallest. */
static void
rank (AeqBcbsTop *top, guint day, gint64 minor, int sign)
{
  guint at = top->n;

  while (at > 0 && (sign > 0 ? minor > top->minor[at - 1] : minor < top->minor[at - 1]))
    at--;
  if (at == 3)
    return;
  top->n = MIN (top->n + 1, 3);
  for (guint i = top->n - 1; i > at; i--)
    {
      top->day[i] = top->day[i - 1];
      top->minor[i] = top->minor[i - 1];
    }
  top->day[at] = day;
  top->minor[at] = minor;
}

/* Over one field of the days; @known_only leaves out days without sources. */
static gboolean
fill_top (const AeqBcbs *self, AeqBcbsTop *top, gsize offset, int sign, gboolean known_only, GError **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->n_days; i++)
    {
      gint64 minor;

      if (known_only && !self->days[i].available.known)
        continue;
      memcpy (&minor, (const char *) &self->days[i] + offset, sizeof minor);
      if (!aeq_money_add (sum, minor, &sum))
        return aeq_bcbs_overflow (self->days[i].date, error);
      rank (top, i, minor, sign);
      top->n_days++;
    }
  if (top->n_days > 0)
    top->average = divide (sum, top->n_days);
  return TRUE;
}

#define LARGEST(field, member) fill_top (self, &self->field, G_STRUCT_OFFSET (AeqBcbsDay, member), 1, FALSE, error)
#define SMALLEST(field, member) fill_top (self, &self->field, G_STRUCT_OFFSET (AeqBcbsDay, member), -1, TRUE, error)

static gboolean
fill_tops (AeqBcbs *self, GError **error)
{
  for (guint i = 0; i < AEQ_BCBS_N_SOURCES; i++)
    if (!fill_top (self, &self->sources[i], G_STRUCT_OFFSET (AeqBcbsDay, available.minor) + i * sizeof (gint64), -1,
                   TRUE, error))
      return FALSE;
  return LARGEST (usage, reported.usage) && LARGEST (surplus, reported.surplus) && LARGEST (worst_usage, worst.usage) &&
         LARGEST (worst_surplus, worst.surplus) && LARGEST (sent, sent) && LARGEST (received, received) &&
         LARGEST (settled, settled) && LARGEST (customer, customer) && SMALLEST (available, available_total) &&
         SMALLEST (lines_secured, available.lines_secured) && SMALLEST (lines_committed, available.lines_committed);
}

static gboolean
add_up_obligations (AeqBcbs *self, GError **error)
{
  for (guint i = 0; i < self->n_days; i++)
    {
      const AeqBcbsDay *day = &self->days[i];

      self->late += day->late;
      self->missed += day->missed;
      if (!aeq_money_add (self->total_settled, day->settled, &self->total_settled) ||
          !aeq_money_add (self->late_minor, day->late_minor, &self->late_minor) ||
          !aeq_money_add (self->missed_minor, day->missed_minor, &self->missed_minor))
        return aeq_bcbs_overflow (day->date, error);
    }
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const AeqBcbsLine *left = a;
  const AeqBcbsLine *right = b;

  if (left->minor != right->minor)
    return left->minor > right->minor ? -1 : 1;
  return strcmp (left->customer, right->customer);
}

static void
fill_lines (AeqBcbs *self, const AeqBcbsInput *input)
{
  g_autofree AeqBcbsLine *sorted = g_memdup2 (input->lines, input->n_lines * sizeof *sorted);

  if (input->n_lines > 0)
    qsort (sorted, input->n_lines, sizeof *sorted, compare_lines);
  self->n_lines = MIN (input->n_lines, 3);
  for (guint i = 0; i < self->n_lines; i++)
    self->lines[i] = sorted[i];
}

/* The mean of each day's curve, so that a day of small payments counts as much as one of large ones. */
static void
fill_throughput (AeqBcbs *self)
{
  for (guint i = 0; i < self->n_days; i++)
    {
      const AeqBcbsDay *day = &self->days[i];
      gint64 sent = 0;

      self->n_sent_days += day->sent > 0;
      for (guint slot = 0; day->sent > 0 && slot < AEQ_BCBS_SLOTS; slot++)
        {
          sent += day->sent_by[slot];
          self->throughput[slot] += (double) sent / (double) day->sent;
        }
    }
  for (guint slot = 0; slot < AEQ_BCBS_SLOTS; slot++)
    self->throughput[slot] = self->n_sent_days > 0 ? 100.0 * (self->throughput[slot] / self->n_sent_days) : NAN;
}

AeqBcbs *
aeq_bcbs_compute (const AeqBcbsInput *input, GError **error)
{
  g_autoptr(AeqBcbs) self = g_new0 (AeqBcbs, 1);

  self->days = g_new0 (AeqBcbsDay, input->n_days);
  self->n_days = input->n_days;
  for (guint i = 0; i < input->n_days; i++)
    if (!aeq_bcbs_day_compute (&self->days[i], &input->days[i], input->zone, input->n_legs, error))
      return NULL;
  for (gsize i = 0; i < input->n_obligations; i++)
    if (!add_obligation (self, input, &input->obligations[i]))
      {
        aeq_bcbs_overflow (input->days[input->n_days - 1].date, error);
        return NULL;
      }
  if (!fill_tops (self, error) || !add_up_obligations (self, error))
    return NULL;
  fill_lines (self, input);
  fill_throughput (self);
  return g_steal_pointer (&self);
}

void
aeq_bcbs_free (AeqBcbs *self)
{
  g_free (self->days);
  g_free (self);
}
