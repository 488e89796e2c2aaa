/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-xlsx-book.h"
#include "aeq-xlsx-xml.h"
#include "aeq-words.h"

/* The table of shared strings is what a workbook keeps in memory. It may be as large as the file is when unpacked at
 * the ratio of honest files. */
#define MIN_LIMIT ((guint64)32 << 20)
#define MAX_LIMIT ((guint64)512 << 20)
#define RATIO 20

typedef struct
{
  AeqXlsxBook *book;
  gsize        start; /* of the string that is open */
  guint64      limit;
  gboolean     in_item;
  gboolean     in_text;
  guint        phonetic; /* depth inside of rPh */
} Strings;

static gboolean
check_size (const Strings *self, GError **error)
{
  if (self->book->strings->len - self->start > AEQ_XLSX_MAX_TEXT)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, 0, NULL, N_("has a cell with a text of more than 128 KiB"));
  if (self->book->strings->len + 8 * (guint64) self->book->starts->len > self->limit)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, 0, NULL,
                             N_("has more shared texts than fit in memory for a file of its size"));
  return TRUE;
}

static gboolean
on_start (AeqXlsxXml *xml G_GNUC_UNUSED, const char *name, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Strings *self = user_data;
  guint32  start = (guint32) self->book->strings->len;

  if (strcmp (name, "si") == 0)
    {
      self->in_item = TRUE;
      self->start = start;
      g_array_append_val (self->book->starts, start);
    }
  self->phonetic += strcmp (name, "rPh") == 0;
  self->in_text = self->in_item && self->phonetic == 0 && strcmp (name, "t") == 0;
  return TRUE;
}

static gboolean
on_end (const char *name, gpointer user_data, GError **error)
{
  Strings *self = user_data;

  self->in_text = FALSE;
  if (strcmp (name, "rPh") == 0 && self->phonetic > 0)
    self->phonetic--;
  if (strcmp (name, "si") != 0 || !self->in_item)
    return TRUE;
  self->in_item = FALSE;
  aeq_xlsx_unescape (self->book->strings, self->start);
  g_string_append_c (self->book->strings, '\0');
  return check_size (self, error);
}

static gboolean
on_text (const char *text, gsize length, gpointer user_data, GError **error)
{
  Strings *self = user_data;

  if (!self->in_text)
    return TRUE;
  g_string_append_len (self->book->strings, text, (gssize) length);
  return check_size (self, error);
}

gboolean
aeq_xlsx_strings_read (AeqXlsxBook *self, guint member, GCancellable *cancellable, GError **error)
{
  static const AeqXlsxHandler HANDLER = { on_start, on_end, on_text };
  Strings                     strings = { .book = self };

  strings.limit = CLAMP (RATIO * aeq_input_get_origin (self->input), MIN_LIMIT, MAX_LIMIT);
  return aeq_xlsx_xml_walk (self->zip, member, &HANDLER, &strings, NULL, cancellable, error);
}

const char *
aeq_xlsx_book_string (const AeqXlsxBook *self, guint64 i)
{
  return i < self->starts->len ? self->strings->str + g_array_index (self->starts, guint32, i) : NULL;
}

/* The character of "_x000D_" at @p, 0 when there is none. */
static gunichar
escaped_at (const char *p, const char *end)
{
  gunichar c = 0;

  if (end - p < 7 || p[1] != 'x' || p[6] != '_')
    return 0;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return 0;
      c = c * 16 + (gunichar)g_ascii_xdigit_value (p[i]);
    }
  return c == 0 || !g_unichar_validate (c) ? ' ' : c;
}

void
aeq_xlsx_unescape (GString *text, gsize from)
{
  char       *to = text->str + from;
  const char *end = text->str + text->len;
  const char *p = memchr (to, '_', text->len - from);

  if (p == NULL && memchr (to, '\r', text->len - from) == NULL)
    return;
  for (p = to; p < end; p++)
    {
      gunichar c = *p == '_' ? escaped_at (p, end) : 0;

      if (c != 0)
        p += 6;
      if (c == '\r' || (c == 0 && *p == '\r'))
        continue;
      if (c != 0 && c < 0x20 && c != '\n' && c != '\t')
        c = ' ';
      if (c != 0)
        to += g_unichar_to_utf8 (c, to);
      else
        *to++ = *p;
    }
  g_string_truncate (text, (gsize) (to - text->str));
}
