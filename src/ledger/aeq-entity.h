/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>
#include "aeq-store.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_FIELD_TEXT,
  AEQ_FIELD_INT,
  AEQ_FIELD_ACCOUNT, /* column account_id, shown as the account's uid text */
  AEQ_FIELD_UID      /* 16 bytes, shown as uid text */
} AeqFieldType;

typedef struct
{
  const char   *name;
  AeqFieldType  type;
} AeqField;

typedef struct
{
  const char     *name;
  const char     *table;
  const AeqField *fields; /* ended by a NULL name */
} AeqEntity;

/* NULL when unknown. */
const AeqEntity *aeq_entity_lookup (const char *name);
const AeqField  *aeq_entity_field  (const AeqEntity *self, const char *name);

/* Reads, writes and removes one row by its image. The functions keep flow_day in step when the entity is a flow. */
JsonObject *aeq_entity_read   (const AeqEntity *self, AeqStore *store, const AeqId *uid, GError **error); /* NULL, no error: no row */
gboolean    aeq_entity_insert (const AeqEntity *self, AeqStore *store, const AeqId *uid, JsonObject *image, GError **error);
gboolean    aeq_entity_update (const AeqEntity *self, AeqStore *store, const AeqId *uid, JsonObject *image, GError **error);
gboolean    aeq_entity_delete (const AeqEntity *self, AeqStore *store, const AeqId *uid, GError **error);

G_END_DECLS
