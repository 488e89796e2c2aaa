/* SPDX-License-Identifier: MIT */
#include "stress-fixture.h"

#include <string.h>

/* Every kind of block at the size that changes nothing. */
static const char *const NOTHING[] = {
  "{'kind':'delay','minutes':0}", "{'kind':'default','largest':true,'share':0}", "{'kind':'partial_default','share':0}",
  "{'kind':'lines','share':0,'which':'all'}", "{'kind':'drawdown','share':0}", "{'kind':'payment','share_of_gross':0}",
  "{'kind':'payment','amount':'0.00','currency':'USD'}", "{'kind':'haircut','points':0}", "{'kind':'margin_calls','factor':1}",
  "{'kind':'repo_roll','factor':1}", "{'kind':'redemptions','factor':1}", "{'kind':'factors','in':1,'out':1}",
  "{'kind':'delay','minutes':60,'account':'B-2'}", "{'kind':'prefund','account_kind':'prime_broker'}",
  "{'kind':'payment','amount':'5.00','currency':'EUR'}",
};

static void
assert_same (const AeqStressReading *a, const AeqStressReading *b)
{
  g_assert_cmpmem (a->lowest, sizeof a->lowest, b->lowest, sizeof b->lowest);
  g_assert_cmpmem (a->closing, sizeof a->closing, b->closing, sizeof b->closing);
  g_assert_cmpmem (a->usage, sizeof a->usage, b->usage, sizeof b->usage);
  g_assert_cmpmem (a->surplus, sizeof a->surplus, b->surplus, sizeof b->surplus);
  g_assert_cmpmem (a->sent, sizeof a->sent, b->sent, sizeof b->sent);
  g_assert_cmpmem (a->received, sizeof a->received, b->received, sizeof b->received);
  g_assert_cmpmem (a->at_risk, sizeof a->at_risk, b->at_risk, sizeof b->at_risk);
  g_assert_cmpmem (a->balance, a->n_points * AEQ_N_QUANTILES * sizeof (double), b->balance,
                   b->n_points * AEQ_N_QUANTILES * sizeof (double));
  g_assert_true (a->p_breach == b->p_breach && a->p_exhausted == b->p_exhausted);
  g_assert_cmpint (a->lowest_at, ==, b->lowest_at);
  g_assert_cmpint (a->first_breach_at, ==, b->first_breach_at);
  g_assert_cmpint (a->available_total, ==, b->available_total);
}

static void
test_nothing_is_the_base_to_the_bit (void)
{
  g_auto(StressCase) one = { 0 };
  g_autoptr(AeqStressReading) base = NULL;

  stress_case_init (&one, 500, 3);
  base = stress_read (&one, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (NOTHING); i++)
    {
      g_autoptr(AeqStressReading) same = stress_read (&one, NOTHING[i]);

      g_test_message ("%s", NOTHING[i]);
      assert_same (base, same);
    }
}

/* A path of one, so that every quantile is the path's. Cumulative positions of the fixture: 50, then 2, 107, 112. */
typedef struct
{
  const char *blocks;
  double cumulative[STRESS_REST];
  double usage, sent, received, carried;
  gint64 available;
} Hand;

