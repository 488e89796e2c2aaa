/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-plural.h"
#include "aeq-position-words.h"
#include "aeq-screen-format.h"

typedef struct
{
  const char *name;
  const char *word;
} Word;

static const Word REGIMES[] = {
  { "steady", N_("Steady") }, { "elevated", N_("Elevated") }, { "crisis", N_("Crisis") },
};

static const Word DRIVERS[] = {
  { "known", N_("Known flows") }, { "profile", N_("Usual course") }, { "weekday", N_("Day of the week") },
  { "month", N_("Place in the month") }, { "quarter", N_("Place in the quarter") }, { "tax", N_("Tax and recurring dates") },
  { "holiday", N_("Holidays nearby") }, { "same_weekday", N_("Same weekday in past weeks") },
  { "same_day", N_("Same day of past months") }, { "level", N_("Level of the last weeks") }, { "horizon", N_("Distance ahead") },
  { "today", N_("Today so far") }, { "market", N_("Markets") }, { "crisis", N_("Market stress") }, { "override", N_("Overrides") },
  { "announced_later", N_("Usually announced, not yet announced") }, { "methods", N_("Other methods and the calibration") },
};

static const char *const CHANGES[AEQ_N_REASONS] = {
  [AEQ_REASON_OPENING] = N_("Opening balance"),
  [AEQ_REASON_ACTUALS] = N_("What came, against what was expected"),
  [AEQ_REASON_KNOWN] = N_("Known flows"),
  [AEQ_REASON_OVERRIDES] = N_("Overrides"),
  [AEQ_REASON_REGIME] = N_("Market regime"),
  [AEQ_REASON_MODEL] = N_("Another model version"),
  [AEQ_REASON_REST] = N_("The model’s view of the rest"),
};

static const char *
find_word (const Word *words, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (words[i].name, name) == 0)
      return _(words[i].word);
  return NULL;
}

const char *
aeq_regime_word (const char *regime)
{
  const char *word = find_word (REGIMES, G_N_ELEMENTS (REGIMES), regime);

  return word != NULL ? word : _("Unknown");
}

const char *
aeq_driver_word (const AeqIssuedDriver *driver)
{
  const char *word = find_word (DRIVERS, G_N_ELEMENTS (DRIVERS), driver->name);

  return word != NULL ? word : driver->words;
}

const char *
aeq_change_word (AeqReason reason)
{
  return _(CHANGES[reason]);
}

static char *
amount (gint64 minor, const AeqCurrency *currency)
{
  return minor != AEQ_ISSUED_NONE ? aeq_amount_with_unit (minor, currency) : g_strdup ("–");
}

static char *
chance (double p)
{
  return isnan (p) ? g_strdup (_("no limit")) : aeq_screen_share (p);
}

char *
aeq_forecast_title (const AeqIssuedView *view)
{
  return g_strdup_printf ("%s %s", view->account->number, view->account->currency->code);
}

static gint64
closing (const AeqIssuedAccount *told)
{
  return told->days->len > 0 ? g_array_index (told->days, AeqIssuedDay, 0).closing[AEQ_MEDIAN_INDEX] : AEQ_ISSUED_NONE;
}

char *
aeq_forecast_head (const AeqIssuedView *view)
{
  g_autofree char *issued = aeq_zone_clock_text (view->account->zone, view->issued->as_of, view->as_of);
  g_autofree char *at_close = NULL, *lowest = NULL, *breach = NULL, *head = NULL;

  /* translators: a time, a model's version, a regime of the markets */
  head = g_strdup_printf (_("Issued %s · model and data %s · regime %s"), issued, view->issued->model, aeq_regime_word (view->issued->regime));
  if (view->told == NULL)
    return g_strdup_printf (_("%s · it says nothing of this account"), head);
  at_close = amount (closing (view->told), view->account->currency);
  lowest = amount (view->told->lowest[AEQ_MEDIAN_INDEX], view->account->currency);
  breach = chance (view->told->p_breach);
  return g_strdup_printf (_("%s\nClosing that day %s · lowest %s · chance of a breach %s"), head, at_close, lowest, breach);
}

