/* SPDX-License-Identifier: MIT */
#include "aeq-pdf-table.h"

#include <string.h>

#define SIZE 8.0
#define MIN_SIZE 6.4
#define PADDING 4.0    /* left and right of a cell */
#define ROW_GAP 2.2    /* above and below its text */
#define MAX_LINES 3
#define MAX_STRETCH 1.4
#define SHORT_TABLE 24 /* so many rows are not torn apart without need */
#define MIN_TEXT 44.0  /* a column of texts is not made narrower than this */
#define MAX_TEXT 260.0 /* nor does one long text make it wider */

static const AeqColumn *
column_of (const AeqPdfTable *self, guint i)
{
  return &self->item->table.columns[self->columns[i]];
}

static const AeqCell *
cell_of (const AeqPdfTable *self, gsize row, guint i)
{
  return &aeq_item_row (self->item, row)[self->columns[i]];
}

static gboolean
is_text (const AeqPdfTable *self, guint i)
{
  return column_of (self, i)->kind == AEQ_CELL_TEXT;
}

static gboolean
is_right (const AeqPdfTable *self, guint i)
{
  AeqCellKind kind = column_of (self, i)->kind;

  return kind >= AEQ_CELL_MONEY && kind <= AEQ_CELL_PERCENT;
}

static AeqPdfFont
cell_font (const AeqPdfTable *self, const AeqPdfPages *pages, guint i, gboolean header)
{
  AeqPdfFont font = aeq_pdf_font (pages, self->size, header);

  font.align = is_right (self, i) ? 1 : 0;
  font.max_lines = header || is_text (self, i) ? MAX_LINES : 1;
  return font;
}

/* The width of the longest text of a column: digits are all as wide, and of words the longest is about the widest. */
static double
widest (AeqPdfTable *self, AeqPdfPages *pages, guint i)
{
  AeqPdfFont font = cell_font (self, pages, i, FALSE);
  g_autofree char *longest = g_strdup ("");
  AeqPdfFont bold = cell_font (self, pages, i, TRUE);
  double header = aeq_pdf_natural (pages, &bold, column_of (self, i)->title) * 1.03;
  double content;

  for (gsize row = 0; row < self->n_rows; row++)
    {
      g_autofree char *text = aeq_pdf_cell_text (cell_of (self, row, i));

      if (strlen (text) > strlen (longest))
        {
          g_free (longest);
          longest = g_steal_pointer (&text);
        }
    }
  content = aeq_pdf_natural (pages, &font, longest) * (is_text (self, i) ? 1.06 : 1.01);
  if (is_text (self, i))
    content = MIN (content, MAX_TEXT);
  /* A header of several words may take several lines. */
  return MAX (content, strchr (column_of (self, i)->title, ' ') != NULL ? MIN (header, 52) : header) + 2 * PADDING;
}

AeqPdfTable *
aeq_pdf_table_new (const AeqItem *item, AeqPdfPages *pages)
{
  AeqPdfTable *self = g_new0 (AeqPdfTable, 1);

  self->item = item;
  self->size = SIZE;
  self->n_rows = item->n_rows;
  self->columns = g_new (guint, item->table.n_columns);
  self->natural = g_new0 (double, item->table.n_columns);
  self->widths = g_new0 (double, item->table.n_columns);
  self->heights = g_new0 (double, MAX (self->n_rows, 1));
  for (guint i = 0; i < item->table.n_columns; i++)
    if ((item->table.columns[i].flags & AEQ_COLUMN_DETAIL) == 0)
      self->columns[self->n_columns++] = i;
  for (guint i = 0; i < self->n_columns; i++)
    self->natural[i] = widest (self, pages, i);
  return self;
}

void
aeq_pdf_table_free (AeqPdfTable *self)
{
  g_free (self->columns);
  g_free (self->natural);
  g_free (self->widths);
  g_free (self->heights);
  g_free (self);
}

