/* SPDX-License-Identifier: MIT */
#include "aeq-stress-reverse.h"

#include <math.h>

#define STEPS 20

/* What is searched for: sizes from the one that changes nothing to the worst. */
static const struct
{
  AeqStressKind kind;
  const char   *name;
  const char   *size;
  double        none;
  double        worst;
} SEARCHES[] = {
  { AEQ_STRESS_DELAY, "delay", "minutes", 0, AEQ_STRESS_MAX_MINUTES },
  { AEQ_STRESS_DEFAULT, "default", "share", 0, 1 },
  { AEQ_STRESS_PARTIAL_DEFAULT, "partial_default", "share", 0, 1 },
  { AEQ_STRESS_LINES, "lines_uncommitted", "share", 0, 1 },
  { AEQ_STRESS_LINES, "lines_all", "share", 0, 1 },
  { AEQ_STRESS_DRAWDOWN, "drawdown", "share", 0, 1 },
  { AEQ_STRESS_PAYMENT, "payment", "share_of_gross", 0, 20 },
  { AEQ_STRESS_HAIRCUT, "haircut", "points", 0, 100 },
  { AEQ_STRESS_MARGIN_CALLS, "margin_calls", "factor", 1, 20 },
  { AEQ_STRESS_REPO_ROLL, "repo_roll", "factor", 1, 0 },
  { AEQ_STRESS_REDEMPTIONS, "redemptions", "factor", 1, 20 },
  { AEQ_STRESS_FACTORS, "payments", "out", 1, 20 },
};

typedef struct
{
  const AeqStressBook *book;
  guint                search;
  double               chance;
  gboolean             breach; /* else exhaustion */
} Search;

const char *
aeq_stress_outcome_name (AeqStressOutcome outcome)
{
  static const char *const NAMES[] = { "found", "already", "none", "no_limit" };

  return NAMES[outcome];
}

static AeqStressBlock
make_block (guint search, double size)
{
  AeqStressBlock block = aeq_stress_block (SEARCHES[search].kind, size);

  if (SEARCHES[search].kind == AEQ_STRESS_FACTORS)
    {
      block.size = 1;
      block.out = size;
    }
  block.largest = SEARCHES[search].kind == AEQ_STRESS_DEFAULT;
  if (g_str_equal (SEARCHES[search].name, "lines_all"))
    block.lines = AEQ_STRESS_LINES_ALL;
  return block;
}

static AeqScenario *
make_scenario (guint search, double size)
{
  AeqScenario *scenario = aeq_scenario_new (SEARCHES[search].name, NULL);

  aeq_scenario_add (scenario, make_block (search, size));
  return scenario;
}

AeqScenario *
aeq_stress_reverse_scenario (const AeqStressReverse *self, const AeqStressLeast *least)
{
  guint i = 0;

  g_return_val_if_fail (least->outcome == AEQ_STRESS_FOUND, NULL);
  while (!g_str_equal (SEARCHES[i].name, self->name))
    i++;
  return make_scenario (i, least->size);
}

static gboolean
try_size (const Search *self, double size, gboolean *happens, GError **error)
{
  g_autoptr(AeqScenario) scenario = make_scenario (self->search, size);
  g_autoptr(AeqStressReading) reading = aeq_stress_read (self->book, scenario, AEQ_STRESS_READ_CHANCES, error);

  if (reading == NULL)
    return FALSE;
  *happens = (self->breach ? reading->p_breach : reading->p_exhausted) >= self->chance;
  return TRUE;
}

/* Every block takes cash away or puts it later, so that more of it is never better: halving finds the least. */
static gboolean
find_least (const Search *self, AeqStressLeast *least, GError **error)
{
  double none = SEARCHES[self->search].none, worst = SEARCHES[self->search].worst;
  double low = 0, high = 1;
  gboolean happens;

  if (!try_size (self, none, &happens, error))
    return FALSE;
  least->outcome = happens ? AEQ_STRESS_ALREADY : AEQ_STRESS_NOT;
  if (happens)
    return TRUE;
  if (!try_size (self, worst, &happens, error))
    return FALSE;
  if (!happens)
    return TRUE;
  for (guint i = 0; i < STEPS; i++)
    {
      double middle = (low + high) / 2;

      if (!try_size (self, none + middle * (worst - none), &happens, error))
        return FALSE;
      *(happens ? &high : &low) = middle;
    }
  least->outcome = AEQ_STRESS_FOUND;
  least->size = none + high * (worst - none);
  return TRUE;
}

GArray *
aeq_stress_reverse (const AeqStressBook *book, double chance, GCancellable *cancellable, GError **error)
{
  g_autoptr(GArray) list = g_array_new (FALSE, TRUE, sizeof (AeqStressReverse));
  g_autoptr(AeqStressReading) base = aeq_stress_read (book, NULL, AEQ_STRESS_READ_CHANCES, error);

  if (base == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (SEARCHES); i++)
    {
      AeqStressReverse found = { SEARCHES[i].kind, SEARCHES[i].name, SEARCHES[i].size, SEARCHES[i].none, SEARCHES[i].worst,
                                 { AEQ_STRESS_NO_LIMIT, 0 }, { AEQ_STRESS_NOT, 0 } };
      Search search = { book, i, chance, TRUE };

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (!isnan (base->p_breach) && !find_least (&search, &found.breach, error)))
        return NULL;
      search.breach = FALSE;
      if (!find_least (&search, &found.exhaustion, error))
        return NULL;
      g_array_append_val (list, found);
    }
  return g_steal_pointer (&list);
}
