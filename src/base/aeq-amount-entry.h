/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-money.h"

G_BEGIN_DECLS

#define AEQ_AMOUNT_ENTRY_MAX 256 /* bytes of a formula */

/* What a person types where an amount is asked for, exactly, in minor units: "1.5m", "250k", "2bn", "(100)",
 * "1,234.50", or behind an equals sign sums and products of amounts, "=1000-250" or "=3*(1.5m+20k)". @decimal is the
 * mark of the user's locale. On refusal FALSE with AEQ_ERROR_INVALID, or AEQ_ERROR_OVERFLOW beyond the range, and one
 * sentence that says what to type. */
gboolean aeq_amount_entry_parse (const char *text, const AeqCurrency *currency, AeqDecimal decimal, gint64 *minor,
                                 GError **error);

G_END_DECLS
