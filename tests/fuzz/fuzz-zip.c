/* SPDX-License-Identifier: MIT */
#include "fuzz-statement.h"

/* An archive of statements. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  return fuzz_statement ("zip", data, size);
}
