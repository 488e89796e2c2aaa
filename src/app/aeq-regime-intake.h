/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-app-desk.h"

G_BEGIN_DECLS

/* Bringing market series in: from the feeds that take no key, or from a file. With progress and a way out, in the shell that @inside is
 * in. @invented: of the sample desk, whose markets would mix with real ones: it is asked first. */

/* Told what was brought in, or why nothing was, a sentence a line; @failed: some of it. Not after a cancel. */
typedef void (*AeqRegimeTold) (const char *text, gboolean failed, gpointer user_data);

/* @told is called with @inside as long as that lives. */
void aeq_regime_fetch  (GtkWidget *inside, AeqAppDesk *desk, gboolean invented, AeqRegimeTold told);
void aeq_regime_import (GtkWidget *inside, AeqAppDesk *desk, gboolean invented, AeqRegimeTold told);

G_END_DECLS