static double
natural_width (const AeqPdfTable *self)
{
  double sum = 0;

  for (guint i = 0; i < self->n_columns; i++)
    sum += self->natural[i];
  return sum;
}

gboolean
aeq_pdf_table_is_wide (const AeqPdfTable *self, const AeqPdfPages *pages)
{
  double padding = 2 * PADDING * self->n_columns;

  return (natural_width (self) - padding) * MIN_SIZE / SIZE > aeq_pdf_pages_inner (pages) - padding;
}

/* Texts give way until all fits; the widest first. */
static void
shrink (AeqPdfTable *self, double excess)
{
  while (excess > 0.01)
    {
      guint widest_column = G_MAXUINT;
      double cut;

      for (guint i = 0; i < self->n_columns; i++)
        if (is_text (self, i) && self->widths[i] > MIN_TEXT &&
            (widest_column == G_MAXUINT || self->widths[i] > self->widths[widest_column]))
          widest_column = i;
      if (widest_column == G_MAXUINT)
        break;
      cut = MIN (MIN (excess, 4), self->widths[widest_column] - MIN_TEXT);
      self->widths[widest_column] -= cut;
      excess -= cut;
    }
  /* Numbers are cut as a last resort, all alike. */
  if (excess > 0.01)
    {
      double sum = 0;

      for (guint i = 0; i < self->n_columns; i++)
        sum += self->widths[i];
      for (guint i = 0; i < self->n_columns; i++)
        self->widths[i] *= (sum - excess) / sum;
    }
}

static double
measure_row (AeqPdfTable *self, AeqPdfPages *pages, gsize row)
{
  double height = self->size * 1.2;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const AeqCell *cell = cell_of (self, row, i);

      /* No letter is wider than its height: what fits even so needs no look. */
      if (cell->kind == AEQ_CELL_TEXT &&
          (double) strlen (cell->text) * self->size * 0.95 > self->widths[i] - 2 * PADDING)
        {
          AeqPdfFont font = cell_font (self, pages, i, FALSE);
          g_autofree char *text = aeq_pdf_cell_text (cell);

          height = MAX (height, aeq_pdf_measure (pages, &font, text, self->widths[i] - 2 * PADDING));
        }
    }
  return height + 2 * ROW_GAP;
}

static void
lay_out (AeqPdfTable *self, AeqPdfPages *pages)
{
  double padding = 2 * PADDING * self->n_columns;
  double letters = natural_width (self) - padding;
  double room = aeq_pdf_pages_inner (pages) - padding;
  double scale = CLAMP (room / letters, MIN_SIZE / SIZE, MAX_STRETCH);

  if (self->heights[0] > 0)
    return;
  self->size = SIZE * MIN (scale, 1);
  for (guint i = 0; i < self->n_columns; i++)
    self->widths[i] = (self->natural[i] - 2 * PADDING) * scale + 2 * PADDING;
  shrink (self, letters * scale - room);
  for (gsize row = 0; row < self->n_rows; row++)
    self->heights[row] = measure_row (self, pages, row);
}

static double
table_width (const AeqPdfTable *self)
{
  double sum = 0;

  for (guint i = 0; i < self->n_columns; i++)
    sum += self->widths[i];
  return sum;
}

static double
header_height (AeqPdfTable *self, AeqPdfPages *pages)
{
  double height = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      AeqPdfFont font = cell_font (self, pages, i, TRUE);

      height = MAX (height, aeq_pdf_measure (pages, &font, column_of (self, i)->title, self->widths[i] - 2 * PADDING));
    }
  return height + 2 * ROW_GAP;
}

