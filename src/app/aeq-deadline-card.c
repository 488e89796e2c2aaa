/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-deadline-card"

#include "aeq-deadline-card.h"

#include <glib/gi18n.h>

#include "aeq-card-grid.h"
#include "aeq-position-words.h"
#include "aeq-tooltip.h"

#define MAX_SHOWN 5
#define TICK_SECONDS 15
#define SOON (30 * AEQ_MINUTE)

struct _AeqDeadlineCard
{
  AdwBin                  parent_instance;
  const AeqPositionTable *table;    /* (nullable) */
  gint64                  shown_at; /* monotonic: the clock of the ledger goes on from there */
  guint                   ticking;
  GtkLabel               *left[MAX_SHOWN]; /* of the grid */
  GtkLabel               *title;           /* template children */
  GtkGrid                *rows;
  GtkLabel               *note;
};

G_DEFINE_FINAL_TYPE (AeqDeadlineCard, aeq_deadline_card, ADW_TYPE_BIN)

static void
set_style (GtkLabel *label, const char *style, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), style);
}

static void
count_down (AeqDeadlineCard *self)
{
  AeqInstant now = self->table->as_of + (g_get_monotonic_time () - self->shown_at);

  for (guint i = 0; i < MIN (self->table->deadlines->len, MAX_SHOWN); i++)
    {
      const AeqDeadline *deadline = self->table->deadlines->pdata[i];
      g_autofree char   *text = aeq_deadline_text (deadline, now);

      gtk_label_set_text (self->left[i], text);
      set_style (self->left[i], "error", deadline->at <= now && !deadline->is_cut_off);
      set_style (self->left[i], "warning", deadline->at > now && deadline->at - now < SOON);
    }
}

static gboolean
on_tick (gpointer data)
{
  count_down (data);
  return G_SOURCE_CONTINUE;
}

static void
start_ticking (AeqDeadlineCard *self)
{
  if (self->ticking == 0 && self->table != NULL && self->table->deadlines->len > 0)
    self->ticking = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

static char *
deadline_words (const AeqDeadline *deadline, const char *name, AeqInstant now)
{
  g_autofree char *clock = aeq_zone_clock_text (deadline->zone, deadline->at, now);

  if (deadline->is_cut_off && deadline->customers)
    return g_strdup_printf (_("%s takes payments for customers until %s. Your bank stops earlier."), deadline->name,
                            clock);
  if (deadline->is_cut_off)
    return g_strdup_printf (_("%s takes payments between banks until %s"), deadline->name, clock);
  return g_strdup_printf (_("%s: to be paid from account %s by %s"), name, deadline->account, clock);
}

static void
add_deadline (AeqDeadlineCard *self, guint i, const AeqDeadline *deadline)
{
  g_autofree char *name = aeq_deadline_name (deadline);
  g_autofree char *clock = aeq_zone_clock_text (deadline->zone, deadline->at, self->table->as_of);
  g_autofree char *amount =
      deadline->minor != AEQ_POSITION_NONE ? aeq_amount_with_unit (deadline->minor, deadline->currency) : NULL;
  g_autofree char *words = deadline_words (deadline, name, self->table->as_of);

  aeq_tooltip_set (GTK_WIDGET (aeq_card_grid_add (self->rows, 0, (int)i, name, AEQ_CARD_TEXT)), words);
  aeq_card_grid_add (self->rows, 1, (int)i, amount != NULL ? amount : clock, AEQ_CARD_NUMBER);
  self->left[i] = aeq_card_grid_add (self->rows, 2, (int)i, NULL, AEQ_CARD_NUMBER);
  aeq_tooltip_set (GTK_WIDGET (self->left[i]), clock);
}

static char *
note_text (const AeqPositionTable *table)
{
  guint more = table->deadlines->len > MAX_SHOWN ? table->deadlines->len - MAX_SHOWN : 0;

  if (table->date != AEQ_DATE_NONE && table->deadlines->len == 0)
    return g_strdup (_("Cut-offs are told of today: press Ctrl+; to go there."));
  if (table->deadlines->len == 0)
    return g_strdup (_("Nothing is due, and no cut-off is known for these currencies."));
  return more > 0 ? g_strdup_printf (ngettext ("and %u more, later", "and %u more, later", more), more) : NULL;
}

void
aeq_deadline_card_show (AeqDeadlineCard *self, const AeqPositionTable *table)
{
  g_autofree char *note = note_text (table);

  g_return_if_fail (AEQ_IS_DEADLINE_CARD (self));
  self->table = table;
  self->shown_at = g_get_monotonic_time ();
  aeq_card_grid_clear (self->rows);
  for (guint i = 0; i < MIN (table->deadlines->len, MAX_SHOWN); i++)
    add_deadline (self, i, table->deadlines->pdata[i]);
  count_down (self);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    start_ticking (self);
}

static void
aeq_deadline_card_map (GtkWidget *widget)
{
  AeqDeadlineCard *self = AEQ_DEADLINE_CARD (widget);

  GTK_WIDGET_CLASS (aeq_deadline_card_parent_class)->map (widget);
  if (self->table != NULL)
    count_down (self);
  start_ticking (self);
}

/* Nobody looks: no clock need tick. */
static void
aeq_deadline_card_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&AEQ_DEADLINE_CARD (widget)->ticking, g_source_remove);
  GTK_WIDGET_CLASS (aeq_deadline_card_parent_class)->unmap (widget);
}

static void
aeq_deadline_card_dispose (GObject *object)
{
  g_clear_handle_id (&AEQ_DEADLINE_CARD (object)->ticking, g_source_remove);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), AEQ_TYPE_DEADLINE_CARD);
  G_OBJECT_CLASS (aeq_deadline_card_parent_class)->dispose (object);
}

static void
aeq_deadline_card_class_init (AeqDeadlineCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_deadline_card_dispose;
  widget_class->map = aeq_deadline_card_map;
  widget_class->unmap = aeq_deadline_card_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-deadline-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqDeadlineCard, title);
  gtk_widget_class_bind_template_child (widget_class, AeqDeadlineCard, rows);
  gtk_widget_class_bind_template_child (widget_class, AeqDeadlineCard, note);
}

static void
aeq_deadline_card_init (AeqDeadlineCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
