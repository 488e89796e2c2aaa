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

gboolean
aeq_observation_foreach (AeqLedger *ledger, AeqObservationFunc func, gpointer user_data, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT series, day, known_on, value FROM market_observation ORDER BY series, day, known_on", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqObservation observation;

      if (!has_row)
        return TRUE;
      observation.series = aeq_statement_get_text (stmt, 0);
      aeq_date_parse_iso (aeq_statement_get_text (stmt, 1), -1, &observation.day);
      aeq_date_parse_iso (aeq_statement_get_text (stmt, 2), -1, &observation.known_on);
      observation.value = aeq_statement_get_double (stmt, 3);
      if (!func (&observation, user_data, error))
        return FALSE;
    }
  return FALSE;
}
