/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-page.h"

/* Rows of the organisation, newest first: the log of access is one chain of all organisations. */
static AeqReply *
list (AeqCall *call, AeqStore *store, GError **error)
{
  static const char *const PARAMETERS[] = { "limit", "cursor", NULL };
  g_auto(AeqPage) page = { 0 };
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  if (!aeq_call_only (call, PARAMETERS, error) || !aeq_page_begin (&page, call, call->route->path, error) ||
      (stmt = aeq_store_prepare (store,
                                 "SELECT no, at, actor, action, target, request FROM audit WHERE organisation = ?1"
                                 " AND (?2 = 0 OR no < ?2) ORDER BY no DESC LIMIT ?3", error)) == NULL)
    return NULL;
  aeq_statement_bind_text (stmt, 1, call->organisation_text);
  aeq_statement_bind_int64 (stmt, 2, page.after.id);
  aeq_statement_bind_int64 (stmt, 3, page.limit + 1);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqJson *json = page.reply->json;
      char when[AEQ_INSTANT_TEXT_SIZE];

      if (!has_row || !aeq_page_take (&page, 0, aeq_statement_get_int64 (stmt, 0)))
        return aeq_page_finish (&page);
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "at", aeq_instant_format (aeq_statement_get_int64 (stmt, 1), when));
      aeq_json_text (json, "person", aeq_statement_get_text (stmt, 2));
      aeq_json_text (json, "action", aeq_statement_get_text (stmt, 3));
      aeq_json_text (json, "target", aeq_statement_get_text (stmt, 4));
      aeq_json_text (json, "request", aeq_statement_get_text (stmt, 5));
      aeq_json_end_object (json);
    }
  return NULL;
}

AeqReply *
aeq_api_audit (AeqCall *call, GError **error)
{
  return list (call, call->ledger->store, error);
}

AeqReply *
aeq_api_audit_access (AeqCall *call, GError **error)
{
  return list (call, call->catalog, error);
}
