/* SPDX-License-Identifier: MIT */
#include "aeq-csv-date.h"
#include "aeq-csv-plan.h"
#include "aeq-words.h"

/* A list with days in front, pasted into an Excel that expects months in front: 03/04 becomes the 4th of March, and
 * 15/04, which is no date there, stays a text. Then no real date has a day beyond 12, and all the texts have. */

typedef struct
{
  guint low; /* real dates up to the 12th */
  guint high;
  guint texts;  /* texts that are a day in one order only */
  guint others; /* texts that are a day in both */
} Days;

static void
count_cell (Days *self, const AeqCsvRecord *record, guint column)
{
  const char *cell = aeq_csv_record_cell (record, column);
  gsize       length = aeq_csv_record_length (record, column);
  guint       readings = aeq_csv_date_readings (cell, length, NULL);

  if (readings == 0)
    return;
  if (aeq_csv_record_kind (record, column) == AEQ_CELL_DATE)
    {
      gboolean low = length >= 10 && (cell[8] == '0' || (cell[8] == '1' && cell[9] <= '2'));

      self->low += low;
      self->high += !low;
    }
  else if (readings == AEQ_READS_DMY || readings == AEQ_READS_MDY)
    self->texts++;
  else
    self->others++;
}

void
aeq_csv_warn_swapped (const AeqCsvPlan *self, const AeqSample *sample, AeqReadReport *report)
{
  int  column = self->columns[AEQ_ROLE_BOOKING_DATE] >= 0 ? self->columns[AEQ_ROLE_BOOKING_DATE]
                                                          : self->columns[AEQ_ROLE_VALUE_DATE];
  Days days = { 0 };
  char buffer[32];

  if (self->sheet == NULL || column < 0)
    return;
  for (guint i = self->first; i < sample->records->len; i++)
    count_cell (&days, aeq_sample_record (sample, i), (guint) column);
  if (days.low > 0 && days.high == 0 && days.texts > 0 && days.others == 0)
    aeq_read_report_warn (
        report,
        N_("column %s mixes real dates up to the 12th of a month with texts beyond it: Excel seems to have swapped day "
        "and month in the real ones; compare them with the bank's own file"),
        aeq_csv_plan_column_name (self, column, buffer, sizeof buffer));
}
