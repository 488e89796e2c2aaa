/* SPDX-License-Identifier: MIT */
#include "aeq-job-accuracy.h"

#include "aeq-balance.h"
#include "aeq-calendar.h"
#include "aeq-cash-series.h"
#include "aeq-desk-calibration.h"
#include "aeq-forecast-course.h"
#include "aeq-score-fold.h"

typedef struct
{
  AeqLedger    *ledger;
  GHashTable   *accounts; /* id -> AeqAccount */
  AeqScoreFold *fold;
  GCancellable *cancellable;
  gint64        n;
} Scorer;

static gboolean
score_target (Scorer *self, AeqScored *scored, GError **error)
{
  const AeqAccount *account = g_hash_table_lookup (self->accounts, &scored->target.account);
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (account->calendar, error);
  g_autoptr(GArray) days = NULL;
  const AeqCashDay *day;

  /* Today's forecast starts from today's opening, in which the flows of a closed day before it are contained. */
  if (calendar == NULL ||
      (days = aeq_cash_by_day (self->ledger, account, scored->target.horizon > 0 ? calendar : NULL, scored->target.day,
                               scored->target.day, error)) == NULL)
    return FALSE;
  if (days->len == 0)
    return TRUE;
  day = &g_array_index (days, AeqCashDay, 0);
  scored->actual = day->credit - day->debit;
  scored->gross = day->credit + day->debit;
  self->n++;
  aeq_score_fold_add (self->fold, scored);
  return aeq_forecast_score (self->ledger, scored, error);
}

static void
look_for_breach (AeqScoredCourse *scored, gint64 balance, AeqInstant at)
{
  if (scored->breached || !scored->course.has_floor || balance >= scored->course.floor_amount)
    return;
  scored->breached = TRUE;
  scored->first_breach_at = at;
}

/* Usage and lowest point of the whole day; the breach from the forecast on, the state it found counting as of its own time. */
static void
follow_day (AeqScoredCourse *scored, GArray *points, gint64 opening)
{
  gint64 here = 0;
  gint64 lowest = 0;
  guint i = 0;

  scored->lowest_at = scored->first_breach_at = AEQ_INSTANT_NONE;
  for (; i < points->len && g_array_index (points, AeqPositionPoint, i).at <= scored->as_of; i++)
    here = g_array_index (points, AeqPositionPoint, i).net;
  look_for_breach (scored, opening + here, scored->as_of);
  for (; i < points->len; i++)
    look_for_breach (scored, opening + g_array_index (points, AeqPositionPoint, i).net, g_array_index (points, AeqPositionPoint, i).at);
  for (i = 0; i < points->len; i++)
    if (g_array_index (points, AeqPositionPoint, i).net < lowest)
      {
        lowest = g_array_index (points, AeqPositionPoint, i).net;
        scored->lowest_at = g_array_index (points, AeqPositionPoint, i).at;
      }
  scored->usage = -lowest;
}

static gboolean
score_course (Scorer *self, AeqScoredCourse *scored, GError **error)
{
  const AeqAccount *account = g_hash_table_lookup (self->accounts, &scored->course.account);
  g_autoptr(GArray) points = aeq_cumulative_position (self->ledger, account, scored->course.day, error);
  AeqBalance opening;
  AeqInstant start;
  AeqInstant end;

  aeq_zone_day_bounds (account->zone, scored->course.day, &start, &end);
  if (points == NULL || !aeq_balance_at (self->ledger, account, start - 1, &opening, error))
    return FALSE;
  follow_day (scored, points, opening.minor);
  return aeq_forecast_course_score (self->ledger, scored, error);
}

/* A day is due when it is over in the account's own zone, and complete in the ledger. Missing is missing, not 0: that a day is
 * complete shows only in what the ledger has of a later time. */
static gboolean
is_due (const Scorer *self, gint64 account_id, AeqDate day, gboolean *due, GError **error)
{
  const AeqAccount *account = g_hash_table_lookup (self->accounts, &account_id);
  AeqInstant as_of;
  AeqDate first;
  AeqDate last;

  *due = FALSE;
  if (account == NULL || day >= aeq_zone_date (account->zone, self->ledger->now))
    return TRUE;
  if (!aeq_cash_range (self->ledger, account, &first, &last, error) ||
      !aeq_balance_newest (self->ledger, account, &as_of, error))
    return FALSE;
  *due = (last != AEQ_DATE_NONE && last > day) || (as_of != AEQ_INSTANT_NONE && aeq_zone_date (account->zone, as_of) > day);
  return TRUE;
}

static gboolean
score_targets (Scorer *self, AeqDate before, GError **error)
{
  g_autoptr(GArray) list = aeq_forecast_due (self->ledger, before, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      AeqScored *scored = &g_array_index (list, AeqScored, i);
      gboolean due;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !is_due (self, scored->target.account, scored->target.day, &due, error) || (due && !score_target (self, scored, error)))
        return FALSE;
    }
  return list != NULL;
}

static gboolean
score_courses (Scorer *self, AeqDate before, GError **error)
{
  g_autoptr(GArray) list = aeq_forecast_course_due (self->ledger, before, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      AeqScoredCourse *scored = &g_array_index (list, AeqScoredCourse, i);
      gboolean due;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !is_due (self, scored->course.account, scored->course.day, &due, error) || (due && !score_course (self, scored, error)))
        return FALSE;
    }
  return list != NULL;
}

/* What was scored by a version that kept no sums is taken in once. */
static gboolean
fold_earlier (Scorer *self, GError **error)
{
  gboolean lacking;

  return aeq_score_cell_lacking (self->ledger, &lacking, error) &&
         (!lacking || aeq_score_fold_all (self->fold, self->ledger, 0, AEQ_DATE_NONE, AEQ_DATE_NONE, error));
}

static gboolean
score_all (Scorer *self, GPtrArray *accounts, GError **error)
{
  AeqDate tomorrow = aeq_zone_date (aeq_zone_utc (), self->ledger->now) + 1;
  g_autoptr(AeqScoreFold) fold = aeq_score_fold_new (self->ledger, self->accounts, error);

  self->fold = fold;
  return fold != NULL && fold_earlier (self, error) && score_targets (self, tomorrow, error) &&
         score_courses (self, tomorrow, error) && aeq_score_fold_store (fold, self->ledger, error) &&
         aeq_desk_calibration_update (self->ledger, accounts, error);
}

gboolean
aeq_job_score (AeqLedger *ledger, gint64 *n, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  Scorer scorer = { ledger, by_id, NULL, cancellable, 0 };

  *n = 0;
  if (accounts == NULL || !aeq_store_begin (ledger->store, error))
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    g_hash_table_insert (by_id, &((AeqAccount *) accounts->pdata[i])->id, accounts->pdata[i]);
  if (!score_all (&scorer, accounts, error) || !aeq_store_commit (ledger->store, error))
    {
      aeq_store_rollback (ledger->store);
      return FALSE;
    }
  *n = scorer.n;
  return TRUE;
}
