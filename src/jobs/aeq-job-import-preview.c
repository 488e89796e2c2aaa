/* SPDX-License-Identifier: MIT */
#include "aeq-job-import-preview.h"

#include "aeq-account.h"
#include "aeq-booking.h"
#include "aeq-error.h"
#include "aeq-input.h"
#include "aeq-job-profiles.h"
#include "aeq-reader.h"
#include "aeq-words.h"

typedef struct
{
  AeqImportPreview       *preview;
  const AeqImportRequest *request;
  AeqReadOptions          options;
  AeqInput               *input; /* the head of a large text, else the file */
  const AeqReader        *reader;
  AeqProfileSet          *known;
  const AeqProfile       *profile;
} Job;

static void
flow_free (AeqPreviewFlow *flow)
{
  g_free (flow->account);
  g_free (flow->counterparty);
  g_free (flow->narrative);
  g_free (flow);
}

void
aeq_import_preview_free (AeqImportPreview *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_clear_pointer (&self->look, aeq_table_look_free);
  g_clear_pointer (&self->flows, g_ptr_array_unref);
  g_clear_pointer (&self->outcome, aeq_import_outcome_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_error (&self->problem);
  g_free (self);
}

static gboolean
is_columns (const AeqReader *reader)
{
  return g_str_equal (reader->format, "csv") || g_str_equal (reader->format, "xlsx");
}

/* A text can be cut at a line; a workbook, an archive and a statement cannot. */
static gboolean
cut_to_head (Job *job, GError **error)
{
  AeqInput *head;

  job->preview->whole = aeq_input_get_size (job->input) <= AEQ_PREVIEW_WHOLE;
  if (job->preview->whole || !(g_str_equal (job->reader->format, "csv") || g_str_equal (job->reader->format, "fixed")))
    return TRUE;
  if ((head = aeq_input_new_head (job->input, AEQ_PREVIEW_HEAD, error)) == NULL)
    return FALSE;
  aeq_input_free (job->input);
  job->input = head;
  return TRUE;
}

static gboolean
open_file (Job *job, const char *path, GCancellable *cancellable, GError **error)
{
  const char *format = job->request->format;

  if ((job->input = aeq_input_open (path, cancellable, error)) == NULL)
    return FALSE;
  job->profile = job->request->mapping;
  if (job->profile == NULL && job->request->profile != NULL &&
      (job->profile = aeq_job_profiles_find (job->known, job->request->profile, error)) == NULL)
    return FALSE;
  if (format == NULL && (format = aeq_reader_choose (job->input, &job->profile, job->known, error)) == NULL)
    return FALSE;
  if ((job->reader = aeq_reader_lookup (format)) == NULL)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, path, 0, NULL, N_("is of a format that this version does not read"));
  job->preview->format = g_strdup (format);
  job->preview->is_table = job->reader->is_table;
  return cut_to_head (job, error);
}

static gboolean
keep_flow (const AeqEntry *entry, gpointer user_data, GError **error)
{
  Job *job = user_data;
  AeqPreviewFlow *flow;

  /* Enough was seen: whoever reads is told to stop, by an error that nobody gets to see. */
  if (job->preview->flows->len == AEQ_PREVIEW_ROWS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "enough");
      return FALSE;
    }
  flow = g_new0 (AeqPreviewFlow, 1);
  flow->line = entry->line;
  flow->date = entry->booking_date != AEQ_DATE_NONE ? entry->booking_date : entry->value_date;
  flow->minor = entry->minor;
  flow->currency = entry->currency != NULL ? entry->currency : job->options.default_currency;
  flow->account = g_strdup (entry->account != NULL ? entry->account : job->options.account);
  flow->counterparty = g_strdup (entry->counterparty);
  flow->narrative = g_strdup (entry->narrative);
  g_ptr_array_add (job->preview->flows, flow);
  return TRUE;
}

