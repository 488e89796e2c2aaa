/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>

#include "aeq-regime-view.h"
#include "aeq-words.h"

#define BEFORE 7 /* days: markets often tremble some days before what they are remembered by */

static const AeqSheetColumn EPISODES[] = {
  { N_("From"), N_("First business day that was not steady, as known on that day"), AEQ_VALUE_DATE, 100, "from" },
  { N_("To"), N_("Last business day that was not steady; empty while it lasts"), AEQ_VALUE_DATE, 100, "to" },
  { N_("Days"), N_("Business days (Fedwire’s calendar)"), AEQ_VALUE_DECIMAL, 64, "days" },
  { N_("Worst"), N_("The gravest state of these days"), AEQ_VALUE_TEXT, 90, "worst" },
  { N_("Likeliest On"), N_("The day on which elevated or crisis was likeliest"), AEQ_VALUE_DATE, 110, "likeliest_on" },
  { N_("Elevated or Crisis, %"), N_("How likely it was then"), AEQ_VALUE_DECIMAL, 150, "elevated_or_crisis_percent" },
  { N_("Crisis, %"), N_("The highest probability of a crisis on these days"), AEQ_VALUE_DECIMAL, 90, "crisis_percent" },
  { N_("Event"), N_("What these days, or the week before them, are remembered by"), AEQ_VALUE_TEXT, 0, "event" },
};

static const AeqSheetColumn SERIES[] = {
  { N_("Series"), N_("Its name at FRED; two with a minus are a difference"), AEQ_VALUE_TEXT, 130, "series" },
  { N_("What It Is"), NULL, AEQ_VALUE_TEXT, 0, "what_it_is" },
  { N_("Value"), N_("The newest value, as published"), AEQ_VALUE_DECIMAL, 100, "value" },
  { N_("Unit"), NULL, AEQ_VALUE_TEXT, 100, "unit" },
  { N_("As Of"), N_("The day that the newest value is of"), AEQ_VALUE_DATE, 100, "as_of" },
  { N_("Known On"), N_("The day by whose end that value was out"), AEQ_VALUE_DATE, 100, "known_on" },
  { N_("Lag, d"), N_("Business days from the day of the value to its publication"), AEQ_VALUE_DECIMAL, 70, "lag_days" },
  { N_("Late, d"), N_("Business days for which the next value has been due"), AEQ_VALUE_DECIMAL, 70, "late_days" },
  { N_("State"), N_("Current, stale (more than a business day late), or ended: no longer published"), AEQ_VALUE_TEXT, 90, "state" },
};

static const char *
state_word (AeqRegime state)
{
  static const char *const WORDS[] = { N_("steady"), N_("elevated"), N_("crisis") };

  return _(WORDS[state]);
}

