/* SPDX-License-Identifier: MIT */
#include "aeq-sample-holdings.h"

#define LINE_DAYS 730

/* BCBS 248's four and two of the desk's own. Members of the parameters: receipt_delay_min (minutes by which every
 * inflow slips), uncommitted_lines and committed_lines (share still usable), prefund_outflows (prime brokers want
 * cash first), counterparty with counterparty_default (share of its inflows that fails), haircut_add_bp (on
 * collateral), repo_rolled (share renewed) and outflow_multipliers by category. */
static const AeqSampleScenario SCENARIOS[] = {
  { "own_stress", "I: Own stress",
    "Counterparties doubt the desk: receipts come two hours late, uncommitted lines are withdrawn, prime brokers want "
    "prefunding.",
    "{\"receipt_delay_min\":120,\"uncommitted_lines\":0.0,\"prefund_outflows\":true}" },
  { "counterparty_stress", "II: Counterparty stress",
    "The largest repo dealer fails: nothing comes in from it, everything due to it is paid.",
    "{\"counterparty\":\"Arkwell Securities\",\"counterparty_default\":1.0}" },
  { "customer_stress", "III: Customer stress",
    "Clients pay late and draw on what they have: receipts slip by ninety minutes, client payments and redemptions rise.",
    "{\"receipt_delay_min\":90,\"outflow_multipliers\":{\"client_payment\":1.4,\"redemption\":1.8}}" },
  { "market_stress", "IV: Market-wide stress",
    "Haircuts up by ten points, margin calls fourfold, six tenths of the repo rolled.",
    "{\"haircut_add_bp\":1000,\"repo_rolled\":0.6,\"outflow_multipliers\":{\"margin_call\":4.0,\"redemption\":2.5}}" },
  { "quarter_end_squeeze", "Quarter-end squeeze",
    "Dealers shrink their books over the quarter's end: three quarters of the repo rolled, receipts half an hour late.",
    "{\"repo_rolled\":0.75,\"receipt_delay_min\":30}" },
  { "large_redemption", "Large redemption",
    "A fund investor leaves: redemptions ten times what is usual for one day.",
    "{\"outflow_multipliers\":{\"redemption\":10.0}}" },
};

static void
add_line (GArray *lines, AeqSampleDesk *desk, guint account, gint64 minor, gboolean committed, gboolean secured)
{
  AeqSampleCreditLine line = {
    .account = account + 1, .provider = AEQ_SAMPLE_ACCOUNTS[account].bank, .minor = minor, .committed = committed,
    .secured = secured, .valid_from = desk->first, .valid_to = desk->today + LINE_DAYS,
  };

  g_array_append_val (lines, line);
}

/* Three fifths of an account's line are committed; the central bank and the clearing bank lend against collateral
 * only. */
static void
fill_lines (AeqSampleDesk *desk)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (AeqSampleCreditLine));

  for (guint i = 0; i < AEQ_SAMPLE_N_ACCOUNTS; i++)
    {
      const AeqSampleAccountPlan *plan = &AEQ_SAMPLE_ACCOUNTS[i];
      gint64 line = plan->line * (plan->exponent == 0 ? 1 : 100);
      gboolean secured = i == 1 || plan->kind[0] == 'c';

      if (line == 0)
        continue;
      add_line (lines, desk, i, line / 5 * 3, TRUE, secured);
      add_line (lines, desk, i, line / 5 * 2, FALSE, FALSE);
    }
  desk->credit_lines = (AeqSampleCreditLine *) g_array_steal (lines, &desk->n_credit_lines);
  g_array_unref (lines);
}

void
aeq_sample_limits_fill (AeqSampleDesk *desk)
{
  desk->n_limits = AEQ_SAMPLE_N_ACCOUNTS;
  desk->limits = g_new0 (AeqSampleLimit, AEQ_SAMPLE_N_ACCOUNTS);
  for (guint i = 0; i < AEQ_SAMPLE_N_ACCOUNTS; i++)
    {
      gint64 scale = AEQ_SAMPLE_ACCOUNTS[i].exponent == 0 ? 1 : 100;

      desk->limits[i].account = i + 1;
      desk->limits[i].floor_minor = AEQ_SAMPLE_ACCOUNTS[i].floor * scale;
      desk->limits[i].warning_minor = AEQ_SAMPLE_ACCOUNTS[i].warning * scale;
    }
  fill_lines (desk);
  desk->n_scenarios = G_N_ELEMENTS (SCENARIOS);
  desk->scenarios = g_memdup2 (SCENARIOS, sizeof SCENARIOS);
}
