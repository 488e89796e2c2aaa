/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"

static void
test_place (void)
{
  g_autoptr(GError) error = g_error_new (AEQ_ERROR, AEQ_ERROR_INVALID, "no amount");
  g_autoptr(GError) copy = NULL;
  g_autofree char *text = NULL;

  aeq_error_set_place (error, "march.csv", 14, "Amount");
  copy = g_error_copy (error);
  text = aeq_error_describe (copy);
  g_assert_cmpstr (text, ==, "march.csv, line 14, field Amount: no amount");
  g_assert_cmpstr (aeq_error_code_name (copy), ==, "invalid");
}

static void
test_other_domains_have_no_place (void)
{
  g_autoptr(GError) error = g_error_new (G_FILE_ERROR, G_FILE_ERROR_NOENT, "gone");
  g_autofree char *text = aeq_error_describe (error);

  g_assert_null (aeq_error_get_file (error));
  g_assert_cmpstr (text, ==, "gone");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/error/place", test_place);
  g_test_add_func ("/base/error/other-domains-have-no-place", test_other_domains_have_no_place);
  return g_test_run ();
}
