/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

/* Accounts that are reported together. */
typedef struct
{
  char      *name;
  gboolean   nets;     /* funds move freely between its accounts in the day */
  GPtrArray *accounts; /* AeqAccount, by number and currency; may be empty */
} AeqAccountSet;

void aeq_account_set_free (AeqAccountSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqAccountSet, aeq_account_set_free)

/* All sets by name. GPtrArray of AeqAccountSet. */
GPtrArray *aeq_account_set_list (AeqLedger *ledger, GError **error);

G_END_DECLS
