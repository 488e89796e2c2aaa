/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include "aeq-csv-row.h"

G_BEGIN_DECLS

/* Writes a CSV file row by row (UTF-8, LF), in constant memory; fields are written as aeq-csv-row.h says. The file
 * appears whole or not at all. */
typedef struct _AeqCsvWriter AeqCsvWriter;

/* @options (nullable: the default) are copied. */
AeqCsvWriter *aeq_csv_writer_new    (const char *path, const AeqCsvOptions *options, GError **error);
/* Without a finish nothing is left behind. */
void          aeq_csv_writer_free   (AeqCsvWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqCsvWriter, aeq_csv_writer_free)
void          aeq_csv_writer_text   (AeqCsvWriter *self, const char *text);   /* NULL is empty */
void          aeq_csv_writer_number (AeqCsvWriter *self, const char *number); /* a number or date, already written */
void          aeq_csv_writer_cell   (AeqCsvWriter *self, const AeqCell *cell, gboolean with_offset);
gboolean      aeq_csv_writer_end_row (AeqCsvWriter *self, GError **error);
gboolean      aeq_csv_writer_finish (AeqCsvWriter *self, GError **error);

G_END_DECLS
