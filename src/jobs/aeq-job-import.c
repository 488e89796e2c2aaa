/* SPDX-License-Identifier: MIT */
#include "aeq-job-import.h"

#include <string.h>

#include "aeq-alert.h"
#include "aeq-booking.h"
#include "aeq-error.h"
#include "aeq-import-history.h"
#include "aeq-input.h"
#include "aeq-job-profiles.h"
#include "aeq-reader.h"
#include "aeq-words.h"

void
aeq_import_outcome_free (AeqImportOutcome *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_clear_pointer (&self->report, aeq_read_report_free);
  g_clear_error (&self->refusal);
  g_free (self);
}

const char *
aeq_import_status_name (AeqImportStatus status)
{
  static const char *const NAMES[] = { "ok", "warn", "reject" };

  return NAMES[status];
}

/* Trouble with the ledger itself, or a cancel: not the file's fault. */
static gboolean
is_not_the_files_fault (const GError *error)
{
  return error->domain == AEQ_STORE_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
default_currency (AeqLedger *ledger, const AeqImportRequest *request, AeqReadOptions *options, GError **error)
{
  g_autoptr(AeqAccount) account = NULL;
  g_autoptr(GError) local = NULL;

  options->default_currency = request->currency != NULL ? request->currency : aeq_ledger_reporting_currency (ledger);
  if (request->account == NULL)
    return TRUE;
  account = aeq_account_find (ledger, request->account, request->currency, &local);
  if (account != NULL)
    options->default_currency = account->currency;
  if (local == NULL || local->domain == AEQ_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

typedef struct
{
  AeqLedger              *ledger;
  const AeqImportRequest *request;
  AeqReadOptions          options;
  AeqInput               *input;
  const AeqReader        *reader;
  AeqProfileSet          *known;
  const AeqProfile       *profile; /* (nullable) the one that was asked for; of the set, or the request's */
  AeqImportOutcome       *outcome;
} Job;

static gboolean
read_file (Job *job, AeqBooking *booking, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqReadReport *report = job->outcome->report;

  if (!job->reader->read (job->input, job->profile, job->known, &job->options, &AEQ_BOOKING_SINK, booking, report, progress,
                          cancellable, error))
    return FALSE;
  if (report->n_errors > 0 && !(job->reader->is_table && job->request->accept_warnings))
    {
      const AeqRowError *first = report->errors->pdata[0];

      g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                   report->n_errors == 1 ? "%s" : N_("%s (and %" PRIu64 " more rows%s)"), first->message, report->n_errors - 1,
                   job->reader->is_table ? "; --accept-warnings imports the good ones" : "");
      if (error != NULL)
        aeq_error_set_place (*error, NULL, first->line, first->field);
      return FALSE;
    }
  if (report->transactions > 0 || report->n_errors == 0)
    return TRUE;
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("no row could be read"));
  return FALSE;
}

static void
note_assumptions (AeqReadReport *report, AeqBooking *booking)
{
  const AeqCurrency *assumed = aeq_booking_assumed_currency (booking);

  if (aeq_booking_used_unnamed (booking))
    aeq_read_report_note (report, N_("the file names no account: booked to account %s; --account decides"), AEQ_BOOKING_UNNAMED);
  if (assumed != NULL)
    aeq_read_report_note (report, N_("the file names no currency: taken as %s; --currency decides"), assumed->code);
}

static char **
copy_sentences (GPtrArray *sentences)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < MIN (sentences->len, AEQ_IMPORT_MAX_SENTENCES); i++)
    g_strv_builder_add (builder, sentences->pdata[i]);
  return g_strv_builder_end (builder);
}