/* What is wrong with the file comes out of the trial. */
static gboolean
read_first_flows (Job *job, GCancellable *cancellable, GError **error)
{
  const AeqReadSink sink = { .flow = keep_flow };
  g_autoptr(AeqReadReport) report = aeq_read_report_new (job->reader->format);
  g_autoptr(GError) local = NULL;

  if (job->reader->read (job->input, job->profile, job->known, &job->options, &sink, job, report, NULL, cancellable, &local) ||
      !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
look_at_columns (Job *job, GCancellable *cancellable, GError **error)
{
  if (!is_columns (job->reader))
    return TRUE;
  job->preview->look = aeq_table_look_new (job->input, job->reader->format, job->profile, job->known, &job->options, AEQ_PREVIEW_ROWS,
                                           cancellable, error);
  if (job->preview->look != NULL && job->preview->look->named)
    job->profile = job->preview->look->mapping;
  return job->preview->look != NULL;
}

static gboolean
note_new_account (AeqLedger *ledger, Job *job, const AeqReadAccount *account, GError **error)
{
  const char *number = *account->number != '\0' ? account->number
                       : job->request->account != NULL ? job->request->account : AEQ_BOOKING_UNNAMED;
  const AeqCurrency *currency = account->currency != NULL ? account->currency : job->options.default_currency;
  g_autoptr(GError) local = NULL;
  g_autoptr(AeqAccount) found = aeq_account_find (ledger, number, account->currency, &local);

  if (found == NULL && local == NULL)
    g_ptr_array_add (job->preview->accounts, g_strdup_printf ("%s %s", number, currency->code));
  if (local == NULL || local->domain == AEQ_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Good rows are tried beside bad ones, so that both can be counted. */
static gboolean
try_import (AeqLedger *ledger, Job *job, const char *path, GCancellable *cancellable, GError **error)
{
  AeqImportRequest request = *job->request;
  GPtrArray *accounts;

  if (!job->preview->whole && !(g_str_equal (job->reader->format, "csv") || g_str_equal (job->reader->format, "fixed")))
    return TRUE;
  request.dry_run = TRUE;
  request.accept_warnings = TRUE;
  request.save_profile = NULL;
  if (job->preview->look != NULL && job->preview->look->named)
    request.mapping = job->preview->look->mapping;
  request.head = job->preview->whole ? 0 : AEQ_PREVIEW_HEAD;
  if ((job->preview->outcome = aeq_job_import (ledger, path, &request, NULL, cancellable, error)) == NULL)
    return FALSE;
  if (job->preview->outcome->refusal != NULL)
    job->preview->problem = g_error_copy (job->preview->outcome->refusal);
  accounts = job->preview->outcome->report->accounts;
  for (guint i = 0; i < accounts->len; i++)
    if (!note_new_account (ledger, job, accounts->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
default_currency (AeqLedger *ledger, Job *job, GError **error)
{
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(GError) local = NULL;

  job->options.default_currency = job->request->currency != NULL ? job->request->currency : aeq_ledger_reporting_currency (ledger);
  if (job->request->account == NULL)
    return TRUE;
  if ((account = aeq_account_find (ledger, job->request->account, job->request->currency, &local)) != NULL)
    job->options.default_currency = account->currency;
  if (local == NULL || local->domain == AEQ_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
list_profiles (AeqLedger *ledger, Job *job, GError **error)
{
  if ((job->known = aeq_job_profiles_known (ledger, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < aeq_profile_set_get_length (job->known); i++)
    g_ptr_array_add (job->preview->profiles, g_strdup (aeq_profile_set_get (job->known, i)->name));
  return TRUE;
}

/* The file's own faults are the preview's problem; FALSE is the ledger's, or a cancel. */
static gboolean
preview_file (AeqLedger *ledger, Job *job, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (!open_file (job, path, cancellable, &local) || !look_at_columns (job, cancellable, &local))
    {
      if (local->domain == AEQ_ERROR && aeq_error_get_file (local) == NULL)
        aeq_error_set_place (local, path, aeq_error_get_line (local), NULL);
      if (local->domain != AEQ_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      job->preview->problem = g_steal_pointer (&local);
      return TRUE;
    }
  return read_first_flows (job, cancellable, error) && try_import (ledger, job, path, cancellable, error);
}

AeqImportPreview *
aeq_job_import_preview (AeqLedger *ledger, const char *path, const AeqImportRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqImportPreview) preview = g_new0 (AeqImportPreview, 1);
  Job job = {
    .preview = preview,
    .request = request,
    .options = { .account = request->account, .currency = request->currency, .date_order = request->date_order,
                 .decimal = request->decimal, .accept_warnings = TRUE },
  };
  gboolean ok;

  preview->flows = g_ptr_array_new_with_free_func ((GDestroyNotify) flow_free);
  preview->accounts = g_ptr_array_new_with_free_func (g_free);
  preview->profiles = g_ptr_array_new_with_free_func (g_free);
  ok = default_currency (ledger, &job, error) && list_profiles (ledger, &job, error) &&
       preview_file (ledger, &job, path, cancellable, error);
  g_clear_pointer (&job.input, aeq_input_free);
  g_clear_pointer (&job.known, aeq_profile_set_free);
  return ok ? g_steal_pointer (&preview) : NULL;
}
