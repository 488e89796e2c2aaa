/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "aeq-ofx.h"

/* Whatever the bytes are, the reader ends with entries or with one sentence. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
check_flow (const AeqEntry *entry, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  g_assert_true (entry->booking_date != AEQ_DATE_NONE);
  g_assert_true (entry->narrative == NULL || g_utf8_validate (entry->narrative, -1, NULL));
  g_assert_true (entry->account != NULL && entry->time_of_day < 24 * AEQ_HOUR);
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const AeqReadSink SINK = { check_flow, NULL, NULL };
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("fuzz.ofx", bytes);
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("ofx");
  g_autoptr(GError) error = NULL;
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("USD", 3) };

  aeq_import_detect_format (input, NULL);
  if (aeq_ofx_read (input, NULL, NULL, &options, &SINK, NULL, report, NULL, NULL, &error))
    g_assert_no_error (error);
  else
    g_assert_nonnull (error);
  return 0;
}
