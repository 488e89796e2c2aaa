/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A fresh temporary folder; remove it with aeq_test_remove_tree(). */
char *aeq_test_make_folder (void);
void  aeq_test_remove_tree (const char *path);
/* A path below the project's source tree, NULL-terminated parts as for g_build_filename(). Free it. */
char *aeq_test_source_path (const char *first, ...) G_GNUC_NULL_TERMINATED;
/* A path below the folder of real data (AEQ_REAL_DATA, default ../shared beside the checkout), or NULL after calling
 * g_test_skip() with the reason when it is not there. Free it. */
char *aeq_test_real_path (const char *first, ...) G_GNUC_NULL_TERMINATED;
/* Writes @text (@length -1: NUL-terminated) to folder/name and returns the path. Free it. */
char *aeq_test_write (const char *folder, const char *name, const char *text, gssize length);

G_END_DECLS
