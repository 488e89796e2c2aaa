/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-csv-date.h"
#include "aeq-csv-fold.h"
#include "aeq-csv-plan.h"
#include "aeq-csv-words.h"

#define HEADER_WITHIN 200
#define MAX_LOOKED_AT 1024

static gboolean
is_data_cell (const char *cell, gsize length)
{
  return aeq_csv_date_readings (cell, length, NULL) != 0 || aeq_csv_number_look (cell, length, NULL) != AEQ_NUMBER_NONE;
}

/* Points for the words of a header: a record that holds dates or amounts is none. */
static guint
score_header (const AeqCsvRecord *record)
{
  AeqHeaderMeaning meanings[AEQ_MAX_MEANINGS];
  guint score = 0;
  guint data = 0;

  for (guint i = 0; i < MIN (record->n_cells, MAX_LOOKED_AT); i++)
    {
      const char *cell = aeq_csv_record_cell (record, i);
      g_autofree char *folded = NULL;

      if (*cell == '\0' || strlen (cell) > 80)
        continue;
      if (is_data_cell (cell, strlen (cell)))
        data++;
      else
        {
          folded = aeq_csv_fold_header (cell, NULL);
          if (aeq_header_meanings (folded, meanings) > 0)
            score += meanings[0].weight;
        }
    }
  return data > 0 ? 0 : score;
}

static void
keep_header (AeqCsvPlan *self, const AeqCsvRecord *record)
{
  self->header = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < record->n_cells; i++)
    g_ptr_array_add (self->header, g_strdup (aeq_csv_record_cell (record, i)));
}

static void
count_languages (AeqCsvPlan *self)
{
  for (guint i = 0; i < self->header->len; i++)
    {
      AeqHeaderMeaning meanings[AEQ_MAX_MEANINGS];
      g_autofree char *folded = aeq_csv_fold_header (g_ptr_array_index (self->header, i), &self->currency);
      guint n = aeq_header_meanings (folded, meanings);
      gboolean english = FALSE;
      gboolean other = FALSE;

      for (guint m = 0; m < n; m++)
        {
          english = english || strstr (meanings[m].languages, "en") != NULL;
          other = other || (meanings[m].languages[0] != '\0' && strstr (meanings[m].languages, "en") == NULL);
        }
      self->english += english && !other;
      self->foreign += other && !english;
      if (g_str_has_prefix (folded, "check") || strstr (folded, "routing") != NULL)
        self->facts.is_american = TRUE;
    }
}

/* The header is the record with the most known words; at least a date and an amount, say, worth 6 points. */
gboolean
aeq_csv_find_header (AeqCsvPlan *self, const AeqSample *sample)
{
  guint best = 0;
  guint at = 0;

  for (guint i = 0; i < MIN (sample->records->len, HEADER_WITHIN); i++)
    {
      guint score = score_header (aeq_sample_record (sample, i));

      if (score > best)
        {
          best = score;
          at = i;
        }
    }
  if (best < 6)
    return FALSE;
  keep_header (self, aeq_sample_record (sample, at));
  count_languages (self);
  self->first = at + 1;
  self->data_line = aeq_sample_record (sample, at)->line + 1;
  for (guint i = 0; i < at; i++)
    aeq_facts_take (&self->facts, aeq_sample_record (sample, i));
  return TRUE;
}

/* One column as a candidate for roles. */
typedef struct
{
  AeqHeaderMeaning meanings[AEQ_MAX_MEANINGS];
  guint            n_meanings;
  gboolean         taken;
  const AeqColumnStats *stats;
} Column;

static double
share (guint part, guint whole)
{
  return whole == 0 ? 0 : (double) part / whole;
}

