/* SPDX-License-Identifier: MIT */
#include "aeq-desk-calibration.h"

#include <math.h>

#include "aeq-error.h"
#include "aeq-forecast-course.h"
#include "aeq-job-accuracy.h"

#define INTRADAY "intraday"
#define DAILY "daily"
#define DAILY_TYPE "a(xiy)"
/* Calendar days of the record that are kept: more than both calibrations look at, holidays and gaps included. */
#define KEPT_DAYS 300

/* The next business day of one past day. */
typedef struct
{
  AeqInstant known_at;
  AeqDate    day;
  guint8     inside;
} DailyEntry;

/* When a day's outcome was in the ledger: its first booked flow of a later day, or its first balance after the day. Calls come by day. */
typedef struct
{
  AeqLedger        *ledger;
  const AeqAccount *account;
  AeqDate           day;
  AeqInstant        known_at;
} Known;

static gboolean
known_at (Known *self, AeqDate day, AeqInstant *at, GError **error)
{
  g_autoptr(AeqStatement) stmt = NULL;
  AeqInstant start;
  AeqInstant end;
  gboolean has_row;

  if (day != self->day)
    {
      aeq_zone_day_bounds (self->account->zone, day, &start, &end);
      if ((stmt = aeq_store_prepare (self->ledger->store,
                                     "SELECT MIN (settle_ts) FROM flow WHERE account_id = ?1 AND settle_ts >= ?2 AND status = 0"
                                     " UNION ALL SELECT MIN (as_of) FROM balance WHERE account_id = ?1 AND as_of >= ?2", error)) == NULL)
        return FALSE;
      aeq_statement_bind_int64 (stmt, 1, self->account->id);
      aeq_statement_bind_int64 (stmt, 2, end);
      self->known_at = G_MAXINT64;
      for (int i = 0; i < 2; i++)
        {
          if (!aeq_statement_step (stmt, &has_row, error))
            return FALSE;
          if (has_row && !aeq_statement_is_null (stmt, 0))
            self->known_at = MIN (self->known_at, aeq_statement_get_int64 (stmt, 0));
        }
      self->day = day;
    }
  *at = self->known_at;
  return TRUE;
}

static gboolean
update_intraday (Known *known, AeqDate from, GError **error)
{
  g_autoptr(GArray) outcomes = aeq_forecast_course_outcomes (known->ledger, known->account->id, from, error);
  g_autofree AeqCourseEntry *entries = outcomes != NULL ? g_new0 (AeqCourseEntry, outcomes->len + 1) : NULL;
  g_autoptr(GBytes) state = NULL;

  if (outcomes == NULL)
    return FALSE;
  for (guint i = 0; i < outcomes->len; i++)
    {
      const AeqCourseOutcome *outcome = &g_array_index (outcomes, AeqCourseOutcome, i);
      AeqCourseEntry *entry = &entries[i];
      gint64 time_of_day;
      AeqDate date;

      aeq_zone_to_local (known->account->zone, outcome->as_of, &date, &time_of_day);
      entry->as_of = outcome->as_of;
      entry->day = outcome->day;
      entry->minute = (gint32) (time_of_day / AEQ_MINUTE);
      if (!known_at (known, outcome->day, &entry->known_at, error))
        return FALSE;
      aeq_course_entry_score (entry, AEQ_COURSE_END, outcome->raw_end, outcome->issued_end, (double) outcome->end);
      aeq_course_entry_score (entry, AEQ_COURSE_USAGE, outcome->raw_usage, outcome->issued_usage, (double) outcome->usage);
    }
  if (outcomes->len > 0)
    state = aeq_course_entries_save (entries, outcomes->len);
  return aeq_calibration_put (known->ledger, known->account->id, INTRADAY, state, error);
}

typedef struct
{
  Known  *known;
  GArray *entries; /* DailyEntry, one a day: the last forecast made for it */
} DailyCollector;

