/* SPDX-License-Identifier: MIT */
#pragma once

#include <microhttpd.h>

#include "aeq-message.h"

G_BEGIN_DECLS

/* A body of multipart/form-data, taken apart as it comes: its one file goes to a descriptor, its fields become
 * parameters like those of the query. */
typedef struct _AeqForm AeqForm;

/* NULL: the request's Content-Type names no boundary. @request and @fd are borrowed. */
AeqForm *aeq_form_new  (struct MHD_Connection *connection, AeqRequest *request, int fd);
void     aeq_form_free (AeqForm *self);
/* FALSE: the file could not be written. */
gboolean aeq_form_write (int fd, const char *data, gsize size);
gboolean aeq_form_take (AeqForm *self, const char *data, gsize size);
/* All has come. Why it is no form with one file, or NULL; the file's name is the parameter name, unless that was
 * given. */
const char *aeq_form_finish (AeqForm *self);

G_END_DECLS
