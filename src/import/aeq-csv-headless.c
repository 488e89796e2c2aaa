/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-csv-date.h"
#include "aeq-csv-plan.h"
#include "aeq-words.h"

/* A file without a header: its columns are known by what they hold. */

#define WITHIN 50

static gboolean
is_first_row (const AeqCsvRecord *record)
{
  gboolean date = FALSE;
  gboolean number = FALSE;

  for (guint i = 0; i < record->n_cells; i++)
    {
      const char *cell = aeq_csv_record_cell (record, i);
      gsize length = aeq_csv_record_length (record, i);

      if (aeq_csv_date_readings (cell, length, NULL) != 0)
        date = TRUE;
      else if (aeq_csv_number_look (cell, length, NULL) != AEQ_NUMBER_NONE)
        number = TRUE;
    }
  return date && number;
}

static gboolean
find_first (AeqCsvPlan *self, const AeqSample *sample)
{
  for (guint i = 0; i < MIN (sample->records->len, WITHIN); i++)
    if (is_first_row (aeq_sample_record (sample, i)))
      {
        self->first = i;
        self->data_line = aeq_sample_record (sample, i)->line;
        return TRUE;
      }
    else
      aeq_facts_take (&self->facts, aeq_sample_record (sample, i));
  return FALSE;
}

static gboolean
nearly_all (guint part, guint whole)
{
  return whole > 0 && part * 10 >= whole * 9;
}

/* Plain days first; a column of days with times is the moment of entry, and only stands in. */
static void
take_dates (AeqCsvPlan *self, const AeqColumnStats *stats, guint n, guint rows)
{
  for (int with_time = 0; with_time <= 1; with_time++)
    for (guint i = 0; i < n; i++)
      {
        gboolean has_time = stats[i].characters > 12 * (gsize) stats[i].filled;

        if (!nearly_all (stats[i].dates, stats[i].filled) || !nearly_all (stats[i].filled, rows) ||
            has_time != with_time)
          continue;
        if (!aeq_csv_plan_has (self, AEQ_ROLE_BOOKING_DATE))
          self->columns[AEQ_ROLE_BOOKING_DATE] = (int) i;
        else if (!with_time && !aeq_csv_plan_has (self, AEQ_ROLE_VALUE_DATE))
          self->columns[AEQ_ROLE_VALUE_DATE] = (int) i;
        else if (with_time && !aeq_csv_plan_has (self, AEQ_ROLE_TIME))
          self->columns[AEQ_ROLE_TIME] = (int) i;
      }
}

static gboolean
is_taken (const AeqCsvPlan *self, guint i)
{
  for (int role = 0; role < AEQ_ROLE_LAST; role++)
    if (self->columns[role] == (int) i)
      return TRUE;
  return FALSE;
}

static gboolean
is_money (const AeqColumnStats *stats, gboolean plain_too)
{
  return stats->filled > 0 && nearly_all (stats->numbers, stats->filled) && !nearly_all (stats->dates, stats->filled) &&
         (plain_too || stats->points + stats->commas + stats->either + stats->negative > 0);
}

static gint64
amount_at (const AeqCsvRecord *record, guint i, gboolean *filled)
{
  gint64 value = 0;

  *filled = aeq_money_parse (aeq_csv_record_cell (record, i), (gssize) aeq_csv_record_length (record, i), 4, AEQ_DECIMAL_AUTO,
                             AEQ_MONEY_ROUND, &value, NULL) == AEQ_MONEY_OK;
  return value;
}

/* Steps of column @b that column @a explains, going down or up the file, or within a row from an opening column. */
static guint
count_steps (const AeqCsvPlan *self, const AeqSample *sample, guint a, guint b)
{
  guint down = 0;
  guint up = 0;

  for (guint r = self->first + 1; r < sample->records->len; r++)
    {
      gboolean ok[4];
      gint64 before = amount_at (aeq_sample_record (sample, r - 1), b, &ok[0]);
      gint64 after = amount_at (aeq_sample_record (sample, r), b, &ok[1]);
      gint64 first = amount_at (aeq_sample_record (sample, r - 1), a, &ok[2]);
      gint64 second = amount_at (aeq_sample_record (sample, r), a, &ok[3]);

      if (!ok[0] || !ok[1])
        continue;
      down += ok[3] && (gint64) ((guint64) after - (guint64) before) == second;
      up += ok[2] && (gint64) ((guint64) before - (guint64) after) == first;
    }
  return MAX (down, up);
}

/* Two columns of which each row fills one: payments stand left, or are the negative ones. */
static gboolean
take_split (AeqCsvPlan *self, const AeqColumnStats *stats, const guint *money, guint n_money, guint rows)
{
  for (guint i = 0; i + 1 < n_money; i++)
    {
      const AeqColumnStats *left = &stats[money[i]];
      const AeqColumnStats *right = &stats[money[i + 1]];
      gboolean swapped = right->negative > 0 && left->negative == 0;

      if (left->filled >= rows || right->filled >= rows || !nearly_all (left->filled + right->filled, rows) ||
          left->filled + right->filled > rows + rows / 10)
        continue;
      self->columns[AEQ_ROLE_DEBIT] = (int) money[i + swapped];
      self->columns[AEQ_ROLE_CREDIT] = (int) money[i + !swapped];
      return TRUE;
    }
  return FALSE;
}

