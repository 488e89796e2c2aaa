/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-csv-writer.h"
#include "aeq-error.h"
#include "aeq-job-regime.h"

static gboolean
write_file (GArray *readings, const char *path, GError **error)
{
  static const char *const COLUMNS[] = { "date", "p_steady", "p_elevated", "p_crisis", "state", NULL };
  g_autoptr(AeqCsvWriter) csv = aeq_csv_writer_new (path, NULL, error);

  if (csv == NULL)
    return FALSE;
  for (const char *const *column = COLUMNS; *column != NULL; column++)
    aeq_csv_writer_text (csv, *column);
  if (!aeq_csv_writer_end_row (csv, error))
    return FALSE;
  for (guint i = 0; i < readings->len; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (readings, AeqRegimeReading, i);
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      aeq_csv_writer_number (csv, aeq_date_format (reading->date, text));
      for (int k = 0; k < AEQ_N_REGIMES; k++)
        aeq_csv_writer_number (csv, aeq_double_format (reading->p[k], text));
      aeq_csv_writer_text (csv, aeq_regime_name (reading->state));
      if (!aeq_csv_writer_end_row (csv, error))
        return FALSE;
    }
  return aeq_csv_writer_finish (csv, error);
}

gboolean
aeq_command_regime_backtest (AeqCli *cli, GError **error)
{
  g_autofree char *out = NULL;
  g_autoptr(AeqProgress) progress = NULL;
  g_autoptr(GArray) readings = NULL;
  const GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, "Where the readings go: date, p_steady, p_elevated, p_crisis, state", "FILE.csv" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 1, 1, error))
    return error == NULL || *error == NULL;
  if (out == NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "regime-backtest: give --out FILE.csv");
      return FALSE;
    }
  progress = aeq_cli_progress (cli);
  if ((readings = aeq_job_regime_backtest (cli->argv[1], progress, cli->cancellable, error)) == NULL ||
      !write_file (readings, out, error))
    return FALSE;
  if (cli->json)
    g_string_append_printf (cli->out, "{\"days\":%u}\n", readings->len);
  else
    g_string_append_printf (cli->out, "%u business days were written to %s.\n", readings->len, out);
  return TRUE;
}
