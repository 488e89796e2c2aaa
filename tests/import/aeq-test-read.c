/* SPDX-License-Identifier: MIT */
#include "aeq-test-read.h"

#include <string.h>

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
keep_flow (const AeqEntry *entry, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqTestRead *self = user_data;
  char booking[AEQ_DATE_TEXT_SIZE] = "";
  char value[AEQ_DATE_TEXT_SIZE] = "";
  char time_of_day[16] = "";

  if (entry->booking_date != AEQ_DATE_NONE)
    aeq_date_format (entry->booking_date, booking);
  if (entry->value_date != AEQ_DATE_NONE)
    aeq_date_format (entry->value_date, value);
  if (entry->time_of_day >= 0)
    g_snprintf (time_of_day, sizeof time_of_day, "%02d:%02d", (int)(entry->time_of_day / AEQ_HOUR),
                (int)(entry->time_of_day / AEQ_MINUTE % 60));
  g_ptr_array_add (self->rows, g_strdup_printf ("%s|%s|%s|%s|%" G_GINT64_FORMAT "|%s|%s|%s|%s",
                                                or_empty (entry->account), booking, value, time_of_day, entry->minor,
                                                entry->currency != NULL ? entry->currency->code : "",
                                                aeq_flow_status_name (entry->status), or_empty (entry->counterparty),
                                                or_empty (entry->narrative)));
  return TRUE;
}

static gboolean
keep_account (const AeqAccountEntry *entry, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqTestRead *self = user_data;
  char opened[AEQ_DATE_TEXT_SIZE] = "";

  if (entry->opened != AEQ_DATE_NONE)
    aeq_date_format (entry->opened, opened);
  g_ptr_array_add (self->rows, g_strdup_printf ("%s|%s|%s|%s|%s|%s|%s", or_empty (entry->number),
                                                or_empty (entry->name), or_empty (entry->bank), or_empty (entry->kind),
                                                entry->currency != NULL ? entry->currency->code : "",
                                                or_empty (entry->zone), opened));
  return TRUE;
}

static gboolean
keep_position (const AeqPositionEntry *entry, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqTestRead *self = user_data;
  char date[AEQ_DATE_TEXT_SIZE];

  g_ptr_array_add (self->rows, g_strdup_printf ("%s|%s|%s|%s|%s|%s|%" G_GINT64_FORMAT, or_empty (entry->account),
                                                aeq_date_format (entry->date, date), or_empty (entry->instrument),
                                                or_empty (entry->isin), entry->quantity, or_empty (entry->price),
                                                entry->has_market_value ? entry->market_value : 0));
  return TRUE;
}

static char *
figure (gboolean has, gint64 value)
{
  return has ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : g_strdup ("-");
}

static gboolean
keep_margin (const AeqMarginEntry *entry, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqTestRead *self = user_data;
  g_autofree char *equity = figure (entry->has_equity, entry->equity);
  g_autofree char *excess = figure (entry->has_excess, entry->excess);
  g_autofree char *call = figure (entry->has_call, entry->call_amount);
  char date[AEQ_DATE_TEXT_SIZE];
  char due[AEQ_DATE_TEXT_SIZE] = "";

  if (entry->due_date != AEQ_DATE_NONE)
    aeq_date_format (entry->due_date, due);
  g_ptr_array_add (self->rows, g_strdup_printf ("%s|%s|%s|%" G_GINT64_FORMAT "|%s|%s|%s|%s|%s", or_empty (entry->account),
                                                aeq_date_format (entry->date, date), entry->methodology, entry->requirement,
                                                equity, excess, call, due,
                                                entry->currency != NULL ? entry->currency->code : ""));
  return TRUE;
}

static AeqTestRead *
read_input (AeqInput *input, const char *format, const AeqProfile *profile, const AeqProfileSet *known,
            const AeqReadOptions *options)
{
  static const AeqReadSink SINK = {
    .flow = keep_flow, .account = keep_account, .position = keep_position, .margin = keep_margin,
  };
  AeqTestRead *self = g_new0 (AeqTestRead, 1);
  AeqReadOptions own = { 0 };

  if (options != NULL)
    own = *options;
  if (own.default_currency == NULL)
    own.default_currency = aeq_currency_lookup ("EUR", 3);
  self->report = aeq_read_report_new (format != NULL ? format : "");
  self->rows = g_ptr_array_new_with_free_func (g_free);
  if (format == NULL && (format = aeq_import_detect_format (input, &self->error)) != NULL)
    {
      g_free (self->report->format);
      self->report->format = g_strdup (format);
    }
  self->ok = format != NULL && aeq_reader_lookup (format)->read (input, profile, known, &own, &SINK, self, self->report, NULL, NULL,
                                                                 &self->error);
  return self;
}

AeqTestRead *
aeq_test_read_with (const char *text, gssize length, const AeqProfile *profile, const AeqProfileSet *known,
                    const AeqReadOptions *options)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("test.csv", bytes);

  return read_input (input, "csv", profile, known, options);
}