/* How far the content of a column fits a role, 0 to 1. */
static double
fit (AeqColumnRole role, const AeqColumnStats *stats, guint rows)
{
  switch (role)
    {
    case AEQ_ROLE_SETTLE_TS:
    case AEQ_ROLE_BOOKING_DATE:
    case AEQ_ROLE_VALUE_DATE:
    case AEQ_ROLE_TRANSACTION_DATE:
    case AEQ_ROLE_DATE:
    case AEQ_ROLE_OPENED:
    case AEQ_ROLE_CALL_DUE:
      return share (stats->dates, stats->filled);
    case AEQ_ROLE_TIME:
      return share (stats->times + stats->dates, stats->filled);
    case AEQ_ROLE_AMOUNT:
    case AEQ_ROLE_DEBIT:
    case AEQ_ROLE_CREDIT:
    case AEQ_ROLE_FEE:
    case AEQ_ROLE_BALANCE:
    case AEQ_ROLE_OPENING:
    case AEQ_ROLE_CLOSING:
    case AEQ_ROLE_QUANTITY:
    case AEQ_ROLE_PRICE:
    case AEQ_ROLE_MARKET_VALUE:
    case AEQ_ROLE_REQUIREMENT:
    case AEQ_ROLE_EXCESS:
    case AEQ_ROLE_EQUITY:
    case AEQ_ROLE_CALL_AMOUNT:
      return share (stats->numbers, stats->filled);
    case AEQ_ROLE_DIRECTION:
      return stats->filled > 0 && stats->directions == stats->filled ? 1 : 0;
    case AEQ_ROLE_CURRENCY:
      return stats->dates > 0 || stats->characters > 5 * (gsize)stats->filled
                 ? 0
                 : MAX (share (stats->codes, stats->filled), 0.5);
    case AEQ_ROLE_STATUS:
      return share (stats->states, stats->filled);
    case AEQ_ROLE_IBAN:
      return stats->filled * 10 >= rows * 9 ? share (stats->ibans, stats->filled) : 0;
    case AEQ_ROLE_ACCOUNT:
      return stats->filled * 10 >= rows * 9 ? 1 : 0;
    default:
      return 1;
    }
}

static gboolean
is_measured (AeqColumnRole role)
{
  return role <= AEQ_ROLE_AMOUNT || role == AEQ_ROLE_DATE || role == AEQ_ROLE_OPENED || role == AEQ_ROLE_BALANCE ||
         (role >= AEQ_ROLE_QUANTITY && role <= AEQ_ROLE_CALL_AMOUNT && role != AEQ_ROLE_METHODOLOGY);
}

static gboolean
means (const Column *column, AeqColumnRole role)
{
  for (guint m = 0; m < column->n_meanings; m++)
    if (column->meanings[m].role == role)
      return TRUE;
  return FALSE;
}

/* A column that its header gives to one role keeps it although its cells are wrong: then each row says so. */
static double
score_column (const Column *column, AeqColumnRole role, guint rows)
{
  double score = 0;

  for (guint m = 0; m < column->n_meanings; m++)
    if (column->meanings[m].role == role)
      {
        guint weight = column->meanings[m].weight;
        double fits = fit (role, column->stats, rows);

        if (fits >= 0.5)
          score = MAX (score, weight * 10 + fits * 5 + share (column->stats->filled, rows) * 4);
        else if (weight >= 4 &&
                 (column->stats->filled == 0 || (is_measured (role) && !means (column, AEQ_ROLE_CURRENCY))))
          score = MAX (score, weight);
      }
  return score;
}

/* "Payee","Account number": the account beside a name is theirs, and so is one that changes from row to row when the
 * lines above the table have said which account is ours. */
static gboolean
is_their_account (const Column *columns, guint i, const AeqFacts *facts)
{
  if (!means (&columns[i], AEQ_ROLE_COUNTERPARTY_ACCOUNT))
    return FALSE;
  if (i > 0 && means (&columns[i - 1], AEQ_ROLE_COUNTERPARTY))
    return TRUE;
  return (facts->iban != NULL || facts->account != NULL) && !columns[i].stats->constant;
}

