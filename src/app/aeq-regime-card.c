/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-regime-card"

#include "aeq-regime-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-card-grid.h"
#include "aeq-regime-words.h"
#include "aeq-tooltip.h"
#include "aeq-words.h"

#define MOST_FOLD 99 /* beyond it a factor says no more */

struct _AeqRegimeCard
{
  AdwBin    parent_instance;
  GtkLabel *title; /* template children */
  GtkImage *icon;
  GtkLabel *chances;
  GtkGrid  *drivers;
  GtkLabel *reasons;
};

G_DEFINE_FINAL_TYPE (AeqRegimeCard, aeq_regime_card, ADW_TYPE_BIN)

static void
show_unknown (AeqRegimeCard *self)
{
  gtk_label_set_text (self->title, _("Regime unknown"));
  gtk_image_set_from_icon_name (self->icon, "dialog-question-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->chances), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), TRUE);
  gtk_label_set_text (self->reasons, _("The ledger has no market series. Fetch or import them on the Regime page."));
}

/* What a driver does to the odds of stress, as a factor: log odds mean little to a treasurer. */
static char *
effect_text (const AeqRegimeDriver *driver)
{
  double factor = exp (fabs (driver->contribution));

  if (factor < 1.1)
    return g_strdup (_("stress as likely"));
  if (factor > MOST_FOLD)
    return g_strdup (driver->contribution > 0 ? _("▲ stress > 99 × likelier") : _("▼ stress > 99 × unlikelier"));
  return g_strdup_printf (driver->contribution > 0 ? _("▲ stress %.1f × likelier") : _("▼ stress %.1f × unlikelier"),
                          factor);
}

static void
add_driver (AeqRegimeCard *self, int row, const AeqRegimeDriver *driver, const char *reason)
{
  double           value = fabs (driver->value) < .005 ? 0 : driver->value; /* no "-0.00" */
  g_autofree char *text = g_strdup_printf (driver->source == AEQ_REGIME_VOLATILITY ? "%.2f" : "%.2f %%", value);
  g_autofree char *effect = effect_text (driver);

  aeq_tooltip_set (GTK_WIDGET (aeq_card_grid_add (self->drivers, 0, row, driver->series, AEQ_CARD_TEXT)),
                               reason);
  aeq_tooltip_set (GTK_WIDGET (aeq_card_grid_add (self->drivers, 1, row, text, AEQ_CARD_NUMBER)), reason);
  aeq_tooltip_set (GTK_WIDGET (aeq_card_grid_add (self->drivers, 2, row, effect, AEQ_CARD_NUMBER)), reason);
}

/* Reasons are first the sudden moves, then a sentence for each driver, then what is missing: drivers stand in the grid,
 * the others are told in full. */
static void
show_reasons (AeqRegimeCard *self, const AeqPositionTable *table)
{
  const AeqRegimeReading *regime = &table->regime;
  guint                   n_rules = (guint)__builtin_popcount (regime->rules);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; table->reasons[i] != NULL; i++)
    {
      g_autofree char *reason = aeq_words_show (table->reasons[i]);

      if (i >= n_rules && i < n_rules + regime->n_drivers)
        add_driver (self, (int)(i - n_rules), &regime->drivers[i - n_rules], reason);
      else
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? "\n" : "", reason);
    }
  gtk_label_set_text (self->reasons, rest->str);
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), rest->len > 0);
}

static void
show_regime (AeqRegimeCard *self, const AeqPositionTable *table)
{
  const AeqRegimeReading *regime = &table->regime;
  const AeqRegimeLook    *look = aeq_regime_look (regime->state);
  g_autofree char        *since = aeq_regime_since (regime);
  g_autofree char        *chances =
      g_strdup_printf (_("Steady %.0f %% · elevated %.0f %% · crisis %.0f %%"), 100 * regime->p[AEQ_REGIME_STEADY],
                       100 * regime->p[AEQ_REGIME_ELEVATED], 100 * regime->p[AEQ_REGIME_CRISIS]);

  gtk_label_set_text (self->title, since);
  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_label_set_text (self->chances, chances);
  gtk_widget_set_visible (GTK_WIDGET (self->chances), TRUE);
  show_reasons (self, table);
  if (look->style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), look->style);
}

void
aeq_regime_card_show (AeqRegimeCard *self, const AeqPositionTable *table)
{
  g_return_if_fail (AEQ_IS_REGIME_CARD (self));
  aeq_card_grid_clear (self->drivers);
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "error");
  if (table->has_regime)
    show_regime (self, table);
  else
    show_unknown (self);
}

static void
aeq_regime_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_REGIME_CARD);
  G_OBJECT_CLASS (aeq_regime_card_parent_class)->dispose (object);
}

static void
aeq_regime_card_class_init (AeqRegimeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_regime_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-regime-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeCard, title);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeCard, icon);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeCard, chances);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeCard, drivers);
  gtk_widget_class_bind_template_child (widget_class, AeqRegimeCard, reasons);
}

static void
aeq_regime_card_init (AeqRegimeCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
