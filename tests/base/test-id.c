/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-id.h"

static void
test_names_agree (void)
{
  AeqId a, b;
  char text[AEQ_ID_TEXT_SIZE];
  AeqId back;

  aeq_id_from_name (&a, "flow", "key", 3);
  aeq_id_from_name (&b, "flow", "key", 3);
  g_assert_true (aeq_id_equal (&a, &b));
  g_assert_cmpint (a.bytes[6] >> 4, ==, 8);
  g_assert_cmpint (a.bytes[8] >> 6, ==, 2);
  aeq_id_from_name (&b, "flo", "wkey", 4);
  g_assert_false (aeq_id_equal (&a, &b));
  g_assert_true (aeq_id_parse (aeq_id_format (&a, text), &back));
  g_assert_true (aeq_id_equal (&a, &back));
}

static void
test_counter_ids_are_ordered_by_time (void)
{
  AeqId a, b, again;

  aeq_id_from_counter (&a, G_GINT64_CONSTANT (1700000000000000), 1, 1);
  aeq_id_from_counter (&again, G_GINT64_CONSTANT (1700000000000000), 1, 1);
  aeq_id_from_counter (&b, G_GINT64_CONSTANT (1700000000001000), 1, 2);
  g_assert_true (aeq_id_equal (&a, &again));
  g_assert_cmpint (memcmp (a.bytes, b.bytes, 16), <, 0);
  g_assert_cmpint (a.bytes[6] >> 4, ==, 7);
}

static void
test_bad_text (void)
{
  AeqId id;

  g_assert_false (aeq_id_parse ("", &id));
  g_assert_false (aeq_id_parse ("01234567-89ab-8def-8123-456789abcdeg", &id));
  g_assert_false (aeq_id_parse ("01234567-89ab-8def-8123-456789abcdef0", &id));
  g_assert_false (aeq_id_parse ("0123456789ab-8def-8123-456789abcdef", &id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/names-agree", test_names_agree);
  g_test_add_func ("/base/id/counter-ids-are-ordered-by-time", test_counter_ids_are_ordered_by_time);
  g_test_add_func ("/base/id/bad-text", test_bad_text);
  return g_test_run ();
}