static const Hand HANDS[] = {
  { NULL, { 2, 107, 112 }, 0, 105, 217, 0, 210000 },
  { "{'kind':'delay','minutes':60}", { -8, -3, 102 }, 8, 105, 207, 10, 210000 },
  { "{'kind':'delay','minutes':90}", { -8, -8, 47 }, 8, 105, 152, 65, 210000 },
  { "{'kind':'delay','minutes':60,'category':'fee'}", { -8, 97, 102 }, 8, 105, 207, 10, 210000 },
  { "{'kind':'delay','minutes':60,'counterparty':'BIRCH'}", { 2, 7, 112 }, 0, 105, 217, 0, 210000 },
  { "{'kind':'delay','minutes':30},{'kind':'delay','minutes':30}", { -8, -3, 102 }, 8, 105, 207, 10, 210000 },
  { "{'kind':'default','share':0.5,'counterparty':'Birch'}", { 2, 57, 62 }, 0, 105, 167, 0, 210000 },
  { "{'kind':'default','share':1,'counterparty':'Clear'}", { 2, 107, 112 }, 0, 105, 217, 0, 210000 },
  { "{'kind':'default','share':1,'largest':true}", { 2, 7, 12 }, 0, 105, 117, 0, 210000 },
  { "{'kind':'partial_default','share':0.5}", { -3, 47, 47 }, 3, 105, 152, 0, 210000 },
  { "{'kind':'partial_default','share':1,'group':'repo'}", { 2, 7, 12 }, 0, 105, 117, 0, 210000 },
  { "{'kind':'lines','share':0.5,'which':'all'}", { 2, 107, 112 }, 0, 105, 217, 0, 185000 },
  { "{'kind':'lines','share':1}", { 2, 107, 112 }, 0, 105, 217, 0, 190000 },
  { "{'kind':'drawdown','share':0.5}", { -18, 87, 92 }, 18, 125, 217, 0, 210000 },
  { "{'kind':'payment','share_of_gross':2,'at':'02:15'}", { 2, 67, 72 }, 0, 145, 217, 0, 210000 },
  { "{'kind':'payment','share_of_gross':2,'at':'00:10'}", { -38, 67, 72 }, 38, 145, 217, 0, 210000 },
  { "{'kind':'payment','amount':'12.50','currency':'usd'}", { -10.5, 94.5, 99.5 }, 10.5, 117.5, 217, 0, 210000 },
  { "{'kind':'haircut','points':10}", { 2, 107, 112 }, 0, 105, 217, 0, 195000 },
  { "{'kind':'haircut','points':10,'on':'unencumbered'}", { 2, 107, 112 }, 0, 105, 217, 0, 200000 },
  { "{'kind':'haircut','points':10,'on':'collateral'}", { 2, 107, 112 }, 0, 105, 217, 0, 205000 },
  { "{'kind':'haircut','points':100}", { 2, 107, 112 }, 0, 105, 217, 0, 70000 },
  { "{'kind':'margin_calls','factor':2}", { -58, 47, 52 }, 58, 165, 217, 0, 210000 },
  { "{'kind':'repo_roll','factor':0.4}", { 2, 47, 52 }, 0, 105, 157, 0, 210000 },
  { "{'kind':'redemptions','factor':3}", { -8, 87, 82 }, 8, 135, 217, 0, 210000 },
  { "{'kind':'factors','in':0.5,'out':2}", { -68, -23, -28 }, 68, 180, 152, 0, 210000 },
  { "{'kind':'factors','in':0.5,'out':2,'category':'redemption'}", { -3, 97, 97 }, 3, 120, 217, 0, 210000 },
  { "{'kind':'prefund'}", { -8, 102, 112 }, 8, 105, 217, 0, 210000 },
};

static void
test_blocks_are_as_worked_out_by_hand (void)
{
  g_auto(StressCase) one = { 0 };

  stress_case_init (&one, 1, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (HANDS); i++)
    {
      const Hand *hand = &HANDS[i];
      g_autoptr(AeqStressReading) reading = stress_read (&one, hand->blocks);

      g_test_message ("%s", hand->blocks != NULL ? hand->blocks : "base");
      for (guint j = 0; j < STRESS_REST; j++)
        g_assert_cmpfloat_with_epsilon (reading->cumulative[j * AEQ_N_QUANTILES], hand->cumulative[j], 1e-9);
      g_assert_cmpfloat_with_epsilon (reading->usage[AEQ_MEDIAN_INDEX], hand->usage, 1e-9);
      g_assert_cmpfloat_with_epsilon (reading->lowest[AEQ_MEDIAN_INDEX], 200 - hand->usage, 1e-9);
      g_assert_cmpfloat_with_epsilon (reading->closing[AEQ_MEDIAN_INDEX], 200 + hand->cumulative[2], 1e-9);
      g_assert_cmpfloat_with_epsilon (reading->sent[AEQ_MEDIAN_INDEX], hand->sent, 1e-9);
      g_assert_cmpfloat_with_epsilon (reading->received[AEQ_MEDIAN_INDEX], hand->received, 1e-9);
      g_assert_cmpfloat_with_epsilon (reading->received[AEQ_MEDIAN_INDEX] - reading->sent[AEQ_MEDIAN_INDEX],
                                      reading->net[AEQ_MEDIAN_INDEX], 1e-9);
      g_assert_cmpfloat_with_epsilon (reading->carried, hand->carried, 1e-9);
      g_assert_cmpint (reading->available_total, ==, hand->available);
      g_assert_cmpfloat (reading->due, ==, 30);
      g_assert_cmpfloat (reading->due_settled, ==, 12);
    }
}

