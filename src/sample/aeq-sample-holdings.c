/* SPDX-License-Identifier: MIT */
#include "aeq-sample-holdings.h"
#include "aeq-sample-codes.h"
#include "aeq-sample-random.h"
#include "aeq-money.h"

#include <string.h>

/* Issuers by what they issue; a maturity and an ISIN are made for each holding. All invented: the national numbers
 * lie in ranges that are kept free. */
typedef struct
{
  const char *issuer;
  const char *asset_class;
  const char *hqla;
  guint16     haircut_bp;
  const char *country;   /* opens the ISIN */
  const char *currency;
  guint8      account;   /* index */
  guint8      lines;
} Issue;

static const Issue ISSUES[] = {
  { "Federal Republic of Northmere", "government_bond", "1", 200, "US", "USD", 2, 6 },
  { "Northmere Housing Agency", "government_bond", "2a", 400, "US", "USD", 2, 2 },
  { "Copperline Data", "corporate_bond", "2b", 1500, "US", "USD", 2, 2 },
  { "Cindermoor Utilities", "corporate_bond", "2a", 800, "US", "USD", 2, 2 },
  { "Aldine Foods", "equity", "2b", 2500, "US", "USD", 3, 5 },
  { "Tarn Pharmaceuticals", "equity", "2b", 2500, "US", "USD", 3, 5 },
  { "Quillon Systems", "equity", "", 3000, "US", "USD", 3, 5 },
  { "Kaldera Mining", "equity", "", 3500, "US", "USD", 3, 4 },
  { "Bund of Westmark", "government_bond", "1", 150, "DE", "EUR", 5, 5 },
  { "Westmark Pfandbriefbank", "covered_bond", "2a", 500, "DE", "EUR", 5, 4 },
  { "Borealis Rail", "corporate_bond", "2a", 800, "FR", "EUR", 5, 3 },
  { "Rheintor Holding", "equity", "2b", 2500, "DE", "EUR", 5, 3 },
  { "Treasury of Albany", "government_bond", "1", 150, "GB", "GBP", 11, 4 },
  { "Vale Telecom", "equity", "2b", 2500, "GB", "GBP", 8, 4 },
  { "Thames Infrastructure", "corporate_bond", "2b", 1500, "GB", "GBP", 11, 2 },
  { "Government of Sakura Prefecture", "government_bond", "1", 100, "JP", "JPY", 9, 2 },
  { "Limmat Industrie", "equity", "2b", 2500, "CH", "CHF", 10, 2 },
};

void
aeq_sample_accounts_fill (AeqSampleDesk *desk)
{
  desk->n_accounts = AEQ_SAMPLE_N_ACCOUNTS;
  desk->accounts = g_new0 (AeqSampleAccount, AEQ_SAMPLE_N_ACCOUNTS);
  for (guint i = 0; i < AEQ_SAMPLE_N_ACCOUNTS; i++)
    {
      const AeqSampleAccountPlan *plan = &AEQ_SAMPLE_ACCOUNTS[i];
      AeqSampleAccount *account = &desk->accounts[i];
      g_autofree char *iban = plan->country != NULL ? aeq_sample_iban (plan->country, plan->number) : NULL;

      account->account = i + 1;
      account->name = plan->name;
      account->bank = plan->bank;
      account->kind = plan->kind;
      account->number = iban != NULL ? g_string_chunk_insert (desk->texts, iban) : plan->number;
      account->iban = iban != NULL ? account->number : NULL;
      account->currency = plan->currency;
      account->exponent = plan->exponent;
      account->zone = plan->zone;
      account->calendar = plan->calendar;
      account->opened = desk->first;
      account->opening_minor = plan->target * (plan->exponent == 0 ? 1 : 100);
    }
}

static gboolean
is_bond (const char *asset_class)
{
  return g_str_has_suffix (asset_class, "_bond");
}

static const char *
make_isin (AeqSampleDesk *desk, const Issue *issue, guint number)
{
  char stem[16], isin[AEQ_SAMPLE_ISIN_SIZE];

  /* Z9 after the padding of the country's national number: no numbering agency hands these out. */
  g_snprintf (stem, sizeof stem, "%sZ9%c%06u", issue->country, 'A' + issue->account, number % 1000000);
  return g_string_chunk_insert (desk->texts, aeq_sample_isin (stem, isin));
}

static const char *
decimal_text (AeqSampleDesk *desk, gint64 scaled, guint decimals)
{
  char text[AEQ_MONEY_TEXT_SIZE];

  return g_string_chunk_insert (desk->texts, aeq_money_format (scaled, decimals, text));
}

/* Quantity in whole pieces or nominal, price in hundredths: the value is exact in integers. */
static void
fill_amounts (AeqSampleDesk *desk, AeqSampleRandom *random, AeqSamplePosition *position, guint exponent)
{
  gint64 scale = exponent == 0 ? 100 : 1; /* what a yen has more of */
  gint64 quantity, price, value;

  if (is_bond (position->asset_class))
    {
      quantity = (gint64) (8 + aeq_rng_below (random, 70)) * 250000 * scale;
      price = 8800 + aeq_rng_below (random, 1700);
      value = quantity * price / 100 / (exponent == 0 ? 100 : 1);
    }
  else
    {
      quantity = (gint64) (20 + aeq_rng_below (random, 900)) * 100;
      price = (900 + aeq_rng_below (random, 24000)) * scale;
      value = quantity * price / (exponent == 0 ? 100 : 1);
      if (position->hqla[0] == '\0' && aeq_sample_random_chance (random, 0.35))
        {
          quantity = -quantity;
          value = -value;
        }
    }
  position->quantity = decimal_text (desk, quantity, 0);
  position->price = decimal_text (desk, price, 2);
  position->market_value = value;
}

static const char *
instrument_name (AeqSampleDesk *desk, AeqSampleRandom *random, const Issue *issue, guint line)
{
  char text[96];
  int year;

  aeq_date_to_ymd (desk->today, &year, NULL, NULL);
  if (is_bond (issue->asset_class))
    {
      guint percent = 1 + aeq_rng_below (random, 5);
      guint hundredths = 25 * aeq_rng_below (random, 4);

      year += 1 + (int) aeq_rng_below (random, 12);
      g_snprintf (text, sizeof text, "%s %u.%02u%% %d", issue->issuer, percent, hundredths, year);
    }
  else
    g_snprintf (text, sizeof text, "%s series %c", issue->issuer, 'A' + line);
  return g_string_chunk_insert (desk->texts, text);
}

void
aeq_sample_positions_fill (AeqSampleDesk *desk)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (AeqSamplePosition));
  AeqSampleRandom random;
  guint number = 100;

  aeq_sample_random_init (&random, desk->seed, 'P');
  for (guint i = 0; i < G_N_ELEMENTS (ISSUES); i++)
    for (guint line = 0; line < ISSUES[i].lines; line++)
      {
        const Issue *issue = &ISSUES[i];
        AeqSamplePosition position = {
          .account = issue->account + 1, .date = desk->today, .asset_class = issue->asset_class, .hqla = issue->hqla,
          .haircut_bp = issue->haircut_bp, .currency = issue->currency,
        };

        number += 1 + aeq_rng_below (&random, 900);
        position.instrument = instrument_name (desk, &random, issue, line);
        position.isin = make_isin (desk, issue, number);
        fill_amounts (desk, &random, &position, AEQ_SAMPLE_ACCOUNTS[issue->account].exponent);
        g_array_append_val (positions, position);
      }
  desk->positions = (AeqSamplePosition *) g_array_steal (positions, &desk->n_positions);
  g_array_unref (positions);
}
