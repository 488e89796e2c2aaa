/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-drop-runner.h"

G_BEGIN_DECLS

/* The sentences of the Connections page. Free the texts. */

/* "by hand", "every 5 minutes", "when they publish". */
char *aeq_schedule_text (const AeqConnection *connection);
/* How the last run went; NULL when there was none. */
char *aeq_connection_run_text (const AeqConnection *connection);
/* The last look of a folder, when it brought nothing or failed; NULL when the run says all. */
char *aeq_drop_look_text (AeqDropRunner *runner);
/* What a feed has: series, the newest day, what is stale. */
char *aeq_feed_text (const AeqFeedStanding *standing);
/* TRUE when the last run had something refused, or failed. */
gboolean aeq_connection_has_trouble (const AeqConnection *connection);

G_END_DECLS
