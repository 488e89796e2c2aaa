/* SPDX-License-Identifier: MIT */
#include "aeq-import-history.h"
#include "jobs-fixture.h"

/* What happens when several reports of one account arrive over time. Amounts are invented, account DE02 stands in every file. */

#define ACCOUNT "DE02120300000000202051"

/* Opening and closing are what the entries need: 1000.00 and whatever @closing says. */
static char *
mt940 (const char *number, const char *opened, const char *opening, const char *closed, const char *closing, const char *entries)
{
  return g_strdup_printf (":20:STMT\n:25:" ACCOUNT "\n:28C:%s\n:60F:C%sEUR%s\n%s:62F:C%sEUR%s\n-\n", number, opened, opening, entries,
                          closed, closing);
}

static char *
mt942 (const char *number, const char *time, const char *entries)
{
  return g_strdup_printf (":20:INTRA\n:25:" ACCOUNT "\n:28C:%s\n:34F:EUR0,\n:13D:%s+0100\n%s:90D:0EUR0,\n-\n", number, time, entries);
}

#define ENTRY(status, amount, side, day, refs, tx)                                                                                 \
  "<Ntry><Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>" side "</CdtDbtInd><Sts>" status "</Sts><BookgDt><Dt>" day                   \
  "</Dt></BookgDt><ValDt><Dt>" day "</Dt></ValDt>" refs "<NtryDtls><TxDtls>" tx "</TxDtls></NtryDtls></Ntry>"
#define E2E(id) "<Refs><EndToEndId>" id "</EndToEndId></Refs>"
#define PARTY(name) "<RltdPties><Cdtr><Nm>" name "</Nm></Cdtr></RltdPties>"
#define BANK_REF(id) "<AcctSvcrRef>" id "</AcctSvcrRef>"

static char *
camt (const char *message, const char *element, const char *extra, const char *balances, const char *entries)
{
  return g_strdup_printf (
    "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><%s><GrpHdr><MsgId>M</MsgId>"
    "<CreDtTm>2026-02-03T20:00:00+01:00</CreDtTm></GrpHdr><%s>%s<Acct><Id><IBAN>" ACCOUNT "</IBAN></Id><Ccy>EUR</Ccy></Acct>%s%s"
    "</%s></%s></Document>", message, element, extra, balances, entries, element, message);
}

static char *
balance (const char *code, const char *amount, const char *day)
{
  return g_strdup_printf ("<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
                          "<Dt><Dt>%s</Dt></Dt></Bal>", code, amount, day);
}

static char *
camt053 (const char *id, const char *opening, const char *closing, const char *day, const char *entries)
{
  g_autofree char *first = balance ("OPBD", opening, day);
  g_autofree char *last = balance ("CLBD", closing, day);
  g_autofree char *balances = g_strconcat (first, last, NULL);
  g_autofree char *extra = g_strdup_printf ("<Id>%s</Id>", id);

  return camt ("BkToCstmrStmt", "Stmt", extra, balances, entries);
}

static char *
camt052 (const char *id, const char *entries)
{
  g_autofree char *extra = g_strdup_printf ("<Id>%s</Id>", id);

  return camt ("BkToCstmrAcctRpt", "Rpt", extra, "", entries);
}

/* Takes @text over. */
static AeqImportOutcome *
take (JobsFixture *fixture, char *text)
{
  g_autofree char *owned = text;
  AeqImportOutcome *outcome = jobs_import (fixture, owned, NULL);

  g_assert_no_error (outcome->refusal);
  return outcome;
}

static gint64
take_in (JobsFixture *fixture, char *text, gint64 added, gint64 duplicates)
{
  g_autoptr(AeqImportOutcome) outcome = take (fixture, text);

  g_assert_cmpint (outcome->added, ==, added);
  g_assert_cmpint (outcome->duplicates, ==, duplicates);
  return outcome->import_id;
}

