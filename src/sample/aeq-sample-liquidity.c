/* SPDX-License-Identifier: MIT */
#include "aeq-sample-holdings.h"
#include "aeq-sample-random.h"

#define MONTHS 13

/* The accounts of the euro sweep move freely through the central bank account; the others stay where they are in the
 * day. */
static const AeqSampleSet SETS[] = {
  { "EUR desk", TRUE, { 5, 6, 7 } },
  { "GBP desk", FALSE, { 8, 9, 12 } },
  { "USD desk", FALSE, { 1, 2, 3, 4 } },
};

/* Months of figures that a person enters: whole units, of which each month moves by up to a tenth. */
static const struct
{
  guint8      account;
  const char *kind;
  const char *name;
  gint64      units;
  guint       haircut_bp;
} ENTERED[] = {
  { 2, "ancillary_collateral", "Excess at the clearing house", 18000000, 300 },
  { 4, "other", "Margin excess at the prime broker", 24000000, 0 },
  { 1, "other_banks", "Call deposit", 9000000, 0 },
  { 7, "central_bank_collateral", "Pledged for intraday credit", 35000000, 450 },
  { 5, "other_banks", "Call deposit", 6000000, 0 },
  { 8, "ancillary_collateral", "Excess at the clearing house", 7000000, 300 },
};

static const struct
{
  guint8      account;
  const char *customer;
  gint64      units;
  gboolean    secured;
  gboolean    committed;
  guint       percent_used;
} LINES[] = {
  { 1, "Blackwater Multi-Strategy", 6000000, TRUE, TRUE, 72 },
  { 1, "Glasswing Macro Fund", 4000000, TRUE, FALSE, 55 },
  { 1, "Lowmarch Family Office", 1500000, FALSE, FALSE, 20 },
  { 4, "Inverlock Energy Trading", 3000000, FALSE, TRUE, 90 },
  { 5, "Delphine Asset Management", 5000000, TRUE, TRUE, 40 },
  { 8, "Eastmoor Shipping", 2000000, FALSE, FALSE, 65 },
};

static gint64
wobble (AeqSampleRandom *random, gint64 minor, guint percent)
{
  return minor / 100 * (100 - (gint64) percent + (gint64) aeq_rng_below (random, 2 * percent + 1));
}

/* What an account holds that may be sold or pledged, and the haircut that all of it has together. */
static gint64
liquid_assets (const AeqSampleDesk *desk, gint64 account, guint *haircut_bp)
{
  gint64 value = 0, haircut = 0;

  for (const AeqSamplePosition *p = desk->positions; p < desk->positions + desk->n_positions; p++)
    if (p->account == account && p->hqla[0] != '\0' && p->market_value > 0)
      {
        value += p->market_value;
        haircut += p->market_value / 10000 * p->haircut_bp;
      }
  *haircut_bp = value > 0 ? (guint) (haircut / (value / 10000)) : 0;
  return value;
}

/* About six tenths of the holdings are free. */
static void
add_assets (AeqSampleDesk *desk, GArray *sources, AeqSampleRandom *random, AeqDate as_of)
{
  for (gint64 account = 1; account <= AEQ_SAMPLE_N_ACCOUNTS; account++)
    {
      AeqSampleSource source = {
        .account = account, .kind = "unencumbered_assets", .name = "Free holdings", .as_of = as_of
      };
      gint64 value = liquid_assets (desk, account, &source.haircut_bp);

      source.minor = wobble (random, value / 10 * 6, 8);
      if (value > 0)
        g_array_append_val (sources, source);
    }
}

static void
add_entered (GArray *sources, AeqSampleRandom *random, AeqDate as_of)
{
  for (guint i = 0; i < G_N_ELEMENTS (ENTERED); i++)
    {
      AeqSampleSource source = {
        ENTERED[i].account, ENTERED[i].kind, ENTERED[i].name, as_of, wobble (random, ENTERED[i].units * 100, 10),
        ENTERED[i].haircut_bp,
      };

      g_array_append_val (sources, source);
    }
}

static void
fill_sources (AeqSampleDesk *desk)
{
  GArray *sources = g_array_new (FALSE, FALSE, sizeof (AeqSampleSource));
  AeqDate first = aeq_date_add_months (aeq_date_month_start (desk->today), 1 - MONTHS);
  AeqSampleRandom random;

  aeq_sample_random_init (&random, desk->seed, 'L');
  for (int month = 0; month < MONTHS; month++)
    {
      add_assets (desk, sources, &random, aeq_date_add_months (first, month));
      add_entered (sources, &random, aeq_date_add_months (first, month));
    }
  desk->sources = (AeqSampleSource *) g_array_steal (sources, &desk->n_sources);
  g_array_unref (sources);
}

void
aeq_sample_liquidity_fill (AeqSampleDesk *desk)
{
  fill_sources (desk);
  desk->n_sets = G_N_ELEMENTS (SETS);
  desk->sets = g_memdup2 (SETS, sizeof SETS);
  desk->n_customer_lines = G_N_ELEMENTS (LINES);
  desk->customer_lines = g_new0 (AeqSampleCustomerLine, G_N_ELEMENTS (LINES));
  for (guint i = 0; i < G_N_ELEMENTS (LINES); i++)
    desk->customer_lines[i] = (AeqSampleCustomerLine) {
      LINES[i].account, LINES[i].customer, LINES[i].units * 100, LINES[i].secured, LINES[i].committed,
      LINES[i].units * LINES[i].percent_used, desk->first,
    };
}
