/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-store.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-sum.h"
#include "aeq-words.h"

void
aeq_model_record_free (AeqModelRecord *self)
{
  g_free (self->family);
  g_free (self->version);
  g_free (self->status);
  g_free (self->metadata);
  g_free (self);
}

static gint64
sum_of (GBytes *content)
{
  return (gint64) aeq_sum64 (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
}

gboolean
aeq_model_put (AeqLedger *ledger, const char *family, const char *version, const char *status, const char *metadata, GBytes *content,
               GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "INSERT INTO model (id, uid, version, created_at, status, metadata, content, family, content_sum)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);
  gint64 id;
  AeqId uid;

  if (stmt == NULL || !aeq_ledger_next_id (ledger, "model", &id, error))
    return FALSE;
  aeq_id_from_name (&uid, "model", version, strlen (version));
  aeq_statement_bind_int64 (stmt, 1, id);
  aeq_statement_bind_id (stmt, 2, &uid);
  aeq_statement_bind_text (stmt, 3, version);
  aeq_statement_bind_int64 (stmt, 4, ledger->now);
  aeq_statement_bind_text (stmt, 5, status);
  aeq_statement_bind_text (stmt, 6, metadata);
  aeq_statement_bind_bytes_static (stmt, 7, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  aeq_statement_bind_text (stmt, 8, family);
  aeq_statement_bind_int64 (stmt, 9, sum_of (content));
  return aeq_statement_run (stmt, error);
}

GPtrArray *
aeq_model_list (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT version, created_at, status, metadata, family FROM model ORDER BY id", error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_model_record_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqModelRecord *record;

      if (!has_row)
        return g_steal_pointer (&list);
      record = g_new0 (AeqModelRecord, 1);
      record->version = g_strdup (aeq_statement_get_text (stmt, 0));
      record->created_at = aeq_statement_get_int64 (stmt, 1);
      record->status = g_strdup (aeq_statement_get_text (stmt, 2));
      record->metadata = g_strdup (aeq_statement_get_text (stmt, 3));
      record->family = g_strdup (aeq_statement_get_text (stmt, 4));
      g_ptr_array_add (list, record);
    }
  return NULL;
}

/* The N of "v1.N" or "crisis-v1.N"; -1 for a name of another kind. */
static gint64
number_of (const char *version)
{
  const char *digits = g_str_has_prefix (version, "crisis-") ? version + strlen ("crisis-") : version;
  guint64 number;

  if (!g_str_has_prefix (digits, "v1.") || !g_ascii_string_to_unsigned (digits + strlen ("v1."), 10, 0, G_MAXINT32, &number, NULL))
    return -1;
  return (gint64) number;
}

/* v1.0 is the one that ships, there or not. */
char *
aeq_model_next (AeqLedger *ledger, const char *family, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT version FROM model WHERE family = ?1", error);
  gint64 newest = 0;
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_text (stmt, 1, family);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_strdup_printf ("%sv1.%" G_GINT64_FORMAT, g_str_equal (family, AEQ_MODEL_CRISIS) ? "crisis-" : "", newest + 1);
      newest = MAX (newest, number_of (aeq_statement_get_text (stmt, 0)));
    }
  return NULL;
}

GBytes *
aeq_model_content (AeqLedger *ledger, const char *version, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT content FROM model WHERE version = ?1", error);
  const void *data;
  gboolean has_row;
  gsize length;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_text (stmt, 1, version);
  if (!aeq_statement_step (stmt, &has_row, error))
    return NULL;
  if (!has_row)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("there is no model version %s"), version);
      return NULL;
    }
  data = aeq_statement_get_bytes (stmt, 0, &length);
  return g_bytes_new (data, length);
}