char *
aeq_forecast_came (const AeqIssuedView *view)
{
  gint64 inside = 0, error = 0;
  g_autofree char *count = NULL, *hits = NULL, *mean = NULL;

  if (view->scores->len == 0)
    return g_strdup (_("No day of it is over yet: scores come when the outcome is known."));
  for (guint i = 0; i < view->scores->len; i++)
    {
      const AeqIssuedScore *score = &g_array_index (view->scores, AeqIssuedScore, i);

      inside += (double) score->net >= score->q[1] && (double) score->net <= score->q[7];
      error += (gint64) fabs ((double) score->net - score->q[AEQ_MEDIAN_INDEX]) / (gint64) view->scores->len;
    }
  count = aeq_screen_counted (view->scores->len, NN_ ("%s day is scored", "%s days are scored"));
  hits = aeq_screen_count (inside);
  mean = amount (error, view->account->currency);
  return g_strdup_printf (_("%s: %s within the 90 %% interval, the median was off by %s on average"), count, hits, mean);
}

char *
aeq_forecast_look (const AeqIssuedView *view, const AeqIssued *look)
{
  const AeqIssuedAccount *now = look != NULL ? aeq_issued_account (look, view->account) : NULL;
  g_autofree char *at_close = NULL, *lowest = NULL, *breach = NULL;

  if (now == NULL)
    return NULL;
  at_close = amount (closing (now), view->account->currency);
  lowest = amount (now->lowest[AEQ_MEDIAN_INDEX], view->account->currency);
  breach = chance (now->p_breach);
  return g_strdup_printf (_("As it would be now, not issued: closing today %s · lowest %s · chance of a breach %s. F9 issues it."), at_close, lowest,
                          breach);
}

static int
largest (const gint64 *reasons)
{
  int best = 0;

  for (int i = 1; i < AEQ_N_REASONS; i++)
    if (ABS (reasons[i]) > ABS (reasons[best]))
      best = i;
  return best;
}

char *
aeq_forecast_change (const AeqForecastDiff *diff, const AeqDiffAccount *pair)
{
  const AeqDiffFigure *figure = &pair->figures[AEQ_DIFF_CLOSING];
  const AeqCurrency *currency = pair->after->currency;
  g_autofree char *from = aeq_zone_clock_text (pair->after->zone, diff->before->as_of, diff->after->as_of);
  g_autofree char *to = aeq_zone_clock_text (pair->after->zone, diff->after->as_of, diff->after->as_of);
  g_autofree char *before = NULL, *after = NULL, *most = NULL;
  int reason = largest (figure->reasons);

  if (!figure->has)
    return g_strdup_printf (_("From %s to %s: the earlier one says nothing of the later one’s today."), from, to);
  before = amount (figure->before, currency);
  after = amount (figure->after, currency);
  if (figure->before == figure->after)
    return g_strdup_printf (_("From %s to %s: closing today stays at %s."), from, to, after);
  most = amount (figure->reasons[reason], currency);
  return g_strdup_printf (_("From %s to %s: closing today goes from %s to %s, most of it by %s (%s)."), from, to, before, after,
                          aeq_change_word ((AeqReason) reason), most);
}

char *
aeq_forecast_schedule (AeqIssuer *issuer)
{
  const GError *error = aeq_issuer_get_error (issuer);
  g_autofree char *last = NULL;

  if (error != NULL)
    return g_strdup_printf (_("The schedule did not issue: %s"), error->message);
  if (aeq_issuer_get_last (issuer) == AEQ_INSTANT_NONE)
    return g_strdup (aeq_issuer_get_minutes (issuer) > 0 ? _("The schedule has not issued yet") : _("Nothing is issued by itself"));
  last = aeq_local_clock_text (aeq_issuer_get_last (issuer));
  return g_strdup_printf (_("The schedule last issued at %s"), last);
}
