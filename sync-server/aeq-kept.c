/* SPDX-License-Identifier: MIT */
#include "aeq-kept.h"

struct _AeqKept
{
  GHashTable *bodies; /* char* -> AeqContent */
  gint64      version;
  gsize       bytes;
  gsize       most;
};

static void
free_content (gpointer data)
{
  aeq_content_unref (data);
}

AeqKept *
aeq_kept_new (gsize most)
{
  AeqKept *self = g_new0 (AeqKept, 1);

  self->most = most;
  self->bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_content);
  return self;
}

void
aeq_kept_free (AeqKept *self)
{
  g_hash_table_unref (self->bodies);
  g_free (self);
}

static char *
make_key (const AeqRequest *request)
{
  GString *key = g_string_new (request->path);

  for (guint i = 0; i < request->n_query; i++)
    g_string_append_printf (key, "\n%s\t%s", request->query[i].name, request->query[i].value);
  return g_string_free (key, FALSE);
}

static void
forget (AeqKept *self)
{
  g_hash_table_remove_all (self->bodies);
  self->bytes = 0;
}

AeqReply *
aeq_kept_find (AeqKept *self, gint64 version, const AeqRequest *request)
{
  g_autofree char *key = NULL;
  AeqContent *content;

  if (self->version != version)
    {
      forget (self);
      self->version = version;
      return NULL;
    }
  key = make_key (request);
  content = g_hash_table_lookup (self->bodies, key);
  return content != NULL ? aeq_reply_new_content (content) : NULL;
}

void
aeq_kept_put (AeqKept *self, gint64 version, const AeqRequest *request, AeqReply *reply)
{
  gsize size;

  if (reply->status != 200 || self->version != version ||
      (size = g_bytes_get_size (aeq_content_plain (aeq_reply_seal (reply)))) > self->most)
    return;
  if (self->bytes + size > self->most)
    forget (self);
  self->bytes += size;
  g_hash_table_replace (self->bodies, make_key (request), aeq_content_ref (reply->content));
}
