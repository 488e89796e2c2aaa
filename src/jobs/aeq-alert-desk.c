/* SPDX-License-Identifier: MIT */
#include "aeq-alert-causes.h"

#include <math.h>

#include "aeq-job-accuracy.h"
#include "aeq-job-fetch.h"
#include "aeq-job-regime.h"
#include "aeq-margin.h"

#define SCORED_DAYS 180 /* holds the window that drift is told from */

/* A file that went in later is no longer a trouble. */
static const char REFUSED_SQL[] =
  "SELECT name, MAX (refused_at) FROM import_refusal f WHERE refused_at > ?1 AND refused_at <= ?2 AND NOT EXISTS"
  " (SELECT 1 FROM import_file i WHERE i.name = f.name AND i.imported_at >= f.refused_at) GROUP BY name ORDER BY name";
static const char REJECTED_SQL[] =
  "SELECT uid, name, rejected, imported_at, rows_read FROM import_file WHERE imported_at > ?1 AND imported_at <= ?2 AND undone_at IS NULL"
  " AND rejected > 0 AND rejected >= ?3 ORDER BY id";

/* One alert a feed, as of its oldest series. */
static void
take_series (AeqAlertSearch *self, AeqAlert **of_feed, const AeqSeriesStatus *status, AeqDate today, const AeqAlertRule *rule)
{
  const char *name = aeq_feed_info (status->feed)->title;
  AeqInstant last;

  if (status->freshness != AEQ_FRESH_STALE || today - status->last < rule->threshold)
    return;
  last = aeq_zone_from_local (aeq_zone_utc (), status->last, 0);
  if (of_feed[status->feed] == NULL)
    {
      of_feed[status->feed] = aeq_alert_search_add (self, AEQ_ALERT_STALE_FEED, NULL, name, AEQ_ALERT_NOTICE);
      of_feed[status->feed]->subject = g_strdup (name);
      of_feed[status->feed]->cases = 0;
      of_feed[status->feed]->at = last;
    }
  of_feed[status->feed]->cases++;
  of_feed[status->feed]->at = MIN (of_feed[status->feed]->at, last);
}

