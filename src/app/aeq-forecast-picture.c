/* SPDX-License-Identifier: MIT */
#include "aeq-forecast-picture.h"

#include <glib/gi18n.h>

#include "aeq-forecast-charts.h"
#include "aeq-screen-format.h"

/* Earlier fans would hide each other and the one that counts: of the newest of them the median and where nine of ten end, of the others
 * the median. @age: how many of them are newer. */
static void
add_ghost (AeqChart *chart, const AeqIssued *ghost, const AeqIssuedAccount *told, guint age)
{
  static const AeqInk INKS[AEQ_ISSUED_GHOSTS] = { AEQ_INK_OTHER, AEQ_INK_OUT, AEQ_INK_IN };
  static const int LEVELS[] = { AEQ_MEDIAN_INDEX, 1, 7 };
  guint n = told->days->len;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  g_autofree char *day = aeq_screen_date (aeq_zone_date (told->zone, ghost->as_of));

  for (guint k = 0; k < (age == 0 ? G_N_ELEMENTS (LEVELS) : 1); k++)
    {
      /* translators: a date, and which quantile of the forecast of that day */
      g_autofree char *name = g_strdup_printf (_("%s, %s"), day, k == 0 ? _("median") : k == 1 ? "5 %" : "95 %");

      for (guint i = 0; i < n; i++)
        {
          const AeqIssuedDay *one = &g_array_index (told->days, AeqIssuedDay, i);

          x[i] = one->date;
          y[i] = aeq_forecast_major (one->closing[LEVELS[k]], told->currency);
        }
      aeq_chart_add_line (chart, name, INKS[age % AEQ_ISSUED_GHOSTS], x, y, n);
    }
}

static void
add_actual (AeqChart *chart, const AeqIssuedView *view)
{
  guint n = view->actual->len;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      const AeqIssuedActual *actual = &g_array_index (view->actual, AeqIssuedActual, i);

      x[i] = actual->day;
      y[i] = aeq_forecast_major (actual->balance, view->account->currency);
    }
  aeq_chart_add_line (chart, _("Balance"), AEQ_INK_ACTUAL, x, y, n);
}

static void
add_look (AeqChart *chart, const AeqIssuedAccount *told)
{
  guint n = told->days->len;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      const AeqIssuedDay *day = &g_array_index (told->days, AeqIssuedDay, i);

      x[i] = day->date;
      y[i] = aeq_forecast_major (day->closing[AEQ_MEDIAN_INDEX], told->currency);
    }
  aeq_chart_add_line (chart, _("Now, not issued"), AEQ_INK_EXPECTED, x, y, n);
}

static void
add_levels (AeqChart *chart, const AeqIssuedView *view)
{
  const AeqCurrency *currency = view->account->currency;

  if (view->limit.has)
    aeq_chart_add_limit (chart, _("Limit"), aeq_forecast_major (view->limit.floor_amount, currency));
  if (view->limit.has && view->limit.has_early_warning)
    aeq_chart_add_limit (chart, _("Early warning"), aeq_forecast_major (view->limit.early_warning, currency));
}

AeqChart *
aeq_forecast_picture (const AeqIssuedView *view, const AeqIssued *look)
{
  const AeqIssuedAccount *now = look != NULL ? aeq_issued_account (look, view->account) : NULL;
  AeqChart *chart;

  if (view->told == NULL)
    return NULL;
  chart = aeq_chart_new (NULL, AEQ_AXIS_DATE, NULL, view->account->currency->code);
  aeq_forecast_add_days (chart, _("Forecast"), view->told);
  for (guint i = view->ghosts->len; i-- > 0;)
    {
      const AeqIssuedAccount *told = aeq_issued_account (view->ghosts->pdata[i], view->account);

      if (told != NULL)
        add_ghost (chart, view->ghosts->pdata[i], told, i);
    }
  if (view->actual->len > 0)
    add_actual (chart, view);
  if (now != NULL)
    add_look (chart, now);
  add_levels (chart, view);
  return chart;
}
