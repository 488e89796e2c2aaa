/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-rows.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-xlsx-cell.h"
#include "aeq-xlsx-ref.h"
#include "aeq-words.h"

/* Records have no gaps: empty cells are filled in. So many of them are free, and then so many for each cell that is
 * there. */
#define FREE_FILLERS 16000000
#define FILLERS_A_CELL 256

/* A cell of the row that is read; its text is a part of @texts. */
typedef struct
{
  guint       column;
  AeqCellKind kind;
  gsize       start;
  gsize       length;
} Placed;

typedef struct
{
  AeqXlsxRows     *rows;
  AeqCsvRecordFunc func;
  gpointer         user_data;
  AeqCsvRecord     record;
  AeqXlsxCell      cell;
  GArray          *cells; /* Placed */
  GString         *texts;
  guint64          row;
  guint            next; /* column of a cell that does not say */
  guint64          fillers;
  guint64          filled;
  gboolean         in_data;
  gboolean         in_row;
  gboolean         in_cell;
  gboolean         is_mixed; /* the cells are not in order */
  gboolean         is_over;  /* the last row has been read */
} Pass;

static gboolean refuse (const Pass *self, AeqError code, GError **error, const char *what) G_GNUC_WARN_UNUSED_RESULT;

/* Says sheet and cell, or row. */
static gboolean
refuse (const Pass *self, AeqError code, GError **error, const char *what)
{
  char             name[AEQ_XLSX_REF_SIZE];
  g_autofree char *message = NULL;

  if (self->in_cell)
    message = g_strdup_printf ("sheet %s, cell %s: %s", self->rows->sheet->name,
                               aeq_xlsx_ref_format (self->cell.column, self->row, name), what);
  else
    message = g_strdup_printf ("sheet %s, row %" G_GUINT64_FORMAT ": %s", self->rows->sheet->name, self->row, what);
  return aeq_error_refuse (error, code, NULL, self->row, NULL, message);
}

static gboolean
start_row (Pass *self, const AeqXlsxXml *xml, GError **error)
{
  guint64 said = aeq_xlsx_xml_number (xml, "r", 0);

  self->row = MAX (self->row + 1, said);
  self->in_row = TRUE;
  self->rows->hidden += aeq_xlsx_xml_flag (xml, "hidden");
  self->is_mixed = FALSE;
  self->next = 0;
  g_array_set_size (self->cells, 0);
  g_string_truncate (self->texts, 0);
  return self->row <= AEQ_XLSX_MAX_ROWS || refuse (self, AEQ_ERROR_LIMIT, error, N_("a sheet has 1,048,576 rows at most"));
}

static gboolean
start_cell (Pass *self, const AeqXlsxXml *xml, GError **error)
{
  gsize       length;
  const char *name = aeq_xlsx_xml_attr (xml, "r", &length);
  guint64     row;

  aeq_xlsx_cell_begin (&self->cell, xml);
  self->cell.column = self->next;
  if (name != NULL && !aeq_xlsx_ref_parse (name, name + length, &self->cell.column, &row))
    return refuse (self, AEQ_ERROR_INVALID, error, N_("holds a cell outside of the sheet"));
  self->in_cell = TRUE;
  self->is_mixed = self->is_mixed || self->cell.column < self->next;
  self->next = self->cell.column + 1;
  return self->cell.column < AEQ_XLSX_MAX_COLUMNS ||
         refuse (self, AEQ_ERROR_LIMIT, error, N_("a sheet has 16,384 columns at most"));
}

static gboolean
end_cell (Pass *self, GError **error)
{
  Placed placed = { .column = self->cell.column, .start = self->texts->len };

  if (!aeq_xlsx_cell_finish (&self->cell, self->rows->book, self->texts, &placed.kind))
    return refuse (self, AEQ_ERROR_INVALID, error,
                   N_("its text is missing from the file's shared texts: open the file in Excel and save it again"));
  self->in_cell = FALSE;
  placed.length = self->texts->len - placed.start;
  if (placed.length == 0 && placed.kind != AEQ_CELL_UNSAVED)
    return TRUE;
  self->rows->zeros += self->cell.has_formula && placed.kind == AEQ_CELL_NUMBER && placed.length == 1 &&
                       self->texts->str[placed.start] == '0';
  g_array_append_val (self->cells, placed);
  return TRUE;
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  const Placed *first = a;
  const Placed *second = b;

  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  return (first->start > second->start) - (first->start < second->start);
}

