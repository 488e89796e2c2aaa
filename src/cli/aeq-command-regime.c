/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-job-regime.h"
#include "aeq-regime-document.h"

static void
write_text (GString *out, const AeqRegimeReading *reading)
{
  g_auto(GStrv) reasons = aeq_regime_reasons (reading);
  char date[AEQ_DATE_TEXT_SIZE];
  char since[AEQ_DATE_TEXT_SIZE];

  g_string_append_printf (out, "%s on %s, since %s\nsteady %.1f %%, elevated %.1f %%, crisis %.1f %%\n", aeq_regime_name (reading->state),
                          aeq_date_format (reading->date, date), aeq_date_format (reading->since, since),
                          100 * reading->p[AEQ_REGIME_STEADY], 100 * reading->p[AEQ_REGIME_ELEVATED],
                          100 * reading->p[AEQ_REGIME_CRISIS]);
  for (char **reason = reasons; *reason != NULL; reason++)
    g_string_append_printf (out, "  %s\n", *reason);
}

gboolean
aeq_command_regime (AeqCli *cli, GError **error)
{
  g_autofree char *at_text = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  AeqRegimeReading reading;
  gboolean found = FALSE;
  AeqDate at;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at_text, "At the end of this day (default: today)", "DAY" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL)
    return FALSE;
  at = aeq_zone_date (aeq_zone_utc (), ledger->now);
  if ((at_text != NULL && !aeq_cli_parse_date ("--at", at_text, &at, error)) ||
      !aeq_job_regime_at (ledger, at, &reading, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                   "there are no market series up to that day: run indicators fetch, or indicators import FILE");
      return FALSE;
    }
  if (cli->json)
    {
      g_autoptr(AeqJson) json = aeq_json_new (cli->out);

      aeq_regime_reading_write (json, &reading, TRUE);
      g_string_append_c (cli->out, '\n');
    }
  else
    write_text (cli->out, &reading);
  return TRUE;
}
