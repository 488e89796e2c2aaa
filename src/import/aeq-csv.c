/* SPDX-License-Identifier: MIT */
#include "aeq-csv.h"

#include "aeq-csv-plan.h"
#include "aeq-csv-reader.h"
#include "aeq-error.h"
#include "aeq-lines.h"
#include "aeq-words.h"

/* Rows between two looks at progress. */
#define BATCH 4096

typedef struct
{
  AeqCsvReader           reader;
  AeqCsvRecordFunc       func;
  const AeqRecordSource *source;
  AeqProgress           *progress;
  guint64                rows;
} Pass;

static gboolean
pass_on (AeqCsvRecord *record, gpointer user_data, GError **error)
{
  Pass *self = user_data;

  if (++self->rows % BATCH == 0)
    aeq_progress_update (self->progress, self->source->fraction (self->source->data));
  if (record->n_bad > 0 && aeq_csv_reader_has_bad_cell (&self->reader, record))
    return TRUE;
  return self->func (record, &self->reader, error);
}

static gboolean
read_rows (Pass *pass, AeqReadReport *report, GCancellable *cancellable, GError **error)
{
  if (!pass->source->each (pass->source->data, pass_on, pass, cancellable, error) ||
      !aeq_csv_reader_finish (&pass->reader, error))
    return FALSE;
  if (report->transactions > 0 || report->n_errors > 0)
    return TRUE;
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                       report->skipped > 0 ? N_("holds no rows besides those left out") : N_("holds no rows"));
  return FALSE;
}

static gboolean
read_planned (const AeqRecordSource *source, const AeqCsvPlan *plan, const AeqReadOptions *options,
              const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
              GCancellable *cancellable, GError **error)
{
  Pass pass = { .func = aeq_csv_reader_func (plan->kind), .source = source, .progress = progress };
  gboolean ok;

  if (plan->profile != NULL && *plan->profile->name != '\0')
    report->profile = g_strdup (plan->profile->name);
  report->mapping = aeq_csv_plan_to_profile (plan);
  ok = aeq_csv_reader_init (&pass.reader, plan, options, sink, user_data, report, error) &&
       read_rows (&pass, report, cancellable, error);
  aeq_csv_reader_clear (&pass.reader);
  return ok;
}

gboolean
aeq_csv_read_source (const AeqRecordSource *source, const AeqProfile *profile, const AeqProfileSet *known,
                     const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
                     AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqCsvPlan plan = { 0 };
  gboolean ok = aeq_csv_plan_make (&plan, source, profile, known, options, report, cancellable, error) &&
                read_planned (source, &plan, options, sink, user_data, report, progress, cancellable, error);

  aeq_csv_plan_clear (&plan);
  return ok;
}

static gboolean
read_text (AeqText *text, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
           const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
           GCancellable *cancellable, GError **error)
{
  AeqDelimited self = { .text = text };
  AeqRecordSource source;

  aeq_lines_report (text, report);
  if (!aeq_dialect_sniff (text, profile != NULL ? profile->delimiter : '\0', &self.dialect, cancellable, error))
    return FALSE;
  source = aeq_delimited_source (&self);
  return aeq_csv_read_source (&source, profile, known, options, sink, user_data, report, progress, cancellable, error);
}

gboolean
aeq_csv_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
              const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
              GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqText) text = NULL;
  g_autoptr(GError) local = NULL;
  guint64 line;

  g_return_val_if_fail (input != NULL && options != NULL && options->default_currency != NULL && report != NULL, FALSE);

  if ((text = aeq_text_new (input, cancellable, &local)) != NULL &&
      read_text (text, profile, known, options, sink, user_data, report, progress, cancellable, &local))
    return TRUE;
  line = aeq_error_get_line (local);
  if (local->domain == AEQ_ERROR && aeq_error_get_file (local) == NULL)
    aeq_error_set_place (local, aeq_input_get_name (input), line, NULL);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
