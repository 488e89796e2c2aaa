/* SPDX-License-Identifier: MIT */
#include "fuzz-statement.h"

/* The archive as it comes. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  return fuzz_statement ("xlsx", data, size);
}
