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
  AeqSheetReader read;        /* (nullable) NULL: whoever has the view gives it what it shows */
  const char    *name;        /* of the table, for those who cannot see it; marked for translation */
  const char    *empty_title; /* likewise */
  const char    *empty_text;
  const char    *entity;      /* (nullable) of the rows, when they can be edited: "limit" or "obligation" */
  const char    *file;        /* name of what is exported of it */
  const char    *title;       /* in files */
  AeqExportWhat  report;      /* with @file NULL: it is a report, and exported as that instead of as it is seen */
} AeqSheetKind;

/* Once, before the desk. */
void aeq_sheet_view_set_kind (AeqSheetView *self, const AeqSheetKind *kind);
/* For a view that does not read: takes @sheet over. All sheets of a view have the same columns. */
void aeq_sheet_view_show     (AeqSheetView *self, AeqSheet *sheet);
/* The same, for the same rows with other values, which are written into what is there: selection, place and keyboard stay. */
void aeq_sheet_view_renew    (AeqSheetView *self, AeqSheet *sheet);
/* Whether the keyboard is in the table: then Ctrl+C of the window is meant for it. */
gboolean aeq_sheet_view_has_focus (AeqSheetView *self);

G_END_DECLS
