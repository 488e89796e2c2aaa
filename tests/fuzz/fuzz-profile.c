/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "aeq-profile.h"

/* A profile that loads can be written and loads again, to the same text. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(AeqProfile) profile = aeq_profile_from_json ((const char *) data, (gssize) size, NULL);
  g_autoptr(AeqProfile) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (profile == NULL)
    return 0;
  first = aeq_profile_to_json (profile);
  again = aeq_profile_from_json (first, -1, NULL);
  g_assert_nonnull (again);
  second = aeq_profile_to_json (again);
  g_assert_cmpstr (first, ==, second);
  return 0;
}
