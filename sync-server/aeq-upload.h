/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"
#include "aeq-job-import.h"

G_BEGIN_DECLS

/* A file that was sent, and how it is to be read. */
typedef struct
{
  AeqCall         *call;    /* borrowed */
  AeqImportRequest request; /* borrows from the call */
  char            *path;    /* of the file, under the name that the client gave */
  char            *folder;
} AeqUpload;

/* Reads the parameters of self->call, and gives the file its name: reports and the history name it, but not its
 * folder. */
gboolean aeq_upload_open  (AeqUpload *self, GError **error);
void     aeq_upload_clear (AeqUpload *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqUpload, aeq_upload_clear)

G_END_DECLS
