/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes a CSV file row by row (UTF-8, comma, RFC 4180 quotes, LF), in constant memory. The file appears whole or not at all. Texts that
 * a spreadsheet would run as a formula are led by an apostrophe; numbers are written as they are. */
typedef struct _AeqCsvWriter AeqCsvWriter;

AeqCsvWriter *aeq_csv_writer_new    (const char *path, GError **error);
/* Without a finish nothing is left behind. */
void          aeq_csv_writer_free   (AeqCsvWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqCsvWriter, aeq_csv_writer_free)
void          aeq_csv_writer_text   (AeqCsvWriter *self, const char *text);   /* NULL is empty */
void          aeq_csv_writer_number (AeqCsvWriter *self, const char *number); /* a number or date, already written */
gboolean      aeq_csv_writer_end_row (AeqCsvWriter *self, GError **error);
gboolean      aeq_csv_writer_finish (AeqCsvWriter *self, GError **error);

G_END_DECLS
