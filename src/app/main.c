/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>
#include <locale.h>

#include "aeq-application.h"
#include "aeq-stall.h"

int
main (int argc, char **argv)
{
  g_autoptr(AeqApplication) application = NULL;

  setlocale (LC_ALL, "");
  /* Amounts are written by us, the same everywhere; only messages and dates follow the locale. */
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, AEQ_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Aequitas");
  aeq_stall_watch ();
  application = aeq_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
