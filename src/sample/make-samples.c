/* SPDX-License-Identifier: MIT */
#include "aeq-sample-files.h"
#include "aeq-error.h"

#include <string.h>

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;

  if (argc != 2 || strcmp (argv[1], "--help") == 0)
    {
      g_printerr ("Usage: aeq-make-samples FOLDER\nWrites sample/, seeds/ and fixtures/ of the data folder anew.\n");
      return argc == 2 ? 0 : 2;
    }
  if (!aeq_sample_files_write (argv[1], &error))
    {
      g_autofree char *message = aeq_error_describe (error);

      g_printerr ("aeq-make-samples: %s\n", message);
      return 1;
    }
  return 0;
}
