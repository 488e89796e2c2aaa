/* SPDX-License-Identifier: MIT */
#include "aeq-accuracy-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-accuracy.h"
#include "aeq-plural.h"
#include "aeq-position-words.h"
#include "aeq-screen-format.h"

void
aeq_accuracy_text_clear (AeqAccuracyText *self)
{
  g_free (self->text);
  g_free (self->caption);
}

static char *
signed_percent (double share)
{
  g_autofree char *number = aeq_screen_decimal (100 * share, 1, TRUE);

  return isfinite (share) ? g_strdup_printf (_("%s %%"), number) : g_strdup ("–");
}

static AeqAccuracyText
days_text (const AeqScorecard *self)
{
  return (AeqAccuracyText) { aeq_screen_count (self->n_days),
                             aeq_screen_counted (self->total.n, NN_ ("%s forecast of a day", "%s forecasts of a day")), NULL };
}

static AeqAccuracyText
wape_text (const AeqScorecard *self)
{
  double wape = aeq_score_wape (&self->total);

  return (AeqAccuracyText) { isfinite (wape) ? aeq_screen_share (wape) : g_strdup ("–"), g_strdup (_("of all in and out")), NULL };
}

static AeqAccuracyText
bias_text (const AeqScorecard *self)
{
  double bias = aeq_score_bias (&self->total);
  const char *caption = !isfinite (bias) ? "" : bias > 0 ? _("forecasts too high") : bias < 0 ? _("forecasts too low") : _("none");

  return (AeqAccuracyText) { signed_percent (bias), g_strdup (caption), NULL };
}

static AeqAccuracyText
coverage_text (const AeqScorecard *self)
{
  double coverage = aeq_score_coverage (&self->total);
  double lower;
  double upper;
  gboolean off;

  if (self->n_account_days == 0)
    return (AeqAccuracyText) { g_strdup ("–"), g_strdup (""), NULL };
  aeq_binomial_band (self->n_account_days, AEQ_INTERVALS[AEQ_INTERVAL_90], &lower, &upper);
  off = coverage < lower || coverage > upper;
  return (AeqAccuracyText) { aeq_screen_share (coverage),
                             g_strdup_printf (off ? _("▲ chance explains %.0f to %.0f %%") : _("chance explains %.0f to %.0f %%"),
                                              100 * MAX (lower, 0), 100 * MIN (upper, 1)),
                             off ? "warning" : NULL };
}

static AeqAccuracyText
skill_text (const AeqScorecard *self)
{
  double skill = aeq_score_skill (&self->total);

  if (!isfinite (skill))
    return (AeqAccuracyText) { g_strdup ("–"), g_strdup (_("no naive forecast to compare")), NULL };
  return (AeqAccuracyText) { signed_percent (skill), g_strdup (skill < 0 ? _("▲ last week was nearer") : _("smaller error than last week’s")),
                             skill < 0 ? "error" : NULL };
}

static AeqAccuracyText
overrides_text (const AeqScorecard *self)
{
  const AeqScoreOverrides *overrides = &self->overrides;
  g_autofree char *n = aeq_screen_count (overrides->n);
  g_autofree char *helped = aeq_screen_count (overrides->helped);
  double change = overrides->error_without > 0 ? overrides->error_with / overrides->error_without - 1 : NAN;
  g_autofree char *percent = signed_percent (change);

  if (overrides->n == 0)
    return (AeqAccuracyText) { g_strdup ("–"), g_strdup (_("none was scored")), NULL };
  return (AeqAccuracyText) { g_strdup_printf (_("%s of %s"), helped, n), g_strdup_printf (_("their error %s"), percent),
                             change > 0 ? "warning" : NULL };
}

AeqAccuracyText
aeq_accuracy_figure (const AeqScorecard *self, AeqAccuracyFigure figure)
{
  static AeqAccuracyText (*const FIGURES[AEQ_ACCURACY_N_FIGURES]) (const AeqScorecard *) = {
    days_text, wape_text, bias_text, coverage_text, skill_text, overrides_text,
  };

  return FIGURES[figure](self);
}

char *
aeq_accuracy_title (const AeqAccount *account, const AeqCurrency *currency)
{
  if (account != NULL)
    return g_strdup_printf (_("Forecasts of %s, %s"), account->name != NULL ? account->name : account->number, account->currency->code);
  return currency != NULL ? g_strdup_printf (_("Forecasts of All %s Accounts"), currency->code) : g_strdup (_("Forecasts of All Accounts"));
}

char *
aeq_accuracy_early (const AeqScorecard *self)
{
  g_autofree char *days = g_strdup_printf (ngettext ("%u day has been scored.", "%u days have been scored.", self->n_days), self->n_days);
  g_autofree char *need = g_strdup_printf (ngettext ("Charts are drawn from %d day on: fewer say more of chance than of the forecasts.",
                                                     "Charts are drawn from %d days on: fewer say more of chance than of the forecasts.",
                                                     AEQ_SCORECARD_MIN_DAYS),
                                           AEQ_SCORECARD_MIN_DAYS);

  return g_strdup_printf ("%s %s", days, need);
}

char *
aeq_accuracy_as_of (const AeqScorecard *self)
{
  g_autofree char *clock = aeq_local_clock_text (self->as_of);
  g_autofree char *first = self->n_days > 0 ? aeq_screen_date (self->first) : NULL;
  g_autofree char *last = self->n_days > 0 ? aeq_screen_date (self->last) : NULL;

  if (self->n_days == 0)
    return g_strdup_printf (_("Ledger as of %s"), clock);
  if (self->currency != NULL)
    return g_strdup_printf (_("Ledger as of %s · days from %s to %s · amounts in %s"), clock, first, last, self->currency->code);
  return g_strdup_printf (_("Ledger as of %s · days from %s to %s · each currency counted in units of its mean flow"), clock, first, last);
}
