/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-charts.h"
#include "aeq-export-private.h"

#include <math.h>

#define Q05 1
#define Q95 7

/* CSV: a row a day and quantile. */
static const AeqColumn LONG_COLUMNS[] = {
  { "account", "Account", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "currency", "Currency", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "date", "Day", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  { "horizon", "Days ahead", AEQ_CELL_INTEGER, AEQ_COLUMN_NORMAL },
  { "known", "Announced", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "quantile", "Quantile", AEQ_CELL_NUMBER, AEQ_COLUMN_NORMAL },
  { "net", "Net", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "closing", "Closing", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
};
static const AeqTable LONG_TABLE = { "quantiles", "Quantiles", LONG_COLUMNS, G_N_ELEMENTS (LONG_COLUMNS) };

static const AeqColumn TODAY_COLUMNS[] = {
  { "account", "Account", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "currency", "Currency", AEQ_CELL_TEXT, AEQ_COLUMN_NORMAL },
  { "opening", "Opening", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "lowest", "Lowest, median", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "lowest_at", "At (local)", AEQ_CELL_INSTANT, AEQ_COLUMN_NORMAL },
  { "lowest_q05", "Lowest, 5 %", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "limit", "Limit", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "p_breach", "Breach", AEQ_CELL_PERCENT, AEQ_COLUMN_NORMAL },
  { "closing", "Closing, median", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
};
static const AeqTable TODAY_TABLE = { "today", "Today", TODAY_COLUMNS, G_N_ELEMENTS (TODAY_COLUMNS) };

static const AeqColumn DAY_COLUMNS[] = {
  { "date", "Day", AEQ_CELL_DATE, AEQ_COLUMN_NORMAL },
  { "known", "Announced", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "net_q05", "Net, 5 %", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "net_q50", "Net, median", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "net_q95", "Net, 95 %", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "closing_q05", "Closing, 5 %", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "closing_q50", "Closing, median", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
  { "closing_q95", "Closing, 95 %", AEQ_CELL_MONEY, AEQ_COLUMN_NORMAL },
};

static AeqCell
amount (gint64 minor, const AeqCurrency *currency)
{
  return minor != AEQ_ISSUED_NONE ? aeq_cell_money (minor, currency) : aeq_cell_empty ();
}

static gboolean
push_long_day (AeqDocument *document, const AeqIssuedAccount *account, const AeqIssuedDay *day, GError **error)
{
  for (int i = 0; i < AEQ_N_QUANTILES; i++)
    if (!aeq_document_row (document,
                           (const AeqCell[G_N_ELEMENTS (LONG_COLUMNS)]){
                             aeq_cell_text (account->number),
                             aeq_cell_text (account->currency->code),
                             aeq_cell_date (day->date),
                             aeq_cell_integer (day->horizon),
                             amount (day->known, account->currency),
                             aeq_cell_number (AEQ_QUANTILE_LEVELS[i]),
                             amount (day->net[i], account->currency),
                             amount (day->closing[i], account->currency),
                           },
                           error))
      return FALSE;
  return TRUE;
}

static gboolean
push_long (AeqDocument *document, const AeqIssued *issued, GError **error)
{
  if (!aeq_document_begin_table (document, &LONG_TABLE, error))
    return FALSE;
  for (guint i = 0; i < issued->accounts->len; i++)
    {
      const AeqIssuedAccount *account = issued->accounts->pdata[i];

      for (guint j = 0; j < account->days->len; j++)
        if (!push_long_day (document, account, &g_array_index (account->days, AeqIssuedDay, j), error))
          return FALSE;
    }
  return aeq_document_end_table (document, error);
}

static gboolean
push_today (AeqDocument *document, const AeqIssued *issued, GError **error)
{
  if (!aeq_document_begin_table (document, &TODAY_TABLE, error))
    return FALSE;
  for (guint i = 0; i < issued->accounts->len; i++)
    {
      const AeqIssuedAccount *account = issued->accounts->pdata[i];
      const AeqIssuedDay *today = account->days->len > 0 ? &g_array_index (account->days, AeqIssuedDay, 0) : NULL;
      const AeqCurrency *currency = account->currency;
      const AeqCell cells[G_N_ELEMENTS (TODAY_COLUMNS)] = {
        aeq_cell_text (account->number),
        aeq_cell_text (currency->code),
        amount (account->opening, currency),
        amount (account->lowest[AEQ_MEDIAN_INDEX], currency),
        aeq_cell_instant (account->lowest_at, account->zone),
        amount (account->lowest[Q05], currency),
        amount (account->limit, currency),
        aeq_cell_percent (account->p_breach),
        amount (today != NULL ? today->closing[AEQ_MEDIAN_INDEX] : AEQ_ISSUED_NONE, currency),
      };

      if (!aeq_document_row (document, cells, error))
        return FALSE;
    }
  return aeq_document_end_table (document, error);
}

static gboolean
push_days (AeqDocument *document, const AeqIssuedAccount *account, GError **error)
{
  g_autofree char *title = g_strdup_printf ("%s %s", account->number, account->currency->code);
  const AeqTable table = { "days", title, DAY_COLUMNS, G_N_ELEMENTS (DAY_COLUMNS) };
  const AeqCurrency *currency = account->currency;

  if (!aeq_document_begin_table (document, &table, error))
    return FALSE;
  for (guint i = 0; i < account->days->len; i++)
    {
      const AeqIssuedDay *day = &g_array_index (account->days, AeqIssuedDay, i);
      const AeqCell cells[G_N_ELEMENTS (DAY_COLUMNS)] = {
        aeq_cell_date (day->date),
        amount (day->known, currency),
        amount (day->net[Q05], currency),
        amount (day->net[AEQ_MEDIAN_INDEX], currency),
        amount (day->net[Q95], currency),
        amount (day->closing[Q05], currency),
        amount (day->closing[AEQ_MEDIAN_INDEX], currency),
        amount (day->closing[Q95], currency),
      };

      if (!aeq_document_row (document, cells, error))
        return FALSE;
    }
  return aeq_document_end_table (document, error);
}

static gboolean
push_account (AeqDocument *document, const AeqIssuedAccount *account, GError **error)
{
  g_autoptr(AeqChart) today = aeq_today_chart (account);
  g_autoptr(AeqChart) days = aeq_days_chart (account);

  if (account->slices->len > 1 && !aeq_document_chart (document, today, error))
    return FALSE;
  return (account->days->len < 2 || aeq_document_chart (document, days, error)) && push_days (document, account, error);
}

static gboolean
push_report (AeqExport *self, AeqDocument *document, const AeqIssued *issued, GError **error)
{
  const AeqFigure figures[] = {
    { "as_of", "As of (UTC)", aeq_cell_instant (issued->as_of, aeq_zone_utc ()), NULL },
    { "model", "Model", aeq_cell_text (issued->model), NULL },
    { "regime", "Regime", aeq_cell_text (issued->regime), NULL },
    { "accounts", "Accounts", aeq_cell_integer (issued->accounts->len), NULL },
  };

  if (!aeq_document_figures (document, "forecast", NULL, figures, G_N_ELEMENTS (figures), error) ||
      !aeq_document_sentence (document, "Without a time the day's lowest point lies before the forecast.", error) ||
      !push_today (document, issued, error))
    return FALSE;
  for (guint i = 0; i < issued->accounts->len; i++)
    {
      aeq_progress_update (self->progress, (double) i / issued->accounts->len);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !push_account (document, issued->accounts->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
aeq_export_forecast (AeqExport *self, GError **error)
{
  g_autoptr(AeqIssued) issued = aeq_issued_newest (self->ledger, self->accounts, self->request->account, error);
  AeqSource *source = &self->source.source;
  AeqDocumentInfo info = { .title = "Liquidity forecast", .source = source };
  g_autoptr(AeqDocument) document = NULL;

  if (issued == NULL)
    return FALSE;
  source->as_of = issued->as_of;
  source->model = issued->model;
  source->scenario = issued->scenario;
  info.json = issued->content;
  aeq_progress_set_steps (self->progress, "Writing", 1, NULL);
  if ((document = aeq_export_open (self, &info, error)) == NULL)
    return FALSE;
  return (aeq_document_get_format (document) == AEQ_FORMAT_CSV ? push_long (document, issued, error)
                                                                : push_report (self, document, issued, error)) &&
         aeq_document_finish (document, self->cancellable, error);
}
