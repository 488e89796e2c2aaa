/* SPDX-License-Identifier: MIT */
#include "aeq-pdf-table.h"

#include <cairo-pdf.h>

#include "aeq-chart-draw.h"
#include "aeq-error.h"
#include "aeq-file-writer.h"

#define CHART_GAP 18.0
#define CHART_HEIGHT 180.0

typedef struct
{
  char                  *path;
  const AeqDocumentInfo *info;
  AeqPaper               paper;
  AeqPaperPages         *pages;  /* (nullable) instead of the file */
  AeqRecord             *record;
  GPtrArray             *tables; /* AeqPdfTable, in the record's order */
  AeqFileWriter         *file;
  GError                *error;  /* of writing, found while drawing */
} PdfSink;

gpointer
aeq_pdf_sink_new (const char *path, const AeqDocumentOptions *options, const AeqDocumentInfo *info,
                  GError **error G_GNUC_UNUSED)
{
  PdfSink *self = g_new0 (PdfSink, 1);

  self->path = g_strdup (path);
  self->info = info;
  self->paper = options->paper;
  self->pages = options->pages;
  self->record = aeq_record_new ();
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_pdf_table_free);
  return self;
}

static void
pdf_free (gpointer data)
{
  PdfSink *self = data;

  g_ptr_array_unref (self->tables);
  aeq_record_free (self->record);
  g_clear_pointer (&self->file, aeq_file_writer_free);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}

static gboolean
pdf_sentence (gpointer data, const char *sentence, GError **error G_GNUC_UNUSED)
{
  PdfSink *self = data;

  aeq_record_sentence (self->record, sentence);
  return TRUE;
}

static gboolean
pdf_figures (gpointer data, const char *name, const char *title, const AeqFigure *figures, gsize n,
             GError **error G_GNUC_UNUSED)
{
  PdfSink *self = data;

  aeq_record_figures (self->record, name, title, figures, n);
  return TRUE;
}

static gboolean
pdf_begin_table (gpointer data, const AeqTable *table, GError **error G_GNUC_UNUSED)
{
  PdfSink *self = data;

  aeq_record_begin_table (self->record, table);
  return TRUE;
}

static gboolean
pdf_row (gpointer data, const AeqCell *cells, GError **error)
{
  PdfSink *self = data;

  if (self->record->n_rows < AEQ_PDF_MAX_ROWS)
    {
      aeq_record_row (self->record, cells);
      return TRUE;
    }
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_LIMIT,
               "%s: a PDF holds at most %d rows: choose fewer, or write .xlsx or .csv, which hold any number",
               self->path, AEQ_PDF_MAX_ROWS);
  return FALSE;
}

static gboolean
pdf_end_table (gpointer data, GError **error G_GNUC_UNUSED)
{
  PdfSink *self = data;

  aeq_record_end_table (self->record);
  return TRUE;
}

static gboolean
pdf_chart (gpointer data, AeqChart *chart, GError **error G_GNUC_UNUSED)
{
  PdfSink *self = data;

  aeq_record_chart (self->record, chart);
  return TRUE;
}

static void
draw_title (AeqPdfPages *pages)
{
  AeqPdfFont font = aeq_pdf_font (pages, 18, TRUE);
  double width = aeq_pdf_pages_inner (pages);

  font.max_lines = 2;
  pages->y += aeq_pdf_text (pages, &font, pages->info->title, AEQ_PDF_MARGIN, pages->y, width) + 2;
  font = aeq_pdf_font (pages, 10.5, FALSE);
  font.colour = pages->palette->faint;
  font.max_lines = 3;
  if (pages->info->subtitle != NULL)
    pages->y += aeq_pdf_text (pages, &font, pages->info->subtitle, AEQ_PDF_MARGIN, pages->y, width);
  pages->y += 10;
}

static void
draw_sentence (AeqPdfPages *pages, const char *sentence)
{
  AeqPdfFont font = aeq_pdf_font (pages, AEQ_PDF_TEXT_SIZE, FALSE);
  double width = aeq_pdf_pages_inner (pages);

  font.max_lines = 20;
  aeq_pdf_pages_need (pages, aeq_pdf_measure (pages, &font, sentence, width));
  pages->y += aeq_pdf_text (pages, &font, sentence, AEQ_PDF_MARGIN, pages->y, width) + 6;
}

/* A line of a block: what it is, and its value. */
static void
draw_pair (AeqPdfPages *pages, const char *title, const char *value, const char *note, gboolean negative)
{
  AeqPdfFont faint = aeq_pdf_font (pages, AEQ_PDF_TEXT_SIZE, FALSE);
  AeqPdfFont font = faint;
  double width = aeq_pdf_pages_inner (pages) - 130;
  g_autofree char *text = note != NULL ? g_strdup_printf ("%s   (%s)", value, note) : g_strdup (value);
  double height;

  faint.colour = pages->palette->faint;
  font.max_lines = 6;
  if (negative)
    font.colour = pages->palette->inks[AEQ_INK_LIMIT];
  height = aeq_pdf_measure (pages, &font, text, width);
  aeq_pdf_pages_need (pages, height);
  aeq_pdf_text (pages, &faint, title, AEQ_PDF_MARGIN, pages->y, 124);
  aeq_pdf_text (pages, &font, text, AEQ_PDF_MARGIN + 130, pages->y, width);
  pages->y += height + 3;
}

