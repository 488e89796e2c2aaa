/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-usage.h"

AeqReply *
aeq_api_usage (AeqCall *call, GError **error)
{
  static const char *const PARAMETERS[] = { NULL };
  static const char *const KINDS[AEQ_N_USAGES] = { "read", "write", "heavy" };
  g_autoptr(GArray) rows = NULL;
  AeqReply *reply;

  if (!aeq_call_only (call, PARAMETERS, error) ||
      (rows = aeq_usage_read (aeq_tenant_usage (call->tenant), call->ledger->store, error)) == NULL)
    return NULL;
  reply = aeq_reply_new (200);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_begin_array (reply->json, "data");
  for (guint i = 0; i < rows->len; i++)
    {
      const AeqUsageRow *row = &g_array_index (rows, AeqUsageRow, i);
      char month[16];

      g_snprintf (month, sizeof month, "%04d-%02d", (int) (row->month / 100), (int) (row->month % 100));
      aeq_json_begin_object (reply->json, NULL);
      aeq_json_text (reply->json, "month", month);
      aeq_json_text (reply->json, "kind", KINDS[row->kind]);
      aeq_json_int (reply->json, "requests", row->requests);
      aeq_json_int (reply->json, "refused", row->refused);
      aeq_json_int (reply->json, "bytes_in", row->bytes_in);
      aeq_json_int (reply->json, "bytes_out", row->bytes_out);
      aeq_json_end_object (reply->json);
    }
  aeq_json_end_array (reply->json);
  aeq_json_end_object (reply->json);
  return reply;
}
