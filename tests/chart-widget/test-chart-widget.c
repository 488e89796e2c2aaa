/* SPDX-License-Identifier: MIT */
/* The chart as it is worked with: by the keys of its controllers, its actions, its legend and its table. */
#include <math.h>

#include "aeq-chart-plot.h"
#include "aeq-chart-view.h"

typedef struct
{
  GtkWidget    *window;
  AeqChartView *view;
  AeqChartPlot *plot;
  double        activated_x;
  int           activated_layer;
  guint         n_activated;
  double        cursor;
  guint         n_moved;
  guint         n_ranges;
} Fixture;

static GtkWidget *
find (GtkWidget *widget, gboolean (*is_it) (GtkWidget *widget))
{
  GtkWidget *found = is_it (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, is_it);
  return found;
}

static gboolean
is_plot (GtkWidget *widget)
{
  return AEQ_IS_CHART_PLOT (widget);
}

static gboolean
is_table (GtkWidget *widget)
{
  return GTK_IS_COLUMN_VIEW (widget);
}

static gboolean
is_legend_entry (GtkWidget *widget)
{
  return GTK_IS_TOGGLE_BUTTON (widget) && gtk_widget_has_css_class (widget, "legend");
}

static AeqChart *
make_chart (double lift)
{
  static const double X[] = { 8 * 3600, 10 * 3600, 12 * 3600, 14 * 3600, 16 * 3600 };
  static const double SLICES[] = { 16 * 3600, 20 * 3600 };
  static const double LEVELS[] = { 0.05, 0.5, 0.95 };
  static const double Q[] = { 3e6, 4e6, 5e6, 1e6, 2e6, 3e6 };
  const double y[] = { 5e6 + lift, 1e6 + lift, 4e6 + lift, 2e6 + lift, 4e6 + lift };
  AeqChart *chart = aeq_chart_new ("Balance", AEQ_AXIS_TIME, NULL, "USD");

  aeq_chart_add_fan (chart, "Forecast", SLICES, 2, LEVELS, 3, Q);
  aeq_chart_add_step (chart, "Booked", AEQ_INK_ACTUAL, X, y, 5);
  aeq_chart_add_limit (chart, "Limit", 2e6);
  aeq_chart_set_x_range (chart, 0, 86400);
  return chart;
}

static void
on_activated (AeqChartView *view G_GNUC_UNUSED, double x, int layer, Fixture *fixture)
{
  fixture->activated_x = x;
  fixture->activated_layer = layer;
  fixture->n_activated++;
}

static void
on_cursor_moved (AeqChartView *view G_GNUC_UNUSED, double x, Fixture *fixture)
{
  fixture->cursor = x;
  fixture->n_moved++;
}

static void
on_range_changed (AeqChartView *view G_GNUC_UNUSED, double from G_GNUC_UNUSED, double to G_GNUC_UNUSED,
                  Fixture *fixture)
{
  fixture->n_ranges++;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqChart) chart = make_chart (0);

  fixture->window = gtk_window_new ();
  fixture->view = AEQ_CHART_VIEW (aeq_chart_view_new ());
  fixture->plot = AEQ_CHART_PLOT (find (GTK_WIDGET (fixture->view), is_plot));
  aeq_chart_view_set_chart (fixture->view, chart);
  g_signal_connect (fixture->view, "activated", G_CALLBACK (on_activated), fixture);
  g_signal_connect (fixture->view, "cursor-moved", G_CALLBACK (on_cursor_moved), fixture);
  g_signal_connect (fixture->view, "range-changed", G_CALLBACK (on_range_changed), fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 500);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (GTK_WIDGET (fixture->plot));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->plot));
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

/* As if the key came to @widget: to its controllers, then to those of what is around it. */
static gboolean
press (GtkWidget *widget, guint key, GdkModifierType state)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
          gboolean taken = FALSE;

          if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
            continue;
          g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &taken);
          if (taken)
            return TRUE;
        }
    }
  return FALSE;
}

static double
span (Fixture *fixture)
{
  double from, to;

  aeq_chart_view_get_range (fixture->view, &from, &to);
  return to - from;
}

/* Three entries of the legend, then the chart. */
static void
test_tab_comes_to_the_chart (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gtk_widget_grab_focus (find (GTK_WIDGET (fixture->view), is_legend_entry));
  for (int i = 0; i < 3; i++)
    {
      g_assert_false (gtk_widget_is_focus (GTK_WIDGET (fixture->plot)));
      g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
    }
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (fixture->plot)));
}

