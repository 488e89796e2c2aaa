/* SPDX-License-Identifier: MIT */
/* Asks the keyring of the session it runs in: keyring-probe store|peek|lookup|clear|cancelled KIND NAME, a secret to store by stdin. Prints the state in
 * words, and after a lookup the secret on a line of its own. Goes the asynchronous way, as the desktop does. */
#include "aeq-keyring.h"

#include <stdio.h>
#include <string.h>

static void
on_done (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer loop)
{
  g_autoptr(GError) error = NULL;
  char *secret;
  AeqSecretState state = aeq_keyring_finish (result, &secret, &error);

  puts (error == NULL ? aeq_secret_state_words (state) : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "cancelled" : "error");
  if (secret != NULL)
    puts (secret);
  aeq_secret_free (secret);
  g_main_loop_quit (loop);
}

static void
store_input (const char *kind, const char *name, GMainLoop *loop)
{
  char *secret = g_malloc0 (2 * AEQ_SECRET_MAX_BYTES);

  if (fread (secret, 1, 2 * AEQ_SECRET_MAX_BYTES - 1, stdin) == 0)
    secret[0] = '\0';
  aeq_keyring_store_async (kind, name, secret, NULL, on_done, loop);
  aeq_secret_free (secret);
}

int
main (int argc, char **argv)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();

  if (argc != 4)
    return 2;
  g_cancellable_cancel (cancelled);
  if (g_str_equal (argv[1], "store"))
    store_input (argv[2], argv[3], loop);
  else if (g_str_equal (argv[1], "lookup"))
    aeq_keyring_lookup_async (argv[2], argv[3], NULL, on_done, loop);
  else if (g_str_equal (argv[1], "peek"))
    aeq_keyring_peek_async (argv[2], argv[3], NULL, on_done, loop);
  else if (g_str_equal (argv[1], "clear"))
    aeq_keyring_clear_async (argv[2], argv[3], NULL, on_done, loop);
  else
    aeq_keyring_lookup_async (argv[2], argv[3], cancelled, on_done, loop);
  g_main_loop_run (loop);
  return 0;
}
