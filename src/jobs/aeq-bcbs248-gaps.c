/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-load.h"

#include <stdarg.h>

#include "aeq-cash-series.h"

void
aeq_bcbs_section_gap (AeqBcbsSection *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->gaps, g_strdup_vprintf (format, args));
  va_end (args);
}

static void
tell_flows (AeqBcbsSection *self)
{
  guint n_day_only = 0;
  guint n_closed = 0;

  for (guint i = 0; i < self->figures->n_days; i++)
    {
      n_day_only += self->figures->days[i].n_day_only;
      n_closed += self->figures->days[i].n_closed;
    }
  if (n_day_only > 0)
    aeq_bcbs_section_gap (self,
                          "flows with a day and no time: %u; they stand at noon, and the outflows-first variant pays"
                          " them at the open and receives them at the close", n_day_only);
  if (n_closed > 0)
    aeq_bcbs_section_gap (self,
                          "flows that settled on closed days: %u; they count on the next business day, before its open",
                          n_closed);
}

static void
tell_obligations (AeqBcbsSection *self)
{
  guint n_blind = 0;
  guint n_day_only = 0;

  for (guint i = 0; i < self->owed->len; i++)
    {
      const AeqObligation *obligation = g_array_index (self->owed, AeqBcbsOwed, i).obligation;

      n_blind += obligation->reference == NULL && obligation->counterparty == NULL;
      n_day_only += obligation->day_only;
    }
  if (n_blind > 0)
    aeq_bcbs_section_gap (self,
                          "A(iv): obligations that name neither reference nor counterparty: %u; no flow can be found"
                          " for them", n_blind);
  if (n_day_only > 0)
    aeq_bcbs_section_gap (self,
                          "A(iv): obligations settled by flows without a time: %u; on the due day that counts as in"
                          " time", n_day_only);
}

/* Flows that begin or end within the period: days before and after count as days without usage. */
static gboolean
tell_range (AeqBcbsSection *self, AeqLedger *ledger, const AeqAccount *account, GError **error)
{
  AeqDate from = self->figures->days[0].date;
  AeqDate to = self->figures->days[self->figures->n_days - 1].date;
  char text[AEQ_DATE_TEXT_SIZE];
  AeqDate first;
  AeqDate last;

  if (!aeq_cash_range (ledger, account, &first, &last, error))
    return FALSE;
  if (first == AEQ_DATE_NONE || first > to || last < from)
    {
      aeq_bcbs_section_gap (self, "%s has no booked flow in the period: its days count as days without usage",
                            account->number);
      return TRUE;
    }
  if (first > from)
    aeq_bcbs_section_gap (self, "the flows of %s begin on %s: days before count as days without usage", account->number,
                          aeq_date_format (first, text));
  if (last < to)
    aeq_bcbs_section_gap (self, "the flows of %s end on %s: days after count as days without usage", account->number,
                          aeq_date_format (last, text));
  return TRUE;
}

static void
tell_period (AeqBcbsSection *self, AeqInstant now)
{
  AeqDate last = self->figures->days[self->figures->n_days - 1].date;
  char text[AEQ_DATE_TEXT_SIZE];
  AeqInstant start;
  AeqInstant end;

  if (self->figures->n_days < self->n_business_days)
    aeq_bcbs_section_gap (self, "business days that have begun: %u of %u; averages are over these",
                          self->figures->n_days, self->n_business_days);
  aeq_zone_day_bounds (self->zone, last, &start, &end);
  if (end > now)
    aeq_bcbs_section_gap (self, "%s is not over: its figures are those up to now", aeq_date_format (last, text));
}

gboolean
aeq_bcbs_section_tell (AeqBcbsSection *self, AeqLedger *ledger, GError **error)
{
  if (self->n_business_days == 0)
    {
      aeq_bcbs_section_gap (self, "the period has no business day: there is nothing to report");
      return TRUE;
    }
  if (self->figures->n_days == 0)
    {
      aeq_bcbs_section_gap (self, "none of the period's %u business days has begun: there is nothing to report yet",
                            self->n_business_days);
      return TRUE;
    }
  tell_period (self, ledger->now);
  for (guint i = 0; i < self->accounts->len; i++)
    if (!tell_range (self, ledger, self->accounts->pdata[i], error))
      return FALSE;
  tell_flows (self);
  tell_obligations (self);
  return TRUE;
}
