/* SPDX-License-Identifier: MIT */
#include "aeq-bank-statement.h"

#include <string.h>

static const char INSERT_SQL[] =
  "INSERT INTO statement (id, uid, account_id, format, kind, identifier, number, page, last_page, first_day, last_day, from_ts,"
  " to_ts, created_ts, opening, closing, entries, tied, import_id)"
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";
static const char LIST_SQL[] =
  "SELECT id, uid, format, kind, identifier, number, page, last_page, first_day, last_day, from_ts, to_ts, created_ts, opening,"
  " closing, entries, tied, import_id FROM statement"
  " WHERE account_id = ?1 ORDER BY last_day NULLS FIRST, number NULLS FIRST, page NULLS FIRST, id";

void
aeq_bank_statement_free (AeqBankStatement *self)
{
  g_free (self->format);
  g_free (self->identifier);
  g_free (self);
}

static void
make_uid (const AeqAccount *account, AeqBankStatement *self)
{
  char uid[AEQ_ID_TEXT_SIZE];
  g_autofree char *key = g_strdup_printf (
    "%s\n%s\n%d\n%s\n%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%d\n%d-%d\n%" G_GINT64_FORMAT "\n%d %" G_GINT64_FORMAT
    "\n%d %" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT,
    aeq_id_format (&account->uid, uid), self->format, (int) self->kind, self->identifier != NULL ? self->identifier : "",
    self->number, self->page, self->last_page, self->first_day, self->last_day, self->created_ts, self->has_opening, self->opening,
    self->has_closing, self->closing, self->entries);

  aeq_id_from_name (&self->uid, "statement", key, strlen (key));
}

static void
bind_number (AeqStatement *stmt, int index, gboolean has, gint64 number)
{
  if (has)
    aeq_statement_bind_int64 (stmt, index, number);
  else
    aeq_statement_bind_null (stmt, index);
}

static void
bind_day (AeqStatement *stmt, int index, AeqDate day)
{
  char text[AEQ_DATE_TEXT_SIZE];

  aeq_statement_bind_text (stmt, index, day != AEQ_DATE_NONE ? aeq_date_format (day, text) : NULL);
}

gboolean
aeq_bank_statement_put (AeqLedger *ledger, const AeqAccount *account, AeqBankStatement *self, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, INSERT_SQL, error);

  if (stmt == NULL)
    return FALSE;
  make_uid (account, self);
  aeq_statement_bind_int64 (stmt, 1, self->id);
  aeq_statement_bind_id (stmt, 2, &self->uid);
  aeq_statement_bind_int64 (stmt, 3, self->account);
  aeq_statement_bind_text (stmt, 4, self->format);
  aeq_statement_bind_text (stmt, 5, aeq_report_kind_name (self->kind));
  aeq_statement_bind_text (stmt, 6, self->identifier);
  bind_number (stmt, 7, self->number > 0, self->number);
  bind_number (stmt, 8, self->page > 0, self->page);
  bind_number (stmt, 9, self->last_page >= 0, self->last_page);
  bind_day (stmt, 10, self->first_day);
  bind_day (stmt, 11, self->last_day);
  bind_number (stmt, 12, self->from_ts != AEQ_INSTANT_NONE, self->from_ts);
  bind_number (stmt, 13, self->to_ts != AEQ_INSTANT_NONE, self->to_ts);
  bind_number (stmt, 14, self->created_ts != AEQ_INSTANT_NONE, self->created_ts);
  bind_number (stmt, 15, self->has_opening, self->opening);
  bind_number (stmt, 16, self->has_closing, self->closing);
  aeq_statement_bind_int64 (stmt, 17, self->entries);
  aeq_statement_bind_int64 (stmt, 18, self->tied);
  aeq_statement_bind_int64 (stmt, 19, self->import_id);
  return aeq_statement_run (stmt, error);
}

static AeqDate
get_day (AeqStatement *stmt, int column)
{
  const char *text = aeq_statement_get_text (stmt, column);
  AeqDate day;

  return text != NULL && aeq_date_parse_iso (text, -1, &day) ? day : AEQ_DATE_NONE;
}

static AeqInstant
get_instant (AeqStatement *stmt, int column)
{
  return aeq_statement_is_null (stmt, column) ? AEQ_INSTANT_NONE : aeq_statement_get_int64 (stmt, column);
}

