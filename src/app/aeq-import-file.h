/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-import-preview.h"

G_BEGIN_DECLS

/* One file in the import assistant: how it is to be read, what it looked like, and what became of it. Knows no widgets. */

typedef enum
{
  AEQ_SIGNS_AS_WRITTEN, /* money out is negative */
  AEQ_SIGNS_INVERTED,   /* money out is positive */
  AEQ_SIGNS_COLUMNS,    /* a column each for debit and credit */
  AEQ_SIGNS_MARK,       /* a column says which */
  AEQ_N_SIGNS
} AeqSigns;

typedef struct
{
  char              *path;
  char              *format;    /* (nullable) found by content */
  char              *profile;   /* (nullable) name of one that was chosen */
  char              *account;   /* (nullable) of rows that name none */
  const AeqCurrency *currency;  /* (nullable) */
  AeqProfile        *mapping;   /* (nullable) of columns that a person changed */
  char              *remember;  /* (nullable) name under which the mapping is kept */
  gboolean           good_only; /* bad rows are left out */
  gboolean           chosen;    /* ... or not, as a person said */
  AeqImportPreview  *preview;   /* (nullable) */
  AeqImportOutcome  *outcome;   /* (nullable) of the import */
  GError            *error;     /* (nullable) why the ledger could not be used */
  gboolean           undone;
} AeqImportFile;

AeqImportFile *aeq_import_file_new  (const char *path);
/* What is needed to read the file on a worker: the choices, without what came of them. */
AeqImportFile *aeq_import_file_copy (const AeqImportFile *self);
void           aeq_import_file_free (AeqImportFile *self);
/* The request of these choices; borrows from @self. */
AeqImportRequest aeq_import_file_request (const AeqImportFile *self);
/* Takes @preview over. Rows that were found to be bad are left out unless somebody said otherwise. */
void aeq_import_file_take_preview (AeqImportFile *self, AeqImportPreview *preview);

/* Forgets what was mapped by hand. (nullable) both. */
void aeq_import_file_set_format  (AeqImportFile *self, const char *format);
void aeq_import_file_set_profile (AeqImportFile *self, const char *profile);
/* These need a preview with columns. A role that only one column can have is taken from the one that had it. */
void aeq_import_file_set_role    (AeqImportFile *self, guint column, AeqColumnRole role);
void aeq_import_file_set_signs   (AeqImportFile *self, AeqSigns signs);
void aeq_import_file_set_marks   (AeqImportFile *self, int date_order, AeqDecimal decimal);

/* Whether columns can be mapped by hand: of tables of flows. */
gboolean aeq_import_file_has_columns (const AeqImportFile *self);
AeqSigns aeq_import_file_get_signs   (const AeqImportFile *self);
/* What leaves the account and what comes in, with an amount of the file where there is one. Free it. */
char    *aeq_import_file_describe_signs (const AeqImportFile *self);
/* Why the file cannot be imported as it stands, and what to do here; NULL when it can. Free it. */
char    *aeq_import_file_describe_problem (const AeqImportFile *self);
/* What would be imported, in words. Free it. */
char    *aeq_import_file_describe_counts (const AeqImportFile *self);

/* The roles that a person can give, AEQ_ROLE_NONE first. */
const AeqColumnRole *aeq_import_roles     (guint *n);
const char          *aeq_import_role_title (AeqColumnRole role); /* translated */

G_END_DECLS