static gboolean
says (GPtrArray *list, const char *part)
{
  for (guint i = 0; i < list->len; i++)
    if (strstr (list->pdata[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static void
assert_clean (JobsFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqCheck) check = aeq_check_run (fixture->ledger, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < check->problems->len; i++)
    g_test_message ("%s", (char *) check->problems->pdata[i]);
  g_assert_cmpuint (check->problems->len, ==, 0);
}

static gint64
undo (JobsFixture *fixture, gint64 id)
{
  g_autoptr(GError) error = NULL;
  gint64 removed = -1;

  aeq_import_undo (fixture->ledger, id, &removed, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_clean (fixture);
  return removed;
}

static gint64
actual (JobsFixture *fixture)
{
  assert_clean (fixture);
  return jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE status = 0");
}

static gint64
actual_sum (JobsFixture *fixture)
{
  return jobs_int (fixture, "SELECT COALESCE (SUM (credit - debit), 0) FROM flow_day WHERE status = 0");
}

#define IN_942 ":61:2602030203D100,00NTRFINV-77//B4711\n:86:rent Ahorn GmbH\n"
#define IN_053 ENTRY ("BOOK", "100.00", "DBIT", "2026-02-03", BANK_REF ("B4711"), E2E ("INV-77") PARTY ("Ahorn GmbH"))

static char *
make_942 (void)
{
  return mt942 ("1/1", "2602031400", IN_942);
}

static char *
make_940 (void)
{
  return mt940 ("33/1", "260202", "1000,00", "260203", "900,00", IN_942);
}

static char *
make_053 (void)
{
  return camt053 ("S33", "1000.00", "900.00", "2026-02-03", IN_053);
}

typedef char *(*Make) (void);

/* In whatever order, there is one flow, and each import can be taken back in whatever order. */
static void
test_one_flow_in_any_order (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const Make MAKE[] = { make_942, make_940, make_053 };
  static const int ORDERS[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  g_autofree char *empty = jobs_sha (fixture);

  for (int i = 0; i < 6; i++)
    for (int j = 0; j < 6; j++)
      {
        g_autofree char *after = NULL;
        gint64 imports[3];

        for (int k = 0; k < 3; k++)
          {
            imports[ORDERS[i][k]] = take_in (fixture, MAKE[ORDERS[i][k]] (), k == 0, k > 0);
            g_assert_cmpint (actual (fixture), ==, 1);
            g_assert_cmpint (actual_sum (fixture), ==, -10000);
          }
        for (int k = 0; k < 3; k++)
          {
            g_assert_cmpint (undo (fixture, imports[ORDERS[j][k]]), ==, k == 2);
            g_assert_cmpint (actual (fixture), ==, k < 2);
          }
        after = jobs_sha (fixture);
        g_assert_cmpstr (after, ==, empty);
      }
}

static void
test_importing_again_adds_nothing (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 again;

  take_in (fixture, make_942 (), 1, 0);
  take_in (fixture, make_940 (), 0, 1);
  take_in (fixture, make_053 (), 0, 1);
  before = jobs_sha (fixture);
  take_in (fixture, make_942 (), 0, 1);
  again = take_in (fixture, make_940 (), 0, 1);
  take_in (fixture, make_053 (), 0, 1);
  after = jobs_sha (fixture);
  g_assert_cmpstr (after, ==, before);
  undo (fixture, again);
  g_free (after);
  after = jobs_sha (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* The later report fills up what the first did not know; taking it back leaves the first as it was. */
static void
test_a_better_report_enriches (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 better;

  take_in (fixture, mt942 ("1/1", "2602031400", ":61:2602030203D100,00NTRFNONREF//B4711\n"), 1, 0);
  before = jobs_sha (fixture);
  better = take_in (fixture, make_053 (), 0, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE reference = 'INV-77' AND counterparty = 'Ahorn GmbH'"), ==, 1);
  undo (fixture, better);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE reference IS NULL AND counterparty IS NULL"), ==, 1);
  after = jobs_sha (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_taking_the_first_back_leaves_what_the_second_says (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 first = take_in (fixture, mt942 ("1/1", "2602031400", ":61:2602030203D100,00NTRFNONREF//B4711\n:86:by wire\n"), 1, 0);

  take_in (fixture, make_053 (), 0, 1);
  undo (fixture, first);
  g_assert_cmpint (actual (fixture), ==, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE reference = 'INV-77' AND narrative IS NULL"), ==, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow_version"), ==, 0);
}

/* What a person has changed stays when a report goes or comes. */
static void
test_a_time_from_within_the_day_is_kept (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, camt052 ("R1",
                             "<Ntry><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>"
                             "2026-02-03T10:30:00+01:00</DtTm></BookgDt>" BANK_REF ("B4711") "</Ntry>"), 1, 0);
  take_in (fixture, make_940 (), 0, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE timed = 1 AND value_date = '2026-02-03'"), ==, 1);
}

#define SAME ":61:2602030203D100,00NTRFNONREF\n:86:card fee\n"

static void
test_two_equal_payments_stay_two (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, mt942 ("1/1", "2602031000", SAME), 1, 0);
  take_in (fixture, mt942 ("2/1", "2602031400", SAME), 1, 0);
  g_assert_cmpint (actual (fixture), ==, 2);
  take_in (fixture, mt940 ("33/1", "260202", "1000,00", "260203", "800,00", SAME SAME), 0, 2);
  g_assert_cmpint (actual (fixture), ==, 2);
  take_in (fixture, mt942 ("2/1", "2602031400", SAME), 0, 1);
  take_in (fixture, camt053 ("S", "1000.00", "800.00", "2026-02-03",
                             ENTRY ("BOOK", "100.00", "DBIT", "2026-02-03", "", PARTY ("card fee"))
                             ENTRY ("BOOK", "100.00", "DBIT", "2026-02-03", "", PARTY ("card fee"))), 0, 2);
  g_assert_cmpint (actual_sum (fixture), ==, -20000);
}

static void
test_equal_payments_of_two_days_stay_two (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, mt940 ("33/1", "260202", "1000,00", "260203", "900,00", SAME), 1, 0);
  take_in (fixture, mt940 ("34/1", "260203", "900,00", "260204", "800,00", ":61:2602030204D100,00NTRFNONREF\n:86:card fee\n"), 1, 0);
  g_assert_cmpint (actual (fixture), ==, 2);
}

#define ROW_A ENTRY ("BOOK", "100.00", "DBIT", "2026-02-03", "", PARTY ("Ahorn"))
#define ROW_B ENTRY ("BOOK", "25.00", "CRDT", "2026-02-03", "", PARTY ("Birke"))
#define ROW_C ENTRY ("BOOK", "7.00", "DBIT", "2026-02-03", "", PARTY ("Dorn"))

static void
test_cumulative_reports_repeat (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, camt052 ("R1", ROW_A), 1, 0);
  take_in (fixture, camt052 ("R2", ROW_A ROW_B), 1, 1);
  take_in (fixture, camt052 ("R3", ROW_A ROW_B ROW_A ROW_C), 2, 2);
  g_assert_cmpint (actual (fixture), ==, 4);
  take_in (fixture, camt053 ("S", "1000.00", "818.00", "2026-02-03", ROW_A ROW_A ROW_B ROW_C), 0, 4);
  g_assert_cmpint (actual_sum (fixture), ==, -18200);
}

/* A report that lacks what an earlier one had tells of what is new. */
static void
test_additive_reports_add (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, camt052 ("R1", ROW_A ROW_B), 2, 0);
  take_in (fixture, camt052 ("R2", ROW_A ROW_C), 2, 0);
  g_assert_cmpint (actual (fixture), ==, 4);
}

/* Cumulative 942s exist: one that has all the entries of the one before repeats them. */
static void
test_a_942_with_all_of_the_one_before_repeats_it (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, mt942 ("1/1", "2602031000", SAME IN_942), 2, 0);
  take_in (fixture, mt942 ("2/1", "2602031400", SAME IN_942 ":61:2602030203C5,00NTRFNONREF\n"), 1, 2);
}

static void
test_other_references_of_the_bank_are_other_movements (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, mt942 ("1/1", "2602031000", ":61:2602030203D100,00NTRFNONREF//B1\n:61:2602030203D100,00NTRFNONREF//B2\n"), 2, 0);
  take_in (fixture, mt940 ("33/1", "260202", "1000,00", "260203", "800,00",
                           ":61:2602030203D100,00NTRFNONREF//B2\n:61:2602030203D100,00NTRFNONREF//B3\n"), 1, 1);
  g_assert_cmpint (actual (fixture), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE status = 3 AND bank_reference = 'B1'"), ==, 1);
}

static void
test_references_are_compared_as_banks_cut_them (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, mt940 ("33/1", "260202", "1000,00", "260203", "800,00",
                           ":61:2602030203D100,00NTRFINVOICE202600012\n:61:2602030203D100,00NTRF00098765432\n"), 2, 0);
  take_in (fixture, camt053 ("S", "1000.00", "800.00", "2026-02-03",
                             ENTRY ("BOOK", "100.00", "DBIT", "2026-02-03", "", E2E ("9876-5432"))
                             ENTRY ("BOOK", "100.00", "DBIT", "2026-02-03", "", E2E ("invoice 2026 00012345"))), 0, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE reference LIKE 'invoice 2026%'"), ==, 1);
}

/* Two formats of one statement are paired by amount and day although the bank writes other references into each. */
static void
test_two_formats_of_one_statement_are_one (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, mt940 ("33/1", "260202", "1000,00", "260203", "900,00", ":61:2602030203D100,00NTRFOURS//AAA111\n"), 1, 0);
  take_in (fixture, camt053 ("S", "1000.00", "900.00", "2026-02-03",
                             ENTRY ("BOOK", "100.00", "DBIT", "2026-02-03", BANK_REF ("ZZZ999"), E2E ("E2E-1"))), 0, 1);
  g_assert_cmpint (actual (fixture), ==, 1);
}

static void
test_intraday_entries_that_the_day_lacks_are_withdrawn (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) statement = NULL;

  take_in (fixture, mt942 ("1/1", "2602031000", IN_942 ":61:2602030203D55,00NTRFNONREF//RECALLED\n"), 2, 0);
  statement = take (fixture, make_940 ());
  g_assert_true (says (statement->report->notes, "1 intraday entries are not in the end-of-day statement"));
  g_assert_true (says (statement->report->notes, "-55.00"));
  g_assert_cmpint (actual_sum (fixture), ==, -10000);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE status = 3"), ==, 1);
  undo (fixture, statement->import_id);
  g_assert_cmpint (actual (fixture), ==, 2);
  g_assert_cmpint (actual_sum (fixture), ==, -15500);
}

static void
test_a_late_intraday_report_adds_nothing_to_the_day (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 statement = take_in (fixture, make_940 (), 1, 0);

  take_in (fixture, mt942 ("1/1", "2602031000", IN_942 ":61:2602030203D55,00NTRFNONREF//RECALLED\n"), 1, 1);
  g_assert_cmpint (actual_sum (fixture), ==, -10000);
  undo (fixture, statement);
  g_assert_cmpint (actual_sum (fixture), ==, -15500);
}

/* Booked on the next day after all: the statement that has it brings it back. */
static void
test_a_withdrawn_entry_comes_back (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 next;

  take_in (fixture, mt942 ("1/1", "2602031800", ":61:2602030203D55,00NTRFNONREF//LATE\n"), 1, 0);
  take_in (fixture, mt940 ("33/1", "260202", "1000,00", "260203", "900,00", SAME), 1, 0);
  g_assert_cmpint (actual (fixture), ==, 1);
  next = take_in (fixture, mt940 ("34/1", "260203", "900,00", "260204", "845,00", ":61:2602040204D55,00NTRFNONREF//LATE\n"), 0, 1);
  g_assert_cmpint (actual (fixture), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT debit FROM flow_day WHERE status = 0 AND day = '2026-02-04'"), ==, 5500);
  undo (fixture, next);
  g_assert_cmpint (actual (fixture), ==, 1);
}

#define PENDING ENTRY ("PDNG", "100.00", "DBIT", "2026-02-02", BANK_REF ("P-1"), E2E ("RESERVED-9") PARTY ("Ahorn GmbH"))
#define BOOKED ENTRY ("BOOK", "100.00", "DBIT", "2026-02-03", BANK_REF ("B4711"), E2E ("INV-77") PARTY ("Ahorn GmbH"))

static void
test_pending_becomes_booked (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 booked;

  take_in (fixture, camt052 ("R1", PENDING), 1, 0);
  booked = take_in (fixture, camt053 ("S", "1000.00", "900.00", "2026-02-03", BOOKED), 1, 0);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE status = 2 AND superseded_by IS NULL"), ==, 0);
  g_assert_cmpint (actual_sum (fixture), ==, -10000);
  undo (fixture, booked);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE status = 2 AND superseded_by IS NULL"), ==, 1);
}

static void
test_pending_that_comes_late_is_booked_already (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, camt053 ("S", "1000.00", "900.00", "2026-02-03", BOOKED), 1, 0);
  take_in (fixture, camt052 ("R1", PENDING), 1, 0);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE status = 2 AND superseded_by IS NULL"), ==, 0);
}

static void
test_pending_in_two_reports_is_one (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, camt052 ("R1", PENDING), 1, 0);
  take_in (fixture, camt052 ("R2", PENDING ROW_B), 1, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow WHERE status = 2"), ==, 1);
}

static char *
empty_940 (const char *number, const char *opened, const char *closed, const char *opening, const char *closing)
{
  return mt940 (number, opened, opening, closed, closing, "");
}

static void
test_a_gap_to_the_statement_before_is_told (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) first = take (fixture, empty_940 ("1/1", "260202", "260202", "100,", "100,"));
  g_autoptr(AeqImportOutcome) gap = take (fixture, empty_940 ("3/1", "260203", "260204", "150,", "150,"));
  g_autoptr(AeqImportOutcome) between = NULL;

  g_assert_cmpint (first->status, ==, AEQ_IMPORT_OK);
  g_assert_cmpint (gap->status, ==, AEQ_IMPORT_WARN);
  g_assert_true (says (gap->report->warnings, "the statement of 2026-02-04 opens with 150.00"));
  g_assert_true (says (gap->report->warnings, "the one of 2026-02-02 in the ledger closed with 100.00: a gap of 50.00"));
  /* The missing one goes on to both sides. */
  between = take (fixture, mt940 ("2/1", "260202", "100,", "260203", "150,", ":61:2602030203C50,NTRFNONREF\n"));
  g_assert_cmpint (between->status, ==, AEQ_IMPORT_OK);
}

static void
test_an_older_statement_is_tied_to_both_sides (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) newer = take (fixture, empty_940 ("3/1", "260203", "260204", "150,", "150,"));
  g_autoptr(AeqImportOutcome) older = take (fixture, empty_940 ("1/1", "260201", "260202", "100,", "100,"));

  g_assert_cmpint (newer->status, ==, AEQ_IMPORT_OK);
  g_assert_cmpint (older->status, ==, AEQ_IMPORT_WARN);
  g_assert_true (says (older->report->warnings, "a gap of 50.00"));
}

