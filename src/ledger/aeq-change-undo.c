/* SPDX-License-Identifier: MIT */
#include "aeq-change-private.h"
#include "aeq-error.h"
#include "aeq-words.h"

/* A row of a file that was taken back cannot return alone. */
static gboolean
refuse_if_import_undone (AeqLedger *self, JsonObject *image, gint64 no, GError **error)
{
  gint64 import_id = json_object_get_int_member_with_default (image, "import_id", 0);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->store, "SELECT 1 FROM import_file WHERE id = ?1 AND undone_at IS NOT NULL", error);
  gboolean undone;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, import_id);
  if (!aeq_statement_step (stmt, &undone, error))
    return FALSE;
  if (!undone)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS,
               N_("change %" PRId64 " cannot be taken back: the record's import was taken back since"), no);
  return FALSE;
}

/* What an update altered, as it was before; what else has happened to the row since stays. */
static JsonObject *
altered (JsonObject *before, JsonObject *after)
{
  JsonObject *values = json_object_new ();
  g_autoptr(GList) names = json_object_get_members (before);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *old = json_object_get_member (before, l->data);
      JsonNode *new = json_object_get_member (after, l->data);

      if (new == NULL || !json_node_equal (old, new))
        json_object_set_member (values, l->data, json_node_copy (old));
    }
  return values;
}

/* What was done to a row after one of its changes and still counts: newest first, an undo and what it took back cancel
 * out, so that a stack of changes can be taken back one by one. FALSE at the first that stands in the way. */
static gboolean
nothing_stands (AeqStatement *stmt, gint64 no, gboolean *clear, GError **error)
{
  g_autoptr(GHashTable) taken_back = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean has_row;

  *clear = FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      gint64 later, undoes;

      if (!has_row)
        return *clear = TRUE;
      later = aeq_statement_get_int64 (stmt, 0);
      undoes = aeq_statement_is_null (stmt, 1) ? 0 : aeq_statement_get_int64 (stmt, 1);
      if (g_hash_table_contains (taken_back, &later))
        continue;
      if (undoes <= no)
        return TRUE;
      g_hash_table_add (taken_back, g_memdup2 (&undoes, sizeof undoes));
    }
  return FALSE;
}

static gboolean
refuse_if_changed_since (AeqLedger *self, const AeqId *uid, gint64 no, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->store, "SELECT no, undoes FROM change WHERE entity_uid = ?1 AND no > ?2 ORDER BY no DESC", error);
  gboolean clear;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, uid);
  aeq_statement_bind_int64 (stmt, 2, no);
  if (!nothing_stands (stmt, no, &clear, error))
    return FALSE;
  if (clear)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS,
               N_("change %" PRId64 " cannot be taken back: the record was changed again since"), no);
  return FALSE;
}

static gboolean
parse_image (AeqStatement *stmt, int column, JsonNode **node, GError **error)
{
  const char *text = aeq_statement_get_text (stmt, column);

  return text == NULL || (*node = json_from_string (text, error)) != NULL;
}

static gboolean
undo_row (AeqLedger *self, gint64 no, AeqStatement *stmt, GError **error)
{
  g_autofree char *action = g_strdup (aeq_statement_get_text (stmt, 0));
  g_autofree char *entity = g_strdup (aeq_statement_get_text (stmt, 1));
  g_autoptr(JsonNode) before = NULL;
  g_autoptr(JsonNode) after = NULL;
  g_autoptr(JsonObject) values = NULL;
  AeqId uid;

  if (!aeq_statement_get_id (stmt, 2, &uid) || !parse_image (stmt, 3, &before, error) ||
      !parse_image (stmt, 4, &after, error))
    return FALSE;
  if (g_str_equal (entity, "import"))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, N_("change %" PRId64 " is an import: use undo-import"), no);
      return FALSE;
    }
  if (!refuse_if_changed_since (self, &uid, no, error))
    return FALSE;
  if (g_str_equal (action, "insert"))
    return aeq_change_delete_recorded (self, entity, &uid, NULL, no, error);
  if (g_str_equal (action, "delete"))
    return refuse_if_import_undone (self, json_node_get_object (before), no, error) &&
           aeq_change_insert_again (self, entity, &uid, json_node_get_object (before), no, error);
  values = altered (json_node_get_object (before), json_node_get_object (after));
  return aeq_change_update_recorded (self, entity, &uid, values, NULL, no, error);
}

gboolean
aeq_change_undo (AeqLedger *self, gint64 no, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    self->store, "SELECT action, entity, entity_uid, before_image, after_image FROM change WHERE no = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, no);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    return undo_row (self, no, stmt, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("there is no change %" PRId64), no);
  return FALSE;
}
