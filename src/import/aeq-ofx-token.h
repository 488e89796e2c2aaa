/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-text.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_OFX_END,
  AEQ_OFX_OPEN,   /* <NAME>, and <NAME/> with @is_empty */
  AEQ_OFX_CLOSE,
  AEQ_OFX_TEXT
} AeqOfxKind;

typedef struct
{
  AeqOfxKind  kind;
  char        name[40];  /* of a tag, in capitals; cut off when longer */
  gboolean    is_empty;
  gboolean    is_raw;    /* text without entities (CDATA) */
  const char *text;      /* borrowed until the next token */
  gsize       length;
  guint64     line;
} AeqOfxToken;

/* Tags and text, of SGML or XML alike. Comments and processing instructions are passed over, a DTD is refused. */
typedef struct
{
  AeqText *text;
  GString *buffer;
  gsize    at;
  guint64  line;
  gboolean ended;
} AeqOfxScanner;

void     aeq_ofx_scanner_init  (AeqOfxScanner *self, AeqText *text);
void     aeq_ofx_scanner_clear (AeqOfxScanner *self);
gboolean aeq_ofx_scanner_next  (AeqOfxScanner *self, AeqOfxToken *token, GError **error);

/* Appends text with white space made single and the five entities and numeric ones resolved; others stay as written. */
void     aeq_ofx_append_text   (GString *out, const char *text, gsize length, gboolean is_raw);

G_END_DECLS
