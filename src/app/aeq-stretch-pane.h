/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-job-intraday.h"
#include "aeq-job-stretch.h"

G_BEGIN_DECLS

/* The flows between a peak and the trough after it, the largest first.
 *
 * Signals: "step" (int direction) for the trough before or after; "open-flow" (gint64 id) for Enter or a double click.
 */
#define AEQ_TYPE_STRETCH_PANE (aeq_stretch_pane_get_type ())
G_DECLARE_FINAL_TYPE (AeqStretchPane, aeq_stretch_pane, AEQ, STRETCH_PANE, AdwBin)

/* Takes @stretch over. @trough is the @nth of @n. */
void aeq_stretch_pane_show (AeqStretchPane *self, const AeqIntradayDay *day, const AeqTrough *trough, guint nth,
                            guint n, AeqStretch *stretch);
/* Instead: why there is nothing to show. */
void     aeq_stretch_pane_say  (AeqStretchPane *self, const char *text);

gboolean aeq_stretch_pane_has_focus (AeqStretchPane *self);
/* The selected flows, or all when none is, as tab-separated values; NULL when there are none. The caller's. */
char    *aeq_stretch_pane_get_text  (AeqStretchPane *self, gboolean headers);

G_END_DECLS
