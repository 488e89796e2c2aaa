/* SPDX-License-Identifier: MIT */
#include "aeq-fixed-field.h"

#include <string.h>

#include "aeq-fixed-date.h"

void
aeq_fixed_line_init (AeqFixedLine *self)
{
  memset (self, 0, sizeof *self);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
}

void
aeq_fixed_line_clear (AeqFixedLine *self)
{
  g_clear_pointer (&self->offsets, g_array_unref);
}

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

void
aeq_fixed_line_set (AeqFixedLine *self, const char *text, gsize length)
{
  const char *end = text + length;

  self->text = text;
  self->length = self->chars = length;
  g_array_set_size (self->offsets, 0);
  if (is_ascii (text, length))
    return;
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gsize offset = (gsize) (p - text);

      g_array_append_val (self->offsets, offset);
    }
  self->chars = self->offsets->len;
  g_array_append_val (self->offsets, length);
}

static gsize
offset_of (const AeqFixedLine *self, gsize at)
{
  at = MIN (at, self->chars);
  return self->offsets->len > 0 ? g_array_index (self->offsets, gsize, at) : at;
}

const char *
aeq_fixed_line_cut (const AeqFixedLine *self, guint start, guint width, gsize *length)
{
  gsize from = offset_of (self, start - 1);

  *length = offset_of (self, (gsize) start - 1 + width) - from;
  return self->text + from;
}

