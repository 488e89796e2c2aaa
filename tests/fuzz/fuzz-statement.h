/* SPDX-License-Identifier: MIT */
#pragma once

#include <stdint.h>

#include "aeq-reader.h"
#include "fuzz-limits.h"

/* What holds for every reader of statements, whatever the bytes are: it ends with entries or with one sentence, texts are UTF-8, an
 * entry has a day, and no input costs more than its size allows. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static gboolean
check_flow (const AeqEntry *entry, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  g_assert_true (entry->booking_date != AEQ_DATE_NONE || entry->value_date != AEQ_DATE_NONE);
  g_assert_true (entry->time_of_day < 24 * AEQ_HOUR);
  check_text (entry->account);
  check_text (entry->narrative);
  check_text (entry->counterparty);
  check_text (entry->reference);
  check_text (entry->bank_reference);
  check_text (entry->category);
  return TRUE;
}

static gboolean
check_statement (const AeqStatementEntry *entry, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  if (entry->identifier != NULL)
    check_text (entry->identifier);
  g_assert_nonnull (entry->format);
  g_assert_true (entry->first_day <= entry->last_day);
  for (guint i = 0; i < entry->n_balances; i++)
    g_assert_true (entry->balances[i].date != AEQ_DATE_NONE);
  return TRUE;
}

static void
check_report (const AeqReadReport *report)
{
  for (guint i = 0; i < report->warnings->len; i++)
    check_text (g_ptr_array_index (report->warnings, i));
  for (guint i = 0; i < report->accounts->len; i++)
    {
      const AeqReadAccount *account = g_ptr_array_index (report->accounts, i);

      g_assert_true (account->credit_total >= 0 && account->debit_total >= 0);
      g_assert_true (account->first_date == AEQ_DATE_NONE || account->last_date != AEQ_DATE_NONE);
    }
}

static void
read_statement (const char *format, const uint8_t *data, size_t size)
{
  static const AeqReadSink SINK = { .flow = check_flow, .statement = check_statement };
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("fuzz", bytes);
  g_autoptr(AeqReadReport) report = aeq_read_report_new (format);
  g_autoptr(GError) error = NULL;
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("EUR", 3) };

  aeq_import_detect_format (input, NULL);
  if (aeq_reader_lookup (format)->read (input, NULL, NULL, &options, &SINK, NULL, report, NULL, NULL, &error))
    g_assert_no_error (error);
  else
    g_assert_nonnull (error);
  check_report (report);
}

static int
fuzz_statement (const char *format, const uint8_t *data, size_t size)
{
  fuzz_limits_begin (size);
  read_statement (format, data, size);
  fuzz_limits_end ();
  return 0;
}
