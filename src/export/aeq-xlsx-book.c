/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-book.h"

#include <errno.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-file-writer.h"
#include "aeq-xlsx-chart.h"
#include "aeq-xlsx-sheet.h"

#define MIN_WIDTH 8
#define MAX_WIDTH 60
#define MAX_NAME 31

/* Where a chart stands. */
typedef struct
{
  AeqChart      *chart;
  lxw_worksheet *sheet;
  lxw_row_t      row;    /* of the first chart on its sheet */
  lxw_col_t      column;
} Place;

struct _AeqXlsxBook
{
  char                  *path;
  char                  *folder;
  AeqFileWriter         *file;
  lxw_workbook          *book;     /* NULL once closed */
  AeqXlsxStyle           style;
  const AeqDocumentInfo *info;
  gboolean               streaming;
  GHashTable            *names;    /* of sheets, folded */
  lxw_worksheet         *summary;  /* figures and sentences; NULL: none yet */
  lxw_row_t              summary_row;
  const AeqTable        *table;    /* begun and not ended */
  lxw_worksheet         *sheet;    /* of the table */
  lxw_row_t              row;      /* next */
  guint                  part;     /* sheets of this table so far */
  guint                 *widths;
  guint64                inexact;
  GPtrArray             *charts;   /* AeqChart, owned */
  GArray *places; /* Place, of the charts that have one; the others stand beside the table that follows */
};

static gboolean
fail (AeqXlsxBook *self, lxw_error code, GError **error)
{
  if (code == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "Writing %s: %s", self->path, aeq_lxw.lxw_strerror (code));
  return FALSE;
}

AeqXlsxBook *
aeq_xlsx_book_new (const char *path, const AeqDocumentInfo *info, gboolean streaming, GError **error)
{
  AeqFileWriter *file = aeq_lxw_load (error) ? aeq_file_writer_new (path, error) : NULL;
  lxw_workbook_options options = { .constant_memory = streaming };
  lxw_doc_properties properties = { 0 };
  AeqXlsxBook *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (AeqXlsxBook, 1);
  self->file = file;
  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (path);
  self->info = info;
  self->streaming = streaming;
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_chart_unref);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  options.tmpdir = self->folder;
  self->book = aeq_lxw.workbook_new_opt (aeq_file_writer_get_partial (file), &options);
  properties.title = (char *) info->title;
  properties.comments = (char *) "Made by Aequitas " AEQ_VERSION;
  /* 0 would be the clock. */
  properties.created = MAX ((time_t) (info->source->made_at / AEQ_SECOND), 1);
  aeq_lxw.workbook_set_properties (self->book, &properties);
  aeq_xlsx_style_init (&self->style, self->book);
  return self;
}

static void
book_free (gpointer data)
{
  AeqXlsxBook *self = data;

  if (self->book != NULL)
    aeq_lxw.lxw_workbook_free (self->book);
  aeq_file_writer_free (self->file);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->charts);
  g_array_unref (self->places);
  g_free (self->widths);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/* A name that a sheet may have: at most 31 characters, none of []:*?/\, not there yet without regard to case. */
static char *
sheet_name (AeqXlsxBook *self, const char *title, guint part)
{
  g_autofree char *clean = g_strdelimit (g_utf8_make_valid (title, -1), "[]:*?/\\'", ' ');

  for (;; part++)
    {
      g_autofree char *suffix = part > 1 ? g_strdup_printf (" %u", part) : g_strdup ("");
      g_autofree char *front =
          g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), MAX_NAME - (glong) strlen (suffix)));
      g_autofree char *name = g_strconcat (g_strstrip (front), suffix, NULL);
      char *folded = g_utf8_casefold (name, -1);

      if (g_hash_table_add (self->names, folded))
        return g_steal_pointer (&name);
    }
}

static lxw_worksheet *
add_sheet (AeqXlsxBook *self, const char *title, guint part)
{
  g_autofree char *name = sheet_name (self, title, part);

  return aeq_lxw.workbook_add_worksheet (self->book, name);
}

static void
open_summary (AeqXlsxBook *self)
{
  if (self->summary != NULL)
    return;
  self->summary = add_sheet (self, "Summary", 1);
  aeq_lxw.worksheet_set_column (self->summary, 0, 0, 34, NULL);
  aeq_lxw.worksheet_set_column (self->summary, 1, 1, 24, NULL);
  aeq_lxw.worksheet_set_column (self->summary, 2, 2, 60, NULL);
  aeq_lxw.worksheet_gridlines (self->summary, LXW_HIDE_ALL_GRIDLINES);
  aeq_xlsx_write_text (self->summary, self->summary_row++, 0, self->info->title, self->style.title);
  if (self->info->subtitle != NULL)
    aeq_xlsx_write_text (self->summary, self->summary_row++, 0, self->info->subtitle, self->style.note);
  self->summary_row++;
}

