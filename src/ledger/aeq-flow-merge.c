/* SPDX-License-Identifier: MIT */
#include "aeq-flow-merge.h"

#include <string.h>

/* One entry and the flow that it turned out to be. */

static gboolean
run_with_ids (AeqStore *store, const char *sql, const AeqId *flow, const AeqId *version, gint64 import_id, gint64 statement,
              gint64 line, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (store, sql, error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, flow);
  if (version != NULL)
    aeq_statement_bind_id (stmt, 2, version);
  if (import_id > 0)
    aeq_statement_bind_int64 (stmt, 3, import_id);
  if (statement > 0)
    aeq_statement_bind_int64 (stmt, 4, statement);
  if (line > 0)
    aeq_statement_bind_int64 (stmt, 5, line);
  return aeq_statement_run (stmt, error);
}

static const char VOUCH_SQL[] =
  "INSERT INTO flow_source (flow_uid, version_uid, import_id, statement_id, source_line) VALUES (?1, ?2, ?3, ?4, ?5)"
  " ON CONFLICT DO NOTHING";
static const char VOUCH_FIRST_SQL[] =
  "INSERT INTO flow_source (flow_uid, version_uid, import_id, statement_id, source_line)"
  " SELECT ?1, ?2, import_id, statement_id, source_line FROM flow WHERE uid = ?1 AND import_id IS NOT NULL ON CONFLICT DO NOTHING";

/* Its row becomes the first of its versions, vouched for by whoever has vouched so far. */
static gboolean
begin_versions (AeqMerge *self, AeqKnownFlow *known, GError **error)
{
  AeqStore *store = self->ledger->store;
  AeqFlow flow = {
    .settle_ts = known->now->settle_ts, .day_only = !known->now->timed, .value_date = known->now->value_date,
    .booking_date = known->now->booking_date, .category = known->now->category, .counterparty = known->now->counterparty,
    .reference = known->now->reference, .bank_reference = known->now->bank_reference, .narrative = known->now->narrative,
  };

  if (known->versions->len > 0)
    return TRUE;
  g_ptr_array_add (known->versions, aeq_flow_version_new (&flow, &known->uid, known->now->format, known->now->kind));
  return aeq_flow_version_put (store, &known->uid, known->versions->pdata[0], error) &&
         run_with_ids (store, "UPDATE flow_source SET version_uid = ?2 WHERE flow_uid = ?1", &known->uid, &known->uid, 0, 0, 0,
                       error) &&
         run_with_ids (store, VOUCH_FIRST_SQL, &known->uid, &known->uid, 0, 0, 0, error);
}

static gboolean
same_words (const AeqFlowVersion *version, const AeqFlow *flow)
{
  return version->settle_ts == flow->settle_ts && version->timed == !flow->day_only && version->value_date == flow->value_date &&
         version->booking_date == flow->booking_date && g_strcmp0 (version->counterparty, flow->counterparty) == 0 &&
         g_strcmp0 (version->reference, flow->reference) == 0 && g_strcmp0 (version->bank_reference, flow->bank_reference) == 0 &&
         g_strcmp0 (version->narrative, flow->narrative) == 0;
}

/* The version that says the same in the same kind of report, NULL when this one is new. */
static const AeqFlowVersion *
find_version (const AeqKnownFlow *known, const AeqFlow *flow, const char *format, AeqReportKind kind)
{
  if (known->versions->len == 0)
    return same_words (known->now, flow) && known->now->kind == kind && g_str_equal (known->now->format, format) ? known->now : NULL;
  for (guint i = 0; i < known->versions->len; i++)
    {
      const AeqFlowVersion *version = known->versions->pdata[i];

      if (version->kind == kind && g_str_equal (version->format, format) && same_words (version, flow))
        return version;
    }
  return NULL;
}

static gboolean
set_status (AeqMerge *self, const AeqAccount *account, AeqKnownFlow *known, AeqFlowStatus status, AeqInstant before, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, "UPDATE flow SET status = ?2 WHERE uid = ?1", error);
  AeqFlowStatus from = known->status;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, &known->uid);
  aeq_statement_bind_int64 (stmt, 2, status);
  known->status = status;
  return aeq_statement_run (stmt, error) &&
         aeq_flow_writer_move (self->writer, account, known->minor, from, before, status, known->now->settle_ts, error);
}

