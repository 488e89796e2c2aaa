/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-mt-message.h"
#include "aeq-mt-text.h"
#include "aeq-mt-tie.h"

G_BEGIN_DECLS

struct _AeqMtMessage
{
  const AeqReadOptions *options;
  const AeqReadSink    *sink;        /* (nullable) */
  gpointer              user_data;
  AeqReadReport        *report;
  AeqMtTie              tie;
  AeqMtStatement        statement;
  AeqMtStatement        done;        /* complete, and not told yet when @done_waits */
  gboolean              done_waits;
  guint64               statements;
  AeqMtTag              tag;         /* of the field whose lines are being collected */
  guint64               field_line;
  GString              *field;
  gsize                 last_length; /* of the line before */
  gboolean              last_digits; /* it ended in two digits */
  gboolean              held;        /* an entry waits for its texts */
  guint64               entry_line;
  AeqMtEntry            entry;       /* its texts stand in the next three */
  GString              *reference;
  GString              *bank_reference;
  GString              *more;
  AeqMtTexts            texts;
  guint64               rounded;
  guint64               first_rounded;
  guint64               clamped;
  guint64               first_clamped;
};

/* The field that has been collected; FALSE when the sink failed. */
gboolean aeq_mt_message_field  (AeqMtMessage *self, GError **error);
/* Hands the held entry over. */
gboolean aeq_mt_message_emit   (AeqMtMessage *self, GError **error);
/* :61:, with what may follow on further lines. */
void     aeq_mt_message_entry  (AeqMtMessage *self);
/* Hands a statement that is complete to the sink. */
gboolean aeq_mt_message_tell   (AeqMtMessage *self, GError **error);
AeqReportKind aeq_mt_message_kind (const AeqMtMessage *self, const AeqMtStatement *statement);
/* Ends the statement, if there is one, and begins the next. */
void     aeq_mt_message_turn   (AeqMtMessage *self, guint64 line);
void     aeq_mt_message_refuse (AeqMtMessage *self, const char *field, const char *message);
void     aeq_mt_message_odd    (AeqMtMessage *self, gboolean rounded, gboolean clamped);

G_END_DECLS
