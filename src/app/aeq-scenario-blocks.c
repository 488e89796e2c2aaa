/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-scenario-blocks"

#include "aeq-scenario-blocks.h"

#include <glib/gi18n.h>

#include "aeq-money.h"
#include "aeq-position-words.h"
#include "aeq-screen-format.h"
#include "aeq-tooltip.h"

struct _AeqScenarioBlocks
{
  AdwBin       parent_instance;
  AeqScenario *scenario; /* (nullable) borrowed */
  GtkListBox  *list;
  GtkDropDown *kinds;
  GtkWidget   *add;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AeqScenarioBlocks, aeq_scenario_blocks, ADW_TYPE_BIN)

/* What the size of a kind is on screen: a number from 0 to @most, @scale times what is kept. Without @unit there is nothing to move. */
static const struct
{
  const char *title;
  const char *unit;
  double      none;
  double      most;
  double      step;
  double      scale;
  guint       digits;
} KINDS[AEQ_STRESS_N_KINDS] = {
  [AEQ_STRESS_DELAY] = { N_("Receipts come later"), N_("minutes"), 0, AEQ_STRESS_MAX_MINUTES, 5, 1, 0 },
  [AEQ_STRESS_DEFAULT] = { N_("A counterparty does not pay"), /* xgettext:no-c-format */ N_("% of its receipts"), 0, 100, 1, 100, 1 },
  [AEQ_STRESS_PARTIAL_DEFAULT] = { N_("Receipts do not come"), /* xgettext:no-c-format */ N_("% of receipts"), 0, 100, 1, 100, 1 },
  [AEQ_STRESS_LINES] = { N_("Credit lines are withdrawn"), /* xgettext:no-c-format */ N_("% of the lines"), 0, 100, 1, 100, 1 },
  [AEQ_STRESS_DRAWDOWN] = { N_("Customers draw their lines"), /* xgettext:no-c-format */ N_("% of what is undrawn"), 0, 100, 1, 100, 1 },
  [AEQ_STRESS_PAYMENT] = { N_("An unexpected payment"), N_("× usual payments of a day"), 0, 20, .1, 1, 2 },
  [AEQ_STRESS_HAIRCUT] = { N_("Haircuts rise"), N_("percentage points"), 0, 100, 1, 1, 1 },
  [AEQ_STRESS_MARGIN_CALLS] = { N_("Margin calls grow"), N_("× as much"), 1, 20, .1, 1, 2 },
  [AEQ_STRESS_REPO_ROLL] = { N_("Repo is rolled"), N_("× receipts"), 1, 2, .05, 1, 2 },
  [AEQ_STRESS_REDEMPTIONS] = { N_("Redemptions grow"), N_("× as much"), 1, 20, .1, 1, 2 },
  [AEQ_STRESS_FACTORS] = { N_("Receipts and payments change"), N_("× receipts"), 1, 20, .05, 1, 2 },
  [AEQ_STRESS_PREFUND] = { N_("Payments are made at once"), NULL, 0, 0, 0, 1, 0 },
};

const char *
aeq_scenario_block_title (AeqStressKind kind)
{
  return _(KINDS[kind].title);
}

