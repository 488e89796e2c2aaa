/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Check digits of invented securities and accounts. */

#define AEQ_SAMPLE_ISIN_SIZE 13

/* @stem: eleven characters, A-Z and 0-9. Writes the stem and its check digit (ISO 6166) into @buffer and returns it. */
char *aeq_sample_isin (const char *stem, char *buffer);
/* @country and national part @bban without check digits; e.g. "DE", "99900001...". Free with g_free(). */
char *aeq_sample_iban (const char *country, const char *bban);

G_END_DECLS
