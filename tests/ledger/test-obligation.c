/* SPDX-License-Identifier: MIT */
#include "ledger-fixture.h"

#include "aeq-account-set.h"
#include "aeq-error.h"
#include "aeq-liquidity.h"
#include "aeq-obligation.h"

/* Due on 2024-03-01 at 15:00, in UTC. */
static void
owe (LedgerFixture *fixture, const char *due, gint64 minor, const char *counterparty, const char *reference)
{
  g_autofree char *uid = account_uid (fixture->usd);
  g_autoptr(JsonObject) values = ledger_values ("{'account_id':'%s','amount':%d,'name':'call'}", uid, (int) minor);

  json_object_set_int_member (values, "due_ts", at (due));
  if (counterparty != NULL)
    json_object_set_string_member (values, "counterparty", counterparty);
  if (reference != NULL)
    json_object_set_string_member (values, "reference", reference);
  ledger_insert (fixture->ledger, "obligation", values, NULL);
}

static AeqObligations *
load (LedgerFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  AeqObligations *self = aeq_obligations_load (fixture->ledger, fixture->usd, at ("2024-03-01T00:00:00Z"),
                                               at ("2024-04-01T00:00:00Z"), &error);

  g_assert_no_error (error);
  return self;
}

static const AeqObligation *
nth (AeqObligations *self, guint i)
{
  return aeq_obligations_list (self)->pdata[i];
}

static void
test_the_reference_decides (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqObligations) self = NULL;

  owe (fixture, "2024-03-01T15:00:00Z", 1000, "Clearing", "A");
  owe (fixture, "2024-03-01T15:00:00Z", 1000, "Clearing", "B");
  self = load (fixture);
  aeq_obligations_offer (self, at ("2024-03-01T10:00:00Z"), -1000, FALSE, "B", NULL, "Clearing");
  aeq_obligations_offer (self, at ("2024-03-01T16:00:00Z"), -1000, FALSE, NULL, "A", "Clearing");
  aeq_obligations_settle (self);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (
      nth (self, i)->settled_at, ==,
      at (g_str_equal (nth (self, i)->reference, "A") ? "2024-03-01T16:00:00Z" : "2024-03-01T10:00:00Z"));
}

static void
test_parts_add_up (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqObligations) self = NULL;

  owe (fixture, "2024-03-01T15:00:00Z", 1000, NULL, "A");
  self = load (fixture);
  aeq_obligations_offer (self, at ("2024-03-01T10:00:00Z"), -600, FALSE, "A", NULL, NULL);
  g_assert_cmpint (nth (self, 0)->settled_at, ==, AEQ_INSTANT_NONE);
  aeq_obligations_offer (self, at ("2024-03-01T11:00:00Z"), -400, FALSE, "A", NULL, NULL);
  g_assert_cmpint (nth (self, 0)->settled_at, ==, at ("2024-03-01T11:00:00Z"));
  g_assert_cmpint (nth (self, 0)->paid, ==, 1000);
}

static void
test_else_counterparty_and_amount (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqObligations) self = NULL;

  owe (fixture, "2024-03-01T15:00:00Z", 100000, "Clearing House", "A");
  self = load (fixture);
  aeq_obligations_offer (self, at ("2024-03-01T10:00:00Z"), 100000, FALSE, NULL, NULL,
                         "clearing house"); /* a receipt */
  aeq_obligations_offer (self, at ("2024-03-01T10:00:00Z"), -99000, FALSE, NULL, NULL,
                         "clearing house"); /* another amount */
  aeq_obligations_offer (self, at ("2024-03-09T10:00:00Z"), -100000, FALSE, NULL, NULL,
                         "clearing house"); /* long after */
  aeq_obligations_settle (self);
  g_assert_cmpint (nth (self, 0)->settled_at, ==, AEQ_INSTANT_NONE);
  aeq_obligations_offer (self, at ("2024-03-02T10:00:00Z"), -100050, FALSE, "other", NULL, "clearing house");
  aeq_obligations_settle (self);
  g_assert_cmpint (nth (self, 0)->settled_at, ==, at ("2024-03-02T10:00:00Z"));
  g_assert_cmpint (nth (self, 0)->paid, ==, 100050);
}

static void
test_one_flow_settles_one (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqObligations) self = NULL;

  owe (fixture, "2024-03-01T15:00:00Z", 1000, "Clearing", NULL);
  owe (fixture, "2024-03-01T16:00:00Z", 1000, "Clearing", NULL);
  self = load (fixture);
  aeq_obligations_offer (self, at ("2024-03-01T10:00:00Z"), -1000, FALSE, NULL, NULL, "Clearing");
  aeq_obligations_settle (self);
  g_assert_cmpint (nth (self, 0)->settled_at, ==, at ("2024-03-01T10:00:00Z"));
  g_assert_cmpint (nth (self, 1)->settled_at, ==, AEQ_INSTANT_NONE);
}

