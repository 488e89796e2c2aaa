/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-late-card"

#include "aeq-late-card.h"

#include <glib/gi18n.h>

#include "aeq-card-grid.h"
#include "aeq-position-words.h"
#include "aeq-screen-format.h"
#include "aeq-tooltip.h"

#define MAX_SHOWN 3

struct _AeqLateCard
{
  AdwBin    parent_instance;
  GtkLabel *title; /* template children */
  GtkGrid  *rows;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (AeqLateCard, aeq_late_card, ADW_TYPE_BIN)

static const char *
sender (const AeqLateReceipt *late)
{
  if (late->counterparty != NULL)
    return late->counterparty;
  return late->category != NULL ? late->category : _("Receipt");
}

static char *
late_words (const AeqLateReceipt *late, AeqInstant now)
{
  g_autofree char *due = aeq_zone_clock_text (late->zone, late->due, now);

  if (!late->timed)
    {
      g_autofree char *day = aeq_screen_date (aeq_zone_date (late->zone, late->due));

      return g_strdup_printf (_("%s on account %s, due on %s"), sender (late), late->account, day);
    }
  return g_strdup_printf (_("%s on account %s, due at %s"), sender (late), late->account, due);
}

static void
add_late (AeqLateCard *self, int row, const AeqLateReceipt *late, AeqInstant now)
{
  g_autofree char *amount = aeq_amount_with_unit (late->minor, late->currency);
  g_autofree char *length = aeq_duration_text (now - late->due);
  g_autofree char *words = late_words (late, now);

  aeq_tooltip_set (GTK_WIDGET (aeq_card_grid_add (self->rows, 0, row, sender (late), AEQ_CARD_TEXT)),
                               words);
  aeq_card_grid_add (self->rows, 1, row, amount, AEQ_CARD_NUMBER);
  aeq_tooltip_set (GTK_WIDGET (aeq_card_grid_add (self->rows, 2, row, length, AEQ_CARD_NUMBER)),
                               _("How late it is"));
}

static char *
note_text (const AeqPositionTable *table)
{
  guint more = table->late->len > MAX_SHOWN ? table->late->len - MAX_SHOWN : 0;

  if (table->date != AEQ_DATE_NONE && table->late->len == 0)
    return g_strdup (_("What is late is told of today: press Ctrl+; to go there."));
  if (table->late->len == 0)
    return g_strdup (_("Every receipt that was announced has come in time."));
  return more > 0 ? g_strdup_printf (ngettext ("and %u more, later due", "and %u more, later due", more), more) : NULL;
}

/* The longest late are at the top. */
void
aeq_late_card_show (AeqLateCard *self, const AeqPositionTable *table)
{
  g_autofree char *note = note_text (table);
  g_autofree char *title = NULL;

  g_return_if_fail (AEQ_IS_LATE_CARD (self));
  title = table->late->len == 0
              ? g_strdup (_("Late Receipts"))
              : g_strdup_printf (ngettext ("%u Late Receipt", "%u Late Receipts", table->late->len), table->late->len);
  gtk_label_set_text (self->title, title);
  aeq_card_grid_clear (self->rows);
  for (guint i = 0; i < MIN (table->late->len, MAX_SHOWN); i++)
    add_late (self, (int)i, table->late->pdata[i], table->as_of);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static void
aeq_late_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_LATE_CARD);
  G_OBJECT_CLASS (aeq_late_card_parent_class)->dispose (object);
}

static void
aeq_late_card_class_init (AeqLateCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_late_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-late-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqLateCard, title);
  gtk_widget_class_bind_template_child (widget_class, AeqLateCard, rows);
  gtk_widget_class_bind_template_child (widget_class, AeqLateCard, note);
}

static void
aeq_late_card_init (AeqLateCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
