/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-course.h"

#include <math.h>
#include <string.h>

#include "aeq-forecast-row.h"

static void
pack (const double *q, guint64 *raw)
{
  for (int i = 0; i < AEQ_STORED_QUANTILES; i++)
    {
      memcpy (&raw[i], &q[i], sizeof raw[i]);
      raw[i] = GUINT64_TO_LE (raw[i]);
    }
}

static void
unpack (const guint64 *raw, double *q)
{
  for (int i = 0; i < AEQ_STORED_QUANTILES; i++)
    {
      guint64 bits = GUINT64_FROM_LE (raw[i]);

      memcpy (&q[i], &bits, sizeof bits);
    }
}

gboolean
aeq_forecast_course_put (AeqLedger *ledger, gint64 run, const AeqForecastCourse *course, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "INSERT INTO forecast_course (run_id, account_id, day, bucket_minutes, floor_amount, p_breach, lowest_at, first_breach_at,"
    " " AEQ_QUANTILE_COLUMNS ("") ", raw)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)", error);
  guint64 raw[2 * AEQ_STORED_QUANTILES];

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, run);
  aeq_statement_bind_int64 (stmt, 2, course->account);
  aeq_forecast_row_bind_day (stmt, 3, course->day);
  aeq_statement_bind_int64 (stmt, 4, course->bucket_minutes);
  if (course->has_floor)
    aeq_statement_bind_int64 (stmt, 5, course->floor_amount);
  aeq_statement_bind_double (stmt, 6, course->p_breach);
  aeq_forecast_row_bind_instant (stmt, 7, course->lowest_at);
  aeq_forecast_row_bind_instant (stmt, 8, course->first_breach_at);
  aeq_forecast_row_bind_quantiles (stmt, 9, course->usage);
  pack (course->raw_end, raw);
  pack (course->raw_usage, raw + AEQ_STORED_QUANTILES);
  aeq_statement_bind_bytes (stmt, 18, raw, sizeof raw);
  return aeq_statement_run (stmt, error);
}

#define COURSE_COLUMNS \
  "c.run_id, r.as_of, c.account_id, c.day, c.bucket_minutes, c.floor_amount, c.p_breach, c.lowest_at, c.first_breach_at, " \
  AEQ_QUANTILE_COLUMNS ("")

static gboolean
read_course (AeqStatement *stmt, gpointer row)
{
  AeqScoredCourse *scored = row;
  AeqForecastCourse *course = &scored->course;

  scored->run = aeq_statement_get_int64 (stmt, 0);
  scored->as_of = aeq_statement_get_int64 (stmt, 1);
  course->account = aeq_statement_get_int64 (stmt, 2);
  course->day = aeq_forecast_row_get_day (stmt, 3);
  course->bucket_minutes = (guint) aeq_statement_get_int64 (stmt, 4);
  course->has_floor = !aeq_statement_is_null (stmt, 5);
  course->floor_amount = aeq_statement_get_int64 (stmt, 5);
  course->p_breach = aeq_statement_is_null (stmt, 6) ? NAN : aeq_statement_get_double (stmt, 6);
  course->lowest_at = aeq_forecast_row_get_instant (stmt, 7);
  course->first_breach_at = aeq_forecast_row_get_instant (stmt, 8);
  aeq_forecast_row_get_quantiles (stmt, 9, course->usage);
  return TRUE;
}

GArray *
aeq_forecast_course_due (AeqLedger *ledger, AeqDate before, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT " COURSE_COLUMNS " FROM forecast_course c JOIN forecast_run r ON r.id = c.run_id WHERE c.day < ?1 AND NOT EXISTS"
    " (SELECT 1 FROM forecast_course_score s WHERE s.run_id = c.run_id AND s.account_id = c.account_id)"
    " ORDER BY c.run_id, c.account_id", error);

  if (stmt == NULL)
    return NULL;
  aeq_forecast_row_bind_day (stmt, 1, before);
  return aeq_forecast_rows_collect (stmt, sizeof (AeqScoredCourse), read_course, error);
}

