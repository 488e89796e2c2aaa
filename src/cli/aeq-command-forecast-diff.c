/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "aeq-cli.h"
#include "aeq-error.h"
#include "aeq-job-forecast-diff.h"

#define SHOWN .0005 /* of a chance, printed in tenths of a hundredth */

static char *
amount_text (const AeqDiffAccount *pair, gint64 minor)
{
  char *text = g_malloc (AEQ_MONEY_TEXT_SIZE + 8);

  return aeq_money_format_grouped (minor, pair->after->currency->exponent, text);
}

static void
add_line (AeqCliTable *table, const AeqDiffAccount *pair, const char *what, gint64 before, gint64 after)
{
  g_autofree char *before_text = amount_text (pair, before);
  g_autofree char *after_text = amount_text (pair, after);
  gint64           moved;
  g_autofree char *moved_text = amount_text (pair, __builtin_sub_overflow (after, before, &moved) ? G_MAXINT64 : moved);

  aeq_cli_table_add (table, what, before_text, after_text, moved_text, NULL);
}

static void
add_figure (AeqCliTable *table, const AeqDiffAccount *pair, AeqDiffFigureKind kind)
{
  const AeqDiffFigure *figure = &pair->figures[kind];

  if (!figure->has)
    {
      aeq_cli_table_add (table, aeq_diff_figure_words (kind), "-", "-", "-", NULL);
      return;
    }
  add_line (table, pair, aeq_diff_figure_words (kind), figure->before, figure->after);
  for (int i = 0; i < AEQ_N_REASONS; i++)
    {
      g_autofree char *words = g_strconcat ("  ", aeq_reason_words ((AeqReason)i), NULL);
      g_autofree char *amount = amount_text (pair, figure->reasons[i]);

      if (figure->reasons[i] != 0)
        aeq_cli_table_add (table, words, "", "", amount, NULL);
    }
}

static char *
chance (double p)
{
  if (isnan (p))
    return g_strdup ("no limit");
  return p < 0.001 ? g_strdup ("< 0.1 %") : g_strdup_printf ("%.1f %%", 100 * p);
}

/* In points of a hundredth; what would not show is left out. */
static void
add_part (AeqCliTable *table, const char *words, double part)
{
  g_autofree char *indented = g_strconcat ("  ", words, NULL);
  g_autofree char *points = g_strdup_printf ("%+.1f points", 100 * part);

  if (fabs (part) >= SHOWN)
    aeq_cli_table_add (table, indented, "", "", points, NULL);
}

static void
add_breach (AeqCliTable *table, const AeqDiffAccount *pair)
{
  g_autofree char *before = chance (pair->before->p_breach);
  g_autofree char *after = chance (pair->after->p_breach);
  double moved = pair->after->p_breach - pair->before->p_breach;
  g_autofree char *points = pair->breach.has && fabs (moved) >= SHOWN ? g_strdup_printf ("%+.1f points", 100 * moved) : g_strdup ("");

  aeq_cli_table_add (table, pair->before->limit != pair->after->limit ? "breach (another limit)" : "breach", before, after, points,
                     NULL);
  for (int i = 0; i < AEQ_N_REASONS; i++)
    add_part (table, aeq_reason_words ((AeqReason)i), pair->breach.reasons[i]);
  add_part (table, "another limit or other lines", pair->breach.limit);
}

static void
print_account (AeqCli *cli, const AeqDiffAccount *pair)
{
  AeqCliTable *table = aeq_cli_table_new ("", ">Before", ">After", ">Difference", NULL);

  g_string_append_printf (cli->out, "\n%s %s\n", pair->after->number, pair->after->currency->code);
  for (int i = 0; i < AEQ_N_DIFF_FIGURES; i++)
    add_figure (table, pair, (AeqDiffFigureKind)i);
  add_breach (table, pair);
  aeq_cli_table_print (table, cli->out);
}

static gboolean
is_same (const AeqDiffAccount *pair)
{
  for (int i = 0; i < AEQ_N_DIFF_FIGURES; i++)
    if (!pair->figures[i].has || pair->figures[i].before != pair->figures[i].after)
      return FALSE;
  return pair->before->limit == pair->after->limit &&
         (pair->before->p_breach == pair->after->p_breach ||
          (isnan (pair->before->p_breach) && isnan (pair->after->p_breach)));
}

static void
print_diff (AeqCli *cli, const AeqForecastDiff *diff)
{
  char  before[AEQ_INSTANT_TEXT_SIZE];
  char  after[AEQ_INSTANT_TEXT_SIZE];
  guint n_same = 0;

  if (cli->json)
    {
      g_autofree char *document = aeq_forecast_diff_document (diff);

      g_string_append_printf (cli->out, "%s\n", document);
      return;
    }
  g_string_append_printf (cli->out, "Before: %s, model %s, regime %s\nAfter:  %s, model %s, regime %s\n",
                          aeq_instant_format (diff->before->as_of, before), diff->before->model, diff->before->regime,
                          aeq_instant_format (diff->after->as_of, after), diff->after->model, diff->after->regime);
  for (guint i = 0; i < diff->accounts->len; i++)
    {
      const AeqDiffAccount *pair = &g_array_index (diff->accounts, AeqDiffAccount, i);

      if (is_same (pair))
        n_same++;
      else
        print_account (cli, pair);
    }
  if (n_same > 0)
    g_string_append_printf (cli->out, "\n%u of %u accounts did not change.\n", n_same, diff->accounts->len);
}

static gboolean
parse_id (const char *text, AeqId *id, GError **error)
{
  if (aeq_id_parse (text, id))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "forecast-diff: %s is not an id that forecasts lists", text);
  return FALSE;
}

gboolean
aeq_command_forecast_diff (AeqCli *cli, GError **error)
{
  g_autoptr (AeqLedger) ledger = NULL;
  g_autoptr (AeqForecastDiff) diff = NULL;
  AeqId ids[2];

  if (!aeq_cli_parse (cli, NULL, 0, 2, error))
    return error == NULL || *error == NULL;
  if (cli->argc == 2)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE,
                   "forecast-diff: give two ids that forecasts lists, or none for the newest two");
      return FALSE;
    }
  if ((cli->argc == 3 && (!parse_id (cli->argv[1], &ids[0], error) || !parse_id (cli->argv[2], &ids[1], error))) ||
      (ledger = aeq_cli_open (cli, AEQ_STORE_READ_ONLY, error)) == NULL ||
      (diff = aeq_job_forecast_diff (ledger, cli->argc == 3 ? &ids[0] : NULL, &ids[1], error)) == NULL)
    return FALSE;
  print_diff (cli, diff);
  return TRUE;
}
