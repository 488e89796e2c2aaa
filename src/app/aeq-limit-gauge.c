/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-limit-gauge"

#include "aeq-limit-gauge.h"
#include "aeq-tooltip.h"

#include <glib/gi18n.h>
#include <math.h>

#define BAR_HEIGHT 8
#define MOST_TOLD 9.99 /* beyond it the figure says no more */

struct _AeqLimitGauge
{
  GtkWidget       parent_instance;
  AeqLimitUse     use;
  GtkDrawingArea *bar;
  GtkLabel       *figure;
};

G_DEFINE_FINAL_TYPE (AeqLimitGauge, aeq_limit_gauge, GTK_TYPE_WIDGET)

static double
greater (const AeqLimitUse *use)
{
  return fmax (use->now, use->lowest); /* of a number and NaN the number */
}

static char *
percent (double share)
{
  if (share > MOST_TOLD)
    return g_strdup (_("> 999 %"));
  /* translators: a share in percent */
  return g_strdup_printf (_("%.0f %%"), share > 1 ? ceil (share * 100) : floor (share * 100));
}

char *
aeq_limit_use_text (const AeqLimitUse *use)
{
  static const char *const SIGNS[] = {
    [AEQ_LIMIT_UNKNOWN] = "", [AEQ_LIMIT_WITHIN] = "", [AEQ_LIMIT_WARNED] = "▲ ", [AEQ_LIMIT_BROKEN] = "✕ "
  };
  g_autofree char *share = use->state != AEQ_LIMIT_UNKNOWN ? percent (greater (use)) : g_strdup ("–");

  return g_strconcat (SIGNS[use->state], share, NULL);
}

static char *
describe_use (const AeqLimitUse *use)
{
  g_autofree char *now = isnan (use->now) ? NULL : percent (use->now);
  g_autofree char *lowest = isnan (use->lowest) ? NULL : percent (use->lowest);

  if (now == NULL)
    return g_strdup_printf (_("Limit use: %s at the lowest point."), lowest);
  if (lowest == NULL)
    return g_strdup_printf (_("Limit use: %s now."), now);
  return g_strdup_printf (_("Limit use: %s now, %s at the lowest point ahead."), now, lowest);
}

static char *
describe_state (const AeqLimitUse *use)
{
  g_autofree char *warning = isnan (use->warning) ? NULL : percent (use->warning);

  if (use->state == AEQ_LIMIT_BROKEN)
    return g_strdup (_("The limit is broken."));
  if (warning == NULL)
    return g_strdup (_("No early warning is set."));
  if (use->state == AEQ_LIMIT_WARNED)
    return g_strdup_printf (_("The early warning at %s is passed."), warning);
  return g_strdup_printf (_("The early warning stands at %s."), warning);
}

char *
aeq_limit_use_describe (const AeqLimitUse *use)
{
  g_autofree char *share = NULL;
  g_autofree char *state = NULL;

  if (use->state == AEQ_LIMIT_UNKNOWN)
    return g_strdup (_("No limit to hold the balance against."));
  share = describe_use (use);
  state = describe_state (use);
  return g_strjoin (" ", share, state, NULL);
}

static void
fill (cairo_t *cr, const GdkRGBA *color, double alpha, double x, double y, double width, double height)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
state_color (GtkWidget *widget, AeqLimitState state, GdkRGBA *color)
{
  static const char *const NAMES[] = { [AEQ_LIMIT_UNKNOWN] = "accent_color",
                                       [AEQ_LIMIT_WITHIN] = "accent_color",
                                       [AEQ_LIMIT_WARNED] = "warning_color",
                                       [AEQ_LIMIT_BROKEN] = "error_color" };
  GtkStyleContext         *style = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (style, NAMES[state], color))
    gtk_style_context_get_color (style, color);
}

/* The whole width is the room; what is used grows from the left, in a right-to-left language from the right. */
static void
draw_bar (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  AeqLimitGauge *self = data;
  AeqLimitState  state = self->use.state;
  double         y = floor ((height - BAR_HEIGHT) / 2.0);
  GdkRGBA        ink, color;

  if (state == AEQ_LIMIT_UNKNOWN)
    return;
  if (gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL)
    {
      cairo_translate (cr, width, 0);
      cairo_scale (cr, -1, 1);
    }
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  state_color (GTK_WIDGET (area), state, &color);
  fill (cr, &ink, .12, 0, y, width, BAR_HEIGHT);
  if (!isnan (self->use.lowest))
    fill (cr, &color, .45, 0, y, width * CLAMP (self->use.lowest, 0, 1), BAR_HEIGHT);
  if (!isnan (self->use.now))
    fill (cr, &color, 1, 0, y, width * CLAMP (self->use.now, 0, 1), BAR_HEIGHT);
  if (self->use.warning > 0 && self->use.warning < 1)
    fill (cr, &ink, .8, floor (width * self->use.warning), y - 3, 2, BAR_HEIGHT + 6);
}

void
aeq_limit_gauge_set_use (AeqLimitGauge *self, const AeqLimitUse *use)
{
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (AEQ_IS_LIMIT_GAUGE (self));
  self->use = *use;
  text = aeq_limit_use_text (use);
  words = aeq_limit_use_describe (use);
  gtk_label_set_text (self->figure, text);
  aeq_tooltip_set (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  isnan (greater (use)) ? 0.0 : MIN (greater (use), 1.0), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self->bar));
}

static void
aeq_limit_gauge_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (aeq_limit_gauge_parent_class)->dispose (object);
}

static void
aeq_limit_gauge_class_init (AeqLimitGaugeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_limit_gauge_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_METER);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "limitgauge");
}

static void
aeq_limit_gauge_init (AeqLimitGauge *self)
{
  self->use = (AeqLimitUse){ AEQ_LIMIT_UNKNOWN, NAN, NAN, NAN };
  self->bar = GTK_DRAWING_AREA (gtk_drawing_area_new ());
  self->figure = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  gtk_drawing_area_set_draw_func (self->bar, draw_bar, self, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->bar), 40, BAR_HEIGHT + 6);
  gtk_widget_set_hexpand (GTK_WIDGET (self->bar), TRUE);
  gtk_label_set_width_chars (self->figure, 7);
  gtk_label_set_xalign (self->figure, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->figure), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (self->bar), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->figure), GTK_WIDGET (self));
}

GtkWidget *
aeq_limit_gauge_new (void)
{
  return g_object_new (AEQ_TYPE_LIMIT_GAUGE, NULL);
}
