/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-available.h"

#include "aeq-balance.h"
#include "aeq-bcbs248-load.h"
#include "aeq-error.h"
#include "aeq-liquidity.h"

static gboolean
add (AeqBcbsDayInput *day, gint64 *sum, gint64 minor, GError **error)
{
  char text[AEQ_DATE_TEXT_SIZE];

  day->available.known = TRUE;
  if (aeq_money_add (*sum, minor, sum))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "what is available on %s adds up to more than can be kept",
               aeq_date_format (day->date, text));
  return FALSE;
}

/* The booked balance at the open; it may be below zero. */
static gboolean
add_balances (AeqBcbsSection *section, AeqLedger *ledger, const AeqAccount *account, AeqBcbsDayInput *days,
              guint n_days, GError **error)
{
  guint n_unknown = 0;
  gboolean anchored = TRUE;

  for (guint i = 0; i < n_days; i++)
    {
      AeqBalance balance;

      if (!aeq_balance_at (ledger, account, days[i].start - 1, &balance, error))
        return FALSE;
      anchored &= balance.anchored;
      if (!balance.anchored && balance.as_of == AEQ_INSTANT_NONE)
        n_unknown++;
      else if (!add (&days[i], &days[i].available.minor[AEQ_BCBS_BALANCE], balance.minor, error))
        return FALSE;
    }
  if (n_unknown > 0)
    aeq_bcbs_section_gap (section, "A(ii): no balance of %s is known at the open: %u of %u days", account->number,
                          n_unknown, n_days);
  else if (!anchored)
    aeq_bcbs_section_gap (section, "A(ii): no balance of the bank for %s, its balances are sums of its flows",
                          account->number);
  return TRUE;
}

static gboolean
add_sources (AeqLedger *ledger, const AeqAccount *account, AeqBcbsDayInput *days, guint n_days, GError **error)
{
  g_autoptr(GPtrArray) sources = aeq_liquidity_sources (ledger, account, days[n_days - 1].date, error);
  AeqBcbsSource kind;

  if (sources == NULL)
    return FALSE;
  for (guint i = 0; i < sources->len; i++)
    for (guint day = 0; day < n_days; day++)
      {
        const AeqLiquiditySource *source = sources->pdata[i];

        if (aeq_liquidity_holds (sources, i, days[day].date) && aeq_bcbs_source_parse (source->kind, &kind) &&
            !add (&days[day], &days[day].available.minor[kind], source->minor, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
add_line (AeqBcbsDayInput *day, const AeqCreditLine *line, GError **error)
{
  AeqBcbsAvailable *available = &day->available;

  return add (day, &available->minor[AEQ_BCBS_CREDIT_LINES], line->minor, error) &&
         (!line->secured || add (day, &available->lines_secured, line->minor, error)) &&
         (!line->committed || add (day, &available->lines_committed, line->minor, error));
}

static gboolean
add_lines (AeqLedger *ledger, const AeqAccount *account, AeqBcbsDayInput *days, guint n_days, GError **error)
{
  g_autoptr(GPtrArray) lines = aeq_credit_lines (ledger, account, days[0].date, days[n_days - 1].date, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    for (guint day = 0; day < n_days; day++)
      if (aeq_credit_line_valid (lines->pdata[i], days[day].date) && !add_line (&days[day], lines->pdata[i], error))
        return FALSE;
  return TRUE;
}

gboolean
aeq_bcbs_available_add (AeqBcbsSection *section, AeqLedger *ledger, const AeqAccount *account, AeqBcbsDayInput *days,
                        guint n_days, GError **error)
{
  return n_days == 0 ||
         (add_balances (section, ledger, account, days, n_days, error) &&
          add_sources (ledger, account, days, n_days, error) && add_lines (ledger, account, days, n_days, error));
}
