/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

#include "aeq-docs-resources.h"

#define FOLDER "/ai/aequitas/server/docs/"

/* Nothing from elsewhere, and no scripts at all. */
#define POLICY "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

static const struct
{
  const char *path;
  const char *file;
  const char *type;
} PAGES[] = {
  { "/docs", "index.html", "text/html; charset=utf-8" },
  { "/docs/style.css", "style.css", "text/css; charset=utf-8" },
  { "/docs/openapi.yaml", "openapi.yaml", "text/yaml; charset=utf-8" },
  { "/docs/postman.json", "postman.json", "application/json" },
};

/* In every coding from the start: the loops share it, and none of them changes it. */
static AeqContent *
load (const char *file)
{
  g_autofree char *path = g_strconcat (FOLDER, file, NULL);
  g_autoptr(GBytes) bytes = NULL;
  AeqContent *content;

  bytes = g_resource_lookup_data (aeq_docs_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  content = aeq_content_new (bytes);
  for (int coding = 0; coding < AEQ_N_CODINGS; coding++)
    {
      AeqCoding tried = (AeqCoding) coding;

      aeq_content_get (content, &tried);
    }
  return content;
}

AeqReply *
aeq_api_docs (AeqCall *call, GError **error)
{
  static AeqContent *contents[G_N_ELEMENTS (PAGES)];
  static gsize loaded;
  AeqReply *reply;
  gsize i = 0;

  if (g_once_init_enter (&loaded))
    {
      for (gsize k = 0; k < G_N_ELEMENTS (PAGES); k++)
        contents[k] = load (PAGES[k].file);
      g_once_init_leave (&loaded, 1);
    }
  while (i < G_N_ELEMENTS (PAGES) && !g_str_equal (PAGES[i].path, call->route->path))
    i++;
  if (i == G_N_ELEMENTS (PAGES))
    {
      aeq_status_refuse (error, 404, "there is no such page");
      return NULL;
    }
  reply = aeq_reply_new_content (contents[i]);
  reply->content_type = PAGES[i].type;
  aeq_reply_add_header (reply, "Content-Security-Policy", POLICY);
  return reply;
}
