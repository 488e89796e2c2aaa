/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

#include "aeq-job-accuracy.h"

static const AeqColumn COLUMNS[] = {
  { "group", "Group", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "name", "Name", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "n", "Forecasts", AEQ_CELL_INTEGER, AEQ_COLUMN_NORMAL },
  { "wape", "WAPE", AEQ_CELL_PERCENT, AEQ_COLUMN_NORMAL },
  { "bias", "Bias", AEQ_CELL_PERCENT, AEQ_COLUMN_NORMAL },
  { "wql", "WQL", AEQ_CELL_PERCENT, AEQ_COLUMN_NORMAL },
  { "crps", "CRPS (minor units)", AEQ_CELL_NUMBER, AEQ_COLUMN_DETAIL },
  { "coverage90", "In the 90 % interval", AEQ_CELL_PERCENT, AEQ_COLUMN_NORMAL },
  { "width90", "Width of the 90 % interval", AEQ_CELL_NUMBER, AEQ_COLUMN_DETAIL },
  { "skill_vs_snaive", "Better than last week", AEQ_CELL_PERCENT, AEQ_COLUMN_NORMAL },
};
static const AeqTable TABLE = { "accuracy", "Accuracy", COLUMNS, G_N_ELEMENTS (COLUMNS) };

static gboolean
push_part (AeqDocument *document, const char *group, const AeqAccuracyPart *part, GError **error)
{
  const AeqTally *tally = &part->tally;

  return aeq_document_row (document,
                           (const AeqCell[G_N_ELEMENTS (COLUMNS)]){
                             aeq_cell_text (group),
                             aeq_cell_text (part->name),
                             aeq_cell_integer ((gint64) tally->n),
                             aeq_cell_percent (aeq_tally_wape (tally)),
                             aeq_cell_percent (aeq_tally_bias (tally)),
                             aeq_cell_percent (aeq_tally_wql (tally)),
                             aeq_cell_number (aeq_tally_crps (tally)),
                             aeq_cell_percent (aeq_tally_coverage (tally, AEQ_INTERVAL_90)),
                             aeq_cell_number (aeq_tally_width (tally, AEQ_INTERVAL_90)),
                             aeq_cell_percent (aeq_accuracy_skill (part)),
                           },
                           error);
}

static gboolean
push_parts (AeqDocument *document, const char *group, const GPtrArray *parts, GError **error)
{
  for (guint i = 0; i < parts->len; i++)
    if (!push_part (document, group, parts->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* WAPE by days ahead, where there is something to compare. */
static gboolean
push_chart (AeqDocument *document, const AeqAccuracy *accuracy, GError **error)
{
  g_autoptr(AeqChart) chart = aeq_chart_new ("WAPE by days ahead", AEQ_AXIS_NUMBER, "business days ahead", "WAPE");
  g_autofree double *x = g_new (double, accuracy->by_horizon->len);
  g_autofree double *y = g_new (double, accuracy->by_horizon->len);
  guint n = accuracy->by_horizon->len;

  for (guint i = 0; i < n; i++)
    {
      const AeqAccuracyPart *part = accuracy->by_horizon->pdata[i];

      x[i] = g_ascii_strtod (part->name, NULL) - 0.4;
      y[i] = aeq_tally_wape (&part->tally);
    }
  aeq_chart_add_bars (chart, "WAPE", AEQ_INK_FORECAST, x, y, n, 0.8);
  return n < 2 || aeq_document_chart (document, chart, error);
}

gboolean
aeq_export_accuracy (AeqExport *self, GError **error)
{
  const AeqExportRequest *request = self->request;
  const AeqAccuracyFilter filter = { request->account, request->horizon, request->regime, request->from, request->to,
                                     request->currency };
  g_autoptr(AeqAccuracy) accuracy = aeq_job_accuracy (self->ledger, &filter, error);
  g_autofree char *json = accuracy != NULL ? aeq_accuracy_document (accuracy) : NULL;
  const AeqDocumentInfo info = { .title = "Accuracy of issued forecasts",
                                 .source = &self->source.source,
                                 .json = json };
  g_autoptr(AeqDocument) document = NULL;

  if (accuracy == NULL || (document = aeq_export_open (self, &info, error)) == NULL)
    return FALSE;
  return aeq_document_sentence (document, "Errors of net flows are divided by gross flows (in plus out).", error) &&
         push_chart (document, accuracy, error) && aeq_document_begin_table (document, &TABLE, error) &&
         push_part (document, "total", &accuracy->total, error) &&
         push_parts (document, "regime", accuracy->by_regime, error) &&
         push_parts (document, "horizon", accuracy->by_horizon, error) && aeq_document_end_table (document, error) &&
         aeq_document_finish (document, self->cancellable, error);
}