gboolean
aeq_forecast_course_score (AeqLedger *ledger, const AeqScoredCourse *scored, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "INSERT INTO forecast_course_score (run_id, account_id, usage, lowest_at, breached, first_breach_at, scored_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, scored->run);
  aeq_statement_bind_int64 (stmt, 2, scored->course.account);
  aeq_statement_bind_int64 (stmt, 3, scored->usage);
  aeq_forecast_row_bind_instant (stmt, 4, scored->lowest_at);
  if (scored->course.has_floor)
    aeq_statement_bind_int64 (stmt, 5, scored->breached);
  aeq_forecast_row_bind_instant (stmt, 6, scored->first_breach_at);
  aeq_statement_bind_int64 (stmt, 7, ledger->now);
  return aeq_statement_run (stmt, error);
}

static void
read_scored (AeqStatement *stmt, AeqScoredCourse *scored)
{
  read_course (stmt, scored);
  scored->usage = aeq_statement_get_int64 (stmt, 18);
  scored->lowest_at = aeq_forecast_row_get_instant (stmt, 19);
  scored->breached = aeq_statement_get_int64 (stmt, 20) != 0;
  scored->first_breach_at = aeq_forecast_row_get_instant (stmt, 21);
  scored->regime = aeq_statement_get_text (stmt, 22);
}

gboolean
aeq_forecast_course_scored (AeqLedger *ledger, gint64 account, const char *regime, AeqDate from, AeqDate to,
                            AeqScoredCourseFunc func, gpointer user_data, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT " COURSE_COLUMNS ", s.usage, s.lowest_at, s.breached, s.first_breach_at, r.regime FROM forecast_course_score s"
    " JOIN forecast_course c ON c.run_id = s.run_id AND c.account_id = s.account_id JOIN forecast_run r ON r.id = s.run_id"
    " WHERE (?1 = 0 OR s.account_id = ?1) AND (?2 IS NULL OR r.regime = ?2) AND c.day >= ?3 AND c.day <= ?4"
    " ORDER BY c.day, r.as_of, s.run_id, s.account_id", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_statement_bind_text (stmt, 2, regime);
  aeq_forecast_row_bind_days (stmt, 3, from, to);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqScoredCourse scored = { 0 };

      if (!has_row)
        return TRUE;
      read_scored (stmt, &scored);
      if (!func (&scored, user_data, error))
        return FALSE;
    }
  return FALSE;
}

static const char OUTCOMES_SQL[] =
  "SELECT r.as_of, c.day, c.raw, s.usage, e.actual, " AEQ_QUANTILE_COLUMNS ("c.") ", " AEQ_QUANTILE_COLUMNS ("q.")
  " FROM forecast_course_score s JOIN forecast_course c ON c.run_id = s.run_id AND c.account_id = s.account_id"
  " JOIN forecast_run r ON r.id = s.run_id"
  " JOIN forecast_quantile q ON q.run_id = s.run_id AND q.account_id = s.account_id AND q.horizon = 0"
  " JOIN forecast_score e ON e.run_id = s.run_id AND e.account_id = s.account_id AND e.horizon = 0"
  " WHERE s.account_id = ?1 AND c.day >= ?2 AND c.raw IS NOT NULL AND r.scenario IS NULL"
  " ORDER BY c.day, r.as_of, s.run_id";

static gboolean
read_outcome (AeqStatement *stmt, gpointer row)
{
  AeqCourseOutcome *outcome = row;
  guint64 raw[2 * AEQ_STORED_QUANTILES];
  const void *data;
  gsize length;

  data = aeq_statement_get_bytes (stmt, 2, &length);
  if (length != sizeof raw)
    return FALSE;
  memcpy (raw, data, sizeof raw);
  unpack (raw, outcome->raw_end);
  unpack (raw + AEQ_STORED_QUANTILES, outcome->raw_usage);
  outcome->as_of = aeq_statement_get_int64 (stmt, 0);
  outcome->day = aeq_forecast_row_get_day (stmt, 1);
  outcome->usage = aeq_statement_get_int64 (stmt, 3);
  outcome->end = aeq_statement_get_int64 (stmt, 4);
  aeq_forecast_row_get_quantiles (stmt, 5, outcome->issued_usage);
  aeq_forecast_row_get_quantiles (stmt, 5 + AEQ_STORED_QUANTILES, outcome->issued_end);
  return TRUE;
}

GArray *
aeq_forecast_course_outcomes (AeqLedger *ledger, gint64 account, AeqDate from, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, OUTCOMES_SQL, error);

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account);
  aeq_forecast_row_bind_day (stmt, 2, from);
  return aeq_forecast_rows_collect (stmt, sizeof (AeqCourseOutcome), read_outcome, error);
}
