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

/* Copies a file byte by byte. */
void  aeq_test_copy_file (const char *from, const char *to);
/* SHA-256 of a file's bytes. Free it. */
char *aeq_test_hash_file (const char *path);
/* Runs @func in a child process without root's privileges, which would pass every permission test for nothing. The child
 * reports by asserting; FALSE when it did not end well. */
gboolean aeq_test_unprivileged (void (*func) (gpointer data), gpointer data);
/* Mounts a tmpfs of @kilobytes at @folder; FALSE where mounting is not allowed. Ends with aeq_test_unmount(). */
gboolean aeq_test_mount_small (const char *folder, guint kilobytes);
void     aeq_test_unmount     (const char *folder);

G_END_DECLS
