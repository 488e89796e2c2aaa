/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "aeq-csv.h"
#include "fuzz-limits.h"

/* Whatever the bytes are, the reader ends with rows or with one sentence. */

static const char PROFILE[] =
    "{\"name\":\"fuzz\",\"sign\":\"direction\",\"debit_words\":[\"D\"],\"credit_words\":[\"C\"],\"currency\":\"USD\","
    "\"scale\":3,"
    "\"time_of_day\":\"16:00\",\"zone\":\"Europe/Berlin\",\"columns\":[{\"header\":\"date\",\"role\":\"value_date\"},"
    "{\"header\":\"amount\",\"role\":\"amount\"},{\"header\":\"way\",\"role\":\"direction\"},{\"header\":\"text\","
    "\"role\":\"narrative\"}],"
    "\"filters\":[{\"header\":\"skip\",\"values\":[\"1\"]}]}";

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
check_flow (const AeqEntry *entry, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  g_assert_true (entry->booking_date != AEQ_DATE_NONE || entry->value_date != AEQ_DATE_NONE);
  g_assert_true (entry->narrative == NULL || g_utf8_validate (entry->narrative, -1, NULL));
  g_assert_true (entry->time_of_day < 24 * AEQ_HOUR);
  return TRUE;
}

static void
read_once (AeqInput *input, const AeqProfile *profile, int date_order, AeqDecimal decimal)
{
  static const AeqReadSink SINK = { .flow = check_flow };
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("csv");
  g_autoptr(GError) error = NULL;
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("EUR", 3),
                             .date_order = date_order,
                             .decimal = decimal };

  fuzz_limits_begin (aeq_input_get_size (input));
  if (aeq_csv_read (input, profile, NULL, &options, &SINK, NULL, report, NULL, NULL, &error))
    g_assert_no_error (error);
  else
    g_assert_nonnull (error);
  fuzz_limits_end ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static AeqProfile *profile;
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("fuzz.csv", bytes);

  if (profile == NULL)
    profile = aeq_profile_from_json (PROFILE, -1, NULL);
  if (aeq_import_detect_format (input, NULL) == NULL)
    return 0;
  read_once (input, NULL, 0, AEQ_DECIMAL_AUTO);
  read_once (input, NULL, AEQ_DATE_MDY, AEQ_DECIMAL_COMMA);
  read_once (input, profile, AEQ_DATE_YMD, AEQ_DECIMAL_POINT);
  return 0;
}
