/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-document.h"
#include "aeq-ledger.h"

G_BEGIN_DECLS

/* The Source block of what is made from a ledger: its name, as of its now, and what is missing in it. Owns its texts.
 */
typedef struct
{
  AeqSource  source;   /* model and scenario are the caller's to set; borrowed then */
  char      *ledger;
  GPtrArray *gaps;     /* char*, NULL-terminated */
} AeqExportSource;

gboolean aeq_export_source_init  (AeqExportSource *self, AeqLedger *ledger, GError **error);
void     aeq_export_source_clear (AeqExportSource *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqExportSource, aeq_export_source_clear)

G_END_DECLS
