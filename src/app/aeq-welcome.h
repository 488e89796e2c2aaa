/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The page that says what to do first: open the sample desk, a ledger, one of late, or make one. */
#define AEQ_TYPE_WELCOME (aeq_welcome_get_type ())
G_DECLARE_FINAL_TYPE (AeqWelcome, aeq_welcome, AEQ, WELCOME, AdwBin)

/* Lists the ledgers of late as @state has them. */
void aeq_welcome_set_recent (AeqWelcome *self, GSettings *state);

/* Puts the menu behind the button of three lines. Its widgets are made when it is first opened. */
void aeq_primary_menu_attach (GtkMenuButton *button);

G_END_DECLS
