/* SPDX-License-Identifier: MIT */
#include "aeq-course-calibration.h"

#include <math.h>
#include <string.h>

#include "aeq-accuracy.h"
#include "aeq-quantiles.h"

#define GAMMA .03
/* Beyond these the paths are wrong, not their calibration, and a wider band would only hide it. */
#define LEAST_FACTOR .6
#define MOST_FACTOR 2.0
#define MOST_SCORE 10
#define TYPE "a(xxiiad)"

/* What is on the median has come true whatever the width. */
static float
score_of (const double *q, int i, double y)
{
  double median = q[AEQ_MEDIAN_INDEX];
  double half = y >= median ? q[AEQ_INTERVAL_UPPER (i)] - median : median - q[AEQ_INTERVAL_LOWER (i)];

  if (!(q[AEQ_INTERVAL_UPPER (i)] > q[AEQ_INTERVAL_LOWER (i)]))
    return NAN;
  if (!(half > 0))
    return y == median ? 0 : MOST_SCORE;
  return (float) fmin (fabs (y - median) / half, MOST_SCORE);
}

void
aeq_course_entry_score (AeqCourseEntry *self, AeqCourseQuantity quantity, const double *raw, const double *issued, double y)
{
  for (int i = 0; i < 4; i++)
    {
      self->score[quantity][i] = score_of (raw, i, y);
      self->missed[quantity][i] = y < issued[AEQ_INTERVAL_LOWER (i)] || y > issued[AEQ_INTERVAL_UPPER (i)];
    }
}

/* Of each day the forecast that was made nearest to @minute; the newest days last. */
static gsize
select_days (const AeqCourseEntry *entries, gsize n, gint64 now, gint32 minute, const AeqCourseEntry **out)
{
  gsize m = 0;

  for (gsize i = n; i-- > 0;)
    {
      const AeqCourseEntry *entry = &entries[i];
      gint32 apart = ABS (entry->minute - minute);
      gboolean same = m > 0 && out[m - 1]->day == entry->day;

      if (entry->known_at > now || apart > AEQ_COURSE_MINUTES || (same && apart >= ABS (out[m - 1]->minute - minute)))
        continue;
      if (!same && m == AEQ_COURSE_DAYS)
        break;
      out[same ? m - 1 : m++] = entry;
    }
  for (gsize i = 0; i < m / 2; i++)
    {
      const AeqCourseEntry *swap = out[i];

      out[i] = out[m - 1 - i];
      out[m - 1 - i] = swap;
    }
  return m;
}

static double
factor_of (const AeqCourseEntry *const *days, gsize n, AeqCourseQuantity quantity, int i)
{
  double target = 1 - AEQ_INTERVALS[i], alpha = target, factor;
  double scores[AEQ_COURSE_DAYS];
  gsize m = 0;

  for (gsize k = 0; k < n; k++)
    {
      if (isnan (days[k]->score[quantity][i]))
        continue;
      scores[m++] = days[k]->score[quantity][i];
      if (m > AEQ_COURSE_LEAST)
        alpha = CLAMP (alpha + GAMMA * (target - days[k]->missed[quantity][i]), target / 3, MIN (.9, 2 * target));
    }
  if (m < AEQ_COURSE_LEAST)
    return 1;
  aeq_stats_sort (scores, m);
  /* The (n + 1) of conformal prediction: the next score is one more. */
  factor = aeq_stats_quantile_sorted (scores, m, MIN (1, (1 - alpha) * (m + 1) / m));
  /* A short record is believed in part. */
  factor = 1 + (factor - 1) * m / (m + AEQ_COURSE_LEAST);
  return CLAMP (factor, LEAST_FACTOR, MOST_FACTOR);
}

void
aeq_course_widening_init (AeqCourseWidening *self)
{
  for (int quantity = 0; quantity < AEQ_N_COURSE; quantity++)
    for (int i = 0; i < 4; i++)
      self->factor[quantity][i] = 1;
}

void
aeq_course_widening (const AeqCourseEntry *entries, gsize n, gint64 now, gint32 minute, AeqCourseWidening *self)
{
  const AeqCourseEntry *days[AEQ_COURSE_DAYS];
  gsize m = select_days (entries, n, now, minute, days);

  for (int quantity = 0; quantity < AEQ_N_COURSE; quantity++)
    for (int i = 0; i < 4; i++)
      self->factor[quantity][i] = factor_of (days, m, (AeqCourseQuantity) quantity, i);
}

/* Eight scores, then the misses as a sum of powers of two. */
static GVariant *
entry_save (const AeqCourseEntry *entry)
{
  double numbers[AEQ_N_COURSE * 4 + 1];
  guint missed = 0, n = 0;

  for (int quantity = 0; quantity < AEQ_N_COURSE; quantity++)
    for (int i = 0; i < 4; i++, n++)
      {
        numbers[n] = entry->score[quantity][i];
        missed |= (guint) entry->missed[quantity][i] << n;
      }
  numbers[n] = missed;
  return g_variant_new ("(xxii@ad)", entry->known_at, entry->as_of, entry->day, entry->minute,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_DOUBLE, numbers, G_N_ELEMENTS (numbers), sizeof *numbers));
}

GBytes *
aeq_course_entries_save (const AeqCourseEntry *entries, gsize n)
{
  GVariantBuilder builder;
  g_autoptr(GVariant) variant = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (TYPE));
  for (gsize i = 0; i < n; i++)
    g_variant_builder_add_value (&builder, entry_save (&entries[i]));
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    {
      g_autoptr(GVariant) little = g_variant_byteswap (variant);

      return g_variant_get_data_as_bytes (little);
    }
  return g_variant_get_data_as_bytes (variant);
}

static gboolean
entry_load (GVariant *child, AeqCourseEntry *entry)
{
  g_autoptr(GVariant) list = NULL;
  const double *numbers;
  gsize n;

  g_variant_get (child, "(xxii@ad)", &entry->known_at, &entry->as_of, &entry->day, &entry->minute, &list);
  numbers = g_variant_get_fixed_array (list, &n, sizeof *numbers);
  if (n != AEQ_N_COURSE * 4 + 1)
    return FALSE;
  for (guint k = 0; k < AEQ_N_COURSE * 4; k++)
    {
      entry->score[k / 4][k % 4] = (float) numbers[k];
      entry->missed[k / 4][k % 4] = ((guint) CLAMP (numbers[n - 1], 0, 255) >> k) & 1;
    }
  return TRUE;
}

GArray *
aeq_course_entries_load (GBytes *bytes)
{
  g_autoptr(GVariant) stored = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), bytes, FALSE));
  g_autoptr(GVariant) variant = G_BYTE_ORDER == G_BIG_ENDIAN ? g_variant_byteswap (stored) : g_variant_ref (stored);
  g_autoptr(GArray) entries = g_array_new (FALSE, TRUE, sizeof (AeqCourseEntry));

  if (!g_variant_is_normal_form (variant))
    return NULL;
  for (gsize i = 0; i < g_variant_n_children (variant); i++)
    {
      g_autoptr(GVariant) child = g_variant_get_child_value (variant, i);
      AeqCourseEntry entry = { 0 };

      if (!entry_load (child, &entry))
        return NULL;
      g_array_append_val (entries, entry);
    }
  return g_steal_pointer (&entries);
}
