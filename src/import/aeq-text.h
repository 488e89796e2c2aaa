/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"

G_BEGIN_DECLS

/* The characters of an input: always valid UTF-8 without a byte order mark, in blocks, any number of times over. */
typedef struct _AeqText AeqText;

/* Looks over the whole input once to decide the encoding. Refuses NUL bytes, naming the line. @input is borrowed. */
AeqText    *aeq_text_new      (AeqInput *input, GCancellable *cancellable, GError **error);
/* The same in a code page that the caller names: a single-byte one that iconv knows ("IBM037"), whose NUL is a space and
 * whose EBCDIC line end is a line end. AEQ_ERROR_INVALID when it is none. */
AeqText    *aeq_text_new_in_code_page (AeqInput *input, const char *code_page, GError **error);
void        aeq_text_free     (AeqText *self);
/* "UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "Windows-1252" or "UTF-8 with errors", or the code page. Borrowed. */
const char *aeq_text_get_encoding (const AeqText *self);
void        aeq_text_rewind   (AeqText *self);
/* The next block: its bytes, 0 at the end, -1 with an error. @data is valid until the next call. */
gssize      aeq_text_read     (AeqText *self, const char **data, GError **error);
/* How much of the input has been read, 0 to 1. */
double      aeq_text_fraction (const AeqText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqText, aeq_text_free)

G_END_DECLS