static void
draw_heading (AeqPdfPages *pages, const char *title, double with)
{
  AeqPdfFont font = aeq_pdf_font (pages, 11, TRUE);

  aeq_pdf_pages_need (pages, 22 + with);
  if (title != NULL)
    pages->y += aeq_pdf_text (pages, &font, title, AEQ_PDF_MARGIN, pages->y, aeq_pdf_pages_inner (pages)) + 5;
}

static void
draw_figures (AeqPdfPages *pages, const AeqItem *item)
{
  draw_heading (pages, item->title, (double) MIN (item->n_figures, 4) * 14);
  for (gsize i = 0; i < item->n_figures; i++)
    {
      const AeqFigure *figure = &item->figures[i];
      g_autofree char *value = aeq_pdf_cell_text (&figure->value);

      draw_pair (pages, figure->title, *value != '\0' ? value : "-", figure->note,
                 figure->value.kind == AEQ_CELL_MONEY && figure->value.integer < 0);
    }
  pages->y += 8;
}

static void
draw_chart (AeqPdfPages *pages, const AeqItem *item, double x, double width)
{
  const AeqChartStyle style = { AEQ_THEME_PRINT, AEQ_PDF_FONT, 8.0, FALSE, FALSE };

  if (pages->n_pages == 0)
    return;
  cairo_save (pages->cr);
  cairo_translate (pages->cr, x, pages->y);
  aeq_chart_draw (item->chart, pages->cr, width, CHART_HEIGHT, &style, NULL);
  cairo_restore (pages->cr);
}

static gboolean
is_chart (const AeqRecord *record, guint i)
{
  return i < record->items->len && ((AeqItem *) record->items->pdata[i])->kind == AEQ_ITEM_CHART;
}

/* Two charts that follow each other stand side by side. Returns how many were drawn. */
static guint
draw_charts (PdfSink *self, AeqPdfPages *pages, guint i, guint table)
{
  gboolean pair = is_chart (self->record, i + 1);
  double inner = aeq_pdf_pages_inner (pages);
  double width = pair ? (inner - CHART_GAP) / 2 : inner;
  double below = table < self->tables->len ? aeq_pdf_table_start (self->tables->pdata[table]) : 0;

  aeq_pdf_pages_need (pages, CHART_HEIGHT + CHART_GAP + below);
  draw_chart (pages, self->record->items->pdata[i], AEQ_PDF_MARGIN, width);
  if (pair)
    draw_chart (pages, self->record->items->pdata[i + 1], AEQ_PDF_MARGIN + width + CHART_GAP, width);
  pages->y += CHART_HEIGHT + CHART_GAP;
  return pair ? 2 : 1;
}

static void
draw_source (AeqPdfPages *pages, const char *sha256)
{
  const AeqSource *source = pages->info->source;
  char text[AEQ_INSTANT_TEXT_SIZE];
  const char *const lines[][2] = {
    { "Ledger", source->ledger }, { "Model", source->model }, { "Scenario", source->scenario },
  };

  draw_heading (pages, "Source", 110);
  draw_pair (pages, "As of", aeq_instant_format (source->as_of, text), NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i][1] != NULL)
      draw_pair (pages, lines[i][0], lines[i][1], NULL, FALSE);
  for (gsize i = 0; source->gaps != NULL && source->gaps[i] != NULL; i++)
    draw_pair (pages, i == 0 ? "Gaps" : "", source->gaps[i], NULL, FALSE);
  draw_pair (pages, "SHA-256 of the tables", sha256, NULL, FALSE);
  draw_pair (pages, "Program", "Aequitas " AEQ_VERSION, NULL, FALSE);
  draw_pair (pages, "Made at", aeq_instant_format (source->made_at, text), NULL, FALSE);
}

static gboolean
draw_all (PdfSink *self, AeqPdfPages *pages, guint n_pages, const char *sha256, GCancellable *cancellable,
          GError **error)
{
  guint table = 0;

  aeq_pdf_pages_begin (pages, n_pages);
  draw_title (pages);
  for (guint i = 0; i < self->record->items->len; i++)
    {
      const AeqItem *item = self->record->items->pdata[i];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (item->kind == AEQ_ITEM_SENTENCE)
        draw_sentence (pages, item->text);
      else if (item->kind == AEQ_ITEM_FIGURES)
        draw_figures (pages, item);
      else if (item->kind == AEQ_ITEM_TABLE)
        aeq_pdf_table_draw (self->tables->pdata[table++], pages);
      else
        i += draw_charts (self, pages, i, table) - 1;
    }
  draw_source (pages, sha256);
  aeq_pdf_pages_end (pages);
  return TRUE;
}

