/* SPDX-License-Identifier: MIT */
#include "aeq-csv-balance.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

/* Balances are only compared: where one is absurd the difference may wrap, and simply does not match. */
static gint64
minus (gint64 a, gint64 b)
{
  return (gint64) ((guint64) a - (guint64) b);
}

static gint64
plus (gint64 a, gint64 b)
{
  return (gint64) ((guint64) a + (guint64) b);
}

static gboolean
add_total (gint64 *total, gint64 minor, guint64 line, GError **error)
{
  if (aeq_money_add (*total, minor, total))
    return TRUE;
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW, N_("the sum of the amounts leaves the range of amounts"));
  if (error != NULL)
    aeq_error_set_place (*error, NULL, line, NULL);
  return FALSE;
}

static void
add_balance (AeqTrack *self, const AeqEntry *entry)
{
  if (!self->has_balance)
    {
      self->first_balance = entry->balance;
      self->first_amount = entry->minor;
      self->before = plus (self->since, entry->minor);
    }
  else
    {
      gint64 step = minus (entry->balance, self->last_balance);
      gint64 down = plus (self->since, entry->minor);
      gint64 up = minus (0, plus (self->since, self->last_amount));

      self->steps++;
      self->down += step == down;
      self->up += step == up;
      self->contrary += step != 0 && step != down && step != up && (step == minus (0, down) || step == minus (0, up));
      if (step != down && step != up && self->first_gap == 0)
        self->first_gap = entry->line;
    }
  self->has_balance = TRUE;
  self->last_balance = entry->balance;
  self->last_amount = entry->minor;
  self->since = 0;
}

gboolean
aeq_track_add (AeqTrack *self, const AeqEntry *entry, GError **error)
{
  AeqReadAccount *account = self->account;
  AeqDate date = entry->booking_date != AEQ_DATE_NONE ? entry->booking_date : entry->value_date;

  account->entries++;
  if (!add_total (entry->minor < 0 ? &account->debit_total : &account->credit_total,
                  entry->minor < 0 ? -entry->minor : entry->minor, entry->line, error))
    return FALSE;
  if (entry->status == AEQ_FLOW_ACTUAL && !add_total (&self->booked, entry->minor, entry->line, error))
    return FALSE;
  if (account->first_date == AEQ_DATE_NONE || date < account->first_date)
    account->first_date = date;
  if (account->last_date == AEQ_DATE_NONE || date > account->last_date)
    account->last_date = date;
  if (self->first_date == AEQ_DATE_NONE)
    self->first_date = date;
  self->last_date = date;
  if (entry->has_balance)
    add_balance (self, entry);
  else if (entry->status == AEQ_FLOW_ACTUAL)
    self->since = plus (self->since, entry->minor);
  return TRUE;
}

static gboolean
runs_up (const AeqTrack *self)
{
  if (self->up != self->down)
    return self->up > self->down;
  return self->first_date != AEQ_DATE_NONE && self->first_date > self->last_date;
}

/* A column that explains hardly a step is of something else, and says nothing of opening and closing. */
static gboolean
is_believable (const AeqTrack *self)
{
  return self->steps == 0 || MAX (self->up, self->down) * 4 >= self->steps;
}

static void
report_steps (const AeqTrack *self, AeqReadReport *report)
{
  guint64 matched = MAX (self->up, self->down);

  if (matched == self->steps)
    return;
  if (self->contrary > matched || self->contrary * 2 >= self->steps)
    aeq_read_report_warn (report, N_("the balance moves against the amounts in %" PRIu64 " of %" PRIu64
                          " steps: the sign rule may be the other way round"), self->contrary, self->steps);
  else if (!is_believable (self))
    aeq_read_report_note (report, N_("the balance column does not follow the amounts and was not used"));
  else
    aeq_read_report_note (report,
                          N_("the balance column jumps in %" PRIu64 " of %" PRIu64
                          " steps, first at line %" PRIu64 ": rows may be missing there"),
                          self->steps - matched, self->steps, self->first_gap);
}

void
aeq_track_finish (AeqTrack *self, AeqReadReport *report)
{
  AeqReadAccount *account = self->account;
  gboolean up = runs_up (self);

  if (!self->has_balance)
    return;
  if (report != NULL)
    report_steps (self, report);
  if (!is_believable (self))
    return;
  if (!account->has_opening)
    account->opening = up ? minus (minus (self->last_balance, self->last_amount), self->since)
                          : minus (self->first_balance, self->before);
  if (!account->has_closing)
    account->closing = up ? plus (self->first_balance, minus (self->before, self->first_amount))
                          : plus (self->last_balance, self->since);
  account->has_opening = account->has_closing = TRUE;
}

/* Rows that are only an excerpt of what the bank's own total covers leave a gap that the file explains itself. */
static gboolean
total_explains (const AeqTrack *self, const AeqFacts *facts, AeqDecimal decimal, guint exponent)
{
  gint64 total;

  return facts->total != NULL && aeq_facts_amount (facts->total, exponent, decimal, &total) &&
         minus (self->account->closing, self->account->opening) == total;
}

void
aeq_track_check_facts (AeqTrack *self, const AeqFacts *facts, AeqDecimal decimal, guint exponent, AeqReadReport *report)
{
  AeqReadAccount *account = self->account;
  gint64 amount;

  if (aeq_facts_amount (facts->opening, exponent, decimal, &amount))
    {
      account->opening = amount;
      account->has_opening = TRUE;
    }
  if (aeq_facts_amount (facts->closing, exponent, decimal, &amount))
    {
      account->closing = amount;
      account->has_closing = TRUE;
    }
  if (!account->has_opening || !account->has_closing || plus (account->opening, self->booked) == account->closing)
    return;
  if (self->has_balance)
    aeq_read_report_note (report,
                          N_("opening balance and rows do not make the closing balance; the balance column shows where"));
  else if (total_explains (self, facts, decimal, exponent))
    aeq_read_report_note (report,
                          N_("the file's own totals make its balances tie, but it does not list all rows of these totals"));
  else
    {
      char expected[AEQ_MONEY_TEXT_SIZE];
      char stated[AEQ_MONEY_TEXT_SIZE];

      aeq_read_report_warn (report, N_("opening balance and rows make %s, but the file says %s"),
                            aeq_money_format (plus (account->opening, self->booked), exponent, expected),
                            aeq_money_format (account->closing, exponent, stated));
    }
}
