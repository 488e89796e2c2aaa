/* SPDX-License-Identifier: MIT */
#include "aeq-text.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

#define BLOCK (128 * 1024)
/* One byte of Windows-1252 becomes at most three of UTF-8, and so does a broken byte (U+FFFD). */
#define GROWTH 3
#define MAX_PADDING 4096

typedef enum
{
  ENCODING_UTF8,
  ENCODING_UTF8_BROKEN,
  ENCODING_LATIN1,
  ENCODING_CP1252,
  ENCODING_UTF16LE,
  ENCODING_UTF16BE,
  ENCODING_CODE_PAGE
} Encoding;

static const char *const NAMES[] = {
  "UTF-8", "UTF-8 with errors", "ISO-8859-1", "Windows-1252", "UTF-16LE", "UTF-16BE",
};

/* 0x80 to 0x9f of Windows-1252; the five holes keep the control character they have in ISO-8859-1. */
static const gunichar CP1252[32] = {
  0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

struct _AeqText
{
  AeqInput *input; /* borrowed */
  Encoding  encoding;
  guint64   start; /* behind the byte order mark */
  guint64   end;   /* without NUL bytes that pad the last block of a mainframe's file */
  guint64   offset;
  guint8   *raw;
  char     *text;  /* converted; NULL for UTF-8 */
  char     *code_page;
  gunichar *table; /* the characters of its 256 bytes */
};

typedef struct
{
  guint64 lines;
  guint64 valid;     /* characters of several bytes */
  guint64 invalid;   /* bytes that belong to none */
  guint64 controls;  /* 0x80 to 0x9f among all bytes */
} Scan;

/* Length of the well-formed character at @p, 0 when there is none, -1 when the block ends inside it. */
static int
utf8_length (const guint8 *p, const guint8 *end)
{
  gunichar c = g_utf8_get_char_validated ((const char *) p, end - p);

  if (c == (gunichar) -2)
    return -1;
  return c == (gunichar) -1 ? 0 : g_utf8_skip[*p];
}

/* Skips plain ASCII eight bytes at a time. */
static const guint8 *
skip_ascii (const guint8 *p, const guint8 *end)
{
  guint64 word;

  while (end - p >= 8)
    {
      memcpy (&word, p, 8);
      if (word & G_GUINT64_CONSTANT (0x8080808080808080))
        break;
      p += 8;
    }
  while (p < end && *p < 0x80)
    p++;
  return p;
}

/* Counts characters up to @end; returns where an unfinished one begins. */
static const guint8 *
scan_block (Scan *scan, const guint8 *p, const guint8 *end, gboolean last)
{
  while ((p = skip_ascii (p, end)) < end)
    {
      int n = utf8_length (p, end);

      if (n < 0 && !last)
        return p;
      scan->controls += *p >= 0x80 && *p < 0xa0;
      if (n > 0)
        {
          scan->valid++;
          p += n;
        }
      else
        {
          scan->invalid++;
          p++;
        }
    }
  return p;
}

static guint64
count_lines (const guint8 *data, gsize length)
{
  guint64 lines = 0;

  for (gsize i = 0; i < length; i++)
    lines += data[i] == '\n';
  return lines;
}

static gboolean
refuse_nul (AeqText *self, guint64 line, GError **error)
{
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("a NUL byte: this is not a text file"));
  if (error != NULL)
    aeq_error_set_place (*error, aeq_input_get_name (self->input), line, NULL);
  return FALSE;
}

static gssize
read_block (AeqText *self, guint64 offset, void *buffer, gsize size, GError **error)
{
  guint64 left = offset < self->end ? self->end - offset : 0;

  return aeq_input_read_at (self->input, offset, buffer, (gsize) MIN (left, size), error);
}

