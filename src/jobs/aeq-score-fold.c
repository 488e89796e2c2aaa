/* SPDX-License-Identifier: MIT */
#include "aeq-score-fold.h"

#include <math.h>

#include "aeq-accuracy.h"

static guint
cell_hash (gconstpointer data)
{
  const AeqScoreCell *self = data;

  return ((guint) self->day * 31 + (guint) self->account) * 31 + (guint) (self->horizon * 32 + self->hour);
}

/* The texts are of one chunk: the same text is the same pointer. */
static gboolean
cell_equal (gconstpointer a, gconstpointer b)
{
  const AeqScoreCell *left = a;
  const AeqScoreCell *right = b;

  return left->day == right->day && left->account == right->account && left->horizon == right->horizon && left->hour == right->hour &&
         left->regime == right->regime && left->model == right->model;
}

AeqScoreFold *
aeq_score_fold_new (AeqLedger *ledger, GHashTable *accounts, GError **error)
{
  GHashTable *labels = aeq_run_labels (ledger, error);
  AeqScoreFold *self;

  if (labels == NULL)
    return NULL;
  self = g_new (AeqScoreFold, 1);
  *self = (AeqScoreFold) { accounts, labels, g_hash_table_new_full (cell_hash, cell_equal, NULL, g_free), g_string_chunk_new (1024) };
  return self;
}

void
aeq_score_fold_free (AeqScoreFold *self)
{
  g_hash_table_unref (self->labels);
  g_hash_table_unref (self->cells);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static int
hour_of (const AeqScoreFold *self, const AeqScored *scored)
{
  const AeqAccount *account = g_hash_table_lookup (self->accounts, &scored->target.account);
  gint64 time_of_day;
  AeqDate day;

  if (scored->target.horizon != 0 || account == NULL)
    return AEQ_SCORE_NO_HOUR;
  aeq_zone_to_local (account->zone, scored->as_of, &day, &time_of_day);
  return (int) (time_of_day / AEQ_HOUR);
}

static AeqScoreCell *
find_cell (AeqScoreFold *self, const AeqScored *scored)
{
  const AeqRunLabel *label = g_hash_table_lookup (self->labels, &scored->run);
  AeqScoreCell key = { .day = scored->target.day, .account = scored->target.account, .horizon = scored->target.horizon,
                       .hour = hour_of (self, scored), .regime = g_string_chunk_insert_const (self->texts, label->regime),
                       .model = g_string_chunk_insert_const (self->texts, label->model) };
  AeqScoreCell *cell = g_hash_table_lookup (self->cells, &key);

  if (cell == NULL)
    {
      cell = g_memdup2 (&key, sizeof key);
      g_hash_table_add (self->cells, cell);
    }
  return cell;
}

static void
add_override (AeqScoreOverrides *self, const AeqScored *scored, double error)
{
  double without = fabs (error - (double) scored->target.overridden);

  if (scored->target.overridden == 0)
    return;
  self->n++;
  self->helped += fabs (error) < without;
  self->error_with += fabs (error);
  self->error_without += without;
}

void
aeq_score_fold_add (AeqScoreFold *self, const AeqScored *scored)
{
  AeqScoreCell *cell = find_cell (self, scored);
  AeqScoreSums *sums = &cell->sums;
  const double *q = scored->target.q;
  double y = (double) scored->actual;
  double error = q[AEQ_MEDIAN_INDEX] - y;
  int bin = (int) (aeq_quantiles_pit (q, y) * AEQ_SCORE_PIT_BINS);

  sums->n++;
  sums->abs_error += fabs (error);
  sums->error += error;
  sums->gross += (double) scored->gross;
  sums->inside += q[AEQ_LOWER_90] <= y && y <= q[AEQ_UPPER_90];
  sums->pit[CLAMP (bin, 0, AEQ_SCORE_PIT_BINS - 1)]++;
  if (!isnan (scored->target.naive))
    {
      sums->n_naive++;
      sums->naive_error += fabs (scored->target.naive - y);
    }
  add_override (&cell->overrides, scored, error);
}

static gboolean
add_scored (const AeqScored *scored, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  aeq_score_fold_add (user_data, scored);
  return TRUE;
}

gboolean
aeq_score_fold_all (AeqScoreFold *self, AeqLedger *ledger, gint64 account, AeqDate from, AeqDate to, GError **error)
{
  return aeq_forecast_scored (ledger, account, -1, NULL, from, to, add_scored, self, error);
}

gboolean
aeq_score_fold_store (AeqScoreFold *self, AeqLedger *ledger, GError **error)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    if (!aeq_score_cell_add (ledger, cell, error))
      return FALSE;
  return TRUE;
}
