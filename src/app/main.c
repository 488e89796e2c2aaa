/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>
#include <locale.h>

#include "aeq-application.h"
#include "aeq-engine-words.h"
#include "aeq-screen-format.h"
#include "aeq-stall.h"
#include "aeq-words.h"

/* Where the translations are: AEQ_LOCALE_DIR names the folder for a program that was not installed. */
static const char *
locale_folder (void)
{
  const char *folder = g_getenv ("AEQ_LOCALE_DIR");

  return folder != NULL ? folder : AEQ_LOCALE_DIR;
}

int
main (int argc, char **argv)
{
  g_autoptr(AeqApplication) application = NULL;

  setlocale (LC_ALL, "");
  /* Numbers are written by us, the same everywhere; only messages and dates follow the locale. GTK would set all of it again. */
  gtk_disable_setlocale ();
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  aeq_words_use (AEQ_ENGINE_WORDS, aeq_screen_number);
  g_set_application_name ("Aequitas");
  aeq_stall_watch ();
  application = aeq_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
