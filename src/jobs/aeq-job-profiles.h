/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"
#include "aeq-profile.h"

G_BEGIN_DECLS

/* The profiles at hand: those of the ledger first, so that a desk's own wins, then those that the product ships. */
AeqProfileSet *aeq_job_profiles_known (AeqLedger *ledger, GError **error);
/* @name is the name of a known profile, or the path of a profile file, which is added to the set. Borrowed from the set. */
const AeqProfile *aeq_job_profiles_find (AeqProfileSet *known, const char *name, GError **error);
/* Keeps a profile in the ledger under its name; a change like any other. */
gboolean aeq_job_profiles_save (AeqLedger *ledger, const AeqProfile *profile, GError **error);

G_END_DECLS
