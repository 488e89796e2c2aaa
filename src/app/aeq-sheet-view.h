/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"
#include "aeq-sheet.h"

G_BEGIN_DECLS

/* A table of the ledger (aeq-sheet.h) to look through: sort by a column, select, copy; and where its rows are records
 * that a person keeps, add, edit and delete them. */
#define AEQ_TYPE_SHEET_VIEW (aeq_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (AeqSheetView, aeq_sheet_view, AEQ, SHEET_VIEW, AdwBin)

/* What it shows. Static. */
typedef struct
{
  AeqSheetReader read;
  const char    *name;        /* of the table, for those who cannot see it; marked for translation */
  const char    *empty_title; /* likewise */
  const char    *empty_text;
  const char    *entity;      /* (nullable) of the rows, when they can be edited: "limit" or "obligation" */
  const char    *file;        /* name of what is exported of it */
  const char    *title;       /* in files */
} AeqSheetKind;

/* Once, before the desk. */
void aeq_sheet_view_set_kind (AeqSheetView *self, const AeqSheetKind *kind);

G_END_DECLS
