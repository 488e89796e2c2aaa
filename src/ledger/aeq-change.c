/* SPDX-License-Identifier: MIT */
#include "aeq-change-private.h"

#include <string.h>

#include "aeq-entity.h"
#include "aeq-error.h"
#include "aeq-match.h"
#include "aeq-words.h"

static const char RECORD_SQL[] =
  "INSERT INTO change (no, uid, at, author, action, entity, entity_uid, before_image, after_image, reason, undoes)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

gboolean
aeq_change_last (AeqLedger *self, gint64 *no, GError **error)
{
  return aeq_store_query_int64 (self->store, "SELECT MAX (no) FROM change", 0, no, error);
}

static char *
image_to_text (JsonObject *image)
{
  g_autoptr(JsonNode) node = NULL;

  if (image == NULL)
    return NULL;
  node = json_node_init_object (json_node_alloc (), image);
  return json_to_string (node, FALSE);
}

typedef struct
{
  const char  *action;
  const char  *entity;
  const AeqId *uid;
  char        *before;
  char        *after;
  const char  *reason;
  gint64       undoes;
} Record;

static gboolean
write_record (AeqLedger *self, gint64 no, const Record *record, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->store, RECORD_SQL, error);
  AeqId uid;

  if (stmt == NULL)
    return FALSE;
  aeq_id_from_counter (&uid, self->now, self->seed, (guint64) no * 2 + 1);
  aeq_statement_bind_int64 (stmt, 1, no);
  aeq_statement_bind_id (stmt, 2, &uid);
  aeq_statement_bind_int64 (stmt, 3, self->now);
  aeq_statement_bind_text (stmt, 4, self->author);
  aeq_statement_bind_text (stmt, 5, record->action);
  aeq_statement_bind_text (stmt, 6, record->entity);
  aeq_statement_bind_id (stmt, 7, record->uid);
  aeq_statement_bind_text (stmt, 8, record->before);
  aeq_statement_bind_text (stmt, 9, record->after);
  aeq_statement_bind_text (stmt, 10, record->reason);
  if (record->undoes > 0)
    aeq_statement_bind_int64 (stmt, 11, record->undoes);
  return aeq_statement_run (stmt, error);
}

static gboolean
next_number (AeqLedger *self, gint64 *no, GError **error)
{
  if (!aeq_change_last (self, no, error))
    return FALSE;
  *no += 1;
  return TRUE;
}

gboolean
aeq_change_record_bulk (AeqLedger *self, const char *action, const AeqId *import_uid, const char *image, GError **error)
{
  Record record = { .action = action, .entity = "import", .uid = import_uid, .after = (char *) image };
  gint64 no;

  return next_number (self, &no, error) && write_record (self, no, &record, error);
}

static const AeqEntity *
find_entity (const char *name, GError **error)
{
  const AeqEntity *entity = aeq_entity_lookup (name);

  if (entity == NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("there is no kind of record called %s"), name);
  return entity;
}

static gboolean
check_members (const AeqEntity *entity, JsonObject *values, GError **error)
{
  g_autoptr(GList) names = json_object_get_members (values);

  for (GList *l = names; l != NULL; l = l->next)
    if (aeq_entity_field (entity, l->data) == NULL)
      {
        g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("%s has no field %s"), entity->name, (const char *) l->data);
        return FALSE;
      }
  return TRUE;
}

/* Runs @apply and the record as one transaction. @before and @after are what the record keeps. */
static gboolean
finish (AeqLedger *self, gboolean applied, gint64 no, Record *record, JsonObject *before, JsonObject *after, GError **error)
{
  gboolean ok;

  record->before = image_to_text (before);
  record->after = image_to_text (after);
  ok = applied && write_record (self, no, record, error) && aeq_store_commit (self->store, error);
  if (!ok)
    aeq_store_rollback (self->store);
  g_free (record->before);
  g_free (record->after);
  return ok;
}

/* Begins the transaction and takes the change's number inside it, so that two programs cannot take the same one. */
static gboolean
begin (AeqLedger *self, gint64 *no, GError **error)
{
  if (!aeq_store_begin (self->store, error))
    return FALSE;
  if (next_number (self, no, error))
    return TRUE;
  aeq_store_rollback (self->store);
  return FALSE;
}

/* A flow that a person enters takes part in fulfilment like one from a file. */
static gboolean
match_new (AeqLedger *self, const AeqEntity *entity, const AeqId *uid, GError **error)
{
  return !g_str_equal (entity->name, "flow") || aeq_match_stored (self, uid, error);
}

static gboolean
apply_insert (AeqLedger *self, const AeqEntity *entity, const AeqId *uid, JsonObject *values, Record *record, gint64 no,
              GError **error)
{
  g_autoptr(JsonObject) after = NULL;
  gboolean applied = aeq_entity_insert (entity, self->store, uid, values, error) &&
                     (record->undoes > 0 || match_new (self, entity, uid, error));

  if (applied)
    applied = (after = aeq_entity_read (entity, self->store, uid, error)) != NULL;
  return finish (self, applied, no, record, NULL, after, error);
}

