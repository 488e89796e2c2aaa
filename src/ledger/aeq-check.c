/* SPDX-License-Identifier: MIT */
#include "aeq-check.h"

#include <string.h>

#include "aeq-flow-day.h"

#define CANCEL_ROWS 4096

/* Every value with its type and length, so that no two contents write the same bytes. */
static void
hash_value (GChecksum *checksum, AeqStatement *stmt, int column)
{
  char head[64];
  gsize length = 0;
  const void *data = NULL;

  switch (aeq_statement_get_type (stmt, column))
    {
    case AEQ_COLUMN_NULL:
      g_strlcpy (head, "n;", sizeof head);
      break;
    case AEQ_COLUMN_INT64:
      g_snprintf (head, sizeof head, "i%" G_GINT64_FORMAT ";", aeq_statement_get_int64 (stmt, column));
      break;
    case AEQ_COLUMN_DOUBLE:
      head[0] = 'd';
      g_ascii_formatd (head + 1, sizeof head - 2, "%.17g", aeq_statement_get_double (stmt, column));
      g_strlcat (head, ";", sizeof head);
      break;
    case AEQ_COLUMN_TEXT:
    case AEQ_COLUMN_BYTES:
    default:
      data = aeq_statement_get_bytes (stmt, column, &length);
      g_snprintf (head, sizeof head, "b%" G_GSIZE_FORMAT ":", length);
      break;
    }
  g_checksum_update (checksum, (const guchar *) head, -1);
  if (length > 0)
    g_checksum_update (checksum, data, (gssize) length);
}

static gboolean
hash_query (AeqLedger *ledger, const char *sql, GChecksum *checksum, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  for (guint64 n = 1; aeq_statement_step (stmt, &has_row, error); n++)
    {
      if (!has_row)
        return TRUE;
      if (n % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (int i = 0; i < aeq_statement_n_columns (stmt); i++)
        hash_value (checksum, stmt, i);
      g_checksum_update (checksum, (const guchar *) "\n", 1);
    }
  return FALSE;
}

char *
aeq_check_canonical_sha256 (AeqLedger *ledger, GCancellable *cancellable, GError **error)
{
  g_autoptr(GBytes) list = g_resources_lookup_data ("/ai/aequitas/store/canonical.sql", G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_auto(GStrv) lines = NULL;

  if (list == NULL)
    return NULL;
  lines = g_strsplit (g_bytes_get_data (list, NULL), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "SELECT") && !hash_query (ledger, *line, checksum, cancellable, error))
      return NULL;
  return g_strdup (g_checksum_get_string (checksum));
}

/* Queries that return a row with a sentence for each thing that is wrong. */
static const char *const RULES[] = {
  "SELECT 'a flow of account ' || a.number || ' is marked as fulfilled by one that is not there' FROM flow f"
  " JOIN account a ON a.id = f.account_id WHERE f.superseded_by IS NOT NULL"
  " AND NOT EXISTS (SELECT 1 FROM flow g WHERE g.uid = f.superseded_by)",
  "SELECT 'an actual flow of account ' || a.number || ' is marked as fulfilled' FROM flow f"
  " JOIN account a ON a.id = f.account_id WHERE f.superseded_by IS NOT NULL AND f.status = 0",
  "SELECT 'two flows are fulfilled by the same actual' FROM flow WHERE superseded_by IS NOT NULL"
  " GROUP BY superseded_by, status HAVING COUNT (*) > 1",
  "SELECT 'import ' || id || ' was taken back but left statements' FROM import_file i WHERE undone_at IS NOT NULL"
  " AND EXISTS (SELECT 1 FROM statement s WHERE s.import_id = i.id)",
  "SELECT 'a flow of account ' || a.number || ' is withdrawn, but no statement says so' FROM flow f"
  " JOIN account a ON a.id = f.account_id WHERE f.status = 3"
  " AND NOT EXISTS (SELECT 1 FROM flow_withdrawn w WHERE w.flow_uid = f.uid)",
  "SELECT 'import ' || id || ' was taken back but left flows' FROM import_file i WHERE undone_at IS NOT NULL"
  " AND EXISTS (SELECT 1 FROM flow f WHERE f.import_id = i.id)",
  "SELECT 'import ' || id || ' was taken back but left margin records' FROM import_file i WHERE undone_at IS NOT NULL"
  " AND EXISTS (SELECT 1 FROM margin m WHERE m.import_id = i.id)",
  "SELECT 'a margin record of account ' || a.number || ' has a call that is due but no amount' FROM margin m"
  " JOIN account a ON a.id = m.account_id WHERE m.call_due_ts IS NOT NULL AND m.call_amount IS NULL",
};

static gboolean
check_rule (AeqLedger *ledger, const char *sql, GPtrArray *problems, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (ledger->store, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (problems, g_strdup (aeq_statement_get_text (stmt, 0)));
    }
  return FALSE;
}

/* Adds up every flow of an account and compares with the stored sums. */
static gboolean
check_days (AeqLedger *ledger, const AeqAccount *account, GPtrArray *problems, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqDayTotals) totals = aeq_day_totals_new ();
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT status, settle_ts, amount FROM flow WHERE account_id = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, account->id);
  for (guint64 n = 1; aeq_statement_step (stmt, &has_row, error); n++)
    {
      if (!has_row)
        return aeq_day_totals_compare (totals, ledger->store, account, problems, error);
      if (n % CANCEL_ROWS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!aeq_day_totals_add (totals, account->id, (AeqFlowStatus) aeq_statement_get_int64 (stmt, 0),
                               aeq_zone_date (account->zone, aeq_statement_get_int64 (stmt, 1)),
                               aeq_statement_get_int64 (stmt, 2), 1, error))
        return FALSE;
    }
  return FALSE;
}

