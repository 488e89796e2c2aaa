/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "aeq-scenario.h"

/* A scenario that is read can be said in words and written, and reads back as itself. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(AeqScenario) scenario = aeq_scenario_parse ("fuzz", NULL, (const char *) data, (gssize) size, NULL, NULL);
  g_autoptr(AeqScenario) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (scenario == NULL)
    return 0;
  for (guint i = 0; i < scenario->blocks->len; i++)
    g_free (aeq_stress_block_words (&g_array_index (scenario->blocks, AeqStressBlock, i)));
  first = aeq_scenario_json (scenario);
  again = aeq_scenario_parse ("fuzz", NULL, first, -1, NULL, NULL);
  g_assert_nonnull (again);
  second = aeq_scenario_json (again);
  g_assert_cmpstr (first, ==, second);
  return 0;
}
