/* SPDX-License-Identifier: MIT */
#include "aeq-job-demo.h"

#include "aeq-balance.h"
#include "aeq-change.h"
#include "aeq-error.h"
#include "aeq-flow-writer.h"
#include "aeq-import-history.h"
#include "aeq-job-models.h"
#include "aeq-observation.h"
#include "aeq-position.h"
#include "aeq-sample.h"

#define CANCEL_ROWS 8192

typedef struct
{
  AeqLedger           *ledger;
  const AeqSampleDesk *desk;
  gint64               import_id;
  GPtrArray           *accounts; /* AeqAccount by the desk's number - 1 */
} Demo;

static const AeqAccount *
account_of (const Demo *demo, gint64 number)
{
  return demo->accounts->pdata[number - 1];
}

static char *
uid_text (const AeqAccount *account)
{
  char *text = g_malloc (AEQ_ID_TEXT_SIZE);

  return aeq_id_format (&account->uid, text);
}

static gboolean
book_accounts (Demo *demo, GError **error)
{
  for (gsize i = 0; i < demo->desk->n_accounts; i++)
    {
      const AeqSampleAccount *sample = &demo->desk->accounts[i];
      AeqAccountSpec spec = {
        .number = sample->number, .iban = sample->iban, .name = sample->name, .kind = sample->kind, .bank = sample->bank,
        .currency = aeq_currency_lookup (sample->currency, -1), .zone = sample->zone, .calendar = sample->calendar,
        .opened = sample->opened,
      };
      AeqAccount *account = aeq_account_create (demo->ledger, &spec, demo->import_id, error);

      if (account == NULL)
        return FALSE;
      g_ptr_array_add (demo->accounts, account);
      if (!aeq_balance_put (demo->ledger, account, sample->opening_at, "ledger", sample->opening_minor, "sample desk",
                            demo->import_id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
book_flows (Demo *demo, AeqImportRecord *record, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqFlowWriter) writer = aeq_flow_writer_new (demo->ledger, demo->import_id, error);

  if (writer == NULL)
    return FALSE;
  for (gsize i = 0; i < demo->desk->n_flows; i++)
    {
      AeqFlow flow = demo->desk->flows[i];
      const AeqAccount *account = account_of (demo, flow.account);

      if (i % CANCEL_ROWS == 0)
        {
          aeq_progress_update (progress, (double) i / demo->desk->n_flows);
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
        }
      flow.account = account->id;
      if (!aeq_flow_writer_add (writer, account, &flow, error))
        return FALSE;
    }
  if (!aeq_flow_writer_finish (writer, error))
    return FALSE;
  record->rows_read = (gint64) demo->desk->n_flows;
  record->added = aeq_flow_writer_get_added (writer);
  record->duplicates = aeq_flow_writer_get_duplicates (writer);
  return TRUE;
}

static gboolean
book_positions (Demo *demo, GError **error)
{
  gboolean added;

  for (gsize i = 0; i < demo->desk->n_positions; i++)
    {
      const AeqSamplePosition *sample = &demo->desk->positions[i];
      AeqPosition position = {
        .day = sample->date, .instrument = sample->instrument, .isin = sample->isin, .quantity = sample->quantity,
        .price = sample->price, .currency = aeq_currency_lookup (sample->currency, -1), .market_value = sample->market_value,
        .has_market_value = TRUE,
      };

      if (!aeq_position_put (demo->ledger, account_of (demo, sample->account), &position, demo->import_id, &added, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
book_balances (Demo *demo, GError **error)
{
  for (gsize i = 0; i < demo->desk->n_balances; i++)
    {
      const AeqSampleBalance *sample = &demo->desk->balances[i];
      const AeqAccount *account = account_of (demo, sample->account);
      AeqInstant start;
      AeqInstant end;

      aeq_zone_day_bounds (account->zone, sample->date, &start, &end);
      if (!aeq_balance_put (demo->ledger, account, sample->closing ? end : start, "ledger", sample->minor, "sample desk",
                            demo->import_id, error))
        return FALSE;
    }
  return TRUE;
}

/* Limits, lines, obligations and scenarios are things that a person makes: each has a change record of its own. */
static JsonObject *
for_account (const Demo *demo, gint64 number)
{
  g_autofree char *uid = uid_text (account_of (demo, number));
  JsonObject *values = json_object_new ();

  json_object_set_string_member (values, "account_id", uid);
  return values;
}

static void
set_date (JsonObject *values, const char *name, AeqDate date)
{
  char text[AEQ_DATE_TEXT_SIZE];

  json_object_set_string_member (values, name, aeq_date_format (date, text));
}

static gboolean
book_limits (Demo *demo, GError **error)
{
  for (gsize i = 0; i < demo->desk->n_limits; i++)
    {
      const AeqSampleLimit *sample = &demo->desk->limits[i];
      g_autoptr(JsonObject) values = for_account (demo, sample->account);

      json_object_set_int_member (values, "floor_amount", sample->floor_minor);
      json_object_set_int_member (values, "early_warning", sample->warning_minor);
      if (!aeq_change_insert (demo->ledger, "limit", values, NULL, "sample desk", NULL, error))
        return FALSE;
    }
  for (gsize i = 0; i < demo->desk->n_credit_lines; i++)
    {
      const AeqSampleCreditLine *sample = &demo->desk->credit_lines[i];
      g_autoptr(JsonObject) values = for_account (demo, sample->account);

      json_object_set_string_member (values, "name", sample->provider);
      json_object_set_int_member (values, "amount", sample->minor);
      json_object_set_int_member (values, "committed", sample->committed);
      json_object_set_int_member (values, "secured", sample->secured);
      set_date (values, "valid_from", sample->valid_from);
      set_date (values, "valid_to", sample->valid_to);
      if (!aeq_change_insert (demo->ledger, "credit-line", values, NULL, "sample desk", NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
book_obligations (Demo *demo, GError **error)
{
  for (gsize i = 0; i < demo->desk->n_obligations; i++)
    {
      const AeqSampleObligation *sample = &demo->desk->obligations[i];
      g_autoptr(JsonObject) values = for_account (demo, sample->account);

      json_object_set_int_member (values, "due_ts", sample->due);
      json_object_set_int_member (values, "amount", sample->minor);
      json_object_set_string_member (values, "name", sample->kind);
      json_object_set_string_member (values, "counterparty", sample->counterparty);
      json_object_set_string_member (values, "reference", sample->reference);
      if (!aeq_change_insert (demo->ledger, "obligation", values, NULL, "sample desk", NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
book_sources (Demo *demo, GError **error)
{
  for (gsize i = 0; i < demo->desk->n_sources; i++)
    {
      const AeqSampleSource *sample = &demo->desk->sources[i];
      g_autoptr(JsonObject) values = for_account (demo, sample->account);

      json_object_set_string_member (values, "kind", sample->kind);
      json_object_set_string_member (values, "name", sample->name);
      set_date (values, "as_of", sample->as_of);
      json_object_set_int_member (values, "amount", sample->minor);
      json_object_set_int_member (values, "haircut_bp", sample->haircut_bp);
      if (!aeq_change_insert (demo->ledger, "liquidity-source", values, NULL, "sample desk", NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
book_members (Demo *demo, const AeqSampleSet *set, GError **error)
{
  for (guint i = 0; i < AEQ_SAMPLE_SET_SIZE && set->accounts[i] > 0; i++)
    {
      g_autoptr(JsonObject) values = for_account (demo, set->accounts[i]);

      json_object_set_string_member (values, "set_name", set->name);
      if (!aeq_change_insert (demo->ledger, "set-member", values, NULL, "sample desk", NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
book_sets (Demo *demo, GError **error)
{
  for (gsize i = 0; i < demo->desk->n_sets; i++)
    {
      const AeqSampleSet *sample = &demo->desk->sets[i];
      g_autoptr(JsonObject) values = json_object_new ();

      json_object_set_string_member (values, "name", sample->name);
      json_object_set_int_member (values, "nets", sample->nets);
      if (!aeq_change_insert (demo->ledger, "account-set", values, NULL, "sample desk", NULL, error) ||
          !book_members (demo, sample, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
book_customers (Demo *demo, GError **error)
{
  g_autoptr(JsonObject) category = json_object_new ();

  for (gsize i = 0; i < demo->desk->n_customer_lines; i++)
    {
      const AeqSampleCustomerLine *sample = &demo->desk->customer_lines[i];
      g_autoptr(JsonObject) values = for_account (demo, sample->account);

      json_object_set_string_member (values, "customer", sample->customer);
      json_object_set_int_member (values, "amount", sample->minor);
      json_object_set_int_member (values, "secured", sample->secured);
      json_object_set_int_member (values, "committed", sample->committed);
      json_object_set_int_member (values, "peak_use", sample->peak_use);
      set_date (values, "valid_from", sample->valid_from);
      if (!aeq_change_insert (demo->ledger, "customer-line", values, NULL, "sample desk", NULL, error))
        return FALSE;
    }
  json_object_set_string_member (category, "category", "client_payment");
  return aeq_change_insert (demo->ledger, "customer-category", category, NULL, "sample desk", NULL, error);
}

static gboolean
book_scenarios (Demo *demo, GError **error)
{
  for (gsize i = 0; i < demo->desk->n_scenarios; i++)
    {
      const AeqSampleScenario *sample = &demo->desk->scenarios[i];
      g_autoptr(JsonObject) values = json_object_new ();

      json_object_set_string_member (values, "name", sample->name);
      json_object_set_string_member (values, "description", sample->description);
      json_object_set_string_member (values, "definition", sample->parameters);
      if (!aeq_change_insert (demo->ledger, "scenario", values, sample->name, "sample desk", NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
book_market (Demo *demo, GError **error)
{
  g_autoptr(AeqObservationWriter) writer = aeq_observation_writer_new (demo->ledger, error);
  gboolean added;

  if (writer == NULL)
    return FALSE;
  for (gsize i = 0; i < demo->desk->n_observations; i++)
    {
      const AeqSampleObservation *sample = &demo->desk->observations[i];
      AeqObservation observation = {
        sample->series, sample->date, aeq_zone_date (aeq_zone_utc (), sample->known_at), aeq_sample_observation_value (sample),
      };

      if (!aeq_observation_writer_add (writer, &observation, &added, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
book_all (Demo *demo, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqImportRecord record = { .name = g_strdup ("sample desk"), .format = g_strdup ("demo"), .sha256 = g_strdup ("") };
  gboolean ok = aeq_import_history_begin (demo->ledger, &record, error);

  if (ok)
    {
      demo->import_id = record.id;
      ok = book_accounts (demo, error) && book_flows (demo, &record, progress, cancellable, error) &&
           book_positions (demo, error) && book_balances (demo, error) &&
           aeq_import_history_finish (demo->ledger, &record, error) && book_limits (demo, error) &&
           book_obligations (demo, error) && book_sources (demo, error) && book_sets (demo, error) &&
           book_customers (demo, error) && book_scenarios (demo, error) && book_market (demo, error);
    }
  aeq_import_record_clear (&record);
  return ok;
}

static gboolean
refuse_unless_empty (AeqLedger *ledger, GError **error)
{
  gint64 n;

  if (!aeq_store_query_int64 (ledger->store, "SELECT COUNT (*) FROM account", 0, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS,
               "%s holds %" G_GINT64_FORMAT " accounts already: the sample desk goes into an empty ledger",
               aeq_store_get_uri (ledger->store), n);
  return FALSE;
}

void
aeq_demo_result_clear (AeqDemoResult *self)
{
  g_clear_pointer (&self->model, g_free);
}

gboolean
aeq_job_demo (AeqLedger *ledger, AeqDemoResult *result, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqSampleDesk) desk = NULL;
  g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_account_free);
  Demo demo = { .ledger = ledger, .accounts = accounts };
  char *model = NULL;

  if (!refuse_unless_empty (ledger, error))
    return FALSE;
  if ((desk = aeq_sample_desk_generate (ledger->seed, ledger->now, progress, cancellable, error)) == NULL)
    return FALSE;
  demo.desk = desk;
  aeq_progress_set_steps (progress, "Booking the sample desk", 100, NULL);
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if (!refuse_unless_empty (ledger, error) || !book_all (&demo, progress, cancellable, error) ||
      !aeq_job_models_ship (ledger, &model, error) || !aeq_store_commit (ledger->store, error))
    {
      aeq_store_rollback (ledger->store);
      g_free (model);
      return FALSE;
    }
  aeq_progress_done (progress);
  *result = (AeqDemoResult) { (gint64) desk->n_accounts, (gint64) desk->n_flows, (gint64) desk->n_positions, desk->first,
                              desk->today, model };
  return TRUE;
}
