/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-change.h"

G_BEGIN_DECLS

/* The changes with what they take back: the number of the change that an undo undoes, 0 for none. */
gboolean aeq_change_update_recorded (AeqLedger *self, const char *entity, const AeqId *uid, JsonObject *values,
                                     const char *reason, gint64 undoes, GError **error);
gboolean aeq_change_delete_recorded (AeqLedger *self, const char *entity, const AeqId *uid, const char *reason,
                                     gint64 undoes, GError **error);
gboolean aeq_change_insert_again (AeqLedger *self, const char *entity, const AeqId *uid, JsonObject *image,
                                  gint64 undoes, GError **error);

G_END_DECLS
