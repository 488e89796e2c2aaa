/* SPDX-License-Identifier: MIT */
#include "aeq-sample.h"

#include <string.h>

/* Field by field in one byte order: padding and pointers never enter. */

static void
add_number (GChecksum *sum, gint64 value)
{
  guint64 bytes = GUINT64_TO_LE ((guint64) value);

  g_checksum_update (sum, (const guchar *) &bytes, sizeof bytes);
}

static void
add_text (GChecksum *sum, const char *text)
{
  add_number (sum, text != NULL ? (gint64) strlen (text) : -1);
  if (text != NULL)
    g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text));
}

static void
add_texts (GChecksum *sum, const char *const *texts, gsize n)
{
  for (gsize i = 0; i < n; i++)
    add_text (sum, texts[i]);
}

static void
add_numbers (GChecksum *sum, const gint64 *numbers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    add_number (sum, numbers[i]);
}

#define TEXTS(...) add_texts (sum, ((const char *const[]) { __VA_ARGS__ }), \
                              sizeof ((const char *const[]) { __VA_ARGS__ }) / sizeof (char *))
#define NUMBERS(...) add_numbers (sum, ((const gint64[]) { __VA_ARGS__ }), \
                                  sizeof ((const gint64[]) { __VA_ARGS__ }) / sizeof (gint64))

static void
add_flows (GChecksum *sum, const AeqSampleDesk *self)
{
  NUMBERS ((gint64) self->n_flows);
  for (const AeqFlow *flow = self->flows; flow < self->flows + self->n_flows; flow++)
    {
      NUMBERS (flow->account, flow->status, flow->settle_ts, flow->value_date, flow->booking_date, flow->minor,
               (gint64) flow->line);
      TEXTS (flow->category, flow->counterparty, flow->reference, flow->bank_reference, flow->narrative);
    }
}

static void
add_accounts (GChecksum *sum, const AeqSampleDesk *self)
{
  for (const AeqSampleAccount *a = self->accounts; a < self->accounts + self->n_accounts; a++)
    {
      NUMBERS (a->account, a->exponent, a->opened, a->opening_at, a->opening_minor);
      TEXTS (a->name, a->bank, a->kind, a->number, a->iban, a->currency, a->zone, a->calendar);
    }
  for (const AeqSampleLimit *limit = self->limits; limit < self->limits + self->n_limits; limit++)
    NUMBERS (limit->account, limit->floor_minor, limit->warning_minor);
  for (const AeqSampleCreditLine *line = self->credit_lines; line < self->credit_lines + self->n_credit_lines; line++)
    {
      NUMBERS (line->account, line->minor, line->committed, line->secured, line->valid_from, line->valid_to);
      TEXTS (line->provider);
    }
}

static void
add_positions (GChecksum *sum, const AeqSampleDesk *self)
{
  for (const AeqSamplePosition *p = self->positions; p < self->positions + self->n_positions; p++)
    {
      NUMBERS (p->account, p->date, p->haircut_bp, p->market_value);
      TEXTS (p->instrument, p->isin, p->asset_class, p->hqla, p->quantity, p->price, p->currency);
    }
  for (const AeqSampleBalance *b = self->balances; b < self->balances + self->n_balances; b++)
    NUMBERS (b->account, b->date, b->at, b->closing, b->minor);
}

static void
add_obligations (GChecksum *sum, const AeqSampleDesk *self)
{
  for (const AeqSampleObligation *o = self->obligations; o < self->obligations + self->n_obligations; o++)
    {
      NUMBERS (o->account, o->date, o->due, o->minor);
      TEXTS (o->kind, o->counterparty, o->reference);
    }
  for (const AeqSampleScenario *s = self->scenarios; s < self->scenarios + self->n_scenarios; s++)
    TEXTS (s->name, s->title, s->description, s->parameters);
}

static void
add_liquidity (GChecksum *sum, const AeqSampleDesk *self)
{
  for (const AeqSampleSource *s = self->sources; s < self->sources + self->n_sources; s++)
    {
      NUMBERS (s->account, s->as_of, s->minor, s->haircut_bp);
      TEXTS (s->kind, s->name);
    }
  for (const AeqSampleSet *s = self->sets; s < self->sets + self->n_sets; s++)
    {
      NUMBERS (s->nets, s->accounts[0], s->accounts[1], s->accounts[2], s->accounts[3]);
      TEXTS (s->name);
    }
  for (const AeqSampleCustomerLine *l = self->customer_lines; l < self->customer_lines + self->n_customer_lines; l++)
    {
      NUMBERS (l->account, l->minor, l->secured, l->committed, l->peak_use, l->valid_from);
      TEXTS (l->customer);
    }
}

static void
add_market (GChecksum *sum, const AeqSampleDesk *self)
{
  for (const AeqSampleObservation *o = self->observations; o < self->observations + self->n_observations; o++)
    {
      TEXTS (o->series);
      NUMBERS (o->date, o->value_e4, o->known_at);
    }
  for (const AeqSampleEpisode *e = self->episodes; e < self->episodes + self->n_episodes; e++)
    NUMBERS (e->from, e->to, e->regime);
}

char *
aeq_sample_desk_digest (const AeqSampleDesk *self)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (self != NULL, NULL);

  NUMBERS ((gint64) self->seed, self->now, self->today, self->first, self->crisis_first, self->crisis_last);
  add_accounts (sum, self);
  add_flows (sum, self);
  add_positions (sum, self);
  add_obligations (sum, self);
  add_liquidity (sum, self);
  add_market (sum, self);
  return g_strdup (g_checksum_get_string (sum));
}
