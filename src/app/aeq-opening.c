/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-opening"

#include "aeq-opening.h"

#include "aeq-job-demo.h"
#include "aeq-job-forecast.h"
#include "aeq-position-words.h"

struct _AeqOpening
{
  AeqWorkspace   *workspace;
  GCancellable   *cancellable;
  AeqAppDesk     *desk;  /* (nullable) when it is done */
  GError         *error; /* (nullable) */
  AeqProgressFunc progress; /* (nullable) */
  AeqOpeningFunc  func;  /* (nullable) who waits */
  gpointer        user_data;
};

typedef struct
{
  AeqAppDeskNews   *news;
  AeqPositionTable *position; /* (nullable) */
} Found;

static void
found_free (Found *found)
{
  aeq_app_desk_news_free (found->news);
  g_clear_pointer (&found->position, aeq_position_table_free);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

/* The sample desk comes with a forecast, so that there is something to see. */
static gboolean
fill_sample (AeqLedger *ledger, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(AeqForecastResult) forecast = NULL;
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  AeqDemoResult demo;

  if (accounts == NULL || accounts->len > 0)
    return accounts != NULL;
  if (!aeq_job_demo (ledger, &demo, progress, cancellable, error))
    return FALSE;
  forecast = aeq_job_forecast (ledger, &request, progress, cancellable, error);
  return forecast != NULL;
}

/* What goes wrong with the page is the page's to tell, when it reads for itself. */
static AeqPositionTable *
read_position (AeqLedger *ledger, const AeqAppDeskNews *news, GCancellable *cancellable)
{
  AeqPositionScope scope = AEQ_POSITION_SCOPE_DEFAULT;

  aeq_position_scope_name (&scope);
  scope.regime = news->has_regime ? &news->regime : NULL;
  return aeq_job_position (ledger, &scope, cancellable, NULL);
}

/* The first work of a workspace: opens, upgrades, and reads what the header and the first page show. */
static gpointer
open_ledger (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqOpeningFlags flags = GPOINTER_TO_UINT (data);
  g_autoptr(Found) found = g_new0 (Found, 1);

  if ((flags & AEQ_OPENING_SAMPLE) != 0 && !fill_sample (ledger, progress, cancellable, error))
    return NULL;
  if ((found->news = aeq_app_desk_news_read (ledger, error)) == NULL)
    return NULL;
  if ((flags & AEQ_OPENING_POSITION) != 0)
    found->position = read_position (ledger, found->news, cancellable);
  return g_steal_pointer (&found);
}

static const AeqWork OPEN_LEDGER = { AEQ_QUEUE_CHANGE, open_ledger, NULL, (GDestroyNotify) found_free };

static void
on_progress (const char *step, double fraction, gpointer user_data)
{
  AeqOpening *self = user_data;

  if (self->progress != NULL)
    self->progress (step, fraction, self->user_data);
}

static void
on_opened (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Found) found = aeq_workspace_finish (result, &error);
  AeqOpening *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found != NULL)
    self->desk = aeq_app_desk_new (self->workspace, g_steal_pointer (&found->news), g_steal_pointer (&found->position));
  self->error = g_steal_pointer (&error);
  if (self->func != NULL)
    self->func (self->desk, self->error, self->user_data);
}

AeqOpening *
aeq_opening_new (const char *path, AeqOpeningFlags flags, AeqInstant now, const char *author)
{
  AeqOpening *self = g_new0 (AeqOpening, 1);

  self->workspace = aeq_workspace_new (path, (flags & AEQ_OPENING_CREATE) != 0, now);
  self->cancellable = g_cancellable_new ();
  aeq_workspace_set_author (self->workspace, author);
  aeq_workspace_run (self->workspace, &OPEN_LEDGER, GUINT_TO_POINTER (flags), on_progress, self->cancellable, on_opened, self);
  return self;
}

void
aeq_opening_free (AeqOpening *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->workspace);
  g_clear_error (&self->error);
  g_free (self);
}

AeqWorkspace *
aeq_opening_get_workspace (AeqOpening *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->workspace;
}

void
aeq_opening_wait (AeqOpening *self, AeqProgressFunc progress, AeqOpeningFunc func, gpointer user_data)
{
  g_return_if_fail (self != NULL && self->func == NULL);
  self->progress = progress;
  self->func = func;
  self->user_data = user_data;
  if (self->desk != NULL || self->error != NULL)
    func (self->desk, self->error, user_data);
}
