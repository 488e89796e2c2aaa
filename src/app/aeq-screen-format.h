/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"
#include "aeq-money.h"

G_BEGIN_DECLS

/* How numbers and dates are written on screen, as the settings say. What is copied, exported or typed is not touched by it. */

typedef enum
{
  AEQ_NUMBERS_LOCALE,       /* as the desktop's own region has it */
  AEQ_NUMBERS_COMMA_POINT,  /* 1,234.56 */
  AEQ_NUMBERS_POINT_COMMA,  /* 1.234,56 */
  AEQ_NUMBERS_SPACE_COMMA,  /* 1 234,56, a narrow space that does not break */
  AEQ_NUMBERS_QUOTE_POINT,  /* 1’234.56 */
  AEQ_N_NUMBERS
} AeqNumberStyle;

typedef enum
{
  AEQ_DATES_ISO,            /* 2026-11-20 */
  AEQ_DATES_LOCALE,
  AEQ_N_DATES
} AeqDateStyle;

typedef enum
{
  AEQ_UNITS_FULL,           /* 12,345,678.90 */
  AEQ_UNITS_THOUSANDS,      /* 12,345.7k */
  AEQ_UNITS_MILLIONS,       /* 12.35m */
  AEQ_N_UNITS
} AeqUnits;

typedef struct
{
  AeqNumberStyle numbers;
  AeqDateStyle   dates;
  AeqUnits       units;
} AeqScreenFormat;

/* The format of the program, AEQ_DATES_ISO in full with the region's marks until it is set. Main thread only. */
void             aeq_screen_format_set (const AeqScreenFormat *format);
const AeqScreenFormat *aeq_screen_format_get (void);
/* The marks of groups and of decimals by it; static. */
void             aeq_screen_format_marks (const char **group, const char **point);

/* By the program's format; free the texts. */
char *aeq_screen_amount (gint64 minor, const AeqCurrency *currency);
/* The same, exact whatever the units: where a single amount is looked at. */
char *aeq_screen_amount_exact (gint64 minor, const AeqCurrency *currency);
char *aeq_screen_count  (gint64 n);
/* A counted text in its singular or plural of the language; both forms have one %s, and are marked with NN_() (aeq-plural.h). */
char *aeq_screen_counted (gint64 n, const char *one, const char *many);
/* With so many @digits behind the mark; @sign: also a plus is written. */
char *aeq_screen_decimal (double value, guint digits, gboolean sign);
/* A number as the engine writes it, 1,234.56, with the marks of the screen. Free it. */
char *aeq_screen_number (const char *plain);
/* A share from 0 to 1 as "12.3 %"; what is above zero and rounds to nothing is "< 0.1 %". */
char *aeq_screen_share  (double share);
char *aeq_screen_date   (AeqDate date);

/* Rounds half away from zero. */
char *aeq_screen_amount_as (const AeqScreenFormat *format, gint64 minor, const AeqCurrency *currency);

G_END_DECLS
