/* SPDX-License-Identifier: MIT */
#include "aeq-fixed.h"
#include "fuzz-statement.h"

/* Every profile on every input: whatever the bytes are, rows or one sentence come of them. */

#define SHIPPED(kind, rest) "{\"name\":\"" kind "\",\"kind\":\"" kind "\",\"format\":\"fixed\"," rest "}"

static const char *const PROFILES[] = {
  SHIPPED ("positions",
           "\"record_length\":100,\"records\":{\"start\":1,\"width\":4,\"rows\":[\"POSD\"],\"headers\":[\"POSH\"],"
           "\"trailers\":[\"POST\"]},\"columns\":[{\"role\":\"date\",\"record\":\"POSH\",\"start\":5,\"width\":8,"
           "\"format\":\"YYYYMMDD\"},{\"role\":\"account\",\"start\":5,\"width\":14},{\"role\":\"instrument\",\"start\":31,"
           "\"width\":24},{\"role\":\"quantity\",\"start\":55,\"width\":15,\"decimals\":4,\"sign_start\":70},"
           "{\"role\":\"market_value\",\"start\":82,\"width\":15,\"decimals\":2,\"sign\":\"overpunch\"}],"
           "\"checks\":[{\"record\":\"POST\",\"start\":5,\"width\":7,\"counts\":\"rows\"},{\"record\":\"POST\",\"start\":12,"
           "\"width\":17,\"decimals\":2,\"sums\":\"market_value\",\"absolute\":true}]"),
  SHIPPED ("margin",
           "\"records\":{\"start\":1,\"width\":4,\"rows\":[\"MGND\"],\"headers\":[\"MGNH\"],\"trailers\":[\"MGNT\"],"
           "\"others\":\"refuse\"},\"columns\":[{\"role\":\"date\",\"record\":\"MGNH\",\"start\":5,\"width\":5,"
           "\"format\":\"YYDDD\"},{\"role\":\"account\",\"start\":5,\"width\":14,\"pad\":\"0\"},{\"role\":\"methodology\","
           "\"start\":19,\"width\":9},{\"role\":\"requirement\",\"start\":31,\"width\":15,\"decimals\":2},{\"role\":\"equity\","
           "\"start\":46,\"width\":16},{\"role\":\"excess\",\"start\":62,\"width\":15,\"decimals\":2,\"sign\":\"overpunch\"},"
           "{\"role\":\"call_amount\",\"start\":77,\"width\":15,\"decimals\":2},{\"role\":\"call_due_ts\",\"start\":92,"
           "\"width\":12,\"format\":\"YYYYMMDDhhmm\"}],\"checks\":[{\"record\":\"MGNH\",\"start\":10,\"width\":7,"
           "\"counts\":\"records\"}]"),
  SHIPPED ("flows",
           "\"decimal\":\",\",\"sign\":\"direction\",\"columns\":[{\"role\":\"booking_date\",\"start\":4,\"width\":9,"
           "\"format\":\"YYYYMMDD\"},{\"role\":\"value_date\",\"start\":13,\"width\":8},{\"role\":\"amount\",\"start\":21,"
           "\"width\":12},{\"role\":\"direction\",\"start\":34,\"width\":2},{\"role\":\"narrative\",\"start\":36,\"width\":20},"
           "{\"role\":\"balance\",\"start\":56,\"width\":8,\"decimals\":2,\"sign\":\"overpunch\"},{\"role\":\"time\","
           "\"start\":64,\"width\":4,\"format\":\"hhmm\"}]"),
  SHIPPED ("accounts",
           "\"encoding\":\"IBM037\",\"record_length\":40,\"columns\":[{\"role\":\"account\",\"start\":1,\"width\":10},"
           "{\"role\":\"name\",\"start\":11,\"width\":20},{\"role\":\"opened\",\"start\":31,\"width\":7,\"format\":\"DDMMMYY\"}]"),
};

static gboolean
check_margin (const AeqMarginEntry *entry, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  g_assert_true (entry->date != AEQ_DATE_NONE && entry->requirement >= 0);
  g_assert_true (!entry->has_call || entry->call_amount >= 0);
  check_text (entry->account);
  return TRUE;
}

static gboolean
check_position (const AeqPositionEntry *entry, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  g_assert_true (entry->date != AEQ_DATE_NONE && entry->quantity != NULL);
  check_text (entry->instrument);
  return TRUE;
}

static void
read_once (AeqInput *input, const AeqProfile *profile)
{
  static const AeqReadSink SINK = { .flow = check_flow, .position = check_position, .margin = check_margin };
  g_autoptr(AeqReadReport) report = aeq_read_report_new ("fixed");
  g_autoptr(GError) error = NULL;
  AeqReadOptions options = { .default_currency = aeq_currency_lookup ("EUR", 3) };

  if (aeq_fixed_read (input, profile, NULL, &options, &SINK, NULL, report, NULL, NULL, &error))
    g_assert_no_error (error);
  else
    g_assert_nonnull (error);
  for (guint i = 0; i < report->errors->len; i++)
    check_text (((AeqRowError *) g_ptr_array_index (report->errors, i))->message);
  check_report (report);
}

static AeqProfileSet *
make_profiles (void)
{
  AeqProfileSet *set = aeq_profile_set_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (PROFILES); i++)
    {
      g_autoptr(GError) error = NULL;
      AeqProfile *profile = aeq_profile_from_json (PROFILES[i], -1, &error);

      g_assert_no_error (error);
      aeq_profile_set_add (set, profile);
    }
  return set;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static AeqProfileSet *profiles;
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(AeqInput) input = aeq_input_new_for_bytes ("fuzz", bytes);

  if (profiles == NULL)
    profiles = make_profiles ();
  aeq_fixed_find (input, profiles);
  for (guint i = 0; i < aeq_profile_set_get_length (profiles); i++)
    read_once (input, aeq_profile_set_get (profiles, i));
  return fuzz_statement ("fixed", data, size); /* without a profile */
}
