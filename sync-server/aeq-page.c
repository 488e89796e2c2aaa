/* SPDX-License-Identifier: MIT */
#include "aeq-page.h"

gboolean
aeq_page_begin (AeqPage *self, AeqCall *call, const char *list, GError **error)
{
  const char *cursor = aeq_request_query (call->request, "cursor");

  self->call = call;
  self->list = g_strdup (list);
  if (!aeq_call_number (call, "limit", 1, AEQ_PAGE_MOST, AEQ_PAGE_DEFAULT, &self->limit, error))
    return FALSE;
  if (cursor != NULL &&
      !(self->has_cursor = aeq_cursor_read (call->server->key, &call->organisation, list, cursor, &self->after)))
    return aeq_status_refuse (error, 404,
                              "there is no such page; a cursor is good for the list and filters that gave it");
  self->reply = aeq_reply_new (200);
  aeq_json_begin_object (self->reply->json, NULL);
  aeq_json_begin_array (self->reply->json, "data");
  return TRUE;
}

void
aeq_page_clear (AeqPage *self)
{
  g_free (self->list);
  aeq_reply_free (self->reply);
}

gboolean
aeq_page_take (AeqPage *self, gint64 key, gint64 id)
{
  if (self->n >= self->limit)
    {
      self->more = TRUE;
      return FALSE;
    }
  self->n++;
  self->last = (AeqCursor) { key, id };
  return TRUE;
}

AeqReply *
aeq_page_finish (AeqPage *self)
{
  g_autofree char *next =
      self->more ? aeq_cursor_write (self->call->server->key, &self->call->organisation, self->list, &self->last)
                 : NULL;

  aeq_json_end_array (self->reply->json);
  aeq_json_text (self->reply->json, "next", next);
  aeq_json_end_object (self->reply->json);
  return g_steal_pointer (&self->reply);
}
