/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-mt-text.h"

G_BEGIN_DECLS

/* The remittance of a SEPA booking, in keys (EREF+, SVWZ+) when the bank uses them. */
void     aeq_mt_codes_sepa       (const char *text, gsize length, AeqMtTexts *texts);
/* FALSE when @text is not made of codes between slashes (/EREF/, /REMI/). */
gboolean aeq_mt_codes_slashes    (const char *text, gsize length, AeqMtTexts *texts);
gboolean aeq_mt_codes_starts_key (const char *text, gsize length);

G_END_DECLS
