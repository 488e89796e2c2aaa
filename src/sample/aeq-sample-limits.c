/* SPDX-License-Identifier: MIT */
#include "aeq-sample-holdings.h"

#define LINE_DAYS 730

/* The desk's own; docs/user_guides/scenarios.md says what a definition holds. BCBS 248's four are built in. */
static const AeqSampleScenario SCENARIOS[] = {
  { "arkwell_default", "Default of Arkwell",
    "The repo dealer Arkwell fails: nothing comes in from it, everything due to it is paid.",
    "{\"blocks\":[{\"kind\":\"default\",\"share\":1,\"counterparty\":\"Arkwell Securities\"}]}" },
  { "client_run", "Client run", "Clients pay ninety minutes late and draw on what they have: payments to them and redemptions rise.",
    "{\"blocks\":[{\"kind\":\"delay\",\"minutes\":90,\"category\":\"client_receipt\"},"
    "{\"kind\":\"factors\",\"in\":1,\"out\":1.4,\"category\":\"client_payment\"},{\"kind\":\"redemptions\",\"factor\":1.8}]}" },
  { "quarter_end_squeeze", "Quarter-end squeeze",
    "Dealers shrink their books over the quarter's end: three quarters of the repo rolled, receipts half an hour late.",
    "{\"blocks\":[{\"kind\":\"repo_roll\",\"factor\":0.75},{\"kind\":\"delay\",\"minutes\":30}]}" },
  { "large_redemption", "Large redemption", "A fund investor leaves: redemptions ten times what is usual for one day.",
    "{\"blocks\":[{\"kind\":\"redemptions\",\"factor\":10}]}" },
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
