/* SPDX-License-Identifier: MIT */
#include "aeq-scenario.h"

#include "aeq-words.h"

/* The four stress scenarios of BCBS 248. The standard names what happens and leaves the sizes to the bank: the sizes here are
 * assumed. */
static const struct
{
  const char *name;
  const char *description;
  const char *definition;
} BUILT_IN[] = {
  { "own_stress", N_("BCBS 248 I: the desk itself is doubted: receipts come late, uncommitted lines go, prime brokers want cash first."),
    "{\"blocks\":[{\"kind\":\"delay\",\"minutes\":120},{\"kind\":\"lines\",\"which\":\"uncommitted\",\"share\":1},"
    "{\"kind\":\"prefund\",\"account_kind\":\"prime_broker\"}]}" },
  { "counterparty_stress", N_("BCBS 248 II: the counterparty that most comes from fails; everything due to it is paid."),
    "{\"blocks\":[{\"kind\":\"default\",\"largest\":true,\"share\":1}]}" },
  { "customer_stress", N_("BCBS 248 III: customers draw their lines and redeem; what they owe comes late."),
    "{\"blocks\":[{\"kind\":\"drawdown\",\"share\":1},{\"kind\":\"redemptions\",\"factor\":1.8},"
    "{\"kind\":\"factors\",\"category\":\"client_payment\",\"out\":1.4},"
    "{\"kind\":\"delay\",\"category\":\"client_receipt\",\"minutes\":90}]}" },
  { "market_stress", N_("BCBS 248 IV: market-wide: collateral is worth less, margin calls rise, repo is not renewed in full."),
    "{\"blocks\":[{\"kind\":\"haircut\",\"points\":10},{\"kind\":\"margin_calls\",\"factor\":4},"
    "{\"kind\":\"repo_roll\",\"factor\":0.6},{\"kind\":\"redemptions\",\"factor\":2.5}]}" },
};

const char *
aeq_scenario_built_in_name (guint i)
{
  return i < G_N_ELEMENTS (BUILT_IN) ? BUILT_IN[i].name : NULL;
}

AeqScenario *
aeq_scenario_built_in (const char *name)
{
  g_autoptr(GError) error = NULL;
  AeqScenario *self;

  for (gsize i = 0; i < G_N_ELEMENTS (BUILT_IN); i++)
    if (g_str_equal (BUILT_IN[i].name, name))
      {
        self = aeq_scenario_parse (name, BUILT_IN[i].description, BUILT_IN[i].definition, -1, NULL, &error);
        if (self == NULL)
          g_error ("%s: %s", name, error->message); /* a part of the program itself */
        return self;
      }
  return NULL;
}
