/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-coding.h"

G_BEGIN_DECLS

/* The body of an answer as it may be given several times: with a tag that is the same for the same bytes, and in the
 * codings that were asked for. Of one thread at a time. */
typedef struct _AeqContent AeqContent;

#define AEQ_TAG_SIZE 33                            /* of the tag alone, as text */
#define AEQ_ENTITY_TAG_SIZE (AEQ_TAG_SIZE + 8)     /* of what ETag says */
#define AEQ_COMPRESS_FROM 1024                     /* bytes; below, it costs more than it saves */

AeqContent *aeq_content_new   (GBytes *plain);
AeqContent *aeq_content_ref   (AeqContent *self);
void        aeq_content_unref (AeqContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqContent, aeq_content_unref)

GBytes     *aeq_content_plain (AeqContent *self); /* borrowed */
/* The bytes in @coding, or in another when these would not be smaller: *@coding says which. Borrowed. */
GBytes     *aeq_content_get   (AeqContent *self, AeqCoding *coding);
/* The quoted tag of the bytes in @coding, in @text of AEQ_ENTITY_TAG_SIZE. */
const char *aeq_content_tag   (AeqContent *self, AeqCoding coding, char *text);
/* Is one of @tags, as If-Match or If-None-Match lists them, of these bytes in any coding? "*" is. @weak: W/ tags count,
 * too. */
gboolean    aeq_content_matches (AeqContent *self, const char *tags, gboolean weak);

G_END_DECLS
