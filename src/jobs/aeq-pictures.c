/* SPDX-License-Identifier: MIT */
#include "aeq-pictures-private.h"

#include <cairo-svg.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "aeq-booster.h"
#include "aeq-chart-draw.h"
#include "aeq-error.h"
#include "aeq-forecast-charts.h"
#include "aeq-job-demo.h"
#include "aeq-job-forecast.h"
#include "aeq-job-regime.h"

#define SEED 1
#define NOW "2026-11-20T14:30:00Z"
#define ACCOUNT "CH6199041000772913004" /* its limit is not far */
#define WIDTH 720
#define HEIGHT 330
#define FONT "DejaVu Sans"
#define MADE_WITH "made_with.txt"

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

gboolean
aeq_pictures_draw (const AeqPictures *self, const char *name, AeqChart *chart, GError **error)
{
  const AeqChartStyle style = { .theme = AEQ_THEME_LIGHT, .font = FONT, .font_size = 12 };
  g_autofree char    *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append, bytes, WIDTH, HEIGHT);
  cairo_t         *cr = cairo_create (surface);
  cairo_status_t   status;

  aeq_chart_draw (chart, cr, WIDTH, HEIGHT, &style, NULL);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_file_set_contents (path, (const char *)bytes->data, (gssize)bytes->len, error);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "Drawing %s: %s", path, cairo_status_to_string (status));
  return FALSE;
}

static gboolean
draw_forecast (const AeqPictures *self, GError **error)
{
  const AeqForecastRequest request = AEQ_FORECAST_REQUEST_DEFAULT;
  g_autoptr (AeqForecastResult) forecast = aeq_job_forecast (self->ledger, &request, NULL, self->cancellable, error);
  g_autoptr (GPtrArray) accounts = forecast != NULL ? aeq_account_list (self->ledger, error) : NULL;
  g_autoptr (AeqIssued) issued =
      accounts != NULL ? aeq_issued_newest (self->ledger, accounts, self->account, error) : NULL;
  g_autoptr (AeqChart) today = NULL;
  g_autoptr (AeqChart) days = NULL;

  if (issued == NULL)
    return FALSE;
  today = aeq_today_chart (issued->accounts->pdata[0]);
  days = aeq_days_chart (issued->accounts->pdata[0]);
  return aeq_pictures_draw (self, "fan_today.svg", today, error) &&
         aeq_pictures_draw (self, "fan_days.svg", days, error);
}

static gboolean
draw_regimes (const AeqPictures *self, GError **error)
{
  AeqDate to = aeq_zone_date (aeq_zone_utc (), self->ledger->now);
  g_autoptr (GArray) readings = aeq_job_regime_history (self->ledger, to - 4 * 365, to, error);
  g_autoptr (AeqChart) chart =
      aeq_chart_new ("Probability of the states, as known on each day", AEQ_AXIS_DATE, NULL, "probability");
  static const AeqInk INKS[] = { AEQ_INK_EXPECTED, AEQ_INK_FORECAST, AEQ_INK_OUT };
  g_autofree double  *x = NULL;
  g_autofree double  *y = NULL;

  if (readings == NULL)
    return FALSE;
  x = g_new (double, MAX (readings->len, 1));
  y = g_new (double, MAX (readings->len, 1));
  for (int state = AEQ_REGIME_ELEVATED; state < AEQ_N_REGIMES; state++)
    {
      for (guint i = 0; i < readings->len; i++)
        {
          x[i] = g_array_index (readings, AeqRegimeReading, i).date;
          y[i] = g_array_index (readings, AeqRegimeReading, i).p[state];
        }
      aeq_chart_add_line (chart, aeq_regime_name ((AeqRegime)state), INKS[state], x, y, readings->len);
    }
  aeq_chart_set_y_range (chart, 0, 1);
  return aeq_pictures_draw (self, "regime_history.svg", chart, error);
}

char *
aeq_pictures_made_with (void)
{
  g_autofree char *xgboost = aeq_booster_library_version ();
  PangoFontMap    *map = pango_cairo_font_map_get_default ();
  g_autoptr (GObject) context = G_OBJECT (pango_font_map_create_context (map));
  g_autoptr (PangoFontDescription) wanted = pango_font_description_from_string (FONT " 12");
  g_autoptr (PangoFont) font = pango_font_map_load_font (map, PANGO_CONTEXT (context), wanted);
  g_autoptr (PangoFontDescription) found = pango_font_describe (font);
  g_autofree char *name = pango_font_description_to_string (found);

  return g_strdup_printf ("cairo %s\npango %s\nfont %s\nXGBoost %s\n", cairo_version_string (), pango_version_string (),
                          name, xgboost);
}

static gboolean
write_all (AeqPictures *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, MADE_WITH, NULL);
  g_autofree char *made_with = aeq_pictures_made_with ();
  AeqDemoResult    demo = { 0 };

  if (!aeq_job_demo (self->ledger, &demo, NULL, self->cancellable, error))
    return FALSE;
  aeq_demo_result_clear (&demo);
  return (self->account = aeq_account_require (self->ledger, ACCOUNT, NULL, error)) != NULL &&
         draw_forecast (self, error) && aeq_pictures_draw_record (self, error) && draw_regimes (self, error) &&
         g_file_set_contents (path, made_with, -1, error);
}

gboolean
aeq_pictures_write (const char *folder, GCancellable *cancellable, GError **error)
{
  AeqPictures pictures = { .folder = folder, .cancellable = cancellable };
  AeqInstant now = 0;
  gboolean   ok;

  aeq_instant_parse (NOW, -1, &now);
  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "Making the folder %s failed", folder);
      return FALSE;
    }
  if ((pictures.ledger = aeq_ledger_open (":memory:", AEQ_STORE_CREATE, now, SEED, error)) == NULL)
    return FALSE;
  ok = write_all (&pictures, error);
  g_clear_pointer (&pictures.account, aeq_account_free);
  aeq_ledger_close (pictures.ledger);
  return ok;
}