/* The floor is the limit less the committed lines: 300 - 300 and, with half of the lines, 300 - 150. */
static void
test_breach_counts_lines_and_obligations (void)
{
  g_auto(StressCase) one = { 0 };
  g_autoptr(AeqStressReading) fine = NULL;
  g_autoptr(AeqStressReading) breach = NULL;
  g_autoptr(AeqStressReading) used_up = NULL;

  stress_case_init (&one, 1, 1);
  one.leg.limit = 300;
  fine = stress_read (&one, "{'kind':'payment','amount':'202.00','currency':'USD'}");
  g_assert_true (fine->p_breach == 0 && fine->first_breach_at == AEQ_INSTANT_NONE && fine->at_risk[4] == 0);
  breach = stress_read (&one, "{'kind':'payment','amount':'202.01','currency':'USD','at':'02:30'},"
                              "{'kind':'lines','share':0.5,'which':'all'}");
  g_assert_true (breach->p_breach == 1 && breach->p_exhausted == 0);
  g_assert_cmpint (breach->first_breach_at, ==, 2 * AEQ_HOUR);
  g_assert_cmpfloat (breach->at_risk[AEQ_MEDIAN_INDEX], ==, 30);
  used_up = stress_read (&one, "{'kind':'payment','amount':'1803.00','currency':'USD'}");
  g_assert_true (used_up->p_exhausted == 1 && used_up->p_breach == 1);
  g_assert_cmpint (used_up->lowest_at, ==, AEQ_HOUR);
  one.leg.limit = NAN;
  aeq_stress_reading_free (g_steal_pointer (&used_up));
  used_up = stress_read (&one, "{'kind':'payment','amount':'2103.00','currency':'USD'}");
  g_assert_true (isnan (used_up->p_breach) && used_up->p_exhausted == 1);
}

static const char *const STEPS[][4] = {
  { "{'kind':'delay','minutes':20}", "{'kind':'delay','minutes':60}", "{'kind':'delay','minutes':100}", "{'kind':'delay','minutes':1440}" },
  { "{'kind':'default','share':0.1,'largest':true}", "{'kind':'default','share':0.5,'largest':true}",
    "{'kind':'default','share':0.9,'largest':true}", "{'kind':'default','share':1,'largest':true}" },
  { "{'kind':'drawdown','share':0.1}", "{'kind':'drawdown','share':0.5}", "{'kind':'drawdown','share':0.9}", "{'kind':'drawdown','share':1}" },
  { "{'kind':'lines','share':0.1,'which':'all'}", "{'kind':'lines','share':0.5,'which':'all'}",
    "{'kind':'lines','share':0.9,'which':'all'}", "{'kind':'lines','share':1,'which':'all'}" },
  { "{'kind':'payment','share_of_gross':1}", "{'kind':'payment','share_of_gross':5}", "{'kind':'payment','share_of_gross':9}",
    "{'kind':'payment','share_of_gross':20}" },
  { "{'kind':'haircut','points':1}", "{'kind':'haircut','points':10}", "{'kind':'haircut','points':50}", "{'kind':'haircut','points':100}" },
  { "{'kind':'margin_calls','factor':1.5}", "{'kind':'margin_calls','factor':3}", "{'kind':'margin_calls','factor':6}",
    "{'kind':'margin_calls','factor':20}" },
  { "{'kind':'repo_roll','factor':0.9}", "{'kind':'repo_roll','factor':0.5}", "{'kind':'repo_roll','factor':0.2}", "{'kind':'repo_roll','factor':0}" },
  { "{'kind':'redemptions','factor':1.5}", "{'kind':'redemptions','factor':3}", "{'kind':'redemptions','factor':6}",
    "{'kind':'redemptions','factor':20}" },
};

