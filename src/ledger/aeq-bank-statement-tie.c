/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-bank-statement.h"
#include "aeq-calendar.h"
#include "aeq-words.h"

/* An end-of-day statement opens with what the one before closed with. Where it does, a number or day that was left out is worth
 * a note: banks number by the day, or send nothing for a day without a movement. Where it does not, a statement is missing. The
 * first statement of an account has nothing before it, and statements that one file brings were compared by its reader. */

#define MAX_TOLD 20
/* Statements over several days may reach back so far behind the one whose closing they open with. */
#define NEAR_DAYS 40
/* Beyond this nobody counts the business days between. */
#define FAR_DAYS 3660

typedef struct
{
  const AeqAccount *account;
  AeqCalendar      *calendar;
  GPtrArray        *all;
  gint64            import_id;
  GPtrArray        *warnings;
  GPtrArray        *notes;
  guint             told;
} Tie;

static void G_GNUC_PRINTF (3, 4)
tell (Tie *self, GPtrArray *list, const char *format, ...)
{
  va_list args;

  if (self->told++ >= MAX_TOLD)
    return;
  va_start (args, format);
  g_ptr_array_add (list, g_strdup_vprintf (format, args));
  va_end (args);
}

static gboolean
is_daily (const AeqBankStatement *one)
{
  return one->kind == AEQ_REPORT_END_OF_DAY && one->last_day != AEQ_DATE_NONE;
}

/* A page, or a second statement of the same day, follows by its number. */
static gboolean
follows_within_day (const AeqBankStatement *before, const AeqBankStatement *after)
{
  if (before->last_day != after->last_day || !g_str_equal (before->format, after->format) || before->number <= 0)
    return FALSE;
  return after->number > before->number || (after->number == before->number && after->page > before->page && before->page > 0);
}

static gboolean
comes_before (const AeqBankStatement *before, const AeqBankStatement *after)
{
  return is_daily (before) && (before->last_day < after->first_day || follows_within_day (before, after));
}

/* The newest before @one, NULL when there is none. */
static const AeqBankStatement *
find_before (const Tie *self, const AeqBankStatement *one)
{
  const AeqBankStatement *found = NULL;
  guint low = 0;
  guint high = self->all->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const AeqBankStatement *other = self->all->pdata[middle];

      if (other->last_day <= one->last_day)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = low; i > 0 && found == NULL; i--)
    if (self->all->pdata[i - 1] != one && comes_before (self->all->pdata[i - 1], one))
      found = self->all->pdata[i - 1];
  return found;
}

/* Whether any statement ends where @one begins: two formats of one day, or a week beside its days. */
static gboolean
is_connected (const Tie *self, const AeqBankStatement *one)
{
  for (guint i = self->all->len; i > 0; i--)
    {
      const AeqBankStatement *other = self->all->pdata[i - 1];

      if (other->last_day > one->last_day || other == one || !is_daily (other))
        continue;
      if (other->last_day < one->first_day - NEAR_DAYS)
        return FALSE;
      if (other->has_closing && other->closing == one->opening &&
          (other->last_day < one->last_day || follows_within_day (other, one)))
        return TRUE;
    }
  return FALSE;
}

static gint64
numbers_between (const AeqBankStatement *before, const AeqBankStatement *one)
{
  if (!g_str_equal (before->format, one->format) || before->number <= 0 || one->number <= before->number)
    return 0;
  return one->number - before->number - 1;
}

static int
days_between (const Tie *self, const AeqBankStatement *before, const AeqBankStatement *one)
{
  if (one->first_day - before->last_day > FAR_DAYS)
    return 0;
  return MAX (0, aeq_calendar_between (self->calendar, before->last_day, one->first_day - 1));
}

/* ", 2 statement numbers and 1 business day lie between" or nothing. */
static char *
describe_between (const Tie *self, const AeqBankStatement *before, const AeqBankStatement *one)
{
  gint64 numbers = numbers_between (before, one);
  int days = days_between (self, before, one);
  GString *text = g_string_new (NULL);

  if (numbers > 0)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " statement number%s", numbers, numbers == 1 ? "" : "s");
  if (days > 0)
    g_string_append_printf (text, "%s%d business day%s", numbers > 0 ? " and " : "", days, days == 1 ? "" : "s");
  return g_string_free (text, FALSE);
}

