/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>
#include "aeq-store.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_FIELD_TEXT,
  AEQ_FIELD_INT,
  AEQ_FIELD_MONEY,   /* integer: minor units of the account's currency */
  AEQ_FIELD_INSTANT, /* integer: UTC microseconds */
  AEQ_FIELD_ACCOUNT, /* column account_id, shown as the account's uid text */
  AEQ_FIELD_UID,     /* uid of another flow, shown as text; NULL when that flow is not there */
  AEQ_FIELD_DATE,    /* "2024-03-01" */
  AEQ_FIELD_FULFILS  /* no column: uid of the expected flow that this one fulfils ("fulfils"), or of the pending one that it
                        settles ("fulfils_pending"), kept in that flow's superseded_by */
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
/* Kept as an integer: INT, MONEY and INSTANT. */
gboolean         aeq_field_is_integer (const AeqField *self);

/* Reads, writes and removes one row by its image. What follows is kept in step: the day sums of a flow, the flow that it
 * fulfils, and the days of an account that moves to another zone. */
JsonObject *aeq_entity_read   (const AeqEntity *self, AeqStore *store, const AeqId *uid, GError **error); /* NULL, no error: no row */
gboolean    aeq_entity_insert (const AeqEntity *self, AeqStore *store, const AeqId *uid, JsonObject *image, GError **error);
gboolean    aeq_entity_update (const AeqEntity *self, AeqStore *store, const AeqId *uid, JsonObject *image, GError **error);
gboolean    aeq_entity_delete (const AeqEntity *self, AeqStore *store, const AeqId *uid, GError **error);

G_END_DECLS
