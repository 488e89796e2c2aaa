/* SPDX-License-Identifier: MIT */
#include "aeq-http.h"

#include <string.h>

/* Rather too many than too few: a hidden harmless value costs nothing. */
static gboolean
is_secret_name (const char *name)
{
  static const char *const PARTS[] = {
    "key", "token", "secret", "pass", "pwd", "auth", "sig", "cred", "assertion", "cookie", "session", "code", "jwt",
  };
  g_autofree char *plain = g_uri_unescape_string (name, NULL);
  g_autofree char *lower = g_ascii_strdown (plain != NULL ? plain : name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (strstr (lower, PARTS[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
append_query (GString *out, const char *query)
{
  g_auto(GStrv) pairs = g_strsplit (query, "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');

      g_string_append_c (out, i == 0 ? '?' : '&');
      if (equals != NULL)
        *equals = '\0';
      g_string_append (out, pairs[i]);
      if (equals != NULL)
        g_string_append_printf (out, "=%s", is_secret_name (pairs[i]) ? "***" : equals + 1);
    }
}

char *
aeq_http_redact_url (const char *url)
{
  g_autofree char *head = g_strndup (url, strcspn (url, "#"));
  char *query = strchr (head, '?');
  const char *host, *at;
  GString *out;

  if (query != NULL)
    *query++ = '\0';
  host = strstr (head, "://");
  host = host != NULL ? host + 3 : head;
  at = g_strrstr_len (host, (gssize) strcspn (host, "/"), "@");
  out = g_string_new_len (head, host - head);
  g_string_append (out, at != NULL ? at + 1 : host);
  if (query != NULL)
    append_query (out, query);
  return g_string_free (out, FALSE);
}

char *
aeq_http_redact_header (const char *header)
{
  g_autofree char *name = g_strndup (header, strcspn (header, ":"));

  return is_secret_name (name) ? g_strconcat (name, ": ***", NULL) : g_strdup (header);
}
