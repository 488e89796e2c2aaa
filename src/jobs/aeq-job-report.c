/* SPDX-License-Identifier: MIT */
#include "aeq-job-report.h"

#include "aeq-account-set.h"
#include "aeq-cash-series.h"

void
aeq_report_request_free (AeqReportRequest *self)
{
  g_free (self->set);
  g_free (self);
}

void
aeq_report_month_free (AeqReportMonth *self)
{
  g_clear_pointer (&self->report, aeq_bcbs_report_free);
  g_ptr_array_unref (self->sets);
  g_free (self);
}

static gboolean
find_months (AeqReportMonth *self, AeqLedger *ledger, GPtrArray *accounts, GError **error)
{
  self->first = self->last = AEQ_DATE_NONE;
  for (guint i = 0; i < accounts->len; i++)
    {
      AeqDate first;
      AeqDate last;

      if (!aeq_cash_range (ledger, accounts->pdata[i], &first, &last, error))
        return FALSE;
      if (first == AEQ_DATE_NONE)
        continue;
      self->first = self->first == AEQ_DATE_NONE ? first : MIN (self->first, first);
      self->last = self->last == AEQ_DATE_NONE ? last : MAX (self->last, last);
    }
  if (self->first != AEQ_DATE_NONE)
    {
      self->first = aeq_date_month_start (self->first);
      self->last = aeq_date_month_start (self->last);
    }
  return TRUE;
}

static gboolean
find_sets (AeqReportMonth *self, AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) sets = aeq_account_set_list (ledger, error);

  for (guint i = 0; sets != NULL && i < sets->len; i++)
    g_ptr_array_add (self->sets, g_strdup (((AeqAccountSet *) sets->pdata[i])->name));
  return sets != NULL;
}

/* A month that is not over would be sent half. */
static AeqDate
choose_month (const AeqReportMonth *self, AeqDate wanted)
{
  AeqDate this_month = aeq_date_month_start (aeq_zone_date (aeq_zone_utc (), self->as_of));
  AeqDate newest = MIN (self->last, aeq_date_add_months (this_month, -1));

  if (self->first == AEQ_DATE_NONE)
    return AEQ_DATE_NONE;
  return wanted != AEQ_DATE_NONE ? CLAMP (aeq_date_month_start (wanted), self->first, self->last) : MAX (newest, self->first);
}

static const AeqAccount *
find_account (GPtrArray *accounts, const AeqReportRequest *request)
{
  for (guint i = 0; request->one_account && i < accounts->len; i++)
    if (aeq_id_equal (&((AeqAccount *) accounts->pdata[i])->uid, &request->account))
      return accounts->pdata[i];
  return NULL;
}

AeqReportMonth *
aeq_job_report (AeqLedger *ledger, const AeqReportRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqReportMonth) self = g_new0 (AeqReportMonth, 1);
  g_autoptr(GPtrArray) accounts = NULL;
  AeqBcbsRequest what = { .currency = request->currency };

  self->as_of = ledger->now;
  self->sets = g_ptr_array_new_with_free_func (g_free);
  if ((accounts = aeq_account_list (ledger, error)) == NULL || !find_months (self, ledger, accounts, error) ||
      !find_sets (self, ledger, error))
    return NULL;
  if ((self->month = choose_month (self, request->month)) == AEQ_DATE_NONE)
    return g_steal_pointer (&self);
  what.from = self->month;
  what.to = aeq_date_month_end (self->month);
  what.account = find_account (accounts, request);
  what.set = what.account == NULL ? request->set : NULL;
  if ((self->report = aeq_job_bcbs248 (ledger, &what, NULL, cancellable, error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}
