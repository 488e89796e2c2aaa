/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a cell's number format makes of its number. */
typedef enum
{
  AEQ_XLSX_PLAIN,
  AEQ_XLSX_DATE,     /* a day, a time of day or both */
  AEQ_XLSX_ELAPSED,  /* [h]:mm */
  AEQ_XLSX_PERCENT,
  AEQ_XLSX_PADDED    /* "00000": a number of an account or a bank code */
} AeqXlsxLook;

typedef struct
{
  AeqXlsxLook look;
  guint8      digits; /* of AEQ_XLSX_PADDED */
} AeqXlsxFormat;

/* The formats that have a number and no code in the file. */
AeqXlsxFormat aeq_xlsx_format_builtin (guint id);
/* By a format's code: letters of a date outside of quotes, brackets and escapes. */
AeqXlsxFormat aeq_xlsx_format_parse   (const char *code);

/* The decimal that Excel shows for a stored number, exactly and without an exponent: rounded half-even to 15 significant
 * digits, for more are noise of binary fractions, but never within the first two decimals or before the point. @shift moves
 * the point to the right. Appends to @out. FALSE, with nothing appended, when the text is no number or absurdly long. */
gboolean aeq_xlsx_number_append (const char *text, gsize length, int shift, GString *out);
/* "2024-01-31", "2024-01-31T14:05:09", "14:05:09": a serial day, with Excel's 29 February 1900. Empty for a day 0 without a
 * time. FALSE, with nothing appended, when it is no day. */
gboolean aeq_xlsx_day_append    (const char *text, gsize length, gboolean is_1904, GString *out);
/* "26:30:00". */
gboolean aeq_xlsx_hours_append  (const char *text, gsize length, GString *out);

G_END_DECLS
