/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-booster.h"
#include "aeq-xgboost.h"

G_BEGIN_DECLS

struct _AeqMatrix
{
  DMatrixHandle handle;
  gsize         rows;
  gsize         columns;
};

struct _AeqBooster
{
  BoosterHandle handle;
  double        start;
};

/* TRUE for code 0, else the library's last words as a GError. */
gboolean    aeq_booster_check   (int code, const char *doing, GError **error);
/* Loads XGBoost. An empty booster with the settings that never change; @matrix (nullable) is what it will learn from. */
AeqBooster *aeq_booster_create  (const AeqMatrix *matrix, GError **error);

G_END_DECLS