static gboolean
has_values (const Pass *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (g_array_index (self->cells, Placed, i).kind != AEQ_CELL_TEXT)
      return TRUE;
  return FALSE;
}

static const Placed *
find_cell (const Pass *self, guint column)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (g_array_index (self->cells, Placed, i).column == column)
      return &g_array_index (self->cells, Placed, i);
  return NULL;
}

static void
put_merged (Pass *self, guint column, const char *text)
{
  Placed placed = { column, AEQ_CELL_TEXT, self->texts->len, strlen (text) };

  if (find_cell (self, column) != NULL)
    return;
  g_string_append (self->texts, text);
  g_array_append_val (self->cells, placed);
  self->is_mixed = TRUE;
}

static void
keep_merged (Pass *self, guint i, const AeqXlsxMerge *merge)
{
  const Placed *placed = find_cell (self, merge->left);

  g_free (g_ptr_array_index (self->rows->merged, i));
  g_ptr_array_index (self->rows->merged, i) =
      placed != NULL ? g_strndup (self->texts->str + placed->start, placed->length) : NULL;
}

/* A header of two rows: what is merged downwards names its column in the lower row too. One across several columns, in
 * a header of one row, names them all. Rows with numbers or days are no headers. */
static void
spread_merged (Pass *self)
{
  guint    own = self->cells->len;
  gboolean plain = !has_values (self);
  gboolean grouped = FALSE;

  for (guint i = 0; i < self->rows->merges->len; i++)
    {
      const AeqXlsxMerge *merge = &g_array_index (self->rows->merges, AeqXlsxMerge, i);
      const char         *text;

      if (merge->top == self->row)
        keep_merged (self, i, merge);
      grouped = grouped || (merge->top == self->row && merge->bottom > self->row);
      text = g_ptr_array_index (self->rows->merged, i);
      if (plain && text != NULL && merge->bottom == self->row && merge->top < self->row)
        put_merged (self, merge->left, text);
    }
  for (guint i = 0; plain && !grouped && own > 2 && i < self->rows->merges->len; i++)
    {
      const AeqXlsxMerge *merge = &g_array_index (self->rows->merges, AeqXlsxMerge, i);
      const char         *text = g_ptr_array_index (self->rows->merged, i);

      for (guint c = merge->left + 1; merge->top == self->row && text != NULL && c <= merge->right; c++)
        put_merged (self, c, text);
    }
}

static gboolean
add_placed (Pass *self, const Placed *placed, GError **error)
{
  const char *text = self->texts->str + placed->start;

  while (self->record.n_cells < placed->column)
    {
      aeq_csv_record_add (&self->record, "", 0);
      self->fillers++;
    }
  self->filled++;
  if (self->fillers > FREE_FILLERS + FILLERS_A_CELL * self->filled)
    return refuse (self, AEQ_ERROR_LIMIT, error, N_("the cells lie too far apart for a table"));
  self->record.several_lines = self->record.several_lines || memchr (text, '\n', placed->length) != NULL;
  aeq_csv_record_add_kind (&self->record, placed->kind, text, placed->length);
  return TRUE;
}

static gboolean
end_row (Pass *self, GError **error)
{
  self->in_row = FALSE;
  if (self->rows->merges->len > 0)
    spread_merged (self);
  if (self->cells->len == 0)
    return TRUE;
  if (self->is_mixed)
    g_array_sort (self->cells, compare_columns);
  aeq_csv_record_reset (&self->record, self->row);
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Placed *placed = &g_array_index (self->cells, Placed, i);

      if (placed->column < self->record.n_cells)
        return refuse (self, AEQ_ERROR_INVALID, error, N_("the same cell is there twice"));
      if (!add_placed (self, placed, error))
        return FALSE;
    }
  return self->func (&self->record, self->user_data, error);
}