static void
tell_gap (Tie *self, const AeqBankStatement *before, const AeqBankStatement *one)
{
  g_autofree char *between = describe_between (self, before, one);
  guint digits = self->account->currency->exponent;
  char opening[AEQ_MONEY_TEXT_SIZE];
  char closing[AEQ_MONEY_TEXT_SIZE];
  char difference[AEQ_MONEY_TEXT_SIZE];
  char days[2][AEQ_DATE_TEXT_SIZE];
  gint64 gap = 0;

  if (!aeq_money_add (one->opening, before->closing == G_MININT64 ? 0 : -before->closing, &gap))
    gap = 0;
  tell (self, self->warnings,
        N_("account %s: the statement of %s opens with %s, but the one of %s in the ledger closed with %s: a gap of %s%s%s%s"),
        self->account->number, aeq_date_format (one->last_day, days[0]), aeq_money_format (one->opening, digits, opening),
        aeq_date_format (before->last_day, days[1]), aeq_money_format (before->closing, digits, closing),
        aeq_money_format (gap, digits, difference), *between != '\0' ? "; " : "", between, *between != '\0' ? N_(" between") : "");
}

static void
compare (Tie *self, const AeqBankStatement *before, const AeqBankStatement *one)
{
  g_autofree char *between = NULL;
  char days[2][AEQ_DATE_TEXT_SIZE];
  gboolean known = before->has_closing && one->has_opening;

  if (known && before->closing != one->opening && !is_connected (self, one))
    {
      tell_gap (self, before, one);
      return;
    }
  between = describe_between (self, before, one);
  if (*between == '\0')
    return;
  tell (self, known ? self->notes : self->warnings, N_("account %s: %s missing between the statements of %s and %s%s"),
        self->account->number, between, aeq_date_format (before->last_day, days[0]), aeq_date_format (one->last_day, days[1]),
        known ? N_("; the balances go on") : "");
}

static void
compare_neighbours (Tie *self)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      const AeqBankStatement *one = self->all->pdata[i];
      const AeqBankStatement *before = is_daily (one) ? find_before (self, one) : NULL;

      if (before != NULL && before->import_id != one->import_id &&
          (before->import_id == self->import_id || one->import_id == self->import_id))
        compare (self, before, one);
    }
}

/* Numbers begin again with the year, and some banks give every day the same one. */
#define PAGE_DAYS 7

static gboolean
same_paged (const AeqBankStatement *a, const AeqBankStatement *b)
{
  return b->page > 0 && a->kind == b->kind && g_str_equal (a->format, b->format) && a->number == b->number &&
         (a->number > 0 || g_strcmp0 (a->identifier, b->identifier) == 0);
}

