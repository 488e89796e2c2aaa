/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-instant.h"
#include "aeq-opening.h"

G_BEGIN_DECLS

#define AEQ_APPLICATION_ID "ai.aequitas.Aequitas"

#define AEQ_TYPE_APPLICATION (aeq_application_get_type ())
G_DECLARE_FINAL_TYPE (AeqApplication, aeq_application, AEQ, APPLICATION, AdwApplication)

AeqApplication *aeq_application_new (void);
/* What stands in for the clock, AEQ_INSTANT_NONE for none. */
AeqInstant      aeq_application_get_now    (AeqApplication *self);
/* (nullable) where the state is kept: the window's size, the page, the ledgers of late. */
GSettings      *aeq_application_get_state  (AeqApplication *self);
/* Puts a ledger at the head of those of late. */
void            aeq_application_add_recent (AeqApplication *self, const char *path);
/* Begins to open a ledger, or goes on with what was begun when the program started. The caller's. */
AeqOpening     *aeq_application_open       (AeqApplication *self, const char *path, AeqOpeningFlags flags);
/* Where the sample desk of today is. Free it. */
char           *aeq_application_sample_path (void);

G_END_DECLS