static gboolean
scan_input (AeqText *self, Scan *scan, GCancellable *cancellable, GError **error)
{
  guint64 offset = self->start;
  gsize kept = 0;
  gssize n;

  while ((n = read_block (self, offset, self->raw + kept, BLOCK - kept, error)) > 0)
    {
      gsize length = kept + (gsize) n;
      const guint8 *nul = memchr (self->raw + kept, 0, (gsize) n);
      const guint8 *rest;

      if (nul != NULL)
        return refuse_nul (self, scan->lines + count_lines (self->raw + kept, (gsize)(nul - self->raw) - kept) + 1,
                           error);
      offset += (guint64) n;
      scan->lines += count_lines (self->raw + kept, (gsize) n);
      rest = scan_block (scan, self->raw, self->raw + length, offset >= self->end);
      kept = length - (gsize) (rest - self->raw);
      memmove (self->raw, rest, kept);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return n == 0;
}

/* A file of many good characters and a few broken ones was cut in the middle of some; one with none was never UTF-8. */
static Encoding
choose_encoding (const Scan *scan)
{
  if (scan->invalid == 0)
    return ENCODING_UTF8;
  if (scan->valid > 4 * scan->invalid)
    return ENCODING_UTF8_BROKEN;
  return scan->controls > 0 ? ENCODING_CP1252 : ENCODING_LATIN1;
}

/* Sets UTF-16 by its mark, or by the side on which the NUL bytes of western letters lie. */
static gboolean
find_utf16 (AeqText *self, const guint8 *head, gsize n)
{
  gsize zeros[2] = { 0, 0 };

  if (n >= 2 && ((head[0] == 0xff && head[1] == 0xfe) || (head[0] == 0xfe && head[1] == 0xff)))
    {
      self->encoding = head[0] == 0xff ? ENCODING_UTF16LE : ENCODING_UTF16BE;
      self->start = 2;
      return TRUE;
    }
  for (gsize i = 0; i < n; i++)
    zeros[i & 1] += head[i] == 0;
  if (n < 8 || MAX (zeros[0], zeros[1]) * 10 <= n * 3 || MIN (zeros[0], zeros[1]) * 20 >= n)
    return FALSE;
  self->encoding = zeros[1] > zeros[0] ? ENCODING_UTF16LE : ENCODING_UTF16BE;
  return TRUE;
}

static gboolean
cut_padding (AeqText *self, GError **error)
{
  gsize length = (gsize) MIN (self->end, MAX_PADDING);
  gssize n = aeq_input_read_at (self->input, self->end - length, self->raw, length, error);

  for (gssize i = n; i > 0 && self->raw[i - 1] == '\0'; i--)
    self->end--;
  return n >= 0;
}

static gboolean
decide (AeqText *self, GCancellable *cancellable, GError **error)
{
  Scan scan = { 0 };
  gssize n = aeq_input_read_at (self->input, 0, self->raw, 512, error);

  if (n < 0)
    return FALSE;
  if (find_utf16 (self, self->raw, (gsize) n))
    return TRUE;
  if (n >= 3 && memcmp (self->raw, "\xef\xbb\xbf", 3) == 0)
    self->start = 3;
  if (!cut_padding (self, error) || !scan_input (self, &scan, cancellable, error))
    return FALSE;
  self->encoding = choose_encoding (&scan);
  return TRUE;
}

AeqText *
aeq_text_new (AeqInput *input, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqText) self = g_new0 (AeqText, 1);

  self->input = input;
  self->end = aeq_input_get_size (input);
  self->raw = g_malloc (BLOCK);
  if (!decide (self, cancellable, error))
    return NULL;
  if (self->encoding != ENCODING_UTF8)
    self->text = g_malloc (BLOCK * GROWTH);
  aeq_text_rewind (self);
  return g_steal_pointer (&self);
}

#define EBCDIC_LINE_END 0x15

/* What iconv makes of each byte; bytes that stand for nothing are replaced, as broken characters are. */
static gboolean
fill_table (AeqText *self, const char *code_page)
{
  GIConv converter = g_iconv_open ("UTF-8", code_page);
  gboolean plain_letters = FALSE;

  if (converter == (GIConv) -1)
    return FALSE;
  for (guint i = 0; i < 256; i++)
    {
      char byte = (char) i;
      gsize written = 0;
      g_autofree char *utf8 = g_convert_with_iconv (&byte, 1, converter, NULL, &written, NULL);
      gunichar c = utf8 != NULL && written > 0 ? g_utf8_get_char_validated (utf8, (gssize) written) : (gunichar) -1;

      if (c >= (gunichar) -2 || (gsize) g_unichar_to_utf8 (c, NULL) != written)
        c = 0xfffd;
      if (i == 0)
        c = ' ';
      if (i == EBCDIC_LINE_END && c == 0x85)
        c = '\n';
      self->table[i] = c;
      plain_letters = plain_letters || c == 'A';
    }
  g_iconv_close (converter);
  return plain_letters;
}

