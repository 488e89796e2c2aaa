/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-cell.h"
#include "aeq-lxw.h"

G_BEGIN_DECLS

/* The formats of a workbook, made when they are first needed. */
typedef struct
{
  lxw_workbook *book;
  lxw_format   *header;
  lxw_format   *header_right;
  lxw_format   *title;
  lxw_format   *heading;
  lxw_format   *note;
  lxw_format   *wrapped;
  lxw_format   *text;
  lxw_format   *text_right; /* numbers that a spreadsheet would round */
  lxw_format   *date;
  lxw_format   *instant;
  lxw_format   *clock;
  lxw_format   *integer;
  lxw_format   *percent;
  lxw_format   *number;
  lxw_format   *money[10]; /* by minor digits */
} AeqXlsxStyle;

void        aeq_xlsx_style_init  (AeqXlsxStyle *self, lxw_workbook *book);
lxw_format *aeq_xlsx_style_money (AeqXlsxStyle *self, guint exponent);

G_END_DECLS
