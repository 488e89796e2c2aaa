/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that appears whole or not at all: written beside its place, synced, renamed. */
typedef struct _AeqFileWriter AeqFileWriter;

AeqFileWriter *aeq_file_writer_new    (const char *path, GError **error);
void           aeq_file_writer_free   (AeqFileWriter *self); /* without a finish nothing is left behind */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqFileWriter, aeq_file_writer_free)
gboolean       aeq_file_writer_write  (AeqFileWriter *self, const void *data, gsize length, GError **error);
/* The file beside its place, for a library that writes by name; it must write to that file and not replace it.
 * Borrowed. */
const char    *aeq_file_writer_get_partial (AeqFileWriter *self);
gboolean       aeq_file_writer_finish (AeqFileWriter *self, GError **error);

G_END_DECLS