static void
test_keys_zoom_pan_and_reset (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *plot = GTK_WIDGET (fixture->plot);
  double from, to;

  g_assert_true (press (plot, GDK_KEY_plus, 0));
  g_assert_cmpfloat_with_epsilon (span (fixture), 86400 * 0.7, 1);
  g_assert_cmpuint (fixture->n_ranges, ==, 1);
  g_assert_true (press (plot, GDK_KEY_Right, GDK_SHIFT_MASK));
  aeq_chart_view_get_range (fixture->view, &from, &to);
  g_assert_cmpfloat_with_epsilon (from, 86400 * (0.15 + 0.07), 1);
  g_assert_true (press (plot, GDK_KEY_Home, 0));
  g_assert_cmpfloat (span (fixture), ==, 86400);
  g_assert_true (press (plot, GDK_KEY_minus, 0));
  g_assert_cmpfloat (span (fixture), ==, 86400);
}

static void
test_arrows_walk_from_datum_to_datum (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *plot = GTK_WIDGET (fixture->plot);

  press (plot, GDK_KEY_Right, 0);
  g_assert_cmpfloat (fixture->cursor, ==, 8 * 3600);
  press (plot, GDK_KEY_Right, 0);
  g_assert_cmpfloat (fixture->cursor, ==, 10 * 3600);
  press (plot, GDK_KEY_Right, GDK_CONTROL_MASK);
  g_assert_cmpfloat (fixture->cursor, ==, 14 * 3600);
  press (plot, GDK_KEY_Left, GDK_CONTROL_MASK);
  g_assert_cmpfloat (fixture->cursor, ==, 10 * 3600);
  press (plot, GDK_KEY_Left, 0);
  press (plot, GDK_KEY_Left, 0);
  g_assert_cmpfloat (aeq_chart_view_get_cursor (fixture->view), ==, 8 * 3600);
}

static void
test_enter_activates_and_escape_lets_go (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *plot = GTK_WIDGET (fixture->plot);

  g_assert_false (press (plot, GDK_KEY_Return, 0));
  press (plot, GDK_KEY_Right, 0);
  g_assert_true (press (plot, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->n_activated, ==, 1);
  g_assert_cmpfloat (fixture->activated_x, ==, 8 * 3600);
  g_assert_cmpint (fixture->activated_layer, ==, 1);
  g_assert_true (press (plot, GDK_KEY_Escape, 0));
  g_assert_true (isnan (fixture->cursor));
  g_assert_false (press (plot, GDK_KEY_Escape, 0));
}

static void
test_a_chosen_layer_is_the_one_that_is_walked (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *plot = GTK_WIDGET (fixture->plot);

  press (plot, GDK_KEY_Down, 0);
  g_assert_cmpint (aeq_chart_plot_get_layer (fixture->plot), ==, 0);
  press (plot, GDK_KEY_Right, 0);
  g_assert_cmpfloat (fixture->cursor, ==, 16 * 3600);
  press (plot, GDK_KEY_Right, 0);
  press (plot, GDK_KEY_Return, 0);
  g_assert_cmpfloat (fixture->activated_x, ==, 20 * 3600);
  g_assert_cmpint (fixture->activated_layer, ==, 0);
}

static void
test_the_cursor_takes_the_view_with_it (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  double from, to;

  aeq_chart_view_set_range (fixture->view, 7 * 3600, 9 * 3600);
  g_assert_cmpuint (fixture->n_ranges, ==, 0);
  press (GTK_WIDGET (fixture->plot), GDK_KEY_Right, 0);
  press (GTK_WIDGET (fixture->plot), GDK_KEY_Right, 0);
  aeq_chart_view_get_range (fixture->view, &from, &to);
  g_assert_cmpfloat (from, <, 10 * 3600);
  g_assert_cmpfloat (to, >, 10 * 3600);
  g_assert_cmpfloat (to - from, ==, 2 * 3600);
}

static void
test_the_legend_and_the_digits_switch_layers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *entry = find (GTK_WIDGET (fixture->view), is_legend_entry);

  gtk_test_accessible_assert_role (entry, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "Forecast");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (entry)));
  gtk_widget_activate_action (entry, "chart.layer-0", NULL);
  g_assert_false (aeq_chart_view_get_layer_visible (fixture->view, 0));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (entry)));
  g_assert_true (press (GTK_WIDGET (fixture->plot), GDK_KEY_2, 0));
  g_assert_false (aeq_chart_view_get_layer_visible (fixture->view, 1));
  g_assert_true (press (GTK_WIDGET (fixture->plot), GDK_KEY_1, 0));
  g_assert_true (aeq_chart_view_get_layer_visible (fixture->view, 0));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (entry)));
}

