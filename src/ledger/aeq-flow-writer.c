/* SPDX-License-Identifier: MIT */
#include "aeq-flow-writer.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-flow-batch.h"
#include "aeq-flow-day.h"
#include "aeq-match.h"
#include "aeq-occurrence.h"
#include "aeq-rule.h"

#define BULK_SQL \
  "INSERT INTO flow (id, uid, account_id, status, settle_ts, timed, value_date, booking_date, amount, category, counterparty," \
  " reference, bank_reference, narrative, import_id, source_line, statement_id)" \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
#define INSERT_SQL BULK_SQL " ON CONFLICT (uid) DO NOTHING"
static const char VOUCH_SQL[] =
  "INSERT INTO flow_source (flow_uid, import_id, version_uid, source_line) VALUES (?1, ?2, ?1, ?3) ON CONFLICT DO NOTHING";

struct _AeqFlowWriter
{
  AeqLedger     *ledger;
  AeqStatement  *insert;
  AeqStatement  *bulk;        /* flows that are known to be new */
  AeqFlowBatch  *batch;       /* NULL where asking for each row is quick */
  AeqStatement  *vouch;
  AeqOccurrence *occurrences;
  AeqDayTotals  *totals;
  AeqMatcher    *matcher;
  AeqRules      *rules;
  GChecksum     *checksum;
  GByteArray    *key;
  gint64         import_id;
  gint64         next_id;
  gint64         added;
  gint64         duplicates;
  gboolean       same_file; /* it was imported before: nothing needs to be vouched for again */
};

/* The very file stands already. Then either import has all that the other has, which aeq_import_undo() knows. */
static gboolean
find_same_file (AeqFlowWriter *self, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->ledger->store,
    "SELECT 1 FROM import_file a JOIN import_file b ON b.sha256 = a.sha256 AND b.format = a.format AND b.id <> a.id"
    " WHERE a.id = ?1 AND a.sha256 <> '' AND b.undone_at IS NULL LIMIT 1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, self->import_id);
  return aeq_statement_step (stmt, &self->same_file, error);
}

