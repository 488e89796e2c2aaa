/* SPDX-License-Identifier: MIT */
#include "aeq-job-issued.h"

#include <math.h>

#include "aeq-calendar.h"
#include "aeq-error.h"

#define AHEAD_OF_GHOSTS 5 /* days of balances before the first day that is drawn */

/* The last forecast before an instant. */
static const char BEFORE_SQL[] =
    "SELECT uid, as_of FROM forecast_run WHERE as_of < ?1 AND scenario IS NULL ORDER BY as_of DESC, id DESC LIMIT 1";

void
aeq_issued_view_free (AeqIssuedView *self)
{
  g_clear_pointer (&self->account, aeq_account_free);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_pointer (&self->issued, aeq_issued_free);
  g_clear_pointer (&self->ghosts, g_ptr_array_unref);
  g_clear_pointer (&self->actual, g_array_unref);
  g_clear_pointer (&self->scores, g_array_unref);
  g_clear_pointer (&self->overrides, g_ptr_array_unref);
  g_free (self);
}

const AeqIssuedAccount *
aeq_issued_account (const AeqIssued *issued, const AeqAccount *account)
{
  for (guint i = 0; issued != NULL && i < issued->accounts->len; i++)
    {
      const AeqIssuedAccount *told = issued->accounts->pdata[i];

      if (told->currency == account->currency && g_strcmp0 (told->number, account->number) == 0)
        return told;
    }
  return NULL;
}

static gint64
driver_amount (JsonObject *object, const AeqCurrency *currency)
{
  const char *text = json_object_get_string_member_with_default (object, "amount", "");
  gint64 minor;

  return aeq_money_parse (text, -1, currency->exponent, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, &minor, NULL) == AEQ_MONEY_OK ? minor : 0;
}

/* The document's accounts stand in the order of @issued's. */
GArray *
aeq_issued_drivers (const AeqIssued *issued, const AeqIssuedAccount *account)
{
  GArray     *drivers = g_array_new (FALSE, FALSE, sizeof (AeqIssuedDriver));
  JsonArray  *accounts = json_object_get_array_member (json_node_get_object (issued->node), "accounts");
  JsonArray  *all;
  JsonObject *object;
  guint       index;

  if (!g_ptr_array_find (issued->accounts, account, &index))
    return drivers;
  object = json_array_get_object_element (accounts, index);
  all = json_object_has_member (object, "drivers") ? json_object_get_array_member (object, "drivers") : NULL;
  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject     *one = json_array_get_object_element (all, i);
      AeqIssuedDriver driver = {
        .name = json_object_get_string_member_with_default (one, "driver", ""),
        .words = json_object_get_string_member_with_default (one, "words", ""),
        .amount = driver_amount (one, account->currency),
        .next_day = g_str_has_prefix (json_object_get_string_member_with_default (one, "of", ""), "next"),
      };

      g_array_append_val (drivers, driver);
    }
  return drivers;
}

static gboolean
find_issued (AeqIssuedView *self, AeqLedger *ledger, const AeqIssuedRequest *request, GPtrArray *accounts, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->issued = request->has_run ? aeq_issued_find (ledger, accounts, &request->run, &local)
                                  : aeq_issued_newest (ledger, accounts, NULL, &local);
  if (self->issued != NULL || g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static double
likelihood (const AeqIssuedAccount *told)
{
  return told == NULL ? -2 : isnan (told->p_breach) ? -1 : told->p_breach;
}

static void
choose_account (AeqIssuedView *self, const AeqIssuedRequest *request, GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount       *account = accounts->pdata[i];
      const AeqIssuedAccount *told = aeq_issued_account (self->issued, account);

      if (request->has_account ? !aeq_id_equal (&account->uid, &request->account)
                               : request->currency != NULL && account->currency != request->currency)
        continue;
      if (self->account != NULL && likelihood (told) <= likelihood (self->told))
        continue;
      g_clear_pointer (&self->account, aeq_account_free);
      self->account = aeq_account_copy (account);
      self->told = told;
    }
}

static gboolean
before (AeqLedger *ledger, AeqInstant at, AeqId *uid, gboolean *found, AeqInstant *as_of, GError **error)
{
  g_autoptr (AeqStatement) stmt = aeq_store_prepare (ledger->store, BEFORE_SQL, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, at);
  if (!aeq_statement_step (stmt, found, error))
    return FALSE;
  if (*found)
    {
      aeq_statement_get_id (stmt, 0, uid);
      *as_of = aeq_statement_get_int64 (stmt, 1);
    }
  return TRUE;
}

/* The last forecast of each of the days before the one that is looked at. */
static gboolean
find_ghosts (AeqIssuedView *self, AeqLedger *ledger, GPtrArray *accounts, GCancellable *cancellable, GError **error)
{
  AeqInstant as_of = self->issued->as_of;

  for (guint i = 0; i < AEQ_ISSUED_GHOSTS; i++)
    {
      AeqInstant start, end;
      AeqIssued *ghost;
      gboolean   found;
      AeqId      uid;

      aeq_zone_day_bounds (self->account->zone, aeq_zone_date (self->account->zone, as_of), &start, &end);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !before (ledger, start, &uid, &found, &as_of, error))
        return FALSE;
      if (!found)
        return TRUE;
      if ((ghost = aeq_issued_find (ledger, accounts, &uid, error)) == NULL)
        return FALSE;
      g_ptr_array_add (self->ghosts, ghost);
    }
  return TRUE;
}

