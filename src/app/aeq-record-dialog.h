/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"
#include "aeq-sheet.h"

G_BEGIN_DECLS

/* A limit, an obligation or an override of the forecast, made or changed; amounts as a person types them (aeq-amount-entry.h). The change can be
 * undone. */
#define AEQ_TYPE_RECORD_DIALOG (aeq_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AeqRecordDialog, aeq_record_dialog, AEQ, RECORD_DIALOG, AdwWindow)

/* @entity "limit", "obligation" or "override"; @row (nullable: a new one) of aeq_sheet_limits() or aeq_sheet_obligations(), read
 * before this returns. A row whose uid is zero is a new one that begins with its values: of an override the time at first. */
void aeq_record_dialog_open (GtkWidget *parent, AeqAppDesk *desk, const char *entity, const AeqSheetRow *row);
/* Takes @uids, of AeqId, over. */
void aeq_record_delete      (AeqAppDesk *desk, const char *entity, GPtrArray *uids);

G_END_DECLS
