/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-grid.h"
#include "aeq-table.h"
#include "aeq-test.h"

#include <math.h>
#include <string.h>

static void
test_reads_series_and_split (void)
{
  static const char TEXT[] = "\xef\xbb\xbf" "date,split,\"a\",b\r\n2024-01-02,train,1.5,\r\n2024-01-03,test,,NA\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqTable) table = aeq_table_parse (TEXT, strlen (TEXT), "t.csv", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (table->n, ==, 2);
  g_assert_cmpuint (table->n_series, ==, 2);
  g_assert_cmpstr (table->names[0], ==, "a");
  g_assert_cmpfloat (table->values[0][0], ==, 1.5);
  g_assert_true (isnan (table->values[0][1]) && isnan (table->values[1][0]) && isnan (table->values[1][1]));
  g_assert_true (!table->test[0] && table->test[1]);
  g_assert_cmpint (aeq_table_find (table, "b"), ==, 1);
  g_assert_cmpint (aeq_table_find (table, "c"), ==, -1);
}

typedef struct
{
  const char *text;
  const char *message;
} Refusal;

static void
test_refuses_with_the_place (void)
{
  static const Refusal REFUSALS[] = {
    { "", "the table has no row" },
    { "when,a\n2024-01-02,1\n", "first column" },
    { "date\n2024-01-02\n", "no column beside" },
    { "date,a\n2024-13-02,1\n", "is not a date" },
    { "date,a\n2024-01-02,one\n", "is not a number" },
    { "date,a\n2024-01-02,1e999\n", "is not a number" },
    { "date,a\n2024-01-02\n", "fewer cells" },
    { "date,a\n2024-01-02,1,2\n", "more cells" },
    { "date,a\n2024-01-02,1\n2024-01-02,1\n", "does not come after" },
    { "date,a,b,a\n2024-01-02,1,2,3\n", "two columns are called \"a\"" },
    { "date,a\n2024-01-02,0x10\n", "is not a number" },
    { "date,a\n2024-01-02,infinity\n", "is not a number" },
    { "date,a\n2024-01-02,\"1,000.5\"\n", "\"1,000.5\" is not a number" },
    { "date,a\xff\n2024-01-02,1\n", "UTF-8" },
    { "datetime,a\n2024-01-02T25:00:00,1\n", "is not a time" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (aeq_table_parse (REFUSALS[i].text, strlen (REFUSALS[i].text), "t.csv", &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, REFUSALS[i].message));
      g_assert_cmpstr (aeq_error_get_file (error), ==, "t.csv");
    }
}

/* Names of categories hold commas and quotes. */
static void
test_quoted_names_hold_commas (void)
{
  static const char TEXT[] = "date,\"Foreign Deposits, Military Sales\", \"a \"\"b\"\"\" ,\"c\n\"2024-01-02\",\"1.5\", 2 ,3,\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqTable) table = NULL;

  g_assert_null (aeq_table_parse (TEXT, sizeof TEXT - 1, "t.csv", &error));
  g_assert_nonnull (strstr (error->message, "more cells"));
  g_clear_error (&error);
  table = aeq_table_parse (TEXT, sizeof TEXT - 3, "t.csv", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->n_series, ==, 3);
  g_assert_cmpstr (table->names[0], ==, "Foreign Deposits, Military Sales");
  g_assert_cmpstr (table->names[1], ==, "a \"b\"");
  g_assert_cmpstr (table->names[2], ==, "\"c");
  g_assert_cmpfloat (table->values[0][0] + table->values[1][0] + table->values[2][0], ==, 6.5);
}

static void
test_buckets_take_what_is_left_over (void)
{
  static const char TEXT[] = "datetime,a\n2024-01-02T09:00:00,1\n2024-01-02T09:15:00,2\n2024-01-02T09:30:00,4\n"
                             "2024-01-02T09:45:00,8\n2024-01-02T10:00:00,16\n2024-01-03T09:00:00,3\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqTable) table = aeq_table_parse (TEXT, strlen (TEXT), "t.csv", &error);
  g_autoptr(AeqGrid) grid = NULL;

  g_assert_no_error (error);
  grid = aeq_grid_new (table, 30, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (grid->n_days, ==, 2);
  g_assert_cmpuint (grid->n_buckets, ==, 2);
  g_assert_cmpfloat (grid->values[0][0], ==, 3);
  g_assert_cmpfloat (grid->values[0][1], ==, 28); /* the row of 10:00 joins the last whole bucket */
  g_assert_cmpfloat (grid->values[0][2], ==, 3);
  g_assert_true (isnan (grid->values[0][3]));
}

static void
test_days_have_no_buckets (void)
{
  static const char TEXT[] = "date,a\n2024-01-02,1\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqTable) table = aeq_table_parse (TEXT, strlen (TEXT), "t.csv", &error);

  g_assert_null (aeq_grid_new (table, 30, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/table/reads", test_reads_series_and_split);
  g_test_add_func ("/series/table/quoted", test_quoted_names_hold_commas);
  g_test_add_func ("/series/table/refuses", test_refuses_with_the_place);
  g_test_add_func ("/series/grid/left-over-rows", test_buckets_take_what_is_left_over);
  g_test_add_func ("/series/grid/needs-times", test_days_have_no_buckets);
  return g_test_run ();
}
