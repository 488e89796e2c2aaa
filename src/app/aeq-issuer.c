/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-issuer"

#include "aeq-issuer.h"

#include "aeq-export-issued.h"
#include "aeq-job-accuracy.h"
#include "aeq-job-forecast.h"

#define TICK_SECONDS 15

/* The keeper belongs to the thread of the change queue and outlives the issuer while that is at work. */
typedef struct
{
  AeqModelKeeper *keeper;
} Kept;

typedef struct
{
  Kept *kept;
  AeqId account; /* of a look */
} Work;

struct _AeqIssuer
{
  GObject       parent_instance;
  AeqAppDesk   *desk; /* (weak pointer) has this */
  GSettings    *state; /* (nullable) */
  Kept         *kept;
  GCancellable *cancellable;
  int           minutes;
  gint64        due;    /* on the monotonic clock */
  guint         timer;
  gboolean      busy;
  AeqInstant    last;
  GError       *error;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AeqIssuer, aeq_issuer, G_TYPE_OBJECT)

static void
kept_clear (gpointer data)
{
  aeq_model_keeper_free (((Kept *) data)->keeper);
}

static void
work_free (gpointer data)
{
  g_atomic_rc_box_release_full (((Work *) data)->kept, kept_clear);
  g_free (data);
}

static Work *
work_new (AeqIssuer *self)
{
  Work *work = g_new0 (Work, 1);

  work->kept = g_atomic_rc_box_acquire (self->kept);
  return work;
}

/* What is over is scored first: the forecast is calibrated by it, and the window tells how good they have been. */
static gpointer
issue (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  gint64 n_scored;

  request.explain = TRUE;
  request.keeper = ((Work *) data)->kept->keeper;
  if (!aeq_job_score (ledger, &n_scored, cancellable, error))
    return NULL;
  return aeq_job_forecast (ledger, &request, progress, cancellable, error);
}

static const AeqAccount *
find_account (GPtrArray *accounts, const AeqId *uid)
{
  for (guint i = 0; i < accounts->len; i++)
    if (aeq_id_equal (&((AeqAccount *) accounts->pdata[i])->uid, uid))
      return accounts->pdata[i];
  return NULL;
}

/* An account that is gone meanwhile leaves the document without it. */
static gpointer
look (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  g_autoptr(AeqForecastResult) result = NULL;
  g_autofree char *document = NULL;

  if (accounts == NULL)
    return NULL;
  request.account = find_account (accounts, &work->account);
  request.keeper = work->kept->keeper;
  if ((result = aeq_forecast_make (ledger, &request, progress, cancellable, error)) == NULL)
    return NULL;
  document = aeq_forecast_document (result, NULL);
  return aeq_issued_read (document, accounts, error);
}

const AeqWork AEQ_ISSUE_WORK = { AEQ_QUEUE_CHANGE, issue, work_free, (GDestroyNotify) aeq_forecast_result_free };
const AeqWork AEQ_LOOK_WORK = { AEQ_QUEUE_CHANGE, look, work_free, (GDestroyNotify) aeq_issued_free };

gpointer
aeq_issuer_issue_data (AeqIssuer *self)
{
  g_return_val_if_fail (AEQ_IS_ISSUER (self), NULL);
  return work_new (self);
}

gpointer
aeq_issuer_look_data (AeqIssuer *self, const AeqId *account)
{
  Work *work;

  g_return_val_if_fail (AEQ_IS_ISSUER (self), NULL);
  work = work_new (self);
  work->account = *account;
  return work;
}

static void
on_issued (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AeqIssuer) self = AEQ_ISSUER (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqForecastResult) forecast = aeq_workspace_finish (result, &error);

  self->busy = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->desk == NULL)
    return;
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  if (forecast != NULL)
    self->last = forecast->as_of;
  g_signal_emit (self, signals[CHANGED], 0);
  if (forecast != NULL)
    aeq_app_desk_data_changed (self->desk);
}

void
aeq_issuer_tick (AeqIssuer *self, gint64 now)
{
  g_return_if_fail (AEQ_IS_ISSUER (self));
  if (self->minutes == 0 || self->busy || now < self->due)
    return;
  self->due = now + self->minutes * G_GINT64_CONSTANT (60) * G_USEC_PER_SEC;
  self->busy = TRUE;
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_ISSUE_WORK, work_new (self), NULL, self->cancellable, on_issued,
                     g_object_ref (self));
}

