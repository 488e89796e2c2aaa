/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-ledger.h"

G_BEGIN_DECLS

/* One value of a market series with the day on which it became known. */
typedef struct
{
  const char *series;
  AeqDate     day;
  AeqDate     known_on;
  double      value;
} AeqObservation;

/* Writes many observations inside the caller's transaction; one that is there already is left as it is. */
typedef struct _AeqObservationWriter AeqObservationWriter;

AeqObservationWriter *aeq_observation_writer_new  (AeqLedger *ledger, GError **error);
void                  aeq_observation_writer_free (AeqObservationWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqObservationWriter, aeq_observation_writer_free)
gboolean              aeq_observation_writer_add  (AeqObservationWriter *self, const AeqObservation *observation,
                                                   gboolean *added, GError **error);

typedef gboolean (*AeqObservationFunc) (const AeqObservation *observation, gpointer user_data, GError **error);

/* By series and day, of the named series (NULL-terminated). */
gboolean aeq_observation_foreach (AeqLedger *ledger, const char *const *series, AeqObservationFunc func, gpointer user_data,
                                  GError **error);

/* Ids of the series that have a value, sorted. Owned: a GPtrArray of char*, ended by NULL. */
GPtrArray *aeq_observation_series (AeqLedger *ledger, GError **error);
/* First and last day of a series, AEQ_DATE_NONE when it has no value. */
gboolean aeq_observation_bounds (AeqLedger *ledger, const char *series, AeqDate *first, AeqDate *last, GError **error);
/* The newest vintage of each day from @from on: day (GINT_TO_POINTER) to AeqObservation without its series. Owned. */
GHashTable *aeq_observation_newest (AeqLedger *ledger, const char *series, AeqDate from, GError **error);

G_END_DECLS
