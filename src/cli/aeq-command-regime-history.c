/* SPDX-License-Identifier: MIT */
#include "aeq-cli.h"
#include "aeq-job-regime.h"
#include "aeq-regime-document.h"

static void
print_readings (AeqCli *cli, GArray *readings)
{
  g_autoptr(AeqJson) json = cli->json ? aeq_json_new (cli->out) : NULL;
  AeqCliTable *table = cli->json ? NULL : aeq_cli_table_new ("Day", "State", ">Steady", ">Elevated", ">Crisis", NULL);

  if (json != NULL)
    aeq_json_begin_array (json, NULL);
  for (guint i = 0; i < readings->len; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (readings, AeqRegimeReading, i);
      char day[AEQ_DATE_TEXT_SIZE];
      char p[AEQ_N_REGIMES][16];

      if (json != NULL)
        {
          aeq_regime_reading_write (json, reading, FALSE);
          continue;
        }
      for (int k = 0; k < AEQ_N_REGIMES; k++)
        g_snprintf (p[k], sizeof p[k], "%.1f %%", 100 * reading->p[k]);
      aeq_cli_table_add (table, aeq_date_format (reading->date, day), aeq_regime_name (reading->state), p[0], p[1], p[2], NULL);
    }
  if (json != NULL)
    {
      aeq_json_end_array (json);
      g_string_append_c (cli->out, '\n');
    }
  else
    aeq_cli_table_print (table, cli->out);
}

gboolean
aeq_command_regime_history (AeqCli *cli, GError **error)
{
  g_autofree char *from_text = NULL;
  g_autofree char *to_text = NULL;
  g_autoptr(AeqLedger) ledger = NULL;
  g_autoptr(GArray) readings = NULL;
  AeqDate from = AEQ_DATE_NONE;
  AeqDate to;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from_text, "First day (default: the first market value)", "DAY" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, "Last day (default: today)", "DAY" },
    G_OPTION_ENTRY_NULL,
  };

  if (!aeq_cli_parse (cli, entries, 0, 0, error))
    return error == NULL || *error == NULL;
  if ((ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL)
    return FALSE;
  to = aeq_zone_date (aeq_zone_utc (), ledger->now);
  if ((from_text != NULL && !aeq_cli_parse_date ("--from", from_text, &from, error)) ||
      (to_text != NULL && !aeq_cli_parse_date ("--to", to_text, &to, error)) ||
      (readings = aeq_job_regime_history (ledger, from, to, error)) == NULL)
    return FALSE;
  print_readings (cli, readings);
  return TRUE;
}
