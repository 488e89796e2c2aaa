/* SPDX-License-Identifier: MIT */
#include "aeq-test.h"

#include <errno.h>
#include <stdarg.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib/gstdio.h>

#define NOBODY 65534

char *
aeq_test_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *path = g_dir_make_tmp ("aequitas-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

void
aeq_test_remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      aeq_test_remove_tree (child);
    }
  g_remove (path);
}

static char *
build_path (const char *root, const char *first, va_list args)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) root);
  for (const char *part = first; part != NULL; part = va_arg (args, const char *))
    g_ptr_array_add (parts, (gpointer) part);
  g_ptr_array_add (parts, NULL);
  return g_build_filenamev ((char **) parts->pdata);
}

char *
aeq_test_source_path (const char *first, ...)
{
  va_list args;
  char *path;

  va_start (args, first);
  path = build_path (g_getenv ("AEQ_SOURCE_ROOT") ? g_getenv ("AEQ_SOURCE_ROOT") : ".", first, args);
  va_end (args);
  return path;
}

char *
aeq_test_real_path (const char *first, ...)
{
  const char *root = g_getenv ("AEQ_REAL_DATA");
  g_autofree char *beside = aeq_test_source_path ("..", "shared", NULL);
  g_autofree char *path = NULL;
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, first);
  path = build_path (root != NULL ? root : beside, first, args);
  va_end (args);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  reason = g_strdup_printf ("real data not here: %s (set AEQ_REAL_DATA)", path);
  g_test_skip (reason);
  return NULL;
}

char *
aeq_test_write (const char *folder, const char *name, const char *text, gssize length)
{
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

void
aeq_test_copy_file (const char *from, const char *to)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_file_get_contents (from, &content, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, content, (gssize) length, &error);
  g_assert_no_error (error);
}

char *
aeq_test_hash_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
}

gboolean
aeq_test_unprivileged (void (*func) (gpointer data), gpointer data)
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (geteuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
        _exit (3);
      func (data);
      _exit (0);
    }
  while (waitpid (child, &status, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

gboolean
aeq_test_mount_small (const char *folder, guint kilobytes)
{
  g_autofree char *options = g_strdup_printf ("size=%uk", kilobytes);

  return mount ("tmpfs", folder, "tmpfs", 0, options) == 0;
}

void
aeq_test_unmount (const char *folder)
{
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}
