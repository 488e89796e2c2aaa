/* SPDX-License-Identifier: MIT */
#include "aeq-regime-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-plural.h"
#include "aeq-position-words.h"
#include "aeq-screen-format.h"
#include "aeq-words.h"

static const AeqRegimeLook LOOKS[] = {
  [AEQ_REGIME_STEADY] = { N_("Steady"), "emblem-ok-symbolic", NULL },
  [AEQ_REGIME_ELEVATED] = { N_("Elevated"), "dialog-warning-symbolic", "warning" },
  [AEQ_REGIME_CRISIS] = { N_("Crisis"), "dialog-error-symbolic", "error" },
};

static const char *const SINCE[] = { /* translators: %s is a date */
  [AEQ_REGIME_STEADY] = N_("Steady markets since %s"),
  [AEQ_REGIME_ELEVATED] = N_("Elevated stress since %s"),
  [AEQ_REGIME_CRISIS] = N_("Crisis since %s"),
};

const AeqRegimeLook *
aeq_regime_look (AeqRegime state)
{
  return &LOOKS[state];
}

char *
aeq_regime_since (const AeqRegimeReading *reading)
{
  g_autofree char *date = aeq_screen_date (reading->since);

  return g_strdup_printf (_(SINCE[reading->state]), date);
}

void
aeq_regime_text_clear (AeqRegimeText *self)
{
  g_free (self->text);
  g_free (self->caption);
}

char *
aeq_regime_title (const AeqRegimeView *self)
{
  const AeqRegimeReading *now = aeq_regime_view_now (self);

  return now != NULL ? aeq_regime_since (now) : g_strdup (_("Regime unknown"));
}

/* How it has moved in a week tells whether it comes or goes. */
static AeqRegimeText
probability_text (const AeqRegimeView *self, AeqRegime state)
{
  const AeqRegimeReading *now = aeq_regime_view_now (self);
  const AeqRegimeReading *before = self->readings->len > 5 ? now - 5 : NULL;
  AeqRegimeText text = { aeq_screen_share (now->p[state]), NULL, NULL };

  if (before == NULL)
    text.caption = g_strdup ("");
  else if (fabs (now->p[state] - before->p[state]) < .0005)
    text.caption = g_strdup (_("as 5 d ago"));
  else
    text.caption = g_strdup_printf (_("%+.1f points in 5 d"), 100 * (now->p[state] - before->p[state]));
  if (now->state == state)
    text.style = LOOKS[state].style;
  return text;
}

static AeqRegimeText
since_text (const AeqRegimeView *self)
{
  const AeqRegimeReading *now = aeq_regime_view_now (self);
  gint64 days = 0;

  for (guint i = self->readings->len; i-- > 0 && g_array_index (self->readings, AeqRegimeReading, i).date >= now->since;)
    days++;
  return (AeqRegimeText) { aeq_screen_date (now->since), aeq_screen_counted (days, NN_ ("%s business day", "%s business days")), NULL };
}

static char *
source_names (guint sources)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint source = AEQ_REGIME_VOLATILITY; source <= AEQ_REGIME_FUNDING; source <<= 1)
    if (sources & source)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", aeq_words_get (aeq_regime_source_name ((AeqRegimeSource) source)));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static AeqRegimeText
sources_text (const AeqRegimeView *self)
{
  const AeqRegimeReading *now = aeq_regime_view_now (self);
  g_autofree char *names = source_names (now->missing != 0 ? now->missing : AEQ_REGIME_ALL_SOURCES);
  AeqRegimeText text = { g_strdup_printf (_("%u of 3"), now->n_drivers), NULL, now->missing != 0 ? "warning" : NULL };

  text.caption = now->n_drivers == 0  ? g_strdup (_("▲ all are missing"))
                 : now->missing != 0 ? g_strdup_printf (_("▲ missing: %s"), names)
                                     : g_strdup (names);
  return text;
}

static AeqRegimeText
oldest_text (const AeqRegimeView *self)
{
  const AeqRegimeReading *now = aeq_regime_view_now (self);
  const AeqRegimeDriver *oldest = NULL;

  for (guint i = 0; i < now->n_drivers; i++)
    if (oldest == NULL || now->drivers[i].date < oldest->date)
      oldest = &now->drivers[i];
  return (AeqRegimeText) { oldest != NULL ? aeq_screen_date (oldest->date) : g_strdup ("–"),
                           g_strdup (oldest != NULL ? oldest->series : ""), NULL };
}

AeqRegimeText
aeq_regime_figure (const AeqRegimeView *self, AeqRegimeFigure figure)
{
  if (aeq_regime_view_now (self) == NULL)
    return (AeqRegimeText) { g_strdup ("–"), g_strdup (""), NULL };
  switch (figure)
    {
    case AEQ_REGIME_FIGURE_SINCE:
      return since_text (self);
    case AEQ_REGIME_FIGURE_SOURCES:
      return sources_text (self);
    case AEQ_REGIME_FIGURE_OLDEST:
      return oldest_text (self);
    case AEQ_REGIME_FIGURE_STEADY:
    case AEQ_REGIME_FIGURE_ELEVATED:
    case AEQ_REGIME_FIGURE_CRISIS:
    case AEQ_REGIME_N_FIGURES:
    default:
      return probability_text (self, (AeqRegime) (figure - AEQ_REGIME_FIGURE_STEADY));
    }
}

