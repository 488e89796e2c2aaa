/* SPDX-License-Identifier: MIT */
#include "aeq-csv.h"

#include "aeq-csv-plan.h"
#include "aeq-csv-reader.h"
#include "aeq-error.h"

/* Rows between two looks at progress. */
#define BATCH 4096

typedef struct
{
  AeqCsvReader  reader;
  AeqCsvRecordFunc func;
  AeqText      *text;
  AeqProgress  *progress;
  guint64       rows;
} Pass;

static gboolean
pass_on (AeqCsvRecord *record, gpointer user_data, GError **error)
{
  Pass *self = user_data;

  if (++self->rows % BATCH == 0)
    aeq_progress_update (self->progress, aeq_text_fraction (self->text));
  return self->func (record, &self->reader, error);
}

static void
report_plan (const AeqCsvPlan *plan, AeqText *text, AeqReadReport *report)
{
  const char *encoding = aeq_text_get_encoding (text);

  aeq_read_report_note (report, "encoding: %s", encoding);
  if (g_str_has_suffix (encoding, "errors"))
    aeq_read_report_warn (report, "some characters are broken in the file and were replaced");
  if (plan->profile != NULL)
    report->profile = g_strdup (plan->profile->name);
  report->mapping = aeq_csv_plan_to_profile (plan);
}

static gboolean
read_rows (Pass *pass, const AeqCsvPlan *plan, AeqReadReport *report, GCancellable *cancellable, GError **error)
{
  if (!aeq_records_each (pass->text, &plan->dialect, pass_on, pass, cancellable, error) ||
      !aeq_csv_reader_finish (&pass->reader, error))
    return FALSE;
  if (report->transactions > 0 || report->n_errors > 0)
    return TRUE;
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                       report->skipped > 0 ? "holds no rows besides those left out" : "holds no rows");
  return FALSE;
}

static gboolean
read_text (AeqText *text, AeqCsvPlan *plan, const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data,
           AeqReadReport *report, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  Pass pass = { .func = aeq_csv_reader_func (plan->kind), .text = text, .progress = progress };
  gboolean ok;

  report_plan (plan, text, report);
  ok = aeq_csv_reader_init (&pass.reader, plan, options, sink, user_data, report, error) &&
       read_rows (&pass, plan, report, cancellable, error);
  aeq_csv_reader_clear (&pass.reader);
  return ok;
}

gboolean
aeq_csv_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
              const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
              GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqText) text = NULL;
  g_autoptr(GError) local = NULL;
  AeqCsvPlan plan = { 0 };
  guint64 line;

  g_return_val_if_fail (input != NULL && options != NULL && options->default_currency != NULL && report != NULL, FALSE);

  if ((text = aeq_text_new (input, cancellable, &local)) != NULL &&
      aeq_csv_plan_make (&plan, text, profile, known, options, report, cancellable, &local) &&
      read_text (text, &plan, options, sink, user_data, report, progress, cancellable, &local))
    {
      aeq_csv_plan_clear (&plan);
      return TRUE;
    }
  aeq_csv_plan_clear (&plan);
  line = aeq_error_get_line (local);
  if (local->domain == AEQ_ERROR && aeq_error_get_file (local) == NULL)
    aeq_error_set_place (local, aeq_input_get_name (input), line, NULL);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
