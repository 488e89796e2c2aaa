/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-shell.h"
#include "aeq-welcome.h"
#include "aeq-window.h"

G_BEGIN_DECLS

struct _AeqWindow
{
  AdwApplicationWindow parent_instance;
  AeqOpening          *opening;    /* (nullable) of the ledger that is shown, or on its way */
  guint                slow;       /* source: shows that it is being opened, 0: none */
  gboolean             asked;      /* for a page: it goes before the one of the last time */
  GVariantDict        *recalled;   /* (nullable) how its ledger was looked at the last time */
  AeqImporter         *importer;
  GtkStack            *state;      /* template children */
  AdwToastOverlay     *toasts;
  AdwBin              *welcome;    /* filled when it is shown */
  AeqShell            *shell;
  GtkProgressBar      *progress;
  AdwStatusPage       *failure;
};

/* aeq-window.c */
GSettings *aeq_window_get_state (AeqWindow *self); /* (nullable) */
/* In this window, which has no ledger yet. */
void       aeq_window_open_path (AeqWindow *self, const char *path, AeqOpeningFlags flags);

/* aeq-window-actions.c */
void aeq_window_install_actions (GtkWidgetClass *widget_class);
void aeq_window_enable_actions  (AeqWindow *self, gboolean has_ledger);

G_END_DECLS
