/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-desk"

#include "aeq-app-desk.h"

#include "aeq-job-regime.h"

struct _AeqAppDesk
{
  GObject            parent_instance;
  AeqWorkspace      *workspace;
  AeqAppDeskNews    *news;
  AeqPositionTable  *position;  /* (nullable) */
  GCancellable      *cancellable;
  gboolean           one_account;
  AeqId              account;
  const AeqCurrency *currency;  /* (nullable) */
  AeqDate            date;
};

G_DEFINE_FINAL_TYPE (AeqAppDesk, aeq_app_desk, G_TYPE_OBJECT)

enum
{
  SCOPE_CHANGED,
  DATA_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
aeq_app_desk_news_free (AeqAppDeskNews *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_strfreev (self->reasons);
  g_free (self);
}

AeqAppDeskNews *
aeq_app_desk_news_read (AeqLedger *ledger, GError **error)
{
  g_autoptr(AeqAppDeskNews) self = g_new0 (AeqAppDeskNews, 1);

  self->accounts = aeq_account_list (ledger, error);
  if (self->accounts == NULL
      || !aeq_job_regime_at (ledger, aeq_zone_date (aeq_zone_utc (), ledger->now), &self->regime, &self->has_regime, error))
    return NULL;
  if (self->has_regime)
    self->reasons = aeq_regime_reasons (&self->regime);
  return g_steal_pointer (&self);
}

static void
tell_scope (AeqAppDesk *self)
{
  g_clear_pointer (&self->position, aeq_position_table_free);
  g_signal_emit (self, signals[SCOPE_CHANGED], 0);
}

AeqWorkspace *
aeq_app_desk_get_workspace (AeqAppDesk *self)
{
  g_return_val_if_fail (AEQ_IS_APP_DESK (self), NULL);
  return self->workspace;
}

const AeqAppDeskNews *
aeq_app_desk_get_news (AeqAppDesk *self)
{
  g_return_val_if_fail (AEQ_IS_APP_DESK (self), NULL);
  return self->news;
}

const AeqAccount *
aeq_app_desk_get_account (AeqAppDesk *self)
{
  g_return_val_if_fail (AEQ_IS_APP_DESK (self), NULL);
  for (guint i = 0; self->one_account && i < self->news->accounts->len; i++)
    {
      const AeqAccount *account = self->news->accounts->pdata[i];

      if (aeq_id_equal (&account->uid, &self->account))
        return account;
    }
  return NULL;
}

const AeqCurrency *
aeq_app_desk_get_currency (AeqAppDesk *self)
{
  g_return_val_if_fail (AEQ_IS_APP_DESK (self), NULL);
  return self->currency;
}

AeqDate
aeq_app_desk_get_date (AeqAppDesk *self)
{
  g_return_val_if_fail (AEQ_IS_APP_DESK (self), AEQ_DATE_NONE);
  return self->date;
}

void
aeq_app_desk_set_account (AeqAppDesk *self, const AeqId *uid)
{
  const AeqAccount *account;

  g_return_if_fail (AEQ_IS_APP_DESK (self));
  if (self->one_account == (uid != NULL) && (uid == NULL || aeq_id_equal (&self->account, uid)))
    return;
  self->one_account = uid != NULL;
  if (uid != NULL)
    self->account = *uid;
  account = aeq_app_desk_get_account (self);
  if (account != NULL)
    self->currency = account->currency;
  tell_scope (self);
}

/* An account of another currency is let go. */
void
aeq_app_desk_set_currency (AeqAppDesk *self, const AeqCurrency *currency)
{
  const AeqAccount *account;

  g_return_if_fail (AEQ_IS_APP_DESK (self));
  if (self->currency == currency)
    return;
  account = aeq_app_desk_get_account (self);
  self->currency = currency;
  if (account != NULL && account->currency != currency)
    self->one_account = FALSE;
  tell_scope (self);
}

void
aeq_app_desk_set_date (AeqAppDesk *self, AeqDate date)
{
  g_return_if_fail (AEQ_IS_APP_DESK (self));
  if (self->date == date)
    return;
  self->date = date;
  tell_scope (self);
}

static gpointer
read_news (AeqLedger *ledger, gpointer data G_GNUC_UNUSED, AeqProgress *progress G_GNUC_UNUSED,
           GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return aeq_app_desk_news_read (ledger, error);
}

static const AeqWork READ_NEWS = { AEQ_QUEUE_READ, read_news, NULL, (GDestroyNotify) aeq_app_desk_news_free };

/* What the pages show may be stale even when the accounts could not be read: they say it in their own place. */
static void
on_news_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqAppDeskNews *news = aeq_workspace_finish (result, &error);
  AeqAppDesk *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (news != NULL)
    {
      aeq_app_desk_news_free (self->news);
      self->news = news;
    }
  else
    g_message ("The accounts could not be read again: %s", error->message);
  g_signal_emit (self, signals[DATA_CHANGED], 0);
}

void
aeq_app_desk_data_changed (AeqAppDesk *self)
{
  g_return_if_fail (AEQ_IS_APP_DESK (self));
  g_clear_pointer (&self->position, aeq_position_table_free);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  aeq_workspace_run (self->workspace, &READ_NEWS, NULL, NULL, self->cancellable, on_news_read, self);
}

static void
aeq_app_desk_dispose (GObject *object)
{
  AeqAppDesk *self = AEQ_APP_DESK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->position, aeq_position_table_free);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (aeq_app_desk_parent_class)->dispose (object);
}

static void
aeq_app_desk_finalize (GObject *object)
{
  AeqAppDesk *self = AEQ_APP_DESK (object);

  g_object_unref (self->cancellable);
  aeq_app_desk_news_free (self->news);
  G_OBJECT_CLASS (aeq_app_desk_parent_class)->finalize (object);
}

static void
aeq_app_desk_class_init (AeqAppDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_app_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_app_desk_finalize;
  signals[SCOPE_CHANGED] = g_signal_new ("scope-changed", AEQ_TYPE_APP_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DATA_CHANGED] = g_signal_new ("data-changed", AEQ_TYPE_APP_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
aeq_app_desk_init (AeqAppDesk *self)
{
  self->cancellable = g_cancellable_new ();
  self->date = AEQ_DATE_NONE;
}

AeqAppDesk *
aeq_app_desk_new (AeqWorkspace *workspace, AeqAppDeskNews *news, AeqPositionTable *position)
{
  AeqAppDesk *self = g_object_new (AEQ_TYPE_APP_DESK, NULL);

  self->workspace = g_object_ref (workspace);
  self->news = news;
  self->position = position;
  return self;
}

AeqPositionTable *
aeq_app_desk_take_position (AeqAppDesk *self)
{
  g_return_val_if_fail (AEQ_IS_APP_DESK (self), NULL);
  return g_steal_pointer (&self->position);
}
