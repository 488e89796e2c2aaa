/* SPDX-License-Identifier: MIT */
#include "aeq-sample-walk.h"

#include <string.h>

#define PENDING_AHEAD (20 * AEQ_MINUTE)
#define PENDING_BEHIND (8 * AEQ_MINUTE)
#define OBLIGATION_DAYS 92
#define LATE_SHARE 0.03
#define LATE_BY (10 * AEQ_MINUTE)

void
aeq_sample_walk_open_day (AeqSampleWalk *walk, AeqDate date)
{
  int year, month, day;

  aeq_date_to_ymd (date, &year, &month, &day);
  g_snprintf (walk->date_text, sizeof walk->date_text, "%04u%02u%02u", (guint) year % 10000, (guint) month % 100,
              (guint) day % 100);
  walk->sequence = 0;
}

/* Until when a flow must be scheduled for the desk to know of it now. Notice of several days counts business days, so
 * early in a week it reaches over the weekend. */
static AeqInstant
notice (const AeqSampleDesk *desk, const AeqSampleDraft *draft)
{
  guint days = draft->known_days;

  if (days >= 2 && (guint) aeq_date_weekday (draft->date) <= days)
    days += 2;
  return desk->now + days * 24 * AEQ_HOUR;
}

/* Decided by the flow itself and apart from the sequence that makes flows: seen a few hours later, the day is the
 * same. */
static gboolean
by_chance (AeqSampleWalk *walk, const AeqSampleDraft *draft, double probability)
{
  AeqSampleRandom random;

  aeq_sample_random_init (&random, walk->desk->seed + (guint64) draft->date * 64 + draft->account, walk->sequence);
  return aeq_sample_random_chance (&random, probability);
}

/* FALSE when nobody can know of the flow yet. A flow that is late stays expected at its time until it arrives. */
static gboolean
choose_status (AeqSampleWalk *walk, const AeqSampleDraft *draft, AeqFlowStatus *status)
{
  AeqInstant now = walk->desk->now;

  if (draft->settle <= now - PENDING_BEHIND)
    *status = AEQ_FLOW_ACTUAL;
  else if (draft->settle <= now)
    *status = by_chance (walk, draft, 0.35) ? AEQ_FLOW_PENDING : AEQ_FLOW_ACTUAL;
  else if (draft->known_days > 0 && draft->scheduled <= notice (walk->desk, draft))
    *status = AEQ_FLOW_EXPECTED;
  else if (draft->settle <= now + PENDING_AHEAD && by_chance (walk, draft, 0.5))
    *status = AEQ_FLOW_PENDING;
  else
    return FALSE;
  return TRUE;
}

static const char *
new_reference (AeqSampleWalk *walk, const AeqSampleDraft *draft)
{
  char text[40];
  int length = g_snprintf (text, sizeof text, "%s%s%c%04u", aeq_sample_category_code (draft->category),
                           walk->date_text + 2, 'A' + draft->account, walk->sequence);

  return g_string_chunk_insert_len (walk->desk->texts, text, length);
}

static const char *
bank_reference (AeqSampleWalk *walk, guint account)
{
  char text[40];
  int length = g_snprintf (text, sizeof text, "%s%s%05u", AEQ_SAMPLE_ACCOUNTS[account].bank_code, walk->date_text,
                           walk->sequence * 7 + account);

  return g_string_chunk_insert_len (walk->desk->texts, text, length);
}

static const char *
narrative (AeqSampleWalk *walk, const AeqSampleDraft *draft)
{
  char text[96];

  g_snprintf (text, sizeof text, "%s, %s", draft->words, AEQ_SAMPLE_PARTIES[draft->party].name);
  return g_string_chunk_insert_const (walk->desk->texts, text);
}

/* Pay-ins are due at the end of their hour, calls an hour after they are made, taxes at the cut-off. */
static void
add_obligation (AeqSampleWalk *walk, const AeqSampleDraft *draft, const char *reference)
{
  const AeqSampleAccountPlan *plan = &AEQ_SAMPLE_ACCOUNTS[draft->account];
  AeqSampleObligation obligation = {
    draft->account + 1, draft->date, 0, -draft->minor, NULL, AEQ_SAMPLE_PARTIES[draft->party].name, reference,
  };

  if (draft->minor >= 0 || draft->date < walk->desk->today - OBLIGATION_DAYS)
    return;
  if (strcmp (draft->category, "fx_settlement") == 0)
    {
      obligation.kind = "cls_pay_in";
      obligation.due = (draft->scheduled / AEQ_HOUR + 1) * AEQ_HOUR;
    }
  else if (strcmp (draft->category, "margin_call") == 0)
    {
      obligation.kind = strcmp (plan->kind, "prime_broker") == 0 ? "margin_call" : "ccp_call";
      obligation.due = draft->scheduled + AEQ_HOUR;
    }
  else if (strcmp (draft->category, "tax") == 0)
    {
      obligation.kind = "tax";
      obligation.due = aeq_sample_days_instant (walk->days[draft->account], draft->date, plan->cut_off * 60);
    }
  else
    return;
  /* A few are not paid in time. */
  if (by_chance (walk, draft, LATE_SHARE))
    obligation.due = draft->scheduled - LATE_BY;
  g_array_append_val (walk->obligations, obligation);
}

const char *
aeq_sample_walk_book (AeqSampleWalk *walk, const AeqSampleDraft *draft)
{
  AeqFlow flow = { .account = draft->account + 1, .value_date = draft->date, .minor = draft->minor };
  gboolean expected;

  walk->sequence++;
  walk->balance[draft->account] += draft->minor;
  if (draft->date < walk->desk->first || !choose_status (walk, draft, &flow.status))
    return NULL;

  expected = flow.status == AEQ_FLOW_EXPECTED;
  flow.settle_ts = expected ? draft->scheduled : draft->settle;
  flow.booking_date = flow.status == AEQ_FLOW_ACTUAL ? draft->date : AEQ_DATE_NONE;
  flow.category = draft->category;
  flow.counterparty = AEQ_SAMPLE_PARTIES[draft->party].name;
  flow.reference = draft->reference != NULL ? draft->reference : new_reference (walk, draft);
  flow.bank_reference = expected ? NULL : bank_reference (walk, draft->account);
  flow.narrative = narrative (walk, draft);
  g_array_append_val (walk->flows, flow);
  add_obligation (walk, draft, flow.reference);
  return flow.reference;
}