AeqText *
aeq_text_new_in_code_page (AeqInput *input, const char *code_page, GError **error)
{
  g_autoptr(AeqText) self = g_new0 (AeqText, 1);

  self->input = input;
  self->end = aeq_input_get_size (input);
  self->encoding = ENCODING_CODE_PAGE;
  self->table = g_new0 (gunichar, 256);
  if (!fill_table (self, code_page))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID,
                   N_("profile: encoding cannot be %s: it is no code page of single bytes"), code_page);
      return NULL;
    }
  self->code_page = g_strdup (code_page);
  self->raw = g_malloc (BLOCK);
  self->text = g_malloc (BLOCK * GROWTH);
  return g_steal_pointer (&self);
}

void
aeq_text_free (AeqText *self)
{
  if (self == NULL)
    return;
  g_free (self->code_page);
  g_free (self->table);
  g_free (self->raw);
  g_free (self->text);
  g_free (self);
}

const char *
aeq_text_get_encoding (const AeqText *self)
{
  return self->code_page != NULL ? self->code_page : NAMES[self->encoding];
}

void
aeq_text_rewind (AeqText *self)
{
  self->offset = self->start;
}

double
aeq_text_fraction (const AeqText *self)
{
  guint64 size = aeq_input_get_size (self->input);

  return size == 0 ? 1 : (double) self->offset / (double) size;
}

static gsize
convert_bytes (AeqText *self, gsize n)
{
  char *out = self->text;

  for (gsize i = 0; i < n; i++)
    {
      guint8 c = self->raw[i];

      if (self->table != NULL)
        out += g_unichar_to_utf8 (self->table[c], out);
      else if (c < 0x80)
        *out++ = (char) c;
      else
        out += g_unichar_to_utf8 (self->encoding == ENCODING_CP1252 && c < 0xa0 ? CP1252[c - 0x80] : c, out);
    }
  return (gsize) (out - self->text);
}

/* Returns the bytes taken; the rest of an unfinished character is read again with the next block. */
static gsize
convert_broken (AeqText *self, gsize n, gboolean last, gsize *written)
{
  const guint8 *p = self->raw;
  const guint8 *end = p + n;
  char *out = self->text;

  while (p < end)
    {
      int length = utf8_length (p, end);

      if (length < 0 && !last)
        break;
      if (length > 0)
        out = mempcpy (out, p, (gsize) length);
      else
        out += g_unichar_to_utf8 (0xfffd, out);
      p += length > 0 ? length : 1;
    }
  *written = (gsize) (out - self->text);
  return (gsize) (p - self->raw);
}

static gunichar
unit_at (const AeqText *self, gsize i)
{
  const guint8 *p = self->raw + i;

  return self->encoding == ENCODING_UTF16LE ? p[0] | p[1] << 8 : p[0] << 8 | p[1];
}

static gsize
convert_utf16 (AeqText *self, gsize n, gboolean last, gsize *written)
{
  char *out = self->text;
  gsize i = 0;

  while (i + 2 <= n)
    {
      gunichar c = unit_at (self, i);

      if (c >= 0xd800 && c < 0xdc00)
        {
          gunichar low;

          if (i + 4 > n && !last)
            break;
          low = i + 4 <= n ? unit_at (self, i + 2) : 0;
          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i += 2;
            }
        }
      if ((c >= 0xd800 && c < 0xe000) || c == 0)
        c = 0xfffd;
      out += g_unichar_to_utf8 (c, out);
      i += 2;
    }
  *written = (gsize) (out - self->text);
  return last ? n : i;
}

gssize
aeq_text_read (AeqText *self, const char **data, GError **error)
{
  gssize n = read_block (self, self->offset, self->raw, BLOCK, error);
  gboolean last = n > 0 && self->offset + (guint64) n >= self->end;
  gsize written = 0;

  if (n <= 0)
    return n;
  *data = self->encoding == ENCODING_UTF8 ? (const char *) self->raw : self->text;
  switch (self->encoding)
    {
    case ENCODING_UTF8:
      written = (gsize) n;
      break;
    case ENCODING_LATIN1:
    case ENCODING_CP1252:
    case ENCODING_CODE_PAGE:
      written = convert_bytes (self, (gsize) n);
      break;
    case ENCODING_UTF8_BROKEN:
      n = (gssize) convert_broken (self, (gsize) n, last, &written);
      break;
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
    default:
      n = (gssize) convert_utf16 (self, (gsize) n, last, &written);
      break;
    }
  self->offset += (guint64) n;
  return (gssize) written;
}
