/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-document.h"

G_BEGIN_DECLS

/* "a4", "letter"; NULL leaves @paper as it is. AEQ_ERROR_USAGE for anything else. */
gboolean aeq_cli_parse_paper (const char *text, AeqPaper *paper, GError **error);

/* Refuses @option when it was given and the file that is written (nullable: none) does not end in @ending: it would do
 * nothing. */
gboolean aeq_cli_check_ending (const char *option, gboolean given, const char *file, const char *ending, GError **error);

G_END_DECLS
