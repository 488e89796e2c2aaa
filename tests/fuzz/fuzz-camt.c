/* SPDX-License-Identifier: MIT */
#include "fuzz-statement.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  return fuzz_statement ("camt053", data, size);
}
