/* SPDX-License-Identifier: MIT */
#include "aeq-job-bcbs248.h"

#include <string.h>

#include "aeq-account-set.h"
#include "aeq-bcbs248-load.h"
#include "aeq-error.h"

gboolean
aeq_bcbs_month_parse (const char *text, AeqDate *from, AeqDate *to)
{
  g_autofree char *first = g_strconcat (text, "-01", NULL);

  if (!aeq_date_parse_iso (first, -1, from))
    return FALSE;
  *to = aeq_date_month_end (*from);
  return TRUE;
}

static void
section_free (gpointer data)
{
  AeqBcbsSection *self = data;

  g_clear_pointer (&self->figures, aeq_bcbs_free);
  g_ptr_array_unref (self->accounts);
  g_array_unref (self->owed);
  g_ptr_array_unref (self->obligations);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->gaps);
  g_free (self->calendar);
  g_free (self->name);
  g_free (self);
}

void
aeq_bcbs_report_free (AeqBcbsReport *self)
{
  g_ptr_array_unref (self->sections);
  g_free (self->month);
  g_free (self->ledger);
  g_free (self);
}

static AeqBcbsSection *
section_new (const char *name, gboolean netted, const AeqCurrency *currency)
{
  AeqBcbsSection *self = g_new0 (AeqBcbsSection, 1);

  self->name = g_strdup (name);
  self->netted = netted;
  self->currency = currency;
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_account_free);
  self->owed = g_array_new (FALSE, FALSE, sizeof (AeqBcbsOwed));
  self->obligations = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_obligations_free);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->gaps = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/* The section of that name and currency, made when it is the first account. Takes @account. */
static void
put_account (AeqBcbsReport *self, const char *name, gboolean netted, AeqAccount *account)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      AeqBcbsSection *section = self->sections->pdata[i];

      if (section->currency == account->currency && g_str_equal (section->name, name))
        {
          g_ptr_array_add (section->accounts, account);
          return;
        }
    }
  g_ptr_array_add (self->sections, section_new (name, netted, account->currency));
  g_ptr_array_add (((AeqBcbsSection *) self->sections->pdata[self->sections->len - 1])->accounts, account);
}

static gboolean
is_wanted (const AeqBcbsRequest *request, const AeqAccount *account)
{
  return (request->currency == NULL || account->currency == request->currency) &&
         (request->account == NULL || account->id == request->account->id);
}

static void
put_accounts (AeqBcbsReport *self, const AeqBcbsRequest *request, const char *name, gboolean netted,
              GPtrArray *accounts)
{
  for (guint i = 0; i < accounts->len;)
    if (is_wanted (request, accounts->pdata[i]))
      put_account (self, name, netted, g_ptr_array_steal_index (accounts, i));
    else
      i++;
}

/* Puts the sets in, and takes their accounts off @accounts, where the rest stays. */
static gboolean
put_sets (AeqBcbsReport *self, AeqLedger *ledger, const AeqBcbsRequest *request, GPtrArray *accounts, gboolean *found,
          GError **error)
{
  g_autoptr(GPtrArray) sets = aeq_account_set_list (ledger, error);

  *found = FALSE;
  for (guint i = 0; sets != NULL && i < sets->len; i++)
    {
      AeqAccountSet *set = sets->pdata[i];

      if (request->set != NULL && !g_str_equal (request->set, set->name))
        continue;
      *found = TRUE;
      for (guint j = 0; j < set->accounts->len; j++)
        for (guint k = accounts->len; k > 0; k--)
          if (((AeqAccount *) accounts->pdata[k - 1])->id == ((AeqAccount *) set->accounts->pdata[j])->id)
            g_ptr_array_remove_index (accounts, k - 1);
      put_accounts (self, request, set->name, set->nets, set->accounts);
    }
  return sets != NULL;
}

static gboolean
refuse_empty (const AeqBcbsRequest *request, gboolean found, GError **error)
{
  if (request->set != NULL && !found)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND,
                 "there is no account set %s: record list account-set shows those that there are", request->set);
  else if (request->set != NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "the account set %s has no account%s%s", request->set,
                 request->currency != NULL ? " in " : "", request->currency != NULL ? request->currency->code : "");
  else
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "the ledger has no account%s%s: import a bank's file first",
                 request->currency != NULL ? " in " : "", request->currency != NULL ? request->currency->code : "");
  return FALSE;
}

/* Which accounts make up which section. */
static gboolean
put_sections (AeqBcbsReport *self, AeqLedger *ledger, const AeqBcbsRequest *request, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  gboolean found = FALSE;

  if (accounts == NULL)
    return FALSE;
  if (request->account != NULL)
    put_accounts (self, request, request->account->number, TRUE, accounts);
  else if (!put_sets (self, ledger, request, accounts, &found, error))
    return FALSE;
  else if (request->set == NULL)
    put_accounts (self, request, found ? "Accounts in no set" : "All accounts", FALSE, accounts);
  return self->sections->len > 0 || refuse_empty (request, found, error);
}

/* The clock and the business days that the accounts share; where they differ, those of the currency's main market. */
static void
choose_clock (AeqBcbsSection *self)
{
  const AeqAccount *first = self->accounts->pdata[0];
  gboolean same = TRUE;

  for (guint i = 1; i < self->accounts->len; i++)
    {
      const AeqAccount *account = self->accounts->pdata[i];

      same &= account->zone == first->zone && g_str_equal (account->calendar, first->calendar);
    }
  self->zone = same ? first->zone : aeq_zone_get (aeq_currency_home_zone (self->currency), NULL);
  self->calendar = g_strdup (same ? first->calendar : aeq_currency_home_calendar (self->currency));
  if (!same)
    aeq_bcbs_section_gap (self, "the accounts have several zones or calendars: days are those of %s by the calendar %s",
                          aeq_zone_get_name (self->zone), self->calendar);
}

static gboolean
load_sections (AeqBcbsReport *self, AeqLedger *ledger, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      choose_clock (self->sections->pdata[i]);
      if (!aeq_bcbs_section_load (self->sections->pdata[i], ledger, self->from, self->to, cancellable, error))
        return FALSE;
      aeq_progress_update (progress, (i + 1.0) / self->sections->len);
    }
  return TRUE;
}

static char *
month_of (AeqDate from, AeqDate to)
{
  char text[AEQ_DATE_TEXT_SIZE];

  if (from != aeq_date_month_start (from) || to != aeq_date_month_end (from))
    return NULL;
  return g_strndup (aeq_date_format (from, text), strlen ("2026-11"));
}

AeqBcbsReport *
aeq_job_bcbs248 (AeqLedger *ledger, const AeqBcbsRequest *request, AeqProgress *progress, GCancellable *cancellable,
                 GError **error)
{
  g_autoptr(AeqBcbsReport) self = g_new0 (AeqBcbsReport, 1);
  gboolean ok;

  self->from = request->from;
  self->to = request->to;
  self->month = month_of (request->from, request->to);
  self->as_of = ledger->now;
  self->ledger = g_path_get_basename (aeq_store_get_uri (ledger->store));
  self->sections = g_ptr_array_new_with_free_func (section_free);
  aeq_progress_set_steps (progress, "Reading the flows", 100, NULL);
  /* One read transaction, so that all sections see the same state. */
  if (!aeq_store_begin_read (ledger->store, error))
    return NULL;
  ok = put_sections (self, ledger, request, error) && load_sections (self, ledger, progress, cancellable, error);
  aeq_store_rollback (ledger->store);
  if (!ok)
    return NULL;
  aeq_progress_done (progress);
  return g_steal_pointer (&self);
}
