/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-profile.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* The first rows of a table as they stand in the file, and what each column is taken for: what a person is shown who may know
 * better. Reads the head of a text and of a sheet, and no more. */

#define AEQ_LOOK_MAX_COLUMNS 64

typedef struct
{
  guint64 line;
  char  **cells; /* as many as the table has columns */
} AeqLookRow;

typedef struct
{
  guint          n_columns; /* at most AEQ_LOOK_MAX_COLUMNS: those further right keep what they are taken for */
  char         **header;    /* (nullable) a cell for each column */
  AeqColumnRole *roles;     /* of each column */
  GPtrArray     *rows;      /* AeqLookRow, below the header */
  AeqProfile    *mapping;   /* how it is read */
  char          *sheet;     /* (nullable) of a workbook: the sheet that was looked at */
  char          *profile;   /* (nullable) name of the profile that was used */
  gboolean       named;     /* the header is one of unknown words: only @mapping reads it as a header */
  gboolean       split;     /* debit and credit columns rather than one amount */
  GError        *problem;   /* (nullable) why it cannot be read as it stands */
} AeqTableLook;

void aeq_table_look_free (AeqTableLook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqTableLook, aeq_table_look_free)

/* @format "csv" or "xlsx"; @profile and @known as aeq_csv_read() takes them. What cannot be read for lack of a column or a mark is
 * no error but a look with a problem; NULL when there are no rows at all. */
AeqTableLook *aeq_table_look_new (AeqInput *input, const char *format, const AeqProfile *profile, const AeqProfileSet *known,
                                  const AeqReadOptions *options, guint rows, GCancellable *cancellable, GError **error);
/* How the table is read with these roles: a profile with the marks, words and filters of @base. Roles of columns that
 * were not looked at stay. */
AeqProfile   *aeq_table_look_map (const AeqTableLook *self, const AeqProfile *base, const AeqColumnRole *roles);

G_END_DECLS
