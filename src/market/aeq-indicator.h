/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-calendar.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_FREQUENCY_DAILY,    /* business days */
  AEQ_FREQUENCY_CALENDAR, /* every day of the week */
  AEQ_FREQUENCY_WEEKLY,
  AEQ_FREQUENCY_MONTHLY
} AeqFrequency;

/* A market series under its FRED id. Static; titles, units and days of publication are English, marked for aeq_words_get(). */
typedef struct
{
  const char  *id;
  const char  *title;
  const char  *unit;
  AeqFrequency frequency;
  guint        lag;            /* business days from the date of a value to the day by whose end it is published */
  const char  *published;      /* the same in words, to follow "published " */
  gboolean     after_the_fact; /* its whole history is estimated anew each time: a label to judge by, never an input */
} AeqIndicator;

/* A difference of two series, known once both are. */
typedef struct
{
  const char *id;
  const char *title;
  const char *minuend;
  const char *subtrahend;
} AeqDerivedIndicator;

/* NULL when the series is not in the dictionary. */
const AeqIndicator        *aeq_indicator_lookup  (const char *id);
/* Sorted by id. */
const AeqIndicator        *aeq_indicator_table   (gsize *n);
const AeqDerivedIndicator *aeq_indicator_derived (gsize *n);

/* Day by whose end the value of @date is published. A series that is not in the dictionary counts as a day late. */
AeqDate aeq_indicator_known_on (const char *id, const AeqCalendar *calendar, AeqDate date);
/* Day by whose end the value after that of @last is published. */
AeqDate aeq_indicator_next_due (const char *id, const AeqCalendar *calendar, AeqDate last);

/* A finite decimal number, all of @text. */
gboolean aeq_indicator_parse_value (const char *text, double *value);

G_END_DECLS
