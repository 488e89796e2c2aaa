/* SPDX-License-Identifier: MIT */
#include "aeq-scenario-private.h"

#include <math.h>

#include "aeq-json.h"
#include "aeq-money.h"

#define VERSION_LENGTH 12

const char *const AEQ_STRESS_LINES_NAMES[] = { "uncommitted", "all", NULL };
const char *const AEQ_STRESS_HAIRCUT_NAMES[] = { "all", "unencumbered", "collateral", NULL };
const char *const AEQ_STRESS_GROUPS[] = { "margin_call", "repo", "redemption", "prime_excess", "receipt", "other", NULL };
const char *const AEQ_STRESS_ACCOUNT_KINDS[] = { "nostro", "custody", "prime_broker", "central_bank", "other", NULL };

static const AeqStressForm FORMS[AEQ_STRESS_N_KINDS] = {
  { "delay", "minutes", AEQ_STRESS_MAX_MINUTES, AEQ_STRESS_HAS_FLOWS },
  { "default", "share", 1, AEQ_STRESS_HAS_COUNTERPARTY },
  { "partial_default", "share", 1, AEQ_STRESS_HAS_FLOWS },
  { "lines", "share", 1, AEQ_STRESS_HAS_LINES },
  { "drawdown", "share", 1, AEQ_STRESS_HAS_TIME },
  { "payment", "share_of_gross", AEQ_STRESS_MAX_FACTOR, AEQ_STRESS_HAS_TIME | AEQ_STRESS_HAS_AMOUNT },
  { "haircut", "points", 100, AEQ_STRESS_HAS_HAIRCUT },
  { "margin_calls", "factor", AEQ_STRESS_MAX_FACTOR, 0 },
  { "repo_roll", "factor", AEQ_STRESS_MAX_FACTOR, 0 },
  { "redemptions", "factor", AEQ_STRESS_MAX_FACTOR, 0 },
  { "factors", NULL, AEQ_STRESS_MAX_FACTOR, AEQ_STRESS_HAS_FLOWS | AEQ_STRESS_HAS_FACTORS },
  { "prefund", NULL, 0, AEQ_STRESS_HAS_FLOWS },
};

const AeqStressForm *
aeq_stress_form (AeqStressKind kind)
{
  return &FORMS[kind];
}

const char *
aeq_stress_kind_name (AeqStressKind kind)
{
  return FORMS[kind].name;
}

AeqStressBlock
aeq_stress_block (AeqStressKind kind, double size)
{
  return (AeqStressBlock) { .kind = kind, .size = size, .out = 1, .minute = -1 };
}

void
aeq_stress_block_clear (AeqStressBlock *self)
{
  g_free (self->currency);
  g_free (self->category);
  g_free (self->group);
  g_free (self->counterparty);
  g_free (self->account);
  g_free (self->account_kind);
}

AeqScenario *
aeq_scenario_new (const char *name, const char *description)
{
  AeqScenario *self = g_new0 (AeqScenario, 1);

  self->name = g_strdup (name);
  self->description = g_strdup (description);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (AeqStressBlock));
  g_array_set_clear_func (self->blocks, (GDestroyNotify) aeq_stress_block_clear);
  return self;
}

void
aeq_scenario_free (AeqScenario *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->description);
  g_array_unref (self->blocks);
  g_free (self);
}

void
aeq_scenario_add (AeqScenario *self, AeqStressBlock block)
{
  g_array_append_val (self->blocks, block);
}

static void
write_text (AeqJson *json, const char *name, const char *value)
{
  if (value != NULL)
    aeq_json_text (json, name, value);
}

static void
write_amount (AeqJson *json, const AeqStressBlock *block)
{
  const AeqCurrency *currency = aeq_currency_lookup (block->currency, -1);

  aeq_json_money (json, "amount", block->amount, currency != NULL ? currency->exponent : 0);
  aeq_json_text (json, "currency", block->currency);
}

/* 90, not 9e+01: people read definitions. */
static void
write_number (AeqJson *json, const char *name, double value)
{
  if (value == floor (value))
    aeq_json_int (json, name, (gint64) value);
  else
    aeq_json_double (json, name, value);
}

static void
write_size (AeqJson *json, const AeqStressBlock *block, const AeqStressForm *form)
{
  if (block->has_amount)
    write_amount (json, block);
  else if (form->size != NULL)
    write_number (json, form->size, block->size);
  if ((form->members & AEQ_STRESS_HAS_FACTORS) != 0)
    {
      write_number (json, "in", block->size);
      write_number (json, "out", block->out);
    }
}

static void
write_block (AeqJson *json, const AeqStressBlock *block)
{
  const AeqStressForm *form = aeq_stress_form (block->kind);
  char at[8];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "kind", form->name);
  write_size (json, block, form);
  if (block->minute >= 0)
    {
      g_snprintf (at, sizeof at, "%02u:%02u", (guint) block->minute / 60 % 24, (guint) block->minute % 60);
      aeq_json_text (json, "at", at);
    }
  if ((form->members & AEQ_STRESS_HAS_LINES) != 0)
    aeq_json_text (json, "which", AEQ_STRESS_LINES_NAMES[block->lines]);
  if ((form->members & AEQ_STRESS_HAS_HAIRCUT) != 0)
    aeq_json_text (json, "on", AEQ_STRESS_HAIRCUT_NAMES[block->haircut]);
  if (block->largest)
    aeq_json_boolean (json, "largest", TRUE);
  write_text (json, "category", block->category);
  write_text (json, "group", block->group);
  write_text (json, "counterparty", block->counterparty);
  write_text (json, "account", block->account);
  write_text (json, "account_kind", block->account_kind);
  aeq_json_end_object (json);
}

char *
aeq_scenario_json (const AeqScenario *self)
{
  GString *out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);

  aeq_json_begin_object (json, NULL);
  aeq_json_begin_array (json, "blocks");
  for (guint i = 0; i < self->blocks->len; i++)
    write_block (json, &g_array_index (self->blocks, AeqStressBlock, i));
  aeq_json_end_array (json);
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}

char *
aeq_scenario_version (const AeqScenario *self)
{
  g_autofree char *json = aeq_scenario_json (self);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);

  return g_strndup (hash, VERSION_LENGTH);
}
