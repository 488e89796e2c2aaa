/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What :86: and :NS: say about an entry: free text, subfields (?20) or codes (/REMI/). Texts are "" when there is none. */
typedef struct
{
  GString *narrative;
  GString *counterparty;
  GString *reference;     /* end-to-end */
  GString *booking;       /* what the bank calls the booking */
  GString *remittance;    /* of the :86: at hand, its subfields joined */
  GString *scratch;
} AeqMtTexts;

void     aeq_mt_texts_init  (AeqMtTexts *self);
void     aeq_mt_texts_clear (AeqMtTexts *self);
void     aeq_mt_texts_reset (AeqMtTexts *self);
/* One :86: as its lines stand in the file, parted by LF; called once for each of a repeated tag. */
void     aeq_mt_texts_add    (AeqMtTexts *self, const char *text, gsize length);
void     aeq_mt_texts_add_ns (AeqMtTexts *self, const char *text, gsize length);
/* A three-digit code and subfields: what no account number looks like. */
gboolean aeq_mt_text_has_subfields (const char *text, gsize length);
/* Appends without control characters, runs of blanks as one; a blank goes between, unless @glue. */
void     aeq_mt_text_append (GString *out, const char *text, gsize length, gboolean glue);

G_END_DECLS