static void
test_a_new_chart_keeps_what_was_chosen (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AeqChart) next = make_chart (1e6);
  g_autoptr(AeqChart) other = aeq_chart_new ("Days", AEQ_AXIS_DATE, NULL, NULL);
  const double x[] = { 20000, 20010 };
  const double y[] = { 1, 2 };
  double from, to;

  aeq_chart_view_set_range (fixture->view, 7 * 3600, 9 * 3600);
  aeq_chart_view_set_layer_visible (fixture->view, 1, FALSE);
  aeq_chart_view_set_chart (fixture->view, next);
  aeq_chart_view_get_range (fixture->view, &from, &to);
  g_assert_cmpfloat (from, ==, 7 * 3600);
  g_assert_false (aeq_chart_view_get_layer_visible (fixture->view, 1));
  aeq_chart_add_line (other, "Net", AEQ_INK_ACTUAL, x, y, 2);
  aeq_chart_view_set_chart (fixture->view, other);
  aeq_chart_view_get_range (fixture->view, &from, &to);
  g_assert_cmpfloat (from, ==, 20000);
  aeq_chart_view_set_chart (fixture->view, NULL);
  g_assert_cmpstr (aeq_chart_view_get_description (fixture->view), ==, "No data.");
}

static void
test_what_did_not_change_is_not_drawn_again (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint drawn = aeq_chart_plot_get_n_drawn (fixture->plot);

  for (int i = 0; i < 3; i++)
    {
      aeq_chart_view_set_cursor (fixture->view, 9 * 3600 + i);
      gtk_widget_queue_draw (GTK_WIDGET (fixture->plot));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->plot));
    }
  g_assert_cmpuint (drawn, >=, 1);
  g_assert_cmpuint (aeq_chart_plot_get_n_drawn (fixture->plot), ==, drawn);
  g_assert_cmpuint (fixture->n_moved, ==, 0);
  aeq_chart_view_set_range (fixture->view, 0, 3600);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->plot));
  g_assert_cmpuint (aeq_chart_plot_get_n_drawn (fixture->plot), ==, drawn + 1);
}

static void
test_the_theme_is_the_window_s (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  guint drawn = aeq_chart_plot_get_n_drawn (fixture->plot);

  g_assert_cmpint (aeq_chart_plot_get_theme (fixture->plot), ==, AEQ_THEME_LIGHT);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_cmpint (aeq_chart_plot_get_theme (fixture->plot), ==, AEQ_THEME_DARK);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->plot));
  g_assert_cmpuint (aeq_chart_plot_get_n_drawn (fixture->plot), ==, drawn + 1);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_larger_text_makes_a_larger_chart (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int before, after, dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->plot), GTK_ORIENTATION_VERTICAL, -1, &before, NULL, NULL, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi * 2, NULL);
  gtk_widget_measure (GTK_WIDGET (fixture->plot), GTK_ORIENTATION_VERTICAL, -1, &after, NULL, NULL, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  g_assert_cmpint (after, >, before * 3 / 2);
}