gboolean
aeq_change_insert (AeqLedger *self, const char *entity_name, JsonObject *values, const char *name_key, const char *reason,
                   AeqId *uid_out, GError **error)
{
  const AeqEntity *entity = find_entity (entity_name, error);
  Record record = { .action = "insert", .entity = entity_name, .reason = reason };
  AeqId uid;
  gint64 no;

  if (entity == NULL || !check_members (entity, values, error) || !begin (self, &no, error))
    return FALSE;
  if (name_key != NULL)
    aeq_id_from_name (&uid, entity_name, name_key, strlen (name_key));
  else
    aeq_id_from_counter (&uid, self->now, self->seed, (guint64) no * 2);
  record.uid = &uid;
  if (uid_out != NULL)
    *uid_out = uid;
  return apply_insert (self, entity, &uid, values, &record, no, error);
}

JsonObject *
aeq_change_read (AeqLedger *self, const char *entity_name, const AeqId *uid, GError **error)
{
  const AeqEntity *entity = find_entity (entity_name, error);
  g_autoptr(GError) local = NULL;
  JsonObject *image;

  if (entity == NULL)
    return NULL;
  if ((image = aeq_entity_read (entity, self->store, uid, &local)) == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, N_("there is no such %s"), entity_name);
    }
  return image;
}

static JsonObject *
merge (JsonObject *before, JsonObject *values)
{
  JsonObject *merged = json_object_new ();
  g_autoptr(GList) names = json_object_get_members (before);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *from = json_object_has_member (values, l->data) ? values : before;

      json_object_set_member (merged, l->data, json_node_copy (json_object_get_member (from, l->data)));
    }
  return merged;
}

gboolean
aeq_change_update_recorded (AeqLedger *self, const char *entity_name, const AeqId *uid, JsonObject *values, const char *reason,
                 gint64 undoes, GError **error)
{
  const AeqEntity *entity = find_entity (entity_name, error);
  Record record = { .action = "update", .entity = entity_name, .uid = uid, .reason = reason, .undoes = undoes };
  g_autoptr(JsonObject) before = NULL;
  g_autoptr(JsonObject) after = NULL;
  gint64 no;

  if (entity == NULL || !check_members (entity, values, error) || !begin (self, &no, error))
    return FALSE;
  if ((before = aeq_change_read (self, entity_name, uid, error)) == NULL)
    return finish (self, FALSE, no, &record, NULL, NULL, error);
  after = merge (before, values);
  return finish (self, aeq_entity_update (entity, self->store, uid, after, error), no, &record, before, after, error);
}

gboolean
aeq_change_update (AeqLedger *self, const char *entity, const AeqId *uid, JsonObject *values, const char *reason, GError **error)
{
  return aeq_change_update_recorded (self, entity, uid, values, reason, 0, error);
}

gboolean
aeq_change_delete_recorded (AeqLedger *self, const char *entity_name, const AeqId *uid, const char *reason, gint64 undoes, GError **error)
{
  const AeqEntity *entity = find_entity (entity_name, error);
  Record record = { .action = "delete", .entity = entity_name, .uid = uid, .reason = reason, .undoes = undoes };
  g_autoptr(JsonObject) before = NULL;
  gint64 no;

  if (entity == NULL || !begin (self, &no, error))
    return FALSE;
  if ((before = aeq_change_read (self, entity_name, uid, error)) == NULL)
    return finish (self, FALSE, no, &record, NULL, NULL, error);
  return finish (self, aeq_entity_delete (entity, self->store, uid, error), no, &record, before, NULL, error);
}

gboolean
aeq_change_delete (AeqLedger *self, const char *entity, const AeqId *uid, const char *reason, GError **error)
{
  return aeq_change_delete_recorded (self, entity, uid, reason, 0, error);
}

gboolean
aeq_change_insert_again (AeqLedger *self, const char *entity_name, const AeqId *uid, JsonObject *image, gint64 undoes, GError **error)
{
  const AeqEntity *entity = find_entity (entity_name, error);
  Record record = { .action = "insert", .entity = entity_name, .uid = uid, .undoes = undoes };
  gint64 no;

  if (entity == NULL || !begin (self, &no, error))
    return FALSE;
  return apply_insert (self, entity, uid, image, &record, no, error);
}

gboolean
aeq_change_begin (AeqLedger *self, AeqChangeRange *range, GError **error)
{
  if (!aeq_store_begin (self->store, error))
    return FALSE;
  *range = (AeqChangeRange) { 0, 0 };
  if (next_number (self, &range->first, error))
    return TRUE;
  aeq_store_rollback (self->store);
  return FALSE;
}

gboolean
aeq_change_end (AeqLedger *self, gboolean ok, AeqChangeRange *range, GError **error)
{
  if (ok && aeq_change_last (self, &range->last, error) && aeq_store_commit (self->store, error))
    return TRUE;
  aeq_store_rollback (self->store);
  return FALSE;
}
