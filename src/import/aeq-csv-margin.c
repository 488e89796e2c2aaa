/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-csv-fold.h"
#include "aeq-csv-reader.h"
#include "aeq-words.h"

/* Files of margin requirements: one record, one entry. */

static const struct
{
  const char *words; /* folded, separated by '|' */
  const char *name;
} METHODOLOGIES[] = {
  { "house|h|house margin|maintenance|strategy", "house" },
  { "regt|reg t|r|regulation t|reg t margin|regulatory|reg t initial", "regt" },
  { "portfolio|p|pm|portfolio margin|portfolio margining|tims|risk based", "portfolio" },
};

static const char *
find_methodology (const char *cell)
{
  g_autofree char *folded = aeq_csv_fold (cell, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (METHODOLOGIES); i++)
    {
      g_auto(GStrv) words = g_strsplit (METHODOLOGIES[i].words, "|", -1);

      if (g_strv_contains ((const char *const *) words, folded))
        return METHODOLOGIES[i].name;
    }
  return NULL;
}

/* An amount that may be missing. FALSE when the cell holds something else, and the row has been refused. */
static gboolean
read_figure (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, guint exponent, gint64 *minor,
             gboolean *has)
{
  gboolean rounded = FALSE;
  AeqMoneyResult result;
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, role, &length);

  *has = length > 0 && strspn (cell, "- ") < length;
  if (!*has)
    return TRUE;
  result = aeq_csv_number_parse (cell, length, exponent, aeq_csv_plan_mark (self->plan, record, role), minor, &rounded);
  if (result == AEQ_MONEY_OK && *minor == G_MININT64)
    result = AEQ_MONEY_OVERFLOW;
  if (result != AEQ_MONEY_OK)
    aeq_csv_reader_refuse (self, record, role, "%.40s: %s", cell, aeq_money_result_message (result));
  else if (rounded && self->rounded++ == 0)
    self->first_rounded = record->line;
  return result == AEQ_MONEY_OK;
}

/* The same for what cannot be below zero; brokers that write it as a debit have the profile's sign turned round. */
static gboolean
read_charge (AeqCsvReader *self, const AeqCsvRecord *record, AeqColumnRole role, guint exponent, gint64 *minor,
             gboolean *has)
{
  const AeqProfile *profile = self->plan->profile;

  if (!read_figure (self, record, role, exponent, minor, has))
    return FALSE;
  if (*has && profile != NULL && profile->sign == AEQ_SIGN_NEGATED)
    *minor = -*minor;
  if (!*has || *minor >= 0)
    return TRUE;
  aeq_csv_reader_refuse (self, record, role, N_("%.40s: below zero, and a margin %s is not"),
                         aeq_csv_reader_text (self, record, role),
                         role == AEQ_ROLE_REQUIREMENT ? "requirement" : "call");
  return FALSE;
}

static gboolean
read_figures (AeqCsvReader *self, const AeqCsvRecord *record, AeqMarginEntry *entry)
{
  guint exponent = aeq_csv_reader_exponent (self, entry->currency);
  gboolean has;

  if (!read_charge (self, record, AEQ_ROLE_REQUIREMENT, exponent, &entry->requirement, &has))
    return FALSE;
  if (!has)
    {
      aeq_csv_reader_refuse (self, record, AEQ_ROLE_REQUIREMENT, N_("no margin requirement"));
      return FALSE;
    }
  return read_figure (self, record, AEQ_ROLE_EQUITY, exponent, &entry->equity, &entry->has_equity) &&
         read_figure (self, record, AEQ_ROLE_EXCESS, exponent, &entry->excess, &entry->has_excess) &&
         read_charge (self, record, AEQ_ROLE_CALL_AMOUNT, exponent, &entry->call_amount, &entry->has_call);
}