static gboolean
collect_daily (const AeqScored *scored, gpointer user_data, GError **error)
{
  DailyCollector *self = user_data;
  DailyEntry entry = { .day = scored->target.day };

  entry.inside = scored->target.q[AEQ_LOWER_90] <= (double) scored->actual && (double) scored->actual <= scored->target.q[AEQ_UPPER_90];
  if (!known_at (self->known, entry.day, &entry.known_at, error))
    return FALSE;
  if (self->entries->len > 0 && g_array_index (self->entries, DailyEntry, self->entries->len - 1).day == entry.day)
    g_array_set_size (self->entries, self->entries->len - 1);
  g_array_append_val (self->entries, entry);
  return TRUE;
}

static gboolean
update_daily (Known *known, AeqDate from, GError **error)
{
  g_autoptr(GArray) entries = g_array_new (FALSE, FALSE, sizeof (DailyEntry));
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GBytes) state = NULL;
  DailyCollector collector = { known, entries };
  GVariantBuilder builder;

  if (!aeq_forecast_scored (known->ledger, known->account->id, 1, NULL, from, AEQ_DATE_NONE, collect_daily, &collector, error))
    return FALSE;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (DAILY_TYPE));
  for (guint i = 0; i < entries->len; i++)
    {
      const DailyEntry *entry = &g_array_index (entries, DailyEntry, i);

      g_variant_builder_add (&builder, "(xiy)", entry->known_at, entry->day, entry->inside);
    }
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (entries->len > 0)
    state = g_variant_get_data_as_bytes (variant);
  return aeq_calibration_put (known->ledger, known->account->id, DAILY, state, error);
}

gboolean
aeq_desk_calibration_update (AeqLedger *ledger, GPtrArray *accounts, GError **error)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];
      AeqDate from = aeq_zone_date (account->zone, ledger->now) - KEPT_DAYS;
      Known known = { ledger, account, AEQ_DATE_NONE, 0 };

      if (!update_intraday (&known, from, error) || !update_daily (&known, from, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_state (const AeqDeskView *desk, const char *name, GError **error)
{
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "The %s calibration of %s in the ledger is damaged: score makes it again", name,
               desk->account->number);
  return FALSE;
}

static gboolean
load_intraday (AeqLedger *ledger, AeqDeskView *desk, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GBytes) state = aeq_calibration_get (ledger, desk->account->id, INTRADAY, &local);
  g_autoptr(GArray) entries = NULL;
  gint64 time_of_day;
  AeqDate date;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (state == NULL)
    return TRUE;
  if ((entries = aeq_course_entries_load (state)) == NULL)
    return refuse_state (desk, INTRADAY, error);
  aeq_zone_to_local (desk->account->zone, ledger->now, &date, &time_of_day);
  aeq_course_widening ((const AeqCourseEntry *) entries->data, entries->len, ledger->now, (gint32) (time_of_day / AEQ_MINUTE),
                       &desk->course);
  return TRUE;
}

static gboolean
load_daily (AeqLedger *ledger, AeqDeskView *desk, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GBytes) state = aeq_calibration_get (ledger, desk->account->id, DAILY, &local);
  g_autoptr(GVariant) variant = NULL;
  g_autoptr(GArray) inside = g_array_new (FALSE, FALSE, sizeof (guint8));

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (state == NULL)
    return TRUE;
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (DAILY_TYPE), state, FALSE));
  if (!g_variant_is_normal_form (variant))
    return refuse_state (desk, DAILY, error);
  for (gsize i = 0; i < g_variant_n_children (variant); i++)
    {
      DailyEntry entry;

      g_variant_get_child (variant, i, "(xiy)", &entry.known_at, &entry.day, &entry.inside);
      if (entry.known_at <= ledger->now)
        g_array_append_val (inside, entry.inside);
    }
  desk->drifts = aeq_coverage_drifts ((const guint8 *) inside->data, inside->len, &desk->coverage);
  return TRUE;
}

gboolean
aeq_desk_calibration_load (AeqLedger *ledger, AeqDeskView *desk, GError **error)
{
  aeq_course_widening_init (&desk->course);
  desk->coverage = NAN;
  desk->full.course = desk->rest.course = &desk->course;
  return load_intraday (ledger, desk, error) && load_daily (ledger, desk, error);
}
