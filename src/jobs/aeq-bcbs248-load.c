/* SPDX-License-Identifier: MIT */
#include "aeq-bcbs248-load.h"

#include "aeq-bcbs248-available.h"
#include "aeq-calendar.h"
#include "aeq-liquidity.h"
#include "aeq-match.h"

#define CANCEL_ROWS 8192

/* The texts are read only where something asks for them: they are most of the cost of a row. */
static const char FLOWS_SQL[] = "SELECT settle_ts, amount, timed FROM flow WHERE account_id = ?1 AND status = 0 AND "
                                "settle_ts >= ?2 AND settle_ts < ?3"
                                " ORDER BY settle_ts";
static const char TEXTS_SQL[] =
  "SELECT settle_ts, amount, timed, category, reference, bank_reference, counterparty FROM flow"
  " WHERE account_id = ?1 AND status = 0 AND settle_ts >= ?2 AND settle_ts < ?3 ORDER BY settle_ts";

typedef struct
{
  AeqBcbsSection *section;
  AeqLedger      *ledger;
  GHashTable     *categories; /* of customers */
  GArray         *days;       /* AeqBcbsDayInput */
  GPtrArray      *flows;      /* GArray of AeqBcbsFlow, one a day */
  GArray         *lines;      /* AeqBcbsLine */
  GCancellable   *cancellable;
} Load;

static AeqBcbsDayInput *
nth_day (Load *load, guint i)
{
  return &g_array_index (load->days, AeqBcbsDayInput, i);
}

static void
add_day (Load *load, const AeqCalendar *calendar, AeqDate date)
{
  AeqBcbsDayInput day = { .date = date };
  AeqInstant before;

  aeq_zone_day_bounds (load->section->zone, date, &day.start, &day.end);
  aeq_zone_day_bounds (load->section->zone, aeq_calendar_add (calendar, date, -1), &before, &day.from);
  load->section->n_business_days++;
  if (day.start > load->ledger->now)
    return;
  g_array_append_val (load->days, day);
  g_ptr_array_add (load->flows, g_array_new (FALSE, FALSE, sizeof (AeqBcbsFlow)));
}

static gboolean
make_days (Load *load, AeqDate from, AeqDate to, GError **error)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (load->section->calendar, error);

  if (calendar == NULL)
    return FALSE;
  for (AeqDate date = aeq_calendar_add (calendar, from, 0); date <= to; date = aeq_calendar_add (calendar, date, 1))
    add_day (load, calendar, date);
  return TRUE;
}

static guint16
flow_flags (Load *load, AeqStatement *stmt, gboolean texts)
{
  guint16 flags = aeq_statement_get_int64 (stmt, 2) == 0 ? AEQ_BCBS_DAY_ONLY : 0;
  const char *category = texts ? aeq_statement_get_text (stmt, 3) : NULL;

  if (category != NULL && g_hash_table_contains (load->categories, category))
    flags |= AEQ_BCBS_CUSTOMER;
  return flags;
}

/* Rows come in time order, so that the day of one is never before the day of the last. */
static void
take_row (Load *load, AeqStatement *stmt, gboolean texts, guint16 leg, guint *day, AeqObligations *obligations)
{
  AeqBcbsFlow flow = {
    aeq_statement_get_int64 (stmt, 0), aeq_statement_get_int64 (stmt, 1), leg, flow_flags (load, stmt, texts),
  };

  if (texts && flow.minor < 0)
    aeq_obligations_offer (obligations, flow.at, flow.minor, (flow.flags & AEQ_BCBS_DAY_ONLY) != 0,
                           aeq_statement_get_text (stmt, 4), aeq_statement_get_text (stmt, 5),
                           aeq_statement_get_text (stmt, 6));
  while (*day < load->days->len && flow.at >= nth_day (load, *day)->end)
    *day += 1;
  if (*day < load->days->len && flow.at >= nth_day (load, *day)->from)
    g_array_append_val (g_ptr_array_index (load->flows, *day), flow);
}

static gboolean
read_flows (Load *load, const AeqAccount *account, guint16 leg, AeqObligations *obligations, GError **error)
{
  AeqInstant from = nth_day (load, 0)->from;
  AeqInstant to = nth_day (load, load->days->len - 1)->end;
  AeqInstant reach_from;
  AeqInstant reach_to;
  gboolean owes = aeq_obligations_reach (obligations, &reach_from, &reach_to);
  gboolean texts = owes || g_hash_table_size (load->categories) > 0;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (load->ledger->store, texts ? TEXTS_SQL : FLOWS_SQL, error);
  gboolean has_row;
  guint day = 0;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  aeq_statement_bind_int64 (stmt, 2, owes ? MIN (from, reach_from) : from);
  aeq_statement_bind_int64 (stmt, 3, owes ? MAX (to, reach_to) : to);
  for (guint64 n = 1; aeq_statement_step (stmt, &has_row, error); n++)
    {
      if (!has_row)
        return TRUE;
      if (n % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (load->cancellable, error))
        return FALSE;
      take_row (load, stmt, texts, leg, &day, obligations);
    }
  return FALSE;
}

