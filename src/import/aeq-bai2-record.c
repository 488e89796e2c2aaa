/* SPDX-License-Identifier: MIT */
#include "aeq-bai2-record.h"

#include <string.h>

#include "aeq-instant.h"
#include "aeq-money.h"

/* One record with its continuations. */
#define MAX_BYTES ((gsize)1 << 20)
#define MAX_FIELDS 65536
/* Parts that one amount may be distributed to (funds type D). */
#define MAX_PARTS 1000

void
aeq_bai2_record_init (AeqBai2Record *self)
{
  *self = (AeqBai2Record){ .text = G_MAXUINT };
  self->bytes = g_string_new (NULL);
  self->fields = g_array_new (FALSE, FALSE, sizeof (AeqBai2Field));
}

void
aeq_bai2_record_clear (AeqBai2Record *self)
{
  g_string_free (self->bytes, TRUE);
  g_array_unref (self->fields);
}

void
aeq_bai2_record_start (AeqBai2Record *self, int code, guint64 line)
{
  self->code = code;
  self->line = line;
  self->text = G_MAXUINT;
  g_string_truncate (self->bytes, 0);
  g_array_set_size (self->fields, 0);
}

const char *
aeq_bai2_record_field (const AeqBai2Record *self, guint i)
{
  return i < self->fields->len ? self->bytes->str + g_array_index (self->fields, AeqBai2Field, i).offset : "";
}

gboolean
aeq_bai2_record_opens_line (const AeqBai2Record *self, guint i)
{
  return i < self->fields->len && g_array_index (self->fields, AeqBai2Field, i).opens_line;
}

/* Type, amount, funds type, what belongs to the funds type, two references, text. */
static void
find_text (AeqBai2Record *self)
{
  guint  n = self->fields->len;
  gint64 parts = 0;

  if (self->code != 16 || self->text != G_MAXUINT || n < 3)
    return;
  switch (g_ascii_toupper (*aeq_bai2_record_field (self, 2)))
    {
    case 'S':
      self->text = 8;
      break;
    case 'V':
      self->text = 7;
      break;
    case 'D':
      if (n < 4)
        return;
      aeq_bai2_parse_number (aeq_bai2_record_field (self, 3), &parts);
      self->text = 6 + 2 * (guint)CLAMP (parts, 0, MAX_PARTS);
      break;
    default:
      self->text = 5;
      break;
    }
}

static void
push_field (AeqBai2Record *self, const char *data, gsize length, gboolean opens_line)
{
  AeqBai2Field field = { .offset = (guint)self->bytes->len, .opens_line = opens_line };

  while (length > 0 && *data == ' ')
    {
      data++;
      length--;
    }
  while (length > 0 && data[length - 1] == ' ')
    length--;
  field.length = (guint)length;
  g_string_append_len (self->bytes, data, (gssize)length);
  g_string_append_c (self->bytes, '\0');
  g_array_append_val (self->fields, field);
  find_text (self);
}

/* A further line of the text: it is the last field, so its end is the end of the bytes. */
static void
extend_text (AeqBai2Record *self, const char *data, gsize length)
{
  AeqBai2Field *field = &g_array_index (self->fields, AeqBai2Field, self->text);

  g_string_truncate (self->bytes, self->bytes->len - 1);
  if (field->length > 0 && length > 0)
    g_string_append_c (self->bytes, ' ');
  g_string_append_len (self->bytes, data, (gssize)length);
  field->length = (guint)self->bytes->len - field->offset;
  g_string_append_c (self->bytes, '\0');
}

static void
split (AeqBai2Record *self, const char *data, gsize length, gboolean continues)
{
  const char *end = data + length;
  gboolean    opens_line = continues;

  for (const char *comma; self->fields->len < self->text; data = comma + 1)
    {
      if ((comma = memchr (data, ',', (gsize)(end - data))) == NULL || self->fields->len > MAX_FIELDS)
        {
          push_field (self, data, (gsize)(end - data), opens_line);
          return;
        }
      push_field (self, data, (gsize)(comma - data), opens_line);
      opens_line = FALSE;
    }
  push_field (self, data, (gsize)(end - data), opens_line);
}

gboolean
aeq_bai2_record_append (AeqBai2Record *self, const char *data, gsize length, gboolean continues)
{
  while (length > 0 && g_ascii_isspace (data[length - 1]))
    length--;
  /* A slash ends the record; others belong to the text. */
  if (length > 0 && data[length - 1] == '/')
    length--;
  while (length > 0 && data[length - 1] == ' ')
    length--;
  if (self->bytes->len + length > MAX_BYTES || self->fields->len > MAX_FIELDS)
    return FALSE;
  if (self->fields->len > self->text)
    extend_text (self, data, length);
  else
    split (self, data, length, continues);
  return self->fields->len <= MAX_FIELDS;
}

gboolean
aeq_bai2_parse_number (const char *text, gint64 *number)
{
  gboolean negative = *text == '-';
  gint64   value = 0;

  text += *text == '-' || *text == '+';
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isdigit (*text) || __builtin_mul_overflow (value, 10, &value) ||
        __builtin_add_overflow (value, *text - '0', &value))
      return FALSE;
  *number = negative ? -value : value;
  return TRUE;
}

/* The point is understood, in the digits of the currency; some banks write it against the standard. Digits beyond are
 * rounded half-even. */
gboolean
aeq_bai2_parse_money (const char *text, guint exponent, gint64 *minor, gboolean *rounded)
{
  gsize length = strlen (text);

  *rounded = FALSE;
  if (length == 0 || aeq_bai2_parse_number (text, minor))
    return TRUE;
  if (g_ascii_isdigit (text[0]) && text[length - 1] == '-' && strspn (text, "0123456789") == length - 1)
    return aeq_money_parse (text, (gssize)length, 0, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, minor, NULL) == AEQ_MONEY_OK;
  return strchr (text, '.') != NULL && strspn (text, "+-.0123456789") == length &&
         aeq_money_parse (text, (gssize)length, exponent, AEQ_DECIMAL_POINT, AEQ_MONEY_ROUND, minor, rounded) ==
             AEQ_MONEY_OK;
}

gboolean
aeq_bai2_parse_date (const char *text, AeqDate *date)
{
  gsize  length = strlen (text);
  gint64 number;
  int    year;

  if (length == 0)
    return TRUE;
  if ((length != 6 && length != 8) || !g_ascii_isdigit (*text) || !aeq_bai2_parse_number (text, &number))
    return FALSE;
  year = (int)(number / 10000);
  if (length == 6)
    year += year < 70 ? 2000 : 1900;
  if (year < 1970 || year > 2199)
    return FALSE;
  *date = aeq_date_from_ymd (year, (int)(number / 100 % 100), (int)(number % 100));
  return *date != AEQ_DATE_NONE;
}

gboolean
aeq_bai2_parse_time (const char *text, gint64 *time_of_day)
{
  gsize  length = strlen (text);
  gint64 number;

  *time_of_day = -1;
  if (length == 0)
    return TRUE;
  if ((length != 4 && length != 6) || !g_ascii_isdigit (*text) || !aeq_bai2_parse_number (text, &number))
    return FALSE;
  if (length == 6)
    number /= 100;
  if (number == 2400 || number == 9999)
    return TRUE;
  if (number / 100 > 23 || number % 100 > 59)
    return FALSE;
  *time_of_day = number / 100 * AEQ_HOUR + number % 100 * AEQ_MINUTE;
  return TRUE;
}
