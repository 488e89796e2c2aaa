/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the columns of a fixed-width file stand: the part of a profile that only such files have. Places are counted in
 * characters, the first is 1. */

#define AEQ_FIXED_MAX_LENGTH 32768 /* characters of a record */
#define AEQ_FIXED_MAX_COLUMNS 512
#define AEQ_FIXED_MAX_CHECKS 64
#define AEQ_FIXED_MAX_TYPES 64
#define AEQ_FIXED_MAX_DECIMALS 9

/* One stretch of characters and how it is written. */
typedef struct
{
  guint    start;
  guint    width;
  char    *record;      /* (nullable) the type of the record that holds it; NULL: each row */
  char    *format;      /* (nullable) of a day or a time: "YYYYMMDD", "YYDDD", "DD.MM.YY", "hhmm" */
  int      decimals;    /* implied digits behind the point, or -1: the point is written */
  gboolean overpunch;   /* the last digit carries the sign: { A to I for plus, } J to R for minus */
  guint    sign_start;  /* a sign in a column of its own, or 0 */
  guint    sign_width;
  char     pad;         /* a fill character besides the space, or 0 */
} AeqFixedField;

typedef enum
{
  AEQ_FIXED_COUNTS_ROWS,    /* the field says how many rows there are */
  AEQ_FIXED_COUNTS_RECORDS, /* ... how many records of all types, itself included */
  AEQ_FIXED_SUMS            /* ... what a column adds up to */
} AeqFixedCheckKind;

/* A figure of a header or trailer that the rows must bear out. */
typedef struct
{
  AeqFixedField     field;
  AeqFixedCheckKind kind;
  guint             column;   /* of the profile, for a sum */
  gboolean          absolute; /* signs do not count in the sum */
} AeqFixedCheck;

typedef struct
{
  char     *encoding;      /* (nullable) a single-byte code page such as IBM037; NULL: find out */
  guint     record_length; /* of a file without line ends, or the longest line; 0: not said */
  guint     header_lines;  /* lines above the records that have no type */
  guint     type_start;    /* where the type of a record stands; 0: there are no types and each line is a row */
  guint     type_width;
  char    **rows;          /* types, with @type_start */
  char    **headers;
  char    **trailers;
  gboolean  refuse_others; /* other types are bad rows rather than left out */
  GPtrArray *checks;       /* AeqFixedCheck */
} AeqFixedLayout;

AeqFixedLayout *aeq_fixed_layout_new  (void);
AeqFixedLayout *aeq_fixed_layout_copy (const AeqFixedLayout *self); /* NULL for NULL */
void            aeq_fixed_layout_free (AeqFixedLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFixedLayout, aeq_fixed_layout_free)
AeqFixedCheck  *aeq_fixed_layout_add_check (AeqFixedLayout *self); /* borrowed, to be filled in */

AeqFixedField  *aeq_fixed_field_copy  (const AeqFixedField *self); /* NULL for NULL */
void            aeq_fixed_field_free  (AeqFixedField *self);

G_END_DECLS