/* What the groups of the crisis table are called. */
static const char *
group_words (const char *group)
{
  static const struct
  {
    const char *group;
    const char *words;
  } WORDS[] = {
    { "margin_call", N_("margin calls") },
    { "repo", N_("repo") },
    { "redemption", N_("redemptions") },
    { "prime_excess", N_("prime-broker excess") },
    { "receipt", N_("other receipts") },
    { "other", N_("other") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (g_strcmp0 (group, WORDS[i].group) == 0)
      return _(WORDS[i].words);
  return group;
}

/* How much is paid, and when: no slider moves it. */
static char *
payment_text (const AeqStressBlock *block)
{
  const AeqCurrency *currency = aeq_currency_lookup (block->currency, -1);
  g_autofree char *amount = currency != NULL ? aeq_amount_with_unit (block->amount, currency) : g_strdup ("–");

  if (block->minute < 0)
    return g_strdup_printf (_("%s at once"), amount);
  /* translators: an amount and a time of the day */
  return g_strdup_printf (_("%s at %02d:%02d"), amount, block->minute / 60, block->minute % 60);
}

/* Whom a block is about: empty when it is about all. */
static char *
whom_text (const AeqStressBlock *block)
{
  const char *const parts[] = { group_words (block->group), block->category, block->counterparty, block->account, block->account_kind };
  GString *text = g_string_new (block->largest ? _("the largest counterparty") : NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  if (block->kind == AEQ_STRESS_LINES)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            block->lines == AEQ_STRESS_LINES_ALL ? _("all lines") : _("uncommitted lines"));
  return g_string_free (text, FALSE);
}

static void
on_size_cb (GtkAdjustment *adjustment, AeqScenarioBlocks *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (adjustment), "block"));
  AeqStressBlock *block = &g_array_index (self->scenario->blocks, AeqStressBlock, i);
  gboolean out = g_object_get_data (G_OBJECT (adjustment), "out") != NULL;

  *(out ? &block->out : &block->size) = gtk_adjustment_get_value (adjustment) / KINDS[block->kind].scale;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A spin button itself knows the marks of the C locale only. */
static gboolean
on_write_number_cb (GtkSpinButton *number, gpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *text = aeq_screen_decimal (gtk_spin_button_get_value (number), gtk_spin_button_get_digits (number), FALSE);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (number))))
    gtk_editable_set_text (GTK_EDITABLE (number), text);
  return TRUE;
}

/* A point is taken as well where a comma is shown; FALSE leaves the text to the spin button. */
static int
on_read_number_cb (GtkSpinButton *number, double *value, gpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (number)));
  char *end;

  *value = g_ascii_strtod (g_strdelimit (text, ",", '.'), &end);
  return *text == '\0' || *g_strchug (end) != '\0' ? GTK_INPUT_ERROR : TRUE;
}

/* A slider and the same as a number. */
static GtkWidget *
make_size (AeqScenarioBlocks *self, guint i, gboolean out)
{
  const AeqStressBlock *block = &g_array_index (self->scenario->blocks, AeqStressBlock, i);
  double value = (out ? block->out : block->size) * KINDS[block->kind].scale;
  double step = KINDS[block->kind].step;
  GtkAdjustment *adjustment = gtk_adjustment_new (value, 0, MAX (value, KINDS[block->kind].most), step, 10 * step, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment);
  GtkWidget *number = gtk_spin_button_new (adjustment, step, KINDS[block->kind].digits);
  const char *unit = out ? _("× payments") : _(KINDS[block->kind].unit);
  g_autofree char *whom = whom_text (block);
  /* translators: what a stress does, to whom (may be empty), and in which unit its size is */
  g_autofree char *name = g_strdup_printf (_("%s %s, %s"), aeq_scenario_block_title (block->kind), whom, unit);
  GtkWidget *label = gtk_label_new (unit);

  g_object_set_data (G_OBJECT (adjustment), "block", GUINT_TO_POINTER (i));
  g_object_set_data (G_OBJECT (adjustment), "out", GUINT_TO_POINTER (out));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_size_cb), self, 0);
  g_signal_connect (number, "output", G_CALLBACK (on_write_number_cb), NULL);
  g_signal_connect (number, "input", G_CALLBACK (on_read_number_cb), NULL);
  gtk_spin_button_update (GTK_SPIN_BUTTON (number));
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_widget_set_size_request (scale, 90, -1);
  gtk_widget_add_css_class (number, "numeric");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 11);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_add_css_class (label, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  aeq_tooltip_set (scale, _("Left and Right change the size; the paths follow"));
  gtk_box_append (GTK_BOX (box), scale);
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
on_remove_cb (GtkWidget *button, AeqScenarioBlocks *self)
{
  g_array_remove_index (self->scenario->blocks, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "block")));
  aeq_scenario_blocks_show (self, self->scenario);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_head (AeqScenarioBlocks *self, guint i)
{
  const AeqStressBlock *block = &g_array_index (self->scenario->blocks, AeqStressBlock, i);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *whom = whom_text (block);
  /* translators: what a stress does, and to whom */
  g_autofree char *text = *whom != '\0' ? g_strdup_printf (_("%s: %s"), aeq_scenario_block_title (block->kind), whom)
                                        : g_strdup (aeq_scenario_block_title (block->kind));
  g_autofree char *name = g_strdup_printf (_("Remove “%s”"), text);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (remove, "flat");
  aeq_tooltip_set (remove, _("Take this block out of the scenario"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (remove, self->scenario->blocks->len > 1); /* a scenario has one at least */
  g_object_set_data (G_OBJECT (remove), "block", GUINT_TO_POINTER (i));
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_cb), self, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), remove);
  return box;
}