static gboolean
book_sentence (gpointer data, const char *sentence, GError **error G_GNUC_UNUSED)
{
  AeqXlsxBook *self = data;

  open_summary (self);
  aeq_xlsx_write_text (self->summary, self->summary_row++, 0, sentence, NULL);
  return TRUE;
}

static gboolean
book_figures (gpointer data, const char *name G_GNUC_UNUSED, const char *title, const AeqFigure *figures, gsize n,
              GError **error G_GNUC_UNUSED)
{
  AeqXlsxBook *self = data;

  open_summary (self);
  if (title != NULL)
    aeq_xlsx_write_text (self->summary, self->summary_row++, 0, title, self->style.heading);
  for (gsize i = 0; i < n; i++, self->summary_row++)
    {
      aeq_xlsx_write_text (self->summary, self->summary_row, 0, figures[i].title, self->style.text);
      aeq_xlsx_write_cell (self->summary, self->summary_row, 1, &figures[i].value, &self->style, &self->inexact);
      if (figures[i].note != NULL)
        aeq_xlsx_write_text (self->summary, self->summary_row, 2, figures[i].note, self->style.note);
    }
  self->summary_row++;
  return TRUE;
}

static gboolean
is_numeric (AeqCellKind kind)
{
  return kind >= AEQ_CELL_MONEY && kind <= AEQ_CELL_PERCENT;
}

static void
begin_sheet (AeqXlsxBook *self)
{
  self->sheet = add_sheet (self, self->table->title, ++self->part);
  for (gsize i = 0; i < self->table->n_columns; i++)
    {
      const AeqColumn *column = &self->table->columns[i];

      self->widths[i] = aeq_xlsx_write_text (self->sheet, 0, (lxw_col_t) i, column->title,
                                             is_numeric (column->kind) ? self->style.header_right : self->style.header);
    }
  aeq_lxw.worksheet_freeze_panes (self->sheet, 1, 0);
  aeq_lxw.worksheet_repeat_rows (self->sheet, 0, 0);
  aeq_lxw.worksheet_set_landscape (self->sheet);
  aeq_lxw.worksheet_fit_to_pages (self->sheet, 1, 0);
  self->row = 1;
}

/* Gives the charts that wait their sheet. */
static void
settle_charts (AeqXlsxBook *self, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column)
{
  for (guint i = self->places->len; i < self->charts->len; i++)
    {
      Place place = { self->charts->pdata[i], sheet, row, column };

      g_array_append_val (self->places, place);
    }
}

static gboolean
book_begin_table (gpointer data, const AeqTable *table, GError **error G_GNUC_UNUSED)
{
  AeqXlsxBook *self = data;

  self->table = table;
  self->part = 0;
  g_free (self->widths);
  self->widths = g_new0 (guint, table->n_columns);
  begin_sheet (self);
  settle_charts (self, self->sheet, 1, (lxw_col_t) (table->n_columns + 1));
  return TRUE;
}

/* The rows as a table of the spreadsheet. */
static gboolean
add_table (AeqXlsxBook *self, GError **error)
{
  gsize n = self->table->n_columns;
  g_autofree lxw_table_column *columns = g_new0 (lxw_table_column, n);
  g_autofree lxw_table_column **pointers = g_new0 (lxw_table_column *, n + 1);
  lxw_table_options options = { .style_type = LXW_TABLE_STYLE_TYPE_LIGHT, .style_type_number = 1, .columns = pointers };

  for (gsize i = 0; i < n; i++)
    {
      columns[i].header = (char *) self->table->columns[i].title;
      columns[i].header_format =
          is_numeric (self->table->columns[i].kind) ? self->style.header_right : self->style.header;
      pointers[i] = &columns[i];
    }
  return fail (self, aeq_lxw.worksheet_add_table (self->sheet, 0, 0, self->row - 1, (lxw_col_t) (n - 1), &options), error);
}

/* The library does not look whether its temporary file takes all rows; a full disk would leave a sheet that ends in the
 * middle. */
static gboolean
check_rows (AeqXlsxBook *self, GError **error)
{
  FILE *rows = self->sheet->optimize_tmpfile;

  if (rows == NULL || (fflush (rows) == 0 && ferror (rows) == 0))
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "Writing %s: %s", self->path, g_strerror (errno));
  return FALSE;
}

