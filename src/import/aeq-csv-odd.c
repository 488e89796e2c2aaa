/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-csv-fold.h"
#include "aeq-csv-reader.h"
#include "aeq-words.h"

/* Rows of a table of flows that are no flow: texts that go on, balances and totals, repeated headers. */

#define MAX_UNDATED 1000

static gboolean
same_as_header (const AeqCsvReader *self, const AeqCsvRecord *record)
{
  const GPtrArray *header = self->plan->header;

  if (header == NULL || record->n_cells != header->len)
    return FALSE;
  for (guint i = 0; i < header->len; i++)
    if (strcmp (g_ptr_array_index (header, i), aeq_csv_record_cell (record, i)) != 0)
      return FALSE;
  return TRUE;
}

static void
continue_text (AeqCsvReader *self, const AeqCsvRecord *record)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *more = aeq_csv_reader_narrative (self, record, text);

  if (more == NULL || !self->is_held)
    {
      self->ignored++;
      return;
    }
  if (!self->continued && self->entry.narrative != self->narrative->str)
    g_string_assign (self->narrative, self->entry.narrative != NULL ? self->entry.narrative : "");
  self->continued = TRUE;
  aeq_csv_append_text (self->narrative, more);
}

static void
keep_undated (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole wrong, gint64 minor)
{
  AeqUndated undated = { record->line, wrong != AEQ_ROLE_NONE ? wrong : AEQ_ROLE_BOOKING_DATE, 0, 0, minor };
  guint      exponent =
      aeq_csv_reader_exponent (self, self->options->currency != NULL ? self->options->currency : self->plan->currency);
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_DEBIT, &length);

  aeq_csv_number_parse (cell, length, exponent, aeq_csv_plan_mark (self->plan, record, AEQ_ROLE_DEBIT), &undated.debit,
                        NULL);
  cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_CREDIT, &length);
  aeq_csv_number_parse (cell, length, exponent, aeq_csv_plan_mark (self->plan, record, AEQ_ROLE_CREDIT),
                        &undated.credit, NULL);
  if (self->undated->len < MAX_UNDATED)
    g_array_append_val (self->undated, undated);
  else
    aeq_csv_reader_refuse (self, record, undated.role, N_("no date"));
}

gboolean
aeq_csv_reader_is_labelled (const AeqCsvRecord *record)
{
  for (guint i = 0; i < record->n_cells; i++)
    if (*aeq_csv_record_cell (record, i) != '\0')
      {
        g_autofree char *folded = aeq_csv_fold (aeq_csv_record_cell (record, i), -1);
        AeqLabel label = aeq_label_of (folded);

        return label != AEQ_LABEL_NONE && label != AEQ_LABEL_ACCOUNT && label != AEQ_LABEL_IBAN &&
               label != AEQ_LABEL_CURRENCY;
      }
  return FALSE;
}

/* "offen" where the day should be: the bank has not booked it and says not when it will. */
static gboolean
is_undated_pending (const AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role)
{
  gsize length;

  return aeq_state_of (aeq_csv_reader_cell (self, record, role, &length)) == AEQ_STATE_PENDING;
}

/* A row with a day and neither debit nor credit says more about another booking; a pending one may not know it yet. */
static gboolean
take_no_amount (AeqCsvReader *self, const AeqCsvRecord *record)
{
  gsize length;
  const char *status = aeq_csv_reader_cell (self, record, AEQ_ROLE_STATUS, &length);

  if (length > 0 && aeq_state_of (status) == AEQ_STATE_PENDING)
    {
      self->report->skipped++;
      self->pending_no_amount++;
      return TRUE;
    }
  if (!self->plan->split)
    return FALSE;
  if (self->no_amount++ == 0)
    self->first_no_amount = record->line;
  return TRUE;
}

/* "Total" in whatever language: what tells a sum from a wrong date is that it equals one, which is judged last. */
static gboolean
has_digit (const AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role)
{
  gsize length;

  return strpbrk (aeq_csv_reader_cell (self, record, role, &length), "0123456789") != NULL;
}

gboolean
aeq_csv_reader_odd_row (AeqCsvReader *self, const AeqCsvRecord *record, const AeqRowDays *days, AeqRowAmount found,
                        gint64 minor)
{
  if (self->plan->strict || (days->found && found != AEQ_ROW_NO_AMOUNT))
    return FALSE;
  if ((found == AEQ_ROW_NO_AMOUNT || aeq_csv_reader_is_labelled (record)) && aeq_facts_take (&self->facts, record))
    return TRUE;
  if (days->found)
    return days->wrong == AEQ_ROLE_NONE && take_no_amount (self, record);
  if (same_as_header (self, record))
    return TRUE;
  if (days->wrong != AEQ_ROLE_NONE && is_undated_pending (self, record, days->wrong))
    {
      self->report->skipped++;
      self->undated_pending++;
      return TRUE;
    }
  if (found == AEQ_ROW_NO_AMOUNT && days->wrong == AEQ_ROLE_NONE)
    {
      continue_text (self, record);
      return TRUE;
    }
  if (found == AEQ_ROW_NO_AMOUNT)
    {
      self->ignored++;
      return TRUE;
    }
  if (found == AEQ_ROW_AMOUNT && (days->wrong == AEQ_ROLE_NONE || record->line < self->plan->data_line + 2 ||
                                  !has_digit (self, record, days->wrong)))
    {
      keep_undated (self, record, days->wrong, minor);
      return TRUE;
    }
  return FALSE;
}
