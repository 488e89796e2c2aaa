/* SPDX-License-Identifier: MIT */
#include "aeq-sample-walk.h"

/* Repo books and the end-of-day sweep: the two things that keep the desk funded. */

typedef struct
{
  AeqDate    due;
  AeqInstant opened;
  gint64     principal;
  guint      days;
  guint      party;
} Ticket;

/* Most repo is overnight. */
static guint
draw_tenor (AeqSampleRandom *random)
{
  guint pick = aeq_rng_below (random, 100);

  return pick < 58 ? 1 : pick < 80 ? 7 : pick < 92 ? 14 : 30;
}

static void
open_ticket (AeqSampleWalk *walk, guint index, AeqDate date, double amount, guint party, const char *words)
{
  guint account = AEQ_SAMPLE_REPO_BOOKS[index].account;
  AeqSampleDraft draft = { .account = account, .date = date, .category = "repo_open", .words = words, .party = party };
  Ticket ticket = { .party = party };

  ticket.principal = aeq_sample_minor_units (account, amount, 10000000);
  ticket.due = aeq_sample_days_on_or_after (walk->days[account], date + (int) draw_tenor (&walk->random[account]));
  ticket.days = (guint) (ticket.due - date);
  draft.minor = ticket.principal;
  draft.scheduled = aeq_sample_walk_time (walk, account, date, AEQ_SAMPLE_SHAPE_FUNDING);
  draft.settle = aeq_sample_walk_delay (walk, account, date, draft.scheduled, party);
  ticket.opened = draft.settle;
  aeq_sample_walk_book (walk, &draft);
  g_array_append_val (walk->tickets[index], ticket);
}

static void
close_ticket (AeqSampleWalk *walk, guint index, AeqDate date, const Ticket *ticket)
{
  const AeqSampleRepoBook *book = &AEQ_SAMPLE_REPO_BOOKS[index];
  AeqSampleDraft draft = {
    .account = book->account, .date = date, .category = "repo_maturity", .words = "Repo repayment",
    .party = ticket->party,
  };
  double interest = (double) ticket->principal * book->rate * ticket->days / 360.0;

  draft.minor = -(ticket->principal + (gint64) (interest + 0.5));
  draft.scheduled = draft.settle = aeq_sample_walk_time (walk, book->account, date, AEQ_SAMPLE_SHAPE_EARLY);
  /* The repayment of a trade that is not dealt yet is nothing that anybody expects. */
  draft.known_days = ticket->opened <= walk->desk->now ? 60 : 0;
  aeq_sample_walk_book (walk, &draft);
}

static double
wanted_book (AeqSampleWalk *walk, guint index, AeqDate date)
{
  static const double SHARE[] = { 1.0, 0.95, 0.6 };
  const AeqSampleRepoBook *book = &AEQ_SAMPLE_REPO_BOOKS[index];
  const AeqSampleDay *day = aeq_sample_days_get (walk->days[book->account], date);
  double wanted = book->book * SHARE[aeq_sample_market_regime (walk->market, date)];

  /* Dealers shrink their books over the quarter's end. */
  return aeq_sample_day_is_quarter_end (day, 2) ? 0.75 * wanted : wanted;
}

static void
draw_book (AeqSampleWalk *walk, guint index, AeqDate date)
{
  static const double ROLLED[] = { 0.92, 0.87, 0.55 };
  const AeqSampleRepoBook *book = &AEQ_SAMPLE_REPO_BOOKS[index];
  AeqSampleRandom *random = &walk->random[book->account];
  double rolled = ROLLED[aeq_sample_market_regime (walk->market, date)];
  GArray *tickets = walk->tickets[index];
  double outstanding = 0.0, gap;
  guint n = tickets->len;

  for (guint i = 0; i < n;)
    {
      Ticket ticket = g_array_index (tickets, Ticket, i);

      if (ticket.due > date)
        {
          i++;
          continue;
        }
      g_array_remove_index (tickets, i);
      n--;
      close_ticket (walk, index, date, &ticket);
      if (aeq_sample_random_chance (random, rolled))
        open_ticket (walk, index, date,
                     (double) ticket.principal / 100.0 * (0.95 + 0.1 * aeq_rng_uniform (random)), ticket.party,
                     "Repo rolled");
    }
  for (guint i = 0; i < tickets->len; i++)
    outstanding += (double) g_array_index (tickets, Ticket, i).principal / 100.0;
  gap = wanted_book (walk, index, date) - outstanding;
  for (n = aeq_sample_random_poisson (random, 0.5 * gap / book->ticket); n > 0; n--)
    {
      /* Two draws, two statements: the order of arguments is the compiler's. */
      double amount = aeq_sample_random_lognormal (random, book->ticket, 0.4);
      guint party = aeq_sample_walk_party (walk, book->account, AEQ_SAMPLE_POOL_DEALERS);

      open_ticket (walk, index, date, amount, party, "Repo opened");
    }
}

