/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-entity.h"

G_BEGIN_DECLS

/* @before is NULL for a new row, @after for one that goes. */

/* What the schema cannot state: currencies, zones, calendars and sets that exist, a currency that stays. */
gboolean aeq_entity_check  (const AeqEntity *self, AeqStore *store, JsonObject *before, JsonObject *after, GError **error);
/* Brings in step what depends on the row, once it is written. */
gboolean aeq_entity_follow (const AeqEntity *self, AeqStore *store, const AeqId *uid, JsonObject *before, JsonObject *after,
                            GError **error);

G_END_DECLS
