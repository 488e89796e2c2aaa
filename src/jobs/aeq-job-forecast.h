/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-desk-load.h"
#include "aeq-job-regime.h"
#include "aeq-model-keeper.h"

G_BEGIN_DECLS

typedef struct
{
  const AeqAccount *account; /* (nullable) only this one */
  guint             days;    /* business days ahead, 1 to AEQ_MAX_DAYS */
  guint             bucket_minutes; /* 15, 30, 60 */
  gboolean          explain;
  gboolean          plain;   /* without the model, although there is one */
  gboolean          keep_paths; /* leave the paths in the result */
  gboolean          today_only; /* nobody reads the days ahead: they are left out, which is quicker */
  AeqModelKeeper   *keeper;  /* (nullable) keeps the model for the next forecast of the same ledger; borrowed */
} AeqForecastRequest;

#define AEQ_FORECAST_REQUEST_DEFAULT { NULL, 20, 30, FALSE, FALSE, FALSE, FALSE, NULL }

/* One business day: quantiles at AEQ_QUANTILE_LEVELS in units of the series. */
typedef struct
{
  AeqDate date;
  double  net[AEQ_N_QUANTILES];
  double  closing[AEQ_N_QUANTILES];
  double  known; /* announced for that day, contained in net */
  double  naive; /* net of the same weekday a week before; NaN */
} AeqForecastDay;

typedef struct
{
  AeqDeskView  *desk;
  AeqDeskForecast *intraday; /* today, by bucket */
  AeqForecastDay  *days;     /* [0] is today */
  guint            n_days;   /* with today */
  GArray          *drivers;  /* (nullable) AeqDriver: by size, what is left to the medians last */
} AeqForecastAccount;

typedef struct
{
  AeqInstant     as_of;
  char          *model;      /* version, or "plain" */
  char          *crisis_model; /* "v1.0" is the assumed one that ships */
  AeqRegime      regime;
  gboolean       has_regime;
  double         p[3];       /* steady, elevated, crisis; NaN when unknown */
  GPtrArray     *accounts;   /* AeqForecastAccount */
  GPtrArray     *sets;       /* AeqForecastSet; empty for one account */
  char          *data_hash;  /* SHA-256 of the numbers that it was made from */
  char          *scenario;   /* (nullable) the stress that it is made under, and the version of its definition */
  char          *scenario_version;
  char          *json;       /* the document of the contract, with its id */
  AeqId          id;
} AeqForecastResult;

void aeq_forecast_result_free (AeqForecastResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqForecastResult, aeq_forecast_result_free)

/* Issues a forecast at the ledger's now and stores it, frozen. */
AeqForecastResult *aeq_job_forecast (AeqLedger *ledger, const AeqForecastRequest *request, AeqProgress *progress,
                                     GCancellable *cancellable, GError **error);

/* The same forecast, neither issued nor stored: without id and document. */
AeqForecastResult *aeq_forecast_make (AeqLedger *ledger, const AeqForecastRequest *request, AeqProgress *progress,
                                      GCancellable *cancellable, GError **error);

/* The document of the contract; @id (nullable) goes into it. */
char *aeq_forecast_document (const AeqForecastResult *result, const AeqId *id);

/* The wall clock time at which a bucket of an account's today starts. */
AeqInstant aeq_forecast_bucket_start (const AeqForecastAccount *account, guint bucket);

G_END_DECLS
