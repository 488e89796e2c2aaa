/* SPDX-License-Identifier: MIT */
#include "aeq-alert.h"

#include <math.h>
#include <string.h>

#include "aeq-error.h"

#define COLUMNS                                                                                                        \
  "a.uid, a.kind, a.cause, a.account_uid, a.account, a.severity, a.subject, a.cases, a.amount, a.currency, a.share,"   \
  " a.at_ts, a.zone, a.raised_at, a.told_at, a.times, a.resolved_at, k.uid, k.at_ts, k.author, k.note FROM alert a"    \
  " LEFT JOIN alert_acknowledgement k ON k.alert = a.uid"

static const char LIST_SQL[] =
  "SELECT " COLUMNS " WHERE a.resolved_at IS NULL OR ?1 <> 0 ORDER BY a.resolved_at IS NOT NULL, k.uid IS NOT NULL, a.severity,"
  " a.raised_at DESC, a.id DESC LIMIT ?2";
static const char GET_SQL[] = "SELECT " COLUMNS " WHERE a.uid = ?1";
static const char CAUSE_SQL[] = "SELECT " COLUMNS " WHERE a.cause = ?1 ORDER BY a.raised_at DESC, a.id DESC LIMIT 1";
static const char PUT_SQL[] =
  "INSERT INTO alert (id, uid, kind, cause, account_uid, account, severity, subject, cases, amount, currency, share, at_ts, zone,"
  " raised_at, told_at, times, resolved_at) VALUES (?18, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
static const char RENEW_SQL[] =
  "UPDATE alert SET kind = ?2, cause = ?3, account_uid = ?4, account = ?5, severity = ?6, subject = ?7, cases = ?8, amount = ?9,"
  " currency = ?10, share = ?11, at_ts = ?12, zone = ?13, raised_at = ?14, told_at = ?15, times = ?16, resolved_at = ?17 WHERE uid = ?1";

AeqAlert *
aeq_alert_new (void)
{
  AeqAlert *self = g_new0 (AeqAlert, 1);

  self->cases = 1;
  self->minor = AEQ_ALERT_NO_AMOUNT;
  self->share = NAN;
  self->zone = aeq_zone_utc ();
  self->at = self->raised_at = self->told_at = self->resolved_at = self->seen_at = AEQ_INSTANT_NONE;
  return self;
}

void
aeq_alert_free (AeqAlert *self)
{
  if (self == NULL)
    return;
  g_free (self->cause);
  g_free (self->number);
  g_free (self->subject);
  g_free (self->author);
  g_free (self->note);
  g_free (self);
}

gboolean
aeq_alert_is_open (const AeqAlert *self)
{
  return self->resolved_at == AEQ_INSTANT_NONE && self->seen_at == AEQ_INSTANT_NONE;
}

static AeqInstant
get_instant (AeqStatement *stmt, int column)
{
  return aeq_statement_is_null (stmt, column) ? AEQ_INSTANT_NONE : aeq_statement_get_int64 (stmt, column);
}

/* A zone that this machine does not know is shown as UTC. */
static const AeqZone *
get_zone (AeqStatement *stmt, int column)
{
  const AeqZone *zone = aeq_zone_get (aeq_statement_get_text (stmt, column), NULL);

  return zone != NULL ? zone : aeq_zone_utc ();
}

static void
read_what (AeqAlert *self, AeqStatement *stmt)
{
  const char *code = aeq_statement_get_text (stmt, 9);

  self->has_account = aeq_statement_get_id (stmt, 3, &self->account);
  self->number = g_strdup (aeq_statement_get_text (stmt, 4));
  self->severity = (AeqAlertSeverity) aeq_statement_get_int64 (stmt, 5);
  self->subject = g_strdup (aeq_statement_get_text (stmt, 6));
  self->cases = aeq_statement_get_int64 (stmt, 7);
  self->minor = aeq_statement_is_null (stmt, 8) ? AEQ_ALERT_NO_AMOUNT : aeq_statement_get_int64 (stmt, 8);
  self->currency = code != NULL ? aeq_currency_lookup (code, -1) : NULL;
  self->share = aeq_statement_get_double (stmt, 10);
  self->at = get_instant (stmt, 11);
  self->zone = get_zone (stmt, 12);
}

