/* SPDX-License-Identifier: MIT */
#include "aeq-error.h"
#include "aeq-job-models.h"

#include <string.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AeqModelPack) pack = NULL;
  g_autofree char *folder = NULL;

  if (argc != 2 || strcmp (argv[1], "--help") == 0)
    {
      g_printerr ("Usage: aeq-make-models FOLDER\nTrains steady_state/" AEQ_MODEL_SHIPPED
                  " of the models folder anew on the sample desk.\n");
      return argc == 2 ? 0 : 2;
    }
  folder = g_build_filename (argv[1], AEQ_MODEL_STEADY, AEQ_MODEL_SHIPPED, NULL);
  if ((pack = aeq_job_models_make (NULL, &error)) == NULL || !aeq_model_pack_write (pack, folder, &error))
    {
      g_autofree char *message = aeq_error_describe (error);

      g_printerr ("aeq-make-models: %s\n", message);
      return 1;
    }
  return 0;
}
