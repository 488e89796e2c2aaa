/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-forecast-store.h"

G_BEGIN_DECLS

/* The models of a ledger for looking through: what each is, and which speaks. */
typedef struct
{
  AeqInstant  as_of;
  GPtrArray  *models; /* AeqModelRecord, newest first */
  GPtrArray  *cards;  /* char*: the card of each, Markdown */
} AeqRegistry;

AeqRegistry *aeq_job_registry  (AeqLedger *ledger, GError **error);
void         aeq_registry_free (AeqRegistry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqRegistry, aeq_registry_free)

/* What was changed in the registry, so that it can be taken back and done again: the records before and after. */
typedef struct
{
  GPtrArray *before;  /* AeqModelRecord */
  GPtrArray *after;
  char      *current; /* (nullable) which version of the family speaks now */
} AeqRegistryChange;

/* Makes @version current, or with NULL goes back to the one before in @family. */
AeqRegistryChange *aeq_job_registry_change  (AeqLedger *ledger, const char *family, const char *version, GError **error);
gboolean           aeq_job_registry_restore (AeqLedger *ledger, const AeqRegistryChange *change, gboolean redo, GError **error);
void               aeq_registry_change_free (AeqRegistryChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqRegistryChange, aeq_registry_change_free)

G_END_DECLS