static GtkWidget *
make_row (AeqScenarioBlocks *self, guint i)
{
  const AeqStressBlock *block = &g_array_index (self->scenario->blocks, AeqStressBlock, i);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), make_head (self, i));
  if (block->kind == AEQ_STRESS_PAYMENT && block->has_amount)
    {
      g_autofree char *words = payment_text (block);

      gtk_box_append (GTK_BOX (box), gtk_label_new (words));
    }
  else if (KINDS[block->kind].unit != NULL)
    gtk_box_append (GTK_BOX (box), make_size (self, i, FALSE));
  if (block->kind == AEQ_STRESS_FACTORS)
    gtk_box_append (GTK_BOX (box), make_size (self, i, TRUE));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

void
aeq_scenario_blocks_show (AeqScenarioBlocks *self, AeqScenario *scenario)
{
  GtkWidget *row;

  g_return_if_fail (AEQ_IS_SCENARIO_BLOCKS (self));
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  self->scenario = scenario;
  for (guint i = 0; scenario != NULL && i < scenario->blocks->len; i++)
    gtk_list_box_append (self->list, make_row (self, i));
  gtk_widget_set_sensitive (self->add, scenario != NULL && scenario->blocks->len < AEQ_STRESS_MAX_BLOCKS);
}

static void
on_add_cb (AeqScenarioBlocks *self)
{
  AeqStressKind kind = (AeqStressKind) gtk_drop_down_get_selected (self->kinds);
  AeqStressBlock block = aeq_stress_block (kind, KINDS[kind].none / KINDS[kind].scale);

  if (self->scenario == NULL)
    return;
  block.largest = kind == AEQ_STRESS_DEFAULT;
  aeq_scenario_add (self->scenario, block);
  aeq_scenario_blocks_show (self, self->scenario);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_adder (AeqScenarioBlocks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < AEQ_STRESS_N_KINDS; i++)
    gtk_string_list_append (names, aeq_scenario_block_title ((AeqStressKind) i));
  self->kinds = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Kind of block to add"), -1);
  aeq_tooltip_set (GTK_WIDGET (self->kinds), _("What the block that is added does"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->kinds), TRUE);
  self->add = gtk_button_new_with_mnemonic (_("Add _Block"));
  aeq_tooltip_set (self->add, _("Add a building block, which changes nothing until it is given a size"));
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (on_add_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->kinds));
  gtk_box_append (GTK_BOX (box), self->add);
  return box;
}

static void
aeq_scenario_blocks_class_init (AeqScenarioBlocksClass *klass G_GNUC_UNUSED)
{
  signals[CHANGED] = g_signal_new ("changed", AEQ_TYPE_SCENARIO_BLOCKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
aeq_scenario_blocks_init (AeqScenarioBlocks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Blocks of the scenario"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_set_size_request (scroller, -1, 260);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), make_adder (self));
  adw_bin_set_child (ADW_BIN (self), box);
}