/* Index of the first statement that may hold a page of @one. */
static guint
first_near (const AeqBankStatement *one, GPtrArray *all)
{
  guint low = 0;
  guint high = all->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (((const AeqBankStatement *) all->pdata[middle])->last_day < one->last_day - PAGE_DAYS)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_near (const AeqBankStatement *one, const AeqBankStatement *other)
{
  return other->last_day <= one->last_day + PAGE_DAYS;
}

/* The pages of @one among all: which are there, and whether the last one is known. */
static GHashTable *
collect_pages (const AeqBankStatement *one, GPtrArray *all, gint64 *last, gboolean *ended)
{
  GHashTable *pages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  *last = 0;
  *ended = FALSE;
  for (guint i = first_near (one, all); i < all->len && is_near (one, all->pdata[i]); i++)
    {
      const AeqBankStatement *other = all->pdata[i];

      if (!same_paged (one, other))
        continue;
      g_hash_table_add (pages, g_memdup2 (&other->page, sizeof other->page));
      *last = MAX (*last, other->page);
      *ended = *ended || other->last_page != 0;
    }
  return pages;
}

static gboolean
has_all_pages (const AeqBankStatement *one, GPtrArray *all)
{
  gint64 last;
  gboolean ended;
  g_autoptr(GHashTable) pages = collect_pages (one, all, &last, &ended);

  return ended && (gint64) g_hash_table_size (pages) == last;
}

gboolean
aeq_bank_statement_is_complete (const AeqBankStatement *self, GPtrArray *all)
{
  if (self->kind != AEQ_REPORT_END_OF_DAY || !self->tied || self->last_day == AEQ_DATE_NONE)
    return FALSE;
  if (self->page == 0 || (self->page == 1 && self->last_page == 1))
    return self->last_page != 0;
  return has_all_pages (self, all);
}

/* Once for each set of pages: by its page that comes first among those of this import. */
static gboolean
is_first_of_set (const Tie *self, guint index)
{
  for (guint i = first_near (self->all->pdata[index], self->all); i < index; i++)
    {
      const AeqBankStatement *other = self->all->pdata[i];

      if (other->import_id == self->import_id && same_paged (self->all->pdata[index], other))
        return FALSE;
    }
  return TRUE;
}

static void
check_order (Tie *self, const AeqBankStatement *one, const AeqBankStatement *next)
{
  if (next->import_id == one->import_id && next->id > one->id && next->page < one->page && same_paged (one, next))
    tell (self, self->notes, N_("account %s: page %" PRId64 " stands behind page %" PRId64 " in the file"),
          self->account->number, next->page, one->page);
}

/* The reader of MT tells of a hole between two pages of one file. */
static gboolean
told_by_reader (const Tie *self, const AeqBankStatement *one)
{
  gboolean first = FALSE;

  if (!g_str_has_prefix (one->format, "mt"))
    return FALSE;
  for (guint i = first_near (one, self->all); i < self->all->len && is_near (one, self->all->pdata[i]); i++)
    {
      const AeqBankStatement *other = self->all->pdata[i];

      if (same_paged (one, other) && (other->import_id != self->import_id || other->last_page == 0))
        return FALSE;
      first = first || (same_paged (one, other) && other->page == 1);
    }
  return first;
}

static gboolean
is_first_known (const Tie *self, const AeqBankStatement *one)
{
  for (guint i = 0; i < self->all->len; i++)
    if (((const AeqBankStatement *) self->all->pdata[i])->import_id != one->import_id)
      return FALSE;
  return TRUE;
}

static void
check_pages (Tie *self, guint index)
{
  const AeqBankStatement *one = self->all->pdata[index];
  gint64 last;
  gboolean ended;
  g_autoptr(GHashTable) pages = collect_pages (one, self->all, &last, &ended);
  g_autoptr(GString) missing = g_string_new (NULL);
  char day[AEQ_DATE_TEXT_SIZE];
  gint64 page = 1;

  /* With the first that is known of an account, nobody knows what was before it. */
  if ((gint64) g_hash_table_size (pages) < last && is_first_known (self, one))
    while (page < last && !g_hash_table_contains (pages, &page))
      page++;
  for (; page <= last && missing->len < 60; page++)
    if (!g_hash_table_contains (pages, &page))
      g_string_append_printf (missing, "%s%" G_GINT64_FORMAT, missing->len > 0 ? ", " : "", page);
  if ((missing->len == 0 && ended) || told_by_reader (self, one))
    return;
  if (missing->len == 0)
    g_string_append_printf (missing, "after %" G_GINT64_FORMAT, last);
  tell (self, self->warnings, N_("account %s: of statement %s of %s the page %s is missing"), self->account->number,
        one->identifier != NULL ? one->identifier : N_("without a name"), aeq_date_format (one->last_day, day), missing->str);
}

static void
check_all_pages (Tie *self)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      const AeqBankStatement *one = self->all->pdata[i];

      if (one->import_id != self->import_id || one->page == 0)
        continue;
      if (is_first_of_set (self, i))
        check_pages (self, i);
      if (i + 1 < self->all->len)
        check_order (self, one, self->all->pdata[i + 1]);
    }
}

gboolean
aeq_bank_statement_tie (const AeqAccount *account, GPtrArray *all, gint64 import_id, GPtrArray *warnings, GPtrArray *notes,
                        GError **error)
{
  g_autoptr(AeqCalendar) calendar = aeq_calendar_get (account->calendar, error);
  Tie self = { .account = account, .calendar = calendar, .all = all, .import_id = import_id, .warnings = warnings, .notes = notes };

  if (calendar == NULL)
    return FALSE;
  compare_neighbours (&self);
  check_all_pages (&self);
  return TRUE;
}
