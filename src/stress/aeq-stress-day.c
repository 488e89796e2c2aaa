/* SPDX-License-Identifier: MIT */
#include "aeq-stress-day.h"

#include <math.h>
#include <string.h>

#include "aeq-stress-private.h"

/* What all blocks together do to flows of one kind. */
typedef struct
{
  double   factor;
  double   minutes;
  gboolean at_once;
} Change;

static gboolean
same_text (const char *wanted, const char *text)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (g_strcmp0 (wanted, text) == 0)
    return TRUE;
  a = g_utf8_casefold (wanted, -1);
  b = g_utf8_casefold (text, -1);
  return g_str_equal (a, b);
}

gboolean
aeq_stress_hits_account (const AeqStressBlock *block, const AeqStressDay *day)
{
  return (block->account == NULL || g_strcmp0 (block->account, day->account) == 0) &&
         (block->account_kind == NULL || g_strcmp0 (block->account_kind, day->account_kind) == 0) &&
         (!block->has_amount || g_strcmp0 (block->currency, day->currency) == 0);
}

static gboolean
hits (const AeqStressBlock *block, const AeqStressTag *tag, const char *largest)
{
  const char *counterparty = block->largest ? largest : block->counterparty;

  if (block->largest && largest == NULL)
    return FALSE;
  return (block->category == NULL || g_str_equal (block->category, tag->category)) &&
         (block->group == NULL || g_str_equal (block->group, tag->group)) &&
         (counterparty == NULL || same_text (counterparty, tag->counterparty));
}

static void
change_receipts (Change *change, const AeqStressBlock *block, const AeqStressTag *tag)
{
  switch (block->kind)
    {
    case AEQ_STRESS_DELAY:
      change->minutes += block->size;
      break;
    case AEQ_STRESS_DEFAULT:
    case AEQ_STRESS_PARTIAL_DEFAULT:
      change->factor *= 1 - block->size;
      break;
    case AEQ_STRESS_REPO_ROLL:
      change->factor *= g_str_equal (tag->group, "repo") ? block->size : 1;
      break;
    case AEQ_STRESS_FACTORS:
      change->factor *= block->size;
      break;
    default:
      break;
    }
}

static void
change_payments (Change *change, const AeqStressBlock *block, const AeqStressTag *tag)
{
  switch (block->kind)
    {
    case AEQ_STRESS_MARGIN_CALLS:
      change->factor *= g_str_equal (tag->group, "margin_call") ? block->size : 1;
      break;
    case AEQ_STRESS_REDEMPTIONS:
      change->factor *= g_str_equal (tag->group, "redemption") ? block->size : 1;
      break;
    case AEQ_STRESS_FACTORS:
      change->factor *= block->out;
      break;
    case AEQ_STRESS_PREFUND:
      change->at_once = TRUE;
      break;
    default:
      break;
    }
}

/* FALSE when nothing changes. */
static gboolean
find_change (const AeqStressDay *day, const AeqScenario *scenario, const char *largest, const AeqStressTag *tag, gboolean inflow,
             Change *change)
{
  *change = (Change) { 1, 0, FALSE };
  for (guint i = 0; i < scenario->blocks->len; i++)
    {
      const AeqStressBlock *block = &g_array_index (scenario->blocks, AeqStressBlock, i);

      if (!aeq_stress_hits_account (block, day) || !hits (block, tag, largest))
        continue;
      if (inflow)
        change_receipts (change, block, tag);
      else
        change_payments (change, block, tag);
    }
  return change->factor != 1 || change->minutes > 0 || change->at_once;
}

double
aeq_stress_place (double *net, guint n, guint at, double amount, double delay)
{
  double whole = floor (delay);
  double part = delay - whole;
  double first = (double) at + whole;
  double carried = 0;

  if (first < n)
    net[(guint) first] += amount * (1 - part);
  else
    carried += amount * (1 - part);
  if (part > 0 && first + 1 < n)
    net[(guint) first + 1] += amount * part;
  else
    carried += amount * part;
  return carried;
}

static void
stress_usual (AeqStressEffect *self, const AeqStressDay *day, const AeqStressUsual *flows, const Change *change)
{
  double delay = change->minutes / day->bucket_minutes;

  for (guint j = 0; j < self->n_rest; j++)
    {
      double usual = flows->usual[j];
      double left = usual * change->factor;
      double carried;

      if (flows->inflow && delay > 0)
        {
          self->net[j] -= usual;
          carried = aeq_stress_place (self->net, self->n_rest, j, left, delay);
          self->carried += carried;
          self->received += left - carried - usual;
        }
      else if (flows->inflow)
        {
          self->net[j] += left - usual;
          self->received += left - usual;
        }
      else
        {
          self->net[j] += usual;
          self->net[change->at_once ? 0 : j] -= left;
          self->sent += left - usual;
        }
    }
}

