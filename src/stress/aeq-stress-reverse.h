/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include "aeq-stress-book.h"

G_BEGIN_DECLS

/* Reverse stress: how much of one building block alone it takes. */

typedef enum
{
  AEQ_STRESS_FOUND,
  AEQ_STRESS_ALREADY, /* it is so without any shock */
  AEQ_STRESS_NOT,     /* not even at the worst that is tried */
  AEQ_STRESS_NO_LIMIT /* the account has no limit that could be breached */
} AeqStressOutcome;

typedef struct
{
  AeqStressOutcome outcome;
  double           size; /* the least that does it, of FOUND: found to a millionth of the way, rounded to the worse side */
} AeqStressLeast;

typedef struct
{
  AeqStressKind  kind;
  const char    *name;    /* of the shock: that of the kind, or "lines_all", "payments" */
  const char    *size;    /* what is searched: "minutes", "share", "factor", ... */
  double         none;    /* the size that changes nothing, and the worst that is tried */
  double         worst;
  AeqStressLeast breach;     /* of the limit, as p_breach */
  AeqStressLeast exhaustion; /* of everything available, as p_exhausted */
} AeqStressReverse;

const char *aeq_stress_outcome_name (AeqStressOutcome outcome); /* "found", "already", "none", "no_limit" */

/* GArray of AeqStressReverse, a building block each. A shock does it when it happens on at least the share @chance of the paths.
 * Looks at @cancellable between searches. */
GArray *aeq_stress_reverse (const AeqStressBook *book, double chance, GCancellable *cancellable, GError **error);
/* The scenario that does it: the one block, under the name of the shock. @least is one of @self, AEQ_STRESS_FOUND. Free it. */
AeqScenario *aeq_stress_reverse_scenario (const AeqStressReverse *self, const AeqStressLeast *least);

G_END_DECLS