static void
test_a_number_left_out_is_a_note_when_balances_go_on (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) first = take (fixture, empty_940 ("1/1", "260202", "260202", "100,", "100,"));
  g_autoptr(AeqImportOutcome) next = take (fixture, empty_940 ("3/1", "260202", "260204", "100,", "100,"));

  g_assert_cmpint (first->status, ==, AEQ_IMPORT_OK);
  g_assert_cmpint (next->status, ==, AEQ_IMPORT_OK);
  g_assert_true (says (next->report->notes, "1 statement number missing between the statements of 2026-02-02 and 2026-02-04"));
}

static char *
page_053 (const char *page, gboolean last, const char *code, const char *opening, const char *closing, const char *entries)
{
  g_autofree char *first = balance (code, opening, "2026-02-03");
  g_autofree char *end = balance (last ? "CLBD" : "ITBD", closing, "2026-02-03");
  g_autofree char *balances = g_strconcat (first, end, NULL);
  g_autofree char *extra = g_strdup_printf ("<Id>S-5</Id><StmtPgntn><PgNb>%s</PgNb><LastPgInd>%s</LastPgInd></StmtPgntn>", page,
                                            last ? "true" : "false");

  return camt ("BkToCstmrStmt", "Stmt", extra, balances, entries);
}

static void
test_pages_tie_over_files (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqImportOutcome) first = take (fixture, page_053 ("1", FALSE, "OPBD", "1000.00", "900.00", ROW_A));
  g_autoptr(AeqImportOutcome) third = take (fixture, page_053 ("3", TRUE, "PRCD", "925.00", "918.00", ROW_C));
  g_autoptr(AeqImportOutcome) second = take (fixture, page_053 ("2", FALSE, "PRCD", "900.00", "925.00", ROW_B));

  g_assert_true (says (first->report->warnings, "the page after 1 is missing"));
  g_assert_true (says (third->report->warnings, "the page 2 is missing"));
  g_assert_false (says (second->report->warnings, "missing"));
  g_assert_cmpint (actual (fixture), ==, 3);
}

