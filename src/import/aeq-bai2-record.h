/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "aeq-date.h"

G_BEGIN_DECLS

/* A record with its continuations (88), in fields. */
typedef struct
{
  guint    offset;     /* of the NUL-terminated text in @bytes */
  guint    length;
  gboolean opens_line; /* first field of a continuation */
} AeqBai2Field;

typedef struct
{
  int      code;       /* 1, 2, 3, 16, 49, 98, 99; 0: none is open */
  guint64  line;
  GString *bytes;
  GArray  *fields;     /* AeqBai2Field */
  guint    text;       /* where the text of a 16 is, once enough fields are there; else G_MAXUINT */
} AeqBai2Record;

void        aeq_bai2_record_init   (AeqBai2Record *self);
void        aeq_bai2_record_clear  (AeqBai2Record *self);
void        aeq_bai2_record_start  (AeqBai2Record *self, int code, guint64 line);
/* Takes what follows the code of a physical record, without its line end. The field that is open decides: the text of
 * an entry takes the line as it stands, anything else is split at commas. FALSE beyond the limits. */
gboolean    aeq_bai2_record_append (AeqBai2Record *self, const char *data, gsize length, gboolean continues);
/* "" when there is no such field. */
const char *aeq_bai2_record_field  (const AeqBai2Record *self, guint i);
gboolean    aeq_bai2_record_opens_line (const AeqBai2Record *self, guint i);

/* The kinds of field. An empty one is well and leaves the default. */
gboolean aeq_bai2_parse_number (const char *text, gint64 *number); /* sign and digits */
gboolean aeq_bai2_parse_money  (const char *text, guint exponent, gint64 *minor, gboolean *rounded);
gboolean aeq_bai2_parse_date   (const char *text, AeqDate *date);   /* YYMMDD or YYYYMMDD */
/* HHMM in microseconds; 2400 and 9999 mean the end of the day and, as an empty one, give -1. */
gboolean aeq_bai2_parse_time   (const char *text, gint64 *time_of_day);

G_END_DECLS