static gboolean
add_customer_lines (Load *load, const AeqAccount *account, GError **error)
{
  GPtrArray *lines = aeq_customer_lines (load->ledger, account, nth_day (load, 0)->date,
                                         nth_day (load, load->days->len - 1)->date, error);

  if (lines == NULL)
    return FALSE;
  g_ptr_array_add (load->section->lines, lines);
  for (guint i = 0; i < lines->len; i++)
    {
      const AeqCreditLine *line = lines->pdata[i];
      AeqBcbsLine taken = { line->name, line->minor, line->secured, line->committed, line->use_known, line->peak_use };

      g_array_append_val (load->lines, taken);
    }
  return TRUE;
}

/* Obligations that fell due before the period may have been settled in it. */
static gboolean
load_account (Load *load, const AeqAccount *account, guint16 leg, GError **error)
{
  AeqObligations *obligations = aeq_obligations_load (load->ledger, account,
                                                      nth_day (load, 0)->from - AEQ_MATCH_REFERENCE_WINDOW,
                                                      nth_day (load, load->days->len - 1)->end, error);

  if (obligations == NULL)
    return FALSE;
  g_ptr_array_add (load->section->obligations, obligations);
  if (!read_flows (load, account, leg, obligations, error))
    return FALSE;
  aeq_obligations_settle (obligations);
  return add_customer_lines (load, account, error) &&
         aeq_bcbs_available_add (load->section, load->ledger, account, nth_day (load, 0), load->days->len, error);
}

static int
compare_flows (gconstpointer a, gconstpointer b)
{
  const AeqBcbsFlow *left = a;
  const AeqBcbsFlow *right = b;

  return (left->at > right->at) - (left->at < right->at);
}

/* A path over several accounts needs their flows in one order. */
static void
finish_days (Load *load)
{
  gboolean mixed = load->section->netted && load->section->accounts->len > 1;

  for (guint i = 0; i < load->days->len; i++)
    {
      GArray *flows = load->flows->pdata[i];

      if (mixed)
        g_array_sort (flows, compare_flows);
      nth_day (load, i)->flows = (const AeqBcbsFlow *) (gpointer) flows->data;
      nth_day (load, i)->n_flows = flows->len;
    }
}

static GArray *
collect_obligations (Load *load)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (AeqBcbsObligation));
  AeqInstant from = load->days->len > 0 ? nth_day (load, 0)->from : G_MAXINT64;

  for (guint i = 0; i < load->section->obligations->len; i++)
    {
      GPtrArray *owed = aeq_obligations_list (load->section->obligations->pdata[i]);

      for (guint j = 0; j < owed->len; j++)
        {
          const AeqObligation *one = owed->pdata[j];
          AeqBcbsObligation plain = { one->due, one->settled_at, one->minor, one->paid };
          AeqBcbsOwed row = { one, load->section->accounts->pdata[i], aeq_bcbs_settlement (&plain, load->ledger->now) };

          if (one->due < from && (one->settled_at == AEQ_INSTANT_NONE || one->settled_at < from))
            continue;
          g_array_append_val (list, plain);
          g_array_append_val (load->section->owed, row);
        }
    }
  return list;
}

static gboolean
compute (Load *load, GError **error)
{
  g_autoptr(GArray) obligations = NULL;
  AeqBcbsInput input = {
    .zone = load->section->zone,
    .n_legs = load->section->netted ? 1 : load->section->accounts->len,
    .days = (const AeqBcbsDayInput *)(gpointer)load->days->data,
    .n_days = load->days->len,
    .lines = (const AeqBcbsLine *)(gpointer)load->lines->data,
    .n_lines = load->lines->len,
    .as_of = load->ledger->now,
  };

  finish_days (load);
  obligations = collect_obligations (load);
  input.obligations = (const AeqBcbsObligation *) (gpointer) obligations->data;
  input.n_obligations = obligations->len;
  if ((load->section->figures = aeq_bcbs_compute (&input, error)) == NULL)
    return FALSE;
  return aeq_bcbs_section_tell (load->section, load->ledger, error);
}

static gboolean
run (Load *load, AeqDate from, AeqDate to, GError **error)
{
  if (!make_days (load, from, to, error) ||
      (load->categories = aeq_customer_categories (load->ledger, error)) == NULL)
    return FALSE;
  for (guint i = 0; load->days->len > 0 && i < load->section->accounts->len; i++)
    if (!load_account (load, load->section->accounts->pdata[i], load->section->netted ? 0 : (guint16) i, error))
      return FALSE;
  return compute (load, error);
}

gboolean
aeq_bcbs_section_load (AeqBcbsSection *self, AeqLedger *ledger, AeqDate from, AeqDate to, GCancellable *cancellable,
                       GError **error)
{
  Load load = {
    .section = self,
    .ledger = ledger,
    .cancellable = cancellable,
    .days = g_array_new (FALSE, FALSE, sizeof (AeqBcbsDayInput)),
    .flows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref),
    .lines = g_array_new (FALSE, FALSE, sizeof (AeqBcbsLine)),
  };
  gboolean ok = run (&load, from, to, error);

  g_clear_pointer (&load.categories, g_hash_table_unref);
  g_ptr_array_unref (load.flows);
  g_array_unref (load.days);
  g_array_unref (load.lines);
  return ok;
}
