/* SPDX-License-Identifier: MIT */
#include "aeq-import-report.h"

#include "aeq-error.h"

gboolean
aeq_import_date_order_parse (const char *text, int *order)
{
  static const struct { const char *name; int order; } ORDERS[] = {
    { "dmy", AEQ_DATE_DMY }, { "mdy", AEQ_DATE_MDY }, { "ymd", AEQ_DATE_YMD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ORDERS); i++)
    if (g_str_equal (text, ORDERS[i].name))
      {
        *order = ORDERS[i].order;
        return TRUE;
      }
  return FALSE;
}

gboolean
aeq_import_decimal_parse (const char *text, AeqDecimal *decimal)
{
  if (!g_str_equal (text, ".") && !g_str_equal (text, ","))
    return FALSE;
  *decimal = (AeqDecimal) *text;
  return TRUE;
}

static void
write_sentences (AeqJson *json, const char *name, GPtrArray *sentences)
{
  aeq_json_begin_array (json, name);
  for (guint i = 0; i < sentences->len; i++)
    aeq_json_text (json, NULL, sentences->pdata[i]);
  aeq_json_end_array (json);
}

static void
write_row_error (AeqJson *json, guint64 line, const char *field, const char *message)
{
  aeq_json_begin_object (json, NULL);
  if (line > 0)
    aeq_json_int (json, "line", (gint64) line);
  else
    aeq_json_null (json, "line");
  aeq_json_text (json, "field", field);
  aeq_json_text (json, "message", message);
  aeq_json_end_object (json);
}

void
aeq_import_report_write (AeqJson *json, const AeqImportOutcome *outcome)
{
  GPtrArray *errors = outcome->report->errors;

  write_sentences (json, "warnings", outcome->report->warnings);
  write_sentences (json, "notes", outcome->report->notes);
  aeq_json_begin_array (json, "errors");
  for (guint i = 0; i < errors->len; i++)
    {
      const AeqRowError *row = errors->pdata[i];

      write_row_error (json, row->line, row->field, row->message);
    }
  if (errors->len == 0 && outcome->refusal != NULL)
    write_row_error (json, aeq_error_get_line (outcome->refusal), aeq_error_get_field (outcome->refusal),
                     outcome->refusal->message);
  aeq_json_end_array (json);
}
