/* SPDX-License-Identifier: MIT */
#include "aeq-sample-files.h"
#include "aeq-json.h"

/* The readable companions and the seeds: invented organisations and people, without any secret. */

void
aeq_sample_sample_readme (const AeqSampleDesk *desk, GString *out)
{
  char today[AEQ_DATE_TEXT_SIZE];

  g_string_append_printf (out,
    "# A small sample to import\n"
    "\n"
    "Everything here is invented: banks, parties, securities, amounts. The files are made by `aeq-make-samples` (seed %u,\n"
    "time %s) and show what the flow and position templates look like when filled in.\n"
    "\n"
    "- `positions.csv`: the %" G_GSIZE_FORMAT " holdings of the sample desk on %s. Bond prices are in percent of the nominal quantity.\n"
    "- `transactions.csv`: the last month of two of its accounts, USD operating (%s) and CHF operating\n"
    "  (%s), and what they expect next. `status` is actual, expected or pending; receipts are positive and\n"
    "  payments negative; `settle_ts` is UTC.\n"
    "\n"
    "Import them into a ledger:\n"
    "\n"
    "    aequitas-cli --ledger try.db import data/sample/transactions.csv data/sample/positions.csv\n"
    "\n"
    "The whole desk, twelve accounts over three years, comes from `aequitas-cli demo`.\n",
    (guint) AEQ_SAMPLE_FILES_SEED, AEQ_SAMPLE_FILES_NOW, desk->n_positions, aeq_date_format (desk->today, today),
    desk->accounts[0].number, desk->accounts[10].number);
}

void
aeq_sample_fixtures_readme (const AeqSampleDesk *desk, GString *out)
{
  char first[AEQ_DATE_TEXT_SIZE], last[AEQ_DATE_TEXT_SIZE];

  g_string_append_printf (out,
    "# Fixtures\n"
    "\n"
    "All synthetic, made by `aeq-make-samples`.\n"
    "\n"
    "- `forecast_test_cases.json`: short series and what must hold of a forecast of them. `history` (oldest first, null is\n"
    "  missing) ends the day before the first of `actual`; `known` holds what is known of those days beforehand; `expect`\n"
    "  lists properties, each with its bounds: `ordered` quantiles do not cross; `finite`; `median` of every step within\n"
    "  low..high; `median_at` one step, counted from 0; `not_wider_than`: the 95 %% interval; `covers`: at least this share\n"
    "  of `actual` inside the 90 %% interval; `no_worse_than_seasonal_naive`: WAPE at most this many times its;\n"
    "  `taken_as_known`: known days come out as they were announced.\n"
    "- `march_2020_backtest.csv`: the crisis window of the sample desk, %s to %s, with the year before and two\n"
    "  months after it. The name remembers the month that taught desks what such a window looks like; no figure in it is\n"
    "  real. Columns: date, split (train | test), regime (the generator's truth: steady | elevated | crisis), then the net\n"
    "  flow of each account in its own currency, without end-of-day sweeps. Empty: the account's calendar was closed.\n",
    aeq_date_format (desk->crisis_first, first), aeq_date_format (desk->crisis_last, last));
}

typedef struct
{
  const char *slug, *name, *plan, *currency, *zone, *calendar;
} Organization;

static const Organization ORGANIZATIONS[] = {
  { "northlight-prime", "Northlight Prime Trading", "enterprise", "USD", "America/New_York", "us_fedwire" },
  { "westmark-treasury", "Westmark Treasury Services", "team", "EUR", "Europe/Berlin", "target2" },
  { "albany-markets", "Albany Markets", "team", "GBP", "Europe/London", "uk_chaps" },
  { "limmat-kapital", "Limmat Kapital", "starter", "CHF", "Europe/Zurich", "target2" },
};

static const struct
{
  const char *name, *local, *role;
  guint8      organization;
} USERS[] = {
  { "Ada Whitlock", "ada.whitlock", "owner", 0 },
  { "Bram Okafor", "bram.okafor", "admin", 0 },
  { "Chiara Lindqvist", "chiara.lindqvist", "analyst", 0 },
  { "Dev Ramaswamy", "dev.ramaswamy", "analyst", 0 },
  { "Elin Harcourt", "elin.harcourt", "viewer", 0 },
  { "Falk Brenner", "falk.brenner", "owner", 1 },
  { "Greta Moreau", "greta.moreau", "analyst", 1 },
  { "Hal Nakagawa", "hal.nakagawa", "viewer", 1 },
  { "Iona Prescott", "iona.prescott", "owner", 2 },
  { "Jonas Adeyemi", "jonas.adeyemi", "analyst", 2 },
  { "Klara Zumthor", "klara.zumthor", "owner", 3 },
};

/* One record a line, so that a change of one shows as one. */
static AeqJson *
begin_record (GString *out, guint index)
{
  AeqJson *json = aeq_json_new (out);

  g_string_append (out, index == 0 ? "[\n" : ",\n");
  aeq_json_begin_object (json, NULL);
  return json;
}

static void
end_record (AeqJson *json)
{
  aeq_json_end_object (json);
  aeq_json_free (json);
}

void
aeq_sample_organizations (G_GNUC_UNUSED const AeqSampleDesk *desk, GString *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (ORGANIZATIONS); i++)
    {
      const Organization *organization = &ORGANIZATIONS[i];
      AeqJson *json = begin_record (out, i);

      aeq_json_text (json, "slug", organization->slug);
      aeq_json_text (json, "name", organization->name);
      aeq_json_text (json, "plan", organization->plan);
      aeq_json_text (json, "reporting_currency", organization->currency);
      aeq_json_text (json, "zone", organization->zone);
      aeq_json_text (json, "calendar", organization->calendar);
      end_record (json);
    }
  g_string_append (out, "\n]\n");
}

void
aeq_sample_users (G_GNUC_UNUSED const AeqSampleDesk *desk, GString *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (USERS); i++)
    {
      const Organization *organization = &ORGANIZATIONS[USERS[i].organization];
      g_autofree char *email = g_strdup_printf ("%s@%s.example.com", USERS[i].local, organization->slug);
      AeqJson *json = begin_record (out, i);

      aeq_json_text (json, "email", email);
      aeq_json_text (json, "name", USERS[i].name);
      aeq_json_text (json, "organization", organization->slug);
      aeq_json_text (json, "role", USERS[i].role);
      aeq_json_text (json, "zone", organization->zone);
      end_record (json);
    }
  g_string_append (out, "\n]\n");
}