static char **
describe_errors (GPtrArray *errors)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < MIN (errors->len, AEQ_IMPORT_MAX_SENTENCES); i++)
    {
      const AeqRowError *row = errors->pdata[i];
      g_autofree char *text = g_strdup_printf ("line %" G_GUINT64_FORMAT ", field %s: %s", row->line, row->field, row->message);

      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/* With what the caller decided for rows that say nothing themselves. */
static char *
describe_mapping (const AeqProfile *mapping, const AeqImportRequest *request)
{
  g_autoptr(AeqProfile) copy = aeq_profile_copy (mapping);

  if (request->account != NULL)
    {
      g_free (copy->account);
      copy->account = g_strdup (request->account);
    }
  if (request->currency != NULL)
    copy->currency = request->currency;
  return aeq_profile_to_json (copy);
}

/* What the desk shows of an import later on, and what it takes to make it again. */
static void
note_details (Job *job, AeqImportRecord *record)
{
  const AeqReadReport *report = job->outcome->report;

  record->warnings = copy_sentences (report->warnings);
  record->errors = describe_errors (report->errors);
  if (!job->request->keep_path)
    return;
  record->path = g_canonicalize_filename (job->request->place != NULL ? job->request->place : aeq_input_get_name (job->input), NULL);
  record->mapping = report->mapping != NULL ? describe_mapping (report->mapping, job->request) : NULL;
}

static gboolean
write_history (Job *job, AeqImportRecord *record, AeqBooking *booking, GError **error)
{
  const AeqReadReport *report = job->outcome->report;

  record->rows_read = (gint64) report->transactions + (gint64) report->n_errors;
  record->rejected = (gint64) report->n_errors;
  record->added = aeq_booking_get_added (booking);
  record->duplicates = aeq_booking_get_duplicates (booking);
  record->profile = g_strdup (report->profile);
  note_details (job, record);
  return aeq_import_history_finish (job->ledger, record, error);
}

/* A file with the same header is then read the same way, without options. */
static gboolean
save_mapping (Job *job, GError **error)
{
  AeqProfile *mapping = job->outcome->report->mapping;

  if (job->request->save_profile == NULL || mapping == NULL)
    return TRUE;
  g_free (mapping->name);
  mapping->name = g_strdup (job->request->save_profile);
  if (!aeq_job_profiles_save (job->ledger, mapping, error))
    return FALSE;
  if (!job->request->dry_run)
    aeq_read_report_note (job->outcome->report, N_("how it was read is kept as profile %s"), mapping->name);
  return TRUE;
}

/* Everything inside one transaction. */
static gboolean
book (Job *job, AeqImportRecord *record, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqBooking) booking = NULL;

  if (!aeq_import_history_begin (job->ledger, record, error) ||
      (booking = aeq_booking_new (job->ledger, record->id, &job->options, error)) == NULL ||
      !read_file (job, booking, progress, cancellable, error) ||
      !aeq_booking_finish (booking, job->outcome->report, error) || !write_history (job, record, booking, error) ||
      !save_mapping (job, error))
    return FALSE;
  note_assumptions (job->outcome->report, booking);
  job->outcome->added = aeq_booking_get_added (booking);
  job->outcome->duplicates = aeq_booking_get_duplicates (booking);
  return TRUE;
}

static gboolean
check_bytes (Job *job, const char *sha256, GError **error)
{
  return job->request->sha256 == NULL || g_str_equal (sha256, job->request->sha256) ||
         aeq_error_refuse (error, AEQ_ERROR_INVALID, job->outcome->path, 0, NULL, N_("has changed since it was imported"));
}

static gboolean
run_in_transaction (Job *job, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqImportRecord record = { .name = g_path_get_basename (aeq_input_get_name (job->input)), .format = g_strdup (job->reader->format) };
  gboolean ok = FALSE;

  if ((record.sha256 = aeq_input_sha256 (job->input, cancellable, error)) != NULL && check_bytes (job, record.sha256, error) &&
      aeq_store_begin (job->ledger->store, error))
    {
      ok = book (job, &record, progress, cancellable, error);
      if (ok && !job->request->dry_run)
        {
          if ((ok = aeq_store_commit (job->ledger->store, error)))
            job->outcome->import_id = record.id;
          else
            aeq_store_rollback (job->ledger->store);
        }
      else
        aeq_store_rollback (job->ledger->store);
    }
  aeq_import_record_clear (&record);
  return ok;
}