/* The flow becomes what all its versions say; an end-of-day statement brings one back that was withdrawn. */
static gboolean
settle_row (AeqMerge *self, const AeqAccount *account, AeqKnownFlow *known, AeqFlowVersion *added, GError **error)
{
  g_autoptr(AeqFlowVersion) before = aeq_flow_version_merge (known->versions, account->zone);
  g_autoptr(AeqFlowVersion) after = NULL;
  AeqInstant settled = known->now->settle_ts;

  g_ptr_array_add (known->versions, added);
  after = aeq_flow_version_merge (known->versions, account->zone);
  aeq_flow_version_follow (known->now, before, after);
  if (!aeq_flow_version_put (self->ledger->store, &known->uid, added, error) ||
      !aeq_flow_version_apply (self->ledger->store, &known->uid, known->now, error))
    return FALSE;
  return aeq_flow_writer_move (self->writer, account, known->minor, known->status, settled, known->status, known->now->settle_ts,
                               error);
}

static gboolean
add_version (AeqMerge *self, const AeqAccount *account, AeqKnownFlow *known, const char *format, AeqReportKind kind,
             AeqIntakeItem *item, GError **error)
{
  AeqId uid;

  aeq_flow_writer_name (self->writer, account, &item->flow, &uid);
  item->uid = uid;
  return begin_versions (self, known, error) &&
         settle_row (self, account, known, aeq_flow_version_new (&item->flow, &uid, format, kind), error);
}

gboolean
aeq_merge_entry (AeqMerge *self, const AeqAccount *account, AeqKnownFlow *known, const AeqBankStatement *statement,
                 AeqIntakeItem *item, GError **error)
{
  const char *format = statement != NULL ? statement->format : known->now->format;
  AeqReportKind kind = statement != NULL ? statement->kind : known->now->kind;
  const AeqFlowVersion *version = find_version (known, &item->flow, format, kind);

  self->told->merged++;
  aeq_flow_writer_repeat (self->writer);
  if (version != NULL)
    item->uid = version->uid;
  else if (!add_version (self, account, known, format, kind, item, error))
    return FALSE;
  if (!run_with_ids (self->ledger->store, VOUCH_SQL, &known->uid, &item->uid, self->import_id,
                     statement != NULL ? statement->id : 0, (gint64) item->flow.line, error) ||
      !aeq_flow_detail_put (self->ledger->store, &known->uid, &item->uid, item->details, item->n_details, error))
    return FALSE;
  return known->status != AEQ_FLOW_WITHDRAWN || kind != AEQ_REPORT_END_OF_DAY ||
         set_status (self, account, known, AEQ_FLOW_ACTUAL, known->now->settle_ts, error);
}

gboolean
aeq_merge_withdraw (AeqMerge *self, const AeqAccount *account, AeqKnownFlow *known, gint64 import_id, GError **error)
{
  char amount[AEQ_MONEY_TEXT_SIZE];
  char day[AEQ_DATE_TEXT_SIZE];

  if (!run_with_ids (self->ledger->store,
                     "INSERT INTO flow_withdrawn (flow_uid, import_id) VALUES (?1, ?3) ON CONFLICT DO NOTHING", &known->uid, NULL,
                     import_id, 0, 0, error) ||
      !set_status (self, account, known, AEQ_FLOW_WITHDRAWN, known->now->settle_ts, error))
    return FALSE;
  if (self->told->withdrawn++ < 5)
    g_string_append_printf (self->told->names, "%s%s %s %s%s%.60s", self->told->names->len > 0 ? "; " : "",
                            aeq_date_format (aeq_known_flow_day (known, account->zone), day),
                            aeq_money_format (known->minor, account->currency->exponent, amount), account->currency->code,
                            known->now->counterparty != NULL ? " " : "",
                            known->now->counterparty != NULL ? known->now->counterparty : "");
  return TRUE;
}

void
aeq_merge_notes_init (AeqMergeNotes *self)
{
  *self = (AeqMergeNotes) { .names = g_string_new (NULL) };
}

void
aeq_merge_notes_clear (AeqMergeNotes *self)
{
  g_string_free (self->names, TRUE);
}

void
aeq_merge_notes_tell (const AeqMergeNotes *self, GPtrArray *notes)
{
  if (self->merged > 0)
    g_ptr_array_add (notes, g_strdup_printf ("%" G_GUINT64_FORMAT " entries were known from other reports and are counted once",
                                             self->merged));
  if (self->settled > 0)
    g_ptr_array_add (notes, g_strdup_printf ("%" G_GUINT64_FORMAT " pending entries are booked now", self->settled));
  if (self->withdrawn > 0)
    {
      g_autofree char *text = g_strdup_printf (
        "%" G_GUINT64_FORMAT " intraday entries are not in the end-of-day statement and were withdrawn: %s%s", self->withdrawn,
        self->names->str, self->withdrawn > 5 ? "; and others" : "");

      g_ptr_array_add (notes, g_utf8_make_valid (text, -1));
    }
}