static char *
event_names (const AeqRegimeView *self, const AeqRegimeEpisode *episode)
{
  g_autoptr(GString) names = g_string_new (NULL);
  gsize n;
  const AeqMarketEvent *events = aeq_market_event_table (&n);

  for (gsize i = 0; i < n; i++)
    {
      AeqDate day = aeq_regime_view_event (self, &events[i]);

      if (day != AEQ_DATE_NONE && day >= episode->from - BEFORE && day <= episode->to)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", aeq_words_get (events[i].name));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
add_episode (AeqSheet *sheet, const AeqRegimeView *self, const AeqRegimeEpisode *episode)
{
  AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);
  g_autofree char *names = event_names (self, episode);

  row->values[0] = aeq_value_date (episode->from);
  row->values[1] = aeq_value_date (episode->lasts ? AEQ_DATE_NONE : episode->to);
  row->values[2] = aeq_value_count (episode->days);
  row->values[3] = aeq_value_text (state_word (episode->worst));
  row->values[3].tone = episode->worst == AEQ_REGIME_CRISIS ? AEQ_TONE_BAD : AEQ_TONE_WARNING;
  row->values[4] = aeq_value_date (episode->top_on);
  row->values[5] = aeq_value_percent (episode->top);
  row->values[6] = aeq_value_percent (episode->crisis);
  row->values[7] = aeq_value_text (*names != '\0' ? names : NULL);
}

AeqSheet *
aeq_regime_episode_sheet (const AeqRegimeView *self)
{
  AeqSheet *sheet = aeq_sheet_new (self->as_of, EPISODES, G_N_ELEMENTS (EPISODES));

  for (guint i = 0; i < self->episodes->len; i++)
    add_episode (sheet, self, &g_array_index (self->episodes, AeqRegimeEpisode, i));
  return sheet;
}

static AeqValue
freshness_value (AeqFreshness freshness)
{
  static const char *const WORDS[] = { N_("current"), N_("stale"), N_("ended"), N_("empty") };
  static const AeqTone TONES[] = { AEQ_TONE_PLAIN, AEQ_TONE_WARNING, AEQ_TONE_DIM, AEQ_TONE_DIM };
  AeqValue value = aeq_value_text (_(WORDS[freshness]));

  value.tone = TONES[freshness];
  return value;
}

static void
add_series (AeqSheet *sheet, const AeqMarketSeries *series)
{
  AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);
  g_autofree char *text = aeq_market_series_text (series);

  row->values[0] = aeq_value_text (series->id);
  row->values[1] = aeq_value_text (series->title != NULL ? aeq_words_get (series->title) : NULL);
  row->values[2] = aeq_value_decimal (text);
  row->values[3] = aeq_value_text (series->unit != NULL ? aeq_words_get (series->unit) : NULL);
  row->values[4] = aeq_value_date ((AeqDate) series->x[series->n - 1]);
  row->values[5] = aeq_value_date (series->known_on);
  row->values[6] = aeq_value_count (series->lag);
  row->values[7] = aeq_value_count (series->late);
  row->values[8] = freshness_value (series->freshness);
}

AeqSheet *
aeq_regime_series_sheet (const AeqRegimeView *self)
{
  AeqSheet *sheet = aeq_sheet_new (self->as_of, SERIES, G_N_ELEMENTS (SERIES));

  for (guint i = 0; i < self->series->len; i++)
    add_series (sheet, self->series->pdata[i]);
  return sheet;
}

static void
add_reading (AeqSeenTable *table, const AeqRegimeReading *reading)
{
  AeqCell *cells = aeq_seen_table_add_row (table);

  cells[0] = aeq_cell_date (reading->date);
  cells[1] = aeq_cell_text (aeq_regime_name (reading->state));
  cells[2] = aeq_cell_date (reading->since);
  for (int i = 0; i < AEQ_N_REGIMES; i++)
    cells[3 + i] = aeq_cell_percent (reading->p[i]);
}

AeqSeenTable *
aeq_regime_history_table (const AeqRegimeView *self, AeqDate from, AeqDate to)
{
  AeqSeenTable *table = aeq_seen_table_new ("regime", "Regime");

  aeq_seen_table_add_column (table, "date", "Date", AEQ_CELL_DATE);
  aeq_seen_table_add_column (table, "state", "State", AEQ_CELL_TEXT);
  aeq_seen_table_add_column (table, "since", "Since", AEQ_CELL_DATE);
  aeq_seen_table_add_column (table, "p_steady", "Steady", AEQ_CELL_PERCENT);
  aeq_seen_table_add_column (table, "p_elevated", "Elevated", AEQ_CELL_PERCENT);
  aeq_seen_table_add_column (table, "p_crisis", "Crisis", AEQ_CELL_PERCENT);
  for (guint i = 0; i < self->readings->len; i++)
    {
      const AeqRegimeReading *reading = &g_array_index (self->readings, AeqRegimeReading, i);

      if (reading->date >= from && reading->date <= to)
        add_reading (table, reading);
    }
  return table;
}
