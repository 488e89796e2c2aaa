/* SPDX-License-Identifier: MIT */
#include "aeq-pdf-page.h"

static void
draw_header (AeqPdfPages *self)
{
  AeqPdfFont font = aeq_pdf_font (self, 8, FALSE);
  char text[AEQ_INSTANT_TEXT_SIZE];
  g_autofree char *right = g_strdup_printf ("%s  \xc2\xb7  as of %s", self->info->source->ledger,
                                            aeq_instant_format (self->info->source->as_of, text));
  double half = aeq_pdf_pages_inner (self) / 2;

  font.colour = self->palette->faint;
  aeq_pdf_text (self, &font, self->info->title, AEQ_PDF_MARGIN, 30, half);
  font.align = 1;
  aeq_pdf_text (self, &font, right, AEQ_PDF_MARGIN + half, 30, half);
  aeq_pdf_rule (self, AEQ_PDF_MARGIN, 44, 2 * half, 0.5, &self->palette->grid);
}

static void
draw_footer (AeqPdfPages *self)
{
  AeqPdfFont font = aeq_pdf_font (self, 8, FALSE);
  g_autofree char *right = g_strdup_printf ("%u of %u", self->page, self->n_pages);
  double half = aeq_pdf_pages_inner (self) / 2;

  font.colour = self->palette->faint;
  aeq_pdf_text (self, &font, "Aequitas " AEQ_VERSION, AEQ_PDF_MARGIN, self->height - 36, half);
  font.align = 1;
  aeq_pdf_text (self, &font, right, AEQ_PDF_MARGIN + half, self->height - 36, half);
}

static void
begin_page (AeqPdfPages *self)
{
  self->page++;
  self->y = AEQ_PDF_TOP;
  draw_header (self);
  draw_footer (self);
}

void
aeq_pdf_pages_begin (AeqPdfPages *self, guint n_pages)
{
  self->n_pages = n_pages;
  self->page = 0;
  begin_page (self);
}

static void
turn_over (AeqPdfPages *self)
{
  cairo_destroy (self->cr);
  g_ptr_array_add (self->paper->drawings, self->surface);
  self->surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  self->cr = cairo_create (self->surface);
}

void
aeq_pdf_pages_end (AeqPdfPages *self)
{
  if (self->n_pages == 0)
    return;
  if (self->paper != NULL)
    turn_over (self);
  else
    cairo_show_page (self->cr);
}

void
aeq_pdf_pages_break (AeqPdfPages *self)
{
  aeq_pdf_pages_end (self);
  begin_page (self);
}

double
aeq_pdf_pages_room (const AeqPdfPages *self)
{
  return self->height - AEQ_PDF_BOTTOM - self->y;
}

void
aeq_pdf_pages_need (AeqPdfPages *self, double height)
{
  if (height > aeq_pdf_pages_room (self) && self->y > AEQ_PDF_TOP)
    aeq_pdf_pages_break (self);
}

double
aeq_pdf_pages_inner (const AeqPdfPages *self)
{
  return self->width - 2 * AEQ_PDF_MARGIN;
}

AeqPdfFont
aeq_pdf_font (const AeqPdfPages *self, double size, gboolean bold)
{
  return (AeqPdfFont){ size, bold, 0, 1, self->palette->text };
}

static void
prepare (AeqPdfPages *self, const AeqPdfFont *font, const char *text, double width)
{
  PangoFontDescription *description = pango_font_description_from_string (AEQ_PDF_FONT);

  pango_font_description_set_absolute_size (description, font->size * PANGO_SCALE);
  pango_font_description_set_weight (description, font->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (self->layout, description);
  pango_font_description_free (description);
  pango_layout_set_width (self->layout, width < 0 ? -1 : (int) (width * PANGO_SCALE));
  /* A negative height counts lines. */
  pango_layout_set_height (self->layout, -(int) font->max_lines);
  pango_layout_set_ellipsize (self->layout, width < 0 ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (self->layout, font->align > 0 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_text (self->layout, text, -1);
}

double
aeq_pdf_measure (AeqPdfPages *self, const AeqPdfFont *font, const char *text, double width)
{
  int height;

  prepare (self, font, text, width);
  pango_layout_get_size (self->layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

double
aeq_pdf_natural (AeqPdfPages *self, const AeqPdfFont *font, const char *text)
{
  int width;

  prepare (self, font, text, -1);
  pango_layout_get_size (self->layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

double
aeq_pdf_text (AeqPdfPages *self, const AeqPdfFont *font, const char *text, double x, double y, double width)
{
  double height = aeq_pdf_measure (self, font, text, width);

  if (self->n_pages > 0)
    {
      cairo_set_source_rgb (self->cr, font->colour.red, font->colour.green, font->colour.blue);
      cairo_move_to (self->cr, x, y);
      pango_cairo_show_layout (self->cr, self->layout);
    }
  return height;
}

void
aeq_pdf_rule (AeqPdfPages *self, double x, double y, double width, double thickness, const AeqColour *colour)
{
  if (self->n_pages == 0)
    return;
  cairo_set_source_rgb (self->cr, colour->red, colour->green, colour->blue);
  cairo_rectangle (self->cr, x, y, width, thickness);
  cairo_fill (self->cr);
}
