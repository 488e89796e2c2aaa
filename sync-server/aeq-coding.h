/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a body is written on its way: as it is, or compressed. */
typedef enum
{
  AEQ_CODING_PLAIN,
  AEQ_CODING_GZIP,
  AEQ_CODING_ZSTD,
  AEQ_N_CODINGS
} AeqCoding;

/* As Content-Encoding names it; NULL for AEQ_CODING_PLAIN. */
const char *aeq_coding_name (AeqCoding coding);
/* What a client likes best of what there is. @accept (nullable) is its Accept-Encoding. Of equals the smaller wins. */
AeqCoding aeq_coding_choose (const char *accept);
/* NULL: no memory. */
GBytes *aeq_coding_encode (AeqCoding coding, GBytes *plain);

G_END_DECLS