static void
test_more_is_never_better (void)
{
  g_auto(StressCase) one = { 0 };

  stress_case_init (&one, 400, 5);
  one.leg.limit = 380;
  for (gsize i = 0; i < G_N_ELEMENTS (STEPS); i++)
    {
      g_autoptr(AeqStressReading) before = stress_read (&one, NULL);

      for (guint step = 0; step < 4; step++)
        {
          g_autoptr(AeqStressReading) after = stress_read (&one, STEPS[i][step]);

          g_test_message ("%s", STEPS[i][step]);
          for (guint q = 0; q < AEQ_N_QUANTILES; q++)
            {
              g_assert_cmpfloat (after->lowest[q], <=, before->lowest[q] + 1e-9);
              g_assert_cmpfloat (after->usage[q], >=, before->usage[q] - 1e-9);
              g_assert_cmpfloat (after->closing[q], <=, before->closing[q] + 1e-9);
            }
          g_assert_cmpfloat (after->p_breach, >=, before->p_breach);
          g_assert_cmpfloat (after->p_exhausted, >=, before->p_exhausted);
          g_assert_cmpint (after->available_total, <=, before->available_total);
          aeq_stress_reading_free (before);
          before = g_steal_pointer (&after);
        }
    }
}

static double
mean_closing (const StressCase *one, const char *blocks, double *carried)
{
  g_autoptr(AeqScenario) scenario = stress_scenario (blocks);
  g_autoptr(AeqStressEffect) effect = aeq_stress_effect_new (&one->day, scenario, "Birch", NULL);
  g_autoptr(AeqStressReading) reading = stress_read (one, blocks);
  double sum = 0;

  for (guint j = 0; j < effect->n_rest; j++)
    sum += effect->net[j];
  g_assert_cmpfloat_with_epsilon (sum, effect->received - effect->sent, 1e-9);
  *carried = reading->carried;
  return reading->closing[AEQ_MEDIAN_INDEX];
}

/* On any single path what has not come today comes on the next day. */
static void
test_a_delay_conserves_cash (void)
{
  g_auto(StressCase) one = { 0 };

  stress_case_init (&one, 1, 1);
  one.net[0] -= 123.25;
  one.net[2] += 17.5;
  for (guint minutes = 0; minutes <= 1440; minutes += 7)
    {
      g_autofree char *blocks = g_strdup_printf ("{'kind':'delay','minutes':%u}", minutes);
      double carried;

      g_assert_cmpfloat_with_epsilon (mean_closing (&one, blocks, &carried) + carried, 312 - 123.25 + 17.5, 1e-9);
    }
}

/* A flow of which only the day is known stands at the end of the day already: only a whole day moves it over. */
static void
test_a_day_only_receipt_waits_a_day (void)
{
  g_auto(StressCase) one = { 0 };
  g_autoptr(AeqStressReading) hours = NULL;
  g_autoptr(AeqStressReading) day = NULL;

  stress_case_init (&one, 1, 1);
  one.known[0].day_only = TRUE;
  hours = stress_read (&one, "{'kind':'delay','minutes':600,'group':'repo'}");
  g_assert_cmpfloat (hours->carried, ==, 0);
  day = stress_read (&one, "{'kind':'delay','minutes':1440,'group':'repo'}");
  g_assert_cmpfloat (day->carried, ==, 100);
}

/* The drawn net is not what is usual: receipts and payments share the difference, and neither goes below 0. */
static void
test_gross_follows_the_path (void)
{
  g_auto(StressCase) one = { 0 };
  g_autoptr(AeqStressReading) more = NULL;
  g_autoptr(AeqStressReading) much = NULL;

  stress_case_init (&one, 1, 1);
  one.net[1] += 20;
  more = stress_read (&one, NULL);
  g_assert_cmpfloat_with_epsilon (more->received[4], 227, 1e-9);
  g_assert_cmpfloat_with_epsilon (more->sent[4], 95, 1e-9);
  one.net[1] += 1000;
  much = stress_read (&one, NULL);
  g_assert_cmpfloat_with_epsilon (much->sent[4], 90, 1e-9);
  g_assert_cmpfloat_with_epsilon (much->received[4] - much->sent[4], 1132, 1e-9);
}

