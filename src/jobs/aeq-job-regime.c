/* SPDX-License-Identifier: MIT */
#include "aeq-job-regime.h"

#include "aeq-change.h"
#include "aeq-indicator-csv.h"
#include "aeq-json.h"
#include "aeq-observation.h"

#define CALENDAR "us_fedwire"
/* Without a first day the filter begins at its first observation. */
#define EARLIEST (-14610) /* 1930-01-01 */

typedef struct
{
  AeqObservationWriter *writer;
  AeqIndicatorsResult  *result;
} Importer;

static gboolean
store_value (const char *series, AeqDate date, AeqDate known_on, double value, gpointer user_data, GError **error)
{
  Importer *self = user_data;
  AeqObservation observation = { series, date, known_on, value };
  gboolean added;

  if (!aeq_observation_writer_add (self->writer, &observation, &added, error))
    return FALSE;
  self->result->added += added;
  self->result->duplicates += !added;
  return TRUE;
}

static gboolean
record_import (AeqLedger *ledger, const char *path, const AeqIndicatorsResult *result, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GString) image = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (image);
  gint64 last;
  AeqId uid;

  if (!aeq_change_last (ledger, &last, error))
    return FALSE;
  aeq_id_from_counter (&uid, ledger->now, ledger->seed, (guint64) (last + 1) * 2);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "name", name);
  aeq_json_text (json, "format", "indicators");
  aeq_json_int (json, "added", result->added);
  aeq_json_end_object (json);
  return aeq_change_record_bulk (ledger, "import", &uid, image->str, error);
}

static gboolean
import_rows (AeqLedger *ledger, const char *path, AeqIndicatorsResult *result, AeqProgress *progress, GCancellable *cancellable,
             GError **error)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (CALENDAR, error);
  g_autoptr(AeqObservationWriter) writer = calendar != NULL ? aeq_observation_writer_new (ledger, error) : NULL;
  Importer importer = { writer, result };
  AeqIndicatorSummary summary;

  if (writer == NULL ||
      !aeq_indicator_read_csv (path, calendar, store_value, &importer, progress, &summary, cancellable, error))
    return FALSE;
  result->rows = (gint64) summary.rows;
  result->missing = (gint64) summary.missing;
  return result->added == 0 || record_import (ledger, path, result, error);
}

gboolean
aeq_job_indicators_import (AeqLedger *ledger, const char *path, AeqIndicatorsResult *result, AeqProgress *progress,
                           GCancellable *cancellable, GError **error)
{
  *result = (AeqIndicatorsResult) { 0 };
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if (import_rows (ledger, path, result, progress, cancellable, error) && aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  return FALSE;
}

static gboolean
add_observation (const AeqObservation *observation, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  aeq_regime_input_add (user_data, observation->series, observation->day, observation->known_on, observation->value);
  return TRUE;
}

GArray *
aeq_job_regime_history (AeqLedger *ledger, AeqDate from, AeqDate to, GError **error)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (CALENDAR, error);
  g_autoptr(AeqRegimeInput) input = aeq_regime_input_new ();

  if (calendar == NULL || !aeq_observation_foreach (ledger, aeq_regime_input_series (), add_observation, input, error))
    return NULL;
  return aeq_regime_filter (input, calendar, from != AEQ_DATE_NONE ? from : EARLIEST, to);
}

gboolean
aeq_job_regime_at (AeqLedger *ledger, AeqDate at, AeqRegimeReading *reading, gboolean *found, GError **error)
{
  /* A week reaches back over any run of closed days. */
  g_autoptr(GArray) readings = aeq_job_regime_history (ledger, at - 7, at, error);

  if (readings == NULL)
    return FALSE;
  *found = readings->len > 0;
  if (*found)
    *reading = g_array_index (readings, AeqRegimeReading, readings->len - 1);
  return TRUE;
}

typedef struct
{
  AeqRegimeInput *input;
  AeqDate         last;
} FileReader;

static gboolean
add_from_file (const char *series, AeqDate date, AeqDate known_on, double value, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  FileReader *self = user_data;

  if (aeq_regime_input_add (self->input, series, date, known_on, value))
    self->last = MAX (self->last, known_on);
  return TRUE;
}

GArray *
aeq_job_regime_backtest (const char *path, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (CALENDAR, error);
  g_autoptr(AeqRegimeInput) input = aeq_regime_input_new ();
  FileReader reader = { input, EARLIEST };
  AeqIndicatorSummary summary;

  if (calendar == NULL ||
      !aeq_indicator_read_csv (path, calendar, add_from_file, &reader, progress, &summary, cancellable, error))
    return NULL;
  return aeq_regime_filter (input, calendar, EARLIEST, reader.last);
}
