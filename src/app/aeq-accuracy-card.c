/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-accuracy-card"

#include "aeq-accuracy-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "aeq-card-grid.h"
#include "aeq-screen-format.h"
#include "aeq-tooltip.h"

struct _AeqAccuracyCard
{
  AdwBin    parent_instance;
  GtkLabel *title; /* template children */
  GtkGrid  *figures;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (AeqAccuracyCard, aeq_accuracy_card, ADW_TYPE_BIN)

static void
add_figure (AeqAccuracyCard *self, int row, const char *name, const char *value, const char *tooltip)
{
  aeq_tooltip_set (GTK_WIDGET (aeq_card_grid_add (self->figures, 0, row, name, AEQ_CARD_TEXT)), tooltip);
  aeq_card_grid_add (self->figures, 1, row, value, AEQ_CARD_NUMBER);
}

static void
show_score (AeqAccuracyCard *self, const AeqPositionScore *score)
{
  g_autofree char *coverage = g_strdup_printf (score->far_off ? _("▲ %.0f %%") : _("%.0f %%"), 100 * score->coverage);
  g_autofree char *wape = aeq_screen_share (score->wape);
  g_autofree char *skill = isnan (score->skill) ? g_strdup ("–") : g_strdup_printf (_("%+.0f %%"), 100 * score->skill);
  g_autofree char *note = g_strdup_printf (
      ngettext ("%u forecast of a day, last %d days", "%u forecasts of a day, last %d days", (guint)score->n),
      (guint)score->n, AEQ_POSITION_SCORED_DAYS);

  add_figure (
      self, 0, /* xgettext:no-c-format */ _("In the 90 % interval"), coverage,
      score->far_off
          ? /* xgettext:no-c-format */ _("Share of outcomes inside the 90 % interval. Chance alone does not explain how far it is from 90 %")
          : /* xgettext:no-c-format */ _("Share of outcomes inside the 90 % interval; it should be near 90 %"));
  add_figure (
      self, 1, _("Error (WAPE)"), wape,
      _("Sum of the absolute errors of the middle forecasts, as a share of everything that came in and went out"));
  add_figure (self, 2, _("Better than naive"), skill,
              _("How much smaller the error is than that of the seasonal naive, which takes the same weekday of the "
                 "week before"));
  gtk_label_set_text (self->note, note);
}

void
aeq_accuracy_card_show (AeqAccuracyCard *self, const AeqPositionTable *table)
{
  g_return_if_fail (AEQ_IS_ACCURACY_CARD (self));
  aeq_card_grid_clear (self->figures);
  if (table->score.n > 0)
    show_score (self, &table->score);
  else
    gtk_label_set_text (self->note, _("No score yet: a forecast is scored when its day is over and booked."));
}

static void
aeq_accuracy_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_ACCURACY_CARD);
  G_OBJECT_CLASS (aeq_accuracy_card_parent_class)->dispose (object);
}

static void
aeq_accuracy_card_class_init (AeqAccuracyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_accuracy_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-accuracy-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyCard, title);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyCard, figures);
  gtk_widget_class_bind_template_child (widget_class, AeqAccuracyCard, note);
}

static void
aeq_accuracy_card_init (AeqAccuracyCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
