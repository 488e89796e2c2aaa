/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An ISIN: two letters, nine letters or digits, and the check digit of ISO 6166. Lower case is not one. */
gboolean aeq_isin_is_valid (const char *text);
/* The check digit of the first eleven characters, as a character; '\0' when they cannot begin an ISIN. */
char     aeq_isin_check_digit (const char *text);

G_END_DECLS
