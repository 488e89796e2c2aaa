/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-pictures.h"

#include <string.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc != 2 || strcmp (argv[1], "--help") == 0)
    {
      g_printerr ("Usage: aeq-make-pictures FOLDER\nDraws the pictures of docs/pictures anew from the sample desk.\n");
      return argc == 2 ? 0 : 2;
    }
  if (!aeq_pictures_write (argv[1], NULL, &error))
    {
      g_autofree char *message = aeq_error_describe (error);

      g_printerr ("aeq-make-pictures: %s\n", message);
      return 1;
    }
  return 0;
}
