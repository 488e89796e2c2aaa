/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "aeq-camt.h"

/* Whatever the bytes are, the reader ends with entries or with one sentence. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
check_text (const char *text)
{
  return text == NULL || g_utf8_validate (text, -1, NULL);
}

static gboolean
check_flow (const AeqEntry *entry, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  guint64 *entries = user_data;

  g_assert_true (entry->booking_date != AEQ_DATE_NONE || entry->value_date != AEQ_DATE_NONE);
  g_assert_true (entry->time_of_day < 24 * AEQ_HOUR);
  g_assert_true (check_text (entry->account) && check_text (entry->narrative) && check_text (entry->counterparty));
  g_assert_true (check_text (entry->reference) && check_text (entry->bank_reference) && check_text (entry->category));
  ++*entries;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const AeqReadSink SINK = { check_flow, NULL, NULL };
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("fuzz.xml", bytes);
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("camt053");
  g_autoptr(GError) error = NULL;
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("EUR", 3) };
  guint64 entries = 0;

  aeq_import_detect_format (input, NULL);
  if (!aeq_camt_read (input, NULL, NULL, &options, &SINK, &entries, report, NULL, NULL, &error))
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (entries, ==, report->transactions);
  for (guint i = 0; i < report->warnings->len; i++)
    g_assert_true (check_text (g_ptr_array_index (report->warnings, i)));
  return 0;
}
