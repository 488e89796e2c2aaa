/* SPDX-License-Identifier: MIT */
#include "aeq-observation.h"

struct _AeqObservationWriter
{
  AeqStore     *store;
  AeqStatement *insert;
};

AeqObservationWriter *
aeq_observation_writer_new (AeqLedger *ledger, GError **error)
{
  AeqStatement *insert = aeq_store_prepare (
    ledger->store,
    "INSERT INTO market_observation (series, day, known_on, value) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", error);
  AeqObservationWriter *self;

  if (insert == NULL)
    return NULL;
  self = g_new0 (AeqObservationWriter, 1);
  self->store = ledger->store;
  self->insert = insert;
  return self;
}

void
aeq_observation_writer_free (AeqObservationWriter *self)
{
  aeq_statement_release (self->insert);
  g_free (self);
}

gboolean
aeq_observation_writer_add (AeqObservationWriter *self, const AeqObservation *observation, gboolean *added, GError **error)
{
  char day[AEQ_DATE_TEXT_SIZE];
  char known_on[AEQ_DATE_TEXT_SIZE];

  aeq_statement_bind_text_static (self->insert, 1, observation->series, -1);
  aeq_statement_bind_text_static (self->insert, 2, aeq_date_format (observation->day, day), -1);
  aeq_statement_bind_text_static (self->insert, 3, aeq_date_format (observation->known_on, known_on), -1);
  aeq_statement_bind_double (self->insert, 4, observation->value);
  if (!aeq_statement_run (self->insert, error))
    return FALSE;
  *added = aeq_store_changes (self->store) > 0;
  return TRUE;
}

static void
read_observation (AeqStatement *stmt, AeqObservation *observation)
{
  aeq_date_parse_iso (aeq_statement_get_text (stmt, 0), -1, &observation->day);
  aeq_date_parse_iso (aeq_statement_get_text (stmt, 1), -1, &observation->known_on);
  observation->value = aeq_statement_get_double (stmt, 2);
}

static gboolean
foreach_of_series (AeqStatement *stmt, const char *series, AeqObservationFunc func, gpointer user_data, GError **error)
{
  gboolean has_row;

  aeq_statement_bind_text (stmt, 1, series);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqObservation observation = { .series = series };

      if (!has_row)
        {
          aeq_statement_reset (stmt);
          return TRUE;
        }
      read_observation (stmt, &observation);
      if (!func (&observation, user_data, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
aeq_observation_foreach (AeqLedger *ledger, const char *const *series, AeqObservationFunc func, gpointer user_data, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT day, known_on, value FROM market_observation WHERE series = ?1 ORDER BY day, known_on", error);

  if (stmt == NULL)
    return FALSE;
  for (; *series != NULL; series++)
    if (!foreach_of_series (stmt, *series, func, user_data, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
aeq_observation_series (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT DISTINCT series FROM market_observation ORDER BY series", error);
  g_autoptr(GPtrArray) series = g_ptr_array_new_with_free_func (g_free);
  gboolean has_row;

  while (stmt != NULL && aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        {
          g_ptr_array_add (series, NULL);
          return g_steal_pointer (&series);
        }
      g_ptr_array_add (series, g_strdup (aeq_statement_get_text (stmt, 0)));
    }
  return NULL;
}

gboolean
aeq_observation_bounds (AeqLedger *ledger, const char *series, AeqDate *first, AeqDate *last, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT MIN (day), MAX (day) FROM market_observation WHERE series = ?1", error);
  gboolean has_row;

  *first = *last = AEQ_DATE_NONE;
  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, series);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (has_row && !aeq_statement_is_null (stmt, 0))
    {
      aeq_date_parse_iso (aeq_statement_get_text (stmt, 0), -1, first);
      aeq_date_parse_iso (aeq_statement_get_text (stmt, 1), -1, last);
    }
  return TRUE;
}

GHashTable *
aeq_observation_newest (AeqLedger *ledger, const char *series, AeqDate from, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT day, known_on, value FROM market_observation WHERE series = ?1 AND day >= ?2 ORDER BY day, known_on", error);
  g_autoptr(GHashTable) newest = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  char text[AEQ_DATE_TEXT_SIZE];
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_text (stmt, 1, series);
  aeq_statement_bind_text (stmt, 2, aeq_date_format (from, text));
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqObservation observation = { 0 };

      if (!has_row)
        return g_steal_pointer (&newest);
      read_observation (stmt, &observation);
      g_hash_table_replace (newest, GINT_TO_POINTER (observation.day), g_memdup2 (&observation, sizeof observation));
    }
  return NULL;
}
