/* SPDX-License-Identifier: MIT */
#include "aeq-job-scorecard.h"

#include <math.h>

#include "aeq-account.h"
#include "aeq-accuracy.h"
#include "aeq-score-fold.h"

static void
part_free (gpointer data)
{
  AeqScorePart *self = data;

  g_free (self->name);
  g_free (self);
}

static AeqScorecard *
scorecard_new (AeqLedger *ledger)
{
  AeqScorecard *self = g_new0 (AeqScorecard, 1);

  self->as_of = ledger->now;
  self->first = self->last = AEQ_DATE_NONE;
  self->by_regime = g_ptr_array_new_with_free_func (part_free);
  self->by_horizon = g_ptr_array_new_with_free_func (part_free);
  self->by_account = g_ptr_array_new_with_free_func (part_free);
  self->weeks = g_array_new (FALSE, TRUE, sizeof (AeqScoreWeek));
  self->changes = g_array_new (FALSE, FALSE, sizeof (AeqModelChange));
  self->texts = g_string_chunk_new (256);
  return self;
}

void
aeq_scorecard_free (AeqScorecard *self)
{
  g_ptr_array_unref (self->by_regime);
  g_ptr_array_unref (self->by_horizon);
  g_ptr_array_unref (self->by_account);
  g_array_unref (self->weeks);
  g_array_unref (self->changes);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/* An account with what its cells are added to. */
typedef struct
{
  const AeqAccount *account;
  gboolean          wanted;
  double            unit; /* amounts are divided by it */
  AeqScorePart     *part; /* (nullable) made with its first cell */
  AeqDate           last; /* newest day with a score */
} Member;

typedef struct
{
  AeqScorecard *card;
  GHashTable   *members; /* gint64 -> Member */
  const char   *model;   /* (nullable) met last */
} Reading;

static void
add_sums (AeqScoreSums *self, const AeqScoreSums *other, double unit)
{
  self->n += other->n;
  self->abs_error += other->abs_error / unit;
  self->error += other->error / unit;
  self->gross += other->gross / unit;
  self->n_naive += other->n_naive;
  self->naive_error += other->naive_error / unit;
  self->inside += other->inside;
  for (int i = 0; i < AEQ_SCORE_PIT_BINS; i++)
    self->pit[i] += other->pit[i];
}

static AeqScorePart *
add_part (GPtrArray *parts, guint at, const char *name, int horizon)
{
  AeqScorePart *part = g_new0 (AeqScorePart, 1);

  part->name = g_strdup (name);
  part->horizon = horizon;
  g_ptr_array_insert (parts, (int) at, part);
  return part;
}

static AeqScorePart *
regime_part (GPtrArray *parts, const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_str_equal (((AeqScorePart *) parts->pdata[i])->name, name))
      return parts->pdata[i];
  return add_part (parts, parts->len, name, 0);
}

static AeqScorePart *
horizon_part (GPtrArray *parts, int horizon)
{
  guint i = 0;

  while (i < parts->len && ((AeqScorePart *) parts->pdata[i])->horizon < horizon)
    i++;
  if (i < parts->len && ((AeqScorePart *) parts->pdata[i])->horizon == horizon)
    return parts->pdata[i];
  return add_part (parts, i, NULL, horizon);
}

static AeqScorePart *
account_part (AeqScorecard *card, Member *member)
{
  g_autofree char *name = NULL;

  if (member->part == NULL)
    {
      name = g_strconcat (member->account->number, " ", member->account->currency->code, NULL);
      member->part = add_part (card->by_account, card->by_account->len, name, 0);
    }
  return member->part;
}

/* Cells come by day. */
static AeqScoreWeek *
week_of (AeqScorecard *card, AeqDate day)
{
  AeqDate monday = day - (AeqDate) (aeq_date_weekday (day) - AEQ_MONDAY);
  AeqScoreWeek *last = card->weeks->len > 0 ? &g_array_index (card->weeks, AeqScoreWeek, card->weeks->len - 1) : NULL;

  if (last != NULL && last->monday == monday)
    return last;
  g_array_set_size (card->weeks, card->weeks->len + 1);
  last = &g_array_index (card->weeks, AeqScoreWeek, card->weeks->len - 1);
  last->monday = monday;
  return last;
}

/* A day may have been forecast by several: what counts is when a model is first met. */
static void
note_model (Reading *self, const AeqScoreCell *cell)
{
  AeqModelChange change = { cell->day, NULL };

  if (self->model != NULL && g_str_equal (self->model, cell->model))
    return;
  for (guint i = 0; i < self->card->changes->len; i++)
    if (g_str_equal (g_array_index (self->card->changes, AeqModelChange, i).model, cell->model))
      return;
  self->model = change.model = g_string_chunk_insert_const (self->card->texts, cell->model);
  g_array_append_val (self->card->changes, change);
}

static void
note_day (AeqScorecard *card, Member *member, AeqDate day)
{
  card->n_account_days += member->last != day;
  member->last = day;
  card->n_days += card->last != day;
  card->last = day;
  if (card->first == AEQ_DATE_NONE)
    card->first = day;
}

static void
add_overrides (AeqScoreOverrides *self, const AeqScoreOverrides *other, double unit)
{
  self->n += other->n;
  self->helped += other->helped;
  self->error_with += other->error_with / unit;
  self->error_without += other->error_without / unit;
}

