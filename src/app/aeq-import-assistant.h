/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* The window that brings files in: how each is read, then the import with progress and a way out, then what came of it. */
#define AEQ_TYPE_IMPORT_ASSISTANT (aeq_import_assistant_get_type ())
G_DECLARE_FINAL_TYPE (AeqImportAssistant, aeq_import_assistant, AEQ, IMPORT_ASSISTANT, AdwWindow)

AeqImportAssistant *aeq_import_assistant_new (GtkWindow *parent, AeqAppDesk *desk, const char *const *paths);
/* More files, as long as nothing is imported. */
void aeq_import_assistant_add (AeqImportAssistant *self, const char *const *paths);

G_END_DECLS
