/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-csv.h"
#include "aeq-error.h"
#include "aeq-reader.h"

G_BEGIN_DECLS

/* A file read into memory: its report, its flows as lines of text, or the error. */
typedef struct
{
  AeqReadReport *report;
  GPtrArray     *rows;  /* char*: "date|minor|currency|status|narrative" and so on, see the kind's function */
  GError        *error;
  gboolean       ok;
} AeqTestRead;

AeqTestRead *aeq_test_read      (const char *text, gssize length, const AeqReadOptions *options);
AeqTestRead *aeq_test_read_with (const char *text, gssize length, const AeqProfile *profile, const AeqProfileSet *known,
                                 const AeqReadOptions *options);
/* By the reader of fixed-width files. */
AeqTestRead *aeq_test_read_fixed (const char *text, gssize length, const AeqProfile *profile, const AeqProfileSet *known);
/* By a reader of any format; NULL lets the content decide. */
AeqTestRead *aeq_test_read_format (const char *format, const char *text, gssize length, const AeqReadOptions *options);
/* The content decides the format. */
AeqTestRead *aeq_test_read_path (const char *path, const AeqProfileSet *known);
AeqTestRead *aeq_test_read_bytes (const char *name, GBytes *bytes);
void         aeq_test_read_free (AeqTestRead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqTestRead, aeq_test_read_free)

const char *aeq_test_read_row  (const AeqTestRead *self, guint i);
/* Whether a warning, note or refused row holds @part. */
gboolean    aeq_test_read_says (const AeqTestRead *self, const char *part);
/* The values of the contract: "1200.00|30.00", "USD|EUR"; "" when unknown. Free them. */
char *aeq_test_read_status   (const AeqTestRead *self);
char *aeq_test_read_column   (const AeqTestRead *self, const char *column);

G_END_DECLS
