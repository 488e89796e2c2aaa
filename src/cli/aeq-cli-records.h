/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-cli.h"
#include "aeq-entity.h"

G_BEGIN_DECLS

/* Lists all records of a kind; accounts by number, amounts and times as people read them. */
gboolean aeq_cli_list_records (AeqCli *cli, AeqLedger *ledger, const AeqEntity *entity, GError **error);

G_END_DECLS
