/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"

G_BEGIN_DECLS

/* The members of a ZIP archive, read from an input one at a time; nothing is unpacked to a disk. What an archive may
 * not have is refused when it is opened: encrypted members, a name twice, names that lead out of a folder, more than
 * AEQ_ZIP_MAX_ENTRIES members, and more unpacked bytes than AEQ_ZIP_MAX_RATIO times its size (24 MiB are always
 * allowed). */
typedef struct _AeqZip AeqZip;

#define AEQ_ZIP_MAX_ENTRIES 10000
#define AEQ_ZIP_MAX_RATIO 64
#define AEQ_ZIP_MIN_LIMIT ((guint64) 24 << 20)

/* @input is borrowed. Errors name it. */
AeqZip     *aeq_zip_open      (AeqInput *input, GError **error);
void        aeq_zip_free      (AeqZip *self);
guint       aeq_zip_get_count (const AeqZip *self);
/* With "/" between folders; a folder's ends with one. UTF-8. Borrowed. */
const char *aeq_zip_get_name  (const AeqZip *self, guint i);
guint64     aeq_zip_get_size  (const AeqZip *self, guint i);
/* By name, whatever the case of its letters when none fits exactly. */
gboolean    aeq_zip_find      (const AeqZip *self, const char *name, guint *i);

/* Begins a member; one that is still open is left. */
gboolean    aeq_zip_enter     (AeqZip *self, guint i, GError **error);
/* Bytes of the member, 0 at its end, -1 with an error; a wrong checksum is one. */
gssize      aeq_zip_read      (AeqZip *self, void *buffer, gsize size, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqZip, aeq_zip_free)

G_END_DECLS
