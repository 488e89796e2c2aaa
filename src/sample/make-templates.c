/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-template.h"

#include <string.h>

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;

  if (argc != 2 || strcmp (argv[1], "--help") == 0)
    {
      g_printerr ("Usage: aeq-make-templates FOLDER\nWrites the import templates, CSV files and a workbook, anew.\n");
      return argc == 2 ? 0 : 2;
    }
  if (!aeq_template_write_files (argv[1], &error))
    {
      g_autofree char *message = aeq_error_describe (error);

      g_printerr ("aeq-make-templates: %s\n", message);
      return 1;
    }
  return 0;
}