static gboolean
on_time (gpointer user_data)
{
  aeq_issuer_tick (AEQ_ISSUER (user_data), g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static void
start (AeqIssuer *self, int minutes)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->minutes = minutes;
  self->due = g_get_monotonic_time () + minutes * G_GINT64_CONSTANT (60) * G_USEC_PER_SEC;
  if (minutes > 0)
    self->timer = g_timeout_add_seconds (TICK_SECONDS, on_time, self);
}

static void
remember (AeqIssuer *self)
{
  const char *ledger = aeq_workspace_get_path (aeq_app_desk_get_workspace (self->desk));
  g_autoptr(GVariant) before = g_settings_get_value (self->state, "forecast-schedules");
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key;
  int minutes;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&si}", &key, &minutes))
    if (!g_str_equal (key, ledger))
      g_variant_builder_add (&builder, "{si}", key, minutes);
  if (self->minutes > 0)
    g_variant_builder_add (&builder, "{si}", ledger, self->minutes);
  g_settings_set_value (self->state, "forecast-schedules", g_variant_builder_end (&builder));
}

void
aeq_issuer_set_minutes (AeqIssuer *self, int minutes)
{
  g_return_if_fail (AEQ_IS_ISSUER (self));
  if (self->minutes == minutes)
    return;
  start (self, minutes);
  if (self->state != NULL)
    remember (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
aeq_issuer_set_state (AeqIssuer *self, GSettings *state)
{
  g_autoptr(GVariant) schedules = state != NULL ? g_settings_get_value (state, "forecast-schedules") : NULL;
  int minutes;

  g_return_if_fail (AEQ_IS_ISSUER (self));
  g_set_object (&self->state, state);
  if (schedules != NULL &&
      g_variant_lookup (schedules, aeq_workspace_get_path (aeq_app_desk_get_workspace (self->desk)), "i", &minutes))
    start (self, CLAMP (minutes, 0, 24 * 60));
}

int
aeq_issuer_get_minutes (AeqIssuer *self)
{
  g_return_val_if_fail (AEQ_IS_ISSUER (self), 0);
  return self->minutes;
}

AeqInstant
aeq_issuer_get_last (AeqIssuer *self)
{
  g_return_val_if_fail (AEQ_IS_ISSUER (self), AEQ_INSTANT_NONE);
  return self->last;
}

const GError *
aeq_issuer_get_error (AeqIssuer *self)
{
  g_return_val_if_fail (AEQ_IS_ISSUER (self), NULL);
  return self->error;
}

static void
aeq_issuer_dispose (GObject *object)
{
  AeqIssuer *self = AEQ_ISSUER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->desk);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (aeq_issuer_parent_class)->dispose (object);
}

static void
aeq_issuer_finalize (GObject *object)
{
  AeqIssuer *self = AEQ_ISSUER (object);

  g_atomic_rc_box_release_full (self->kept, kept_clear);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (aeq_issuer_parent_class)->finalize (object);
}

static void
aeq_issuer_class_init (AeqIssuerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_issuer_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_issuer_finalize;
  signals[CHANGED] = g_signal_new ("changed", AEQ_TYPE_ISSUER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
aeq_issuer_init (AeqIssuer *self)
{
  self->kept = g_atomic_rc_box_new0 (Kept);
  self->kept->keeper = aeq_model_keeper_new ();
  self->cancellable = g_cancellable_new ();
  self->last = AEQ_INSTANT_NONE;
}

AeqIssuer *
aeq_issuer_of (AeqAppDesk *desk)
{
  AeqIssuer *self;

  g_return_val_if_fail (AEQ_IS_APP_DESK (desk), NULL);
  self = g_object_get_data (G_OBJECT (desk), "aeq-issuer");
  if (self == NULL)
    {
      self = g_object_new (AEQ_TYPE_ISSUER, NULL);
      g_set_weak_pointer (&self->desk, desk);
      g_object_set_data_full (G_OBJECT (desk), "aeq-issuer", self, g_object_unref);
    }
  return self;
}
