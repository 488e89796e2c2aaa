/* SPDX-License-Identifier: MIT */
#include "aeq-csv-reader.h"
#include "aeq-words.h"

/* After the last row: what the totals and balances say about the whole. */

/* Accounts whose balances are talked about one by one. */
#define MAX_TOLD 20

static gboolean
equals_total (const AeqCsvReader *self, const AeqUndated *row)
{
  for (guint i = 0; i < self->report->accounts->len; i++)
    {
      const AeqReadAccount *account = g_ptr_array_index (self->report->accounts, i);
      gboolean in = ABS (row->credit) == account->credit_total;
      gboolean out = ABS (row->debit) == account->debit_total;

      if (self->plan->split && ((in && out) || (in && row->debit == 0) || (out && row->credit == 0)))
        return TRUE;
      if (!self->plan->split && (row->amount == account->credit_total - account->debit_total ||
                                 row->amount == account->credit_total || -row->amount == account->debit_total))
        return TRUE;
    }
  return FALSE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const AeqRowError *first = *(const AeqRowError *const *) a;
  const AeqRowError *second = *(const AeqRowError *const *) b;

  return (first->line > second->line) - (first->line < second->line);
}

/* Rows without a date are judged last; a person reads from the top. */
static void
judge_undated (AeqCsvReader *self)
{
  for (guint i = 0; i < self->undated->len; i++)
    {
      const AeqUndated *row = &g_array_index (self->undated, AeqUndated, i);

      if (equals_total (self, row))
        aeq_read_report_note (self->report,
                              N_("line %" PRIu64 " holds the totals of the columns and is no entry"), row->line);
      else
        aeq_csv_reader_refuse_at (self, row->line, self->plan->columns[row->role],
                                  N_("no date, or no day that exists"));
    }
  g_ptr_array_sort (self->report->errors, compare_lines);
}

static void
report_signs (AeqCsvReader *self)
{
  gboolean ties = TRUE;

  for (guint i = 0; i < self->ordered->len; i++)
    {
      const AeqTrack *track = g_ptr_array_index (self->ordered, i);

      ties = ties && track->steps > 0 && MAX (track->up, track->down) == track->steps;
    }
  if (ties)
    return;
  if (self->debit_signs[0] > 0 && self->debit_signs[1] > 0)
    aeq_read_report_warn (
        self->report,
        N_("the debit column holds both positive and negative amounts; the rarer sign is taken as a reversal"));
  if (self->credit_signs[0] > 0 && self->credit_signs[1] > 0)
    aeq_read_report_warn (
        self->report,
        N_("the credit column holds both positive and negative amounts; the rarer sign is taken as a reversal"));
}

static void
report_sign_rule (AeqCsvReader *self)
{
  const AeqCsvPlan *plan = self->plan;

  if (plan->split)
    aeq_read_report_note (self->report, N_("sign: credits raise and debits lower the account"));
  else if (plan->sign == AEQ_SIGN_DIRECTION)
    aeq_read_report_note (self->report, N_("sign: by the direction column"));
  else
    aeq_read_report_note (self->report, N_("sign: %s"),
                          plan->sign == AEQ_SIGN_NEGATED ? "positive amounts are payments"
                                                         : "as written, payments negative");
}

static void
report_rounded (AeqCsvReader *self)
{
  if (self->rounded > 0)
    aeq_read_report_warn (
        self->report,
        N_("%" PRIu64
        " amounts have more decimals than their currency and were rounded half-even, first at line %" PRIu64),
        self->rounded, self->first_rounded);
}

static void
report_counts (AeqCsvReader *self)
{
  if (self->declined > 0)
    aeq_read_report_note (self->report,
                          N_("%" PRIu64 " rows that the bank marks as declined or reverted were left out"),
                          self->declined);
  if (self->undated_pending > 0)
    aeq_read_report_note (self->report, N_("%" PRIu64 " pending rows without a date were left out"),
                          self->undated_pending);
  if (self->pending_no_amount > 0)
    aeq_read_report_note (self->report, N_("%" PRIu64 " pending rows without an amount were left out"),
                          self->pending_no_amount);
  if (self->no_amount > 0)
    aeq_read_report_warn (self->report,
                          N_("%" PRIu64
                          " rows have neither debit nor credit and were left out, first at line %" PRIu64),
                          self->no_amount, self->first_no_amount);
  if (self->ignored > 0)
    aeq_read_report_note (self->report, N_("%" PRIu64 " lines of text outside the table were passed over"),
                          self->ignored);
  if (self->bare_days > 0)
    aeq_read_report_note (self->report, N_("dates that are stored as plain numbers were read as Excel's days"));
  if (self->from_iban)
    aeq_read_report_note (self->report,
                          N_("the file names no currency; it is taken from the country of the account's IBAN"));
  if (self->plan->take_fee)
    aeq_read_report_note (self->report, N_("fees are taken off the amounts, as the balance column does"));
}

static void
report_margin (AeqCsvReader *self)
{
  if (self->untied > 0)
    aeq_read_report_warn (self->report,
                          N_("%" PRIu64
                          " rows have an excess that is not equity less requirement, first at line %" PRIu64
                          ": they are kept as the file has them"),
                          self->untied, self->first_untied);
  if (self->unnamed_method)
    aeq_read_report_note (self->report, N_("rows that name no methodology are taken as house margin"));
}

static void
merge_facts (AeqFacts *facts, const AeqFacts *above)
{
  if (above->opening != NULL)
    {
      g_free (facts->opening);
      facts->opening = g_strdup (above->opening);
    }
  if (above->closing != NULL)
    {
      g_free (facts->closing);
      facts->closing = g_strdup (above->closing);
    }
  if (facts->total == NULL)
    facts->total = g_strdup (above->total);
}

static void
finish_tracks (AeqCsvReader *self)
{
  gboolean few = self->ordered->len <= MAX_TOLD;
  guint jumps = 0;

  for (guint i = 0; i < self->ordered->len; i++)
    {
      AeqTrack *track = g_ptr_array_index (self->ordered, i);

      aeq_track_finish (track, few ? self->report : NULL);
      jumps += track->steps > MAX (track->up, track->down);
    }
  if (!few && jumps > 0)
    aeq_read_report_note (self->report, N_("the balance column jumps in %u of %u accounts: rows may be missing there"),
                          jumps, self->ordered->len);
}

gboolean
aeq_csv_reader_finish (AeqCsvReader *self, GError **error)
{
  if (!aeq_csv_reader_emit (self, error))
    return FALSE;
  report_rounded (self);
  if (self->plan->kind == AEQ_PROFILE_MARGIN)
    report_margin (self);
  if (self->plan->kind != AEQ_PROFILE_FLOWS && self->plan->kind != AEQ_PROFILE_EXPECTED)
    return TRUE;
  judge_undated (self);
  merge_facts (&self->facts, &self->plan->facts);
  finish_tracks (self);
  if (self->ordered->len == 1)
    {
      AeqTrack *track = g_ptr_array_index (self->ordered, 0);

      aeq_track_check_facts (track, &self->facts, self->plan->decimal, aeq_csv_reader_exponent (self, track->currency),
                             self->report);
    }
  report_sign_rule (self);
  report_signs (self);
  report_counts (self);
  return TRUE;
}
