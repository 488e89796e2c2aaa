/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-page.h"
#include "aeq-work-bar.h"

G_BEGIN_DECLS

/* The inside of a window that has a ledger: sidebar, header and the page that is shown. A page is made when it is first gone to. */
#define AEQ_TYPE_SHELL (aeq_shell_get_type ())
G_DECLARE_FINAL_TYPE (AeqShell, aeq_shell, AEQ, SHELL, AdwBin)

/* Once. @name of the ledger stands in the header. */
void        aeq_shell_set_desk  (AeqShell *self, AeqAppDesk *desk, const char *name);
AeqAppDesk    *aeq_shell_get_desk  (AeqShell *self); /* (nullable) */
/* Before the desk is there, the page is only remembered. */
void        aeq_shell_go_to     (AeqShell *self, const char *page);
/* How the window is looked at: the page that is shown, and what each page keeps. Recalled before the desk comes. */
void        aeq_shell_keep      (AeqShell *self, GVariantDict *state);
void        aeq_shell_recall    (AeqShell *self, GVariantDict *state);
/* The focus to the next of sidebar, header, page and its pane. */
void        aeq_shell_go_round  (AeqShell *self, gboolean back);
AeqPage    *aeq_shell_get_page  (AeqShell *self); /* (nullable) the one that is shown */
void        aeq_shell_refresh   (AeqShell *self);
/* A bar under the header, until it is closed. */
void        aeq_shell_add_bar   (AeqShell *self, GtkWidget *bar);
/* Where long work shows itself. */
AeqWorkBar *aeq_shell_get_work  (AeqShell *self);
/* Issues a forecast of all accounts, with progress. */
void        aeq_shell_forecast  (AeqShell *self);

/* Long work of a page in the strip of the shell that @inside is in; one at a time, else a toast says so. Takes @data over. */
gboolean    aeq_shell_run       (GtkWidget *inside, const AeqWork *work, gpointer data, const char *title, AeqWorkDone done, gpointer user_data);

G_END_DECLS
