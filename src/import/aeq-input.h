/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file to import: a regular file, or a pipe that was spooled into an unlinked temporary file, so that every reader can
 * go over it twice. Bytes only; aeq-text.h makes characters of them. */
typedef struct _AeqInput AeqInput;

#define AEQ_INPUT_MAX_SIZE ((guint64) 4 << 30)
/* The longest line of a text format; a pipe is refused as soon as it is passed. */
#define AEQ_INPUT_MAX_LINE ((gsize) 1 << 20)

/* @path "-" is standard input. Refuses what is missing, a folder, unreadable, empty or too large. */
AeqInput   *aeq_input_open     (const char *path, GCancellable *cancellable, GError **error);
/* For tests and for bytes that came over a wire; @name stands in messages. */
AeqInput   *aeq_input_new_for_bytes (const char *name, GBytes *bytes);
/* More bytes of something that can be read once only: their number, 0 at the end, -1 with an error. */
typedef gssize (*AeqInputFill) (gpointer data, char *buffer, gsize size, GCancellable *cancellable, GError **error);
/* Kept in an unlinked temporary file, like a pipe. @origin is how many bytes the user gave when these are unpacked from
 * them. */
AeqInput   *aeq_input_new_spooled (const char *name, guint64 origin, AeqInputFill fill, gpointer data,
                                   GCancellable *cancellable, GError **error);
/* The first @most bytes of @input, up to their last line end; all of it when it is no longer. For a look at a large file. */
AeqInput   *aeq_input_new_head (AeqInput *input, gsize most, GError **error);
void        aeq_input_free     (AeqInput *self);
const char *aeq_input_get_name (const AeqInput *self);
guint64     aeq_input_get_size (const AeqInput *self);
/* The bytes that the user gave: less than the size when the input was unpacked. Limits against bombs go by it. */
guint64     aeq_input_get_origin (const AeqInput *self);
/* Bytes read at @offset, 0 at the end, -1 with an error. */
gssize      aeq_input_read_at  (AeqInput *self, guint64 offset, void *buffer, gsize size, GError **error);
/* SHA-256 of all its bytes, in lower-case hex. Free it. */
char       *aeq_input_sha256   (AeqInput *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqInput, aeq_input_free)

/* The format by content, as the contract names it ("csv"). NULL with one sentence when the content is binary, or text of
 * a kind that this version does not read. */
const char *aeq_import_detect_format (AeqInput *input, GError **error);

G_END_DECLS