static int
best_column (const Column *columns, guint n, AeqColumnRole role, guint rows, const AeqFacts *facts)
{
  double best = 0;
  int at = -1;

  for (guint i = 0; i < n; i++)
    {
      double score = columns[i].taken ? 0 : score_column (&columns[i], role, rows);

      if ((role == AEQ_ROLE_ACCOUNT || role == AEQ_ROLE_IBAN) && is_their_account (columns, i, facts))
        score = 0;
      if (score > best)
        {
          best = score;
          at = (int) i;
        }
    }
  return at;
}

static gboolean
role_belongs (AeqProfileKind kind, AeqColumnRole role)
{
  gboolean shared = role == AEQ_ROLE_ACCOUNT || role == AEQ_ROLE_CURRENCY;

  if (kind == AEQ_PROFILE_POSITIONS)
    return shared || (role >= AEQ_ROLE_DATE && role <= AEQ_ROLE_MARKET_VALUE);
  if (kind == AEQ_PROFILE_MARGIN)
    return shared || role == AEQ_ROLE_TIME || role == AEQ_ROLE_DATE || role >= AEQ_ROLE_METHODOLOGY;
  if (kind == AEQ_PROFILE_ACCOUNTS)
    return shared || role == AEQ_ROLE_IBAN || (role >= AEQ_ROLE_NAME && role <= AEQ_ROLE_OPENED);
  return role <= AEQ_ROLE_NARRATIVE;
}

static gboolean
any_means (const Column *columns, guint n, AeqColumnRole role)
{
  for (guint i = 0; i < n; i++)
    for (guint m = 0; m < columns[i].n_meanings; m++)
      if (columns[i].meanings[m].role == role && columns[i].meanings[m].weight >= 4)
        return TRUE;
  return FALSE;
}

static AeqProfileKind
choose_kind (const Column *columns, guint n)
{
  gboolean money = any_means (columns, n, AEQ_ROLE_AMOUNT) || any_means (columns, n, AEQ_ROLE_DEBIT) ||
                   any_means (columns, n, AEQ_ROLE_CREDIT);
  gboolean account = any_means (columns, n, AEQ_ROLE_ACCOUNT) || any_means (columns, n, AEQ_ROLE_IBAN);

  /* Brokers list movements of cash with instrument and quantity beside the amount; a holding has a value. */
  if (any_means (columns, n, AEQ_ROLE_QUANTITY) &&
      (!money || any_means (columns, n, AEQ_ROLE_MARKET_VALUE)) &&
      (any_means (columns, n, AEQ_ROLE_ISIN) || any_means (columns, n, AEQ_ROLE_INSTRUMENT)))
    return AEQ_PROFILE_POSITIONS;
  if (!money && account && !any_means (columns, n, AEQ_ROLE_BOOKING_DATE) &&
      (any_means (columns, n, AEQ_ROLE_KIND) || any_means (columns, n, AEQ_ROLE_ZONE) ||
       any_means (columns, n, AEQ_ROLE_OPENED) || any_means (columns, n, AEQ_ROLE_BANK)))
    return AEQ_PROFILE_ACCOUNTS;
  if (any_means (columns, n, AEQ_ROLE_REQUIREMENT) && !money &&
      (any_means (columns, n, AEQ_ROLE_EQUITY) || any_means (columns, n, AEQ_ROLE_EXCESS) ||
       any_means (columns, n, AEQ_ROLE_CALL_AMOUNT)))
    return AEQ_PROFILE_MARGIN;
  return AEQ_PROFILE_FLOWS;
}

/* Banks leave the header of some columns empty: "Umsatz;" with S or H behind the amounts. */
static void
mean_by_content (Column *column)
{
  const AeqColumnStats *stats = column->stats;

  if (stats->filled == 0)
    return;
  if (stats->directions == stats->filled)
    column->meanings[column->n_meanings++] = (AeqHeaderMeaning){ AEQ_ROLE_DIRECTION, 2, "" };
  else if (stats->codes == stats->filled)
    column->meanings[column->n_meanings++] = (AeqHeaderMeaning){ AEQ_ROLE_CURRENCY, 2, "" };
}

