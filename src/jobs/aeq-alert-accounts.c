/* SPDX-License-Identifier: MIT */
#include "aeq-alert-causes.h"

#include "aeq-cut-off.h"
#include "aeq-desk-owed.h"
#include "aeq-error.h"
#include "aeq-liquidity.h"
#include "aeq-position-private.h"

#define FORECAST_AGE (24 * AEQ_HOUR) /* an older one says nothing of now */

/* The unstressed forecast of today that was issued last. */
static const char RISK_SQL[] =
  "SELECT c.p_breach, COALESCE (c.first_breach_at, c.lowest_at), c.floor_amount FROM forecast_run r"
  " JOIN forecast_course c ON c.run_id = r.id AND c.account_id = ?1"
  " WHERE r.scenario IS NULL AND r.as_of > ?2 AND r.as_of <= ?3 AND c.day = ?4 ORDER BY r.as_of DESC, r.id DESC LIMIT 1";

static AeqInstant
minutes_ahead (const AeqAlertSearch *self, const AeqAlertRule *rule)
{
  return self->ledger->now + rule->lead * AEQ_MINUTE;
}

static void
take_risk (AeqAlertSearch *self, const AeqAccount *account, const AeqAlertRule *rule, AeqStatement *stmt)
{
  double share = aeq_statement_get_double (stmt, 0);
  AeqInstant at = aeq_statement_is_null (stmt, 1) ? AEQ_INSTANT_NONE : aeq_statement_get_int64 (stmt, 1);
  AeqAlert *alert;

  if (aeq_statement_is_null (stmt, 0) || share * 10000 < (double) rule->threshold ||
      (at != AEQ_INSTANT_NONE && at > minutes_ahead (self, rule)))
    return;
  alert = aeq_alert_search_add (self, AEQ_ALERT_BREACH_RISK, account, NULL, AEQ_ALERT_WARNING);
  alert->share = share;
  alert->at = at;
  if (!aeq_statement_is_null (stmt, 2))
    alert->minor = aeq_statement_get_int64 (stmt, 2);
}

static gboolean
search_risk (AeqAlertSearch *self, const AeqAccount *account, GError **error)
{
  const AeqAlertRule *rule = aeq_alert_search_rule (self, AEQ_ALERT_BREACH_RISK, account);
  g_autoptr(AeqStatement) stmt = NULL;
  char today[AEQ_DATE_TEXT_SIZE];
  gboolean has_row;

  if (rule == NULL)
    return TRUE;
  if ((stmt = aeq_store_prepare (self->ledger->store, RISK_SQL, error)) == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, self->ledger->now - FORECAST_AGE);
  aeq_statement_bind_int64 (stmt, 3, self->ledger->now);
  aeq_statement_bind_text (stmt, 4, aeq_date_format (aeq_zone_date (account->zone, self->ledger->now), today));
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    take_risk (self, account, rule, stmt);
  return TRUE;
}

static gboolean
out_of_range (const AeqAccount *account, GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, "account %s: the sum of its balance, limit and payments is too large",
               account->number);
  return FALSE;
}

/* Committed lines may not be withdrawn: a breach is beyond them, as in the forecast. */
static gboolean
read_floor (AeqAlertSearch *self, const AeqAccount *account, const AeqPosition *row, gint64 *floor_amount, GError **error)
{
  g_autoptr(GPtrArray) lines = aeq_credit_lines (self->ledger, account, row->day, row->day, error);

  if (lines == NULL)
    return FALSE;
  *floor_amount = row->limit != AEQ_POSITION_NONE ? row->limit : 0;
  for (guint i = 0; i < lines->len; i++)
    {
      const AeqCreditLine *line = lines->pdata[i];

      if (line->committed && !aeq_money_add (*floor_amount, -line->minor, floor_amount))
        return out_of_range (account, error);
    }
  return TRUE;
}

static gboolean
search_breach (AeqAlertSearch *self, const AeqAccount *account, const AeqPosition *row, gint64 floor_amount, GError **error)
{
  const AeqAlertRule *rule = aeq_alert_search_rule (self, AEQ_ALERT_BREACH, account);
  AeqAlert *alert;
  gint64 below;

  if (rule == NULL || row->limit == AEQ_POSITION_NONE || row->balance == AEQ_POSITION_NONE || row->balance >= floor_amount)
    return TRUE;
  if (!aeq_money_add (floor_amount, -row->balance, &below))
    return out_of_range (account, error);
  if (below <= aeq_alert_threshold_minor (rule, account->currency))
    return TRUE;
  alert = aeq_alert_search_add (self, AEQ_ALERT_BREACH, account, NULL, AEQ_ALERT_CRITICAL);
  alert->minor = below;
  alert->at = row->balance_at;
  return TRUE;
}

