/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-entity.h"

G_BEGIN_DECLS

/* Rows of an entity that belongs to accounts (or is the account), a page at a time, as they are kept: for programs that
 * list what others wrote. */

typedef struct
{
  const AeqId *uid;     /* (nullable) this row alone */
  const AeqId *account; /* (nullable) rows of this account */
  gint64       from;    /* AEQ_INSTANT_NONE: no bound; [from, to) of settle_ts or as_of, where the entity has one */
  gint64       to;
  gint64       status;  /* of flows; -1: all */
  gint64       after_key; /* the row before the page: its sort key, */
  gint64       after_id;  /* and its number; 0: from the start */
  gint64       limit;     /* 0: all */
} AeqEntityPage;

#define AEQ_ENTITY_PAGE_ALL { NULL, NULL, G_MININT64, G_MININT64, -1, G_MININT64, 0, 0 }

/* Columns of a row, before the entity's fields in their order. An account is given by its uid; AEQ_FIELD_FULFILS are
 * left out. */
enum
{
  AEQ_ENTITY_COLUMN_ID,
  AEQ_ENTITY_COLUMN_UID,
  AEQ_ENTITY_COLUMN_KEY,      /* what rows are sorted by, before their number */
  AEQ_ENTITY_COLUMN_CURRENCY, /* of the account */
  AEQ_ENTITY_COLUMN_FIELDS
};

/* FALSE stops; with an error when it is one. */
typedef gboolean (*AeqEntityRowFunc) (AeqStatement *row, gpointer user_data, GError **error);

/* Rows of one account that have a time come by it, all others in the order in which they were stored. */
gboolean aeq_entity_page (const AeqEntity *self, AeqStore *store, const AeqEntityPage *page, AeqEntityRowFunc func,
                          gpointer user_data, GError **error);

G_END_DECLS