static void
test_a_set_nets_only_where_it_may (void)
{
  g_auto(StressCase) a = { 0 };
  g_auto(StressCase) b = { 0 };
  static const double A[] = { -50, 50, 0 }, B[] = { 50, -50, -20 };
  g_autoptr(AeqStressReading) together = NULL;
  g_autoptr(AeqStressReading) apart = NULL;
  AeqStressLeg legs[2];

  stress_case_init (&a, 1, 1);
  stress_case_init (&b, 1, 1);
  a.day.n_known = a.day.n_usual = b.day.n_known = b.day.n_usual = 0;
  a.settled[0] = b.settled[0] = 0;
  a.leg.limit = 460; /* a floor of 160: A alone falls below it */
  b.leg.limit = NAN;
  memcpy (a.net, A, sizeof A);
  memcpy (b.net, B, sizeof B);
  legs[0] = a.leg;
  legs[1] = b.leg;
  for (guint netted = 0; netted < 2; netted++)
    {
      g_autoptr(AeqStressBook) book = aeq_stress_book_new (legs, 2, netted);
      AeqStressReading *reading = aeq_stress_read (book, NULL, AEQ_STRESS_READ_FIGURES, NULL);

      *(netted ? &together : &apart) = reading;
    }
  g_assert_cmpfloat (together->usage[4], ==, 20);
  g_assert_cmpfloat (together->p_breach, ==, 0);
  g_assert_cmpfloat (apart->usage[4], ==, 70);
  g_assert_cmpfloat (apart->p_breach, ==, 1);
  g_assert_cmpint (apart->first_breach_at, ==, AEQ_HOUR);
  g_assert_cmpfloat (apart->lowest[4], ==, 330);
  g_assert_cmpfloat (together->closing[4], ==, apart->closing[4]);
  g_assert_cmpint (together->available_total, ==, 420000);
}

static const AeqStressReverse *
find_shock (GArray *list, const char *name)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (g_array_index (list, AeqStressReverse, i).name, name))
      return &g_array_index (list, AeqStressReverse, i);
  g_assert_not_reached ();
}

static GArray *
reverse (const StressCase *one, double chance)
{
  g_autoptr(AeqStressBook) book = aeq_stress_book_new (&one->leg, 1, TRUE);
  g_autoptr(GError) error = NULL;
  GArray *list = aeq_stress_reverse (book, chance, NULL, &error);

  g_assert_no_error (error);
  return list;
}

static void
test_the_least_shock_breaches_when_it_is_run (void)
{
  g_auto(StressCase) one = { 0 };
  g_autoptr(AeqStressBook) book = NULL;
  g_autoptr(GArray) list = NULL;
  guint n = 0;

  stress_case_init (&one, 1, 1);
  one.leg.limit = 495;
  list = reverse (&one, .5);
  book = aeq_stress_book_new (&one.leg, 1, TRUE);
  for (guint i = 0; i < list->len; i++)
    {
      const AeqStressReverse *found = &g_array_index (list, AeqStressReverse, i);
      g_autoptr(AeqScenario) scenario = NULL;
      g_autoptr(AeqStressReading) reading = NULL;

      if (found->breach.outcome != AEQ_STRESS_FOUND)
        continue;
      scenario = aeq_stress_reverse_scenario (found, &found->breach);
      reading = aeq_stress_read (book, scenario, AEQ_STRESS_READ_CHANCES, NULL);
      g_assert_cmpstr (scenario->name, ==, found->name);
      g_assert_cmpfloat (reading->p_breach, >=, .5);
      n++;
    }
  g_assert_cmpuint (n, >=, 4);
}

