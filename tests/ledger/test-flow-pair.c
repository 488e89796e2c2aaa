/* SPDX-License-Identifier: MIT */
#include "aeq-flow-pair.h"
#include "aeq-test.h"

#define DAY 20000

static AeqPairSide
side (AeqDate day, const char *counterparty, const char *reference, const char *bank_reference, const char *format)
{
  return (AeqPairSide) { day, day, counterparty, reference, bank_reference, NULL, format };
}

/* Whether an entry and a candidate of one amount are paired. */
static gboolean
are_one (AeqPairSide entry, AeqPairSide candidate, AeqPairMode mode, gboolean final)
{
  AeqPairEntry entries[] = { { .minor = -100, .side = entry } };
  AeqPairCandidate candidates[] = { { .minor = -100, .sides = &candidate, .n_sides = 1, .mode = mode, .final = final,
                                      .data = &candidate } };

  aeq_flow_pair (entries, 1, candidates, 1, final, 0);
  return entries[0].found != NULL;
}

static void
test_days (void)
{
  AeqPairSide one = side (DAY, NULL, NULL, "B1", "mt940");

  g_assert_true (are_one (one, side (DAY, NULL, NULL, "B1", "camt053"), AEQ_PAIR_YES, TRUE));
  /* Day 20000 is a Thursday: the next business day is near within the day's reports, and not between statements. */
  g_assert_true (are_one (one, side (DAY + 1, NULL, NULL, "B1", "camt052"), AEQ_PAIR_YES, FALSE));
  g_assert_false (are_one (one, side (DAY + 1, NULL, NULL, "B1", "camt053"), AEQ_PAIR_YES, TRUE));
  g_assert_false (are_one (one, side (DAY + 6, NULL, NULL, "B1", "camt052"), AEQ_PAIR_YES, FALSE));
}

static void
test_references (void)
{
  AeqPairSide ours = side (DAY, NULL, "INV-2026/0001", NULL, "mt942");

  g_assert_true (are_one (ours, side (DAY, NULL, "inv 2026 0001", NULL, "camt053"), AEQ_PAIR_YES, FALSE));
  g_assert_false (are_one (ours, side (DAY, NULL, "INV-2026/0002", NULL, "camt053"), AEQ_PAIR_YES, FALSE));
  g_assert_true (are_one (ours, side (DAY, NULL, "NOTPROVIDED", NULL, "camt053"), AEQ_PAIR_YES, FALSE));
  /* The bank's own differ within one format: two movements, whatever else agrees. */
  g_assert_false (are_one (side (DAY, "Ahorn", "R", "B1", "mt942"), side (DAY, "Ahorn", "R", "B2", "mt942"), AEQ_PAIR_YES, FALSE));
  /* Between formats our own reference decides. */
  g_assert_true (are_one (side (DAY, "Ahorn", "R", "B1", "mt942"), side (DAY, "Ahorn", "R", "B2", "camt053"), AEQ_PAIR_YES, FALSE));
}

static void
test_modes (void)
{
  AeqPairSide one = side (DAY, "Ahorn", "R", "B1", "mt942");

  g_assert_false (are_one (one, one, AEQ_PAIR_NO, FALSE));
  g_assert_true (are_one (one, one, AEQ_PAIR_REFERENCE, FALSE));
  g_assert_false (are_one (side (DAY, "Ahorn", "R", NULL, "mt942"), side (DAY, "Ahorn", "R", NULL, "mt942"), AEQ_PAIR_REFERENCE, FALSE));
  g_assert_true (are_one (one, side (DAY, "Birke", "S", "B2", "camt053"), AEQ_PAIR_EQUAL, TRUE));
}

static void
test_counterparties (void)
{
  g_assert_true (are_one (side (DAY, "AHORN GMBH", NULL, NULL, "mt940"), side (DAY, "Ahorn GmbH & Co", NULL, NULL, "camt053"),
                          AEQ_PAIR_YES, TRUE));
  g_assert_false (are_one (side (DAY, "Ahorn", NULL, NULL, "mt940"), side (DAY, "Birke", NULL, NULL, "camt053"), AEQ_PAIR_YES, TRUE));
}

/* Without anything that tells them apart, entries pair when both sides count the same. */
static void
test_counts (void)
{
  AeqPairSide same = side (DAY, NULL, NULL, NULL, "mt942");

  for (guint n = 1; n <= 3; n++)
    {
      AeqPairEntry entries[2] = { { .minor = 5, .side = same }, { .minor = 5, .side = same } };
      AeqPairSide others[3] = { side (DAY, "a", NULL, NULL, "camt052"), side (DAY, "b", NULL, NULL, "camt052"),
                                side (DAY, "c", NULL, NULL, "camt052") };
      AeqPairCandidate candidates[3];

      for (guint i = 0; i < n; i++)
        candidates[i] = (AeqPairCandidate) { .minor = 5, .sides = &others[i], .n_sides = 1, .mode = AEQ_PAIR_YES, .data = &others[i] };
      aeq_flow_pair (entries, 2, candidates, n, FALSE, 0);
      g_assert_cmpint (entries[0].found != NULL, ==, n == 2);
      g_assert_cmpint (entries[1].found != NULL, ==, n == 2);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/flow-pair/days", test_days);
  g_test_add_func ("/ledger/flow-pair/references", test_references);
  g_test_add_func ("/ledger/flow-pair/modes", test_modes);
  g_test_add_func ("/ledger/flow-pair/counterparties", test_counterparties);
  g_test_add_func ("/ledger/flow-pair/counts", test_counts);
  return g_test_run ();
}
