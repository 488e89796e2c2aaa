/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-http.h"
#include "aeq-job-train.h"

G_BEGIN_DECLS

/* A training told to an MLflow tracking server, by its REST API 2.0: the experiment "aequitas", a run, its
 * parameters, metrics and tags. The ledger is the registry; what goes wrong here is for a warning, never for the
 * training. */
typedef struct _AeqMlflow AeqMlflow;

typedef struct
{
  const char         *url;   /* of the server: https, or http; a path before /api is kept */
  const char         *token; /* (nullable) for the header Authorization; not over plain http to another machine */
  const AeqHttpClock *clock; /* (nullable) */
} AeqMlflowOptions;

/* Finds or makes the experiment and begins a run at @now. NULL with one sentence that names the server and never the
 * token. */
AeqMlflow *aeq_mlflow_begin  (const AeqMlflowOptions *options, AeqInstant now, GCancellable *cancellable,
                              GError **error);
/* Logs @result and ends the run as FINISHED; without a result (NULL) as FAILED. */
gboolean   aeq_mlflow_finish (AeqMlflow *self, const AeqTrainResult *result, AeqInstant now, GError **error);
void       aeq_mlflow_free   (AeqMlflow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqMlflow, aeq_mlflow_free)

G_END_DECLS