static void
test_the_chart_is_told_to_who_hears_it (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *words = aeq_chart_view_get_description (fixture->view);

  gtk_test_accessible_assert_role (fixture->plot, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (fixture->plot, GTK_ACCESSIBLE_PROPERTY_LABEL, "Balance");
  gtk_test_accessible_assert_property (fixture->plot, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  g_assert_nonnull (strstr (words, "Booked: last 4,000,000 at 16:00, lowest 1,000,000 at 10:00"));
  aeq_chart_view_set_title (fixture->view, "Balance of 4711");
  aeq_chart_view_get_description (fixture->view);
  gtk_test_accessible_assert_property (fixture->plot, GTK_ACCESSIBLE_PROPERTY_LABEL, "Balance of 4711");
  press (GTK_WIDGET (fixture->plot), GDK_KEY_Right, 0);
  gtk_test_accessible_assert_property (fixture->plot, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "08:00: Booked 5,000,000; Limit 2,000,000");
}

static void
test_the_table_is_one_key_away (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (find (GTK_WIDGET (fixture->view), is_table));

  g_assert_true (press (GTK_WIDGET (fixture->plot), GDK_KEY_t, 0));
  g_assert_true (aeq_chart_view_get_table_visible (fixture->view));
  g_assert_true (aeq_chart_view_has_focus (fixture->view));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (table)), ==, 5);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (table))), ==, 6);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (table));
  press (GTK_WIDGET (table), GDK_KEY_1, 0);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (table)), ==, 2);
  g_assert_true (press (GTK_WIDGET (table), GDK_KEY_t, 0));
  g_assert_false (aeq_chart_view_get_table_visible (fixture->view));
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->plot)));
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (Fixture *fixture)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->view)), NULL, on_text, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static void
test_copying_takes_what_is_seen_or_selected (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkColumnView *table = GTK_COLUMN_VIEW (find (GTK_WIDGET (fixture->view), is_table));
  g_autofree char *seen = NULL;
  g_autofree char *selected = NULL;

  aeq_chart_view_set_layer_visible (fixture->view, 0, FALSE);
  aeq_chart_view_set_range (fixture->view, 9 * 3600, 13 * 3600);
  g_assert_true (press (GTK_WIDGET (fixture->plot), GDK_KEY_C, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  seen = read_clipboard (fixture);
  g_assert_cmpstr (seen, ==, "Time\tBooked\n10:00\t1000000\n12:00\t4000000\n");
  aeq_chart_view_set_table_visible (fixture->view, TRUE);
  gtk_selection_model_select_item (gtk_column_view_get_model (table), 3, TRUE);
  g_assert_true (press (GTK_WIDGET (table), GDK_KEY_c, GDK_CONTROL_MASK));
  selected = read_clipboard (fixture);
  g_assert_cmpstr (selected, ==, "14:00\t2000000\n");
}

static void
test_the_picture_goes_to_the_clipboard (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->view));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->plot), "chart.copy-image", NULL));
  g_assert_true (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE));
}

static void
test_the_wheel_is_the_page_s_where_nothing_is_left (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->plot));
  gboolean taken = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        continue;
      g_signal_emit_by_name (controller, "scroll", 0.0, 1.0, &taken);
      g_assert_false (taken);
      g_signal_emit_by_name (controller, "scroll", 0.0, -1.0, &taken);
      g_assert_true (taken);
    }
  g_assert_cmpfloat (span (fixture), <, 86400);
}

static void
test_a_page_of_many_charts_keeps_the_wheel (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->plot));
  gboolean taken = TRUE;

  g_object_set (fixture->view, "wheel-scrolls", TRUE, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        continue;
      g_signal_emit_by_name (controller, "scroll", 0.0, -1.0, &taken);
      g_assert_false (taken);
    }
  g_assert_cmpfloat (span (fixture), ==, 86400);
}

/* Where on the screen a place of the chart is: x as counted there, and the share of the plot's height. The window lies at
 * the corner of a screen without a window manager. */
static char *
place (Fixture *fixture, double x, double share)
{
  GtkWidget *plot = GTK_WIDGET (fixture->plot);
  GtkNative *native = gtk_widget_get_native (plot);
  double from, to, left, top, surface_x, surface_y;

  aeq_chart_view_get_range (fixture->view, &from, &to);
  gtk_widget_translate_coordinates (plot, GTK_WIDGET (native), 0, 0, &left, &top);
  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  left += surface_x + 40 + (x - from) / (to - from) * (gtk_widget_get_width (plot) - 70);
  top += surface_y + gtk_widget_get_height (plot) * share;
  return g_strdup_printf ("%d %d", (int) left, (int) top);
}

