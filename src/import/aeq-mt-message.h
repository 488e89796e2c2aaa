/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-read.h"

G_BEGIN_DECLS

/* Lines become fields, fields become entries and statements. */
typedef struct _AeqMtMessage AeqMtMessage;

/* The longest field with all its lines, and the longest text of an entry. */
#define AEQ_MT_MAX_FIELD ((gsize) 256 * 1024)

AeqMtMessage *aeq_mt_message_new    (const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report);
void          aeq_mt_message_free   (AeqMtMessage *self);
/* FALSE when the whole file is refused or the sink failed; a field that cannot be read goes into the report. */
gboolean      aeq_mt_message_line   (AeqMtMessage *self, guint64 number, const char *line, gsize length, GError **error);
gboolean      aeq_mt_message_finish (AeqMtMessage *self, GError **error);

G_END_DECLS
