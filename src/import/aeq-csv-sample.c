/* SPDX-License-Identifier: MIT */
#include "aeq-csv-sample.h"

#include <string.h>

#include "aeq-csv-date.h"
#include "aeq-csv-words.h"

#define MAX_BYTES (4 * 1024 * 1024)

static void
record_free (AeqCsvRecord *record)
{
  aeq_csv_record_clear (record);
  g_free (record);
}

void
aeq_sample_free (AeqSample *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->records);
  g_free (self);
}

const AeqCsvRecord *
aeq_sample_record (const AeqSample *self, guint i)
{
  return g_ptr_array_index (self->records, i);
}

static gboolean
keep_record (AeqCsvRecord *record, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqSample *self = user_data;
  AeqCsvRecord *copy;

  if (self->records->len == self->most || self->bytes > MAX_BYTES)
    {
      self->complete = FALSE;
      return FALSE;
    }
  copy = g_new0 (AeqCsvRecord, 1);
  aeq_csv_record_copy (copy, record);
  g_ptr_array_add (self->records, copy);
  self->bytes += record->used;
  self->columns = MAX (self->columns, record->n_cells);
  return TRUE;
}

AeqSample *
aeq_sample_take (const AeqRecordSource *source, guint most, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqSample) self = g_new0 (AeqSample, 1);

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free);
  self->complete = TRUE;
  self->most = most;
  if (!source->each (source->data, keep_record, self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
aeq_looks_like_iban (const char *text)
{
  gsize n = 0;

  for (const char *p = text; *p != '\0'; p++)
    if (*p != ' ' && *p != '\'')
      {
        if (n < 2 ? !g_ascii_isupper (*p) : n < 4 ? !g_ascii_isdigit (*p) : !g_ascii_isalnum (*p))
          return FALSE;
        n++;
      }
  return n >= 15 && n <= 34;
}

void
aeq_column_stats_add_date (AeqColumnStats *self, const char *cell, gsize length)
{
  char separator;
  guint readings = aeq_csv_date_readings (cell, length, &separator);

  if (readings == 0)
    return;
  if (self->dates++ == 0)
    self->separator = separator;
  for (int order = AEQ_DATE_DMY; order <= AEQ_DATE_YMD; order++)
    {
      self->readings[order] += (readings >> order) & 1;
      self->only[order] += readings == 1u << order;
    }
}

void
aeq_column_stats_add_number (AeqColumnStats *self, const char *cell, gsize length)
{
  int sign = 0;
  AeqNumberLook look = aeq_csv_number_look (cell, length, &sign);

  self->numbers += look != AEQ_NUMBER_NONE;
  self->points += look == AEQ_NUMBER_POINT;
  self->commas += look == AEQ_NUMBER_COMMA;
  self->either += look == AEQ_NUMBER_EITHER;
  self->negative += look != AEQ_NUMBER_NONE && sign < 0;
  self->positive += look != AEQ_NUMBER_NONE && sign > 0;
}

static gboolean
has_letter (const char *cell)
{
  for (; *cell != '\0'; cell++)
    if (g_ascii_isalpha (*cell) || (guchar) *cell >= 0x80)
      return TRUE;
  return FALSE;
}

void
aeq_column_stats_add (AeqColumnStats *self, const char *cell, gsize length)
{
  gint64 time_of_day;

  if (length == 0)
    return;
  self->filled++;
  self->characters += length;
  aeq_column_stats_add_date (self, cell, length);
  aeq_column_stats_add_number (self, cell, length);
  self->codes += length == 3 && aeq_currency_lookup (cell, 3) != NULL;
  self->directions += aeq_direction_of (cell, TRUE) != 0;
  self->states += aeq_state_of (cell) != AEQ_STATE_UNKNOWN;
  self->ibans += aeq_looks_like_iban (cell);
  self->times += aeq_csv_time_parse (cell, length, &time_of_day);
  self->letters += has_letter (cell);
}

AeqColumnStats *
aeq_sample_stats (const AeqSample *self, guint first, guint *rows)
{
  AeqColumnStats *stats = g_new0 (AeqColumnStats, MAX (1, self->columns));
  g_autofree const char **firsts = g_new0 (const char *, MAX (1, self->columns));

  for (guint c = 0; c < self->columns; c++)
    stats[c].constant = TRUE;
  for (guint r = first; r < self->records->len; r++)
    {
      const AeqCsvRecord *record = aeq_sample_record (self, r);

      for (guint c = 0; c < record->n_cells; c++)
        {
          const char *cell = aeq_csv_record_cell (record, c);

          aeq_column_stats_add (&stats[c], cell, aeq_csv_record_length (record, c));
          if (*cell != '\0' && firsts[c] == NULL)
            firsts[c] = cell;
          else if (*cell != '\0' && strcmp (firsts[c], cell) != 0)
            stats[c].constant = FALSE;
        }
    }
  if (rows != NULL)
    *rows = self->records->len - MIN (first, self->records->len);
  return stats;
}
