/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-money.h"

G_BEGIN_DECLS

/* A cell as it is compared with other words: lower case, accents gone, ae oe ue as a o u (so that "Währung" and
 * "Waehrung" are one word), anything but letters and digits a single space. Free it. */
char *aeq_csv_fold (const char *text, gssize length);
/* As above for a header cell, with a currency in it ("Importo (EUR)", "Saldo CHF", "montant en euro") taken out into
 * @currency (nullable; untouched when there is none). */
char *aeq_csv_fold_header (const char *text, const AeqCurrency **currency);
/* The one ISO code among the capital words of @text, or of a symbol that means one currency; NULL when none. */
const AeqCurrency *aeq_csv_find_currency (const char *text);
/* The money of the country that two letters begin with; NULL for countries without IBANs. */
const AeqCurrency *aeq_csv_currency_of_country (const char *code);
/* Whether @folded begins with the words @phrase. */
gboolean aeq_csv_begins_with (const char *folded, const char *phrase);

G_END_DECLS
