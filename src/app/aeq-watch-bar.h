/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-import-watch.h"

G_BEGIN_DECLS

/* Which folder is watched, with a way to choose and to leave it, and the files in it that were refused. */
#define AEQ_TYPE_WATCH_BAR (aeq_watch_bar_get_type ())
G_DECLARE_FINAL_TYPE (AeqWatchBar, aeq_watch_bar, AEQ, WATCH_BAR, AdwBin)

void aeq_watch_bar_set_watch (AeqWatchBar *self, AeqImportWatch *watch);

G_END_DECLS
