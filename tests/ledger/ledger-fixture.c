/* SPDX-License-Identifier: MIT */
#include "ledger-fixture.h"

#include <stdarg.h>

AeqInstant
at (const char *rfc3339)
{
  AeqInstant instant;

  g_assert_true (aeq_instant_parse (rfc3339, -1, &instant));
  return instant;
}

AeqDate
day (const char *iso)
{
  AeqDate date;

  g_assert_true (aeq_date_parse_iso (iso, -1, &date));
  return date;
}

AeqLedger *
ledger_open (const char *uri)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *store = g_str_equal (uri, ":memory:") ? aeq_test_new_store (uri) : g_strdup (uri);
  AeqLedger *ledger = aeq_ledger_open (store, AEQ_STORE_CREATE, at (LEDGER_NOW), 7, &error);

  g_assert_no_error (error);
  return ledger;
}

void
ledger_set_up (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->ledger = ledger_open (":memory:");
  fixture->usd = ledger_account (fixture->ledger, "1001", "USD", "UTC");
}

void
ledger_tear_down (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_account_free (fixture->usd);
  aeq_ledger_close (fixture->ledger);
}

AeqAccount *
ledger_account (AeqLedger *ledger, const char *number, const char *currency, const char *zone)
{
  g_autoptr(GError) error = NULL;
  AeqAccountSpec spec = { .number = number, .currency = aeq_currency_lookup (currency, -1), .zone = zone,
                          .opened = AEQ_DATE_NONE };
  AeqAccount *account = aeq_account_create (ledger, &spec, 0, &error);

  g_assert_no_error (error);
  return account;
}

AeqFlow
ledger_flow (const AeqAccount *account, AeqFlowStatus status, const char *when, gint64 minor)
{
  return (AeqFlow) { .account = account->id, .status = status, .settle_ts = at (when), .value_date = AEQ_DATE_NONE,
                     .booking_date = AEQ_DATE_NONE, .minor = minor };
}

gint64
ledger_import (AeqLedger *ledger, const AeqAccount *account, const AeqFlow *flows, gsize n, gint64 *added, gint64 *duplicates)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqFlowWriter) writer = NULL;
  static guint files;
  g_autofree char *sha = g_strdup_printf ("%064x", ++files);
  AeqImportRecord record = { .name = (char *) "march.csv", .format = (char *) "csv", .sha256 = sha };

  g_assert_true (aeq_store_begin (ledger->store, &error));
  aeq_import_history_begin (ledger, &record, &error);
  g_assert_no_error (error);
  writer = aeq_flow_writer_new (ledger, record.id, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++)
    {
      aeq_flow_writer_add (writer, account, &flows[i], &error);
      g_assert_no_error (error);
    }
  aeq_flow_writer_finish (writer, &error);
  g_assert_no_error (error);
  record.added = aeq_flow_writer_get_added (writer);
  record.duplicates = aeq_flow_writer_get_duplicates (writer);
  aeq_import_history_finish (ledger, &record, &error);
  g_assert_no_error (error);
  aeq_store_commit (ledger->store, &error);
  g_assert_no_error (error);
  if (added != NULL)
    *added = record.added;
  if (duplicates != NULL)
    *duplicates = record.duplicates;
  return record.id;
}

gint64
ledger_int (AeqLedger *ledger, const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value = 0;

  aeq_store_query_int64 (ledger->store, sql, -1, &value, &error);
  g_assert_no_error (error);
  return value;
}

char *
ledger_sha (AeqLedger *ledger)
{
  g_autoptr(GError) error = NULL;
  char *sha = aeq_check_canonical_sha256 (ledger, NULL, &error);

  g_assert_no_error (error);
  return sha;
}

static AeqCheck *
run_check (AeqLedger *ledger)
{
  g_autoptr(GError) error = NULL;
  AeqCheck *check = aeq_check_run (ledger, NULL, NULL, &error);

  g_assert_no_error (error);
  return check;
}

void
ledger_assert_clean (AeqLedger *ledger)
{
  g_autoptr(AeqCheck) check = run_check (ledger);

  if (check->problems->len > 0)
    g_test_message ("%s", (char *) check->problems->pdata[0]);
  g_assert_cmpuint (check->problems->len, ==, 0);
}

void
ledger_assert_problem (AeqLedger *ledger, const char *part)
{
  g_autoptr(AeqCheck) check = run_check (ledger);

  g_assert_cmpuint (check->problems->len, ==, 1);
  if (strstr (check->problems->pdata[0], part) == NULL)
    g_assert_cmpstr (check->problems->pdata[0], ==, part);
}

gint64
ledger_balance (AeqLedger *ledger, const AeqAccount *account, const char *when)
{
  g_autoptr(GError) error = NULL;
  AeqBalance balance;

  aeq_balance_at (ledger, account, at (when), &balance, &error);
  g_assert_no_error (error);
  return balance.minor;
}

gint64
ledger_n_open (AeqLedger *ledger)
{
  return ledger_int (ledger, "SELECT COUNT (*) FROM flow WHERE status <> 0 AND superseded_by IS NULL");
}

JsonObject *
ledger_values (const char *format, ...)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  node = json_from_string (g_strdelimit (text, "'", '"'), &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

char *
account_uid (const AeqAccount *account)
{
  return aeq_id_format (&account->uid, g_malloc (AEQ_ID_TEXT_SIZE));
}

void
ledger_insert (AeqLedger *ledger, const char *entity, JsonObject *values, AeqId *uid)
{
  g_autoptr(GError) error = NULL;

  aeq_change_insert (ledger, entity, values, NULL, NULL, uid, &error);
  g_assert_no_error (error);
}