static AeqAlert *
read_alert (AeqStatement *stmt, GError **error)
{
  g_autoptr(AeqAlert) self = aeq_alert_new ();

  if (!aeq_id_parse (aeq_statement_get_text (stmt, 0), &self->uid) ||
      !aeq_alert_kind_parse (aeq_statement_get_text (stmt, 1), &self->kind))
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "the ledger holds an alert of the unknown kind %s",
                   aeq_statement_get_text (stmt, 1));
      return NULL;
    }
  self->cause = g_strdup (aeq_statement_get_text (stmt, 2));
  read_what (self, stmt);
  self->raised_at = aeq_statement_get_int64 (stmt, 13);
  self->told_at = aeq_statement_get_int64 (stmt, 14);
  self->times = aeq_statement_get_int64 (stmt, 15);
  self->resolved_at = get_instant (stmt, 16);
  if (aeq_statement_get_id (stmt, 17, &self->seen_uid))
    self->seen_at = aeq_statement_get_int64 (stmt, 18);
  self->author = g_strdup (aeq_statement_get_text (stmt, 19));
  self->note = g_strdup (aeq_statement_get_text (stmt, 20));
  return g_steal_pointer (&self);
}

GPtrArray *
aeq_alert_list (AeqLedger *ledger, gboolean all, gint64 limit, GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_alert_free);
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, LIST_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  aeq_statement_bind_int64 (stmt, 1, all);
  aeq_statement_bind_int64 (stmt, 2, limit > 0 ? limit : G_MAXINT64);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqAlert *alert;

      if (!has_row)
        return g_steal_pointer (&list);
      if ((alert = read_alert (stmt, error)) == NULL)
        return NULL;
      g_ptr_array_add (list, alert);
    }
  return NULL;
}

static gboolean
read_one (AeqLedger *ledger, const char *sql, const char *text, AeqAlert **alert, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);
  gboolean has_row;

  *alert = NULL;
  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_text (stmt, 1, text);
  return aeq_statement_step (stmt, &has_row, error) && (!has_row || (*alert = read_alert (stmt, error)) != NULL);
}

AeqAlert *
aeq_alert_get (AeqLedger *ledger, const AeqId *uid, GError **error)
{
  char text[AEQ_ID_TEXT_SIZE];
  AeqAlert *alert;

  if (read_one (ledger, GET_SQL, aeq_id_format (uid, text), &alert, error) && alert == NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "there is no alert %s: alerts --all lists them", text);
  return alert;
}

gboolean
aeq_alert_of_cause (AeqLedger *ledger, const char *cause, AeqAlert **alert, GError **error)
{
  return read_one (ledger, CAUSE_SQL, cause, alert, error);
}

static void
bind_instant (AeqStatement *stmt, int index, AeqInstant instant)
{
  if (instant == AEQ_INSTANT_NONE)
    aeq_statement_bind_null (stmt, index);
  else
    aeq_statement_bind_int64 (stmt, index, instant);
}

static void
bind_what (const AeqAlert *self, AeqStatement *stmt)
{
  if (self->has_account)
    aeq_statement_bind_id (stmt, 4, &self->account);
  else
    aeq_statement_bind_null (stmt, 4);
  aeq_statement_bind_text (stmt, 5, self->number);
  aeq_statement_bind_int64 (stmt, 6, self->severity);
  aeq_statement_bind_text (stmt, 7, self->subject);
  aeq_statement_bind_int64 (stmt, 8, self->cases);
  if (self->minor == AEQ_ALERT_NO_AMOUNT)
    aeq_statement_bind_null (stmt, 9);
  else
    aeq_statement_bind_int64 (stmt, 9, self->minor);
  aeq_statement_bind_text (stmt, 10, self->currency != NULL ? self->currency->code : NULL);
  aeq_statement_bind_double (stmt, 11, self->share);
  bind_instant (stmt, 12, self->at);
  aeq_statement_bind_text (stmt, 13, aeq_zone_get_name (self->zone));
}

static void
bind_alert (const AeqAlert *self, AeqStatement *stmt)
{
  char text[AEQ_ID_TEXT_SIZE];

  aeq_statement_bind_text (stmt, 1, aeq_id_format (&self->uid, text));
  aeq_statement_bind_text (stmt, 2, aeq_alert_kind_name (self->kind));
  aeq_statement_bind_text (stmt, 3, self->cause);
  bind_what (self, stmt);
  aeq_statement_bind_int64 (stmt, 14, self->raised_at);
  aeq_statement_bind_int64 (stmt, 15, self->told_at);
  aeq_statement_bind_int64 (stmt, 16, self->times);
  bind_instant (stmt, 17, self->resolved_at);
}

gboolean
aeq_alert_put (AeqLedger *ledger, AeqAlert *self, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, PUT_SQL, error);
  gint64 id;

  if (stmt == NULL || !aeq_ledger_next_id (ledger, "alert", &id, error))
    return FALSE;
  name = g_strdup_printf ("%s@%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, self->cause, self->raised_at, id);
  aeq_id_from_name (&self->uid, "alert", name, strlen (name));
  bind_alert (self, stmt);
  aeq_statement_bind_int64 (stmt, 18, id);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_alert_renew (AeqLedger *ledger, const AeqAlert *self, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, RENEW_SQL, error);

  if (stmt == NULL)
    return FALSE;
  bind_alert (self, stmt);
  return aeq_statement_run (stmt, error);
}
