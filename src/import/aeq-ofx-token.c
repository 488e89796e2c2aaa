/* SPDX-License-Identifier: MIT */
#include "aeq-ofx-token.h"

#include <stdlib.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

/* A tag, a text or a comment. */
#define MAX_TOKEN ((gsize)64 * 1024)
/* Enough to tell the kinds of tags apart: "<![CDATA[". */
#define LOOK_AHEAD 9

void
aeq_ofx_scanner_init (AeqOfxScanner *self, AeqText *text)
{
  *self = (AeqOfxScanner){ .text = text, .buffer = g_string_new (NULL), .line = 1 };
  aeq_text_rewind (text);
}

void
aeq_ofx_scanner_clear (AeqOfxScanner *self)
{
  g_string_free (self->buffer, TRUE);
}

static gboolean
fill (AeqOfxScanner *self, GError **error)
{
  const char *data;
  gssize      n;

  g_string_erase (self->buffer, 0, (gssize)self->at);
  self->at = 0;
  if ((n = aeq_text_read (self->text, &data, error)) < 0)
    return FALSE;
  self->ended = n == 0;
  g_string_append_len (self->buffer, data, n);
  return TRUE;
}

static gboolean
refuse (AeqOfxScanner *self, AeqError code, const char *message, GError **error)
{
  return aeq_error_refuse (error, code, NULL, self->line, NULL, message);
}

static const char *
rest_of (const AeqOfxScanner *self, gsize *length)
{
  *length = self->buffer->len - self->at;
  return self->buffer->str + self->at;
}

static gboolean
is_tag (const char *rest, gsize length)
{
  return length > 1 && *rest == '<' && (g_ascii_isalpha (rest[1]) || strchr ("/!?", rest[1]) != NULL) &&
         rest[1] != '\0';
}

/* Length of what ends with @mark, the mark included. */
static gboolean
find_end (AeqOfxScanner *self, const char *mark, gsize *end, GError **error)
{
  for (;;)
    {
      gsize       length;
      const char *rest = rest_of (self, &length);
      const char *found = g_strstr_len (rest, (gssize)length, mark);

      if (found != NULL && (gsize)(found - rest) <= MAX_TOKEN)
        {
          *end = (gsize)(found - rest) + strlen (mark);
          return TRUE;
        }
      if (found != NULL || length > MAX_TOKEN)
        return refuse (self, AEQ_ERROR_LIMIT, N_("a tag or comment is too long"), error);
      if (self->ended)
        return refuse (self, AEQ_ERROR_INVALID, N_("the file ends inside a tag or comment"), error);
      if (!fill (self, error))
        return FALSE;
    }
}

static void
consume (AeqOfxScanner *self, gsize length)
{
  const char *p = self->buffer->str + self->at;
  const char *end = p + length;

  while ((p = memchr (p, '\n', (gsize)(end - p))) != NULL)
    {
      p++;
      self->line++;
    }
  self->at += length;
}

static gboolean
name_tag (AeqOfxScanner *self, const char *tag, gsize length, AeqOfxToken *token, GError **error)
{
  gsize n = 0;

  token->kind = tag[1] == '/' ? AEQ_OFX_CLOSE : AEQ_OFX_OPEN;
  token->is_empty = token->kind == AEQ_OFX_OPEN && tag[length - 2] == '/';
  if (memchr (tag + 1, '<', length - 1) != NULL)
    return refuse (self, AEQ_ERROR_INVALID, N_("a tag has no end"), error);
  for (tag += token->kind == AEQ_OFX_CLOSE ? 2 : 1; !g_ascii_isspace (*tag) && *tag != '>' && *tag != '/'; tag++)
    if (n < sizeof token->name - 1)
      token->name[n++] = g_ascii_toupper (*tag);
  token->name[n] = '\0';
  return TRUE;
}

