/* SPDX-License-Identifier: MIT */
#include "aeq-booster.h"

#include "aeq-booster-private.h"
#include "aeq-error.h"
#include "aeq-parallel.h"
#include "aeq-words.h"

#include <dlfcn.h>
#include <math.h>
#include <string.h>

/* The start value stands in front of the trees: XGBoost's own base_score takes part in its rounding of leaf values. */
#define MAGIC "AEQB1\n"
#define MAGIC_SIZE 6
#define HEAD_SIZE (MAGIC_SIZE + sizeof (double))

/* The library's last words, without the clock, source file and stack around them. */
static char *
last_words (void)
{
  g_auto(GStrv) lines = g_strsplit (aeq_xgboost.XGBGetLastError (), "\n", 2);
  const char *text = lines[0] != NULL ? lines[0] : "";
  const char *failed = strstr (text, "Check failed: ");

  return g_strdup (failed != NULL ? failed : text);
}

gboolean
aeq_booster_check (int code, const char *doing, GError **error)
{
  g_autofree char *words = NULL;

  if (code == 0)
    return TRUE;
  words = last_words ();
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "%s: XGBoost says: %s", doing, words);
  return FALSE;
}

AeqMatrix *
aeq_matrix_new (const float *values, gsize rows, gsize columns, GError **error)
{
  g_autoptr(AeqMatrix) self = g_new0 (AeqMatrix, 1);

  if (rows == 0 || columns == 0)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("There is nothing to learn from: no row has a value"));
      return NULL;
    }
  self->rows = rows;
  self->columns = columns;
  if (!aeq_xgboost_load (error) ||
      !aeq_booster_check (
          aeq_xgboost.XGDMatrixCreateFromMat_omp (values, rows, columns, NAN, &self->handle, aeq_parallel_threads ()),
          "Preparing the training rows", error))
    return NULL;
  return g_steal_pointer (&self);
}

void
aeq_matrix_free (AeqMatrix *self)
{
  if (self == NULL)
    return;
  if (self->handle != NULL)
    aeq_xgboost.XGDMatrixFree (self->handle);
  g_free (self);
}

gsize
aeq_matrix_get_rows (const AeqMatrix *self)
{
  return self->rows;
}

void
aeq_booster_free (AeqBooster *self)
{
  if (self == NULL)
    return;
  if (self->handle != NULL)
    aeq_xgboost.XGBoosterFree (self->handle);
  g_free (self);
}

/* Runs one kind of prediction over dense rows; the result belongs to the booster until its next call. */
static const float *
predict_dense (const AeqBooster *self, const float *values, gsize rows, gsize columns, gsize *length, GError **error)
{
  static const char CONFIG[] =
    "{\"type\":0,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":false,"
    "\"cache_id\":0,\"missing\":NaN}";
  g_autofree char *array = g_strdup_printf ("{\"data\":[%" G_GUINTPTR_FORMAT ",true],\"shape\":[%" G_GSIZE_FORMAT
                                            ",%" G_GSIZE_FORMAT "],\"typestr\":\"<f4\",\"version\":3}",
                                            (guintptr) values, rows, columns);
  const bst_ulong *shape;
  const float *result;
  bst_ulong dimensions;

  if (!aeq_booster_check (aeq_xgboost.XGBoosterPredictFromDense (self->handle, array, CONFIG, NULL, &shape, &dimensions, &result),
                          "Forecasting", error))
    return NULL;
  *length = 1;
  for (bst_ulong i = 0; i < dimensions; i++)
    *length *= shape[i];
  return result;
}

gboolean
aeq_booster_predict (const AeqBooster *self, const float *values, gsize rows, gsize columns, float *out, GError **error)
{
  const float *result;
  gsize length;

  if (rows == 0)
    return TRUE;
  if (!(result = predict_dense (self, values, rows, columns, &length, error)))
    return FALSE;
  if (length != rows)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_FAILED, N_("Forecasting: the model gave another number of rows"));
      return FALSE;
    }
  for (gsize i = 0; i < rows; i++)
    out[i] = (float) (result[i] + self->start);
  return TRUE;
}

