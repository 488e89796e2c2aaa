/* SPDX-License-Identifier: MIT */
#include "aeq-position-private.h"

#include "aeq-cut-off.h"
#include "aeq-desk-owed.h"
#include "aeq-match.h"

#define OVERDUE_DAYS 7 /* so long an unpaid obligation is called to mind */
#define AHEAD_DAYS 4   /* beyond a weekend */

/* The index of open flows asks for its own condition. */
static const char LATE_SQL[] =
    "SELECT settle_ts, timed, amount, counterparty, category FROM flow WHERE account_id = ?1 AND status <> 0 AND "
    "superseded_by IS NULL"
    " AND status <> 3 AND amount > 0 AND settle_ts >= ?2 AND settle_ts < ?3 ORDER BY settle_ts, uid";

void
aeq_late_receipt_free (AeqLateReceipt *self)
{
  g_free (self->account);
  g_free (self->counterparty);
  g_free (self->category);
  g_free (self);
}

void
aeq_deadline_free (AeqDeadline *self)
{
  g_free (self->name);
  g_free (self->account);
  g_free (self->counterparty);
  g_free (self);
}

/* Of which only the day is known is late when that day is over. */
static gboolean
is_late (const AeqLedger *ledger, const AeqAccount *account, const AeqLateReceipt *late)
{
  return late->timed || aeq_zone_date (account->zone, late->due) < aeq_zone_date (account->zone, ledger->now);
}

static void
take_late (AeqPositionTable *self, const AeqLedger *ledger, const AeqAccount *account, AeqStatement *stmt)
{
  AeqLateReceipt *late = g_new0 (AeqLateReceipt, 1);

  late->account = g_strdup (account->number);
  late->currency = account->currency;
  late->zone = account->zone;
  late->due = aeq_statement_get_int64 (stmt, 0);
  late->timed = aeq_statement_get_int64 (stmt, 1) != 0;
  late->minor = aeq_statement_get_int64 (stmt, 2);
  late->counterparty = g_strdup (aeq_statement_get_text (stmt, 3));
  late->category = g_strdup (aeq_statement_get_text (stmt, 4));
  if (is_late (ledger, account, late))
    g_ptr_array_add (self->late, late);
  else
    aeq_late_receipt_free (late);
}

/* As far back as a flow with its reference would still be taken for it. */
gboolean
aeq_position_add_late (AeqPositionTable *self, AeqLedger *ledger, const AeqAccount *account, GError **error)
{
  g_autoptr (AeqStatement) stmt = aeq_store_prepare (ledger->store, LATE_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, ledger->now - AEQ_MATCH_REFERENCE_WINDOW);
  aeq_statement_bind_int64 (stmt, 3, ledger->now);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      take_late (self, ledger, account, stmt);
    }
  return FALSE;
}

static void
take_obligation (AeqPositionTable *self, const AeqAccount *account, const AeqObligation *obligation, gint64 minor)
{
  AeqDeadline *deadline = g_new0 (AeqDeadline, 1);

  deadline->at = obligation->due;
  deadline->zone = account->zone;
  deadline->name = g_strdup (obligation->name);
  deadline->account = g_strdup (account->number);
  deadline->counterparty = g_strdup (obligation->counterparty);
  deadline->currency = account->currency;
  deadline->minor = minor;
  g_ptr_array_add (self->deadlines, deadline);
}

static gboolean
has_cut_off (const AeqPositionTable *self, const AeqCutOff *cut_off, AeqInstant at)
{
  for (guint i = 0; i < self->deadlines->len; i++)
    {
      const AeqDeadline *deadline = self->deadlines->pdata[i];

      if (deadline->is_cut_off && deadline->at == at && deadline->customers == cut_off->customers &&
          g_str_equal (deadline->name, cut_off->system))
        return TRUE;
    }
  return FALSE;
}

/* Accounts of one currency share them, unless their calendars differ. */
static void
take_cut_off (AeqPositionTable *self, const AeqAccount *account, const AeqCutOff *cut_off, AeqInstant at)
{
  AeqDeadline *deadline;

  if (at == AEQ_INSTANT_NONE || has_cut_off (self, cut_off, at))
    return;
  deadline = g_new0 (AeqDeadline, 1);
  deadline->at = at;
  deadline->zone = aeq_zone_get (cut_off->zone, NULL);
  deadline->name = g_strdup (cut_off->system);
  deadline->is_cut_off = TRUE;
  deadline->customers = cut_off->customers;
  deadline->currency = account->currency;
  deadline->minor = AEQ_POSITION_NONE;
  g_ptr_array_add (self->deadlines, deadline);
}

/* At a central bank the desk is itself a bank; elsewhere it is the customer of one. An account whose calendar has gone
 * is shown without. */
static void
add_cut_offs (AeqPositionTable *self, const AeqLedger *ledger, const AeqAccount *account)
{
  g_autoptr (AeqCalendar) calendar = aeq_calendar_get (account->calendar, NULL);
  guint            n;
  const AeqCutOff *cut_offs = aeq_cut_offs (account->currency, &n);

  for (guint i = 0; calendar != NULL && i < n; i++)
    if (cut_offs[i].customers != g_str_equal (account->kind, "central_bank"))
      take_cut_off (self, account, &cut_offs[i], aeq_cut_off_next (&cut_offs[i], calendar, ledger->now));
}

gboolean
aeq_position_add_deadlines (AeqPositionTable *self, AeqLedger *ledger, const AeqAccount *account, GError **error)
{
  g_autoptr (AeqObligations) obligations = aeq_desk_obligations (
      ledger, account, ledger->now - OVERDUE_DAYS * 24 * AEQ_HOUR, ledger->now + AHEAD_DAYS * 24 * AEQ_HOUR, error);
  GPtrArray *list;

  if (obligations == NULL)
    return FALSE;
  list = aeq_obligations_list (obligations);
  for (guint i = 0; i < list->len; i++)
    {
      gint64 minor = aeq_desk_still_owed (list->pdata[i], ledger->now);

      if (minor > 0)
        take_obligation (self, account, list->pdata[i], minor);
    }
  add_cut_offs (self, ledger, account);
  return TRUE;
}
