/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-document.h"

G_BEGIN_DECLS

/* "a4", "letter"; NULL leaves @paper as it is. AEQ_ERROR_USAGE for anything else. */
gboolean aeq_cli_parse_paper (const char *text, AeqPaper *paper, GError **error);

G_END_DECLS
