/* SPDX-License-Identifier: MIT */
#include "aeq-job-accuracy.h"

#include <math.h>

#include "aeq-balance.h"
#include "aeq-calendar.h"
#include "aeq-cash-series.h"
#include "aeq-forecast-store.h"
#include "aeq-json.h"

static void
part_free (gpointer data)
{
  AeqAccuracyPart *part = data;

  g_free (part->name);
  g_free (part);
}

AeqAccuracy *
aeq_accuracy_new (void)
{
  AeqAccuracy *self = g_new0 (AeqAccuracy, 1);

  self->by_regime = g_ptr_array_new_with_free_func (part_free);
  self->by_horizon = g_ptr_array_new_with_free_func (part_free);
  return self;
}

void
aeq_accuracy_free (AeqAccuracy *self)
{
  g_ptr_array_unref (self->by_regime);
  g_ptr_array_unref (self->by_horizon);
  g_free (self);
}

static AeqAccuracyPart *
find_part (GPtrArray *parts, const char *name)
{
  AeqAccuracyPart *part;

  for (guint i = 0; i < parts->len; i++)
    if (g_str_equal (((AeqAccuracyPart *) parts->pdata[i])->name, name))
      return parts->pdata[i];
  part = g_new0 (AeqAccuracyPart, 1);
  part->name = g_strdup (name);
  g_ptr_array_add (parts, part);
  return part;
}

/* Skill compares like with like: a target without a naive forecast counts in neither. */
static void
add_to_part (AeqAccuracyPart *part, double y, const double *q, double naive, double gross)
{
  aeq_tally_add (&part->tally, y, q, gross);
  if (!isnan (naive))
    aeq_tally_add_point (&part->naive, y, naive);
}

void
aeq_accuracy_add (AeqAccuracy *self, const char *regime, int horizon, double y, const double *q, double naive, double gross)
{
  char text[16];

  g_snprintf (text, sizeof text, "%d", horizon);
  add_to_part (&self->total, y, q, naive, gross);
  add_to_part (find_part (self->by_regime, regime), y, q, naive, gross);
  add_to_part (find_part (self->by_horizon, text), y, q, naive, gross);
}

typedef struct
{
  AeqLedger  *ledger;
  GHashTable *accounts; /* id -> AeqAccount */
} Scorer;

static gboolean
score_one (Scorer *self, AeqScored *scored, GError **error)
{
  const AeqAccount *account = g_hash_table_lookup (self->accounts, &scored->target.account);
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (account->calendar, error);
  g_autoptr(GArray) days = NULL;
  const AeqCashDay *day;

  if (calendar == NULL ||
      (days = aeq_cash_by_day (self->ledger, account, calendar, scored->target.day, scored->target.day, error)) == NULL)
    return FALSE;
  if (days->len == 0)
    return TRUE;
  day = &g_array_index (days, AeqCashDay, 0);
  scored->actual = day->credit - day->debit;
  scored->gross = day->credit + day->debit;
  return aeq_forecast_score (self->ledger, scored, error);
}

/* A target is due when its day is over in the account's own zone. */
static gboolean
is_over (const Scorer *self, const AeqScored *scored)
{
  const AeqAccount *account = g_hash_table_lookup (self->accounts, &scored->target.account);

  return account != NULL && scored->target.day < aeq_zone_date (account->zone, self->ledger->now);
}

/* Missing is missing, not 0: that a day is complete shows only in what the ledger has of a later time. */
static gboolean
is_known (const Scorer *self, const AeqScored *scored, gboolean *known, GError **error)
{
  const AeqAccount *account = g_hash_table_lookup (self->accounts, &scored->target.account);
  AeqInstant as_of;
  AeqDate first;
  AeqDate last;

  if (!aeq_cash_range (self->ledger, account, &first, &last, error) ||
      !aeq_balance_newest (self->ledger, account, &as_of, error))
    return FALSE;
  *known = (last != AEQ_DATE_NONE && last > scored->target.day) ||
           (as_of != AEQ_INSTANT_NONE && aeq_zone_date (account->zone, as_of) > scored->target.day);
  return TRUE;
}

