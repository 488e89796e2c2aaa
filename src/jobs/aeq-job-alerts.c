/* SPDX-License-Identifier: MIT */
#include "aeq-job-alerts.h"

#include <string.h>

#include "aeq-account.h"
#include "aeq-alert-causes.h"

#define COOLED(ledger, rule, since) ((ledger)->now - (since) >= (rule)->cool_down * AEQ_MINUTE)

void
aeq_alert_news_free (AeqAlertNews *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_free (self);
}

const AeqAlertRule *
aeq_alert_rule_for (GPtrArray *rules, AeqAlertKind kind, const AeqId *account)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const AeqAlertRule *rule = rules->pdata[i];

      if (rule->kind == kind && (!rule->has_account || (account != NULL && aeq_id_equal (&rule->account, account))))
        return rule;
    }
  return NULL;
}

const AeqAlertRule *
aeq_alert_search_rule (const AeqAlertSearch *self, AeqAlertKind kind, const AeqAccount *account)
{
  const AeqAlertRule *rule = aeq_alert_rule_for (self->rules, kind, account != NULL ? &account->uid : NULL);

  return rule != NULL && rule->active ? rule : NULL;
}

gint64
aeq_alert_threshold_minor (const AeqAlertRule *rule, const AeqCurrency *currency)
{
  gint64 scale = aeq_money_scale (currency->exponent);

  return rule->threshold <= G_MAXINT64 / scale ? rule->threshold * scale : G_MAXINT64;
}

AeqAlert *
aeq_alert_search_add (AeqAlertSearch *self, AeqAlertKind kind, const AeqAccount *account, const char *what, AeqAlertSeverity severity)
{
  AeqAlert *alert = aeq_alert_new ();
  char uid[AEQ_ID_TEXT_SIZE] = "";

  alert->kind = kind;
  alert->severity = severity;
  alert->has_account = account != NULL;
  if (account != NULL)
    {
      alert->account = account->uid;
      alert->number = g_strdup (account->number);
      alert->currency = account->currency;
      alert->zone = account->zone;
      aeq_id_format (&account->uid, uid);
    }
  alert->cause = g_strjoin (" ", aeq_alert_kind_name (kind), uid, what != NULL ? what : "", NULL);
  alert->raised_at = alert->told_at = self->ledger->now;
  alert->times = 1;
  g_ptr_array_add (self->causes, alert);
  return alert;
}

static gboolean
search (AeqAlertSearch *self, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (self->ledger, error);

  if (accounts == NULL || (self->rules = aeq_alert_rules (self->ledger, error)) == NULL)
    return FALSE;
  self->causes = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_alert_free);
  for (guint i = 0; i < accounts->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !aeq_alert_search_account (self, accounts->pdata[i], error))
      return FALSE;
  return aeq_alert_search_desk (self, accounts, error) && !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
same_share (double a, double b)
{
  return a == b || (a != a && b != b);
}

static gboolean
says_the_same (const AeqAlert *a, const AeqAlert *b)
{
  return a->severity == b->severity && g_strcmp0 (a->subject, b->subject) == 0 && a->cases == b->cases && a->minor == b->minor &&
         a->currency == b->currency && same_share (a->share, b->share) && a->at == b->at && a->zone == b->zone &&
         g_strcmp0 (a->number, b->number) == 0;
}

/* One line of the change; what was seen by somebody stays as it was seen. */
typedef struct
{
  AeqLedger    *ledger;
  AeqAlertNews *news;
} Writer;

static gboolean
write_alert (Writer *self, const AeqAlert *alert, GError **error)
{
  self->news->changed = TRUE;
  return aeq_alert_renew (self->ledger, alert, error);
}

static gboolean
tell (Writer *self, const char *cause, GError **error)
{
  AeqAlert *alert;

  if (!aeq_alert_of_cause (self->ledger, cause, &alert, error))
    return FALSE;
  g_ptr_array_add (self->news->told, alert);
  return TRUE;
}

static gboolean
raise_alert (Writer *self, AeqAlert *cause, GError **error)
{
  self->news->changed = TRUE;
  return aeq_alert_put (self->ledger, cause, error) && tell (self, cause->cause, error);
}

