/* SPDX-License-Identifier: MIT */
#include "aeq-mt-text.h"

#include <string.h>

#include "aeq-mt-codes.h"

/* A subfield of this many characters is full: the next one goes on in the middle of a word. */
#define FULL_SUBFIELD 27
/* The same for a line of :86:. */
#define FULL_LINE 65

void
aeq_mt_texts_init (AeqMtTexts *self)
{
  self->narrative = g_string_new (NULL);
  self->counterparty = g_string_new (NULL);
  self->reference = g_string_new (NULL);
  self->booking = g_string_new (NULL);
  self->remittance = g_string_new (NULL);
  self->scratch = g_string_new (NULL);
}

void
aeq_mt_texts_clear (AeqMtTexts *self)
{
  g_string_free (self->narrative, TRUE);
  g_string_free (self->counterparty, TRUE);
  g_string_free (self->reference, TRUE);
  g_string_free (self->booking, TRUE);
  g_string_free (self->remittance, TRUE);
  g_string_free (self->scratch, TRUE);
}

void
aeq_mt_texts_reset (AeqMtTexts *self)
{
  g_string_truncate (self->narrative, 0);
  g_string_truncate (self->counterparty, 0);
  g_string_truncate (self->reference, 0);
  g_string_truncate (self->booking, 0);
}

static gboolean
is_blank (char c)
{
  return (guchar) c <= ' ' || c == 0x7f;
}

/* Where a run of words ends that single spaces part: what can be copied as it is. */
static const char *
end_of_words (const char *p, const char *end)
{
  for (;;)
    {
      while (p < end && !is_blank (*p))
        p++;
      if (end - p < 2 || *p != ' ' || is_blank (p[1]))
        return p;
      p += 2;
    }
}

static const char *
skip_blanks (const char *p, const char *end)
{
  while (p < end && is_blank (*p))
    p++;
  return p;
}

void
aeq_mt_text_append (GString *out, const char *text, gsize length, gboolean glue)
{
  const char *end = text + length;
  const char *p = skip_blanks (text, end);
  gboolean blank = !glue || p > text;

  while (p < end)
    {
      const char *stop = end_of_words (p, end);

      if (blank && out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append_len (out, p, stop - p);
      p = skip_blanks (stop, end);
      blank = TRUE;
    }
}

/* A subfield keeps what stands at its end: a blank there belongs between two words. */
static void
append_raw (GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *words = skip_blanks (text, end);
      const char *stop = end_of_words (words, end);

      if (words > text && out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
      g_string_append_len (out, words, stop - words);
      text = stop;
    }
}

static gboolean
subfield_at (const char *p, const char *end, char mark)
{
  return end - p >= 3 && *p == mark && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]);
}

/* The sign that parts subfields, behind the code of the booking or at the very front; NUL when there are none. */
static char
find_mark (const char *text, gsize length, gboolean needs_code)
{
  const char *end = text + length;
  const char *p = text;
  gboolean code;

  while (p < end && *p == ' ')
    p++;
  code = end - p >= 6 && g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]);
  if (code)
    p += 3;
  else if (needs_code)
    return '\0';
  return end - p >= 3 && *p != '\0' && strchr ("?<>^~@|", *p) != NULL && subfield_at (p, end, *p) ? *p : '\0';
}

gboolean
aeq_mt_text_has_subfields (const char *text, gsize length)
{
  return find_mark (text, length, TRUE) != '\0';
}

typedef struct
{
  AeqMtTexts *texts;
  gsize       last;       /* length of the remittance subfield before */
  gsize       last_name;
} Subfields;

static void
take_subfield (Subfields *self, int number, const char *value, gsize length)
{
  if (number == 0)
    aeq_mt_text_append (self->texts->booking, value, length, FALSE);
  else if (number == 32 || number == 33)
    {
      aeq_mt_text_append (self->texts->counterparty, value, length, self->last_name >= FULL_SUBFIELD - 1);
      self->last_name = length;
    }
  else if ((number >= 20 && number <= 29) || (number >= 60 && number <= 63))
    {
      if (self->last < FULL_SUBFIELD || aeq_mt_codes_starts_key (value, length))
        append_raw (self->texts->remittance, " ", 1);
      append_raw (self->texts->remittance, value, length);
      self->last = length;
    }
}

/* Line ends inside subfields mean nothing: they fall where 65 characters were full. */
static void
drop_line_ends (GString *out, const char *text, gsize length)
{
  const char *end = text + length;

  g_string_truncate (out, 0);
  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));

      g_string_append_len (out, text, (stop != NULL ? stop : end) - text);
      text = stop != NULL ? stop + 1 : end;
    }
}

static const char *
next_subfield (const char *p, const char *end, char mark)
{
  for (; p < end && (p = memchr (p, mark, (gsize) (end - p))) != NULL; p++)
    if (subfield_at (p, end, mark))
      return p;
  return end;
}

static void
add_subfields (AeqMtTexts *self, char mark, const char *text, gsize length)
{
  Subfields fields = { .texts = self };
  const char *end;

  drop_line_ends (self->scratch, text, length);
  g_string_truncate (self->remittance, 0);
  end = self->scratch->str + self->scratch->len;
  for (const char *p = next_subfield (self->scratch->str, end, mark); p < end;)
    {
      const char *value = p + 3;
      const char *stop = next_subfield (value, end, mark);

      take_subfield (&fields, (p[1] - '0') * 10 + p[2] - '0', value, (gsize) (stop - value));
      p = stop;
    }
  aeq_mt_codes_sepa (self->remittance->str, self->remittance->len, self);
}

/* Where a line was full the word goes on in the next one. */
static void
join_lines (GString *out, const char *text, gsize length)
{
  const char *end = text + length;
  gsize before = 0;

  g_string_truncate (out, 0);
  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));
      gsize n = (gsize) ((stop != NULL ? stop : end) - text);

      if (out->len > 0 && before < FULL_LINE)
        g_string_append_c (out, ' ');
      g_string_append_len (out, text, (gssize) n);
      before = n;
      text += n + 1;
    }
}

void
aeq_mt_texts_add (AeqMtTexts *self, const char *text, gsize length)
{
  char mark = find_mark (text, length, FALSE);

  if (mark != '\0')
    {
      add_subfields (self, mark, text, length);
      return;
    }
  join_lines (self->scratch, text, length);
  if (!aeq_mt_codes_slashes (self->scratch->str, self->scratch->len, self))
    aeq_mt_text_append (self->narrative, self->scratch->str, self->scratch->len, FALSE);
}

static void
take_ns_line (AeqMtTexts *self, const char *line, gsize length)
{
  int number;

  if (length < 3 || !g_ascii_isdigit (line[0]) || !g_ascii_isdigit (line[1]))
    return;
  number = (line[0] - '0') * 10 + line[1] - '0';
  if (number >= 1 && number <= 14)
    aeq_mt_text_append (self->narrative, line + 2, length - 2, FALSE);
  else if (number == 15 || number == 16)
    aeq_mt_text_append (self->counterparty, line + 2, length - 2, FALSE);
  else if (number == 17)
    aeq_mt_text_append (self->booking, line + 2, length - 2, FALSE);
}

void
aeq_mt_texts_add_ns (AeqMtTexts *self, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *stop = memchr (text, '\n', (gsize) (end - text));

      if (stop == NULL)
        stop = end;
      take_ns_line (self, text, (gsize) (stop - text));
      text = stop + 1;
    }
}
