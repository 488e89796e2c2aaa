/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-forecast-store.h"
#include "aeq-model-pack.h"
#include "aeq-model-trial.h"

G_BEGIN_DECLS

/* Models that leave a ledger and come into one. */

/* The stored version with its metadata and bytes; AEQ_ERROR_NOT_FOUND when there is none. @status (nullable) is set;
 * free with g_free(). */
AeqModelPack *aeq_job_models_find   (AeqLedger *ledger, const char *version, char **status, GError **error);
/* Writes a version into @folder; a folder that holds a model already is left alone. */
gboolean      aeq_job_models_export (AeqLedger *ledger, const char *version, const char *folder, GError **error);
/* Registers the model of @folder as a shadow. Its version is kept when it is free, else it becomes the next one, and
 * its metadata say which it was; a model that is there already is refused. @version is set; free with g_free(). */
gboolean      aeq_job_models_import (AeqLedger *ledger, const char *folder, char **version, GError **error);
/* Registers the shipped model as current, inside the caller's transaction, when it knows every account of the ledger
 * and the ledger has no model. @version is that of the model which is current then, NULL when there is none. */
gboolean      aeq_job_models_ship   (AeqLedger *ledger, char **version, GError **error);

/* The model of the sample desk of a fixed seed and instant; its @trial too when not NULL. */
AeqModel     *aeq_job_models_train_sample (AeqModelTrial *trial, GCancellable *cancellable, GError **error);
/* The same with its measures, trial and two other desks: what models/steady_state holds. */
AeqModelPack *aeq_job_models_make   (GCancellable *cancellable, GError **error);

G_END_DECLS
