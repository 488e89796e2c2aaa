/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The import templates, one table a kind: what data/templates holds as CSV files and as sheets of one workbook. */

typedef enum
{
  AEQ_TEMPLATE_TEXT,
  AEQ_TEMPLATE_DAY,    /* YYYY-MM-DD */
  AEQ_TEMPLATE_TIME,   /* RFC 3339; in the workbook the wall clock of the account's zone */
  AEQ_TEMPLATE_AMOUNT, /* in the digits of the currency of its row */
  AEQ_TEMPLATE_NUMBER
} AeqTemplateType;

typedef struct
{
  const char        *name;
  AeqTemplateType    type;
  gboolean           required;
  const char        *meaning;
  const char *const *choices;  /* (nullable) what the drop-down list offers */
  gboolean           open;     /* other values than the choices are fine */
} AeqTemplateColumn;

typedef struct
{
  const char              *file;    /* "flows.csv" */
  const char              *sheet;   /* "Flows" */
  const char              *purpose;
  const AeqTemplateColumn *columns;
  guint                    n_columns;
  const char *const       *cells;   /* the example rows, one after the other */
  guint                    n_rows;
} AeqTemplate;

#define AEQ_TEMPLATES_WORKBOOK "excel_template.xlsx"

/* All of them, in the order in which they are best imported. Static. */
const AeqTemplate *aeq_template_table (guint *n);
const char        *aeq_template_cell  (const AeqTemplate *self, guint row, guint column);
/* A column's number, or -1. */
int                aeq_template_find  (const AeqTemplate *self, const char *name);
/* IANA zone of an account of the example rows. */
const char        *aeq_template_zone  (const char *account);

/* The CSV file. Free it. */
char    *aeq_template_to_csv      (const AeqTemplate *self);
/* The workbook with a sheet a kind and the sheet that explains them; the same bytes every time. */
gboolean aeq_template_write_xlsx  (const char *path, GError **error);
/* All files below @folder. */
gboolean aeq_template_write_files (const char *folder, GError **error);

G_END_DECLS
