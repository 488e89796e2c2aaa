/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-forecast-page"

#include "aeq-forecast-page-private.h"

typedef struct
{
  AeqId one, other;
} Pair;

static gpointer
compare (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  const Pair *pair = data;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return aeq_job_forecast_diff (ledger, &pair->one, &pair->other, error);
}

static const AeqWork COMPARE = { AEQ_QUEUE_ROWS, compare, g_free, (GDestroyNotify) aeq_forecast_diff_free };

static void
take_diff (AeqForecastPage *self, AeqForecastDiff *diff, const GError *error)
{
  AeqForecastDiff *old = self->diff;

  self->diff = diff;
  aeq_forecast_page_show_changes (self, error);
  g_clear_pointer (&old, aeq_forecast_diff_free);
}

static void
on_compared (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqForecastDiff *diff = aeq_workspace_finish (result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_diff (AEQ_FORECAST_PAGE (user_data), diff, error);
}

/* The newest and the oldest that are selected; one alone is compared with the one issued before it. */
static gboolean
choose (AeqForecastPage *self, Pair *pair)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->runs));
  guint first, last;

  if (gtk_bitset_is_empty (selected))
    return FALSE;
  first = gtk_bitset_get_minimum (selected);
  last = gtk_bitset_get_size (selected) > 1 ? gtk_bitset_get_maximum (selected) : first + 1;
  if (last >= self->view->runs->len)
    return FALSE;
  *pair = (Pair) { ((AeqIssuedRun *) self->view->runs->pdata[first])->uid, ((AeqIssuedRun *) self->view->runs->pdata[last])->uid };
  return TRUE;
}

void
aeq_forecast_page_compare (AeqForecastPage *self)
{
  Pair pair;

  g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
  if (self->view == NULL || g_strcmp0 (gtk_stack_get_visible_child_name (self->lower), "changes") != 0)
    return;
  if (!choose (self, &pair))
    {
      take_diff (self, NULL, NULL);
      return;
    }
  self->comparing = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &COMPARE, g_memdup2 (&pair, sizeof pair), NULL, self->comparing,
                     on_compared, self);
}
