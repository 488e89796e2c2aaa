/* SPDX-License-Identifier: MIT */
#include "aeq-margin.h"
#include "aeq-position.h"
#include "ledger-fixture.h"

static AeqMargin
requirement (LedgerFixture *fixture, const char *when, gint64 minor)
{
  AeqMargin margin = { .as_of = at (when), .methodology = "house", .currency = fixture->usd->currency, .requirement = minor,
                       .equity = 1000, .excess = 1000 - minor, .has_equity = TRUE, .has_excess = TRUE,
                       .call_due_ts = AEQ_INSTANT_NONE };

  return margin;
}

/* Imports margins as one file; how many of them were new. */
static gint64
import_margins (AeqLedger *ledger, const AeqAccount *account, const AeqMargin *margins, gsize n, gint64 *id)
{
  static guint files;
  g_autofree char *sha = g_strdup_printf ("%064x", ++files);
  AeqImportRecord record = { .name = (char *) "margin.csv", .format = (char *) "csv", .sha256 = sha };
  gboolean added;

  g_assert_true (aeq_store_begin (ledger->store, NULL));
  g_assert_true (aeq_import_history_begin (ledger, &record, NULL));
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (aeq_margin_put (ledger, account, &margins[i], record.id, &added, NULL));
      record.added += added;
      record.duplicates += !added;
    }
  g_assert_true (aeq_import_history_finish (ledger, &record, NULL) && aeq_store_commit (ledger->store, NULL));
  if (id != NULL)
    *id = record.id;
  return record.added;
}

static void
undo (AeqLedger *ledger, gint64 id)
{
  g_autoptr(GError) error = NULL;
  gint64 removed;

  aeq_import_undo (ledger, id, &removed, NULL, NULL, &error);
  g_assert_no_error (error);
  ledger_assert_clean (ledger);
}

static gboolean
append (const AeqMargin *margin, gpointer text, GError **error G_GNUC_UNUSED)
{
  char when[AEQ_INSTANT_TEXT_SIZE];

  g_string_append_printf (text, "%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "%s;", aeq_instant_format (margin->as_of, when),
                          margin->methodology, margin->requirement, margin->has_call ? margin->call_amount : -1,
                          margin->call_due_ts == AEQ_INSTANT_NONE ? "" : " due");
  return TRUE;
}

static char *
standing (AeqLedger *ledger)
{
  GString *text = g_string_new (NULL);

  g_assert_true (aeq_margin_foreach (ledger, append, text, NULL));
  return g_string_free (text, FALSE);
}

static void
assert_standing (AeqLedger *ledger, const char *expected)
{
  g_autofree char *text = standing (ledger);

  g_assert_cmpstr (text, ==, expected);
}

#define MONDAY "2024-03-04T21:00:00Z"
#define FRIDAY "2024-03-01T21:00:00Z"

static void
test_newest_of_each_methodology_is_listed (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqMargin margins[] = { requirement (fixture, MONDAY, 400), requirement (fixture, FRIDAY, 300),
                          requirement (fixture, FRIDAY, 700) };

  margins[2].methodology = "regt";
  margins[2].call_amount = 50;
  margins[2].has_call = TRUE;
  margins[2].call_due_ts = at (MONDAY);
  g_assert_cmpint (import_margins (fixture->ledger, fixture->usd, margins, 3, NULL), ==, 3);
  assert_standing (fixture->ledger, MONDAY " house 400 -1;" FRIDAY " regt 700 50 due;");
}

static void
test_the_same_again_adds_nothing (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqMargin margin = requirement (fixture, MONDAY, 400);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  import_margins (fixture->ledger, fixture->usd, &margin, 1, NULL);
  before = ledger_sha (fixture->ledger);
  g_assert_cmpint (import_margins (fixture->ledger, fixture->usd, &margin, 1, NULL), ==, 0);
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (before, ==, after);
}

static void
test_other_figures_stand_until_undone (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqMargin first = requirement (fixture, MONDAY, 400);
  AeqMargin second = requirement (fixture, MONDAY, 450);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 id;

  import_margins (fixture->ledger, fixture->usd, &first, 1, NULL);
  before = ledger_sha (fixture->ledger);
  g_assert_cmpint (import_margins (fixture->ledger, fixture->usd, &second, 1, &id), ==, 1);
  assert_standing (fixture->ledger, MONDAY " house 450 -1;");
  /* The older file once more brings nothing back. */
  g_assert_cmpint (import_margins (fixture->ledger, fixture->usd, &first, 1, NULL), ==, 0);
  assert_standing (fixture->ledger, MONDAY " house 450 -1;");
  undo (fixture->ledger, id);
  assert_standing (fixture->ledger, MONDAY " house 400 -1;");
  after = ledger_sha (fixture->ledger);
  g_assert_cmpstr (before, ==, after);
}

