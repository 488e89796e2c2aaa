/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-application.h"
#include "aeq-importer.h"

G_BEGIN_DECLS

/* One ledger: the page that says what to do first, or the sidebar and the pages. */
#define AEQ_TYPE_WINDOW (aeq_window_get_type ())
G_DECLARE_FINAL_TYPE (AeqWindow, aeq_window, AEQ, WINDOW, AdwApplicationWindow)

AeqWindow  *aeq_window_new      (AeqApplication *application);
/* Opens a ledger in place of what is shown. */
void        aeq_window_open     (AeqWindow *self, const char *path, gboolean create);
const char *aeq_window_get_path (AeqWindow *self); /* (nullable) */
/* @name as in aeq_page_index(). */
void        aeq_window_set_page (AeqWindow *self, const char *name);
/* By what files come in. */
AeqImporter *aeq_window_get_importer (AeqWindow *self);

/* What a notification asks for. Before its ledger is open, the page is gone to and nothing more. */
void aeq_window_show_alert        (AeqWindow *self, const AeqId *alert);
void aeq_window_acknowledge_alert (AeqWindow *self, const AeqId *alert);

G_END_DECLS
