/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-cli.h"

G_BEGIN_DECLS

/* What a command lists: a JSON array with --json, else a table. Rows go to the one of the two that is not NULL. */
typedef struct
{
  AeqCli      *cli;
  AeqJson     *json;
  AeqCliTable *table;
  GPtrArray   *accounts; /* (nullable) AeqAccount */
  GHashTable  *by_id;
} AeqCliList;

/* Takes over @table. To be ended in any case. */
void     aeq_cli_list_begin (AeqCliList *self, AeqCli *cli, AeqCliTable *table);
/* For lists whose rows name accounts by their local id. */
gboolean aeq_cli_list_load_accounts (AeqCliList *self, AeqLedger *ledger, GError **error);
/* Borrowed. */
const AeqAccount *aeq_cli_list_account (const AeqCliList *self, gint64 id);
/* Prints the list, or nothing at all when not @ok, and frees what it holds. Returns @ok. */
gboolean aeq_cli_list_end   (AeqCliList *self, gboolean ok);

G_END_DECLS