/* An equal payment on the next page is another one. */
static void
test_pages_do_not_repeat_each_other (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, page_053 ("1", FALSE, "OPBD", "1000.00", "900.00", ROW_A), 1, 0);
  take_in (fixture, page_053 ("2", TRUE, "PRCD", "900.00", "800.00", ROW_A), 1, 0);
}

static void
test_batches_keep_their_transactions (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = jobs_sha (fixture);
  g_autofree char *with = NULL;
  g_autofree char *after = NULL;
  gint64 id = take_in (
    fixture,
    camt053 ("S", "1000.00", "900.00", "2026-02-03",
             "<Ntry><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-02-03</Dt></BookgDt>"
             "<Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">0.50</TtlChrgsAndTaxAmt></Chrgs><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>"
             "<TxDtls>" E2E ("E1") "<Amt Ccy=\"EUR\">60.00</Amt>" PARTY ("Ahorn") "<RmtInf><Ustrd>one</Ustrd></RmtInf></TxDtls>"
             "<TxDtls>" E2E ("E2") "<Amt Ccy=\"EUR\">39.50</Amt>" PARTY ("Birke") "</TxDtls></NtryDtls></Ntry>"), 1, 0);

  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow_detail WHERE kind = 'transaction'"), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT SUM (amount) FROM flow_detail"), ==, -10000);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow_detail WHERE counterparty = 'Ahorn' AND reference = 'E1'"), ==, 1);
  with = jobs_sha (fixture);
  g_assert_cmpstr (with, !=, before);
  undo (fixture, id);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM flow_detail"), ==, 0);
  after = jobs_sha (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* The second statement of one instant wins; taking it back lets the first stand again. */
static void
test_balances_come_back (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 second;

  take_in (fixture, camt053 ("S1", "1000.00", "900.00", "2026-02-03", ROW_A), 1, 0);
  second = take_in (fixture, camt053 ("S2", "1000.00", "893.00", "2026-02-03", ROW_A ROW_C), 1, 1);
  g_assert_cmpint (jobs_int (fixture, "SELECT amount FROM balance ORDER BY as_of DESC LIMIT 1"), ==, 89300);
  undo (fixture, second);
  g_assert_cmpint (jobs_int (fixture, "SELECT amount FROM balance ORDER BY as_of DESC LIMIT 1"), ==, 90000);
}

static void
test_every_balance_is_kept (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *opening = balance ("OPBD", "1000.00", "2026-02-03");
  g_autofree char *interim = g_strdup (
    "<Bal><Tp><CdOrPrtry><Cd>ITBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">900.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
    "<Dt><DtTm>2026-02-03T15:00:00+01:00</DtTm></Dt></Bal>");
  g_autofree char *spendable = balance ("ITAV", "850.00", "2026-02-03");
  g_autofree char *balances = g_strconcat (opening, interim, spendable, NULL);

  take_in (fixture, camt ("BkToCstmrAcctRpt", "Rpt", "<Id>R1</Id><CreDtTm>2026-02-03T15:05:00+01:00</CreDtTm>", balances, ROW_A), 1, 0);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM balance WHERE kind = 'ledger'"), ==, 2);
  g_assert_cmpint (jobs_int (fixture, "SELECT amount FROM balance WHERE kind = 'available'"), ==, 85000);
  g_assert_cmpint (jobs_int (fixture, "SELECT as_of FROM balance WHERE kind = 'ledger' AND amount = 90000"), ==,
                   jobs_at ("2026-02-03T14:00:00Z"));
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM statement WHERE kind = 'intraday' AND entries = 1"), ==, 1);
}

#define BAI_HEAD(modifier) "01,122099999,DEMO,260203,1200,17,,,2/\n02,DEMO,122099999,1,260203,1200,EUR," modifier "/\n"
#define BAI_TAIL "49,10000,3/\n98,10000,1,5/\n99,10000,1,7/\n"

static void
test_bai2_within_the_day_then_camt (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, g_strdup (BAI_HEAD ("3") "03," ACCOUNT ",EUR,060,0,,/\n16,495,10000,Z,B4711,INV-77,rent/\n" BAI_TAIL), 1, 0);
  g_assert_cmpint (jobs_int (fixture, "SELECT COUNT (*) FROM statement WHERE kind = 'intraday' AND format = 'bai2'"), ==, 1);
  take_in (fixture, make_053 (), 0, 1);
  g_assert_cmpint (actual (fixture), ==, 1);
}

