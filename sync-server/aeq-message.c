/* SPDX-License-Identifier: MIT */
#include "aeq-message.h"

const char *
aeq_request_query (const AeqRequest *self, const char *name)
{
  for (guint i = 0; i < self->n_query; i++)
    if (g_str_equal (self->query[i].name, name))
      return self->query[i].value;
  return NULL;
}

static void
clear_header (gpointer data)
{
  g_free ((char *) ((AeqPair *) data)->value);
}

AeqReply *
aeq_reply_new (guint status)
{
  AeqReply *self = g_new0 (AeqReply, 1);

  self->status = status;
  self->body = g_string_sized_new (512);
  self->json = aeq_json_new (self->body);
  self->content_type = "application/json";
  return self;
}

AeqReply *
aeq_reply_new_text (guint status, const char *body)
{
  AeqReply *self = aeq_reply_new (status);

  g_string_append (self->body, body);
  return self;
}

AeqReply *
aeq_reply_new_content (AeqContent *content)
{
  AeqReply *self = g_new0 (AeqReply, 1);

  self->status = 200;
  self->content = aeq_content_ref (content);
  self->content_type = "application/json";
  return self;
}

AeqContent *
aeq_reply_seal (AeqReply *self)
{
  g_autoptr(GBytes) plain = NULL;

  if (self->content != NULL)
    return self->content;
  g_clear_pointer (&self->json, aeq_json_free);
  plain = g_string_free_to_bytes (g_steal_pointer (&self->body));
  return self->content = aeq_content_new (plain);
}

gsize
aeq_reply_size (const AeqReply *self)
{
  AeqCoding coding = self->coding;

  return self->content != NULL ? g_bytes_get_size (aeq_content_get (self->content, &coding)) : self->body->len;
}

void
aeq_reply_free (AeqReply *self)
{
  if (self == NULL)
    return;
  aeq_json_free (self->json);
  aeq_content_unref (self->content);
  if (self->body != NULL)
    g_string_free (self->body, TRUE);
  g_clear_pointer (&self->headers, g_array_unref);
  g_free (self);
}

void
aeq_reply_add_header (AeqReply *self, const char *name, const char *value)
{
  AeqPair pair = { name, g_strdup (value) };

  if (self->headers == NULL)
    {
      self->headers = g_array_new (FALSE, FALSE, sizeof (AeqPair));
      g_array_set_clear_func (self->headers, clear_header);
    }
  g_array_append_val (self->headers, pair);
}

gboolean
aeq_reply_has_header (const AeqReply *self, const char *name)
{
  for (guint i = 0; self->headers != NULL && i < self->headers->len; i++)
    if (g_str_equal (g_array_index (self->headers, AeqPair, i).name, name))
      return TRUE;
  return FALSE;
}

AeqReply *
aeq_reply_new_problem_of (guint status, const char *type, const char *detail, const char *request_id)
{
  AeqReply *self = aeq_reply_new (status);

  self->content_type = "application/problem+json";
  aeq_json_begin_object (self->json, NULL);
  aeq_json_text (self->json, "type", type);
  aeq_json_text (self->json, "title", aeq_status_title (status));
  aeq_json_int (self->json, "status", status);
  aeq_json_text (self->json, "detail", detail);
  aeq_json_text (self->json, "request", request_id);
  aeq_json_end_object (self->json);
  if (status == 401)
    aeq_reply_add_header (self, "WWW-Authenticate", "Bearer");
  return self;
}

AeqReply *
aeq_reply_new_problem (guint status, const char *detail, const char *request_id, guint retry_after)
{
  AeqReply *self = aeq_reply_new_problem_of (status, "about:blank", detail, request_id);

  if (retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", retry_after);

      aeq_reply_add_header (self, "Retry-After", seconds);
    }
  return self;
}

AeqReply *
aeq_reply_new_error (const GError *error, const char *request_id)
{
  guint status = aeq_status_of (error);
  g_autofree char *detail = aeq_status_detail (error);

  return aeq_reply_new_problem (status, detail, request_id, status == 503 || status == 429 ? 1 : 0);
}