AeqTestRead *
aeq_test_read (const char *text, gssize length, const AeqReadOptions *options)
{
  return aeq_test_read_with (text, length, NULL, NULL, options);
}

AeqTestRead *
aeq_test_read_fixed (const char *text, gssize length, const AeqProfile *profile, const AeqProfileSet *known)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("test.txt", bytes);

  return read_input (input, "fixed", profile, known, NULL);
}

AeqTestRead *
aeq_test_read_format (const char *format, const char *text, gssize length, const AeqReadOptions *options)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("test.txt", bytes);

  return read_input (input, format, NULL, NULL, options);
}

AeqTestRead *
aeq_test_read_path (const char *path, const AeqProfileSet *known)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqInput) input = aeq_input_open (path, NULL, &error);

  g_assert_no_error (error);
  return read_input (input, NULL, NULL, known, NULL);
}

AeqTestRead *
aeq_test_read_bytes (const char *name, GBytes *bytes)
{
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes (name, bytes);

  return read_input (input, NULL, NULL, NULL, NULL);
}

void
aeq_test_read_free (AeqTestRead *self)
{
  aeq_read_report_free (self->report);
  g_ptr_array_unref (self->rows);
  g_clear_error (&self->error);
  g_free (self);
}

const char *
aeq_test_read_row (const AeqTestRead *self, guint i)
{
  return i < self->rows->len ? g_ptr_array_index (self->rows, i) : NULL;
}

static gboolean
any_holds (const GPtrArray *texts, const char *part)
{
  for (guint i = 0; i < texts->len; i++)
    if (strstr (g_ptr_array_index (texts, i), part) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
aeq_test_read_says (const AeqTestRead *self, const char *part)
{
  for (guint i = 0; i < self->report->errors->len; i++)
    if (strstr (((AeqRowError *) g_ptr_array_index (self->report->errors, i))->message, part) != NULL)
      return TRUE;
  return any_holds (self->report->warnings, part) || any_holds (self->report->notes, part);
}

char *
aeq_test_read_status (const AeqTestRead *self)
{
  if (!self->ok || self->report->n_errors > 0)
    return g_strdup ("reject");
  return g_strdup (self->report->warnings->len > 0 ? "warn" : "ok");
}

/* The accounts of the report are pairs of account and currency; a column names each currency once. */
static guint
count_accounts (const AeqReadReport *report)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < report->accounts->len; i++)
    g_hash_table_add (numbers, ((AeqReadAccount *) g_ptr_array_index (report->accounts, i))->number);
  return g_hash_table_size (numbers);
}

static const char *
value_of (const AeqReadAccount *account, const char *column, char *buffer)
{
  guint exponent = account->currency != NULL ? account->currency->exponent : 2;

  if (strcmp (column, "currency") == 0)
    return account->currency != NULL ? account->currency->code : "";
  if (strcmp (column, "credit_total") == 0)
    return aeq_money_format (account->credit_total, exponent, buffer);
  if (strcmp (column, "debit_total") == 0)
    return aeq_money_format (account->debit_total, exponent, buffer);
  if (strcmp (column, "opening_balance") == 0)
    return account->has_opening ? aeq_money_format (account->opening, exponent, buffer) : "";
  return account->has_closing ? aeq_money_format (account->closing, exponent, buffer) : "";
}

static gboolean
has_one_currency (const AeqReadReport *report)
{
  const AeqReadAccount *first = report->accounts->len > 0 ? g_ptr_array_index (report->accounts, 0) : NULL;

  for (guint i = 1; i < report->accounts->len; i++)
    if (((AeqReadAccount *) g_ptr_array_index (report->accounts, i))->currency != first->currency)
      return FALSE;
  return first != NULL;
}

/* Currency and totals of accounts that share the currency stand there once. */
static char *
sum_up (const AeqReadReport *report, const char *column)
{
  AeqReadAccount all = { 0 };
  char buffer[AEQ_MONEY_TEXT_SIZE];

  for (guint i = 0; i < report->accounts->len; i++)
    {
      const AeqReadAccount *account = g_ptr_array_index (report->accounts, i);

      all.currency = account->currency;
      all.credit_total += account->credit_total;
      all.debit_total += account->debit_total;
    }
  return g_strdup (value_of (&all, column, buffer));
}

char *
aeq_test_read_column (const AeqTestRead *self, const char *column)
{
  g_autoptr(GString) out = g_string_new (NULL);
  char buffer[AEQ_MONEY_TEXT_SIZE];

  if (strcmp (column, "accounts") == 0)
    return g_strdup_printf ("%u", count_accounts (self->report));
  if (strcmp (column, "transactions") == 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, self->report->transactions);
  if (has_one_currency (self->report) && !g_str_has_suffix (column, "_balance"))
    return sum_up (self->report, column);
  for (guint i = 0; i < self->report->accounts->len; i++)
    {
      const AeqReadAccount *account = g_ptr_array_index (self->report->accounts, i);

      g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", value_of (account, column, buffer));
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
