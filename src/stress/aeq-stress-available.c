/* SPDX-License-Identifier: MIT */
#include "aeq-stress-private.h"

#include <math.h>

#include "aeq-error.h"
#include "aeq-money.h"
#include "aeq-words.h"

#define BASIS 10000

/* @minor times a share of 1, in parts of a millionth and without leaving the range; rounded down. */
static gint64
share_of (gint64 minor, double share)
{
  gint64 millionths = (gint64) llround (CLAMP (share, 0, 1) * 1e6);

  return minor / 1000000 * millionths + minor % 1000000 * millionths / 1000000;
}

static gboolean
is_on (AeqStressHaircut on, AeqBcbsSource kind)
{
  gboolean collateral = kind == AEQ_BCBS_CENTRAL_BANK_COLLATERAL || kind == AEQ_BCBS_ANCILLARY_COLLATERAL;

  return (on != AEQ_STRESS_HAIRCUT_COLLATERAL && kind == AEQ_BCBS_UNENCUMBERED) ||
         (on != AEQ_STRESS_HAIRCUT_UNENCUMBERED && collateral);
}

static gint64
source_left (const AeqStressSource *source, const AeqStressDay *day, const AeqScenario *scenario)
{
  double points = 0;

  for (guint i = 0; scenario != NULL && i < scenario->blocks->len; i++)
    {
      const AeqStressBlock *block = &g_array_index (scenario->blocks, AeqStressBlock, i);

      if (block->kind == AEQ_STRESS_HAIRCUT && aeq_stress_hits_account (block, day) && is_on (block->haircut, source->kind))
        points += block->size;
    }
  return share_of (source->before, 1 - (double) source->haircut_bp / BASIS - points / 100);
}

static gint64
line_left (const AeqStressLine *line, const AeqStressDay *day, const AeqScenario *scenario)
{
  double left = 1;

  for (guint i = 0; scenario != NULL && i < scenario->blocks->len; i++)
    {
      const AeqStressBlock *block = &g_array_index (scenario->blocks, AeqStressBlock, i);

      if (block->kind == AEQ_STRESS_LINES && aeq_stress_hits_account (block, day) &&
          (block->lines == AEQ_STRESS_LINES_ALL || !line->committed))
        left *= 1 - block->size;
    }
  return share_of (line->minor, left);
}

static gboolean
add_line (AeqStressEffect *self, const AeqStressLine *line, gint64 left)
{
  AeqBcbsAvailable *available = &self->available;

  return aeq_money_add (available->minor[AEQ_BCBS_CREDIT_LINES], left, &available->minor[AEQ_BCBS_CREDIT_LINES]) &&
         (!line->secured || aeq_money_add (available->lines_secured, left, &available->lines_secured)) &&
         (!line->committed || (aeq_money_add (available->lines_committed, left, &available->lines_committed) &&
                               aeq_money_add (self->committed_withdrawn, line->minor - left, &self->committed_withdrawn)));
}

static gboolean
add_all (AeqStressEffect *self, const AeqStressDay *day, const AeqScenario *scenario)
{
  AeqBcbsAvailable *available = &self->available;

  available->known = TRUE;
  available->minor[AEQ_BCBS_BALANCE] = day->balance;
  for (gsize i = 0; i < day->n_sources; i++)
    {
      gint64 *sum = &available->minor[day->sources[i].kind];

      if (!aeq_money_add (*sum, source_left (&day->sources[i], day, scenario), sum))
        return FALSE;
    }
  for (gsize i = 0; i < day->n_lines; i++)
    if (!add_line (self, &day->lines[i], line_left (&day->lines[i], day, scenario)))
      return FALSE;
  for (guint i = 0; i < AEQ_BCBS_N_SOURCES; i++)
    if (!aeq_money_add (self->available_total, available->minor[i], &self->available_total))
      return FALSE;
  return TRUE;
}

gboolean
aeq_stress_available (AeqStressEffect *self, const AeqStressDay *day, const AeqScenario *scenario, GError **error)
{
  if (add_all (self, day, scenario))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("what is available to %s adds up to more than can be kept"), day->account);
  return FALSE;
}
