/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"

G_BEGIN_DECLS

/* A point in time: microseconds since 1970-01-01T00:00:00Z. */
typedef gint64 AeqInstant;

#define AEQ_INSTANT_NONE G_MININT64
#define AEQ_SECOND G_GINT64_CONSTANT (1000000)
#define AEQ_MINUTE (60 * AEQ_SECOND)
#define AEQ_HOUR (60 * AEQ_MINUTE)
#define AEQ_INSTANT_TEXT_SIZE 40

/* RFC 3339: "2026-11-20T14:05:00Z", fraction of up to nine digits (cut to microseconds), offset or Z required. */
gboolean aeq_instant_parse  (const char *text, gssize length, AeqInstant *instant);
/* UTC with Z; the fraction only when it is not zero. Returns @buffer (AEQ_INSTANT_TEXT_SIZE bytes). */
char    *aeq_instant_format (AeqInstant instant, char *buffer);
AeqInstant aeq_instant_now  (void);

/* An IANA time zone. Interned for the life of the process and thread-safe; never freed by the caller. */
typedef struct _AeqZone AeqZone;

const AeqZone *aeq_zone_get        (const char *name, GError **error); /* "Europe/London"; AEQ_ERROR_NOT_FOUND when unknown */
const AeqZone *aeq_zone_utc        (void);
const char    *aeq_zone_get_name   (const AeqZone *zone);
/* The local day and the microseconds of wall clock since local midnight. */
void           aeq_zone_to_local   (const AeqZone *zone, AeqInstant instant, AeqDate *date, gint64 *time_of_day);
AeqDate        aeq_zone_date       (const AeqZone *zone, AeqInstant instant);
/* Wall clock to instant: a time skipped in spring moves forward by the gap, one that occurs twice takes the first. */
AeqInstant     aeq_zone_from_local (const AeqZone *zone, AeqDate date, gint64 time_of_day);
/* [start, end) of a local day: 23, 24 or 25 hours. */
void           aeq_zone_day_bounds (const AeqZone *zone, AeqDate date, AeqInstant *start, AeqInstant *end);
/* Local RFC 3339 with the zone's offset, for people and JSON. Returns @buffer (AEQ_INSTANT_TEXT_SIZE bytes). */
char          *aeq_zone_format     (const AeqZone *zone, AeqInstant instant, char *buffer);

G_END_DECLS
