/* SPDX-License-Identifier: MIT */
#include "aeq-table-look.h"

#include <string.h>

#include "aeq-csv-plan.h"
#include "aeq-error.h"
#include "aeq-xlsx-rows.h"
#include "aeq-words.h"

/* What is looked at, and how. */
typedef struct
{
  const AeqProfile     *profile;
  const AeqProfileSet  *known;
  const AeqReadOptions *options;
  guint                 rows;
  GCancellable         *cancellable;
} View;

static void
row_free (AeqLookRow *row)
{
  g_strfreev (row->cells);
  g_free (row);
}

void
aeq_table_look_free (AeqTableLook *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->header);
  g_free (self->roles);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->mapping, aeq_profile_free);
  g_free (self->sheet);
  g_free (self->profile);
  g_clear_error (&self->problem);
  g_free (self);
}

static char **
copy_cells (const AeqCsvRecord *record, guint n)
{
  char **cells = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    cells[i] = g_utf8_make_valid (aeq_csv_record_cell (record, i), -1);
  return cells;
}

static void
take_roles (AeqTableLook *self, const AeqCsvPlan *plan)
{
  for (guint role = AEQ_ROLE_SETTLE_TS; role < AEQ_ROLE_LAST; role++)
    if (plan->columns[role] >= 0 && (guint) plan->columns[role] < self->n_columns)
      self->roles[plan->columns[role]] = role;
  for (guint i = 0; i < plan->narrative->len; i++)
    if (g_array_index (plan->narrative, guint, i) < self->n_columns)
      self->roles[g_array_index (plan->narrative, guint, i)] = AEQ_ROLE_NARRATIVE;
}

/* Where no header was recognised: a first line of words above lines with digits names the columns. */
static gboolean
looks_like_names (const AeqCsvRecord *record)
{
  for (guint i = 0; i < record->n_cells; i++)
    if (*aeq_csv_record_cell (record, i) == '\0' || strpbrk (aeq_csv_record_cell (record, i), "0123456789") != NULL)
      return FALSE;
  return record->n_cells > 1;
}

static void
take_rows (AeqTableLook *self, const AeqCsvPlan *plan, const AeqSample *sample)
{
  guint first;

  self->named = plan->header == NULL && sample->records->len > 1 && looks_like_names (aeq_sample_record (sample, 0));
  first = self->named ? 1 : plan->header != NULL ? plan->first : 0;
  self->header = first > 0 ? copy_cells (aeq_sample_record (sample, first - 1), self->n_columns) : NULL;
  for (guint i = first; i < sample->records->len; i++)
    {
      AeqLookRow *row = g_new0 (AeqLookRow, 1);

      row->line = aeq_sample_record (sample, i)->line;
      row->cells = copy_cells (aeq_sample_record (sample, i), self->n_columns);
      g_ptr_array_add (self->rows, row);
    }
}

static void
keep_far_columns (const AeqTableLook *self, const AeqProfile *base, AeqProfile *profile)
{
  for (guint i = 0; i < base->columns->len; i++)
    {
      const AeqProfileColumn *column = g_ptr_array_index (base->columns, i);

      if (column->index >= self->n_columns)
        aeq_profile_add_column (profile, column->header, column->index, column->role);
    }
}

AeqProfile *
aeq_table_look_map (const AeqTableLook *self, const AeqProfile *base, const AeqColumnRole *roles)
{
  AeqProfile *profile = aeq_profile_copy (base);

  g_ptr_array_set_size (profile->columns, 0);
  for (guint i = 0; i < self->n_columns; i++)
    if (roles[i] != AEQ_ROLE_NONE)
      aeq_profile_add_column (profile, self->header != NULL && *self->header[i] != '\0' ? self->header[i] : NULL, i, roles[i]);
  keep_far_columns (self, base, profile);
  if (profile->fingerprints->len == 0 && self->header != NULL)
    {
      g_autofree char *fingerprint = aeq_profile_fingerprint ((const char *const *) self->header, self->n_columns);

      aeq_profile_add_fingerprint (profile, fingerprint);
    }
  return profile;
}

static void
take_mapping (AeqTableLook *self, const AeqCsvPlan *plan)
{
  g_autoptr(AeqProfile) by_place = NULL;

  self->mapping = aeq_csv_plan_to_profile (plan);
  if (self->problem == NULL)
    self->mapping->sign = plan->sign;
  if (!self->named)
    return;
  by_place = self->mapping;
  self->mapping = aeq_table_look_map (self, by_place, self->roles);
}

/* The records of another source below a line. */
typedef struct
{
  const AeqRecordSource *source;
  guint64                line;
  AeqCsvRecordFunc       func;
  gpointer               user_data;
} Below;

static gboolean
pass_below (AeqCsvRecord *record, gpointer user_data, GError **error)
{
  Below *self = user_data;

  return record->line <= self->line || self->func (record, self->user_data, error);
}

static gboolean
each_below (gpointer data, AeqCsvRecordFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Below *self = data;

  self->func = func;
  self->user_data = user_data;
  return self->source->each (self->source->data, pass_below, self, cancellable, error);
}