static void
test_a_day_alone_is_in_time (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqObligations) self = NULL;

  owe (fixture, "2024-03-01T09:00:00Z", 1000, NULL, "A");
  self = load (fixture);
  aeq_obligations_offer (self, at ("2024-03-01T12:00:00Z"), -1000, TRUE, "A", NULL, NULL);
  g_assert_cmpint (nth (self, 0)->settled_at, ==, nth (self, 0)->due);
  g_assert_true (nth (self, 0)->day_only);
}

static void
test_a_source_holds_until_the_next (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *uid = account_uid (fixture->usd);
  g_autoptr(JsonObject) first = ledger_values ("{'account_id':'%s','kind':'unencumbered_assets','name':'Bonds','as_of'"
                                                ":'2024-03-01','amount':1001,'haircut_bp':250}",
                                                uid);
  g_autoptr(JsonObject) later = ledger_values (
    "{'account_id':'%s','kind':'unencumbered_assets','name':'Bonds','as_of':'2024-03-05','amount':0,'haircut_bp':0}",
    uid);
  g_autoptr(GPtrArray) sources = NULL;

  ledger_insert (fixture->ledger, "liquidity-source", later, NULL);
  ledger_insert (fixture->ledger, "liquidity-source", first, NULL);
  sources = aeq_liquidity_sources (fixture->ledger, fixture->usd, day ("2024-03-04"), NULL);
  g_assert_cmpuint (sources->len, ==, 1);
  g_assert_cmpint (((AeqLiquiditySource *) sources->pdata[0])->minor, ==, 975); /* of 975.975 */
}

static void
test_lines_end (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *uid = account_uid (fixture->usd);
  g_autoptr(JsonObject) values = ledger_values (
    "{'account_id':'%s','name':'Line','amount':5,'committed':1,'secured':0,'valid_to':'2024-03-04'}", uid);
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;

  ledger_insert (fixture->ledger, "credit-line", values, NULL);
  before = aeq_credit_lines (fixture->ledger, fixture->usd, day ("2024-03-01"), day ("2024-03-31"), NULL);
  after = aeq_credit_lines (fixture->ledger, fixture->usd, day ("2024-03-05"), day ("2024-03-31"), NULL);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_true (aeq_credit_line_valid (before->pdata[0], day ("2024-03-04")));
  g_assert_false (aeq_credit_line_valid (before->pdata[0], day ("2024-03-05")));
}

static void
test_a_set_knows_its_accounts (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *uid = account_uid (fixture->usd);
  g_autoptr(JsonObject) desk = ledger_values ("{'name':'Desk','nets':1}");
  g_autoptr(JsonObject) member = ledger_values ("{'set_name':'Desk','account_id':'%s'}", uid);
  g_autoptr(JsonObject) stray = ledger_values ("{'set_name':'None','account_id':'%s'}", uid);
  g_autoptr(AeqAccount) other = ledger_account (fixture->ledger, "2", "EUR", "UTC");
  g_autoptr(GPtrArray) sets = NULL;
  g_autoptr(GError) error = NULL;
  const AeqAccountSet *set;

  g_assert_nonnull (other);
  ledger_insert (fixture->ledger, "account-set", desk, NULL);
  ledger_insert (fixture->ledger, "set-member", member, NULL);
  sets = aeq_account_set_list (fixture->ledger, NULL);
  g_assert_cmpuint (sets->len, ==, 1);
  set = sets->pdata[0];
  g_assert_true (set->nets);
  g_assert_cmpuint (set->accounts->len, ==, 1);
  g_assert_cmpint (((AeqAccount *) set->accounts->pdata[0])->id, ==, fixture->usd->id);
  g_assert_false (aeq_change_insert (fixture->ledger, "set-member", stray, NULL, NULL, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/obligation/the-reference-decides", test_the_reference_decides);
  ledger_test_add ("/ledger/obligation/parts-add-up", test_parts_add_up);
  ledger_test_add ("/ledger/obligation/else-counterparty-and-amount", test_else_counterparty_and_amount);
  ledger_test_add ("/ledger/obligation/one-flow-settles-one", test_one_flow_settles_one);
  ledger_test_add ("/ledger/obligation/a-day-alone-is-in-time", test_a_day_alone_is_in_time);
  ledger_test_add ("/ledger/liquidity/a-source-holds-until-the-next", test_a_source_holds_until_the_next);
  ledger_test_add ("/ledger/liquidity/lines-end", test_lines_end);
  ledger_test_add ("/ledger/account-set/knows-its-accounts", test_a_set_knows_its_accounts);
  return aeq_test_run_on_store ();
}
