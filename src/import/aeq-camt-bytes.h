/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* The bytes of a message on their way to the parser, looked at for what it must not meet. */
typedef struct
{
  AeqInput     *input;
  AeqProgress  *progress;
  GCancellable *cancellable;
  GError       *error;          /* of reading, when aeq_camt_bytes_read() failed */
  char         *buffer;
  gsize         have;
  gsize         at;
  guint64       offset;
  guint64       skipped_lines;  /* before the first element or declaration */
  glong         equals;         /* signs since the last "<" */
} AeqCamtBytes;

gboolean    aeq_camt_bytes_start        (AeqCamtBytes *self);
void        aeq_camt_bytes_clear        (AeqCamtBytes *self);
/* An xmlInputReadCallback. */
int         aeq_camt_bytes_read         (void *context, char *out, int length);
const char *aeq_camt_bytes_find_doctype (const AeqCamtBytes *self);
gboolean    aeq_camt_bytes_claim_utf16  (const AeqCamtBytes *self);

G_END_DECLS