/* Words of an account that the schema cannot check. */
static gboolean
check_accounts (AeqLedger *ledger, GPtrArray *problems, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
    ledger->store, "SELECT number, currency, zone FROM account ORDER BY number, currency", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (aeq_currency_lookup (aeq_statement_get_text (stmt, 1), -1) == NULL)
        g_ptr_array_add (problems, g_strdup_printf ("account %s has the unknown currency %s", aeq_statement_get_text (stmt, 0),
                                                    aeq_statement_get_text (stmt, 1)));
      if (aeq_zone_get (aeq_statement_get_text (stmt, 2), NULL) == NULL)
        g_ptr_array_add (problems, g_strdup_printf ("account %s has the unknown time zone %s", aeq_statement_get_text (stmt, 0),
                                                    aeq_statement_get_text (stmt, 2)));
    }
  return FALSE;
}

static gboolean
check_sums (AeqLedger *ledger, GPtrArray *problems, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) accounts = NULL;
  guint n_problems = problems->len;

  if (!check_accounts (ledger, problems, error))
    return FALSE;
  /* Days cannot be told in a zone that is not known. */
  if (problems->len > n_problems)
    return TRUE;
  if ((accounts = aeq_account_list (ledger, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len; i++)
    {
      if (!check_days (ledger, accounts->pdata[i], problems, cancellable, error))
        return FALSE;
      aeq_progress_update (progress, (i + 1.0) / accounts->len);
    }
  return TRUE;
}

static gboolean
run_all (AeqLedger *ledger, AeqCheck *check, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  aeq_progress_set_steps (progress, "Checking the file", 40, "Checking sums", 30, "Fingerprint", 30, NULL);
  if (!aeq_store_check (ledger->store, check->problems, cancellable, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (RULES); i++)
    if (!check_rule (ledger, RULES[i], check->problems, error))
      return FALSE;
  aeq_progress_next (progress);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check_sums (ledger, check->problems, progress, cancellable, error))
    return FALSE;
  aeq_progress_next (progress);
  if ((check->sha256 = aeq_check_canonical_sha256 (ledger, cancellable, error)) == NULL)
    return FALSE;
  aeq_progress_done (progress);
  return TRUE;
}

AeqCheck *
aeq_check_run (AeqLedger *ledger, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqCheck) check = g_new0 (AeqCheck, 1);
  gboolean ok;

  check->problems = g_ptr_array_new_with_free_func (g_free);
  /* One read transaction, so that all parts see the same state. */
  if (!aeq_store_begin_read (ledger->store, error))
    return NULL;
  ok = run_all (ledger, check, progress, cancellable, error);
  aeq_store_rollback (ledger->store);
  return ok ? g_steal_pointer (&check) : NULL;
}

void
aeq_check_free (AeqCheck *self)
{
  g_free (self->sha256);
  g_ptr_array_unref (self->problems);
  g_free (self);
}
