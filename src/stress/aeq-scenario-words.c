/* SPDX-License-Identifier: MIT */
#include "aeq-scenario-private.h"

#include "aeq-money.h"

/* Whose flows: "receipts of the category fee from House 2". */
static void
append_whose (GString *words, const AeqStressBlock *block, const char *what, const char *side)
{
  g_string_append (words, what);
  if (block->category != NULL)
    g_string_append_printf (words, " of the category %s", block->category);
  if (block->group != NULL)
    g_string_append_printf (words, " of the group %s", block->group);
  if (block->counterparty != NULL)
    g_string_append_printf (words, " %s %s", side, block->counterparty);
  else if (block->largest)
    g_string_append_printf (words, " %s the largest counterparty", side);
}

static void
append_payment (GString *words, const AeqStressBlock *block)
{
  const AeqCurrency *currency = block->has_amount ? aeq_currency_lookup (block->currency, -1) : NULL;
  char amount[AEQ_MONEY_TEXT_SIZE + 8];

  if (currency != NULL)
    g_string_append_printf (words, "an unexpected payment of %s %s",
                            aeq_money_format_grouped (block->amount, currency->exponent, amount), currency->code);
  else
    g_string_append_printf (words, "an unexpected payment of %.4g times a day's usual payments", block->size);
}

static void
append_at (GString *words, const AeqStressBlock *block)
{
  if (block->minute >= 0)
    g_string_append_printf (words, " at %02d:%02d", block->minute / 60, block->minute % 60);
  else
    g_string_append (words, " at once");
}

static void
append_flows (GString *words, const AeqStressBlock *block)
{
  if (block->kind == AEQ_STRESS_PREFUND)
    {
      append_whose (words, block, "payments", "to");
      g_string_append (words, " are made at once");
      return;
    }
  append_whose (words, block, block->kind == AEQ_STRESS_FACTORS ? "flows" : "receipts", "from");
  if (block->kind == AEQ_STRESS_DELAY)
    g_string_append_printf (words, " come %.4g minutes late", block->size);
  else if (block->kind == AEQ_STRESS_FACTORS)
    g_string_append_printf (words, ": receipts times %.4g, payments times %.4g", block->size, block->out);
  else
    g_string_append_printf (words, ": %.4g %% do not come", 100 * block->size);
}

static void
append_rest (GString *words, const AeqStressBlock *block)
{
  static const char *const SCALED[] = { "margin calls", "receipts from repo", "redemptions" };

  switch (block->kind)
    {
    case AEQ_STRESS_LINES:
      g_string_append_printf (words, "%.4g %% of %s credit lines are withdrawn", 100 * block->size,
                              block->lines == AEQ_STRESS_LINES_ALL ? "all" : "uncommitted");
      break;
    case AEQ_STRESS_DRAWDOWN:
      g_string_append_printf (words, "customers draw %.4g %% of what is left of their lines", 100 * block->size);
      append_at (words, block);
      break;
    case AEQ_STRESS_PAYMENT:
      append_payment (words, block);
      append_at (words, block);
      break;
    case AEQ_STRESS_HAIRCUT:
      g_string_append_printf (words, "haircuts on %s rise by %.4g points",
                              block->haircut == AEQ_STRESS_HAIRCUT_ALL ? "collateral and unencumbered assets"
                              : block->haircut == AEQ_STRESS_HAIRCUT_COLLATERAL ? "collateral" : "unencumbered assets", block->size);
      break;
    default:
      g_string_append_printf (words, "%s times %.4g", SCALED[block->kind - AEQ_STRESS_MARGIN_CALLS], block->size);
      break;
    }
}

char *
aeq_stress_block_words (const AeqStressBlock *self)
{
  GString *words = g_string_new (NULL);

  if ((aeq_stress_form (self->kind)->members & (AEQ_STRESS_HAS_FLOWS | AEQ_STRESS_HAS_COUNTERPARTY)) != 0)
    append_flows (words, self);
  else
    append_rest (words, self);
  if (self->account != NULL)
    g_string_append_printf (words, ", account %s", self->account);
  if (self->account_kind != NULL)
    g_string_append_printf (words, ", accounts of the kind %s", self->account_kind);
  return g_string_free (words, FALSE);
}