static gboolean
on_start (AeqXlsxXml *xml, const char *name, gpointer user_data, GError **error)
{
  Pass *self = user_data;

  if (self->in_cell)
    {
      aeq_xlsx_cell_start (&self->cell, name);
      return TRUE;
    }
  if (self->in_row)
    return strcmp (name, "c") != 0 || start_cell (self, xml, error);
  if (self->in_data)
    return strcmp (name, "row") != 0 || start_row (self, xml, error);
  self->in_data = strcmp (name, "sheetData") == 0;
  return TRUE;
}

static gboolean
on_end (const char *name, gpointer user_data, GError **error)
{
  Pass *self = user_data;

  if (self->in_cell)
    {
      if (strcmp (name, "c") == 0)
        return end_cell (self, error);
      aeq_xlsx_cell_end (&self->cell, name);
      return TRUE;
    }
  if (self->in_row)
    return strcmp (name, "row") != 0 || end_row (self, error);
  if (!self->in_data || strcmp (name, "sheetData") != 0)
    return TRUE;
  self->is_over = TRUE;
  return FALSE;
}

/* What stands behind the rows is not parsed, but its checksum tells whether the rows were whole. */
static gboolean
read_rest (AeqZip *zip, GError **error)
{
  char   block[4096];
  gssize n;

  while ((n = aeq_zip_read (zip, block, sizeof block, error)) > 0)
    ;
  return n == 0;
}

static gboolean
on_text (const char *text, gsize length, gpointer user_data, GError **error)
{
  Pass *self = user_data;

  if (!self->in_cell || !self->cell.takes_text)
    return TRUE;
  if (self->cell.value->len + length > AEQ_XLSX_MAX_TEXT)
    return refuse (self, AEQ_ERROR_LIMIT, error, N_("holds a text of more than 128 KiB"));
  g_string_append_len (self->cell.value, text, (gssize) length);
  return TRUE;
}

/* What the receiver of the rows says is not the sheet's failure. */
typedef struct
{
  AeqCsvRecordFunc func;
  gpointer         user_data;
  gboolean         refused;
} Receiver;

static gboolean
receive (AeqCsvRecord *record, gpointer user_data, GError **error)
{
  Receiver *self = user_data;

  if (self->func (record, self->user_data, error))
    return TRUE;
  self->refused = TRUE;
  return FALSE;
}

static gboolean
each_row (gpointer data, AeqCsvRecordFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  static const AeqXlsxHandler HANDLER = { on_start, on_end, on_text };
  AeqXlsxRows                *self = data;
  Receiver                    receiver = { func, user_data, FALSE };
  Pass                        pass = { .rows = self, .func = receive, .user_data = &receiver };
  gboolean                    ok;

  self->hidden = self->zeros = 0;
  pass.cell.value = g_string_new (NULL);
  pass.texts = g_string_new (NULL);
  pass.cells = g_array_new (FALSE, FALSE, sizeof (Placed));
  ok = aeq_xlsx_xml_walk (self->book->zip, self->sheet->member, &HANDLER, &pass, &self->part, cancellable, error) &&
       (!pass.is_over || read_rest (self->book->zip, error));
  self->failed = self->failed || (!ok && !receiver.refused);
  g_string_free (pass.cell.value, TRUE);
  g_string_free (pass.texts, TRUE);
  g_array_unref (pass.cells);
  aeq_csv_record_clear (&pass.record);
  return ok;
}

static double
fraction (gpointer data)
{
  return ((AeqXlsxRows *)data)->part;
}

AeqRecordSource
aeq_xlsx_rows_source (AeqXlsxRows *self)
{
  return (AeqRecordSource){ each_row, fraction, self, '\0', self->sheet->name, self->book->is_1904 };
}
