/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"

G_BEGIN_DECLS

/* Who asks, may they, and do they ask too often: before the body is read and before any handler. Fills in who; a reply
 * refuses. */
AeqReply *aeq_access_check (AeqCall *call);

G_END_DECLS