static gboolean
choose_profile (Job *job, GError **error)
{
  if ((job->known = aeq_job_profiles_known (job->ledger, error)) == NULL)
    return FALSE;
  if ((job->profile = job->request->mapping) != NULL)
    return TRUE;
  return job->request->profile == NULL ||
         (job->profile = aeq_job_profiles_find (job->known, job->request->profile, error)) != NULL;
}

static gboolean
open_input (Job *job, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqInput) whole = aeq_input_open (path, cancellable, error);

  if (whole == NULL)
    return FALSE;
  job->input = job->request->head > 0 && job->request->head < aeq_input_get_size (whole)
                 ? aeq_input_new_head (whole, job->request->head, error)
                 : g_steal_pointer (&whole);
  return job->input != NULL;
}

static gboolean
open_job (Job *job, const char *path, GCancellable *cancellable, GError **error)
{
  const char *format;

  if (!open_input (job, path, cancellable, error) || !choose_profile (job, error) ||
      (format = job->request->format != NULL
                  ? job->request->format
                  : aeq_reader_choose (job->input, &job->profile, job->known, error)) == NULL)
    return FALSE;
  if ((job->reader = aeq_reader_lookup (format)) == NULL)
    {
      g_autofree char *formats = aeq_reader_formats ();

      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, N_("format %s is not read by this version; it reads %s"), format, formats);
      return FALSE;
    }
  g_free (job->outcome->report->format);
  job->outcome->report->format = g_strdup (format);
  return TRUE;
}

static void
close_job (Job *job)
{
  g_clear_pointer (&job->input, aeq_input_free);
  g_clear_pointer (&job->known, aeq_profile_set_free);
}

static void
refuse (AeqImportOutcome *outcome, GError *reason)
{
  outcome->status = AEQ_IMPORT_REJECT;
  outcome->added = outcome->duplicates = 0;
  outcome->refusal = reason;
  if (reason->domain == AEQ_ERROR && aeq_error_get_file (reason) == NULL)
    aeq_error_set_place (reason, outcome->path, 0, NULL);
}

/* A file that was refused is told of by an alert. That this cannot be noted must not hide why it was refused. */
static void
note_refusal (Job *job, const GError *reason)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (reason == NULL || job->input == NULL || job->request->dry_run || is_not_the_files_fault (reason) ||
      g_error_matches (reason, AEQ_ERROR, AEQ_ERROR_USAGE))
    return;
  name = g_path_get_basename (aeq_input_get_name (job->input));
  text = aeq_error_describe (reason);
  aeq_import_refusal_put (job->ledger, name, text, NULL);
}

AeqImportOutcome *
aeq_job_import (AeqLedger *ledger, const char *path, const AeqImportRequest *request, AeqProgress *progress,
                GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqImportOutcome) outcome = g_new0 (AeqImportOutcome, 1);
  g_autoptr(GError) local = NULL;
  Job job = {
    .ledger = ledger,
    .request = request,
    .outcome = outcome,
    .options = { .account = request->account, .currency = request->currency, .date_order = request->date_order,
                 .decimal = request->decimal, .accept_warnings = request->accept_warnings },
  };
  gboolean ok;

  g_return_val_if_fail (request->head == 0 || request->dry_run, NULL);
  outcome->path = g_strdup (path);
  outcome->report = aeq_read_report_new ("csv");
  if (!default_currency (ledger, request, &job.options, error))
    return NULL;
  ok = open_job (&job, path, cancellable, &local) && run_in_transaction (&job, progress, cancellable, &local);
  note_refusal (&job, ok ? NULL : local);
  close_job (&job);
  if (!ok && is_not_the_files_fault (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!ok)
    refuse (outcome, g_steal_pointer (&local));
  else
    outcome->status = outcome->report->warnings->len > 0 || outcome->report->n_errors > 0 ? AEQ_IMPORT_WARN : AEQ_IMPORT_OK;
  return g_steal_pointer (&outcome);
}
