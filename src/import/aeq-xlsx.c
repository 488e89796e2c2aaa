/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx.h"

#include "aeq-csv.h"
#include "aeq-error.h"
#include "aeq-lines.h"
#include "aeq-xlsx-rows.h"
#include "aeq-words.h"

typedef struct
{
  AeqXlsxBook          *book;
  const AeqProfile     *profile;
  const AeqProfileSet  *known;
  const AeqReadOptions *options;
  const AeqReadSink    *sink;
  gpointer              user_data;
  AeqReadReport        *report;
  AeqProgress          *progress;
  GCancellable         *cancellable;
  GPtrArray            *reports; /* AeqReadReport, of each sheet that was read */
  GPtrArray            *names;   /* const char*, the sheets' */
  GError               *why;     /* why the first sheet was left out */
  guint                 left_out;
} Workbook;

static void
note_rows (AeqReadReport *report, const AeqXlsxRows *rows)
{
  if (rows->hidden > 0)
    aeq_read_report_note (report, N_("%" PRIu64 " hidden rows were read like the others"), rows->hidden);
  if (rows->zeros > 0 && rows->book->recalculates)
    aeq_read_report_warn (report,
                          N_("%" PRIu64
                          " formulas have a stored 0 and the file asks to be calculated anew: open it in "
                          "Excel, save it, and compare"),
                          rows->zeros);
}

/* A sheet that is no table. What went wrong while its rows were booked is not that. */
static gboolean
is_no_table (const AeqXlsxRows *rows, const AeqReadReport *report, const GError *error)
{
  return g_error_matches (error, AEQ_ERROR, AEQ_ERROR_INVALID) && !rows->failed && report->transactions == 0 &&
         report->n_errors == 0;
}

static void
leave_out (Workbook *self, const char *name, GError *why)
{
  aeq_read_report_note (self->report, N_("sheet %s was left out: it %s"), name, why->message);
  self->left_out++;
  if (self->why == NULL)
    self->why = why;
  else
    g_error_free (why);
}

static gboolean
read_rows (Workbook *self, AeqXlsxRows *rows, GError **error)
{
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("xlsx");
  g_autoptr(GError) local = NULL;
  AeqRecordSource source = aeq_xlsx_rows_source (rows);

  if (aeq_csv_read_source (&source, self->profile, self->known, self->options, self->sink, self->user_data, report,
                           self->progress, self->cancellable, &local))
    {
      note_rows (report, rows);
      g_ptr_array_add (self->reports, g_steal_pointer (&report));
      g_ptr_array_add (self->names, rows->sheet->name);
      return TRUE;
    }
  if (is_no_table (rows, report, local))
    {
      leave_out (self, rows->sheet->name, g_steal_pointer (&local));
      return TRUE;
    }
  if (local->domain == AEQ_ERROR && !g_str_has_prefix (local->message, "sheet "))
    g_prefix_error (&local, N_("sheet %s: "), rows->sheet->name);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_sheet (Workbook *self, const AeqXlsxSheet *sheet, GError **error)
{
  AeqXlsxRows rows;
  gboolean    ok =
      aeq_xlsx_rows_init (&rows, self->book, sheet, self->cancellable, error) && read_rows (self, &rows, error);

  aeq_xlsx_rows_clear (&rows);
  return ok;
}

static gboolean
has_visible (const AeqXlsxBook *book)
{
  for (guint i = 0; i < book->sheets->len; i++)
    {
      const AeqXlsxSheet *sheet = g_ptr_array_index (book->sheets, i);

      if (sheet->is_grid && !sheet->is_hidden)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_sheets (Workbook *self, GError **error)
{
  gboolean visible = has_visible (self->book);

  for (guint i = 0; i < self->book->sheets->len; i++)
    {
      const AeqXlsxSheet *sheet = g_ptr_array_index (self->book->sheets, i);

      if (!sheet->is_grid)
        continue;
      if (sheet->is_hidden && visible)
        aeq_read_report_note (self->report, N_("sheet %s was left out: it is hidden"), sheet->name);
      else if (!read_sheet (self, sheet, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
join_reports (Workbook *self, GError **error)
{
  if (self->reports->len == 0 && self->why != NULL)
    {
      if (self->left_out > 1)
        g_prefix_error (&self->why, N_("holds no table in any of its %u sheets; the first one "), self->left_out);
      g_propagate_error (error, g_steal_pointer (&self->why));
      return FALSE;
    }
  if (self->reports->len == 0)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, NULL, N_("is a workbook without a sheet of cells"));
  for (guint i = 0; i < self->reports->len; i++)
    {
      g_autofree char *place =
          self->reports->len > 1 ? g_strdup_printf ("sheet %s", (char *) g_ptr_array_index (self->names, i)) : NULL;

      if (!aeq_read_report_merge (self->report, g_ptr_array_index (self->reports, i), place, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_book (Workbook *self, GError **error)
{
  gboolean ok;

  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_read_report_free);
  self->names = g_ptr_array_new ();
  ok = read_sheets (self, error) && join_reports (self, error);
  g_ptr_array_unref (self->reports);
  g_ptr_array_unref (self->names);
  g_clear_error (&self->why);
  return ok;
}

gboolean
aeq_xlsx_read (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known, const AeqReadOptions *options,
               const AeqReadSink *sink, gpointer user_data, AeqReadReport *report, AeqProgress *progress,
               GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqXlsxBook) book = NULL;
  g_autoptr(GError) local = NULL;
  Workbook self = { .profile = profile,
                    .known = known,
                    .options = options,
                    .sink = sink,
                    .user_data = user_data,
                    .report = report,
                    .progress = progress,
                    .cancellable = cancellable };

  g_return_val_if_fail (input != NULL && options != NULL && options->default_currency != NULL && report != NULL, FALSE);

  if ((self.book = book = aeq_xlsx_book_open (input, cancellable, &local)) != NULL && read_book (&self, &local))
    return TRUE;
  return aeq_lines_fail (input, g_steal_pointer (&local), error);
}
