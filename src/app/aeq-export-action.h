/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-shell.h"

G_BEGIN_DECLS

/* Ctrl+E: asks for a file and writes what the page shows into it, in the format that the name ends in, with progress
 * and cancel. @ending (nullable) is proposed: ".xlsx", ".csv", ".pdf" or ".json". */
void aeq_export_action (AeqShell *shell, AdwToastOverlay *toasts, const char *ending);

G_END_DECLS
