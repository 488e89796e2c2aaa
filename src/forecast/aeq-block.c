/* SPDX-License-Identifier: MIT */
#include "aeq-block.h"

/* The smaller of two uniform draws would be too eager; so often it is taken. */
#define EAGER .33

static void
draw_ages (AeqRng *rng, guint8 *tries)
{
  for (int i = 0; i < AEQ_BLOCK_TRIES; i++)
    {
      guint a = aeq_rng_below (rng, AEQ_BLOCK_REACH);
      guint b = aeq_rng_below (rng, AEQ_BLOCK_REACH);

      tries[i] = (guint8) (1 + (aeq_rng_uniform (rng) < EAGER ? MIN (a, b) : a));
    }
}

void
aeq_block_draw (AeqRng *rng, guint stretch, AeqBlock *block)
{
  guint least = MIN (stretch + 1, AEQ_BLOCK_REACH);

  draw_ages (rng, block->first);
  draw_ages (rng, block->second);
  for (int i = 0; i < AEQ_BLOCK_TRIES; i++)
    block->far[i] = (guint8) (least + aeq_rng_below (rng, AEQ_BLOCK_REACH - least + 1));
}

void
aeq_block_days (AeqDate today, const AeqDate *days, gsize n, AeqBlockDays *self)
{
  guint reach = (guint) MAX (today - days[0], 1);

  for (guint age = 1; age <= AEQ_BLOCK_REACH; age++)
    {
      AeqDate wanted = today - 1 - (AeqDate) ((age - 1) % reach);
      gsize row = n - 1;

      while (row > 0 && days[row] > wanted)
        row--;
      self->row[age] = row;
      self->exact[age] = days[row] == wanted && age <= reach;
    }
}

/* 1970-01-01 was a Thursday. */
static gint64
since_monday (AeqDate date)
{
  return (gint64) date + 3 + 7 * 400000;
}

AeqDate
aeq_block_ahead (AeqDate today, AeqDate target, AeqDate from)
{
  gint64 a = since_monday (today), b = since_monday (target), c = since_monday (from);
  gint64 weekdays;

  if (a % 7 > 4 || b % 7 > 4 || c % 7 > 4)
    return AEQ_DATE_NONE;
  weekdays = c / 7 * 5 + c % 7 + (b / 7 - a / 7) * 5 + b % 7 - a % 7;
  return (AeqDate) (weekdays / 5 * 7 + weekdays % 5 - since_monday (0));
}

guint
aeq_block_age (const AeqBlockDays *self, const guint8 tries[AEQ_BLOCK_TRIES])
{
  for (int i = 0; i < AEQ_BLOCK_TRIES; i++)
    if (self->exact[tries[i]])
      return tries[i];
  return tries[0];
}
