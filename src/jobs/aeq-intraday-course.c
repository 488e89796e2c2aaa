/* SPDX-License-Identifier: MIT */
#include "aeq-intraday-private.h"

#include "aeq-cash-series.h"
#include "aeq-error.h"

#define RISE_SHARE 20 /* a trough is as deep as this part of the day's range */

static gboolean
step (GArray *points, AeqInstant at, gint64 minor, GError **error)
{
  AeqPositionPoint next = g_array_index (points, AeqPositionPoint, points->len - 1);
  gboolean same = next.at == at;

  next.at = at;
  if (!aeq_money_add (next.net, minor, &next.net))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "the sum of the day's flows is too large");
      return FALSE;
    }
  if (same)
    g_array_index (points, AeqPositionPoint, points->len - 1) = next;
  else
    g_array_append_val (points, next);
  return TRUE;
}

static gboolean
fill_booked (AeqIntradayDay *self, GError **error)
{
  const AeqPositionPoint open = { self->ladder.buckets.start - 1, 0 };

  g_array_append_val (self->course, open);
  for (guint i = 0; i < self->ladder.points->len; i++)
    {
      const AeqCashPoint *point = &g_array_index (self->ladder.points, AeqCashPoint, i);

      if (!step (self->course, point->settle_ts, point->minor, error))
        return FALSE;
    }
  return TRUE;
}

AeqInstant
aeq_announced_at (AeqInstant at, gboolean day_only, gint64 minor, AeqInstant now, AeqInstant end)
{
  if (at > now && !day_only)
    return at;
  return minor > 0 ? MAX (end - 1, now + 1) : now + 1;
}

static gint
compare_announced (gconstpointer a, gconstpointer b)
{
  const AeqAnnounced *left = a;
  const AeqAnnounced *right = b;

  return (left->at > right->at) - (left->at < right->at);
}

/* A copy with the times at which they count. */
static GArray *
place_announced (const AeqLadder *ladder)
{
  GArray *placed = g_array_copy (ladder->announced);
  AeqInstant now = MAX (ladder->now, ladder->buckets.start);

  for (guint i = 0; i < placed->len; i++)
    {
      AeqAnnounced *one = &g_array_index (placed, AeqAnnounced, i);

      one->at = aeq_announced_at (one->at, one->day_only, one->minor, now, ladder->buckets.end);
    }
  g_array_sort (placed, compare_announced);
  return placed;
}

/* Nothing comes any more on a day that is over. */
static gboolean
fill_expected (AeqIntradayDay *self, GError **error)
{
  const AeqLadder *ladder = &self->ladder;
  const AeqPositionPoint start = { MAX (ladder->now, ladder->buckets.start), ladder->booked };
  g_autoptr(GArray) placed = NULL;

  if (ladder->now >= ladder->buckets.end || ladder->announced->len == 0)
    return TRUE;
  placed = place_announced (ladder);
  g_array_append_val (self->expected, start);
  for (guint i = 0; i < placed->len; i++)
    if (!step (self->expected, g_array_index (placed, AeqAnnounced, i).at,
               g_array_index (placed, AeqAnnounced, i).minor, error))
      return FALSE;
  return TRUE;
}

/* One walk over booked and announced: the peak so far, and the lowest since it that was deep enough. */
typedef struct
{
  AeqIntradayDay     *self;
  gint64           rise;
  AeqPositionPoint high;
  AeqPositionPoint low;
  gboolean         has_low;
} Walk;

static void
emit (Walk *walk)
{
  const AeqTrough trough = { walk->high.at, walk->high.net, walk->low.at, walk->low.net,
                             walk->low.at > walk->self->ladder.now };

  if (walk->has_low)
    g_array_append_val (walk->self->troughs, trough);
}

static void
walk_to (Walk *walk, const AeqPositionPoint *point)
{
  gint64 fall;

  if (!walk->has_low && point->net >= walk->high.net)
    walk->high = *point;
  else if (!walk->has_low)
    {
      walk->has_low = __builtin_sub_overflow (walk->high.net, point->net, &fall) || fall >= walk->rise;
      walk->low = *point;
    }
  else if (point->net < walk->low.net)
    walk->low = *point;
  else if (__builtin_sub_overflow (point->net, walk->low.net, &fall) || fall >= walk->rise)
    {
      emit (walk);
      walk->high = *point;
      walk->has_low = FALSE;
    }
}

static void
reach (GArray *points, gint64 *lowest, gint64 *highest)
{
  for (guint i = 0; i < points->len; i++)
    {
      *lowest = MIN (*lowest, g_array_index (points, AeqPositionPoint, i).net);
      *highest = MAX (*highest, g_array_index (points, AeqPositionPoint, i).net);
    }
}

static void
fill_troughs (AeqIntradayDay *self)
{
  Walk walk = { .self = self, .high = g_array_index (self->course, AeqPositionPoint, 0) };
  gint64 lowest = 0;
  gint64 highest = 0;

  reach (self->course, &lowest, &highest);
  reach (self->expected, &lowest, &highest);
  walk.rise = MAX (highest / RISE_SHARE - lowest / RISE_SHARE, 1);
  for (guint i = 1; i < self->course->len; i++)
    walk_to (&walk, &g_array_index (self->course, AeqPositionPoint, i));
  for (guint i = 1; i < self->expected->len; i++)
    walk_to (&walk, &g_array_index (self->expected, AeqPositionPoint, i));
  emit (&walk);
}

gboolean
aeq_intraday_fill_course (AeqIntradayDay *self, GError **error)
{
  self->course = g_array_new (FALSE, FALSE, sizeof (AeqPositionPoint));
  self->expected = g_array_new (FALSE, FALSE, sizeof (AeqPositionPoint));
  self->troughs = g_array_new (FALSE, FALSE, sizeof (AeqTrough));
  if (!fill_booked (self, error) || !fill_expected (self, error))
    return FALSE;
  fill_troughs (self);
  return TRUE;
}

static const AeqPositionPoint *
last_up_to (GArray *points, AeqInstant at)
{
  for (guint i = points->len; i > 0; i--)
    if (g_array_index (points, AeqPositionPoint, i - 1).at <= at)
      return &g_array_index (points, AeqPositionPoint, i - 1);
  return NULL;
}

gint64
aeq_intraday_net_at (const AeqIntradayDay *self, AeqInstant at)
{
  const AeqPositionPoint *point = last_up_to (self->expected, at);

  if (point == NULL)
    point = last_up_to (self->course, at);
  return point != NULL ? point->net : 0;
}

const AeqTrough *
aeq_intraday_deepest (const AeqIntradayDay *self)
{
  const AeqTrough *deepest = NULL;

  for (guint i = 0; i < self->troughs->len; i++)
    {
      const AeqTrough *trough = &g_array_index (self->troughs, AeqTrough, i);

      if (deepest == NULL || trough->low < deepest->low)
        deepest = trough;
    }
  return deepest;
}