static void
use_hand (const char *words)
{
  g_autofree char *line = g_strdup_printf ("xdotool %s", words);
  g_autoptr(GError) error = NULL;

  g_spawn_command_line_sync (line, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Until what was asked for has come, which it must. */
#define WAIT_FOR(condition)                                                                                            \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 end = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;                                                    \
    while (!(condition) && g_get_monotonic_time () < end)                                                              \
      g_main_context_iteration (NULL, FALSE);                                                                          \
    g_assert_true (condition);                                                                                         \
  }                                                                                                                    \
  G_STMT_END

static gboolean
has_no_hand (void)
{
  g_autofree char *path = g_find_program_in_path ("xdotool");

  if (path == NULL)
    g_test_skip ("xdotool not installed");
  return path == NULL;
}

static void
test_a_drag_zooms_to_what_it_spans (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *from = place (fixture, 6 * 3600, 0.5);
  g_autofree char *to = place (fixture, 12 * 3600, 0.6);
  g_autofree char *drag =
    g_strdup_printf ("mousemove %s mousedown 1 mousemove_relative 20 5 mousemove %s mouseup 1", from, to);
  g_autofree char *pan =
    g_strdup_printf ("mousemove %s mousedown 2 mousemove_relative -- -20 5 mousemove %s mouseup 2", to, from);
  g_autofree char *back = g_strdup_printf ("mousemove %s click --repeat 2 --delay 20 1", from);
  double first, last, before;

  if (has_no_hand ())
    return;
  use_hand (drag);
  WAIT_FOR (fixture->n_ranges > 0);
  aeq_chart_view_get_range (fixture->view, &first, &last);
  g_assert_cmpfloat_with_epsilon (first, 6 * 3600, 1800);
  g_assert_cmpfloat_with_epsilon (last, 12 * 3600, 1800);
  g_assert_cmpuint (fixture->n_activated, ==, 0);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->plot));
  before = first;
  use_hand (pan);
  WAIT_FOR ((aeq_chart_view_get_range (fixture->view, &first, &last), first > before));
  g_assert_cmpfloat_with_epsilon (last - first, 6 * 3600, 3600);
  use_hand (back);
  WAIT_FOR (span (fixture) == 86400);
}

static void
test_the_pointer_reads_and_a_click_activates (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *at = place (fixture, 10 * 3600, 0.5);
  g_autofree char *move = g_strdup_printf ("mousemove %s", at);

  if (has_no_hand ())
    return;
  use_hand (move);
  WAIT_FOR (fixture->n_moved > 0);
  g_assert_cmpfloat_with_epsilon (fixture->cursor, 10 * 3600, 1800);
  use_hand ("click 1");
  WAIT_FOR (fixture->n_activated == 1);
  g_assert_cmpfloat (fixture->activated_x, ==, fixture->cursor);
  use_hand ("click 5");
  use_hand ("click 4");
  WAIT_FOR (span (fixture) < 86400);
}

static gboolean
is_menu (GtkWidget *widget)
{
  return GTK_IS_POPOVER_MENU (widget);
}

static void
test_the_menu_opens_by_button_and_by_key (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *at = place (fixture, 10 * 3600, 0.5);
  g_autofree char *click = g_strdup_printf ("mousemove %s click 3", at);
  GtkWidget *menu = find (GTK_WIDGET (fixture->view), is_menu);

  g_assert_false (gtk_widget_get_visible (menu));
  g_assert_true (press (GTK_WIDGET (fixture->plot), GDK_KEY_Menu, 0));
  g_assert_true (gtk_widget_get_visible (menu));
  gtk_popover_popdown (GTK_POPOVER (menu));
  WAIT_FOR (!gtk_widget_get_mapped (menu));
  if (has_no_hand ())
    return;
  use_hand (click);
  WAIT_FOR (gtk_widget_get_mapped (menu));
}

#define ADD(path, test) g_test_add ("/chart-widget/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("keys/tab", test_tab_comes_to_the_chart);
  ADD ("keys/zoom", test_keys_zoom_pan_and_reset);
  ADD ("keys/walk", test_arrows_walk_from_datum_to_datum);
  ADD ("keys/activate", test_enter_activates_and_escape_lets_go);
  ADD ("keys/layers", test_a_chosen_layer_is_the_one_that_is_walked);
  ADD ("keys/view-follows", test_the_cursor_takes_the_view_with_it);
  ADD ("legend", test_the_legend_and_the_digits_switch_layers);
  ADD ("refresh", test_a_new_chart_keeps_what_was_chosen);
  ADD ("kept", test_what_did_not_change_is_not_drawn_again);
  ADD ("theme", test_the_theme_is_the_window_s);
  ADD ("text-size", test_larger_text_makes_a_larger_chart);
  ADD ("words", test_the_chart_is_told_to_who_hears_it);
  ADD ("table", test_the_table_is_one_key_away);
  ADD ("copy", test_copying_takes_what_is_seen_or_selected);
  ADD ("copy-image", test_the_picture_goes_to_the_clipboard);
  ADD ("hand/drag", test_a_drag_zooms_to_what_it_spans);
  ADD ("hand/click", test_the_pointer_reads_and_a_click_activates);
  ADD ("hand/menu", test_the_menu_opens_by_button_and_by_key);
  ADD ("wheel-of-the-page", test_a_page_of_many_charts_keeps_the_wheel);
  ADD ("wheel", test_the_wheel_is_the_page_s_where_nothing_is_left);
  return g_test_run ();
}