static gboolean
search_feeds (AeqAlertSearch *self, GError **error)
{
  const AeqAlertRule *rule = aeq_alert_search_rule (self, AEQ_ALERT_STALE_FEED, NULL);
  AeqDate today = aeq_zone_date (aeq_zone_utc (), self->ledger->now);
  AeqAlert *of_feed[AEQ_N_FEEDS] = { NULL };
  g_autoptr(GArray) list = NULL;

  if (rule == NULL)
    return TRUE;
  if ((list = aeq_job_fetch_status (self->ledger, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    take_series (self, of_feed, &g_array_index (list, AeqSeriesStatus, i), today, rule);
  return TRUE;
}

static void
take_regime (AeqAlertSearch *self, const AeqRegimeReading *reading)
{
  static const AeqAlertSeverity SEVERITIES[] = { AEQ_ALERT_NOTICE, AEQ_ALERT_WARNING, AEQ_ALERT_CRITICAL };
  char since[AEQ_DATE_TEXT_SIZE];
  g_autofree char *what = g_strdup_printf ("%s since %s", aeq_regime_name (reading->state), aeq_date_format (reading->since, since));
  AeqAlert *alert = aeq_alert_search_add (self, AEQ_ALERT_REGIME, NULL, what, SEVERITIES[reading->state]);

  alert->subject = g_strdup (aeq_regime_name (reading->state));
  alert->share = reading->p[reading->state];
  alert->at = aeq_zone_from_local (aeq_zone_utc (), reading->since, 0);
}

/* The first run of a history is no change from anything. */
static gboolean
has_run_before (AeqAlertSearch *self, const AeqRegimeReading *reading, gboolean *before, GError **error)
{
  AeqRegimeReading earlier;

  return aeq_job_regime_at (self->ledger, reading->since - 1, &earlier, before, error);
}

static gboolean
search_regime (AeqAlertSearch *self, GError **error)
{
  const AeqAlertRule *rule = aeq_alert_search_rule (self, AEQ_ALERT_REGIME, NULL);
  AeqRegimeReading reading;
  AeqInstant since;
  gboolean found;

  if (rule == NULL)
    return TRUE;
  if (!aeq_job_regime_at (self->ledger, aeq_zone_date (aeq_zone_utc (), self->ledger->now), &reading, &found, error))
    return FALSE;
  if (!found || reading.p[reading.state] * 10000 < (double) rule->threshold)
    return TRUE;
  since = aeq_zone_from_local (aeq_zone_utc (), reading.since, 0);
  if (self->ledger->now - since > rule->lead * AEQ_MINUTE)
    return TRUE;
  if (!has_run_before (self, &reading, &found, error))
    return FALSE;
  if (found)
    take_regime (self, &reading);
  return TRUE;
}

static void
take_accuracy (AeqAlertSearch *self, const AeqAccount *account, const AeqAccuracyPart *part)
{
  const AeqAlertRule *rule = aeq_alert_search_rule (self, AEQ_ALERT_CALIBRATION, account);
  double coverage;
  AeqAlert *alert;

  if (rule == NULL || !aeq_accuracy_drifts (part, &coverage) ||
      fabs (coverage - AEQ_INTERVALS[AEQ_INTERVAL_90]) * 10000 < (double) rule->threshold - 1e-6)
    return;
  alert = aeq_alert_search_add (self, AEQ_ALERT_CALIBRATION, account, NULL, AEQ_ALERT_NOTICE);
  alert->share = coverage;
}

static gboolean
search_calibration (AeqAlertSearch *self, GPtrArray *accounts, GError **error)
{
  AeqDate today = aeq_zone_date (aeq_zone_utc (), self->ledger->now);
  const AeqAccuracyFilter filter = { NULL, -1, NULL, today - SCORED_DAYS, AEQ_DATE_NONE, NULL };
  g_autoptr(AeqAccuracy) accuracy = aeq_job_accuracy (self->ledger, &filter, error);

  if (accuracy == NULL)
    return FALSE;
  for (guint i = 0; i < accuracy->by_account->len; i++)
    for (guint j = 0; j < accounts->len; j++)
      {
        const AeqAccuracyPart *part = accuracy->by_account->pdata[i];
        const AeqAccount *account = accounts->pdata[j];
        g_autofree char *name = g_strconcat (account->number, " ", account->currency->code, NULL);

        if (g_str_equal (part->name, name))
          take_accuracy (self, account, part);
      }
  return TRUE;
}

typedef struct
{
  AeqAlertSearch *search;
  GPtrArray      *accounts;
} Margins;

static gboolean
take_margin (const AeqMargin *margin, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Margins *self = user_data;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      const AeqAccount *account = self->accounts->pdata[i];
      const AeqAlertRule *rule =
        account->id == margin->account ? aeq_alert_search_rule (self->search, AEQ_ALERT_MARGIN_CALL, account) : NULL;
      AeqAlert *alert;

      if (rule == NULL || !margin->has_call || margin->call_amount <= aeq_alert_threshold_minor (rule, margin->currency))
        continue;
      alert = aeq_alert_search_add (self->search, AEQ_ALERT_MARGIN_CALL, account, margin->methodology, AEQ_ALERT_CRITICAL);
      alert->subject = g_strdup (account->name != NULL ? account->name : account->bank);
      alert->minor = margin->call_amount;
      alert->currency = margin->currency;
      alert->at = margin->call_due_ts;
    }
  return TRUE;
}

static AeqAlert *
add_file (AeqAlertSearch *self, const char *what, const char *name, AeqInstant at)
{
  AeqAlert *alert = aeq_alert_search_add (self, AEQ_ALERT_IMPORT, NULL, what, AEQ_ALERT_WARNING);

  alert->subject = g_strdup (name);
  alert->at = at;
  return alert;
}

static gboolean
search_refused (AeqAlertSearch *self, const AeqAlertRule *rule, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, REFUSED_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, self->ledger->now - rule->lead * AEQ_MINUTE);
  aeq_statement_bind_int64 (stmt, 2, self->ledger->now);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      g_autofree char *what = NULL;

      if (!has_row)
        return TRUE;
      what = g_strconcat ("file ", aeq_statement_get_text (stmt, 0), NULL);
      add_file (self, what, aeq_statement_get_text (stmt, 0), aeq_statement_get_int64 (stmt, 1));
    }
  return FALSE;
}

static gboolean
search_rejected (AeqAlertSearch *self, const AeqAlertRule *rule, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (self->ledger->store, REJECTED_SQL, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, self->ledger->now - rule->lead * AEQ_MINUTE);
  aeq_statement_bind_int64 (stmt, 2, self->ledger->now);
  aeq_statement_bind_int64 (stmt, 3, rule->threshold);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      char what[AEQ_ID_TEXT_SIZE];
      AeqAlert *alert;
      AeqId uid;

      if (!has_row)
        return TRUE;
      aeq_statement_get_id (stmt, 0, &uid);
      alert = add_file (self, aeq_id_format (&uid, what), aeq_statement_get_text (stmt, 1), aeq_statement_get_int64 (stmt, 3));
      alert->cases = aeq_statement_get_int64 (stmt, 2);
      alert->share = (double) alert->cases / (double) MAX (aeq_statement_get_int64 (stmt, 4), alert->cases);
    }
  return FALSE;
}

static gboolean
search_imports (AeqAlertSearch *self, GError **error)
{
  const AeqAlertRule *rule = aeq_alert_search_rule (self, AEQ_ALERT_IMPORT, NULL);

  return rule == NULL || (search_refused (self, rule, error) && search_rejected (self, rule, error));
}

gboolean
aeq_alert_search_desk (AeqAlertSearch *self, GPtrArray *accounts, GError **error)
{
  Margins margins = { self, accounts };

  return search_feeds (self, error) && search_regime (self, error) && search_calibration (self, accounts, error) &&
         aeq_margin_foreach (self->ledger, take_margin, &margins, error) && search_imports (self, error);
}
