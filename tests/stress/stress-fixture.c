/* SPDX-License-Identifier: MIT */
#include "stress-fixture.h"

#include <string.h>

#include "aeq-rng.h"

static void
fill_flows (StressCase *self)
{
  self->known[0] = (AeqStressKnown) { { "repo_open", "repo", "Birch" }, 100, FALSE, FALSE };
  self->known[1] = (AeqStressKnown) { { "margin_call", "margin_call", "Clear" }, -60, FALSE, FALSE };
  self->known[2] = (AeqStressKnown) { { "", "receipt", "" }, 7, FALSE, TRUE };
  self->usual[0] = (AeqStressUsual) { { "fee", "receipt", "Abbot" }, TRUE, self->in };
  self->usual[1] = (AeqStressUsual) { { "redemption", "redemption", "Dunn" }, FALSE, self->out };
  for (guint j = 0; j < STRESS_REST; j++)
    {
      self->in[j] = 10;
      self->out[j] = 5;
    }
  self->settled[0] = 50;
}

static void
fill_liquidity (StressCase *self)
{
  self->sources[0] = (AeqStressSource) { AEQ_BCBS_UNENCUMBERED, 100000, 1000 };
  self->sources[1] = (AeqStressSource) { AEQ_BCBS_CENTRAL_BANK_COLLATERAL, 50000, 0 };
  self->lines[0] = (AeqStressLine) { 30000, TRUE, FALSE };
  self->lines[1] = (AeqStressLine) { 20000, FALSE, TRUE };
}

static void
fill_day (StressCase *self)
{
  self->day = (AeqStressDay) {
    .account = "A-1", .account_kind = "nostro", .currency = "USD", .scale = 100, .bucket_minutes = 60, .n_buckets = STRESS_HOURS,
    .now = 1, .usual_out = 20, .n_known = 3, .known = self->known, .n_usual = 2, .usual = self->usual, .balance = 20000,
    .n_sources = 2, .sources = self->sources, .n_lines = 2, .lines = self->lines, .customer_undrawn = 4000,
  };
}

static void
draw (StressCase *self, guint n_paths, guint64 seed)
{
  static const gint16 PLACES[] = { 1, 0, 0 };
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  self->net = g_new (double, n_paths * STRESS_REST);
  self->placed = g_new (gint16, n_paths * 3);
  for (guint p = 0; p < n_paths; p++)
    for (guint j = 0; j < STRESS_REST; j++)
      {
        self->placed[p * 3 + j] = n_paths > 1 && aeq_rng_uniform (&rng) < .1 ? -1 : PLACES[j];
        self->net[p * STRESS_REST + j] = 5 + (n_paths > 1 ? 40 * aeq_rng_normal (&rng) : 0);
      }
  for (guint p = 0; p < n_paths; p++)
    for (guint k = 0; k < 3; k++)
      if (self->placed[p * 3 + k] >= 0)
        self->net[p * STRESS_REST + self->placed[p * 3 + k]] += self->known[k].amount;
}

void
stress_case_init (StressCase *self, guint n_paths, guint64 seed)
{
  memset (self, 0, sizeof *self);
  fill_flows (self);
  fill_liquidity (self);
  fill_day (self);
  draw (self, n_paths, seed);
  for (guint j = 0; j < STRESS_HOURS; j++)
    self->starts[j] = j * AEQ_HOUR;
  self->due[2] = 30;
  self->leg = (AeqStressLeg) {
    .day = &self->day, .n_paths = n_paths, .net = self->net, .placed = self->placed, .settled = self->settled, .received = 80,
    .sent = 30, .opening = 200, .limit = 100, .lines = 300, .starts = self->starts, .due = self->due, .due_settled = 12,
  };
}

void
stress_case_clear (StressCase *self)
{
  g_free (self->net);
  g_free (self->placed);
}

AeqScenario *
stress_scenario (const char *blocks)
{
  g_autofree char *text = g_strconcat ("{'blocks':[", blocks, "]}", NULL);
  g_autoptr(GError) error = NULL;
  AeqScenario *scenario;

  g_strdelimit (text, "'", '"');
  scenario = aeq_scenario_parse ("test", NULL, text, -1, NULL, &error);
  g_assert_no_error (error);
  return scenario;
}

AeqStressReading *
stress_read (const StressCase *self, const char *blocks)
{
  g_autoptr(AeqScenario) scenario = blocks != NULL ? stress_scenario (blocks) : NULL;
  g_autoptr(AeqStressBook) book = aeq_stress_book_new (&self->leg, 1, TRUE);
  g_autoptr(GError) error = NULL;
  AeqStressReading *reading = aeq_stress_read (book, scenario, AEQ_STRESS_READ_FAN, &error);

  g_assert_no_error (error);
  reading->points = NULL; /* they were the book's */
  return reading;
}
