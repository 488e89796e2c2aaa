/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children one after the other, in as many lines as the width needs. */
#define AEQ_TYPE_WRAP_LAYOUT (aeq_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (AeqWrapLayout, aeq_wrap_layout, AEQ, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *aeq_wrap_layout_new (int spacing);

G_END_DECLS
