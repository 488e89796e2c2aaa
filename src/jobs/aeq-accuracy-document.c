/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-job-accuracy.h"
#include "aeq-json.h"

#define PIT_BINS 10

static double
per (double sum, guint64 n)
{
  return n > 0 ? sum / (double) n : NAN;
}

static void
write_coverage (AeqJson *json, const AeqAccuracyPart *part)
{
  static const char *const NAMES[4] = { "0.5", "0.8", "0.9", "0.95" };
  double lower = NAN;
  double upper = NAN;

  aeq_json_begin_object (json, "coverage");
  for (int i = 0; i < 4; i++)
    aeq_json_double (json, NAMES[i], aeq_tally_coverage (&part->tally, i));
  aeq_json_end_object (json);
  if (part->tally.n > 0)
    aeq_binomial_band (part->tally.n, AEQ_INTERVALS[AEQ_INTERVAL_90], &lower, &upper);
  aeq_json_begin_array (json, "coverage_0.9_band");
  aeq_json_double (json, NULL, lower);
  aeq_json_double (json, NULL, upper);
  aeq_json_end_array (json);
}

/* Whether misses of the 90 % interval are as frequent as they should be. */
static void
write_kupiec (AeqJson *json, const AeqTally *tally)
{
  double p = NAN;
  double ratio = NAN;

  if (tally->n > 0)
    ratio = aeq_kupiec (tally->n, tally->n - tally->inside[AEQ_INTERVAL_90], 1 - AEQ_INTERVALS[AEQ_INTERVAL_90], &p);
  aeq_json_begin_object (json, "kupiec_0.9");
  aeq_json_double (json, "ratio", ratio);
  aeq_json_double (json, "p", p);
  aeq_json_end_object (json);
}

static void
write_pit (AeqJson *json, const AeqAccuracyPart *part)
{
  const double *pit = (const double *) part->pit->data;
  double share[PIT_BINS];

  aeq_pit_histogram (pit, part->pit->len, PIT_BINS, share);
  aeq_json_begin_array (json, "pit");
  for (int i = 0; i < PIT_BINS && part->pit->len > 0; i++)
    aeq_json_double (json, NULL, share[i]);
  aeq_json_end_array (json);
  aeq_json_double (json, "pit_distance", aeq_pit_distance (pit, part->pit->len));
}

static void
write_part (AeqJson *json, const AeqAccuracyPart *part)
{
  double naive_error = per (part->naive.abs_error, part->naive.n);

  aeq_json_int (json, "n", (gint64) part->tally.n);
  aeq_json_double (json, "wape", aeq_tally_wape (&part->tally));
  aeq_json_double (json, "bias", aeq_tally_bias (&part->tally));
  aeq_json_double (json, "mase", aeq_tally_mase (&part->tally, naive_error));
  aeq_json_double (json, "wql", aeq_tally_wql (&part->tally));
  aeq_json_double (json, "crps", aeq_tally_crps (&part->tally));
  write_coverage (json, part);
  aeq_json_double (json, "width", aeq_tally_width (&part->tally, AEQ_INTERVAL_90));
  write_kupiec (json, &part->tally);
  write_pit (json, part);
  aeq_json_double (json, "skill_vs_snaive", aeq_accuracy_skill (part));
}

static void
write_account (AeqJson *json, const AeqAccuracyPart *part)
{
  double coverage;
  gboolean drifts = aeq_accuracy_drifts (part, &coverage);

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "account", part->name);
  write_part (json, part);
  aeq_json_double (json, "worst_60", aeq_accuracy_worst (part));
  aeq_json_double (json, "newest_60", coverage);
  aeq_json_boolean (json, "drifts", drifts);
  aeq_json_end_object (json);
}

static void
write_accounts (AeqJson *json, GPtrArray *parts)
{
  aeq_json_begin_array (json, "by_account");
  for (guint i = 0; i < parts->len; i++)
    write_account (json, parts->pdata[i]);
  aeq_json_end_array (json);
}

static void
write_course (AeqJson *json, const AeqCourseTally *course)
{
  aeq_json_begin_object (json, "course");
  aeq_json_int (json, "n", (gint64) course->n);
  aeq_json_double (json, "peak_wape", course->usage > 0 ? course->usage_abs_error / course->usage : NAN);
  aeq_json_double (json, "peak_bias", course->usage > 0 ? course->usage_error / course->usage : NAN);
  aeq_json_double (json, "lowest_time_error_minutes", per (course->time_error, course->n_times));
  aeq_json_begin_object (json, "breach");
  aeq_json_int (json, "n", (gint64) course->n_floor);
  aeq_json_int (json, "breaches", (gint64) course->breaches);
  aeq_json_int (json, "called", (gint64) course->called);
  aeq_json_double (json, "precision", per ((double) course->hits, course->called));
  aeq_json_double (json, "recall", per ((double) course->hits, course->breaches));
  aeq_json_double (json, "brier", per (course->brier, course->n_floor));
  aeq_json_double (json, "lead_minutes", per (course->lead, course->n_leads));
  aeq_json_end_object (json);
  aeq_json_end_object (json);
}

static void
write_overrides (AeqJson *json, const AeqOverrideTally *overrides)
{
  aeq_json_begin_object (json, "overrides");
  aeq_json_int (json, "n", (gint64) overrides->n);
  aeq_json_int (json, "helped", (gint64) overrides->helped);
  aeq_json_double (json, "error_with_to_without",
                   overrides->abs_error_without > 0 ? overrides->abs_error / overrides->abs_error_without : NAN);
  aeq_json_end_object (json);
}

static void
write_parts (AeqJson *json, const char *name, const char *key, GPtrArray *parts)
{
  aeq_json_begin_array (json, name);
  for (guint i = 0; i < parts->len; i++)
    {
      const AeqAccuracyPart *part = parts->pdata[i];

      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, key, part->name);
      write_part (json, part);
      aeq_json_end_object (json);
    }
  aeq_json_end_array (json);
}

char *
aeq_accuracy_document (const AeqAccuracy *self)
{
  GString *out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "basis", "gross");
  write_part (json, &self->total);
  write_parts (json, "by_regime", "regime", self->by_regime);
  write_parts (json, "by_horizon", "horizon", self->by_horizon);
  write_accounts (json, self->by_account);
  write_course (json, &self->course);
  write_overrides (json, &self->overrides);
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}