char *
aeq_regime_as_of (const AeqRegimeView *self)
{
  g_autofree char *date = aeq_screen_date (self->date);
  g_autofree char *clock = aeq_local_clock_text (self->as_of);

  if (self->invented)
    return g_strdup_printf (_("The markets of the sample desk are invented · as known by the end of %s · read at %s"), date, clock);
  return g_strdup_printf (_("As known by the end of %s, each day from what had been published by then · read at %s"), date, clock);
}

char *
aeq_regime_why (const AeqRegimeView *self)
{
  const AeqRegimeReading *now = aeq_regime_view_now (self);
  g_autoptr(GPtrArray) said = g_ptr_array_new ();
  guint n = now != NULL ? (guint) __builtin_popcount (now->rules) + now->n_drivers : 0;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (said, self->reasons[i]);
  g_ptr_array_add (said, NULL);
  if (n == 0)
    return g_strdup (now != NULL ? _("No recent value of any source: the state stays as it was, and the probabilities are those of ordinary times.")
                                 : _("The ledger has no series that the regime is read from."));
  return aeq_words_lines ((char **) said->pdata);
}

static const char *
lack (AeqRegimeSource source)
{
  switch (source)
    {
    case AEQ_REGIME_VOLATILITY:
      return _("Volatility is missing: no VIXCLS of the last ten business days. FRED has it, with a key set in Connections; or import a file.");
    case AEQ_REGIME_CREDIT:
      return _("Credit is missing: no BAA10Y of the last ten business days. FRED has it, with a key set in Connections; or import a file.");
    case AEQ_REGIME_FUNDING:
    case AEQ_REGIME_ALL_SOURCES:
    default:
      return _("Funding is missing: no SOFR with IORB or EFFR of the last ten business days. Fetch SOFR and EFFR from the New York Fed; it takes no key.");
    }
}

char *
aeq_regime_lacks (const AeqRegimeView *self)
{
  const AeqRegimeReading *now = aeq_regime_view_now (self);
  guint missing = now != NULL ? now->missing : AEQ_REGIME_ALL_SOURCES;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint source = AEQ_REGIME_VOLATILITY; source <= AEQ_REGIME_FUNDING; source <<= 1)
    if (missing & source)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", lack ((AeqRegimeSource) source));
  return missing != 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
aeq_regime_series_value (const AeqMarketSeries *self)
{
  g_autofree char *text = aeq_market_series_text (self);

  if (self->unit == NULL)
    return g_steal_pointer (&text);
  if (g_str_equal (self->unit, "percent"))
    return g_strdup_printf (_("%s %%"), text);
  /* translators: a value and its unit */
  return g_strdup_printf (C_ ("value and unit", "%s %s"), text, aeq_words_get (self->unit));
}

char *
aeq_regime_series_title (const AeqMarketSeries *self)
{
  return g_strdup (self->title != NULL ? aeq_words_get (self->title) : _("not in the dictionary of series"));
}

char *
aeq_regime_series_published (const AeqMarketSeries *self)
{
  g_autofree char *day = aeq_screen_date ((AeqDate) self->x[self->n - 1]);
  g_autofree char *known_on = aeq_screen_date (self->known_on);

  if (self->freshness == AEQ_FRESH_ENDED)
    return g_strdup_printf (_("Of %s · no longer published"), day);
  if (self->freshness != AEQ_FRESH_STALE && self->lag == 0)
    return g_strdup_printf (_("Of %s · published the same day"), day);
  if (self->freshness != AEQ_FRESH_STALE)
    /* translators: two days, and business days between them */
    return g_strdup_printf (_("Of %s · published %s, %d d later"), day, known_on, self->lag);
  /* translators: two days, business days between them, and for how many the next value has been due */
  return g_strdup_printf (_("Of %s · published %s, %d d later · ▲ the next is %d d late"), day, known_on, self->lag, self->late);
}

char *
aeq_regime_series_rule (const AeqMarketSeries *self)
{
  if (self->published == NULL)
    return g_strdup (_("The day that the newest value is of, the day by whose end it was out, and how many business days that took"));
  /* translators: %s is "on the next business day" or the like */
  return g_strdup_printf (_("The day that the newest value is of, the day by whose end it was out, and how many business days that took. "
                            "As a rule it is published %s"), aeq_words_get (self->published));
}

char *
aeq_regime_series_effect (const AeqMarketSeries *self)
{
  const char *format = fabs (self->driver.contribution) < log (1.1) ? _("%+.1f robust deviations · hardly moves it")
                       : self->driver.contribution > 0             ? _("%+.1f robust deviations · ▲ speaks for stress")
                                                                   : _("%+.1f robust deviations · ▼ speaks against stress");

  return self->used ? g_strdup_printf (format, self->driver.z) : NULL;
}
