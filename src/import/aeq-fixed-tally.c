/* SPDX-License-Identifier: MIT */
#include "aeq-fixed-tally.h"

#include <string.h>

#include "aeq-csv-number.h"

#define MAX_WARNED 20

typedef struct
{
  guint64  rows;
  guint64  records;
  gint64   sum;
  gboolean broken;  /* a row had no figure that could be added: the sum says nothing */
  gboolean stated;  /* a header has said what is to come */
  gint64   said;
  guint64  line;
} Count;

void
aeq_fixed_tally_init (AeqFixedTally *self, const AeqProfile *profile, const AeqFixedStyle *style, AeqReadReport *report)
{
  self->profile = profile;
  self->style = style;
  self->report = report;
  self->counts = g_array_new (FALSE, TRUE, sizeof (Count));
  g_array_set_size (self->counts, profile->layout->checks->len);
  self->cell = g_string_new (NULL);
  self->warned = 0;
}

void
aeq_fixed_tally_clear (AeqFixedTally *self)
{
  g_array_unref (self->counts);
  g_string_free (self->cell, TRUE);
}

static const AeqFixedCheck *
check_at (const AeqFixedTally *self, guint i)
{
  return g_ptr_array_index (self->profile->layout->checks, i);
}

static const AeqProfileColumn *
summed (const AeqFixedTally *self, const AeqFixedCheck *check)
{
  return g_ptr_array_index (self->profile->columns, check->column);
}

/* Enough digits for what either side may write. */
static guint
places_of (const AeqFixedTally *self, const AeqFixedCheck *check)
{
  int column = check->kind == AEQ_FIXED_SUMS ? summed (self, check)->field->decimals : 0;

  if (check->kind != AEQ_FIXED_SUMS)
    return 0;
  return (guint) MAX (column >= 0 ? column : 2, check->field.decimals);
}

void
aeq_fixed_tally_record (AeqFixedTally *self)
{
  for (guint i = 0; i < self->counts->len; i++)
    g_array_index (self->counts, Count, i).records++;
}

static gboolean
add_figure (const AeqFixedCheck *check, guint places, const char *cell, gsize length, gint64 *sum)
{
  gboolean rounded = FALSE;
  gint64 value = 0;

  if (length > 0 && (aeq_csv_number_parse (cell, length, places, AEQ_DECIMAL_POINT, &value, &rounded) != AEQ_MONEY_OK ||
                     rounded || value == G_MININT64))
    return FALSE;
  return aeq_money_add (*sum, check->absolute ? ABS (value) : value, sum);
}

void
aeq_fixed_tally_row (AeqFixedTally *self, const AeqCsvRecord *record)
{
  for (guint i = 0; i < self->counts->len; i++)
    {
      const AeqFixedCheck *check = check_at (self, i);
      Count *count = &g_array_index (self->counts, Count, i);

      count->rows++;
      if (check->kind == AEQ_FIXED_SUMS)
        count->broken = count->broken || record == NULL ||
                        !add_figure (check, places_of (self, check), aeq_csv_record_cell (record, check->column),
                                     aeq_csv_record_length (record, check->column), &count->sum);
    }
}

static void
warn (AeqFixedTally *self, guint64 line, const char *type, const char *message)
{
  if (self->warned++ < MAX_WARNED)
    aeq_read_report_warn (self->report, "line %" G_GUINT64_FORMAT ": record %s %s", line, type, message);
}

/* What the record states. FALSE, with a warning, when it cannot be read. */
static gboolean
read_stated (AeqFixedTally *self, const AeqFixedCheck *check, const AeqFixedLine *line, guint64 number, gint64 *value)
{
  const char *problem;

  if (aeq_fixed_field_convert (&check->field, AEQ_ROLE_AMOUNT, self->style, line, self->cell, &problem) &&
      aeq_csv_number_parse (self->cell->str, self->cell->len, places_of (self, check), AEQ_DECIMAL_POINT, value,
                            NULL) == AEQ_MONEY_OK)
    return TRUE;
  warn (self, number, check->field.record, "has no count or total that can be read");
  return FALSE;
}

static void
compare (AeqFixedTally *self, const AeqFixedCheck *check, const Count *count, gint64 said, guint64 line)
{
  gint64 found = check->kind == AEQ_FIXED_SUMS ? count->sum
                 : (gint64) (check->kind == AEQ_FIXED_COUNTS_ROWS ? count->rows : count->records);
  g_autofree char *message = NULL;
  char is[AEQ_MONEY_TEXT_SIZE];
  char should[AEQ_MONEY_TEXT_SIZE];

  if (check->kind == AEQ_FIXED_SUMS && count->broken)
    message = g_strdup_printf ("states a total of %s that could not be checked", summed (self, check)->header);
  else if (found == said)
    return;
  else if (check->kind == AEQ_FIXED_SUMS)
    message = g_strdup_printf ("states a total of %s for %s, and the rows add up to %s",
                               aeq_money_format (said, places_of (self, check), should), summed (self, check)->header,
                               aeq_money_format (found, places_of (self, check), is));
  else
    message = g_strdup_printf ("states %s %s, and there are %s", aeq_money_format (said, 0, should),
                               check->kind == AEQ_FIXED_COUNTS_ROWS ? "rows" : "records",
                               aeq_money_format (found, 0, is));
  warn (self, line, check->field.record, message);
}

void
aeq_fixed_tally_header (AeqFixedTally *self, const char *type, const AeqFixedLine *line, guint64 number)
{
  for (guint i = 0; i < self->counts->len; i++)
    {
      const AeqFixedCheck *check = check_at (self, i);
      Count *count = &g_array_index (self->counts, Count, i);

      if (strcmp (check->field.record, type) != 0)
        continue;
      /* The records before a header belong to the one before it. */
      count->records--;
      if (count->stated)
        compare (self, check, count, count->said, count->line);
      *count = (Count) { .records = 1, .line = number };
      count->stated = read_stated (self, check, line, number, &count->said);
    }
}

void
aeq_fixed_tally_trailer (AeqFixedTally *self, const char *type, const AeqFixedLine *line, guint64 number)
{
  for (guint i = 0; i < self->counts->len; i++)
    {
      const AeqFixedCheck *check = check_at (self, i);
      Count *count = &g_array_index (self->counts, Count, i);
      gint64 said;

      if (strcmp (check->field.record, type) != 0)
        continue;
      if (read_stated (self, check, line, number, &said))
        compare (self, check, count, said, number);
      *count = (Count) { 0 };
    }
}

void
aeq_fixed_tally_finish (AeqFixedTally *self)
{
  for (guint i = 0; i < self->counts->len; i++)
    {
      const Count *count = &g_array_index (self->counts, Count, i);

      if (count->stated)
        compare (self, check_at (self, i), count, count->said, count->line);
    }
  if (self->warned > MAX_WARNED)
    aeq_read_report_warn (self->report, "and %u more counts and totals do not fit", self->warned - MAX_WARNED);
}
