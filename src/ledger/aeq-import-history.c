/* SPDX-License-Identifier: MIT */
#include "aeq-import-history.h"

#include "aeq-balance.h"
#include "aeq-change.h"
#include "aeq-error.h"
#include "aeq-flow-day.h"
#include "aeq-flow-merge.h"
#include "aeq-json.h"
#include "aeq-words.h"

void
aeq_import_record_clear (AeqImportRecord *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->format, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->warnings, g_strfreev);
  g_clear_pointer (&self->errors, g_strfreev);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->mapping, g_free);
}

void
aeq_import_record_free (AeqImportRecord *self)
{
  aeq_import_record_clear (self);
  g_free (self);
}

gboolean
aeq_import_history_begin (AeqLedger *ledger, AeqImportRecord *record, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "INSERT INTO import_file (id, uid, name, format, profile, sha256, imported_at, rows_read, added, duplicates, rejected)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, 0, 0)", error);
  gint64 change;

  if (stmt == NULL || !aeq_ledger_next_id (ledger, "import_file", &record->id, error) ||
      !aeq_change_last (ledger, &change, error))
    return FALSE;
  record->imported_at = ledger->now;
  aeq_id_from_counter (&record->uid, ledger->now, ledger->seed, (guint64) (change + 1) * 2);
  aeq_statement_bind_int64 (stmt, 1, record->id);
  aeq_statement_bind_id (stmt, 2, &record->uid);
  aeq_statement_bind_text (stmt, 3, record->name);
  aeq_statement_bind_text (stmt, 4, record->format);
  aeq_statement_bind_text (stmt, 5, record->profile);
  aeq_statement_bind_text (stmt, 6, record->sha256 != NULL ? record->sha256 : "");
  aeq_statement_bind_int64 (stmt, 7, record->imported_at);
  return aeq_statement_run (stmt, error);
}

static void
describe_sentences (AeqJson *json, const char *name, char **sentences)
{
  if (sentences == NULL || *sentences == NULL)
    return;
  aeq_json_begin_array (json, name);
  for (char **sentence = sentences; *sentence != NULL; sentence++)
    aeq_json_text (json, NULL, *sentence);
  aeq_json_end_array (json);
}

static char *
describe (const AeqImportRecord *record)
{
  GString *text = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (text);

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "name", record->name);
  aeq_json_text (json, "format", record->format);
  aeq_json_text (json, "profile", record->profile);
  aeq_json_text (json, "sha256", record->sha256);
  aeq_json_int (json, "rows", record->rows_read);
  aeq_json_int (json, "added", record->added);
  aeq_json_int (json, "duplicates", record->duplicates);
  aeq_json_int (json, "rejected", record->rejected);
  describe_sentences (json, "warnings", record->warnings);
  describe_sentences (json, "errors", record->errors);
  if (record->path != NULL)
    aeq_json_text (json, "path", record->path);
  if (record->mapping != NULL)
    aeq_json_text (json, "mapping", record->mapping);
  aeq_json_end_object (json);
  return g_string_free (text, FALSE);
}

gboolean
aeq_import_history_finish (AeqLedger *ledger, const AeqImportRecord *record, GError **error)
{
  g_autofree char *image = describe (record);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "UPDATE import_file SET rows_read = ?2, added = ?3, duplicates = ?4, rejected = ?5, sha256 = ?6, profile = ?7 WHERE id = ?1",
    error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, record->id);
  aeq_statement_bind_int64 (stmt, 2, record->rows_read);
  aeq_statement_bind_int64 (stmt, 3, record->added);
  aeq_statement_bind_int64 (stmt, 4, record->duplicates);
  aeq_statement_bind_int64 (stmt, 5, record->rejected);
  aeq_statement_bind_text (stmt, 6, record->sha256);
  aeq_statement_bind_text (stmt, 7, record->profile);
  return aeq_statement_run (stmt, error) && aeq_change_record_bulk (ledger, "import", &record->uid, image, error);
}

