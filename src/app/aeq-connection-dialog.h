/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"
#include "aeq-job-connections.h"

G_BEGIN_DECLS

/* A connection, made or changed: its fields, its secrets on their way into the keyring, a try, and its removal. What is saved or removed can be
 * undone, what the keyring was told cannot. */
#define AEQ_TYPE_CONNECTION_DIALOG (aeq_connection_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AeqConnectionDialog, aeq_connection_dialog, AEQ, CONNECTION_DIALOG, AdwWindow)

/* @connection is copied; one of aeq_form_begin() is a new one. @profiles: names of import profiles. */
void aeq_connection_dialog_open (GtkWidget *parent, AeqAppDesk *desk, const AeqConnection *connection, const char *const *profiles);

G_END_DECLS
