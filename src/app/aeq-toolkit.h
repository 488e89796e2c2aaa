/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The toolkit wakes in two steps, between which other threads can begin: an application calls both when it starts up, before the
 * startup of its parent class. They do what GTK and libadwaita would do by themselves, with less work. */

/* Opens the display, without GTK's own theme: libadwaita brings another one. */
void aeq_toolkit_open_display (void);
/* Wakes libadwaita and adds the style of this program. @application has no resources then by which GTK would find more. */
void aeq_toolkit_load_style (GApplication *application);

G_END_DECLS