static void
draw_header (AeqPdfTable *self, AeqPdfPages *pages)
{
  double height = header_height (self, pages);
  double x = AEQ_PDF_MARGIN;

  for (guint i = 0; i < self->n_columns; i++)
    {
      AeqPdfFont font = cell_font (self, pages, i, TRUE);
      double text = aeq_pdf_measure (pages, &font, column_of (self, i)->title, self->widths[i] - 2 * PADDING);

      aeq_pdf_text (pages, &font, column_of (self, i)->title, x + PADDING, pages->y + height - ROW_GAP - text,
                    self->widths[i] - 2 * PADDING);
      x += self->widths[i];
    }
  pages->y += height;
  aeq_pdf_rule (pages, AEQ_PDF_MARGIN, pages->y, table_width (self), 0.8, &pages->palette->axis);
  pages->y += 0.8;
}

static gboolean
is_negative (const AeqCell *cell)
{
  return (cell->kind == AEQ_CELL_MONEY && cell->integer < 0) || (cell->kind == AEQ_CELL_DECIMAL && *cell->text == '-');
}

static void
draw_row (AeqPdfTable *self, AeqPdfPages *pages, gsize row)
{
  double x = AEQ_PDF_MARGIN;

  for (guint i = 0; i < self->n_columns && pages->n_pages > 0; i++)
    {
      const AeqCell *cell = cell_of (self, row, i);
      AeqPdfFont font = cell_font (self, pages, i, FALSE);
      g_autofree char *text = aeq_pdf_cell_text (cell);

      if (is_negative (cell))
        font.colour = pages->palette->inks[AEQ_INK_LIMIT];
      aeq_pdf_text (pages, &font, text, x + PADDING, pages->y + ROW_GAP, self->widths[i] - 2 * PADDING);
      x += self->widths[i];
    }
  pages->y += self->heights[row];
  aeq_pdf_rule (pages, AEQ_PDF_MARGIN, pages->y - 0.2, table_width (self), 0.4, &pages->palette->grid);
}

/* How many rows from @row on go onto this page; at least one, and not all but one. */
static gsize
fit (const AeqPdfTable *self, const AeqPdfPages *pages, gsize row)
{
  double room = aeq_pdf_pages_room (pages);
  gsize n = 0;

  while (row + n < self->n_rows && self->heights[row + n] <= room)
    room -= self->heights[row + n++];
  if (n >= 3 && row + n + 1 == self->n_rows)
    n--;
  return MAX (n, 1);
}

double
aeq_pdf_table_start (const AeqPdfTable *self)
{
  return 44 + (double) (self->n_rows <= SHORT_TABLE ? self->n_rows : 3) * (SIZE * 1.2 + 2 * ROW_GAP + 0.2);
}

static void
draw_heading (AeqPdfTable *self, AeqPdfPages *pages)
{
  AeqPdfFont font = aeq_pdf_font (pages, 11, TRUE);

  /* A list bears the title of its document. */
  if (g_str_equal (self->item->table.title, pages->info->title))
    return;
  pages->y += 4;
  pages->y +=
      aeq_pdf_text (pages, &font, self->item->table.title, AEQ_PDF_MARGIN, pages->y, aeq_pdf_pages_inner (pages)) + 4;
}

void
aeq_pdf_table_draw (AeqPdfTable *self, AeqPdfPages *pages)
{
  AeqPdfFont font = aeq_pdf_font (pages, SIZE, FALSE);
  gsize row = 0;

  lay_out (self, pages);
  aeq_pdf_pages_need (pages, aeq_pdf_table_start (self));
  draw_heading (self, pages);
  draw_header (self, pages);
  while (row < self->n_rows)
    {
      gsize n = fit (self, pages, row);

      for (gsize i = 0; i < n; i++)
        draw_row (self, pages, row + i);
      row += n;
      if (row < self->n_rows)
        {
          aeq_pdf_pages_break (pages);
          draw_header (self, pages);
        }
    }
  if (self->n_rows == 0)
    {
      font.colour = pages->palette->faint;
      pages->y += ROW_GAP + aeq_pdf_text (pages, &font, "No rows.", AEQ_PDF_MARGIN + PADDING, pages->y + ROW_GAP, 200);
    }
  pages->y += 14;
}
