/* SPDX-License-Identifier: MIT */
#include "aeq-stress-book-private.h"

#include <math.h>
#include <string.h>

#include "aeq-stress-private.h"

/* What a path's receipts and payments are before a scenario: known flows as they are; of the rest only the net was drawn, so that
 * usual receipts and payments share what it differs from theirs by halves. */
void
aeq_stress_gross (const AeqStressLeg *leg, guint p, double usual_in, double usual_out, double *received, double *sent)
{
  const AeqStressDay *day = leg->day;
  guint n_rest = day->n_buckets - day->now;
  double in = usual_in, out = usual_out, rest = 0;

  for (guint j = 0; j < n_rest; j++)
    rest += leg->net[(gsize) p * n_rest + j];
  *received = leg->received;
  *sent = leg->sent;
  for (gsize k = 0; k < day->n_known; k++)
    {
      double amount = day->known[k].amount;

      if (leg->placed[p * day->n_known + k] < 0)
        continue;
      rest -= amount;
      *(amount > 0 ? received : sent) += fabs (amount);
    }
  in += (rest - (in - out)) / 2;
  out = in - rest;
  if (in < 0)
    {
      in = 0;
      out = -rest;
    }
  else if (out < 0)
    {
      out = 0;
      in = rest;
    }
  *received += in;
  *sent += out;
}

static void
move_known (const AeqStressLeg *leg, const AeqStressMove *move, guint p, AeqStressPath *path)
{
  const AeqStressDay *day = leg->day;
  guint n_rest = day->n_buckets - day->now;
  double amount = day->known[move->known].amount;
  double left = amount * move->factor;
  int at = leg->placed[p * day->n_known + move->known];
  double carried = 0;

  if (at < 0 || (guint) at >= n_rest)
    return;
  if (move->delay > 0 || move->at_once)
    {
      path->net[at] -= amount;
      carried = aeq_stress_place (path->net, n_rest, move->at_once ? 0 : (guint) at, left, move->at_once ? 0 : move->delay);
    }
  else
    path->net[at] += left - amount;
  path->carried += carried;
  if (amount > 0)
    path->received += left - carried - amount;
  else
    path->sent -= left - amount;
}

void
aeq_stress_path_fill (const AeqStressLeg *leg, const AeqStressEffect *effect, guint p, AeqStressPath *path)
{
  guint n_rest = leg->day->n_buckets - leg->day->now;

  memcpy (path->net, leg->net + (gsize) p * n_rest, n_rest * sizeof *path->net);
  path->received = effect->received;
  path->sent = effect->sent;
  path->carried = effect->carried;
  for (guint j = 0; j < n_rest; j++)
    path->net[j] += effect->net[j];
  for (gsize m = 0; m < effect->n_moves; m++)
    move_known (leg, &effect->moves[m], p, path);
}
