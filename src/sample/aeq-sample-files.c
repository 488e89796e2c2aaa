/* SPDX-License-Identifier: MIT */
#include "aeq-sample-files.h"
#include "aeq-error.h"

#include <errno.h>

typedef void (*MakeFunc) (const AeqSampleDesk *desk, GString *out);

static const struct
{
  const char *path;
  MakeFunc    make;
} FILES[] = {
  { "sample/positions.csv", aeq_sample_positions_csv },
  { "sample/transactions.csv", aeq_sample_transactions_csv },
  { "sample/README.md", aeq_sample_sample_readme },
  { "seeds/organizations.json", aeq_sample_organizations },
  { "seeds/users.json", aeq_sample_users },
  { "seeds/market_indicators.csv", aeq_sample_indicators_csv },
  { "fixtures/forecast_test_cases.json", aeq_sample_forecast_cases },
  { "fixtures/march_2020_backtest.csv", aeq_sample_backtest_csv },
  { "fixtures/README.md", aeq_sample_fixtures_readme },
};

void
aeq_sample_file_free (AeqSampleFile *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_free (self);
}

GPtrArray *
aeq_sample_files_make (GError **error)
{
  g_autoptr(AeqSampleDesk) desk = NULL;
  GPtrArray *files;
  AeqInstant now = 0;

  aeq_instant_parse (AEQ_SAMPLE_FILES_NOW, -1, &now);
  if ((desk = aeq_sample_desk_generate (AEQ_SAMPLE_FILES_SEED, now, NULL, NULL, error)) == NULL)
    return NULL;

  files = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_sample_file_free);
  for (guint i = 0; i < G_N_ELEMENTS (FILES); i++)
    {
      AeqSampleFile *file = g_new0 (AeqSampleFile, 1);

      file->path = FILES[i].path;
      file->text = g_string_new (NULL);
      FILES[i].make (desk, file->text);
      g_ptr_array_add (files, file);
    }
  return files;
}

static gboolean
write_file (const char *folder, const AeqSampleFile *file, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file->path, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_mkdir_with_parents (parent, 0755) != 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "Making the folder %s: %s", parent, g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents (path, file->text->str, (gssize) file->text->len, error);
}

gboolean
aeq_sample_files_write (const char *folder, GError **error)
{
  g_autoptr(GPtrArray) files = aeq_sample_files_make (error);

  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    if (!write_file (folder, g_ptr_array_index (files, i), error))
      return FALSE;
  return TRUE;
}