/* One alert for all that is late on an account, named by what has been late the longest. */
static gboolean
search_late (AeqAlertSearch *self, const AeqAccount *account, GError **error)
{
  const AeqAlertRule *rule = aeq_alert_search_rule (self, AEQ_ALERT_LATE_RECEIPT, account);
  g_autoptr(AeqPositionTable) table = g_new0 (AeqPositionTable, 1);
  AeqAlert *alert = NULL;

  table->late = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_late_receipt_free);
  if (rule == NULL)
    return TRUE;
  if (!aeq_position_add_late (table, self->ledger, account, error))
    return FALSE;
  for (guint i = 0; i < table->late->len; i++)
    {
      const AeqLateReceipt *late = table->late->pdata[i];

      if (self->ledger->now - late->due < rule->threshold * AEQ_MINUTE)
        continue;
      if (alert == NULL)
        {
          alert = aeq_alert_search_add (self, AEQ_ALERT_LATE_RECEIPT, account, NULL, AEQ_ALERT_WARNING);
          alert->subject = g_strdup (late->counterparty != NULL ? late->counterparty : late->category);
          alert->at = late->due;
          alert->minor = alert->cases = 0;
        }
      alert->cases++;
      if (!aeq_money_add (alert->minor, late->minor, &alert->minor))
        return out_of_range (account, error);
    }
  return TRUE;
}

/* What must still be paid today by obligations that no announced flow stands for. */
static gboolean
sum_owed (AeqAlertSearch *self, const AeqAccount *account, const AeqPosition *row, gint64 *sum, GError **error)
{
  g_autoptr(GArray) owed = NULL;
  AeqInstant start, end;

  *sum = 0;
  aeq_zone_day_bounds (account->zone, row->day, &start, &end);
  if ((owed = aeq_desk_owed_load (self->ledger, account, start, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < owed->len; i++)
    {
      const AeqOwed *one = &g_array_index (owed, AeqOwed, i);

      if (one->due < end && !aeq_money_add (*sum, one->minor, sum))
        return out_of_range (account, error);
    }
  return TRUE;
}

/* By how much today's announced payments and obligations exceed the balance, today's announced receipts, and what may be drawn. */
static gboolean
read_need (AeqAlertSearch *self, const AeqAccount *account, const AeqPosition *row, gint64 floor_amount, gint64 *need, GError **error)
{
  gint64 owed, left;

  if (!sum_owed (self, account, row, &owed, error))
    return FALSE;
  if (!aeq_money_add (row->balance, row->expected != AEQ_POSITION_NONE ? row->expected : 0, &left) ||
      !aeq_money_add (left, -owed, &left) || left == G_MININT64 || !aeq_money_add (floor_amount, -left, need))
    return out_of_range (account, error);
  return TRUE;
}

static void
search_cut_offs (AeqAlertSearch *self, const AeqAccount *account, const AeqAlertRule *rule, gint64 need)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (account->calendar, NULL);
  guint n;
  const AeqCutOff *cut_offs = aeq_cut_offs (account->currency, &n);

  for (guint i = 0; calendar != NULL && i < n; i++)
    {
      AeqInstant at = aeq_cut_off_next (&cut_offs[i], calendar, self->ledger->now);
      AeqAlert *alert;

      if (cut_offs[i].customers == g_str_equal (account->kind, "central_bank") || at == AEQ_INSTANT_NONE ||
          at > minutes_ahead (self, rule))
        continue;
      alert = aeq_alert_search_add (self, AEQ_ALERT_CUT_OFF, account, cut_offs[i].system, AEQ_ALERT_CRITICAL);
      alert->subject = g_strdup (cut_offs[i].system);
      alert->minor = need;
      alert->at = at;
    }
}

static gboolean
search_need (AeqAlertSearch *self, const AeqAccount *account, const AeqPosition *row, gint64 floor_amount, GError **error)
{
  const AeqAlertRule *rule = aeq_alert_search_rule (self, AEQ_ALERT_CUT_OFF, account);
  gint64 need;

  if (rule == NULL || row->balance == AEQ_POSITION_NONE)
    return TRUE;
  if (!read_need (self, account, row, floor_amount, &need, error))
    return FALSE;
  if (need > aeq_alert_threshold_minor (rule, account->currency))
    search_cut_offs (self, account, rule, need);
  return TRUE;
}

gboolean
aeq_alert_search_account (AeqAlertSearch *self, const AeqAccount *account, GError **error)
{
  AeqPosition *row = aeq_position_read (self->ledger, account, AEQ_DATE_NONE, error);
  gint64 floor_amount;
  gboolean ok;

  if (row == NULL)
    return FALSE;
  ok = read_floor (self, account, row, &floor_amount, error) && search_risk (self, account, error) &&
       search_breach (self, account, row, floor_amount, error) && search_late (self, account, error) &&
       search_need (self, account, row, floor_amount, error);
  aeq_position_free (row);
  return ok;
}
