/* SPDX-License-Identifier: MIT */
#include "aeq-cut-off.h"

#include <string.h>

#define HM(hour, minute) ((hour)*60 + (minute))

static const AeqCutOff FEDWIRE[] = {
  { "Fedwire", TRUE, "America/New_York", HM (18, 45) },
  { "Fedwire", FALSE, "America/New_York", HM (19, 0) },
};
static const AeqCutOff T2[] = {
  { "T2", TRUE, "Europe/Berlin", HM (17, 0) },
  { "T2", FALSE, "Europe/Berlin", HM (18, 0) },
};
static const AeqCutOff CHAPS[] = {
  { "CHAPS", TRUE, "Europe/London", HM (17, 40) },
  { "CHAPS", FALSE, "Europe/London", HM (18, 0) },
};

static const struct
{
  const char      *currency;
  const AeqCutOff *cut_offs;
  guint            n;
} SYSTEMS[] = {
  { "EUR", T2, G_N_ELEMENTS (T2) },
  { "GBP", CHAPS, G_N_ELEMENTS (CHAPS) },
  { "USD", FEDWIRE, G_N_ELEMENTS (FEDWIRE) },
};

const AeqCutOff *
aeq_cut_offs (const AeqCurrency *currency, guint *n)
{
  *n = 0;
  for (guint i = 0; i < G_N_ELEMENTS (SYSTEMS); i++)
    if (strcmp (SYSTEMS[i].currency, currency->code) == 0)
      {
        *n = SYSTEMS[i].n;
        return SYSTEMS[i].cut_offs;
      }
  return NULL;
}

AeqInstant
aeq_cut_off_next (const AeqCutOff *self, const AeqCalendar *calendar, AeqInstant now)
{
  const AeqZone *zone = aeq_zone_get (self->zone, NULL);
  AeqDate        day;
  AeqInstant     at;

  if (zone == NULL)
    return AEQ_INSTANT_NONE;
  day = aeq_calendar_add (calendar, aeq_zone_date (zone, now), 0);
  at = aeq_zone_from_local (zone, day, self->minute * AEQ_MINUTE);
  return at > now ? at : aeq_zone_from_local (zone, aeq_calendar_add (calendar, day, 1), self->minute * AEQ_MINUTE);
}