GBytes *
aeq_model_current (AeqLedger *ledger, const char *family, char **version, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT content, version FROM model WHERE family = ?1 AND status = 'current'", error);
  const void *data;
  gboolean has_row;
  gsize length;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_text (stmt, 1, family);
  if (!aeq_statement_step (stmt, &has_row, error) || !has_row)
    return NULL;
  if (version != NULL)
    *version = g_strdup (aeq_statement_get_text (stmt, 1));
  data = aeq_statement_get_bytes (stmt, 0, &length);
  return g_bytes_new (data, length);
}

char *
aeq_model_current_version (AeqLedger *ledger, const char *family, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT version FROM model WHERE family = ?1 AND status = 'current'", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_text (stmt, 1, family);
  if (!aeq_statement_step (stmt, &has_row, error) || !has_row)
    return NULL;
  return g_strdup (aeq_statement_get_text (stmt, 0));
}

gboolean
aeq_model_is_sound (AeqLedger *ledger, const char *version, GBytes *content, gboolean *sound, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "SELECT content_sum FROM model WHERE version = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, version);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *sound = has_row && !aeq_statement_is_null (stmt, 0) && aeq_statement_get_int64 (stmt, 0) == sum_of (content);
  return TRUE;
}

static gboolean
run_with_text (AeqLedger *ledger, const char *sql, const char *text, gint64 *changed, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, text);
  if (!aeq_statement_run (stmt, error))
    return FALSE;
  *changed = aeq_store_changes (ledger->store);
  return TRUE;
}

static gboolean
make_current (AeqLedger *ledger, const char *version, GError **error)
{
  gint64 changed;

  if (!run_with_text (ledger, "UPDATE model SET status = 'retired' WHERE status = 'current' AND version <> ?1"
                      " AND family = (SELECT family FROM model WHERE version = ?1)", version, &changed, error) ||
      !run_with_text (ledger, "UPDATE model SET status = 'current' WHERE version = ?1", version, &changed, error))
    return FALSE;
  if (changed == 1)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("there is no model version %s"), version);
  return FALSE;
}

gboolean
aeq_model_promote (AeqLedger *ledger, const char *version, GError **error)
{
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if (make_current (ledger, version, error) && aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  return FALSE;
}

/* Without a version before it: the current one speaks no longer. */
static gboolean
retire_current (AeqLedger *ledger, const char *family, GError **error)
{
  gint64 changed;

  if (!run_with_text (ledger, "UPDATE model SET status = 'retired' WHERE status = 'current' AND family = ?1", family, &changed,
                      error))
    return FALSE;
  if (changed == 1)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("there is no current model to go back from"));
  return FALSE;
}

gboolean
aeq_model_rollback (AeqLedger *ledger, const char *family, char **version, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store,
    "SELECT version FROM model WHERE status = 'retired' AND family = ?1"
    " AND id < (SELECT id FROM model WHERE status = 'current' AND family = ?1) ORDER BY id DESC LIMIT 1", error);
  gboolean has_row;

  *version = NULL;
  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, family);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *version = has_row ? g_strdup (aeq_statement_get_text (stmt, 0)) : NULL;
  aeq_statement_reset (stmt);
  if (*version == NULL)
    return retire_current (ledger, family, error);
  return aeq_model_promote (ledger, *version, error);
}

static gboolean
set_status (AeqLedger *ledger, const AeqModelRecord *record, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, "UPDATE model SET status = ?2 WHERE version = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, record->version);
  aeq_statement_bind_text (stmt, 2, record->status);
  return aeq_statement_run (stmt, error);
}

static gboolean
restore_all (AeqLedger *ledger, GPtrArray *list, GError **error)
{
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < list->len; i++)
      {
        const AeqModelRecord *record = list->pdata[i];
        gboolean current = g_str_equal (record->status, "current");

        if (pass == 0 ? !current && !set_status (ledger, record, error) : current && !make_current (ledger, record->version, error))
          return FALSE;
      }
  return TRUE;
}

gboolean
aeq_model_restore (AeqLedger *ledger, GPtrArray *list, GError **error)
{
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if (restore_all (ledger, list, error) && aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  return FALSE;
}
