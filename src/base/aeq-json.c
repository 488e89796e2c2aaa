/* SPDX-License-Identifier: MIT */
#include "aeq-json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "aeq-money.h"

#define MAX_DEPTH 32

struct _AeqJson
{
  GString  *out;
  guint     depth;
  gboolean  filled[MAX_DEPTH]; /* the container at this depth has a member already */
};

AeqJson *
aeq_json_new (GString *out)
{
  AeqJson *self = g_new0 (AeqJson, 1);

  self->out = out;
  return self;
}

void
aeq_json_free (AeqJson *self)
{
  g_free (self);
}

static gboolean
is_plain (guchar c)
{
  return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

static void
append_escape (GString *out, guchar c)
{
  static const char HEX[] = "0123456789abcdef";

  if (c == '"' || c == '\\')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, (char) c);
    }
  else if (c == '\n')
    g_string_append (out, "\\n");
  else
    {
      g_string_append (out, "\\u00");
      g_string_append_c (out, HEX[c >> 4]);
      g_string_append_c (out, HEX[c & 15]);
    }
}

/* What needs no escape goes in one piece: most texts do. */
static void
append_escaped (GString *out, const char *text)
{
  const char *p = text;

  g_string_append_c (out, '"');
  while (TRUE)
    {
      while (is_plain ((guchar) *p))
        p++;
      g_string_append_len (out, text, p - text);
      if (*p == '\0')
        break;
      append_escape (out, (guchar) *p++);
      text = p;
    }
  g_string_append_c (out, '"');
}

static void
append_text (GString *out, const char *text)
{
  g_autofree char *valid = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  append_escaped (out, text);
}

static void
begin_value (AeqJson *self, const char *name)
{
  if (self->filled[self->depth])
    g_string_append_c (self->out, ',');
  self->filled[self->depth] = TRUE;
  if (name != NULL)
    {
      append_text (self->out, name);
      g_string_append_c (self->out, ':');
    }
}

static void
open_container (AeqJson *self, const char *name, char bracket)
{
  g_return_if_fail (self->depth + 1 < MAX_DEPTH);

  begin_value (self, name);
  g_string_append_c (self->out, bracket);
  self->filled[++self->depth] = FALSE;
}

static void
close_container (AeqJson *self, char bracket)
{
  g_return_if_fail (self->depth > 0);

  self->depth--;
  g_string_append_c (self->out, bracket);
}

void
aeq_json_begin_object (AeqJson *self, const char *name)
{
  open_container (self, name, '{');
}

void
aeq_json_end_object (AeqJson *self)
{
  close_container (self, '}');
}

void
aeq_json_begin_array (AeqJson *self, const char *name)
{
  open_container (self, name, '[');
}

void
aeq_json_end_array (AeqJson *self)
{
  close_container (self, ']');
}

void
aeq_json_text (AeqJson *self, const char *name, const char *value)
{
  begin_value (self, name);
  if (value == NULL)
    g_string_append (self->out, "null");
  else
    append_text (self->out, value);
}

void
aeq_json_int (AeqJson *self, const char *name, gint64 value)
{
  begin_value (self, name);
  g_string_append_printf (self->out, "%" G_GINT64_FORMAT, value);
}

char *
aeq_double_format (double value, char *buffer)
{
  for (int digits = 1; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  return buffer;
}

void
aeq_json_double (AeqJson *self, const char *name, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  begin_value (self, name);
  g_string_append (self->out, isfinite (value) ? aeq_double_format (value, buffer) : "null");
}

void
aeq_json_boolean (AeqJson *self, const char *name, gboolean value)
{
  begin_value (self, name);
  g_string_append (self->out, value ? "true" : "false");
}

void
aeq_json_null (AeqJson *self, const char *name)
{
  begin_value (self, name);
  g_string_append (self->out, "null");
}

void
aeq_json_money (AeqJson *self, const char *name, gint64 minor, guint exponent)
{
  char buffer[AEQ_MONEY_TEXT_SIZE];

  begin_value (self, name);
  g_string_append_c (self->out, '"');
  g_string_append (self->out, aeq_money_format (minor, exponent, buffer));
  g_string_append_c (self->out, '"');
}

void
aeq_json_raw (AeqJson *self, const char *name, const char *json)
{
  begin_value (self, name);
  g_string_append (self->out, json);
}