gboolean
aeq_fixed_role_is_number (AeqColumnRole role)
{
  switch (role)
    {
    case AEQ_ROLE_CREDIT:
    case AEQ_ROLE_DEBIT:
    case AEQ_ROLE_AMOUNT:
    case AEQ_ROLE_FEE:
    case AEQ_ROLE_BALANCE:
    case AEQ_ROLE_OPENING:
    case AEQ_ROLE_CLOSING:
    case AEQ_ROLE_QUANTITY:
    case AEQ_ROLE_PRICE:
    case AEQ_ROLE_MARKET_VALUE:
    case AEQ_ROLE_REQUIREMENT:
    case AEQ_ROLE_EXCESS:
    case AEQ_ROLE_EQUITY:
    case AEQ_ROLE_CALL_AMOUNT:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Spaces at both ends, and the fill character: zeros only on the left, where they say nothing. */
static void
trim (GString *text, char pad)
{
  gsize end = text->len;
  gsize start = 0;

  while (end > 0 && text->str[end - 1] == ' ')
    end--;
  while (start < end && text->str[start] == ' ')
    start++;
  while (pad != '\0' && start < end && text->str[start] == pad)
    start++;
  while (pad != '\0' && pad != '0' && end > start && text->str[end - 1] == pad)
    end--;
  g_string_truncate (text, end);
  g_string_erase (text, 0, (gssize) start);
}

/* The digit that the last character stands for and its sign; FALSE for other characters. ASCII programs have p to y. */
static gboolean
read_overpunch (char c, char *digit, int *sign)
{
  *sign = 1;
  if (g_ascii_isdigit (c))
    *digit = c;
  else if (c == '{')
    *digit = '0';
  else if (c >= 'A' && c <= 'I')
    *digit = (char) ('1' + (c - 'A'));
  else
    {
      *sign = -1;
      if (c == '}')
        *digit = '0';
      else if (c >= 'J' && c <= 'R')
        *digit = (char) ('1' + (c - 'J'));
      else if (c >= 'p' && c <= 'y')
        *digit = (char) ('0' + (c - 'p'));
      else
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_overpunch (GString *text, int *sign, const char **problem)
{
  if (read_overpunch (text->str[text->len - 1], &text->str[text->len - 1], sign))
    return TRUE;
  *problem = "the last character is no overpunched digit";
  return FALSE;
}

/* A plus or minus at either end. */
static int
take_mark (GString *text)
{
  char first = text->str[0];
  char last = text->str[text->len - 1];
  int sign = first == '-' || last == '-' ? -1 : 1;

  if (first == '-' || first == '+')
    g_string_erase (text, 0, 1);
  else if (last == '-' || last == '+')
    g_string_truncate (text, text->len - 1);
  trim (text, '\0');
  return sign;
}

static gboolean
is_debit (char **debit_words, const char *text)
{
  static const char *const USUAL[] = { "-", "D", "DR", "DB", NULL };

  for (const char *const *word = debit_words != NULL ? (const char *const *) debit_words : USUAL; *word != NULL; word++)
    if (g_ascii_strcasecmp (*word, text) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_credit (const char *text)
{
  static const char *const USUAL[] = { "", "+", "C", "CR", NULL };

  for (const char *const *word = USUAL; *word != NULL; word++)
    if (g_ascii_strcasecmp (*word, text) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
take_sign_column (const AeqFixedField *self, const AeqFixedStyle *style, const AeqFixedLine *line, int *sign,
                  const char **problem)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gsize length;
  const char *cut = aeq_fixed_line_cut (line, self->sign_start, self->sign_width, &length);

  g_string_append_len (text, cut, (gssize) length);
  trim (text, '\0');
  *sign = is_debit (style->debit_words, text->str) ? -1 : 1;
  if (*sign > 0 && style->debit_words == NULL && !is_credit (text->str))
    *problem = "its sign column holds neither a plus or C nor a minus or D";
  return *problem == NULL;
}

/* "0001234" with two implied digits is "12.34". */
static gboolean
place_point (GString *text, guint decimals, const char **problem)
{
  gsize zeros;

  if (text->len == 0 || strspn (text->str, "0123456789") != text->len)
    {
      *problem = "not only digits, and its decimal point is implied";
      return FALSE;
    }
  zeros = strspn (text->str, "0");
  g_string_erase (text, 0, (gssize) MIN (zeros, text->len - 1));
  while (text->len <= decimals)
    g_string_prepend_c (text, '0');
  if (decimals > 0)
    g_string_insert_c (text, (gssize) (text->len - decimals), '.');
  return TRUE;
}

/* "1.234,50" becomes "1234.50". */
static void
write_point (GString *text)
{
  char *to = text->str;

  for (const char *p = text->str; *p != '\0'; p++)
    if (*p != '.')
      *to++ = *p == ',' ? '.' : *p;
  g_string_truncate (text, (gsize) (to - text->str));
}

static gboolean
convert_number (const AeqFixedField *self, const AeqFixedStyle *style, const AeqFixedLine *line, GString *out,
                const char **problem)
{
  int column_sign = 1;
  int sign = 1;

  if (self->overpunch ? !take_overpunch (out, &sign, problem) : (sign = take_mark (out)) == 0)
    return FALSE;
  if (self->decimals >= 0 && !place_point (out, (guint) self->decimals, problem))
    return FALSE;
  if (self->sign_start > 0 && !take_sign_column (self, style, line, &column_sign, problem))
    return FALSE;
  if (self->decimals < 0 && style->decimal == AEQ_DECIMAL_COMMA)
    write_point (out);
  if (sign * column_sign < 0)
    g_string_prepend_c (out, '-');
  return TRUE;
}

static gboolean
convert_moment (const AeqFixedField *self, GString *out, const char **problem)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!aeq_fixed_date_convert (out->str, self->format, text))
    {
      *problem = "not written as the profile says";
      return FALSE;
    }
  g_string_assign (out, text->str);
  return TRUE;
}

gboolean
aeq_fixed_field_convert (const AeqFixedField *self, AeqColumnRole role, const AeqFixedStyle *style,
                         const AeqFixedLine *line, GString *out, const char **problem)
{
  gboolean number = aeq_fixed_role_is_number (role) || self->decimals >= 0 || self->overpunch || self->sign_start > 0;
  gsize length;
  const char *cut = aeq_fixed_line_cut (line, self->start, self->width, &length);

  *problem = NULL;
  g_string_truncate (out, 0);
  g_string_append_len (out, cut, (gssize) length);
  trim (out, number && self->pad == '0' ? '\0' : self->pad);
  if (out->len == 0)
    return TRUE;
  if ((number || self->format != NULL) && line->chars >= self->start &&
      line->chars < (gsize) self->start + self->width - 1)
    {
      *problem = "the line ends inside of it";
      return FALSE;
    }
  if (number)
    return convert_number (self, style, line, out, problem);
  return self->format == NULL || convert_moment (self, out, problem);
}