static AeqImportRecord *
read_record (AeqStatement *stmt)
{
  AeqImportRecord *record = g_new0 (AeqImportRecord, 1);

  record->id = aeq_statement_get_int64 (stmt, 0);
  aeq_statement_get_id (stmt, 1, &record->uid);
  record->name = g_strdup (aeq_statement_get_text (stmt, 2));
  record->format = g_strdup (aeq_statement_get_text (stmt, 3));
  record->profile = g_strdup (aeq_statement_get_text (stmt, 4));
  record->sha256 = g_strdup (aeq_statement_get_text (stmt, 5));
  record->imported_at = aeq_statement_get_int64 (stmt, 6);
  record->rows_read = aeq_statement_get_int64 (stmt, 7);
  record->added = aeq_statement_get_int64 (stmt, 8);
  record->duplicates = aeq_statement_get_int64 (stmt, 9);
  record->rejected = aeq_statement_get_int64 (stmt, 10);
  record->undone_at = aeq_statement_is_null (stmt, 11) ? AEQ_INSTANT_NONE : aeq_statement_get_int64 (stmt, 11);
  record->author = g_strdup (aeq_statement_get_text (stmt, 12));
  return record;
}

GPtrArray *
aeq_import_history_list (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT id, uid, name, format, profile, sha256, imported_at, rows_read, added, duplicates, rejected, undone_at,"
    " (SELECT author FROM change c WHERE c.entity_uid = f.uid AND c.action = 'import' ORDER BY c.no LIMIT 1)"
    " FROM import_file f ORDER BY id", error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_import_record_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_record (stmt));
    }
  return NULL;
}

static char **
read_sentences (JsonObject *image, const char *name)
{
  JsonArray *array = json_object_has_member (image, name) ? json_object_get_array_member (image, name) : NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static gboolean
take_details (AeqImportRecord *record, const char *text, GError **error)
{
  g_autoptr(JsonNode) node = json_from_string (text, error);
  JsonObject *image;

  if (node == NULL)
    return FALSE;
  image = json_node_get_object (node);
  record->warnings = read_sentences (image, "warnings");
  record->errors = read_sentences (image, "errors");
  record->path = g_strdup (json_object_get_string_member_with_default (image, "path", NULL));
  record->mapping = g_strdup (json_object_get_string_member_with_default (image, "mapping", NULL));
  return TRUE;
}

gboolean
aeq_import_history_read_details (AeqLedger *ledger, AeqImportRecord *record, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT after_image FROM change WHERE entity_uid = ?1 AND action = 'import' ORDER BY no LIMIT 1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, &record->uid);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  return !has_row || take_details (record, aeq_statement_get_text (stmt, 0), error);
}

gboolean
aeq_import_history_has (AeqLedger *ledger, const char *sha256, gboolean *has, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT 1 FROM import_file WHERE sha256 = ?1 LIMIT 1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, sha256);
  return aeq_statement_step (stmt, has, error);
}

static AeqImportRecord *
find_record (AeqLedger *ledger, gint64 id, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_import_history_list (ledger, error);
  AeqImportRecord *found = NULL;

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len && found == NULL; i++)
    if (((AeqImportRecord *) list->pdata[i])->id == id)
      found = g_ptr_array_steal_index (list, i);
  if (found != NULL && found->undone_at == AEQ_INSTANT_NONE)
    return found;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
               found == NULL ? N_("there is no import %" PRId64)
                             : N_("import %" PRId64 " was taken back already"), id);
  g_clear_pointer (&found, aeq_import_record_free);
  return NULL;
}

static gboolean
run_for_import (AeqLedger *ledger, const char *sql, gint64 id, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, id);
  return aeq_statement_run (stmt, error);
}

/* An account that others use too becomes theirs, so that the last of them takes it away. */
static const char HAND_ON_SQL[] =
  "UPDATE account SET import_id = COALESCE ((SELECT MIN (f.import_id) FROM flow f WHERE f.account_id = account.id),"
  " (SELECT MIN (s.import_id) FROM statement s WHERE s.account_id = account.id)) WHERE import_id = ?1";

/* The same file, imported again, added nothing: it has all that this import has. */
static gboolean
find_same_file (AeqLedger *ledger, const AeqImportRecord *record, gint64 *other, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT MIN (id) FROM import_file i WHERE sha256 = ?1 AND format = ?2 AND id <> ?3 AND undone_at IS NULL AND added = 0 AND duplicates > 0"
    " AND sha256 <> '' AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.import_id = i.id)", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, record->sha256);
  aeq_statement_bind_text (stmt, 2, record->format);
  aeq_statement_bind_int64 (stmt, 3, record->id);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *other = has_row ? aeq_statement_get_int64 (stmt, 0) : 0;
  return TRUE;
}

