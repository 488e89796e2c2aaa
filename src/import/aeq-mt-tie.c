/* SPDX-License-Identifier: MIT */
#include "aeq-mt-tie.h"
#include "aeq-words.h"

#include <string.h>

/* So many sentences a file are read by nobody. */
#define MAX_WARNINGS 100
/* Statements without numbers follow each other when no more than a long weekend lies between. */
#define NEXT_DAYS 4

enum { LOWERING, RAISING };

void
aeq_mt_tie_init (AeqMtTie *self, AeqReadReport *report)
{
  *self = (AeqMtTie) { .report = report };
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
aeq_mt_tie_clear (AeqMtTie *self)
{
  g_hash_table_unref (self->accounts);
}

void
aeq_mt_tie_warn (AeqMtTie *self, const char *format, ...)
{
  va_list args;

  if (self->n_warnings++ >= MAX_WARNINGS)
    return;
  va_start (args, format);
  g_ptr_array_add (self->report->warnings, g_strdup_vprintf (format, args));
  va_end (args);
}

void
aeq_mt_tie_report (AeqMtTie *self)
{
  if (self->n_warnings > MAX_WARNINGS)
    aeq_read_report_warn (self->report, N_("and %" PRIu64 " more such warnings"), self->n_warnings - MAX_WARNINGS);
}

void
aeq_mt_tie_find (AeqMtTie *self, AeqMtStatement *statement)
{
  const char *number = statement->number != NULL ? statement->number : "";
  const char *code = statement->currency != NULL ? statement->currency->code : "";
  g_autofree char *key = g_strconcat (number, "\n", code, NULL);

  if ((statement->account = g_hash_table_lookup (self->accounts, key)) != NULL)
    return;
  statement->account = g_new0 (AeqMtAccount, 1);
  statement->account->closing_date = AEQ_DATE_NONE;
  statement->account->read = g_new0 (AeqReadAccount, 1);
  statement->account->read->number = g_strdup (number);
  statement->account->read->currency = statement->currency;
  statement->account->read->first_date = statement->account->read->last_date = AEQ_DATE_NONE;
  g_ptr_array_add (self->report->accounts, statement->account->read);
  g_hash_table_insert (self->accounts, g_steal_pointer (&key), statement->account);
}

gboolean
aeq_mt_tie_entry (AeqMtTie *self, AeqMtStatement *statement, const AeqMtEntry *entry)
{
  int side = entry->raises ? RAISING : LOWERING;
  int letter = entry->raises != entry->reversal ? RAISING : LOWERING;
  gint64 amount = ABS (entry->minor);
  AeqReadAccount *read = statement->account->read;
  gint64 *total = entry->raises ? &read->credit_total : &read->debit_total;
  AeqDate day = entry->booking != AEQ_DATE_NONE ? entry->booking : entry->value;

  if (!aeq_money_add (statement->sums[side], amount, &statement->sums[side]) || !aeq_money_add (*total, amount, total) ||
      !aeq_money_add (statement->mark_sums[letter], amount, &statement->mark_sums[letter]) ||
      (!entry->expected && !aeq_money_add (statement->booked, entry->minor, &statement->booked)))
    return FALSE;
  statement->entries++;
  statement->counts[side]++;
  statement->marks[letter]++;
  read->entries++;
  self->report->transactions++;
  self->report->pending += entry->expected;
  if (statement->first_day == AEQ_DATE_NONE || day < statement->first_day)
    statement->first_day = day;
  if (statement->last_day == AEQ_DATE_NONE || day > statement->last_day)
    statement->last_day = day;
  return TRUE;
}

static char *
name_of (const AeqMtStatement *statement)
{
  g_autoptr(GString) out = g_string_new ("line ");

  g_string_append_printf (out, "%" G_GUINT64_FORMAT ", account %s", statement->line, statement->number != NULL ? statement->number : "?");
  if (statement->statement > 0)
    g_string_append_printf (out, ", statement %" G_GUINT64_FORMAT, statement->statement);
  if (statement->statement > 0 && statement->page > 0)
    g_string_append_printf (out, "/%" G_GUINT64_FORMAT, statement->page);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static guint
digits_of (const AeqMtStatement *statement)
{
  return statement->currency != NULL ? statement->currency->exponent : 2;
}

static void
check_sum (AeqMtTie *self, const AeqMtStatement *statement, const char *name)
{
  char texts[3][AEQ_MONEY_TEXT_SIZE];
  guint digits = digits_of (statement);
  gint64 sum;

  if (statement->has_opening && statement->has_closing)
    {
      if (aeq_money_add (statement->opening, statement->booked, &sum) && sum == statement->closing)
        return;
      aeq_mt_tie_warn (self, N_("%s: the balances do not tie: opening %s and entries %s do not give closing %s"), name,
                       aeq_money_format (statement->opening, digits, texts[0]),
                       aeq_money_format (statement->booked, digits, texts[1]),
                       aeq_money_format (statement->closing, digits, texts[2]));
    }
  else if (statement->has_opening)
    aeq_mt_tie_warn (self, N_("%s: there is no closing balance: the file may have been cut off"), name);
  else if (statement->has_closing)
    aeq_mt_tie_warn (self, N_("%s: there is no opening balance"), name);
  else if (!statement->intraday)
    aeq_mt_tie_warn (self, N_("%s: there are no balances"), name);
}

typedef enum { APART, NEXT, LATER } Order;

/* How the statement lies to the one before. Many banks give every statement the number 0 or 1/1: then the days decide. */
static Order
order_of (const AeqMtStatement *statement)
{
  const AeqMtAccount *before = statement->account;

  if (before->number > 0 && statement->statement > before->number)
    return statement->statement == before->number + 1 ? NEXT : LATER;
  if (before->number > 0 && statement->statement == before->number && statement->page > before->page)
    return NEXT;
  if (before->number != statement->statement || before->closing_date == AEQ_DATE_NONE || statement->opening_date == AEQ_DATE_NONE)
    return APART;
  return statement->opening_date >= before->closing_date && statement->opening_date <= before->closing_date + NEXT_DAYS ? NEXT : APART;
}

static void
check_pages (AeqMtTie *self, const AeqMtStatement *statement, const char *name)
{
  const AeqMtAccount *before = statement->account;

  if (before->number > 0 && statement->statement == before->number && before->page > 0 && statement->page > before->page + 1)
    aeq_mt_tie_warn (self, N_("%s: page %" PRIu64 " follows page %" PRIu64 ": pages are missing"), name,
                     statement->page, before->page);
}

/* A statement begins with what the one before ended with. Where it does, a number that was left out means nothing: some
 * banks number by the day. */
static void
check_sequence (AeqMtTie *self, const AeqMtStatement *statement, const char *name)
{
  const AeqMtAccount *before = statement->account;
  char texts[2][AEQ_MONEY_TEXT_SIZE];
  Order order;

  if (!before->any)
    return;
  check_pages (self, statement, name);
  if (!before->has_closing || !statement->has_opening || before->closing == statement->opening)
    return;
  if ((order = order_of (statement)) != APART)
    aeq_mt_tie_warn (self, N_("%s: it opens with %s, but the statement before closed with %s%s"), name,
                     aeq_money_format (statement->opening, digits_of (statement), texts[0]),
                     aeq_money_format (before->closing, digits_of (statement), texts[1]),
                     order == LATER ? ": statements are missing" : "");
  else if (self->n_apart++ == 0)
    aeq_read_report_note (self->report, N_("%s: it does not go on from the statement before"), name);
}

/* Banks count a page, or all pages of a statement; reversals on the side that they touch, or by their letter. */
static gboolean
count_agrees (const AeqMtStatement *statement, int side)
{
  const AeqMtCount *told = &statement->told[side];
  const AeqMtAccount *account = statement->account;

  return (told->count == statement->counts[side] && told->minor == statement->sums[side]) ||
         (told->count == statement->marks[side] && told->minor == statement->mark_sums[side]) ||
         (told->count == account->counts[side] && told->minor == account->sums[side]);
}

static void
check_counts (AeqMtTie *self, AeqMtStatement *statement, const char *name)
{
  static const char *const WORDS[] = { "debits", "credits" };
  char texts[2][AEQ_MONEY_TEXT_SIZE];

  for (int side = LOWERING; side <= RAISING; side++)
    {
      if (!statement->has_count[side] || count_agrees (statement, side))
        continue;
      aeq_mt_tie_warn (self,
                       N_("%s: the bank counts %" PRIu64 " %s of %s, the file has %" PRIu64 " of %s"), name,
                       statement->told[side].count, WORDS[side],
                       aeq_money_format (statement->told[side].minor, digits_of (statement), texts[0]), statement->counts[side],
                       aeq_money_format (statement->sums[side], digits_of (statement), texts[1]));
    }
}

/* The bank's balances of the file: the first opening and the last closing. */
static void
hand_over (const AeqMtStatement *statement)
{
  AeqReadAccount *read = statement->account->read;
  AeqDate first = statement->first_day != AEQ_DATE_NONE     ? statement->first_day
                  : statement->closing_date != AEQ_DATE_NONE ? statement->closing_date
                                                             : statement->opening_date;

  if (read->first_date == AEQ_DATE_NONE)
    read->first_date = first;
  if (statement->has_opening && !read->has_opening && !statement->account->any)
    {
      read->has_opening = TRUE;
      read->opening = statement->opening;
    }
  if (statement->has_closing)
    {
      read->has_closing = TRUE;
      read->closing = statement->closing;
      read->last_date = statement->closing_date != AEQ_DATE_NONE ? statement->closing_date
                        : statement->last_day != AEQ_DATE_NONE   ? statement->last_day
                                                                 : first;
    }
  else if (!read->has_closing && statement->last_day != AEQ_DATE_NONE)
    read->last_date = statement->last_day;
  if (read->last_date == AEQ_DATE_NONE)
    read->last_date = read->first_date;
}

static void
remember (const AeqMtStatement *statement)
{
  AeqMtAccount *account = statement->account;

  account->any = TRUE;
  account->number = statement->statement;
  account->page = statement->page;
  account->has_closing = statement->has_closing;
  account->closing = statement->closing;
  account->closing_date = statement->closing_date;
}

void
aeq_mt_tie_finish (AeqMtTie *self, AeqMtStatement *statement)
{
  g_autofree char *name = name_of (statement);
  AeqMtAccount *account;
  gboolean same;

  if (statement->account == NULL)
    aeq_mt_tie_find (self, statement);
  account = statement->account;
  same = account->any && account->number > 0 && account->number == statement->statement;
  for (int side = LOWERING; side <= RAISING; side++)
    {
      account->counts[side] = statement->counts[side] + (same ? account->counts[side] : 0);
      if (!aeq_money_add (same ? account->sums[side] : 0, statement->sums[side], &account->sums[side]))
        account->sums[side] = statement->sums[side];
    }
  check_sum (self, statement, name);
  check_sequence (self, statement, name);
  check_counts (self, statement, name);
  hand_over (statement);
  remember (statement);
}

static gboolean
take_count (const char **p, const char *end, char letter, AeqMtCount *count)
{
  gsize n = 0;

  if (*p >= end || **p != letter)
    return FALSE;
  ++*p;
  for (; *p < end && g_ascii_isdigit (**p) && n < 12; ++*p, n++)
    count->count = count->count * 10 + (guint64) (**p - '0');
  return n > 0;
}

static gboolean
take_sum (const char **p, const char *end, char letter, guint digits, AeqMtCount *count)
{
  gboolean rounded;

  if (*p >= end || **p != letter)
    return FALSE;
  ++*p;
  return aeq_mt_parse_amount (*p, (gsize) (end - *p), digits, &count->minor, &rounded, p) == NULL;
}

gboolean
aeq_mt_tie_summary (AeqMtTie *self G_GNUC_UNUSED, AeqMtStatement *statement, const char *text, gsize length)
{
  const char *end = text + length;
  AeqMtCount told[2] = { { 0 }, { 0 } };

  if (!take_count (&text, end, 'D', &told[LOWERING]) || !take_count (&text, end, 'C', &told[RAISING]) ||
      !take_sum (&text, end, 'D', digits_of (statement), &told[LOWERING]) ||
      !take_sum (&text, end, 'C', digits_of (statement), &told[RAISING]))
    return FALSE;
  memcpy (statement->told, told, sizeof told);
  statement->has_count[LOWERING] = statement->has_count[RAISING] = TRUE;
  return TRUE;
}