static void
test_a_notification_is_the_same_movement (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  take_in (fixture, camt ("BkToCstmrDbtCdtNtfctn", "Ntfctn", "<Id>N1</Id>", "", IN_053), 1, 0);
  take_in (fixture, camt ("BkToCstmrDbtCdtNtfctn", "Ntfctn", "<Id>N2</Id>", "",
                          ENTRY ("BOOK", "100.00", "DBIT", "2026-02-03", BANK_REF ("B4712"), E2E ("INV-78"))), 1, 0);
  take_in (fixture, make_940 (), 0, 1);
  g_assert_cmpint (actual_sum (fixture), ==, -10000);
}

/* Many entries of one amount and no reference: pairs are found in time that grows with their number. */
static void
test_many_equal_entries_are_paired_quickly (JobsFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GString *entries = g_string_new (NULL);
  const gint64 started = g_get_monotonic_time ();

  for (int i = 0; i < 5000; i++)
    g_string_append (entries, SAME);
  take_in (fixture, mt942 ("1/1", "2602031000", entries->str), 5000, 0);
  take_in (fixture, mt940 ("33/1", "260202", "1000000,00", "260203", "500000,00", entries->str), 0, 5000);
  take_in (fixture, mt940 ("33/1", "260202", "1000000,00", "260203", "500000,00", entries->str), 0, 5000);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (actual (fixture), ==, 5000);
  g_string_free (entries, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) jobs_test_add ("/jobs/statements/" #name, test_##name)
  ADD (one_flow_in_any_order);
  ADD (importing_again_adds_nothing);
  ADD (a_better_report_enriches);
  ADD (taking_the_first_back_leaves_what_the_second_says);
  ADD (a_time_from_within_the_day_is_kept);
  ADD (two_equal_payments_stay_two);
  ADD (equal_payments_of_two_days_stay_two);
  ADD (cumulative_reports_repeat);
  ADD (additive_reports_add);
  ADD (a_942_with_all_of_the_one_before_repeats_it);
  ADD (other_references_of_the_bank_are_other_movements);
  ADD (references_are_compared_as_banks_cut_them);
  ADD (two_formats_of_one_statement_are_one);
  ADD (intraday_entries_that_the_day_lacks_are_withdrawn);
  ADD (a_late_intraday_report_adds_nothing_to_the_day);
  ADD (a_withdrawn_entry_comes_back);
  ADD (pending_becomes_booked);
  ADD (pending_that_comes_late_is_booked_already);
  ADD (pending_in_two_reports_is_one);
  ADD (a_gap_to_the_statement_before_is_told);
  ADD (an_older_statement_is_tied_to_both_sides);
  ADD (a_number_left_out_is_a_note_when_balances_go_on);
  ADD (pages_tie_over_files);
  ADD (pages_do_not_repeat_each_other);
  ADD (batches_keep_their_transactions);
  ADD (balances_come_back);
  ADD (every_balance_is_kept);
  ADD (bai2_within_the_day_then_camt);
  ADD (a_notification_is_the_same_movement);
  ADD (many_equal_entries_are_paired_quickly);
  return aeq_test_run_on_store ();
}