/* What the import brought is the other's from now on. */
static gboolean
hand_over (AeqLedger *ledger, gint64 id, gint64 other, gint64 *kept, GError **error)
{
  static const char *const SQL[] = {
    "UPDATE flow SET import_id = ?2 WHERE import_id = ?1",
    "UPDATE position SET import_id = ?2 WHERE import_id = ?1",
    "UPDATE margin SET import_id = ?2 WHERE import_id = ?1",
    "UPDATE balance SET import_id = ?2 WHERE import_id = ?1",
    "UPDATE account SET import_id = ?2 WHERE import_id = ?1",
    "INSERT INTO balance_source SELECT account_id, kind, as_of, ?2, amount, source FROM balance_source WHERE import_id = ?1"
    " ON CONFLICT DO NOTHING",
    "INSERT INTO flow_source SELECT flow_uid, ?2, version_uid, statement_id, source_line FROM flow_source WHERE import_id = ?1"
    " ON CONFLICT DO NOTHING",
    "DELETE FROM balance_source WHERE import_id = ?1 AND ?2 > 0",
    "DELETE FROM flow_source WHERE import_id = ?1 AND ?2 > 0",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (SQL); i++)
    {
      g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, SQL[i], error);

      if (stmt == NULL)
        return FALSE;
      aeq_statement_bind_int64 (stmt, 1, id);
      aeq_statement_bind_int64 (stmt, 2, other);
      if (!aeq_statement_run (stmt, error))
        return FALSE;
      if (i == 0)
        *kept = aeq_store_changes (ledger->store);
    }
  return TRUE;
}

static gboolean
remove_rows (AeqLedger *ledger, gint64 id, gint64 *removed, gint64 *kept, GCancellable *cancellable, GError **error)
{
  if (!aeq_merge_undo (ledger, id, kept, cancellable, error) ||
      !aeq_flow_day_remove_import (ledger->store, id, cancellable, error) ||
      !run_for_import (ledger,
                       "UPDATE flow SET superseded_by = NULL WHERE superseded_by IS NOT NULL AND superseded_by IN"
                       " (SELECT uid FROM flow WHERE import_id = ?1)", id, error) ||
      !run_for_import (ledger, "DELETE FROM flow WHERE import_id = ?1", id, error))
    return FALSE;
  *removed = aeq_store_changes (ledger->store);
  return run_for_import (ledger, "DELETE FROM position WHERE import_id = ?1", id, error) &&
         run_for_import (ledger, "DELETE FROM margin WHERE import_id = ?1", id, error) &&
         aeq_balance_undo (ledger, id, error) &&
         run_for_import (ledger,
                         "DELETE FROM account WHERE import_id = ?1"
                         " AND NOT EXISTS (SELECT 1 FROM flow f WHERE f.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM position p WHERE p.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM margin m WHERE m.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM limit_line l WHERE l.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM credit_line c WHERE c.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM obligation o WHERE o.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM account_set_member m WHERE m.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM liquidity_source s WHERE s.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM customer_line u WHERE u.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM forecast_override v WHERE v.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM alert_rule t WHERE t.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM forecast_quantile q WHERE q.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.account_id = account.id)"
                         " AND NOT EXISTS (SELECT 1 FROM calibration k WHERE k.account_id = account.id)", id, error) &&
         run_for_import (ledger, HAND_ON_SQL, id, error);
}

static gboolean
take_back (AeqLedger *ledger, const AeqImportRecord *record, gint64 *removed, gint64 *kept, GCancellable *cancellable,
           GError **error)
{
  gint64 other;

  if (!find_same_file (ledger, record, &other, error))
    return FALSE;
  *removed = 0;
  if (other > 0)
    return hand_over (ledger, record->id, other, kept, error);
  return remove_rows (ledger, record->id, removed, kept, cancellable, error);
}

static gboolean
mark_undone (AeqLedger *ledger, const AeqImportRecord *record, GError **error)
{
  g_autofree char *image = describe (record);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "UPDATE import_file SET undone_at = ?2 WHERE id = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, record->id);
  aeq_statement_bind_int64 (stmt, 2, ledger->now);
  return aeq_statement_run (stmt, error) && aeq_change_record_bulk (ledger, "undo-import", &record->uid, image, error);
}

gboolean
aeq_import_undo (AeqLedger *ledger, gint64 id, gint64 *removed, gint64 *overlap, GCancellable *cancellable, GError **error)
{
  AeqImportRecord *record;
  gint64 kept = 0;
  gboolean ok;

  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  record = find_record (ledger, id, error);
  ok = record != NULL && take_back (ledger, record, removed, &kept, cancellable, error) && mark_undone (ledger, record, error) &&
       aeq_store_commit (ledger->store, error);
  if (!ok)
    aeq_store_rollback (ledger->store);
  g_clear_pointer (&record, aeq_import_record_free);
  if (overlap != NULL)
    *overlap = kept;
  return ok;
}
