/* SPDX-License-Identifier: MIT */
#include "aeq-flow-version.h"

#include <string.h>

#define COLUMNS "settle_ts, timed, value_date, booking_date, category, counterparty, reference, bank_reference, narrative"

void
aeq_flow_version_free (AeqFlowVersion *self)
{
  g_free (self->format);
  g_free (self->category);
  g_free (self->counterparty);
  g_free (self->reference);
  g_free (self->bank_reference);
  g_free (self->narrative);
  g_free (self);
}

static char *
copy_text (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

AeqFlowVersion *
aeq_flow_version_new (const AeqFlow *flow, const AeqId *uid, const char *format, AeqReportKind kind)
{
  AeqFlowVersion *self = g_new0 (AeqFlowVersion, 1);

  self->uid = *uid;
  self->format = g_strdup (format);
  self->kind = kind;
  self->settle_ts = flow->settle_ts;
  self->timed = !flow->day_only;
  self->value_date = flow->value_date;
  self->booking_date = flow->booking_date;
  self->category = copy_text (flow->category);
  self->counterparty = copy_text (flow->counterparty);
  self->reference = copy_text (flow->reference);
  self->bank_reference = copy_text (flow->bank_reference);
  self->narrative = copy_text (flow->narrative);
  return self;
}

AeqReportKind
aeq_report_kind_of_format (const char *format)
{
  if (g_str_equal (format, "mt942") || g_str_equal (format, "camt052"))
    return AEQ_REPORT_INTRADAY;
  return g_str_equal (format, "camt054") ? AEQ_REPORT_NOTIFICATION : AEQ_REPORT_END_OF_DAY;
}

static int
wealth_of (const AeqFlowVersion *self)
{
  if (g_str_has_prefix (self->format, "camt"))
    return 3;
  return g_str_has_prefix (self->format, "mt") ? 1 : 2;
}

/* In words before in days, or the other way round. */
static int
rank_of (const AeqFlowVersion *self, gboolean words)
{
  return words ? wealth_of (self) * 10 + (int) self->kind : (int) self->kind * 10 + wealth_of (self);
}

/* Indexes of the versions, the best first; what came first stays before its equals. */
static void
sort_versions (GPtrArray *versions, gboolean words, GPtrArray *sorted)
{
  g_ptr_array_set_size (sorted, 0);
  for (guint i = 0; i < versions->len; i++)
    {
      guint at = sorted->len;

      while (at > 0 && rank_of (sorted->pdata[at - 1], words) < rank_of (versions->pdata[i], words))
        at--;
      g_ptr_array_insert (sorted, (int) at, versions->pdata[i]);
    }
}

static AeqDate
day_of (const AeqFlowVersion *self)
{
  return self->booking_date != AEQ_DATE_NONE ? self->booking_date : self->value_date;
}

/* A time of another day than the statement's booking would count on that day. */
static void
merge_time (AeqFlowVersion *merged, GPtrArray *sorted, const AeqZone *zone)
{
  const AeqFlowVersion *lead = sorted->pdata[0];
  AeqDate day = day_of (lead) != AEQ_DATE_NONE ? day_of (lead) : aeq_zone_date (zone, lead->settle_ts);

  merged->settle_ts = lead->settle_ts;
  merged->timed = lead->timed;
  for (guint i = 1; i < sorted->len && !merged->timed; i++)
    {
      const AeqFlowVersion *other = sorted->pdata[i];

      if (!other->timed || aeq_zone_date (zone, other->settle_ts) != day)
        continue;
      merged->settle_ts = other->settle_ts;
      merged->timed = TRUE;
    }
}

static void
merge_days (AeqFlowVersion *merged, GPtrArray *sorted)
{
  for (guint i = 0; i < sorted->len; i++)
    {
      const AeqFlowVersion *other = sorted->pdata[i];

      if (merged->booking_date == AEQ_DATE_NONE)
        merged->booking_date = other->booking_date;
      if (merged->value_date == AEQ_DATE_NONE)
        merged->value_date = other->value_date;
    }
}

static void
fill (char **text, const char *other)
{
  if (*text == NULL)
    *text = copy_text (other);
}

AeqFlowVersion *
aeq_flow_version_merge (GPtrArray *versions, const AeqZone *zone)
{
  const AeqFlowVersion *first = versions->pdata[0];
  AeqFlowVersion *merged = g_new0 (AeqFlowVersion, 1);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();

  merged->uid = first->uid;
  merged->format = g_strdup (first->format);
  merged->kind = first->kind;
  merged->booking_date = merged->value_date = AEQ_DATE_NONE;
  sort_versions (versions, FALSE, sorted);
  merge_time (merged, sorted, zone);
  merge_days (merged, sorted);
  sort_versions (versions, TRUE, sorted);
  for (guint i = 0; i < versions->len; i++)
    {
      const AeqFlowVersion *other = sorted->pdata[i];

      fill (&merged->category, ((const AeqFlowVersion *) versions->pdata[i])->category);
      fill (&merged->counterparty, other->counterparty);
      fill (&merged->reference, other->reference);
      fill (&merged->bank_reference, other->bank_reference);
      fill (&merged->narrative, other->narrative);
    }
  return merged;
}

static void
follow_text (char **now, const char *before, const char *after)
{
  if (g_strcmp0 (*now, before) != 0)
    return;
  g_free (*now);
  *now = g_strdup (after);
}

void
aeq_flow_version_follow (AeqFlowVersion *now, const AeqFlowVersion *before, const AeqFlowVersion *after)
{
  if (now->settle_ts == before->settle_ts && now->timed == before->timed)
    {
      now->settle_ts = after->settle_ts;
      now->timed = after->timed;
    }
  if (now->booking_date == before->booking_date)
    now->booking_date = after->booking_date;
  if (now->value_date == before->value_date)
    now->value_date = after->value_date;
  /* A category that a rule gave is a person's. */
  follow_text (&now->category, before->category, after->category);
  follow_text (&now->counterparty, before->counterparty, after->counterparty);
  follow_text (&now->reference, before->reference, after->reference);
  follow_text (&now->bank_reference, before->bank_reference, after->bank_reference);
  follow_text (&now->narrative, before->narrative, after->narrative);
}

static AeqDate
get_day (AeqStatement *stmt, int column)
{
  const char *text = aeq_statement_get_text (stmt, column);
  AeqDate day;

  return text != NULL && aeq_date_parse_iso (text, -1, &day) ? day : AEQ_DATE_NONE;
}

AeqFlowVersion *
aeq_flow_version_read (AeqStatement *stmt, int first)
{
  AeqFlowVersion *self = g_new0 (AeqFlowVersion, 1);

  self->settle_ts = aeq_statement_get_int64 (stmt, first);
  self->timed = aeq_statement_get_int64 (stmt, first + 1) != 0;
  self->value_date = get_day (stmt, first + 2);
  self->booking_date = get_day (stmt, first + 3);
  self->category = g_strdup (aeq_statement_get_text (stmt, first + 4));
  self->counterparty = g_strdup (aeq_statement_get_text (stmt, first + 5));
  self->reference = g_strdup (aeq_statement_get_text (stmt, first + 6));
  self->bank_reference = g_strdup (aeq_statement_get_text (stmt, first + 7));
  self->narrative = g_strdup (aeq_statement_get_text (stmt, first + 8));
  return self;
}

GPtrArray *
aeq_flow_version_list (AeqStore *store, const AeqId *flow_uid, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store, "SELECT version_uid, format, kind, " COLUMNS " FROM flow_version WHERE flow_uid = ?1 ORDER BY id", error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_flow_version_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_id (stmt, 1, flow_uid);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqFlowVersion *version;

      if (!has_row)
        return g_steal_pointer (&list);
      version = aeq_flow_version_read (stmt, 3);
      aeq_statement_get_id (stmt, 0, &version->uid);
      version->format = g_strdup (aeq_statement_get_text (stmt, 1));
      version->kind = aeq_report_kind_parse (aeq_statement_get_text (stmt, 2));
      g_ptr_array_add (list, version);
    }
  return NULL;
}