static void
test_undoing_the_first_leaves_the_second (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqMargin margins[] = { requirement (fixture, MONDAY, 400), requirement (fixture, MONDAY, 450),
                          requirement (fixture, MONDAY, 500) };
  gint64 ids[3];

  for (int i = 0; i < 3; i++)
    import_margins (fixture->ledger, fixture->usd, &margins[i], 1, &ids[i]);
  undo (fixture->ledger, ids[1]);
  assert_standing (fixture->ledger, MONDAY " house 500 -1;");
  undo (fixture->ledger, ids[2]);
  assert_standing (fixture->ledger, MONDAY " house 400 -1;");
  undo (fixture->ledger, ids[0]);
  assert_standing (fixture->ledger, "");
}

static void
test_an_account_with_margin_stays (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqMargin margin = requirement (fixture, MONDAY, 400);
  AeqAccountSpec spec = { .number = "77", .currency = fixture->usd->currency, .opened = AEQ_DATE_NONE };
  g_autoptr(AeqAccount) account = NULL;
  gint64 making;
  gint64 using;

  import_margins (fixture->ledger, fixture->usd, &margin, 1, &making);
  g_assert_nonnull (account = aeq_account_create (fixture->ledger, &spec, making, NULL));
  import_margins (fixture->ledger, account, &margin, 1, &using);
  undo (fixture->ledger, making);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM account WHERE number = '77'"), ==, 1);
  undo (fixture->ledger, using);
  g_assert_cmpint (ledger_int (fixture->ledger, "SELECT COUNT (*) FROM margin"), ==, 0);
}

static void
test_requirement_below_zero_is_refused (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqMargin margin = requirement (fixture, MONDAY, -1);
  g_autoptr(GError) error = NULL;
  gboolean added;

  g_assert_false (aeq_margin_put (fixture->ledger, fixture->usd, &margin, 0, &added, &error));
  g_assert_error (error, AEQ_STORE_ERROR, AEQ_STORE_ERROR_CONSTRAINT);
}

static void
test_changes_are_recorded_and_taken_back (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *account = account_uid (fixture->usd);
  g_autoptr(JsonObject) values = ledger_values (
    "{'account_id':'%s','as_of':1709586000000000,'methodology':'house','revision':1,'currency':'USD','requirement':400}", account);
  g_autoptr(JsonObject) more = ledger_values ("{'requirement':500}");
  gint64 no;
  AeqId uid;

  ledger_insert (fixture->ledger, "margin", values, &uid);
  g_assert_true (aeq_change_update (fixture->ledger, "margin", &uid, more, NULL, NULL));
  assert_standing (fixture->ledger, MONDAY " house 500 -1;");
  g_assert_true (aeq_change_last (fixture->ledger, &no, NULL) && aeq_change_undo (fixture->ledger, no, NULL));
  assert_standing (fixture->ledger, MONDAY " house 400 -1;");
  g_assert_true (aeq_change_delete (fixture->ledger, "margin", &uid, NULL, NULL));
  assert_standing (fixture->ledger, "");
}

static void
test_check_sees_a_call_without_an_amount (LedgerFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AeqMargin margin = requirement (fixture, MONDAY, 400);

  import_margins (fixture->ledger, fixture->usd, &margin, 1, NULL);
  ledger_assert_clean (fixture->ledger);
  g_assert_true (aeq_store_exec (fixture->ledger->store, "UPDATE margin SET call_due_ts = 1", NULL));
  ledger_assert_problem (fixture->ledger, "due but no amount");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ledger_test_add ("/ledger/margin/newest-of-each-methodology", test_newest_of_each_methodology_is_listed);
  ledger_test_add ("/ledger/margin/duplicate", test_the_same_again_adds_nothing);
  ledger_test_add ("/ledger/margin/other-figures-stand-until-undone", test_other_figures_stand_until_undone);
  ledger_test_add ("/ledger/margin/undoing-the-first", test_undoing_the_first_leaves_the_second);
  ledger_test_add ("/ledger/margin/account-stays", test_an_account_with_margin_stays);
  ledger_test_add ("/ledger/margin/below-zero", test_requirement_below_zero_is_refused);
  ledger_test_add ("/ledger/margin/recorded", test_changes_are_recorded_and_taken_back);
  ledger_test_add ("/ledger/margin/check", test_check_sees_a_call_without_an_amount);
  return aeq_test_run_on_store ();
}