static AeqBankStatement *
read_row (AeqStatement *stmt, gint64 account)
{
  AeqBankStatement *self = g_new0 (AeqBankStatement, 1);

  self->id = aeq_statement_get_int64 (stmt, 0);
  aeq_statement_get_id (stmt, 1, &self->uid);
  self->account = account;
  self->format = g_strdup (aeq_statement_get_text (stmt, 2));
  self->kind = aeq_report_kind_parse (aeq_statement_get_text (stmt, 3));
  self->identifier = g_strdup (aeq_statement_get_text (stmt, 4));
  self->number = aeq_statement_get_int64 (stmt, 5);
  self->page = aeq_statement_get_int64 (stmt, 6);
  self->last_page = aeq_statement_is_null (stmt, 7) ? -1 : (int) aeq_statement_get_int64 (stmt, 7);
  self->first_day = get_day (stmt, 8);
  self->last_day = get_day (stmt, 9);
  self->from_ts = get_instant (stmt, 10);
  self->to_ts = get_instant (stmt, 11);
  self->created_ts = get_instant (stmt, 12);
  self->has_opening = !aeq_statement_is_null (stmt, 13);
  self->opening = aeq_statement_get_int64 (stmt, 13);
  self->has_closing = !aeq_statement_is_null (stmt, 14);
  self->closing = aeq_statement_get_int64 (stmt, 14);
  self->entries = aeq_statement_get_int64 (stmt, 15);
  self->tied = aeq_statement_get_int64 (stmt, 16) != 0;
  self->import_id = aeq_statement_get_int64 (stmt, 17);
  return self;
}

GPtrArray *
aeq_bank_statement_list (AeqLedger *ledger, gint64 account, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, LIST_SQL, error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_bank_statement_free);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, account);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_row (stmt, account));
    }
  return NULL;
}

static gboolean
days_overlap (const AeqBankStatement *a, const AeqBankStatement *b)
{
  if (a->first_day == AEQ_DATE_NONE || b->first_day == AEQ_DATE_NONE)
    return TRUE;
  return a->first_day <= b->last_day && b->first_day <= a->last_day;
}

/* The one opens with what the other closed with, and something happened in between. */
static gboolean
goes_on (const AeqBankStatement *before, const AeqBankStatement *after)
{
  return before->has_closing && after->has_opening && before->closing == after->opening &&
         (!before->has_opening || before->opening != before->closing) && (!after->has_closing || after->closing != after->opening);
}

static gboolean
same_balances (const AeqBankStatement *a, const AeqBankStatement *b)
{
  return a->has_opening && a->has_closing && b->has_opening && b->has_closing && a->opening == b->opening &&
         a->closing == b->closing;
}

/* Reports of one kind and format. */
static AeqReportsRelation
relation_within (const AeqBankStatement *self, const AeqBankStatement *other)
{
  if (self->import_id == other->import_id && self->part == other->part)
    return AEQ_REPORTS_APART;
  if (aeq_id_equal (&self->uid, &other->uid))
    return AEQ_REPORTS_REPEAT;
  if (!days_overlap (self, other) || (self->page > 0 && other->page > 0 && self->page != other->page &&
                                      self->number == other->number && g_strcmp0 (self->identifier, other->identifier) == 0))
    return AEQ_REPORTS_APART;
  if ((goes_on (self, other) || goes_on (other, self)) && !same_balances (self, other))
    return AEQ_REPORTS_APART;
  if (self->kind == AEQ_REPORT_END_OF_DAY || self->from_ts == AEQ_INSTANT_NONE || other->from_ts == AEQ_INSTANT_NONE ||
      self->to_ts == AEQ_INSTANT_NONE || other->to_ts == AEQ_INSTANT_NONE)
    return AEQ_REPORTS_REPEAT;
  return self->from_ts >= other->to_ts || other->from_ts >= self->to_ts ? AEQ_REPORTS_APART : AEQ_REPORTS_REPEAT;
}

AeqReportsRelation
aeq_bank_statement_relation (const AeqBankStatement *self, const AeqBankStatement *other)
{
  if (self->kind == other->kind && g_str_equal (self->format, other->format))
    return relation_within (self, other);
  if (self->kind != AEQ_REPORT_END_OF_DAY || other->kind != AEQ_REPORT_END_OF_DAY)
    return AEQ_REPORTS_OTHER;
  if (!days_overlap (self, other))
    return AEQ_REPORTS_APART;
  return same_balances (self, other) && self->last_day == other->last_day ? AEQ_REPORTS_EQUAL : AEQ_REPORTS_OTHER;
}
