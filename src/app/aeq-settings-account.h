/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* A row that shows the calendar and the clock of an account, and changes them. */
#define AEQ_TYPE_SETTINGS_ACCOUNT (aeq_settings_account_get_type ())
G_DECLARE_FINAL_TYPE (AeqSettingsAccount, aeq_settings_account, AEQ, SETTINGS_ACCOUNT, AdwExpanderRow)

/* @account need not live on. */
GtkWidget *aeq_settings_account_new (AeqAppDesk *desk, const AeqAccount *account);

G_END_DECLS