/* What follows from the others is filled in; what contradicts them is counted and stays. */
static gboolean
tie_figures (AeqCsvReader *self, const AeqCsvRecord *record, AeqMarginEntry *entry)
{
  gint64 excess = 0;
  gboolean fits = !entry->has_equity || aeq_money_add (entry->equity, -entry->requirement, &excess);

  if (!entry->has_equity && entry->has_excess)
    {
      entry->has_equity = aeq_money_add (entry->excess, entry->requirement, &entry->equity);
      return TRUE;
    }
  if (!fits)
    {
      aeq_csv_reader_refuse (self, record, AEQ_ROLE_EQUITY, N_("equity less requirement is too large"));
      return FALSE;
    }
  if (entry->has_equity && !entry->has_excess)
    {
      entry->excess = excess;
      entry->has_excess = TRUE;
    }
  else if (entry->has_equity && entry->excess != excess && self->untied++ == 0)
    self->first_untied = record->line;
  return TRUE;
}

static gboolean
read_days (AeqCsvReader *self, const AeqCsvRecord *record, AeqMarginEntry *entry)
{
  AeqMoment as_of;
  AeqMoment due;
  gsize length;
  const char *cell = aeq_csv_reader_cell (self, record, AEQ_ROLE_TIME, &length);

  if (!aeq_csv_reader_moment (self, record, AEQ_ROLE_DATE, &as_of) || as_of.date == AEQ_DATE_NONE)
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_DATE, N_("no day or time of the figures"));
  else if (length > 0 && as_of.time_of_day < 0 && !aeq_csv_time_parse (cell, length, &as_of.time_of_day))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_TIME, N_("%.40s is no time"), cell);
  else if (!aeq_csv_reader_moment (self, record, AEQ_ROLE_CALL_DUE, &due))
    aeq_csv_reader_refuse (self, record, AEQ_ROLE_CALL_DUE, N_("%.40s is no date"),
                           aeq_csv_reader_text (self, record, AEQ_ROLE_CALL_DUE));
  else
    {
      entry->date = as_of.date;
      entry->time_of_day = as_of.time_of_day >= 0 ? as_of.time_of_day : self->time_of_day;
      entry->as_of = as_of.instant;
      entry->due_date = due.date;
      entry->due_time = due.time_of_day;
      entry->due_ts = due.instant;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_methodology (AeqCsvReader *self, const AeqCsvRecord *record, AeqMarginEntry *entry)
{
  const char *cell = aeq_csv_reader_text (self, record, AEQ_ROLE_METHODOLOGY);

  self->unnamed_method = self->unnamed_method || cell == NULL;
  if ((entry->methodology = cell != NULL ? find_methodology (cell) : "house") != NULL)
    return TRUE;
  aeq_csv_reader_refuse (self, record, AEQ_ROLE_METHODOLOGY, N_("%.40s is no methodology: house, regt or portfolio"), cell);
  return FALSE;
}

/* A call that is due and has no amount asks for nothing. */
static void
drop_idle_call (AeqMarginEntry *entry)
{
  if (entry->has_call)
    return;
  entry->due_date = AEQ_DATE_NONE;
  entry->due_ts = AEQ_INSTANT_NONE;
  entry->due_time = -1;
}

gboolean
aeq_csv_reader_margin (AeqCsvRecord *record, gpointer user_data, GError **error)
{
  AeqCsvReader *self = user_data;
  AeqMarginEntry entry = { .line = record->line };

  if (!aeq_csv_reader_is_row (self, record))
    return TRUE;
  entry.account = aeq_csv_reader_number (self, record, AEQ_ROLE_ACCOUNT);
  if (entry.account == NULL)
    entry.account = self->plan->account;
  if (!aeq_csv_reader_currency (self, record, &entry.currency))
    {
      aeq_csv_reader_refuse (self, record, AEQ_ROLE_CURRENCY, N_("%.40s is no currency"),
                             aeq_csv_reader_text (self, record, AEQ_ROLE_CURRENCY));
      return TRUE;
    }
  if (!read_methodology (self, record, &entry) || !read_days (self, record, &entry) ||
      !read_figures (self, record, &entry) || !tie_figures (self, record, &entry))
    return TRUE;
  drop_idle_call (&entry);
  self->report->transactions++;
  aeq_csv_reader_count_account (self, entry.account, entry.currency);
  return self->sink == NULL || self->sink->margin == NULL || self->sink->margin (&entry, self->user_data, error);
}
