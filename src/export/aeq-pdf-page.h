/* SPDX-License-Identifier: MIT */
#pragma once

#include <pango/pangocairo.h>

#include "aeq-chart-palette.h"
#include "aeq-document-private.h"

G_BEGIN_DECLS

#define AEQ_PDF_FONT "Liberation Sans, DejaVu Sans, Cantarell, sans"
#define AEQ_PDF_MARGIN 48.0
#define AEQ_PDF_TOP 62.0
#define AEQ_PDF_BOTTOM 52.0
#define AEQ_PDF_TEXT_SIZE 9.0

/* The pages of a document, in points. What is drawn goes through it twice: once to count the pages, when nothing is put
 * to paper, and once to draw them. */
typedef struct
{
  cairo_surface_t       *surface;
  cairo_t               *cr;
  PangoLayout           *layout;
  const AeqPalette      *palette;
  const AeqDocumentInfo *info;
  double                 width;    /* of the paper */
  double                 height;
  double                 y;        /* where the next thing goes */
  guint                  page;     /* from 1 */
  guint                  n_pages;  /* 0 while counting */
  AeqPaperPages         *paper;    /* (nullable) where each page goes when it is full; the surface is then a recording */
} AeqPdfPages;

typedef struct
{
  double      size;
  gboolean    bold;
  double      align;     /* 0 left, 1 right */
  guint       max_lines; /* then an ellipsis */
  AeqColour   colour;
} AeqPdfFont;

/* Begins page 1. */
void   aeq_pdf_pages_begin (AeqPdfPages *self, guint n_pages);
/* Ends the last page. */
void   aeq_pdf_pages_end   (AeqPdfPages *self);
void   aeq_pdf_pages_break (AeqPdfPages *self);
/* A new page unless @height fits on this one. */
void   aeq_pdf_pages_need  (AeqPdfPages *self, double height);
/* What is left on this page. */
double aeq_pdf_pages_room  (const AeqPdfPages *self);
double aeq_pdf_pages_inner (const AeqPdfPages *self); /* width between the margins */

AeqPdfFont aeq_pdf_font    (const AeqPdfPages *self, double size, gboolean bold);
/* Draws @text at (x, y) in @width and returns its height; only measures while counting. */
double aeq_pdf_text (AeqPdfPages *self, const AeqPdfFont *font, const char *text, double x, double y, double width);
double     aeq_pdf_measure (AeqPdfPages *self, const AeqPdfFont *font, const char *text, double width);
/* How wide it is in one line. */
double     aeq_pdf_natural (AeqPdfPages *self, const AeqPdfFont *font, const char *text);
void aeq_pdf_rule (AeqPdfPages *self, double x, double y, double width, double thickness, const AeqColour *colour);

G_END_DECLS
