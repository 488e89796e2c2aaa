/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-instant.h"

G_BEGIN_DECLS

/* Writes a mail in plain text into the spool folder, whole or not at all, for whatever sends mail from there. @name
 * makes the file's name and must be an identifier. */
gboolean aeq_mail_spool (const char *folder, const char *name, AeqInstant now, const char *to, const char *subject,
                         const char *text, GError **error);

G_END_DECLS
