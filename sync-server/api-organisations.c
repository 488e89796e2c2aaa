/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-body.h"
#include "aeq-catalog.h"
#include "aeq-page.h"

#define MAX_NAME 200

static void
write_organisation (AeqJson *json, AeqStatement *stmt)
{
  char text[AEQ_ID_TEXT_SIZE], when[AEQ_INSTANT_TEXT_SIZE];
  AeqId uid;

  aeq_statement_get_id (stmt, 1, &uid);
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "id", aeq_id_format (&uid, text));
  aeq_json_text (json, "name", aeq_statement_get_text (stmt, 2));
  aeq_json_text (json, "role", aeq_role_name ((AeqRole) aeq_statement_get_int64 (stmt, 3)));
  aeq_json_text (json, "created_at", aeq_instant_format (aeq_statement_get_int64 (stmt, 4), when));
  aeq_json_end_object (json);
}

#define MINE                                                                                     \
  "SELECT o.id, o.uid, o.name, m.role, o.created_at FROM membership m"                            \
  " JOIN organisation o ON o.id = m.organisation_id"                                              \
  " WHERE m.person_id = (SELECT id FROM person WHERE uid = ?1)"

AeqReply *
aeq_api_organisations (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { "limit", "cursor", NULL };
  g_auto(AeqPage) page = { 0 };
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  if (!aeq_call_only (call, PARAMETERS, error) || !aeq_page_begin (&page, call, call->route->path, error) ||
      (stmt = aeq_store_prepare (
           call->catalog, MINE " AND o.id > ?2 AND (o.uid = ?4 OR ?4 IS NULL) ORDER BY o.id LIMIT ?3", error)) == NULL)
    return NULL;
  if (call->by_provider)
    aeq_statement_bind_id (stmt, 4, &call->organisation);
  aeq_statement_bind_id (stmt, 1, &call->person);
  aeq_statement_bind_int64 (stmt, 2, page.after.id);
  aeq_statement_bind_int64 (stmt, 3, page.limit + 1);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row || !aeq_page_take (&page, 0, aeq_statement_get_int64 (stmt, 0)))
        return aeq_page_finish (&page);
      write_organisation (page.reply->json, stmt);
    }
  return NULL;
}

/* The one that the token is for; of others nothing is told, not even whether they are there. */
static gboolean
check_own (AeqCall *call, GError **error)
{
  AeqId id;

  return aeq_call_id (call, 0, &id, error) &&
         (aeq_id_equal (&id, &call->organisation) ||
          aeq_status_refuse (error, 404, "there is no such organisation for this token"));
}

static AeqReply *
reply_organisation (AeqCall *call, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (call->catalog, MINE " AND o.uid = ?2", error);
  g_autoptr(AeqReply) reply = aeq_reply_new (200);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_id (stmt, 1, &call->person);
  aeq_statement_bind_id (stmt, 2, &call->organisation);
  if (!aeq_statement_step (stmt, &has_row, error))
    return NULL;
  if (!has_row)
    {
      aeq_status_refuse (error, 404, "there is no such organisation for this token");
      return NULL;
    }
  write_organisation (reply->json, stmt);
  return g_steal_pointer (&reply);
}

AeqReply *
aeq_api_organisation (AeqCall *call, GError **error)
{
  return check_own (call, error) ? reply_organisation (call, error) : NULL;
}

AeqReply *
aeq_api_rename (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "name", NULL };
  const char *name;

  if (!check_own (call, error) || !aeq_body_only (call->body, FIELDS, error) ||
      !aeq_body_text (call->body, "name", MAX_NAME, &name, error) ||
      !aeq_catalog_set_name (call->catalog, &call->organisation, name, error))
    return NULL;
  aeq_call_set_target (call, call->organisation_text);
  return reply_organisation (call, error);
}