gboolean
aeq_booster_explain (const AeqBooster *self, const float *values, gsize rows, gsize columns, float *out, GError **error)
{
  static const char CONFIG[] = "{\"type\":2,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,"
                               "\"strict_shape\":false}";
  g_autoptr(AeqMatrix) matrix = NULL;
  const bst_ulong *shape;
  const float *result;
  bst_ulong dimensions;

  if (!(matrix = aeq_matrix_new (values, rows, columns, error)))
    return FALSE;
  if (!aeq_booster_check (aeq_xgboost.XGBoosterPredictFromDMatrix (self->handle, matrix->handle, CONFIG, &shape, &dimensions,
                                                       &result),
                          "Explaining the forecast", error))
    return FALSE;
  memcpy (out, result, rows * (columns + 1) * sizeof *out);
  for (gsize i = 0; i < rows; i++)
    out[i * (columns + 1) + columns] += (float) self->start;
  return TRUE;
}

GBytes *
aeq_booster_save (const AeqBooster *self, GError **error)
{
  g_autoptr(GByteArray) buffer = g_byte_array_new ();
  const char *trees;
  bst_ulong length;

  if (!aeq_booster_check (aeq_xgboost.XGBoosterSaveModelToBuffer (self->handle, "{\"format\":\"ubj\"}", &length, &trees),
                          "Saving the model", error))
    return NULL;
  g_byte_array_append (buffer, (const guint8 *) MAGIC, MAGIC_SIZE);
  g_byte_array_append (buffer, (const guint8 *) &self->start, sizeof self->start);
  g_byte_array_append (buffer, (const guint8 *) trees, length);
  return g_byte_array_free_to_bytes (g_steal_pointer (&buffer));
}

/* XGBoost loads trees on all cores, whatever a new booster is told, and its threads then wait for more at full speed, a fifth of what a
 * forecast took. OpenMP, which comes with the library, can be told for the calling thread; without it nothing is lost but time. */
static gboolean
load_trees (AeqBooster *self, const char *trees, gsize size, GError **error)
{
  int (*get_threads) (void);
  void (*set_threads) (int);
  int before, code;

  *(void **) &get_threads = dlsym (RTLD_DEFAULT, "omp_get_max_threads");
  *(void **) &set_threads = dlsym (RTLD_DEFAULT, "omp_set_num_threads");
  before = get_threads != NULL ? get_threads () : 0;
  if (set_threads != NULL)
    set_threads (1);
  code = aeq_xgboost.XGBoosterLoadModelFromBuffer (self->handle, trees, size);
  if (set_threads != NULL && before > 0)
    set_threads (before);
  return aeq_booster_check (code, "Loading the model", error);
}

AeqBooster *
aeq_booster_load (GBytes *bytes, GError **error)
{
  g_autoptr(AeqBooster) self = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size <= HEAD_SIZE || memcmp (data, MAGIC, MAGIC_SIZE) != 0)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("This is not a model of Aequitas"));
      return NULL;
    }
  if (!(self = aeq_booster_create (NULL, error)))
    return NULL;
  memcpy (&self->start, data + MAGIC_SIZE, sizeof self->start);
  /* A forecast asks for a few hundred rows at a time: threads would wait for each other longer than they work. */
  if (!load_trees (self, data + HEAD_SIZE, size - HEAD_SIZE, error) ||
      !aeq_booster_check (aeq_xgboost.XGBoosterSetParam (self->handle, "nthread", "1"), "Loading the model", error))
    return NULL;
  return g_steal_pointer (&self);
}

char *
aeq_booster_library_version (void)
{
  int major, minor, patch;

  if (!aeq_xgboost_load (NULL))
    return g_strdup ("none");
  aeq_xgboost.XGBoostVersion (&major, &minor, &patch);
  return g_strdup_printf ("%d.%d.%d", major, minor, patch);
}