static gboolean
end_sheet (AeqXlsxBook *self, GError **error)
{
  gsize n = self->table->n_columns;

  if (!check_rows (self, error))
    return FALSE;

  for (gsize i = 0; i < n; i++)
    aeq_lxw.worksheet_set_column (self->sheet, (lxw_col_t) i, (lxw_col_t) i, CLAMP (self->widths[i] + 2, MIN_WIDTH, MAX_WIDTH),
                          NULL);
  if (self->row == 1)
    return TRUE;
  if (!self->streaming)
    return add_table (self, error);
  return fail (self, aeq_lxw.worksheet_autofilter (self->sheet, 0, 0, self->row - 1, (lxw_col_t) (n - 1)), error);
}

static gboolean
book_row (gpointer data, const AeqCell *cells, GError **error)
{
  AeqXlsxBook *self = data;

  if (self->row == LXW_ROW_MAX)
    {
      if (!end_sheet (self, error))
        return FALSE;
      begin_sheet (self);
    }
  for (gsize i = 0; i < self->table->n_columns; i++)
    {
      guint width =
          aeq_xlsx_write_cell (self->sheet, self->row, (lxw_col_t) i, &cells[i], &self->style, &self->inexact);

      self->widths[i] = MAX (self->widths[i], width);
    }
  self->row++;
  return TRUE;
}

static gboolean
book_end_table (gpointer data, GError **error)
{
  AeqXlsxBook *self = data;
  gboolean ok = end_sheet (self, error);

  self->table = NULL;
  return ok;
}

static gboolean
book_chart (gpointer data, AeqChart *chart, GError **error G_GNUC_UNUSED)
{
  AeqXlsxBook *self = data;

  g_ptr_array_add (self->charts, aeq_chart_ref (chart));
  return TRUE;
}

/* The data sheet comes last, so charts are placed when all other sheets are there. */
static void
place_charts (AeqXlsxBook *self)
{
  AeqXlsxCharts charts = { .book = self->book, .style = &self->style };
  lxw_row_t row = 1;

  if (self->places->len == 0)
    return;
  charts.data = add_sheet (self, "Chart data", 1);
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      row = i > 0 && place->sheet == (place - 1)->sheet ? row + AEQ_XLSX_CHART_ROWS : place->row;
      aeq_xlsx_charts_add (&charts, place->chart, place->sheet, row, place->column);
    }
}

static void
source_line (AeqXlsxBook *self, lxw_worksheet *sheet, lxw_row_t *row, const char *title, const char *text)
{
  if (text == NULL)
    return;
  aeq_xlsx_write_text (sheet, *row, 0, title, self->style.text);
  aeq_xlsx_write_text (sheet, *row, 1, text, self->style.wrapped);
  *row += 1;
}

static void
write_source (AeqXlsxBook *self, const char *sha256)
{
  const AeqSource *source = self->info->source;
  lxw_worksheet *sheet = add_sheet (self, "Source", 1);
  char text[AEQ_INSTANT_TEXT_SIZE];
  lxw_row_t row = 0;

  aeq_lxw.worksheet_set_column (sheet, 0, 0, 24, NULL);
  aeq_lxw.worksheet_set_column (sheet, 1, 1, 80, NULL);
  source_line (self, sheet, &row, "Document", self->info->title);
  source_line (self, sheet, &row, "As of", aeq_instant_format (source->as_of, text));
  source_line (self, sheet, &row, "Ledger", source->ledger);
  source_line (self, sheet, &row, "Model", source->model);
  source_line (self, sheet, &row, "Scenario", source->scenario);
  for (gsize i = 0; source->gaps != NULL && source->gaps[i] != NULL; i++)
    source_line (self, sheet, &row, i == 0 ? "Gaps" : "", source->gaps[i]);
  if (self->inexact > 0)
    {
      g_autofree char *note = g_strdup_printf (
          "%" G_GUINT64_FORMAT " numbers of more than 15 digits are written as text: a spreadsheet would "
          "round them",
          self->inexact);

      source_line (self, sheet, &row, "Note", note);
    }
  source_line (self, sheet, &row, "SHA-256 of the tables", sha256);
  source_line (self, sheet, &row, "Program", "Aequitas " AEQ_VERSION);
  source_line (self, sheet, &row, "Made at", aeq_instant_format (source->made_at, text));
}

static gboolean
book_finish (gpointer data, const char *sha256, GCancellable *cancellable, GError **error)
{
  AeqXlsxBook *self = data;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self->places->len < self->charts->len)
    {
      open_summary (self);
      settle_charts (self, self->summary, self->summary_row + 1, 0);
    }
  write_source (self, sha256);
  place_charts (self);
  /* It is freed, whatever it returns. */
  return fail (self, aeq_lxw.workbook_close (g_steal_pointer (&self->book)), error) &&
         aeq_file_writer_finish (self->file, error);
}

const AeqSink AEQ_XLSX_BOOK = {
  book_sentence, book_figures, book_begin_table, book_row, book_end_table, book_chart, book_finish, book_free,
};
