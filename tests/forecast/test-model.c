/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-made-up.h"
#include "aeq-parallel.h"
#include "aeq-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

static GBytes *
train_desk (const AeqMadeUpDesk *desk, guint64 seed)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqModel) model = aeq_desk_train (desk->series, desk->n, seed, NULL, NULL, &error);

  g_assert_no_error (error);
  return aeq_model_save (model);
}

static GBytes *
train (guint64 seed)
{
  g_autoptr(AeqMadeUpDesk) desk = aeq_made_up_desk (2, 90, 6, 3, 1);

  return train_desk (desk, seed);
}

static void
test_the_order_of_accounts_changes_nothing (void)
{
  g_autoptr(AeqMadeUpDesk) desk = aeq_made_up_desk (3, 90, 6, 3, 1);
  g_autoptr(GBytes) before = train_desk (desk, 1), after = NULL;
  AeqDeskSeries first = desk->series[0];

  desk->series[0] = desk->series[2];
  desk->series[2] = first;
  after = train_desk (desk, 1);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_same_data_and_seed_same_bytes_on_any_threads (void)
{
  g_autoptr(GBytes) two = NULL, one = NULL, other = NULL;

  aeq_parallel_set_threads (2);
  two = train (1);
  aeq_parallel_set_threads (1);
  one = train (1);
  other = train (2);
  aeq_parallel_set_threads (0);
  g_assert_true (g_bytes_equal (one, two));
  g_assert_false (g_bytes_equal (one, other));
}

static void
test_loaded_and_saved_again_is_the_same (void)
{
  g_autoptr(GBytes) bytes = train (1);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqModel) model = aeq_model_load (bytes, &error);
  g_autoptr(GBytes) again = NULL;

  g_assert_no_error (error);
  again = aeq_model_save (model);
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_true (aeq_model_knows (model, "account-2/USD"));
  g_assert_false (aeq_model_knows (model, "account-3/USD"));
  g_assert_cmpuint (strlen (aeq_model_get_data_hash (model)), ==, 64);
}

static void
test_metadata_is_json_that_says_what_it_must (void)
{
  static const char *const MEMBERS[] = {
    "format", "xgboost", "data_hash", "training_window", "rows", "parameters", "metrics", "daily_features",
  };
  g_autoptr(GBytes) bytes = train (1);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqModel) model = aeq_model_load (bytes, &error);
  g_autoptr(JsonNode) root = json_from_string (aeq_model_get_metadata (model), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (MEMBERS); i++)
    g_assert_true (json_object_has_member (json_node_get_object (root), MEMBERS[i]));
}

static void
test_damage_is_noticed (void)
{
  g_autoptr(GBytes) bytes = train (1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size; at += size / 13)
    {
      guint8 *copy = g_memdup2 (data, size);
      g_autoptr(GBytes) damaged = NULL;
      g_autoptr(GError) error = NULL;

      copy[at] ^= 0x41;
      damaged = g_bytes_new_take (copy, size);
      g_assert_null (aeq_model_load (damaged, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
    }
  for (gsize length = 0; length < size; length += size / 7)
    {
      g_autoptr(GBytes) cut = g_bytes_new (data, length);
      g_autoptr(GError) error = NULL;

      g_assert_null (aeq_model_load (cut, &error));
      g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/model/same-bytes", test_same_data_and_seed_same_bytes_on_any_threads);
  g_test_add_func ("/forecast/model/save-load", test_loaded_and_saved_again_is_the_same);
  g_test_add_func ("/forecast/model/metadata", test_metadata_is_json_that_says_what_it_must);
  g_test_add_func ("/forecast/model/damage", test_damage_is_noticed);
  g_test_add_func ("/forecast/model/account-order", test_the_order_of_accounts_changes_nothing);
  return g_test_run ();
}
