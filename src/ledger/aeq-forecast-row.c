/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-row.h"

void
aeq_forecast_row_get_quantiles (AeqStatement *stmt, int first, double *q)
{
  for (int i = 0; i < AEQ_STORED_QUANTILES; i++)
    q[i] = aeq_statement_get_double (stmt, first + i);
}

void
aeq_forecast_row_bind_quantiles (AeqStatement *stmt, int first, const double *q)
{
  for (int i = 0; i < AEQ_STORED_QUANTILES; i++)
    aeq_statement_bind_double (stmt, first + i, q[i]);
}

AeqDate
aeq_forecast_row_get_day (AeqStatement *stmt, int column)
{
  AeqDate day = AEQ_DATE_NONE;

  aeq_date_parse_iso (aeq_statement_get_text (stmt, column), -1, &day);
  return day;
}

void
aeq_forecast_row_bind_day (AeqStatement *stmt, int index, AeqDate day)
{
  char text[AEQ_DATE_TEXT_SIZE];

  aeq_statement_bind_text (stmt, index, aeq_date_format (day, text));
}

void
aeq_forecast_row_bind_days (AeqStatement *stmt, int first, AeqDate from, AeqDate to)
{
  aeq_forecast_row_bind_day (stmt, first, from != AEQ_DATE_NONE ? from : aeq_date_from_ymd (1, 1, 1));
  aeq_forecast_row_bind_day (stmt, first + 1, to != AEQ_DATE_NONE ? to : aeq_date_from_ymd (9999, 12, 31));
}

void
aeq_forecast_row_bind_instant (AeqStatement *stmt, int index, AeqInstant at)
{
  if (at != AEQ_INSTANT_NONE)
    aeq_statement_bind_int64 (stmt, index, at);
}

AeqInstant
aeq_forecast_row_get_instant (AeqStatement *stmt, int column)
{
  return aeq_statement_is_null (stmt, column) ? AEQ_INSTANT_NONE : aeq_statement_get_int64 (stmt, column);
}

GArray *
aeq_forecast_rows_collect (AeqStatement *stmt, guint size, AeqForecastRowFunc read, GError **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, TRUE, size);
  gboolean has_row;

  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&rows);
      g_array_set_size (rows, rows->len + 1);
      if (!read (stmt, rows->data + (gsize) (rows->len - 1) * size))
        g_array_set_size (rows, rows->len - 1);
    }
  return NULL;
}

GHashTable *
aeq_forecast_row_means (AeqStatement *stmt, GError **error)
{
  g_autoptr(GHashTable) means = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean has_row;

  while (aeq_statement_step (stmt, &has_row, error))
    {
      double mean;

      if (!has_row)
        return g_steal_pointer (&means);
      mean = aeq_statement_get_double (stmt, 1);
      g_hash_table_insert (means, g_strdup (aeq_statement_get_text (stmt, 0)), g_memdup2 (&mean, sizeof mean));
    }
  return NULL;
}