/* From before the first forecast that is drawn up to the end of the last one's days, as far as they have been. */
static gboolean
read_actual (AeqIssuedView *self, AeqLedger *ledger, GError **error)
{
  g_autoptr (AeqCalendar) calendar = aeq_calendar_get (self->account->calendar, error);
  const AeqIssued *oldest = self->ghosts->len > 0 ? self->ghosts->pdata[self->ghosts->len - 1] : self->issued;
  AeqDate today = aeq_zone_date (self->account->zone, ledger->now);
  AeqDate day = aeq_zone_date (self->account->zone, oldest != NULL ? oldest->as_of : ledger->now) - AHEAD_OF_GHOSTS;
  AeqDate last = self->told != NULL && self->told->days->len > 0
                     ? MIN (today, g_array_index (self->told->days, AeqIssuedDay, self->told->days->len - 1).date)
                     : today;

  for (; calendar != NULL && day <= last; day++)
    {
      AeqIssuedActual actual = { .day = day };
      AeqInstant      start, end;
      AeqBalance      balance;

      if (!aeq_calendar_is_business_day (calendar, day))
        continue;
      aeq_zone_day_bounds (self->account->zone, day, &start, &end);
      if (!aeq_balance_at (ledger, self->account, MIN (end - 1, ledger->now), &balance, error))
        return FALSE;
      actual.balance = balance.minor;
      if (balance.as_of != AEQ_INSTANT_NONE)
        g_array_append_val (self->actual, actual);
    }
  return calendar != NULL;
}

static gboolean
read_view (AeqIssuedView *self, AeqLedger *ledger, const AeqIssuedRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) accounts = aeq_account_list (ledger, error);

  if (accounts == NULL || !find_issued (self, ledger, request, accounts, error))
    return FALSE;
  choose_account (self, request, accounts);
  if (self->account == NULL)
    return TRUE;
  if (!aeq_limit_get (ledger, self->account, &self->limit, error) ||
      !aeq_issued_list_runs (self, ledger, request->limit, error) || !aeq_issued_list_overrides (self, ledger, error))
    return FALSE;
  if (self->issued != NULL &&
      (!aeq_issued_list_scores (self, ledger, error) || !find_ghosts (self, ledger, accounts, cancellable, error) ||
       !aeq_issued_is_overtaken (ledger, ((AeqIssuedRun *)self->runs->pdata[0])->as_of, &self->overtaken, error)))
    return FALSE;
  return read_actual (self, ledger, error);
}

AeqIssuedView *
aeq_job_issued (AeqLedger *ledger, const AeqIssuedRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (AeqIssuedView) self = g_new0 (AeqIssuedView, 1);
  gboolean ok;

  self->as_of = ledger->now;
  self->ghosts = g_ptr_array_new_with_free_func ((GDestroyNotify)aeq_issued_free);
  self->actual = g_array_new (FALSE, FALSE, sizeof (AeqIssuedActual));
  self->scores = g_array_new (FALSE, FALSE, sizeof (AeqIssuedScore));
  if (!aeq_store_begin_read (ledger->store, error))
    return NULL;
  ok = read_view (self, ledger, request, cancellable, error);
  aeq_store_rollback (ledger->store);
  return ok ? g_steal_pointer (&self) : NULL;
}
