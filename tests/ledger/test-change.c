/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "ledger-fixture.h"

/* One of each kind of record, and a change to it. @ stands for the account's uid. */
static const struct
{
  const char *entity;
  const char *insert;
  const char *update;
} KINDS[] = {
  { "account", "{'number':'55','kind':'nostro','currency':'EUR','zone':'Europe/Berlin','calendar':'target2'}",
    "{'name':'Renamed','bank':'Harbour Bank','zone':'Asia/Tokyo','opened':'2020-02-29'}" },
  { "flow", "{'account_id':'@','status':0,'settle_ts':1709283600000000,'timed':1,'amount':-2500,'narrative':'rent'}",
    "{'settle_ts':1709370000000000,'amount':9000,'category':'fee','value_date':'2024-03-02','status':1}" },
  { "balance", "{'account_id':'@','as_of':1709283600000000,'kind':'ledger','amount':5}", "{'amount':-7,'source':'phone'}" },
  { "position", "{'account_id':'@','day':'2024-03-01','instrument':'Bond','quantity':'10.5','currency':'USD'}",
    "{'quantity':'11','isin':'US0378331005','market_value':120000}" },
  { "limit", "{'account_id':'@','floor_amount':-100}", "{'floor_amount':0,'early_warning':500}" },
  { "credit-line", "{'account_id':'@','name':'Line','amount':100,'committed':1,'secured':0}", "{'amount':0,'secured':1,'valid_to':'2024-12-31'}" },
  { "obligation", "{'account_id':'@','due_ts':1709283600000000,'amount':100,'name':'CLS pay-in'}",
    "{'counterparty':'CLS','due_ts':1709283600000001}" },
  { "account-set", "{'name':'Desk','nets':0}", "{'nets':1}" },
  { "account-set", "{'name':'Other','nets':1}", "{'nets':0}" },
  { "set-member", "{'set_name':'Desk','account_id':'@'}", "{'set_name':'Other'}" },
  { "liquidity-source", "{'account_id':'@','kind':'other','name':'Fund','as_of':'2024-03-01','amount':100,'haircut_bp':0}",
    "{'kind':'unencumbered_assets','haircut_bp':250,'as_of':'2024-03-04'}" },
  { "customer-line", "{'account_id':'@','customer':'Ash','amount':100,'secured':0,'committed':1}",
    "{'valid_from':'2024-01-01','valid_to':'2024-06-30','peak_use':40}" },
  { "customer-category", "{'category':'client_payment'}", "{'category':'payment'}" },
  { "scenario", "{'name':'My stress','definition':'{}'}", "{'description':'worse','name':'Other'}" },
  { "override", "{'account_id':'@','settle_ts':1709283600000000,'amount':1,'reason':'told by phone'}", "{'amount':2}" },
  { "rule", "{'rank':1,'direction':'out','category':'fee','narrative':'rent'}", "{'narrative':null,'counterparty':'x'}" },
  { "profile", "{'name':'bank','definition':'{}'}", "{'definition':'[]'}" },
};

static JsonObject *
values_for (const char *text, const AeqAccount *account)
{
  g_autofree char *uid = account_uid (account);
  g_auto(GStrv) parts = g_strsplit (text, "@", -1);
  g_autofree char *joined = g_strjoinv (uid, parts);

  return ledger_values ("%s", joined);
}

static gint64
last_change (AeqLedger *ledger)
{
  gint64 no;

  g_assert_true (aeq_change_last (ledger, &no, NULL));
  return no;
}

static void
undo (AeqLedger *ledger, gint64 no)
{
  g_autoptr(GError) error = NULL;

  aeq_change_undo (ledger, no, &error);
  g_assert_no_error (error);
}

/* Does the change, takes it back, and compares the ledger's fingerprint with the one before. */
static void
assert_undone (AeqLedger *ledger, gboolean (*act) (AeqLedger *, const char *, JsonObject *, AeqId *, GError **),
               const char *entity, JsonObject *values, AeqId *uid)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = ledger_sha (ledger);
  g_autofree char *changed = NULL;
  g_autofree char *after = NULL;
  gint64 no = last_change (ledger);

  act (ledger, entity, values, uid, &error);
  g_assert_no_error (error);
  g_assert_cmpint (last_change (ledger), ==, no + 1);
  changed = ledger_sha (ledger);
  g_assert_cmpstr (changed, !=, before);
  ledger_assert_clean (ledger);
  undo (ledger, no + 1);
  g_assert_cmpint (last_change (ledger), ==, no + 2);
  after = ledger_sha (ledger);
  g_assert_cmpstr (after, ==, before);
  ledger_assert_clean (ledger);
}

static gboolean
act_insert (AeqLedger *ledger, const char *entity, JsonObject *values, AeqId *uid, GError **error)
{
  return aeq_change_insert (ledger, entity, values, NULL, "test", uid, error);
}

