/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-xlsx-value.h"

AeqXlsxFormat
aeq_xlsx_format_builtin (guint id)
{
  if (id == 9 || id == 10)
    return (AeqXlsxFormat){ AEQ_XLSX_PERCENT, 0 };
  if (id == 46)
    return (AeqXlsxFormat){ AEQ_XLSX_ELAPSED, 0 };
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 || id == 47 || (id >= 50 && id <= 58))
    return (AeqXlsxFormat){ AEQ_XLSX_DATE, 0 };
  return (AeqXlsxFormat){ AEQ_XLSX_PLAIN, 0 };
}

/* What stands in the first section of a code, besides quoted and escaped characters. */
typedef struct
{
  guint    zeros;
  gboolean only_zeros;
  gboolean placeholder; /* "#" or "?" */
  gboolean percent;
  gboolean date;
  gboolean seconds;
  gboolean elapsed;
} Marks;

/* [h], [mm], [ss]: hours beyond the day. Colours, conditions, currencies and locales stand in brackets too. */
static const char *
take_bracket (const char *p, Marks *marks)
{
  const char *end = strchr (p, ']');
  gsize n = end != NULL ? (gsize) (end - p - 1) : 0;

  if (n > 0 && n <= 3 && (strspn (p + 1, "hH") == n || strspn (p + 1, "mM") == n || strspn (p + 1, "sS") == n))
    marks->elapsed = TRUE;
  return end != NULL ? end : p + strlen (p) - 1;
}

static const char *
take_quoted (const char *p)
{
  const char *end = strchr (p + 1, '"');

  return end != NULL ? end : p + strlen (p) - 1;
}

static void
take_mark (char c, Marks *marks)
{
  marks->zeros += c == '0';
  marks->only_zeros = marks->only_zeros && c == '0';
  marks->placeholder = marks->placeholder || c == '#' || c == '?';
  marks->percent = marks->percent || c == '%';
  marks->seconds = marks->seconds || c == 's' || c == 'S';
  marks->date = marks->date || strchr ("dmyhsDMYHS", c) != NULL;
}

static void
look_over (const char *code, Marks *marks)
{
  marks->only_zeros = TRUE;
  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    if (*p == '[')
      p = take_bracket (p, marks);
    else if (*p == '"')
      p = take_quoted (p);
    else if (*p == '\\' || *p == '_' || *p == '*')
      p += p[1] != '\0';
    else
      take_mark (*p, marks);
}

AeqXlsxFormat
aeq_xlsx_format_parse (const char *code)
{
  Marks marks = { 0 };

  if (g_ascii_strcasecmp (code, "General") == 0 || g_ascii_strcasecmp (code, "Standard") == 0)
    return (AeqXlsxFormat){ AEQ_XLSX_PLAIN, 0 };
  look_over (code, &marks);
  if (marks.elapsed)
    return (AeqXlsxFormat){ AEQ_XLSX_ELAPSED, 0 };
  /* Tenths of a second are the only zeros in a date. */
  if (marks.date && !marks.placeholder && (marks.zeros == 0 || marks.seconds))
    return (AeqXlsxFormat){ AEQ_XLSX_DATE, 0 };
  if (marks.percent)
    return (AeqXlsxFormat){ AEQ_XLSX_PERCENT, 0 };
  if (marks.only_zeros && marks.zeros > 1 && marks.zeros <= 40 && strlen (code) == marks.zeros)
    return (AeqXlsxFormat){ AEQ_XLSX_PADDED, (guint8) marks.zeros };
  return (AeqXlsxFormat){ AEQ_XLSX_PLAIN, 0 };
}
