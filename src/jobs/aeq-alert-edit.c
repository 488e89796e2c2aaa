/* SPDX-License-Identifier: MIT */
#include "aeq-job-alerts.h"

#include <string.h>

#include "aeq-error.h"

#define MAX_MINUTES (366 * 24 * 60)
#define MAX_THRESHOLD G_GINT64_CONSTANT (1000000000000)

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, what);
  return FALSE;
}

static JsonObject *
acknowledgement (AeqLedger *ledger, const AeqId *alert, const char *note)
{
  JsonObject *values = json_object_new ();
  char text[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (values, "alert", aeq_id_format (alert, text));
  json_object_set_int_member (values, "at_ts", ledger->now);
  json_object_set_string_member (values, "author", ledger->author);
  if (note != NULL && *note != '\0')
    json_object_set_string_member (values, "note", note);
  return values;
}

gboolean
aeq_job_alerts_acknowledge (AeqLedger *ledger, const AeqId *alert, const char *note, AeqChangeRange *range, GError **error)
{
  g_autoptr(AeqAlert) self = aeq_alert_get (ledger, alert, error);
  g_autoptr(JsonObject) values = NULL;

  if (self == NULL)
    return FALSE;
  if (self->seen_at != AEQ_INSTANT_NONE)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS, "%s has acknowledged this alert already", self->author);
      return FALSE;
    }
  if (note != NULL && (strlen (note) > AEQ_ALERT_MAX_NOTE || !g_utf8_validate (note, -1, NULL)))
    return refuse (error, "the note is too long: at most 1,000 bytes of text");
  values = acknowledgement (ledger, alert, note);
  return aeq_change_begin (ledger, range, error) &&
         aeq_change_end (ledger, aeq_change_insert (ledger, "alert-acknowledgement", values, NULL, NULL, NULL, error), range, error);
}

static gboolean
check_rule (const AeqAlertRule *rule, GError **error)
{
  if (rule->has_account && !aeq_alert_of_account (rule->kind))
    return refuse (error, "this kind of alert is of the whole desk: it has no rules of one account");
  if (rule->threshold < 0 || rule->threshold > MAX_THRESHOLD)
    return refuse (error, "the threshold must not be negative, and at most 1,000,000,000,000");
  if (aeq_alert_unit (rule->kind) == AEQ_ALERT_SHARE && rule->threshold > 10000)
    return refuse (error, "the threshold is a share: at most 100 %");
  if (aeq_alert_has_lead (rule->kind) && (rule->lead < 1 || rule->lead > MAX_MINUTES))
    return refuse (error, "the lead time must be between one minute and a year");
  if (rule->cool_down < 0 || rule->cool_down > MAX_MINUTES)
    return refuse (error, "the cool-down must not be negative, and at most a year");
  return TRUE;
}

static JsonObject *
values_of (const AeqAlertRule *rule)
{
  JsonObject *values = json_object_new ();
  char text[AEQ_ID_TEXT_SIZE];

  json_object_set_string_member (values, "kind", aeq_alert_kind_name (rule->kind));
  if (rule->has_account)
    json_object_set_string_member (values, "account_id", aeq_id_format (&rule->account, text));
  json_object_set_int_member (values, "threshold", rule->threshold);
  if (aeq_alert_has_lead (rule->kind))
    json_object_set_int_member (values, "lead_minutes", rule->lead);
  json_object_set_int_member (values, "cool_down_minutes", rule->cool_down);
  json_object_set_int_member (values, "active", rule->active);
  return values;
}

static const AeqAlertRule *
find_same (GPtrArray *rules, const AeqAlertRule *wanted)
{
  const AeqAlertRule *found = aeq_alert_rule_for (rules, wanted->kind, wanted->has_account ? &wanted->account : NULL);

  return found != NULL && found->has_account == wanted->has_account ? found : NULL;
}

static gboolean
put_rule (AeqLedger *ledger, const AeqAlertRule *rule, GError **error)
{
  g_autoptr(GPtrArray) rules = aeq_alert_rules (ledger, error);
  g_autoptr(JsonObject) values = values_of (rule);
  const AeqAlertRule *same;

  if (rules == NULL)
    return FALSE;
  same = find_same (rules, rule);
  return same != NULL ? aeq_change_update (ledger, "alert-rule", &same->uid, values, NULL, error)
                      : aeq_change_insert (ledger, "alert-rule", values, NULL, NULL, NULL, error);
}

gboolean
aeq_job_alerts_set_rule (AeqLedger *ledger, const AeqAlertRule *rule, AeqChangeRange *range, GError **error)
{
  return check_rule (rule, error) && aeq_change_begin (ledger, range, error) &&
         aeq_change_end (ledger, put_rule (ledger, rule, error), range, error);
}

static gboolean
put_rules (AeqLedger *ledger, GPtrArray *rules, GError **error)
{
  for (guint i = 0; i < rules->len; i++)
    if (!check_rule (rules->pdata[i], error) || !put_rule (ledger, rules->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
aeq_job_alerts_set_rules (AeqLedger *ledger, GPtrArray *rules, AeqChangeRange *range, GError **error)
{
  return aeq_change_begin (ledger, range, error) && aeq_change_end (ledger, put_rules (ledger, rules, error), range, error);
}

static gboolean
check_removable (AeqLedger *ledger, const AeqId *uid, GError **error)
{
  g_autoptr(GPtrArray) rules = aeq_alert_rules (ledger, error);

  if (rules == NULL)
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      const AeqAlertRule *rule = rules->pdata[i];

      if (aeq_id_equal (&rule->uid, uid))
        return rule->has_account || refuse (error, "a rule for all accounts stays: switch it off instead");
    }
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "there is no such rule: alerts rules lists them");
  return FALSE;
}

gboolean
aeq_job_alerts_remove_rule (AeqLedger *ledger, const AeqId *rule, AeqChangeRange *range, GError **error)
{
  return check_removable (ledger, rule, error) && aeq_change_begin (ledger, range, error) &&
         aeq_change_end (ledger, aeq_change_delete (ledger, "alert-rule", rule, NULL, error), range, error);
}