static gboolean
act_update (AeqLedger *ledger, const char *entity, JsonObject *values, AeqId *uid, GError **error)
{
  return aeq_change_update (ledger, entity, uid, values, "test", error);
}

static gboolean
act_delete (AeqLedger *ledger, const char *entity, JsonObject *values G_GNUC_UNUSED, AeqId *uid, GError **error)
{
  return aeq_change_delete (ledger, entity, uid, "test", error);
}

static void
test_undo_restores_every_kind (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  for (gsize i = 0; i < G_N_ELEMENTS (KINDS); i++)
    {
      g_autoptr(JsonObject) insert = values_for (KINDS[i].insert, fixture->usd);
      g_autoptr(JsonObject) update = values_for (KINDS[i].update, fixture->usd);
      AeqId uid;

      g_test_message ("%s", KINDS[i].entity);
      assert_undone (fixture->ledger, act_insert, KINDS[i].entity, insert, &uid);
      ledger_insert (fixture->ledger, KINDS[i].entity, insert, &uid);
      assert_undone (fixture->ledger, act_update, KINDS[i].entity, update, &uid);
      assert_undone (fixture->ledger, act_delete, KINDS[i].entity, NULL, &uid);
    }
}

static void
test_an_undo_can_be_undone (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(JsonObject) values = ledger_values ("{'name':'s','definition':'{}'}");
  g_autofree char *with = NULL;
  g_autofree char *again = NULL;
  AeqId uid;

  ledger_insert (fixture->ledger, "scenario", values, &uid);
  with = ledger_sha (fixture->ledger);
  undo (fixture->ledger, last_change (fixture->ledger));
  undo (fixture->ledger, last_change (fixture->ledger));
  again = ledger_sha (fixture->ledger);
  g_assert_cmpstr (again, ==, with);
}

static void
test_undo_is_refused_when_changed_since (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) values = ledger_values ("{'name':'s','definition':'{}'}");
  g_autoptr(JsonObject) first = ledger_values ("{'description':'one'}");
  g_autoptr(JsonObject) second = ledger_values ("{'description':'two'}");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 no;
  AeqId uid;

  ledger_insert (fixture->ledger, "scenario", values, &uid);
  g_assert_true (aeq_change_update (fixture->ledger, "scenario", &uid, first, NULL, NULL));
  no = last_change (fixture->ledger);
  g_assert_true (aeq_change_update (fixture->ledger, "scenario", &uid, second, NULL, NULL));
  before = ledger_sha (fixture->ledger);
  g_assert_false (aeq_change_undo (fixture->ledger, no, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS);
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (after, ==, before);
}

