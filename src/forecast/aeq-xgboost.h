/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include <xgboost/c_api.h>

G_BEGIN_DECLS

/* The functions of XGBoost that boosters call. The library is loaded with the first of them: a program that only looks at a ledger, as the
 * desktop's window at its start, does without its 5 MB and without OpenMP. */
#define AEQ_XGBOOST_FUNCTIONS(F) \
  F (XGBGetLastError) F (XGBoostVersion) F (XGDMatrixCreateFromMat_omp) F (XGDMatrixFree) F (XGBoosterCreate) F (XGBoosterFree) \
  F (XGBoosterSetParam) F (XGBoosterBoostOneIter) F (XGBoosterPredict) F (XGBoosterPredictFromDense) F (XGBoosterPredictFromDMatrix) \
  F (XGBoosterSaveModelToBuffer) F (XGBoosterLoadModelFromBuffer)

typedef struct
{
#define AEQ_XGBOOST_FIELD(name) __typeof__ (&name) name;
  AEQ_XGBOOST_FUNCTIONS (AEQ_XGBOOST_FIELD)
#undef AEQ_XGBOOST_FIELD
} AeqXgboost;

/* Filled by aeq_xgboost_load(). */
extern AeqXgboost aeq_xgboost;

/* From any thread, as often as one likes. AEQ_ERROR_FAILED when the library is not there or is another one. */
gboolean aeq_xgboost_load (GError **error);

G_END_DECLS