static gboolean
add_cell (const AeqScoreCell *cell, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Reading *self = user_data;
  AeqScorecard *card = self->card;
  Member *member = g_hash_table_lookup (self->members, &cell->account);

  if (member == NULL || !member->wanted)
    return TRUE;
  note_day (card, member, cell->day);
  note_model (self, cell);
  add_sums (&card->total, &cell->sums, member->unit);
  add_sums (&regime_part (card->by_regime, cell->regime)->sums, &cell->sums, member->unit);
  add_sums (&horizon_part (card->by_horizon, cell->horizon)->sums, &cell->sums, member->unit);
  add_sums (&account_part (card, member)->sums, &cell->sums, member->unit);
  add_sums (&week_of (card, cell->day)->sums, &cell->sums, member->unit);
  if (cell->hour >= 0 && cell->hour < AEQ_SCORECARD_HOURS)
    add_sums (&card->hours[aeq_date_weekday (cell->day) - AEQ_MONDAY][cell->hour], &cell->sums, member->unit);
  add_overrides (&card->overrides, &cell->overrides, member->unit);
  return TRUE;
}

static gboolean
is_wanted (const AeqScorecardScope *scope, const AeqAccount *account)
{
  return (!scope->one_account || aeq_id_equal (&account->uid, &scope->account)) &&
         (scope->currency == NULL || scope->currency == account->currency);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return (*(AeqScoreCell *const *) a)->day - (*(AeqScoreCell *const *) b)->day;
}

/* As aeq_score_cell_each(), of a ledger whose scores have no sums yet. */
static gboolean
each_folded (Reading *self, AeqLedger *ledger, GHashTable *accounts, gint64 account, const AeqScorecardScope *scope,
             GError **error)
{
  g_autoptr(AeqScoreFold) fold = aeq_score_fold_new (ledger, accounts, error);
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer cell;

  if (fold == NULL || !aeq_score_fold_all (fold, ledger, account, scope->from, scope->to, error))
    return FALSE;
  g_hash_table_iter_init (&iter, fold->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    g_ptr_array_add (cells, cell);
  g_ptr_array_sort (cells, compare_days);
  for (guint i = 0; i < cells->len; i++)
    add_cell (cells->pdata[i], self, NULL);
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(AeqScorePart *const *) a)->name, (*(AeqScorePart *const *) b)->name);
}

/* With one currency amounts stay as they are. */
static gboolean
set_units (Reading *self, AeqLedger *ledger, gboolean lacking, GError **error)
{
  const AeqCurrency *currency = NULL;
  gboolean several = FALSE;
  GHashTableIter iter;
  gpointer value;
  g_autoptr(GHashTable) means = NULL;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Member *) value)->wanted)
      {
        several |= currency != NULL && currency != ((Member *) value)->account->currency;
        currency = ((Member *) value)->account->currency;
      }
  self->card->currency = several ? NULL : currency;
  if (!several)
    return TRUE;
  if ((means = lacking ? aeq_forecast_mean_gross (ledger, error) : aeq_score_cell_mean_gross (ledger, error)) == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const double *mean = g_hash_table_lookup (means, ((Member *) value)->account->currency->code);

      ((Member *) value)->unit = mean != NULL && *mean > 0 ? *mean : 1;
    }
  return TRUE;
}

static gboolean
read_cells (Reading *self, AeqLedger *ledger, const AeqScorecardScope *scope, GHashTable *by_id, gint64 account, GError **error)
{
  gboolean lacking;

  if (!aeq_score_cell_lacking (ledger, &lacking, error) || !set_units (self, ledger, lacking, error))
    return FALSE;
  return lacking ? each_folded (self, ledger, by_id, account, scope, error)
                 : aeq_score_cell_each (ledger, account, scope->from, scope->to, add_cell, self, error);
}

AeqScorecard *
aeq_job_scorecard (AeqLedger *ledger, const AeqScorecardScope *scope, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqScorecard) card = scorecard_new (ledger);
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  g_autoptr(GHashTable) members = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  Reading reading = { card, members, NULL };
  gint64 only = 0;
  gboolean ok;

  if (accounts == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    {
      AeqAccount *account = accounts->pdata[i];
      Member *member = g_new (Member, 1);

      *member = (Member) { account, is_wanted (scope, account), 1, NULL, AEQ_DATE_NONE };
      g_hash_table_insert (members, &account->id, member);
      g_hash_table_insert (by_id, &account->id, account);
      if (scope->one_account && member->wanted)
        only = account->id;
    }
  if (!aeq_store_begin_read (ledger->store, error))
    return NULL;
  ok = read_cells (&reading, ledger, scope, by_id, only, error);
  aeq_store_rollback (ledger->store);
  if (!ok)
    return NULL;
  g_ptr_array_sort (card->by_account, compare_names);
  if (card->changes->len > 0) /* the first is no change */
    g_array_remove_index (card->changes, 0);
  return g_steal_pointer (&card);
}

double
aeq_score_wape (const AeqScoreSums *self)
{
  return self->gross > 0 ? self->abs_error / self->gross : NAN;
}

double
aeq_score_bias (const AeqScoreSums *self)
{
  return self->gross > 0 ? self->error / self->gross : NAN;
}

double
aeq_score_coverage (const AeqScoreSums *self)
{
  return self->n > 0 ? (double) self->inside / (double) self->n : NAN;
}

double
aeq_score_skill (const AeqScoreSums *self)
{
  if (self->n == 0 || self->n_naive != self->n)
    return NAN;
  return aeq_skill (self->abs_error, self->naive_error);
}