static void
test_undo_of_nothing_or_an_import_is_refused (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 100);

  g_assert_false (aeq_change_undo (fixture->ledger, 4711, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
  g_clear_error (&error);
  ledger_import (fixture->ledger, fixture->usd, &flow, 1, NULL, NULL);
  g_assert_false (aeq_change_undo (fixture->ledger, last_change (fixture->ledger), &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_USAGE);
}

static void
assert_insert_refused (LedgerFixture *fixture, const char *entity, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) values = values_for (text, fixture->usd);
  g_autofree char *before = ledger_sha (fixture->ledger);
  g_autofree char *after = NULL;
  gint64 no = last_change (fixture->ledger);

  g_assert_false (aeq_change_insert (fixture->ledger, entity, values, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (last_change (fixture->ledger), ==, no);
}

static void
test_bad_records_are_refused (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_insert_refused (fixture, "unicorn", "{'name':'x'}");
  assert_insert_refused (fixture, "scenario", "{'name':'x','definition':'{}','id':4}");
  assert_insert_refused (fixture, "scenario", "{'name':'x'}");
  assert_insert_refused (fixture, "limit", "{'account_id':'00000000-0000-0000-0000-000000000000','floor_amount':1}");
  assert_insert_refused (fixture, "limit", "{'account_id':'@','floor_amount':'12'}");
  assert_insert_refused (fixture, "limit", "{'account_id':'@','floor_amount':12.5}");
  assert_insert_refused (fixture, "limit", "{'account_id':'@','floor_amount':{}}");
  assert_insert_refused (fixture, "obligation", "{'account_id':'@','due_ts':1,'amount':-5,'name':'x'}");
  assert_insert_refused (fixture, "scenario", "{'name':12,'definition':'{}'}");
}

static void
test_bad_accounts_and_dates_are_refused (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_insert_refused (fixture, "account",
                         "{'number':'1','kind':'nostro','currency':'XQQ','zone':'UTC','calendar':'weekdays'}");
  assert_insert_refused (fixture, "account",
                         "{'number':'1','kind':'nostro','currency':'USD','zone':'Mars/Olympus','calendar':'weekdays'}");
  assert_insert_refused (fixture, "account",
                         "{'number':'1','kind':'nostro','currency':'USD','zone':'UTC','calendar':'weekdays','opened':'May'}");
  assert_insert_refused (fixture, "flow",
                         "{'account_id':'@','status':0,'settle_ts':1,'timed':1,'amount':5,'value_date':'2024-02-30'}");
  assert_insert_refused (fixture, "flow",
                         "{'account_id':'@','status':1,'settle_ts':1,'timed':1,'amount':5,'superseded_by':'nonsense'}");
  assert_insert_refused (fixture, "flow",
                         "{'account_id':'@','status':0,'settle_ts':1,'timed':1,'amount':-9223372036854775808}");
}

static void
test_currency_of_an_account_in_use_is_fixed (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) values = ledger_values ("{'currency':'JPY'}");
  AeqFlow flow = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", 100);

  ledger_import (fixture->ledger, fixture->usd, &flow, 1, NULL, NULL);
  g_assert_false (aeq_change_update (fixture->ledger, "account", &fixture->usd->uid, values, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
}

static void
test_undo_of_an_edit_keeps_what_happened_since (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *uid_text = account_uid (fixture->usd);
  g_autoptr(JsonObject) values = ledger_values (
    "{'account_id':'%s','status':1,'settle_ts':1709283600000000,'timed':1,'amount':-700,'reference':'R9'}", uid_text);
  g_autoptr(JsonObject) edit = ledger_values ("{'narrative':'as agreed'}");
  AeqFlow actual = ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -700);
  AeqId uid;
  gint64 no;

  ledger_insert (fixture->ledger, "flow", values, &uid);
  g_assert_true (aeq_change_update (fixture->ledger, "flow", &uid, edit, NULL, NULL));
  no = last_change (fixture->ledger);
  actual.reference = "R9";
  ledger_import (fixture->ledger, fixture->usd, &actual, 1, NULL, NULL);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 0);
  undo (fixture->ledger, no);
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 0);
  ledger_assert_clean (fixture->ledger);
}

static void
test_deleting_an_actual_opens_what_it_fulfilled (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqFlow flows[] = { ledger_flow (fixture->usd, AEQ_FLOW_EXPECTED, "2024-03-01T09:00:00Z", -700),
                      ledger_flow (fixture->usd, AEQ_FLOW_ACTUAL, "2024-03-01T09:00:00Z", -700) };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;
  AeqId actual;

  ledger_import (fixture->ledger, fixture->usd, flows, G_N_ELEMENTS (flows), NULL, NULL);
  before = ledger_sha (fixture->ledger);
  stmt = aeq_store_prepare (fixture->ledger->store, "SELECT uid FROM flow WHERE status = 0", NULL);
  g_assert_true (aeq_statement_step (stmt, &has_row, NULL) && aeq_statement_get_id (stmt, 0, &actual));
  aeq_statement_reset (stmt);
  g_assert_true (aeq_change_delete (fixture->ledger, "flow", &actual, NULL, NULL));
  g_assert_cmpint (ledger_n_open (fixture->ledger), ==, 1);
  ledger_assert_clean (fixture->ledger);
  undo (fixture->ledger, last_change (fixture->ledger));
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (after, ==, before);
}

static void
test_ids_agree_on_equal_ledgers (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqLedger) other = ledger_open (":memory:");
  g_autoptr(JsonObject) values = ledger_values ("{'name':'s','definition':'{}'}");
  AeqId here, there, second;

  ledger_insert (fixture->ledger, "scenario", values, &here);
  ledger_insert (other, "scenario", values, &there);
  g_assert_true (aeq_id_equal (&here, &there));
  json_object_set_string_member (values, "name", "t");
  ledger_insert (other, "scenario", values, &second);
  g_assert_false (aeq_id_equal (&second, &there));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/change/undo-restores-every-kind", test_undo_restores_every_kind);
  ledger_test_add ("/ledger/change/undo-of-an-undo", test_an_undo_can_be_undone);
  ledger_test_add ("/ledger/change/changed-since", test_undo_is_refused_when_changed_since);
  ledger_test_add ("/ledger/change/nothing-or-import", test_undo_of_nothing_or_an_import_is_refused);
  ledger_test_add ("/ledger/change/bad-records", test_bad_records_are_refused);
  ledger_test_add ("/ledger/change/bad-accounts-and-dates", test_bad_accounts_and_dates_are_refused);
  ledger_test_add ("/ledger/change/currency-is-fixed", test_currency_of_an_account_in_use_is_fixed);
  ledger_test_add ("/ledger/change/undo-keeps-what-happened-since", test_undo_of_an_edit_keeps_what_happened_since);
  ledger_test_add ("/ledger/change/deleting-an-actual", test_deleting_an_actual_opens_what_it_fulfilled);
  ledger_test_add ("/ledger/change/ids-agree", test_ids_agree_on_equal_ledgers);
  return aeq_test_run_on_store ();
}
