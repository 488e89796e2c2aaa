/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-csv-fold.h"
#include "aeq-csv-plan.h"
#include "aeq-error.h"
#include "aeq-words.h"

/* A profile laid over a file. */

static int
find_cell (const AeqCsvRecord *record, const char *header)
{
  g_autofree char *wanted = aeq_csv_fold (header, -1);

  for (guint i = 0; i < record->n_cells; i++)
    {
      g_autofree char *folded = aeq_csv_fold (aeq_csv_record_cell (record, i), -1);

      if (*folded != '\0' && strcmp (folded, wanted) == 0)
        return (int) i;
    }
  return -1;
}

static const char *
first_missing (const AeqProfile *profile, const AeqCsvRecord *record)
{
  for (guint i = 0; i < profile->columns->len; i++)
    {
      const AeqProfileColumn *column = g_ptr_array_index (profile->columns, i);

      if (column->header != NULL && find_cell (record, column->header) < 0)
        return column->header;
    }
  return NULL;
}

static gboolean
names_headers (const AeqProfile *profile)
{
  for (guint i = 0; i < profile->columns->len; i++)
    if (((AeqProfileColumn *) g_ptr_array_index (profile->columns, i))->header != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
find_header (AeqCsvPlan *self, const AeqSample *sample, const AeqProfile *profile, GError **error)
{
  const char *missing = NULL;

  for (guint i = 0; i < MIN (sample->records->len, 200); i++)
    {
      const AeqCsvRecord *record = aeq_sample_record (sample, i);

      if ((missing = first_missing (profile, record)) == NULL)
        {
          self->header = g_ptr_array_new_with_free_func (g_free);
          for (guint c = 0; c < record->n_cells; c++)
            g_ptr_array_add (self->header, g_strdup (aeq_csv_record_cell (record, c)));
          self->first = i + 1;
          self->data_line = record->line + 1;
          return TRUE;
        }
      aeq_facts_take (&self->facts, record);
    }
  missing = first_missing (profile, aeq_sample_record (sample, 0));
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("does not fit the profile %s: no header with a column %s"),
               profile->name, missing);
  return FALSE;
}

/* Two columns of one name are told apart by their place. */
static int
find_column (const AeqCsvRecord *record, const AeqProfileColumn *column)
{
  g_autofree char *wanted = aeq_csv_fold (column->header, -1);
  g_autofree char *there = aeq_csv_fold (aeq_csv_record_cell (record, column->index), -1);

  return strcmp (wanted, there) == 0 ? (int) column->index : find_cell (record, column->header);
}

static void
place_columns (AeqCsvPlan *self, const AeqSample *sample, const AeqProfile *profile)
{
  for (guint i = 0; i < profile->columns->len; i++)
    {
      const AeqProfileColumn *column = g_ptr_array_index (profile->columns, i);
      int at = column->header != NULL ? find_column (aeq_sample_record (sample, self->first - 1), column) : (int) column->index;
      guint place = (guint) at;

      if (column->role == AEQ_ROLE_NARRATIVE)
        g_array_append_val (self->narrative, place);
      else if (self->columns[column->role] < 0)
        self->columns[column->role] = at;
    }
}

gboolean
aeq_csv_apply_profile (AeqCsvPlan *self, const AeqSample *sample, const AeqProfile *profile, GError **error)
{
  self->profile = profile;
  self->kind = profile->kind;
  self->data_line = 1;
  if (names_headers (profile) && !find_header (self, sample, profile, error))
    return FALSE;
  place_columns (self, sample, profile);
  self->decimal = profile->decimal;
  self->date_order = profile->date_order;
  return TRUE;
}
