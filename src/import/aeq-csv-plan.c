/* SPDX-License-Identifier: MIT */
#include "aeq-csv-plan.h"

#include <string.h>

#include "aeq-csv-fold.h"
#include "aeq-error.h"
#include "aeq-words.h"

void
aeq_csv_plan_clear (AeqCsvPlan *self)
{
  aeq_facts_clear (&self->facts);
  g_clear_pointer (&self->header, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->narrative, g_array_unref);
  g_clear_pointer (&self->account, g_free);
}

const char *
aeq_csv_plan_column_name (const AeqCsvPlan *self, int column, char *buffer, gsize size)
{
  if (column < 0)
    return "row";
  if (self->labels != NULL && (guint) column < self->labels->len)
    return g_ptr_array_index (self->labels, column);
  if (self->header != NULL && (guint) column < self->header->len &&
      *(char *) g_ptr_array_index (self->header, column) != '\0')
    return g_ptr_array_index (self->header, column);
  g_snprintf (buffer, size, "column %d", column + 1);
  return buffer;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, message);
  return FALSE;
}

/* A profile that was made for this header, wherever in the first lines it stands. */
static const AeqProfile *
find_profile (const AeqProfileSet *known, const AeqSample *sample)
{
  for (guint i = 0; known != NULL && i < MIN (sample->records->len, 50); i++)
    {
      const AeqCsvRecord *record = aeq_sample_record (sample, i);
      g_autofree const char **cells = g_new0 (const char *, record->n_cells + 1);
      g_autofree char *fingerprint = NULL;
      const AeqProfile *found;

      for (guint c = 0; c < record->n_cells; c++)
        cells[c] = aeq_csv_record_cell (record, c);
      fingerprint = aeq_profile_fingerprint (cells, record->n_cells);
      if ((found = aeq_profile_set_find_fingerprint (known, fingerprint)) != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_money (const AeqCsvPlan *self)
{
  return aeq_csv_plan_has (self, AEQ_ROLE_AMOUNT) || aeq_csv_plan_has (self, AEQ_ROLE_DEBIT) ||
         aeq_csv_plan_has (self, AEQ_ROLE_CREDIT);
}

static gboolean
has_day (const AeqCsvPlan *self)
{
  return aeq_csv_plan_has (self, AEQ_ROLE_BOOKING_DATE) || aeq_csv_plan_has (self, AEQ_ROLE_VALUE_DATE) ||
         aeq_csv_plan_has (self, AEQ_ROLE_SETTLE_TS);
}

static gboolean
check_columns (const AeqCsvPlan *self, const AeqSample *sample, GError **error)
{
  if (self->header != NULL && self->first >= sample->records->len)
    return refuse (error, N_("has a header but no rows"));
  if (self->kind == AEQ_PROFILE_POSITIONS)
    return aeq_csv_plan_has (self, AEQ_ROLE_QUANTITY) || refuse (error, N_("has no column of quantities"));
  if (self->kind == AEQ_PROFILE_MARGIN)
    return aeq_csv_plan_has (self, AEQ_ROLE_REQUIREMENT) || refuse (error, N_("has no column of margin requirements"));
  if (self->kind == AEQ_PROFILE_ACCOUNTS)
    return aeq_csv_plan_has (self, AEQ_ROLE_ACCOUNT) || aeq_csv_plan_has (self, AEQ_ROLE_IBAN) ||
           refuse (error, N_("has no column of account numbers"));
  if (!has_day (self))
    return refuse (error, N_("has no column of dates that could be found; a profile can name it (--profile)"));
  return has_money (self) ||
         refuse (error, N_("has no column of amounts that could be found; a profile can name it (--profile)"));
}

static gboolean
find_columns (AeqCsvPlan *self, const AeqSample *sample, const AeqProfile *profile, const AeqProfileSet *known,
              AeqReadReport *report, GError **error)
{
  if (profile == NULL)
    profile = find_profile (known, sample);
  if (profile != NULL)
    return aeq_csv_apply_profile (self, sample, profile, error);
  if (aeq_csv_find_header (self, sample))
    {
      aeq_csv_assign_columns (self, sample);
      /* A line of words that were no header: then the content has to do. */
      if (self->first >= sample->records->len || self->kind != AEQ_PROFILE_FLOWS ||
          (has_day (self) && has_money (self)))
        return TRUE;
    }
  if (self->header == NULL && aeq_csv_read_headless (self, sample, report))
    return TRUE;
  return self->header != NULL ||
         refuse (error, N_("holds no table of dates and amounts that could be found; a fixed-width file needs a profile that "
                        "names its columns (--profile)"));
}

/* Numbers of accounts are kept without the spaces and quotes that people and banks put in. */
static void
tidy_account (char *account)
{
  char *to = account;

  for (const char *p = account; *p != '\0'; p++)
    if (strchr (" '\"=\t", *p) == NULL)
      *to++ = *p;
  *to = '\0';
}

static void
settle_constants (AeqCsvPlan *self, const AeqReadOptions *options)
{
  if (self->account == NULL)
    self->account = g_strdup (options->account != NULL ? options->account
                              : self->profile != NULL && self->profile->account != NULL ? self->profile->account
                              : self->facts.iban != NULL ? self->facts.iban : self->facts.account);
  if (self->account != NULL && options->account == NULL)
    tidy_account (self->account);
  if (self->profile != NULL && self->profile->currency != NULL)
    self->currency = self->profile->currency;
  if (self->currency == NULL)
    self->currency = self->facts.currency;
}

/* "579,68 USD": where no column and no line above names a currency, the amounts themselves may. */
static void
find_currency_at_amounts (AeqCsvPlan *self, const AeqSample *sample, AeqReadReport *report)
{
  static const AeqColumnRole ROLES[] = { AEQ_ROLE_AMOUNT, AEQ_ROLE_DEBIT, AEQ_ROLE_CREDIT, AEQ_ROLE_BALANCE };
  const AeqCurrency *found = NULL;
  gboolean several = FALSE;

  for (guint i = self->first; i < sample->records->len; i++)
    for (gsize r = 0; r < G_N_ELEMENTS (ROLES); r++)
      {
        int column = self->columns[ROLES[r]];
        const char *cell = column >= 0 ? aeq_csv_record_cell (aeq_sample_record (sample, i), (guint) column) : "";
        const AeqCurrency *currency = strpbrk (cell, "0123456789") != NULL ? aeq_csv_find_currency (cell) : NULL;

        several = several || (found != NULL && currency != NULL && currency != found);
        found = found != NULL ? found : currency;
      }
  if (several)
    aeq_read_report_warn (report,
                          N_("the amounts name more than one currency, which only a column of its own can tell apart"));
  else
    self->currency = found;
}

static void
init (AeqCsvPlan *self)
{
  memset (self, 0, sizeof *self);
  for (int role = 0; role < AEQ_ROLE_LAST; role++)
    self->columns[role] = -1;
  self->narrative = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
aeq_csv_plan_fix (AeqCsvPlan *self, const AeqProfile *profile, const AeqReadOptions *options)
{
  init (self);
  self->profile = profile;
  self->kind = profile->kind;
  self->n_columns = profile->columns->len;
  self->header = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < profile->columns->len; i++)
    {
      const AeqProfileColumn *column = g_ptr_array_index (profile->columns, i);

      g_ptr_array_add (self->header, g_strdup (column->header));
      if (column->role == AEQ_ROLE_NARRATIVE)
        g_array_append_val (self->narrative, i);
      else if (column->role != AEQ_ROLE_NONE && self->columns[column->role] < 0)
        self->columns[column->role] = (int) i;
    }
  settle_constants (self, options);
  self->decimal = AEQ_DECIMAL_POINT;
  self->date_order = options->date_order != 0 ? options->date_order
                     : profile->date_order != 0 ? profile->date_order : AEQ_DATE_YMD;
  self->sign = profile->sign;
  self->split = !aeq_csv_plan_has (self, AEQ_ROLE_AMOUNT);
  self->debit_factor = -1;
  self->credit_factor = 1;
  self->strict = TRUE;
}

gboolean
aeq_csv_plan_make (AeqCsvPlan *self, const AeqRecordSource *source, const AeqProfile *profile,
                   const AeqProfileSet *known, const AeqReadOptions *options, AeqReadReport *report,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqSample) sample = NULL;

  init (self);
  self->delimiter = source->delimiter;
  self->sheet = source->sheet;
  self->is_1904 = source->is_1904;
  if ((sample = aeq_sample_take (source, AEQ_SAMPLE_RECORDS, cancellable, error)) == NULL)
    return FALSE;
  if (sample->records->len == 0)
    return refuse (error, N_("is empty"));
  self->n_columns = sample->columns;
  if (!find_columns (self, sample, profile, known, report, error) || !check_columns (self, sample, error))
    return FALSE;
  settle_constants (self, options);
  if (self->currency == NULL && options->currency == NULL && !aeq_csv_plan_has (self, AEQ_ROLE_CURRENCY))
    find_currency_at_amounts (self, sample, report);
  if (!aeq_csv_decide_marks (self, source, sample, options, report, cancellable, error))
    return FALSE;
  aeq_csv_warn_swapped (self, sample, report);
  aeq_csv_decide_amounts (self, sample);
  return TRUE;
}

static const char *
header_at (const AeqCsvPlan *self, guint column)
{
  const char *cell = self->header != NULL && column < self->header->len ? g_ptr_array_index (self->header, column) : "";

  return *cell != '\0' ? cell : NULL;
}

static void
copy_columns (const AeqCsvPlan *self, AeqProfile *profile)
{
  for (guint role = AEQ_ROLE_SETTLE_TS; role < AEQ_ROLE_LAST; role++)
    if (self->columns[role] >= 0)
      aeq_profile_add_column (profile, header_at (self, (guint) self->columns[role]), (guint) self->columns[role], role);
  for (guint i = 0; i < self->narrative->len; i++)
    {
      guint column = g_array_index (self->narrative, guint, i);

      aeq_profile_add_column (profile, header_at (self, column), column, AEQ_ROLE_NARRATIVE);
    }
}

AeqProfile *
aeq_csv_plan_to_profile (const AeqCsvPlan *self)
{
  AeqProfile *profile = self->profile != NULL ? aeq_profile_copy (self->profile) : aeq_profile_new ("", self->kind);

  if (self->profile == NULL)
    {
      copy_columns (self, profile);
      profile->sign = self->sign;
    }
  if (self->header != NULL && profile->fingerprints->len == 0)
    {
      g_autofree char *fingerprint =
          aeq_profile_fingerprint ((const char *const *)self->header->pdata, self->header->len);

      aeq_profile_add_fingerprint (profile, fingerprint);
    }
  profile->delimiter = self->delimiter;
  profile->decimal = self->decimal;
  profile->date_order = self->date_order;
  return profile;
}