/* Brings an open alert up to date with what holds now, and tells it again when it is time. */
static gboolean
renew (Writer *self, const AeqAlert *before, AeqAlert *cause, gboolean again, GError **error)
{
  cause->uid = before->uid;
  cause->raised_at = before->raised_at;
  cause->told_at = again ? self->ledger->now : before->told_at;
  cause->times = before->times + (again ? 1 : 0);
  if (!again && before->resolved_at == AEQ_INSTANT_NONE && says_the_same (before, cause))
    return TRUE;
  return write_alert (self, cause, error) && (!again || tell (self, cause->cause, error));
}

static gboolean
resolve (Writer *self, AeqAlert *alert, GError **error)
{
  alert->resolved_at = self->ledger->now;
  return write_alert (self, alert, error);
}

/* What somebody has seen is quiet, unless there are more cases than were seen. */
static gboolean
apply_to_seen (Writer *self, AeqAlert *before, AeqAlert *cause, gboolean cooled, GError **error)
{
  if (before->resolved_at != AEQ_INSTANT_NONE)
    {
      before->resolved_at = AEQ_INSTANT_NONE;
      return write_alert (self, before, error);
    }
  if (cause->cases <= before->cases || !cooled)
    return TRUE;
  return resolve (self, before, error) && raise_alert (self, cause, error);
}

static gboolean
apply (Writer *self, const AeqAlertRule *rule, AeqAlert *cause, GError **error)
{
  g_autoptr(AeqAlert) before = NULL;
  gboolean cooled;

  if (!aeq_alert_of_cause (self->ledger, cause->cause, &before, error))
    return FALSE;
  cooled = before == NULL || COOLED (self->ledger, rule, before->told_at);
  if (before == NULL || (before->resolved_at != AEQ_INSTANT_NONE && cooled))
    return raise_alert (self, cause, error);
  if (before->seen_at != AEQ_INSTANT_NONE)
    return apply_to_seen (self, before, cause, cooled, error);
  return renew (self, before, cause, cooled, error);
}

static gboolean
is_cause (GPtrArray *causes, const AeqAlert *alert)
{
  for (guint i = 0; i < causes->len; i++)
    if (g_str_equal (((AeqAlert *) causes->pdata[i])->cause, alert->cause))
      return TRUE;
  return FALSE;
}

static gboolean
resolve_the_rest (Writer *self, GPtrArray *causes, GError **error)
{
  g_autoptr(GPtrArray) open = aeq_alert_list (self->ledger, FALSE, 0, error);

  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < open->len; i++)
    if (!is_cause (causes, open->pdata[i]) && !resolve (self, open->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_all (Writer *self, const AeqAlertSearch *found, GError **error)
{
  for (guint i = 0; i < found->causes->len; i++)
    {
      AeqAlert *cause = found->causes->pdata[i];

      if (!apply (self, aeq_alert_rule_for (found->rules, cause->kind, cause->has_account ? &cause->account : NULL), cause, error))
        return FALSE;
    }
  return resolve_the_rest (self, found->causes, error);
}

/* The write lock is held for the writing alone: looking takes longer. */
static gboolean
store (Writer *self, const AeqAlertSearch *found, GError **error)
{
  if (!aeq_store_begin (self->ledger->store, error))
    return FALSE;
  if (write_all (self, found, error) && (!self->news->changed || aeq_store_commit (self->ledger->store, error)))
    {
      if (!self->news->changed)
        aeq_store_rollback (self->ledger->store);
      return TRUE;
    }
  aeq_store_rollback (self->ledger->store);
  return FALSE;
}

static gboolean
read_open (Writer *self, GError **error)
{
  if ((self->news->open = aeq_alert_list (self->ledger, FALSE, 0, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < self->news->open->len; i++)
    self->news->n_open += aeq_alert_is_open (self->news->open->pdata[i]) ? 1 : 0;
  return TRUE;
}

AeqAlertNews *
aeq_job_alerts_evaluate (AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqAlertNews) news = g_new0 (AeqAlertNews, 1);
  AeqAlertSearch found = { .ledger = ledger };
  Writer writer = { ledger, news };
  gboolean ok;

  news->told = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_alert_free);
  ok = search (&found, cancellable, error) && store (&writer, &found, error) && read_open (&writer, error);
  g_clear_pointer (&found.causes, g_ptr_array_unref);
  g_clear_pointer (&found.rules, g_ptr_array_unref);
  return ok ? g_steal_pointer (&news) : NULL;
}