void
aeq_sample_draw_repo (AeqSampleWalk *walk, guint account, AeqDate date)
{
  for (guint i = 0; i < AEQ_SAMPLE_N_REPO_BOOKS; i++)
    if (AEQ_SAMPLE_REPO_BOOKS[i].account == account)
      {
        if (walk->tickets[i] == NULL)
          walk->tickets[i] = g_array_new (FALSE, FALSE, sizeof (Ticket));
        draw_book (walk, i, date);
      }
}

static void
transfer (AeqSampleWalk *walk, guint account, AeqDate date, AeqInstant at, gint64 minor, const char *words,
          const char *reference)
{
  guint n;
  AeqSampleDraft draft = {
    .account = account, .date = date, .scheduled = at, .settle = at, .minor = minor, .category = "treasury_transfer",
    .words = words, .party = aeq_sample_pool_range (AEQ_SAMPLE_POOL_TREASURY, &n), .reference = reference,
  };

  aeq_sample_walk_book (walk, &draft);
}

/* What an account has above its target, give or take: nobody sweeps to the cent. */
static gint64
sweep_amount (AeqSampleWalk *walk, guint account)
{
  const AeqSampleAccountPlan *plan = &AEQ_SAMPLE_ACCOUNTS[account];
  double share = 0.92 + 0.16 * aeq_rng_uniform (&walk->random[account]);
  const gint64 granule = 1000000; /* minor units: a million yen, ten thousand of the others */
  gint64 excess = walk->balance[account] - aeq_sample_minor_units (account, (double) plan->target * share, granule);

  return excess / granule * granule;
}

/* Seconds after the cut-off. A hub draws from the group before it pays out, and places what is left at the end. */
static gint64
sweep_second (AeqSampleWalk *walk, guint account, gint64 excess)
{
  gboolean is_hub = AEQ_SAMPLE_ACCOUNTS[account].hub == account;
  gint64 start = !is_hub ? 180 : excess < 0 ? 20 : 660;

  return start + aeq_rng_below (&walk->random[account], !is_hub ? 420 : excess < 0 ? 120 : 180);
}

static void
sweep_account (AeqSampleWalk *walk, guint account, AeqDate date)
{
  const AeqSampleAccountPlan *plan = &AEQ_SAMPLE_ACCOUNTS[account];
  gboolean is_hub = plan->hub == account;
  gint64 amount = sweep_amount (walk, account);
  gint64 seconds = sweep_second (walk, account, amount);
  AeqInstant at = aeq_sample_days_instant (walk->days[account], date, plan->cut_off * 60 + seconds);
  char reference[32];
  const char *text, *words;

  if (amount == 0)
    return;
  aeq_sample_walk_open_day (walk, date);
  g_snprintf (reference, sizeof reference, "TT%s%c9999", walk->date_text + 2, 'A' + account);
  text = date >= walk->desk->first ? g_string_chunk_insert (walk->desk->texts, reference) : NULL;
  walk->sequence = 9000 + account * 2;
  words = !is_hub ? "End-of-day sweep" : amount > 0 ? "Overnight placement" : "Overnight funding";
  transfer (walk, account, date, at, -amount, words, text);
  if (!is_hub)
    transfer (walk, plan->hub, date, at + 20 * AEQ_SECOND, amount, "End-of-day sweep", text);
}

void
aeq_sample_draw_sweep (AeqSampleWalk *walk, AeqDate date)
{
  /* Hubs last: they carry what the others give and take. */
  for (int hubs = 0; hubs <= 1; hubs++)
    for (guint account = 0; account < AEQ_SAMPLE_N_ACCOUNTS; account++)
      if ((AEQ_SAMPLE_ACCOUNTS[account].hub == account) == (hubs == 1)
          && aeq_sample_days_get (walk->days[account], date)->open)
        sweep_account (walk, account, date);
}