AeqFlowWriter *
aeq_flow_writer_new (AeqLedger *ledger, gint64 import_id, GError **error)
{
  g_autoptr(AeqFlowWriter) self = g_new0 (AeqFlowWriter, 1);

  self->ledger = ledger;
  self->import_id = import_id;
  self->occurrences = aeq_occurrence_new ();
  self->totals = aeq_day_totals_new ();
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->key = g_byte_array_sized_new (512);
  if (aeq_store_is_remote (ledger->store))
    self->batch = aeq_flow_batch_new ();
  if (!aeq_ledger_next_id (ledger, "flow", &self->next_id, error) || !find_same_file (self, error) ||
      (self->insert = aeq_store_prepare (ledger->store, INSERT_SQL, error)) == NULL ||
      (self->batch != NULL && (self->bulk = aeq_store_prepare (ledger->store, BULK_SQL, error)) == NULL) ||
      (self->vouch = aeq_store_prepare (ledger->store, VOUCH_SQL, error)) == NULL ||
      (self->matcher = aeq_matcher_new (ledger, error)) == NULL || (self->rules = aeq_rules_load (ledger, error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
aeq_flow_writer_free (AeqFlowWriter *self)
{
  g_clear_pointer (&self->insert, aeq_statement_release);
  g_clear_pointer (&self->bulk, aeq_statement_release);
  g_clear_pointer (&self->vouch, aeq_statement_release);
  aeq_flow_batch_free (self->batch);
  g_clear_pointer (&self->matcher, aeq_matcher_free);
  g_clear_pointer (&self->rules, aeq_rules_free);
  aeq_occurrence_free (self->occurrences);
  aeq_day_totals_free (self->totals);
  g_checksum_free (self->checksum);
  g_byte_array_unref (self->key);
  g_free (self);
}

static void
key_text (GByteArray *key, const char *text)
{
  /* The NUL keeps neighbouring texts apart. */
  if (text != NULL)
    g_byte_array_append (key, (const guint8 *) text, (guint) strlen (text));
  g_byte_array_append (key, (const guint8 *) "", 1);
}

static void
digest_of (AeqFlowWriter *self, guint8 *digest)
{
  gsize size = 32;

  g_checksum_reset (self->checksum);
  g_checksum_update (self->checksum, self->key->data, self->key->len);
  g_checksum_get_digest (self->checksum, digest, &size);
}

/* The duplicate key. A time is part of it only when the source gave one (or no day either); the status, so that a booked flow does not vanish behind
 * the pending one that it fulfils. Numbers are little-endian, so that every machine makes the same id. */
static void
make_uid (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, AeqId *uid)
{
  gboolean dated = flow->value_date != AEQ_DATE_NONE || flow->booking_date != AEQ_DATE_NONE;
  gint64 numbers[] = {
    GINT64_TO_LE ((gint64) flow->status), GINT64_TO_LE (flow->day_only && dated ? 0 : flow->settle_ts),
    GINT64_TO_LE ((gint64) flow->value_date), GINT64_TO_LE ((gint64) flow->booking_date), GINT64_TO_LE (flow->minor),
  };
  guint8 digest[32];
  guint64 short_key;
  guint32 occurrence;

  g_byte_array_set_size (self->key, 0);
  g_byte_array_append (self->key, account->uid.bytes, sizeof account->uid.bytes);
  g_byte_array_append (self->key, (const guint8 *) numbers, sizeof numbers);
  key_text (self->key, flow->reference);
  key_text (self->key, flow->bank_reference);
  key_text (self->key, flow->counterparty);
  key_text (self->key, flow->narrative);
  digest_of (self, digest);
  memcpy (&short_key, digest, sizeof short_key);
  if ((occurrence = aeq_occurrence_next (self->occurrences, short_key)) > 1)
    {
      guint32 le = GUINT32_TO_LE (occurrence);

      g_byte_array_append (self->key, (const guint8 *) &le, sizeof le);
      digest_of (self, digest);
    }
  aeq_id_from_digest (uid, digest);
}

static void
bind_text (AeqStatement *stmt, int index, const char *text)
{
  if (text != NULL && *text != '\0')
    aeq_statement_bind_text_static (stmt, index, text, -1);
  else
    aeq_statement_bind_null (stmt, index);
}

static void
bind_date (AeqStatement *stmt, int index, AeqDate date, char *buffer)
{
  if (date == AEQ_DATE_NONE)
    aeq_statement_bind_null (stmt, index);
  else
    aeq_statement_bind_text_static (stmt, index, aeq_date_format (date, buffer), AEQ_DATE_TEXT_SIZE - 1);
}

/* The dates are written into the two buffers, which are to outlive the run. */
static void
bind_flow (AeqFlowWriter *self, AeqStatement *stmt, const AeqFlow *flow, const AeqId *uid, const char *category, char *value_date,
           char *booking_date)
{
  aeq_statement_bind_int64 (stmt, 1, self->next_id);
  aeq_statement_bind_bytes_static (stmt, 2, uid->bytes, sizeof uid->bytes);
  aeq_statement_bind_int64 (stmt, 3, flow->account);
  aeq_statement_bind_int64 (stmt, 4, flow->status);
  aeq_statement_bind_int64 (stmt, 5, flow->settle_ts);
  aeq_statement_bind_int64 (stmt, 6, !flow->day_only);
  bind_date (stmt, 7, flow->value_date, value_date);
  bind_date (stmt, 8, flow->booking_date, booking_date);
  aeq_statement_bind_int64 (stmt, 9, flow->minor);
  bind_text (stmt, 10, category);
  bind_text (stmt, 11, flow->counterparty);
  bind_text (stmt, 12, flow->reference);
  bind_text (stmt, 13, flow->bank_reference);
  bind_text (stmt, 14, flow->narrative);
  if (self->import_id > 0)
    aeq_statement_bind_int64 (stmt, 15, self->import_id);
  else
    aeq_statement_bind_null (stmt, 15);
  aeq_statement_bind_int64 (stmt, 16, (gint64) flow->line);
  if (flow->statement > 0)
    aeq_statement_bind_int64 (stmt, 17, flow->statement);
  else
    aeq_statement_bind_null (stmt, 17);
}

static gboolean
insert (AeqFlowWriter *self, const AeqFlow *flow, const AeqId *uid, const char *category, GError **error)
{
  char value_date[AEQ_DATE_TEXT_SIZE];
  char booking_date[AEQ_DATE_TEXT_SIZE];

  bind_flow (self, self->insert, flow, uid, category, value_date, booking_date);
  return aeq_statement_run (self->insert, error);
}

/* A row of a batch is not the one that the caller is at. */
static gboolean
fail_at (const AeqFlow *flow, GError **error)
{
  if (error != NULL && *error != NULL && (*error)->domain == AEQ_ERROR)
    aeq_error_set_place (*error, NULL, flow->line, NULL);
  return FALSE;
}

/* What follows from a flow that is new for its day's sum. */
static gboolean
count_new (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, GError **error)
{
  self->next_id++;
  self->added++;
  return aeq_day_totals_add (self->totals, flow->account, flow->status, aeq_zone_date (account->zone, flow->settle_ts),
                             flow->minor, 1, error);
}

gboolean
aeq_flow_writer_match (AeqFlowWriter *self, const AeqFlow *flow, gint64 id, const AeqId *uid, GError **error)
{
  if (flow->status == AEQ_FLOW_ACTUAL)
    return aeq_matcher_actual (self->matcher, flow, id, uid, error);
  return aeq_matcher_open (self->matcher, flow, id, uid, error);
}

/* This import vouches for the flow too: it stays when the import that brought it is taken back. */
static gboolean
vouch (AeqFlowWriter *self, const AeqFlow *flow, const AeqId *uid, GError **error)
{
  self->duplicates++;
  if (self->import_id == 0 || self->same_file)
    return TRUE;
  aeq_statement_bind_id (self->vouch, 1, uid);
  aeq_statement_bind_int64 (self->vouch, 2, self->import_id);
  aeq_statement_bind_int64 (self->vouch, 3, (gint64) flow->line);
  return aeq_statement_run (self->vouch, error);
}

static const char *
category_of (AeqFlowWriter *self, const AeqFlow *flow)
{
  if (flow->category != NULL && *flow->category != '\0')
    return flow->category;
  return aeq_rules_match (self->rules, flow->minor, flow->counterparty, flow->narrative);
}

/* The new rows of the batch. */
static gboolean
insert_batch (AeqFlowWriter *self, GError **error)
{
  char value_date[AEQ_DATE_TEXT_SIZE];
  char booking_date[AEQ_DATE_TEXT_SIZE];

  for (guint i = 0; i < aeq_flow_batch_size (self->batch); i++)
    {
      AeqBatchRow *row = aeq_flow_batch_get (self->batch, i);

      if (row->known)
        continue;
      row->id = self->next_id;
      bind_flow (self, self->bulk, &row->flow, &row->uid, row->category, value_date, booking_date);
      if (!aeq_statement_run_bulk (self->bulk, error))
        return FALSE;
      if (!count_new (self, row->account, &row->flow, error))
        return fail_at (&row->flow, error);
    }
  return TRUE;
}

/* What follows from the rows of the batch, in their order. */
static gboolean
follow_batch (AeqFlowWriter *self, GError **error)
{
  for (guint i = 0; i < aeq_flow_batch_size (self->batch); i++)
    {
      AeqBatchRow *row = aeq_flow_batch_get (self->batch, i);

      if (!(row->known ? vouch (self, &row->flow, &row->uid, error)
                       : aeq_flow_writer_match (self, &row->flow, row->id, &row->uid, error)))
        return FALSE;
    }
  return TRUE;
}

/* The transaction holds the ledger's write lock: what is not there now does not come between. */
gboolean
aeq_flow_writer_flush (AeqFlowWriter *self, GError **error)
{
  if (self->batch == NULL || aeq_flow_batch_size (self->batch) == 0)
    return TRUE;
  if (!aeq_flow_batch_look_up (self->batch, self->ledger->store, error) || !insert_batch (self, error) || !follow_batch (self, error))
    return FALSE;
  aeq_flow_batch_clear (self->batch);
  return TRUE;
}

/* Only booked flows wait: an open one looks for its match among those that came before it and not after. */
static gboolean
add_later (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, const AeqId *uid, GError **error)
{
  aeq_flow_batch_add (self->batch, account, flow, uid, category_of (self, flow));
  return !aeq_flow_batch_is_full (self->batch) || aeq_flow_writer_flush (self, error);
}

gboolean
aeq_flow_writer_add (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, GError **error)
{
  gint64 id;
  AeqId uid;

  g_return_val_if_fail (flow->account == account->id, FALSE);

  make_uid (self, account, flow, &uid);
  if (self->batch != NULL && flow->status == AEQ_FLOW_ACTUAL)
    return add_later (self, account, flow, &uid, error);
  if (!aeq_flow_writer_flush (self, error))
    return FALSE;
  id = self->next_id;
  if (!insert (self, flow, &uid, category_of (self, flow), error))
    return FALSE;
  if (aeq_store_changes (self->ledger->store) == 0)
    return vouch (self, flow, &uid, error);
  return count_new (self, account, flow, error) && aeq_flow_writer_match (self, flow, id, &uid, error);
}

gboolean
aeq_flow_writer_insert (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, AeqId *uid, gint64 *id, GError **error)
{
  const char *category = category_of (self, flow);

  if (!aeq_flow_writer_flush (self, error))
    return FALSE;
  *id = self->next_id;
  do
    {
      make_uid (self, account, flow, uid);
      if (!insert (self, flow, uid, category, error))
        return FALSE;
    }
  while (aeq_store_changes (self->ledger->store) == 0);
  return count_new (self, account, flow, error);
}

void
aeq_flow_writer_name (AeqFlowWriter *self, const AeqAccount *account, const AeqFlow *flow, AeqId *uid)
{
  make_uid (self, account, flow, uid);
}

void
aeq_flow_writer_repeat (AeqFlowWriter *self)
{
  self->duplicates++;
}

gboolean
aeq_flow_writer_settle (AeqFlowWriter *self, gint64 account, gint64 pending_id, const AeqId *actual, GError **error)
{
  return aeq_matcher_settle (self->matcher, account, pending_id, actual, error);
}

gboolean
aeq_flow_writer_move (AeqFlowWriter *self, const AeqAccount *account, gint64 minor, AeqFlowStatus from, AeqInstant from_ts,
                      AeqFlowStatus to, AeqInstant to_ts, GError **error)
{
  return aeq_day_totals_add (self->totals, account->id, from, aeq_zone_date (account->zone, from_ts), minor, -1, error) &&
         aeq_day_totals_add (self->totals, account->id, to, aeq_zone_date (account->zone, to_ts), minor, 1, error);
}

void
aeq_flow_writer_next_file (AeqFlowWriter *self)
{
  aeq_occurrence_free (self->occurrences);
  self->occurrences = aeq_occurrence_new ();
}

gboolean
aeq_flow_writer_finish (AeqFlowWriter *self, GError **error)
{
  return aeq_flow_writer_flush (self, error) && aeq_day_totals_flush (self->totals, self->ledger->store, error);
}

gint64
aeq_flow_writer_get_added (AeqFlowWriter *self)
{
  return self->added;
}

gint64
aeq_flow_writer_get_duplicates (AeqFlowWriter *self)
{
  return self->duplicates;
}