/* A header of words that nobody knows: what stands below it may speak for itself. */
static void
guess_by_content (AeqTableLook *self, const View *view, const AeqRecordSource *source)
{
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("csv");
  Below below = { .source = source, .line = self->rows->len > 0 ? ((AeqLookRow *) self->rows->pdata[0])->line - 1 : 0 };
  AeqRecordSource rest = *source;
  AeqCsvPlan plan = { 0 };

  rest.each = each_below;
  rest.data = &below;
  if (aeq_csv_plan_make (&plan, &rest, NULL, NULL, view->options, report, view->cancellable, NULL) && plan.header == NULL)
    {
      g_clear_error (&self->problem);
      g_clear_pointer (&self->mapping, aeq_profile_free);
      self->named = TRUE;
      self->split = plan.split;
      take_roles (self, &plan);
      take_mapping (self, &plan);
    }
  aeq_csv_plan_clear (&plan);
}

static gboolean
has_roles (const AeqTableLook *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->roles[i] != AEQ_ROLE_NONE)
      return TRUE;
  return FALSE;
}

static void
take_plan (AeqTableLook *self, const View *view, const AeqRecordSource *source, const AeqSample *sample, const AeqCsvPlan *plan)
{
  self->split = plan->split;
  self->profile = plan->profile != NULL && *plan->profile->name != '\0' ? g_strdup (plan->profile->name) : NULL;
  take_roles (self, plan);
  take_rows (self, plan, sample);
  take_mapping (self, plan);
  if (self->problem != NULL && plan->profile == NULL && self->header != NULL && !has_roles (self))
    guess_by_content (self, view, source);
}

static AeqTableLook *
look_at_sample (const View *view, const AeqRecordSource *source, const AeqSample *sample, GError **error)
{
  g_autoptr(AeqTableLook) self = g_new0 (AeqTableLook, 1);
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("csv");
  AeqCsvPlan plan = { 0 };
  gboolean usable;

  self->n_columns = MIN (sample->columns, AEQ_LOOK_MAX_COLUMNS);
  self->roles = g_new0 (AeqColumnRole, self->n_columns + 1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->sheet = g_strdup (source->sheet);
  usable = aeq_csv_plan_make (&plan, source, view->profile, view->known, view->options, report, view->cancellable, &self->problem) ||
           self->problem->domain == AEQ_ERROR;
  if (usable)
    take_plan (self, view, source, sample, &plan);
  aeq_csv_plan_clear (&plan);
  if (usable)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&self->problem));
  return NULL;
}

static AeqTableLook *
look_at_source (const View *view, const AeqRecordSource *source, GError **error)
{
  /* The header may stand below a preamble: more records are taken than are shown. */
  g_autoptr(AeqSample) sample = aeq_sample_take (source, view->rows + 200, view->cancellable, error);
  AeqTableLook *self;

  if (sample == NULL)
    return NULL;
  if (sample->records->len == 0)
    {
      aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, NULL, N_("is empty"));
      return NULL;
    }
  if ((self = look_at_sample (view, source, sample, error)) != NULL && self->rows->len > view->rows)
    g_ptr_array_set_size (self->rows, (int) view->rows);
  return self;
}

static AeqTableLook *
look_at_text (const View *view, AeqInput *input, GError **error)
{
  g_autoptr(AeqText) text = aeq_text_new (input, view->cancellable, error);
  AeqDelimited delimited = { .text = text };
  AeqRecordSource source;

  if (text == NULL || !aeq_dialect_sniff (text, view->profile != NULL ? view->profile->delimiter : '\0', &delimited.dialect,
                                          view->cancellable, error))
    return NULL;
  source = aeq_delimited_source (&delimited);
  return look_at_source (view, &source, error);
}

static AeqTableLook *
look_at_sheet (const View *view, const AeqXlsxBook *book, const AeqXlsxSheet *sheet, GError **error)
{
  AeqTableLook *self = NULL;
  AeqXlsxRows rows;

  if (aeq_xlsx_rows_init (&rows, book, sheet, view->cancellable, error))
    {
      AeqRecordSource source = aeq_xlsx_rows_source (&rows);

      self = look_at_source (view, &source, error);
    }
  aeq_xlsx_rows_clear (&rows);
  return self;
}

/* The first sheet that can be read as it stands, else the first with rows. */
static AeqTableLook *
look_at_book (const View *view, AeqInput *input, GError **error)
{
  g_autoptr(AeqXlsxBook) book = aeq_xlsx_book_open (input, view->cancellable, error);
  g_autoptr(AeqTableLook) first = NULL;
  g_autoptr(GError) why = NULL;

  for (guint i = 0; book != NULL && i < book->sheets->len; i++)
    {
      const AeqXlsxSheet *sheet = g_ptr_array_index (book->sheets, i);
      g_autoptr(AeqTableLook) look = NULL;

      if (!sheet->is_grid || sheet->is_hidden)
        continue;
      if ((look = look_at_sheet (view, book, sheet, why == NULL ? &why : NULL)) != NULL && look->problem == NULL)
        return g_steal_pointer (&look);
      if (first == NULL)
        first = g_steal_pointer (&look);
    }
  if (book == NULL || first != NULL)
    return g_steal_pointer (&first);
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  else
    aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, NULL, N_("is a workbook without a sheet that is shown"));
  return NULL;
}

AeqTableLook *
aeq_table_look_new (AeqInput *input, const char *format, const AeqProfile *profile, const AeqProfileSet *known,
                    const AeqReadOptions *options, guint rows, GCancellable *cancellable, GError **error)
{
  const View view = { profile, known, options, rows, cancellable };

  g_return_val_if_fail (g_str_equal (format, "csv") || g_str_equal (format, "xlsx"), NULL);
  return g_str_equal (format, "xlsx") ? look_at_book (&view, input, error) : look_at_text (&view, input, error);
}