static gboolean
score_due (Scorer *self, gint64 *n, GCancellable *cancellable, GError **error)
{
  AeqDate tomorrow = aeq_zone_date (aeq_zone_utc (), self->ledger->now) + 1;
  g_autoptr(GArray) due = aeq_forecast_due (self->ledger, tomorrow, error);

  if (due == NULL)
    return FALSE;
  for (guint i = 0; i < due->len; i++)
    {
      AeqScored *scored = &g_array_index (due, AeqScored, i);
      gboolean known;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!is_over (self, scored))
        continue;
      if (!is_known (self, scored, &known, error))
        return FALSE;
      if (!known)
        continue;
      if (!score_one (self, scored, error))
        return FALSE;
      *n += 1;
    }
  return TRUE;
}

gboolean
aeq_job_score (AeqLedger *ledger, gint64 *n, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  Scorer scorer = { ledger, by_id };

  *n = 0;
  if (accounts == NULL || !aeq_store_begin (ledger->store, error))
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    g_hash_table_insert (by_id, &((AeqAccount *) accounts->pdata[i])->id, accounts->pdata[i]);
  if (score_due (&scorer, n, cancellable, error) && aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  return FALSE;
}

static gboolean
collect (const AeqScored *scored, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  aeq_accuracy_add (user_data, scored->regime, scored->target.horizon, (double) scored->actual, scored->target.q,
                    scored->target.naive, (double) scored->gross);
  return TRUE;
}

AeqAccuracy *
aeq_job_accuracy (AeqLedger *ledger, const AeqAccuracyFilter *filter, GError **error)
{
  g_autoptr(AeqAccuracy) accuracy = aeq_accuracy_new ();

  if (!aeq_forecast_scored (ledger, filter->account != NULL ? filter->account->id : 0, filter->horizon, filter->regime,
                            filter->from, filter->to, collect, accuracy, error))
    return NULL;
  return g_steal_pointer (&accuracy);
}

double
aeq_accuracy_skill (const AeqAccuracyPart *part)
{
  if (part->tally.n == 0 || part->naive.n != part->tally.n)
    return NAN;
  return aeq_skill (part->tally.abs_error, part->naive.abs_error);
}

static void
write_part (AeqJson *json, const AeqAccuracyPart *part)
{
  static const char *const NAMES[4] = { "0.5", "0.8", "0.9", "0.95" };
  double naive_error = part->naive.n > 0 ? part->naive.abs_error / (double) part->naive.n : NAN;
  double lower = NAN;
  double upper = NAN;

  aeq_json_int (json, "n", (gint64) part->tally.n);
  aeq_json_double (json, "wape", aeq_tally_wape (&part->tally));
  aeq_json_double (json, "bias", aeq_tally_bias (&part->tally));
  aeq_json_double (json, "mase", aeq_tally_mase (&part->tally, naive_error));
  aeq_json_double (json, "wql", aeq_tally_wql (&part->tally));
  aeq_json_double (json, "crps", aeq_tally_crps (&part->tally));
  aeq_json_begin_object (json, "coverage");
  for (int i = 0; i < 4; i++)
    aeq_json_double (json, NAMES[i], part->tally.n > 0 ? aeq_tally_coverage (&part->tally, i) : NAN);
  aeq_json_end_object (json);
  if (part->tally.n > 0)
    aeq_binomial_band (part->tally.n, AEQ_INTERVALS[AEQ_INTERVAL_90], &lower, &upper);
  aeq_json_begin_array (json, "coverage_0.9_band");
  aeq_json_double (json, NULL, lower);
  aeq_json_double (json, NULL, upper);
  aeq_json_end_array (json);
  aeq_json_double (json, "width", part->tally.n > 0 ? aeq_tally_width (&part->tally, AEQ_INTERVAL_90) : NAN);
  aeq_json_double (json, "skill_vs_snaive", aeq_accuracy_skill (part));
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
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}
