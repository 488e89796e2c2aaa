/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"

/* What the benchmarks on a ledger of their own share. Nothing in them may fail: they end with the error's sentence. */

typedef struct
{
  char      *folder;
  AeqLedger *ledger;
} BenchLedger;

void   bench_check        (GError *error);
/* Milliseconds of processor time of the whole program. */
double bench_processor_ms (void);
/* The sample desk, made at @now, in a temporary folder; close removes it. */
void   bench_ledger_open  (BenchLedger *self, const char *now);
void   bench_ledger_close (BenchLedger *self);