static void
bind_day (AeqStatement *stmt, int index, AeqDate day)
{
  char text[AEQ_DATE_TEXT_SIZE];

  aeq_statement_bind_text (stmt, index, day != AEQ_DATE_NONE ? aeq_date_format (day, text) : NULL);
}

/* The columns of COLUMNS from parameter @first on. */
static void
bind_columns (AeqStatement *stmt, int first, const AeqFlowVersion *self)
{
  aeq_statement_bind_int64 (stmt, first, self->settle_ts);
  aeq_statement_bind_int64 (stmt, first + 1, self->timed);
  bind_day (stmt, first + 2, self->value_date);
  bind_day (stmt, first + 3, self->booking_date);
  aeq_statement_bind_text (stmt, first + 4, self->category);
  aeq_statement_bind_text (stmt, first + 5, self->counterparty);
  aeq_statement_bind_text (stmt, first + 6, self->reference);
  aeq_statement_bind_text (stmt, first + 7, self->bank_reference);
  aeq_statement_bind_text (stmt, first + 8, self->narrative);
}

gboolean
aeq_flow_version_put (AeqStore *store, const AeqId *flow_uid, const AeqFlowVersion *self, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store,
    "INSERT INTO flow_version (id, flow_uid, version_uid, format, kind, " COLUMNS ")"
    " VALUES ((SELECT COALESCE (MAX (id), 0) + 1 FROM flow_version), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
    " ON CONFLICT DO NOTHING", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, flow_uid);
  aeq_statement_bind_id (stmt, 2, &self->uid);
  aeq_statement_bind_text (stmt, 3, self->format);
  aeq_statement_bind_text (stmt, 4, aeq_report_kind_name (self->kind));
  bind_columns (stmt, 5, self);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_flow_version_apply (AeqStore *store, const AeqId *flow_uid, const AeqFlowVersion *self, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    store,
    "UPDATE flow SET settle_ts = ?2, timed = ?3, value_date = ?4, booking_date = ?5, category = ?6, counterparty = ?7,"
    " reference = ?8, bank_reference = ?9, narrative = ?10 WHERE uid = ?1", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, flow_uid);
  bind_columns (stmt, 2, self);
  return aeq_statement_run (stmt, error);
}