/* @passed tells that it is nothing for the reader. */
static gboolean
scan_tag (AeqOfxScanner *self, AeqOfxToken *token, gboolean *passed, GError **error)
{
  const char *tag = self->buffer->str + self->at;
  gboolean    is_comment = g_str_has_prefix (tag, "<!--");
  gboolean    is_data = g_str_has_prefix (tag, "<![CDATA[");
  gsize       end = 0;

  if (tag[1] == '!' && !is_comment && !is_data)
    return refuse (self, AEQ_ERROR_INVALID, N_("document types and declarations are not accepted"), error);
  *passed = is_comment || tag[1] == '?';
  if (!find_end (self, is_comment ? "-->" : is_data ? "]]>" : tag[1] == '?' ? "?>" : ">", &end, error))
    return FALSE;
  tag = self->buffer->str + self->at;
  token->line = self->line;
  token->is_raw = is_data;
  token->kind = AEQ_OFX_TEXT;
  token->text = tag + strlen ("<![CDATA[");
  token->length = is_data ? end - strlen ("<![CDATA[]]>") : 0;
  if (!is_data && !*passed && !name_tag (self, tag, end, token, error))
    return FALSE;
  consume (self, end);
  return TRUE;
}

/* A "<" that begins no tag is text: people write it. */
static gsize
text_length (const char *rest, gsize length)
{
  const char *p = rest + 1;
  const char *end = rest + length;

  while (p < end && (p = memchr (p, '<', (gsize)(end - p))) != NULL)
    {
      if (is_tag (p, (gsize)(end - p)) || end - p < 2)
        return (gsize)(p - rest);
      p++;
    }
  return length;
}

static gboolean
scan_text (AeqOfxScanner *self, AeqOfxToken *token, GError **error)
{
  gsize       length;
  const char *rest = rest_of (self, &length);
  gsize       n = text_length (rest, length);

  while (n + 1 >= length && !self->ended && length <= MAX_TOKEN)
    {
      if (!fill (self, error))
        return FALSE;
      rest = rest_of (self, &length);
      n = text_length (rest, length);
    }
  if (n > MAX_TOKEN)
    return refuse (self, AEQ_ERROR_LIMIT, N_("a field is too long"), error);
  *token = (AeqOfxToken){ .kind = AEQ_OFX_TEXT, .text = rest, .length = n, .line = self->line };
  consume (self, n);
  return TRUE;
}

gboolean
aeq_ofx_scanner_next (AeqOfxScanner *self, AeqOfxToken *token, GError **error)
{
  gboolean passed = TRUE;

  while (passed)
    {
      gsize       length;
      const char *rest;

      while (self->buffer->len - self->at < LOOK_AHEAD && !self->ended)
        if (!fill (self, error))
          return FALSE;
      rest = rest_of (self, &length);
      if (length == 0)
        {
          token->kind = AEQ_OFX_END;
          token->line = self->line;
          return TRUE;
        }
      if (!is_tag (rest, length))
        return scan_text (self, token, error);
      if (!scan_tag (self, token, &passed, error))
        return FALSE;
    }
  return TRUE;
}

static gunichar
numeric_entity (const char *body)
{
  gboolean hex = body[1] == 'x' || body[1] == 'X';
  char    *end;
  guint64  code = g_ascii_strtoull (body + (hex ? 2 : 1), &end, hex ? 16 : 10);

  return *end == '\0' && code >= 0x20 && code <= 0x10ffff && g_unichar_validate ((gunichar)code) ? (gunichar)code : 0;
}

/* The character of "&...;" at @text and how long it is written; 0 when it is none. */
static gunichar
entity_at (const char *text, gsize length, gsize *written)
{
  static const struct
  {
    const char *name;
    gunichar    code;
  } NAMES[] = {
    { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' },
  };
  const char *end = memchr (text, ';', MIN (length, 12));
  char        body[12] = "";

  if (end == NULL || end - text < 2)
    return 0;
  memcpy (body, text + 1, (gsize)(end - text) - 1);
  *written = (gsize)(end - text) + 1;
  if (*body == '#')
    return g_ascii_isxdigit (body[1]) || g_ascii_isxdigit (body[2]) ? numeric_entity (body) : 0;
  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    if (strcmp (NAMES[i].name, body) == 0)
      return NAMES[i].code;
  return 0;
}

void
aeq_ofx_append_text (GString *out, const char *text, gsize length, gboolean is_raw)
{
  for (gsize i = 0; i < length;)
    {
      gsize    written = 1;
      gunichar code = text[i] == '&' && !is_raw ? entity_at (text + i, length - i, &written) : 0;

      if (code != 0)
        g_string_append_unichar (out, code);
      else if (!g_ascii_isspace (text[i]))
        g_string_append_c (out, text[i]);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
      i += code != 0 ? written : 1;
    }
}