static guint
bucket_at (const AeqStressDay *day, int minute)
{
  guint bucket = minute >= 0 ? (guint) minute / day->bucket_minutes : 0;

  return bucket > day->now ? MIN (bucket, day->n_buckets - 1) - day->now : 0;
}

/* Payments that no flow stands for: what customers draw, and the unexpected. */
static void
pay_extra (AeqStressEffect *self, const AeqStressDay *day, const AeqStressBlock *block)
{
  double amount = 0;

  if (block->kind == AEQ_STRESS_DRAWDOWN)
    amount = block->size * (double) day->customer_undrawn / day->scale;
  else if (block->kind == AEQ_STRESS_PAYMENT)
    amount = block->has_amount ? (double) block->amount / day->scale : block->size * day->usual_out;
  if (amount <= 0 || self->n_rest == 0)
    return;
  self->net[bucket_at (day, block->minute)] -= amount;
  self->sent += amount;
}

static void
move_known (AeqStressEffect *self, const AeqStressDay *day, guint k, const Change *change)
{
  double minutes = day->known[k].day_only && change->minutes < AEQ_STRESS_MAX_MINUTES ? 0 : change->minutes;
  AeqStressMove move = { k, change->factor, minutes / day->bucket_minutes, change->at_once };

  self->moves[self->n_moves++] = move;
}

static void
stress_flows (AeqStressEffect *self, const AeqStressDay *day, const AeqScenario *scenario, const char *largest)
{
  Change change;

  for (gsize i = 0; i < day->n_usual; i++)
    if (find_change (day, scenario, largest, &day->usual[i].tag, day->usual[i].inflow, &change))
      stress_usual (self, day, &day->usual[i], &change);
  for (gsize k = 0; k < day->n_known; k++)
    if (!day->known[k].fixed &&
        find_change (day, scenario, largest, &day->known[k].tag, day->known[k].amount > 0, &change))
      move_known (self, day, (guint) k, &change);
  for (guint i = 0; i < scenario->blocks->len; i++)
    {
      const AeqStressBlock *block = &g_array_index (scenario->blocks, AeqStressBlock, i);

      if (aeq_stress_hits_account (block, day))
        pay_extra (self, day, block);
    }
}

AeqStressEffect *
aeq_stress_effect_new (const AeqStressDay *day, const AeqScenario *scenario, const char *largest, GError **error)
{
  g_autoptr(AeqStressEffect) self = g_new0 (AeqStressEffect, 1);

  self->n_rest = day->n_buckets - day->now;
  self->net = g_new0 (double, MAX (self->n_rest, 1));
  self->moves = g_new0 (AeqStressMove, MAX (day->n_known, 1));
  if (!aeq_stress_available (self, day, scenario, error))
    return NULL;
  if (scenario != NULL && self->n_rest > 0)
    stress_flows (self, day, scenario, largest);
  return g_steal_pointer (&self);
}

void
aeq_stress_effect_free (AeqStressEffect *self)
{
  if (self == NULL)
    return;
  g_free (self->net);
  g_free (self->moves);
  g_free (self);
}

static void
add_to (GHashTable *sums, const char *counterparty, double amount)
{
  double *sum = g_hash_table_lookup (sums, counterparty);

  if (*counterparty == '\0' || amount <= 0)
    return;
  if (sum == NULL)
    g_hash_table_insert (sums, (gpointer) counterparty, g_memdup2 (&amount, sizeof amount));
  else
    *sum += amount;
}

static void
add_day (GHashTable *sums, const AeqStressDay *day)
{
  for (gsize k = 0; k < day->n_known; k++)
    if (!day->known[k].fixed)
      add_to (sums, day->known[k].tag.counterparty, day->known[k].amount);
  for (gsize i = 0; i < day->n_usual; i++)
    for (guint j = 0; day->usual[i].inflow && j < day->n_buckets - day->now; j++)
      add_to (sums, day->usual[i].tag.counterparty, day->usual[i].usual[j]);
}

const char *
aeq_stress_largest (const AeqStressDay *const *days, gsize n)
{
  g_autoptr(GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  const char *largest = NULL;
  GHashTableIter iter;
  gpointer name, sum;
  double most = 0;

  for (gsize i = 0; i < n; i++)
    add_day (sums, days[i]);
  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, &name, &sum))
    /* The order of a hash table is nobody's: ties go by name. */
    if (largest == NULL || *(double *) sum > most || (*(double *) sum == most && strcmp (name, largest) < 0))
      {
        most = *(double *) sum;
        largest = name;
      }
  return largest;
}