static cairo_status_t
write_bytes (void *data, const unsigned char *bytes, unsigned int length)
{
  PdfSink *self = data;

  if (self->error == NULL && aeq_file_writer_write (self->file, bytes, length, &self->error))
    return CAIRO_STATUS_SUCCESS;
  return CAIRO_STATUS_WRITE_ERROR;
}

/* Wide tables turn the paper, all of it. */
static void
choose_paper (PdfSink *self, AeqPdfPages *pages)
{
  static const double SIZES[][2] = { [AEQ_PAPER_A4] = { 595.28, 841.89 }, [AEQ_PAPER_LETTER] = { 612, 792 } };
  gboolean wide = FALSE;

  pages->width = SIZES[self->paper][0];
  pages->height = SIZES[self->paper][1];
  for (guint i = 0; i < self->record->items->len; i++)
    if (((AeqItem *) self->record->items->pdata[i])->kind == AEQ_ITEM_TABLE)
      {
        AeqPdfTable *table = aeq_pdf_table_new (self->record->items->pdata[i], pages);

        g_ptr_array_add (self->tables, table);
        wide = wide || aeq_pdf_table_is_wide (table, pages);
      }
  if (wide)
    {
      pages->width = SIZES[self->paper][1];
      pages->height = SIZES[self->paper][0];
    }
}

static void
describe (PdfSink *self, cairo_surface_t *surface)
{
  char made[AEQ_INSTANT_TEXT_SIZE];

  /* Whole seconds: the format has no parts of them. */
  aeq_instant_format (self->info->source->made_at / AEQ_SECOND * AEQ_SECOND, made);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->info->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Aequitas " AEQ_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, made);
}

static gboolean
draw_document (PdfSink *self, AeqPdfPages *pages, const char *sha256, GCancellable *cancellable, GError **error)
{
  pages->cr = cairo_create (pages->surface);
  pages->layout = pango_cairo_create_layout (pages->cr);
  /* Paper has no pixels to which letters should move. */
  pango_context_set_round_glyph_positions (pango_layout_get_context (pages->layout), FALSE);
  choose_paper (self, pages);
  if (self->pages == NULL)
    {
      cairo_pdf_surface_set_size (pages->surface, pages->width, pages->height);
      describe (self, pages->surface);
    }
  return draw_all (self, pages, 0, sha256, cancellable, error) &&
         draw_all (self, pages, pages->page, sha256, cancellable, error);
}

static gboolean
check_written (PdfSink *self, cairo_surface_t *surface, GError **error)
{
  cairo_status_t status = cairo_surface_status (surface);

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "Writing %s: %s", self->path, cairo_status_to_string (status));
  return FALSE;
}

AeqPaperPages *
aeq_paper_pages_new (void)
{
  AeqPaperPages *self = g_new0 (AeqPaperPages, 1);

  self->drawings = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  return self;
}

void
aeq_paper_pages_free (AeqPaperPages *self)
{
  g_ptr_array_unref (self->drawings);
  g_free (self);
}

static gboolean
draw_on_paper (PdfSink *self, AeqPdfPages *pages, const char *sha256, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  pages->paper = self->pages;
  pages->surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  ok = draw_document (self, pages, sha256, cancellable, error);
  g_object_unref (pages->layout);
  cairo_destroy (pages->cr);
  cairo_surface_destroy (pages->surface);
  self->pages->width = pages->width;
  self->pages->height = pages->height;
  return ok;
}

static gboolean
pdf_finish (gpointer data, const char *sha256, GCancellable *cancellable, GError **error)
{
  PdfSink *self = data;
  AeqPdfPages pages = { .palette = aeq_palette_get (AEQ_THEME_PRINT), .info = self->info };
  gboolean ok;

  if (self->pages != NULL)
    return draw_on_paper (self, &pages, sha256, cancellable, error);
  if ((self->file = aeq_file_writer_new (self->path, error)) == NULL)
    return FALSE;
  pages.surface = cairo_pdf_surface_create_for_stream (write_bytes, self, 595, 842);
  ok = draw_document (self, &pages, sha256, cancellable, error);
  g_object_unref (pages.layout);
  cairo_destroy (pages.cr);
  cairo_surface_finish (pages.surface);
  ok = ok && check_written (self, pages.surface, error) && aeq_file_writer_finish (self->file, error);
  cairo_surface_destroy (pages.surface);
  return ok;
}

const AeqSink AEQ_PDF_SINK = {
  pdf_sentence, pdf_figures, pdf_begin_table, pdf_row, pdf_end_table, pdf_chart, pdf_finish, pdf_free,
};