static void
take_amount (AeqCsvPlan *self, const AeqSample *sample, const AeqColumnStats *stats, const guint *money, guint n_money)
{
  guint best = 0;

  self->columns[AEQ_ROLE_AMOUNT] = (int) money[0];
  for (guint i = 0; i < n_money; i++)
    if (stats[money[i]].negative > stats[self->columns[AEQ_ROLE_AMOUNT]].negative)
      self->columns[AEQ_ROLE_AMOUNT] = (int) money[i];
  for (guint a = 0; a < n_money; a++)
    for (guint b = 0; b < n_money; b++)
      {
        guint steps = a != b ? count_steps (self, sample, money[a], money[b]) : 0;

        if (steps > best || (steps == best && steps > 0 && b > (guint) self->columns[AEQ_ROLE_BALANCE]))
          {
            best = steps;
            self->columns[AEQ_ROLE_AMOUNT] = (int) money[a];
            self->columns[AEQ_ROLE_BALANCE] = (int) money[b];
          }
      }
}

static gboolean
take_money (AeqCsvPlan *self, const AeqSample *sample, const AeqColumnStats *stats, guint n, guint rows)
{
  guint money[16];
  guint n_money = 0;

  for (int plain_too = 0; plain_too <= 1 && n_money == 0; plain_too++)
    for (guint i = 0; i < n && n_money < G_N_ELEMENTS (money); i++)
      if (!is_taken (self, i) && is_money (&stats[i], plain_too))
        money[n_money++] = i;
  if (n_money == 0)
    return FALSE;
  if (!take_split (self, stats, money, n_money, rows))
    take_amount (self, sample, stats, money, n_money);
  return TRUE;
}

static guint
iban_remainder (const char *text)
{
  g_autoptr(GString) turned = g_string_new (NULL);
  guint rest = 0;

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (turned, *p);
  if (turned->len < 5)
    return 0;
  g_string_append_len (turned, turned->str, 4);
  for (gsize i = 4; i < turned->len; i++)
    {
      int value = g_ascii_isdigit (turned->str[i]) ? turned->str[i] - '0' : g_ascii_toupper (turned->str[i]) - 'A' + 10;

      rest = (rest * (value > 9 ? 100 : 10) + (guint) value) % 97;
    }
  return rest;
}

/* The value that most rows have in column @i. */
static const char *
most_frequent (const AeqCsvPlan *self, const AeqSample *sample, guint i)
{
  g_autoptr(GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  const char *best = NULL;
  guint most = 0;

  for (guint r = self->first; r < sample->records->len; r++)
    {
      const char *cell = aeq_csv_record_cell (aeq_sample_record (sample, r), i);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, cell)) + 1;

      g_hash_table_insert (counts, (gpointer) cell, GUINT_TO_POINTER (count));
      if (count > most && *cell != '\0')
        {
          most = count;
          best = cell;
        }
    }
  return best;
}

static gboolean
all_ibans_hold (const AeqCsvPlan *self, const AeqSample *sample, guint i)
{
  for (guint r = self->first; r < sample->records->len; r++)
    if (*aeq_csv_record_cell (aeq_sample_record (sample, r), i) != '\0' &&
        iban_remainder (aeq_csv_record_cell (aeq_sample_record (sample, r), i)) != 1)
      return FALSE;
  return TRUE;
}

/* Without a header an IBAN in every row is ours when it is always the same. Where it varies and is not sound, it was
 * mistyped in some rows: the file is of the account that most rows have. */
static void
take_account (AeqCsvPlan *self, const AeqSample *sample, const AeqColumnStats *stats, guint n, guint rows,
              AeqReadReport *report)
{
  for (guint i = 0; i < n; i++)
    {
      gboolean number =
          stats[i].constant && stats[i].numbers == stats[i].filled && stats[i].characters >= 6 * (gsize)stats[i].filled;

      if (is_taken (self, i) || !nearly_all (stats[i].filled, rows))
        continue;
      if (stats[i].ibans < stats[i].filled && !number)
        continue;
      if (stats[i].constant || all_ibans_hold (self, sample, i))
        self->columns[AEQ_ROLE_ACCOUNT] = (int) i;
      else
        {
          self->account = g_strdup (most_frequent (self, sample, i));
          aeq_read_report_note (
              report, N_("column %u holds account numbers with wrong check digits; all rows are taken for account %s"),
              i + 1, self->account);
        }
      return;
    }
}

static void
take_rest (AeqCsvPlan *self, const AeqColumnStats *stats, guint n, guint rows)
{
  for (guint i = 0; i < n; i++)
    {
      if (is_taken (self, i) || stats[i].filled == 0)
        continue;
      if (stats[i].codes == stats[i].filled && nearly_all (stats[i].filled, rows))
        self->columns[AEQ_ROLE_CURRENCY] = (int) i;
      else if (stats[i].directions == stats[i].filled && nearly_all (stats[i].filled, rows))
        self->columns[AEQ_ROLE_DIRECTION] = (int) i;
      else if (stats[i].letters > 0 && stats[i].ibans < stats[i].filled)
        g_array_append_val (self->narrative, i);
    }
}

static guint
count_dated (const AeqColumnStats *stats, guint n)
{
  guint most = 0;

  for (guint i = 0; i < n; i++)
    most = MAX (most, stats[i].dates);
  return most;
}

gboolean
aeq_csv_read_headless (AeqCsvPlan *self, const AeqSample *sample, AeqReadReport *report)
{
  guint n = MIN (sample->columns, 256);
  g_autofree AeqColumnStats *stats = NULL;
  guint rows;

  if (!find_first (self, sample))
    return FALSE;
  stats = aeq_sample_stats (sample, self->first, NULL);
  rows = count_dated (stats, n);
  self->kind = AEQ_PROFILE_FLOWS;
  take_dates (self, stats, n, rows);
  if (!aeq_csv_plan_has (self, AEQ_ROLE_BOOKING_DATE) || !take_money (self, sample, stats, n, rows))
    return FALSE;
  take_account (self, sample, stats, n, rows, report);
  take_rest (self, stats, n, rows);
  aeq_read_report_note (report, N_("the file has no header; its columns were known by their content"));
  return TRUE;
}
