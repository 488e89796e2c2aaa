/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"
#include "aeq-entity.h"

G_BEGIN_DECLS

/* How records of the ledger look in the API: names, types, what may be written. One table a kind, below /api/v1. */

typedef enum
{
  AEQ_SHOW_TEXT,
  AEQ_SHOW_DAY,
  AEQ_SHOW_MONEY,   /* decimal text in the account's currency */
  AEQ_SHOW_INSTANT, /* RFC 3339 */
  AEQ_SHOW_BOOLEAN,
  AEQ_SHOW_STATUS,  /* of a flow, by name */
  AEQ_SHOW_ID,      /* of another record */
  AEQ_SHOW_ACCOUNT
} AeqShow;

typedef enum
{
  AEQ_MEMBER_NONE = 0,
  AEQ_MEMBER_READ_ONLY = 1 << 0,
  AEQ_MEMBER_REQUIRED = 1 << 1
} AeqMemberFlags;

typedef struct
{
  const char     *name;  /* in JSON */
  const char     *field; /* of the entity */
  AeqShow         show;
  AeqMemberFlags  flags;
} AeqMember;

typedef struct
{
  const char      *name;     /* "accounts" */
  const char      *entity;
  const AeqMember *members;  /* ended by a NULL name */
  const char      *defaults; /* JSON of the entity's fields */
} AeqResource;

/* Of the call's path. */
const AeqResource *aeq_resource_of_call (AeqCall *call);

/* Writes a row that aeq_entity_page() gives. */
void        aeq_resource_write  (const AeqResource *self, AeqStatement *row, AeqJson *json);
/* What a client sends as the entity's fields; @account_currency of the record's account, for amounts. With @whole,
 * required members must be there and defaults fill the others. */
JsonObject *aeq_resource_values (const AeqResource *self, JsonObject *body, const AeqCurrency *account_currency,
                                 gboolean whole, GError **error);
/* What the row's amounts are in; NULL when it is none of ISO 4217. */
const AeqCurrency *aeq_resource_currency    (const AeqResource *self, AeqStatement *row);
gboolean           aeq_resource_has_amounts (const AeqResource *self);
const AeqMember *aeq_resource_member (const AeqResource *self, const char *name);

G_END_DECLS
