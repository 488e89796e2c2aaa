/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-shell.h"

G_BEGIN_DECLS

/* Ctrl+P: prints, or previews, what the page shows, as the PDF of an export has it. */
void aeq_print_action (AeqShell *shell);

G_END_DECLS
