/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-ref.h"

gboolean
aeq_xlsx_ref_parse (const char *text, const char *end, guint *column, guint64 *row)
{
  const char *p = text;
  guint letters = 0;
  guint64 number = 0;

  p += p < end && *p == '$';
  for (; p < end && g_ascii_isalpha (*p) && letters <= AEQ_XLSX_MAX_COLUMNS; p++)
    letters = letters * 26 + (guint) (g_ascii_toupper (*p) - 'A' + 1);
  p += p < end && *p == '$';
  for (; p < end && g_ascii_isdigit (*p) && number <= AEQ_XLSX_MAX_ROWS; p++)
    number = number * 10 + (guint64) (*p - '0');
  if (p != end || letters == 0 || letters > AEQ_XLSX_MAX_COLUMNS || number == 0 || number > AEQ_XLSX_MAX_ROWS)
    return FALSE;
  *column = letters - 1;
  *row = number;
  return TRUE;
}

char *
aeq_xlsx_ref_format (guint column, guint64 row, char *buffer)
{
  char letters[8];
  char *p = letters + sizeof letters;

  *--p = '\0';
  for (guint rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    *--p = (char) ('A' + (rest - 1) % 26);
  g_snprintf (buffer, AEQ_XLSX_REF_SIZE, "%s%" G_GUINT64_FORMAT, p, row);
  return buffer;
}
