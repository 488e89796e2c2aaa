/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>

#include "aeq-job-scorecard.h"

static const AeqSheetColumn COLUMNS[] = {
  { N_("Group"), NULL, AEQ_VALUE_TEXT, 110, "group" },
  { N_("Name"), N_("Regime in which the forecast was issued, business days ahead, or account"), AEQ_VALUE_TEXT, 0, "name" },
  { N_("Forecasts"), N_("Forecasts of a day’s net flow that have been scored"), AEQ_VALUE_DECIMAL, 90, "forecasts" },
  { N_("Error (WAPE), %"), N_("Sum of the absolute errors of the median, as a share of all that came in and went out"),
    AEQ_VALUE_DECIMAL, 120, "error_wape_percent" },
  { N_("Bias, %"), N_("Sum of forecast less outcome, as a share of all that came in and went out: above 0 forecasts were too high"),
    AEQ_VALUE_DECIMAL, 80, "bias_percent" },
  { /* xgettext:no-c-format */ N_("In the 90 % Interval, %"), /* xgettext:no-c-format */ N_("Share of outcomes inside the 90 % interval; it should be near 90"),
    AEQ_VALUE_DECIMAL, 150, "in_the_90_percent_interval_percent" },
  { N_("Better Than Naive, %"),
    N_("Skill: 1 less the error divided by that of the seasonal naive. Below 0 last week’s figures would have been nearer"),
    AEQ_VALUE_DECIMAL, 140, "better_than_naive_percent" },
};

static void
add_row (AeqSheet *sheet, const char *group, const char *name, const AeqScoreSums *sums)
{
  AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);
  double skill = aeq_score_skill (sums);

  row->values[0] = aeq_value_text (group);
  row->values[1] = aeq_value_text (name);
  row->values[2] = aeq_value_count (sums->n);
  row->values[3] = aeq_value_percent (aeq_score_wape (sums));
  row->values[4] = aeq_value_percent (aeq_score_bias (sums));
  row->values[5] = aeq_value_percent (aeq_score_coverage (sums));
  row->values[6] = aeq_value_percent (skill);
  if (skill < 0)
    row->values[6].tone = AEQ_TONE_BAD;
}

static const char *
regime_words (const char *name)
{
  static const char *const WORDS[] = { N_("steady"), N_("elevated"), N_("crisis"), N_("unknown") };

  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (g_str_equal (WORDS[i], name))
      return _(WORDS[i]);
  return name;
}

static char *
horizon_words (int horizon)
{
  if (horizon == 0)
    return g_strdup (_("rest of the day"));
  return g_strdup_printf (ngettext ("%d business day", "%d business days", (gulong) horizon), horizon);
}

AeqSheet *
aeq_scorecard_sheet (const AeqScorecard *self)
{
  AeqSheet *sheet = aeq_sheet_new (self->as_of, COLUMNS, G_N_ELEMENTS (COLUMNS));

  if (self->total.n == 0)
    return sheet;
  add_row (sheet, _("All"), NULL, &self->total);
  for (guint i = 0; i < self->by_regime->len; i++)
    {
      const AeqScorePart *part = self->by_regime->pdata[i];

      add_row (sheet, _("Regime"), regime_words (part->name), &part->sums);
    }
  for (guint i = 0; i < self->by_horizon->len; i++)
    {
      const AeqScorePart *part = self->by_horizon->pdata[i];
      g_autofree char *words = horizon_words (part->horizon);

      add_row (sheet, _("Days ahead"), words, &part->sums);
    }
  for (guint i = 0; i < self->by_account->len; i++)
    {
      const AeqScorePart *part = self->by_account->pdata[i];

      add_row (sheet, _("Account"), part->name, &part->sums);
    }
  return sheet;
}