/* "BookingDate": words that only their capitals part. NULL when there are none. */
static char *
part_capitals (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean parted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (p > text && g_ascii_islower (p[-1]) && g_ascii_isupper (*p))
        {
          g_string_append_c (out, ' ');
          parted = TRUE;
        }
      g_string_append_c (out, *p);
    }
  return g_string_free (out, !parted);
}

static guint
meanings_of (const char *text, const AeqColumnStats *stats, AeqHeaderMeaning *meanings)
{
  g_autofree char *folded = aeq_csv_fold_header (text, NULL);
  g_autofree char *parted = part_capitals (text);
  guint n = aeq_header_meanings (folded, meanings);

  /* A single weak meaning is a guess by a part of the name. */
  if (parted != NULL && (n == 0 || meanings[0].weight == 1))
    {
      AeqHeaderMeaning better[AEQ_MAX_MEANINGS];
      g_autofree char *words = aeq_csv_fold_header (parted, NULL);
      guint more = aeq_header_meanings (words, better);

      if (more > 0)
        memcpy (meanings, better, (n = more) * sizeof *better);
    }
  /* A currency as the header of numbers is all that some banks say about their amounts. */
  if (n == 0 && stats->numbers > 0 && strlen (text) == 3 && aeq_currency_lookup (text, 3) != NULL)
    meanings[n++] = (AeqHeaderMeaning){ AEQ_ROLE_AMOUNT, 2, "" };
  return n;
}

static Column *
make_columns (const AeqCsvPlan *self, const AeqColumnStats *stats, guint n)
{
  Column *columns = g_new0 (Column, MAX (1, n));

  for (guint i = 0; i < n; i++)
    {
      columns[i].stats = &stats[i];
      if (i < self->header->len)
        {
          const char *text = g_ptr_array_index (self->header, i);
          g_autofree char *folded = aeq_csv_fold (text, -1);

          columns[i].n_meanings = meanings_of (text, &stats[i], columns[i].meanings);
          if (*folded == '\0')
            mean_by_content (&columns[i]);
        }
    }
  return columns;
}

static void
take_narrative (AeqCsvPlan *self, Column *columns, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!columns[i].taken && means (&columns[i], AEQ_ROLE_NARRATIVE))
      {
        columns[i].taken = TRUE;
        g_array_append_val (self->narrative, i);
      }
}

/* Rows of the table proper: those with a date, lest continuations and totals count. */
static guint
count_rows (const AeqColumnStats *stats, guint n, guint rows)
{
  guint dated = 0;

  for (guint i = 0; i < n; i++)
    dated = MAX (dated, stats[i].dates);
  return dated > 0 ? dated : rows;
}

void
aeq_csv_assign_columns (AeqCsvPlan *self, const AeqSample *sample)
{
  guint rows;
  guint n = sample->columns;
  g_autofree AeqColumnStats *stats = aeq_sample_stats (sample, self->first, &rows);
  g_autofree Column *columns = make_columns (self, stats, n);

  rows = count_rows (stats, n, rows);
  self->kind = choose_kind (columns, n);
  for (guint role = AEQ_ROLE_SETTLE_TS; role < AEQ_ROLE_LAST; role++)
    {
      if (!role_belongs (self->kind, role))
        continue;
      if (role == AEQ_ROLE_NARRATIVE)
        take_narrative (self, columns, n);
      else if ((self->columns[role] = best_column (columns, n, role, rows, &self->facts)) >= 0)
        columns[self->columns[role]].taken = TRUE;
    }
  if (!aeq_csv_plan_has (self, AEQ_ROLE_BOOKING_DATE))
    {
      self->columns[AEQ_ROLE_BOOKING_DATE] = self->columns[AEQ_ROLE_TRANSACTION_DATE];
      self->columns[AEQ_ROLE_TRANSACTION_DATE] = -1;
    }
}
