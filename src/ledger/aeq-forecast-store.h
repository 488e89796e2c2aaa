/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"

G_BEGIN_DECLS

/* Models, issued forecasts and their scores. A run is frozen when it is stored. */

#define AEQ_STORED_QUANTILES 9 /* 0.025 .05 .1 .25 .5 .75 .9 .95 .975 */

#define AEQ_MODEL_STEADY "steady_state"
#define AEQ_MODEL_CRISIS "crisis"

typedef struct
{
  char       *family;   /* AEQ_MODEL_STEADY or AEQ_MODEL_CRISIS; one of each is current */
  char       *version;  /* unique among all */
  AeqInstant  created_at;
  char       *status;   /* shadow | current | retired */
  char       *metadata; /* JSON */
} AeqModelRecord;

void aeq_model_record_free (AeqModelRecord *self);

/* Stores a model version inside the caller's transaction; a stored version is never overwritten. */
gboolean   aeq_model_put         (AeqLedger *ledger, const char *family, const char *version, const char *status, const char *metadata,
                                  GBytes *content, GError **error);
/* The version after the highest of a family: v1.1, v1.2, ...; crisis-v1.1, ... Free with g_free(). */
char      *aeq_model_next        (AeqLedger *ledger, const char *family, GError **error);
GPtrArray *aeq_model_list        (AeqLedger *ledger, GError **error); /* oldest first */
/* The bytes of a version; AEQ_ERROR_NOT_FOUND when there is none. */
GBytes    *aeq_model_content     (AeqLedger *ledger, const char *version, GError **error);
/* The current one. NULL without an error: there is none. */
GBytes    *aeq_model_current     (AeqLedger *ledger, const char *family, char **version, GError **error);
/* Its version alone. NULL without an error: there is none. Free with g_free(). */
char      *aeq_model_current_version (AeqLedger *ledger, const char *family, GError **error);
/* Whether @content is what was stored as @version, by its quick sum; FALSE when no sum was kept, and then its own checksum must tell. */
gboolean   aeq_model_is_sound    (AeqLedger *ledger, const char *version, GBytes *content, gboolean *sound, GError **error);
/* Makes @version current and retires the one of its family that was. One transaction. */
gboolean   aeq_model_promote     (AeqLedger *ledger, const char *version, GError **error);
/* Back to the newest retired version that came before the current one; without one the current is retired, @version is NULL, and what
 * the program ships speaks again. AEQ_ERROR_NOT_FOUND when none is current. */
gboolean   aeq_model_rollback    (AeqLedger *ledger, const char *family, char **version, GError **error);

/* Gives the versions in @list (AeqModelRecord, as aeq_model_list() has told them) the status that they had then; models that have come
 * since keep theirs, but beside what becomes current no other of its family is. One transaction. */
gboolean   aeq_model_restore     (AeqLedger *ledger, GPtrArray *list, GError **error);

typedef struct
{
  gint64  account;
  int     horizon;      /* business days ahead; 0 is the rest of today */
  AeqDate day;
  gint64  known_net;    /* settled when the forecast was made */
  double  naive;        /* NaN when there is none */
  gint64  overridden;   /* what the analyst's overrides add to the day; contained in q */
  double  q[AEQ_STORED_QUANTILES]; /* of the day's net flow, minor units */
} AeqForecastTarget;

typedef struct
{
  AeqInstant  as_of;
  const char *model_version;
  const char *scenario;  /* (nullable) */
  const char *regime;
  double      p[3];      /* steady, elevated, crisis */
  const char *content;   /* JSON as shown */
  const char *data_hash; /* (nullable) SHA-256 of the numbers it was made from */
  GArray     *targets;   /* AeqForecastTarget */
  GArray     *courses;   /* (nullable) AeqForecastCourse */
} AeqForecastRun;

/* Stores a run in one transaction; its uid is of its content, so the same forecast again is stored once. */
gboolean aeq_forecast_put (AeqLedger *ledger, const AeqForecastRun *run, AeqId *uid, GError **error);

/* One scored target. */
typedef struct
{
  AeqForecastTarget target;
  gint64            run;
  AeqInstant        as_of;
  const char       *regime;
  gint64            actual;
  gint64            gross;
} AeqScored;

/* Targets whose day ended before @before and that have no score yet. GArray of AeqScored without actual and gross. */
GArray  *aeq_forecast_due   (AeqLedger *ledger, AeqDate before, GError **error);
gboolean aeq_forecast_score (AeqLedger *ledger, const AeqScored *scored, GError **error);

typedef gboolean (*AeqScoredFunc) (const AeqScored *scored, gpointer user_data, GError **error);

/* Scored targets by day; @account 0 and @horizon -1 are all. Text is borrowed for the call. */
gboolean aeq_forecast_scored (AeqLedger *ledger, gint64 account, int horizon, const char *regime, AeqDate from, AeqDate to,
                              AeqScoredFunc func, gpointer user_data, GError **error);

/* Mean gross flow of the scored targets by currency code: char* -> double*. */
GHashTable *aeq_forecast_mean_gross (AeqLedger *ledger, GError **error);

/* State of the interval calibration of an account, opaque bytes. NULL without an error when there is none; putting NULL takes it away. */
GBytes  *aeq_calibration_get (AeqLedger *ledger, gint64 account, const char *name, GError **error);
gboolean aeq_calibration_put (AeqLedger *ledger, gint64 account, const char *name, GBytes *state, GError **error);

G_END_DECLS