static void
test_the_least_shock_is_the_least (void)
{
  g_auto(StressCase) one = { 0 };
  g_autoptr(GArray) list = NULL;
  g_autoptr(GArray) no_limit = NULL;
  g_autoptr(GArray) already = NULL;

  stress_case_init (&one, 1, 1);
  one.leg.limit = 495; /* a floor of 195, 7 below where the path is lowest */
  list = reverse (&one, .5);
  g_assert_cmpfloat_with_epsilon (find_shock (list, "delay")->breach.size, 42, .01);
  g_assert_cmpfloat (find_shock (list, "delay")->breach.size, >=, 42);
  g_assert_cmpfloat_with_epsilon (find_shock (list, "payment")->breach.size, 7 / 20.0, .0001);
  g_assert_cmpfloat_with_epsilon (find_shock (list, "partial_default")->breach.size, .7, .0001);
  g_assert_cmpfloat_with_epsilon (find_shock (list, "margin_calls")->breach.size, 1 + 7 / 60.0, .0001);
  g_assert_cmpfloat_with_epsilon (find_shock (list, "lines_all")->breach.size, 7 / 300.0, .0001);
  g_assert_cmpint (find_shock (list, "lines_uncommitted")->breach.outcome, ==, AEQ_STRESS_NOT);
  g_assert_cmpint (find_shock (list, "default")->breach.outcome, ==, AEQ_STRESS_NOT); /* Birch comes after the low */
  g_assert_cmpint (find_shock (list, "delay")->exhaustion.outcome, ==, AEQ_STRESS_NOT);
  one.leg.limit = NAN;
  no_limit = reverse (&one, .5);
  g_assert_cmpint (find_shock (no_limit, "delay")->breach.outcome, ==, AEQ_STRESS_NO_LIMIT);
  one.leg.limit = 600;
  already = reverse (&one, .5);
  g_assert_cmpint (find_shock (already, "delay")->breach.outcome, ==, AEQ_STRESS_ALREADY);
}

static void
test_overflow_is_an_error (void)
{
  g_auto(StressCase) one = { 0 };
  g_autoptr(AeqStressBook) book = NULL;
  g_autoptr(GError) error = NULL;

  stress_case_init (&one, 1, 1);
  one.lines[0].minor = one.lines[1].minor = G_MAXINT64;
  book = aeq_stress_book_new (&one.leg, 1, TRUE);
  g_assert_null (aeq_stress_read (book, NULL, AEQ_STRESS_READ_FAN, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_OVERFLOW);
}

static void
test_a_day_that_is_over_has_nothing_left (void)
{
  g_auto(StressCase) one = { 0 };
  g_autoptr(AeqStressReading) base = NULL;
  g_autoptr(AeqStressReading) after = NULL;
  double settled[STRESS_HOURS] = { 50, -80, 20, 5 };

  stress_case_init (&one, 3, 1);
  one.day.now = STRESS_HOURS;
  one.leg.settled = settled;
  base = stress_read (&one, NULL);
  after = stress_read (&one, "{'kind':'delay','minutes':60},{'kind':'payment','share_of_gross':3}");
  assert_same (base, after);
  g_assert_cmpfloat (base->usage[AEQ_MEDIAN_INDEX], ==, 30);
  g_assert_cmpuint (base->n_points, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stress/scenario/nothing-is-the-base-to-the-bit", test_nothing_is_the_base_to_the_bit);
  g_test_add_func ("/stress/scenario/blocks-are-as-worked-out-by-hand", test_blocks_are_as_worked_out_by_hand);
  g_test_add_func ("/stress/scenario/breach-counts-lines-and-obligations", test_breach_counts_lines_and_obligations);
  g_test_add_func ("/stress/scenario/more-is-never-better", test_more_is_never_better);
  g_test_add_func ("/stress/scenario/a-delay-conserves-cash", test_a_delay_conserves_cash);
  g_test_add_func ("/stress/scenario/a-day-only-receipt-waits-a-day", test_a_day_only_receipt_waits_a_day);
  g_test_add_func ("/stress/scenario/gross-follows-the-path", test_gross_follows_the_path);
  g_test_add_func ("/stress/scenario/a-set-nets-only-where-it-may", test_a_set_nets_only_where_it_may);
  g_test_add_func ("/stress/scenario/the-least-shock-is-the-least", test_the_least_shock_is_the_least);
  g_test_add_func ("/stress/scenario/the-least-shock-breaches-when-it-is-run", test_the_least_shock_breaches_when_it_is_run);
  g_test_add_func ("/stress/scenario/overflow-is-an-error", test_overflow_is_an_error);
  g_test_add_func ("/stress/scenario/a-day-that-is-over-has-nothing-left", test_a_day_that_is_over_has_nothing_left);
  return g_test_run ();
}
