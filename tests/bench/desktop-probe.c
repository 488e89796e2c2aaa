/* SPDX-License-Identifier: MIT */
/* The desktop, worked from within: bench-desktop.py gives it a script and a ledger, and reads what it says. Times are of the main thread's
 * clock, since what one sees is drawn there: elapsed milliseconds, then those of the processor.
 *
 *   start    content, rss
 *   pages    first PAGE, again PAGE: from the choice to its complete content
 *   issue    first Forecast; issued: from the key until the forecast of all accounts is issued and seen
 *   scroll   frame: the 95th percentile, of what a frame costs the main thread, and of its paint
 *   import   import, cancel: of the file in AEQ_BENCH_CSV by the assistant; frame, meanwhile: the 95th percentile of what a frame costs the
 *            main thread, of the time from one frame to the next, and from a frame's time to the end of its painting, by the frame clock
 *   change   CHANGE: first rows, complete, longest stall, number of stalls
 *   drag     drag all, drag one: the 95th percentile from a move of a scenario's slider to its new paths and figures, of the main thread's
 *            processor time meanwhile, the longest stall */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "aeq-application.h"
#include "aeq-filter-bar.h"
#include "aeq-flows-view.h"
#include "aeq-import-assistant.h"
#include "aeq-row.h"
#include "aeq-shell.h"
#include "desktop-clock.h"

#define LONG_STALL_MS 150
#define FRAMES 600
#define MOVES 200

typedef struct
{
  const char    *script;
  GtkWindow     *window;
  GdkFrameClock *clock;
  AeqShell      *shell;      /* (nullable) until there is one */
  gboolean       was_idle;   /* before the frame */
  gboolean       complete;   /* a frame was painted with nothing under way before and after it */
  gpointer       old_rows;   /* (nullable) the model that is about to go */
  gboolean       had_rows;   /* before the frame: another model, whose first row has its data */
  gint64         first_rows; /* when they were painted, 0: not yet */
} Probe;

static GPollFunc next_poll;
static gint64 busy_since;
static double longest_stall;
static guint n_stalls;

static gint
watching_poll (GPollFD *fds, guint n, gint timeout)
{
  double busy = (double) (g_get_monotonic_time () - busy_since) / 1e3;
  gint ready;

  longest_stall = MAX (longest_stall, busy);
  n_stalls += busy > LONG_STALL_MS;
  ready = next_poll (fds, n, timeout);
  busy_since = g_get_monotonic_time ();
  return ready;
}

static void
watch_stalls (void)
{
  busy_since = g_get_monotonic_time ();
  next_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, watching_poll);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static gboolean
is_idle (Probe *probe)
{
  AeqAppDesk *desk;

  if (probe->shell == NULL)
    probe->shell = (AeqShell *) find_widget (GTK_WIDGET (probe->window), AEQ_TYPE_SHELL);
  desk = probe->shell != NULL ? aeq_shell_get_desk (probe->shell) : NULL;
  return desk != NULL && aeq_shell_get_page (probe->shell) != NULL && !aeq_workspace_is_busy (aeq_app_desk_get_workspace (desk));
}

static gpointer
get_rows (Probe *probe)
{
  GtkWidget *view = find_widget (GTK_WIDGET (aeq_shell_get_page (probe->shell)), GTK_TYPE_COLUMN_VIEW);

  return view != NULL ? gtk_column_view_get_model (GTK_COLUMN_VIEW (view)) : NULL;
}

static gboolean
has_new_rows (Probe *probe)
{
  gpointer rows = probe->old_rows != NULL ? get_rows (probe) : NULL;
  g_autoptr(AeqRow) first = rows != NULL && rows != probe->old_rows ? g_list_model_get_item (rows, 0) : NULL;

  return first != NULL && aeq_row_get_data (first) != NULL;
}

static void
on_before_paint (GdkFrameClock *clock G_GNUC_UNUSED, Probe *probe)
{
  probe->was_idle = is_idle (probe);
  probe->had_rows = has_new_rows (probe);
}

static void
on_after_paint (GdkFrameClock *clock G_GNUC_UNUSED, Probe *probe)
{
  probe->complete = probe->was_idle && is_idle (probe);
  if (probe->had_rows && probe->first_rows == 0)
    probe->first_rows = g_get_monotonic_time ();
}

static void
turn (Probe *probe)
{
  g_main_context_iteration (NULL, TRUE);
  if (is_idle (probe) && !probe->complete)
    gdk_frame_clock_request_phase (probe->clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static void
wait_complete (Probe *probe)
{
  probe->complete = FALSE;
  while (!probe->complete)
    turn (probe);
}

static gboolean
wake (gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  guint waker = g_timeout_add (20, wake, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);
}

static void
start (Probe *probe)
{
  wait_complete (probe);
  desktop_clock_tell_start ("content");
  wait_for (DESKTOP_SETTLE_MS);
  desktop_clock_tell_memory ("rss");
}

static void
switch_to (Probe *probe, const char *word, const char *page)
{
  gint64 started = g_get_monotonic_time ();
  double processor = desktop_clock_program ();

  aeq_shell_go_to (probe->shell, page);
  wait_complete (probe);
  printf ("%s %s %.1f %.1f\n", word, page, (double) (g_get_monotonic_time () - started) / 1e3, desktop_clock_program () - processor);
}

static void
switch_pages (Probe *probe)
{
  guint n;
  const AeqPageKind *kinds = aeq_page_kinds (&n);

  start (probe);
  for (guint i = 1; i < n; i++)
    switch_to (probe, "first", kinds[i].name);
  for (guint i = 0; i < n; i++)
    switch_to (probe, "again", kinds[i].name);
  wait_for (DESKTOP_SETTLE_MS);
  desktop_clock_tell_memory ("rss-pages");
}

static void
issue_all (Probe *probe)
{
  gint64 started;
  double processor;

  start (probe);
  switch_to (probe, "first", "Forecast");
  started = g_get_monotonic_time ();
  processor = desktop_clock_program ();
  aeq_shell_forecast (probe->shell);
  wait_complete (probe);
  printf ("issued %.1f %.1f\n", (double) (g_get_monotonic_time () - started) / 1e3, desktop_clock_program () - processor);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

typedef struct
{
  GtkAdjustment *adjustment;
  double         costs[FRAMES];  /* of the main thread since the frame before */
  double         paints[FRAMES]; /* elapsed */
  double         processor;
  gint64         started;
  guint          n;
} Scroll;

static void
on_scroll_before (GdkFrameClock *clock G_GNUC_UNUSED, Scroll *scroll)
{
  scroll->started = g_get_monotonic_time ();
}

enum { COST, INTERVAL, PAINTED, N_FIGURES };

typedef struct
{
  double  processor;
  gint64  frame_time;
  GArray *figures[N_FIGURES]; /* double, milliseconds, of each frame: processor time of the main thread since the one before … */
} Meanwhile;

static gboolean
on_meanwhile (GtkWidget *widget G_GNUC_UNUSED, GdkFrameClock *clock, gpointer data)
{
  Meanwhile *meanwhile = data;
  gint64 frame_time = gdk_frame_clock_get_frame_time (clock);
  double processor = desktop_clock_thread ();
  double cost = processor - meanwhile->processor, interval = (double) (frame_time - meanwhile->frame_time) / 1e3;

  if (meanwhile->frame_time > 0)
    {
      g_array_append_val (meanwhile->figures[COST], cost);
      g_array_append_val (meanwhile->figures[INTERVAL], interval);
    }
  meanwhile->processor = processor;
  meanwhile->frame_time = frame_time;
  return G_SOURCE_CONTINUE;
}

static void
on_meanwhile_painted (GdkFrameClock *clock, Meanwhile *meanwhile)
{
  double painted = (double) (g_get_monotonic_time () - gdk_frame_clock_get_frame_time (clock)) / 1e3;

  g_array_append_val (meanwhile->figures[PAINTED], painted);
}

static void
tell_meanwhile (Meanwhile *meanwhile)
{
  printf ("frame");
  for (guint i = 0; i < N_FIGURES; i++)
    {
      GArray *figures = meanwhile->figures[i];

      qsort (figures->data, figures->len, sizeof (double), compare);
      printf (" %.2f", g_array_index (figures, double, figures->len * 95 / 100));
      g_array_unref (figures);
    }
  printf ("\n");
}

/* Frame after frame is asked for while the work goes on. */
static void
watch_frames (GtkWidget *assistant, AeqWorkspace *workspace)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (assistant);
  Meanwhile meanwhile = { 0, 0, { NULL } };

  for (guint i = 0; i < N_FIGURES; i++)
    meanwhile.figures[i] = g_array_new (FALSE, FALSE, sizeof (double));
  gtk_widget_add_tick_callback (assistant, on_meanwhile, &meanwhile, NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_meanwhile_painted), &meanwhile);
  while (aeq_workspace_is_busy (workspace))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (clock, &meanwhile);
  tell_meanwhile (&meanwhile);
}

static GtkWidget *
open_assistant (Probe *probe)
{
  const char *const paths[] = { g_getenv ("AEQ_BENCH_CSV"), NULL };
  GtkWidget *assistant = GTK_WIDGET (aeq_import_assistant_new (probe->window, aeq_shell_get_desk (probe->shell), paths));
  GtkWidget *button = GTK_WIDGET (gtk_widget_get_template_child (assistant, AEQ_TYPE_IMPORT_ASSISTANT, "import_button"));

  gtk_window_present (GTK_WINDOW (assistant));
  while (!gtk_widget_get_sensitive (button))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (button, "clicked");
  return assistant;
}

static void
import_file (Probe *probe)
{
  AeqWorkspace *workspace;
  GtkWidget *assistant;
  gint64 started;
  guint waker = g_timeout_add (5, wake, NULL);

  start (probe);
  workspace = aeq_app_desk_get_workspace (aeq_shell_get_desk (probe->shell));
  assistant = open_assistant (probe);
  wait_for (500);
  started = g_get_monotonic_time ();
  gtk_window_close (GTK_WINDOW (assistant));
  while (aeq_workspace_is_busy (workspace))
    g_main_context_iteration (NULL, TRUE);
  printf ("cancel %.1f\n", (double) (g_get_monotonic_time () - started) / 1e3);
  gtk_window_destroy (GTK_WINDOW (assistant));
  assistant = open_assistant (probe);
  started = g_get_monotonic_time ();
  watch_frames (assistant, workspace);
  printf ("import %.1f\n", (double) (g_get_monotonic_time () - started) / 1e3);
  g_source_remove (waker);
}

static void
on_scroll_after (GdkFrameClock *clock G_GNUC_UNUSED, Scroll *scroll)
{
  double processor = desktop_clock_thread ();

  if (scroll->n < FRAMES)
    {
      scroll->costs[scroll->n] = processor - scroll->processor;
      scroll->paints[scroll->n] = (double) (g_get_monotonic_time () - scroll->started) / 1e3;
    }
  scroll->processor = processor;
  scroll->n++;
}

/* A notch of the wheel a frame, as GTK has it for a list of this height. */
static gboolean
on_scroll_tick (GtkWidget *view G_GNUC_UNUSED, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data)
{
  Scroll *scroll = data;
  double step = pow (gtk_adjustment_get_page_size (scroll->adjustment), 2.0 / 3.0);

  gtk_adjustment_set_value (scroll->adjustment, gtk_adjustment_get_value (scroll->adjustment) + step);
  return scroll->n < FRAMES;
}

static void
scroll_rows (Probe *probe)
{
  Scroll scroll = { .adjustment = NULL };
  GtkWidget *view;

  start (probe);
  view = find_widget (GTK_WIDGET (aeq_shell_get_page (probe->shell)), GTK_TYPE_COLUMN_VIEW);
  scroll.adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  scroll.processor = desktop_clock_thread ();
  g_signal_connect (probe->clock, "before-paint", G_CALLBACK (on_scroll_before), &scroll);
  g_signal_connect (probe->clock, "after-paint", G_CALLBACK (on_scroll_after), &scroll);
  gtk_widget_add_tick_callback (view, on_scroll_tick, &scroll, NULL);
  while (scroll.n < FRAMES)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (probe->clock, &scroll);
  qsort (scroll.costs, FRAMES, sizeof *scroll.costs, compare);
  qsort (scroll.paints, FRAMES, sizeof *scroll.paints, compare);
  printf ("frame %.2f %.2f\n", scroll.costs[FRAMES * 95 / 100], scroll.paints[FRAMES * 95 / 100]);
  desktop_clock_tell_memory ("rss-scrolled");
}

static void
sort_rows (Probe *probe, AeqFlowSort sort, gboolean descending)
{
  gtk_widget_activate_action (find_widget (GTK_WIDGET (probe->window), AEQ_TYPE_FLOWS_VIEW), "flows.sort", "(ib)", sort, descending);
}

static void sort_by_amount (Probe *probe) { sort_rows (probe, AEQ_FLOW_SORT_AMOUNT, FALSE); }
static void sort_by_counterparty (Probe *probe) { sort_rows (probe, AEQ_FLOW_SORT_COUNTERPARTY, FALSE); }
static void sort_by_category (Probe *probe) { sort_rows (probe, AEQ_FLOW_SORT_CATEGORY, TRUE); }
static void sort_by_time (Probe *probe) { sort_rows (probe, AEQ_FLOW_SORT_TIME, TRUE); }

static void
filter_by_account (Probe *probe)
{
  AeqAppDesk *desk = aeq_shell_get_desk (probe->shell);
  const AeqAccount *account = aeq_app_desk_get_news (desk)->accounts->pdata[0];

  aeq_app_desk_set_account (desk, &account->uid);
}

static void
filter_by_text (Probe *probe)
{
  const AeqFilter filter = { .text = (char *) "counterparty 0123", .status = -1, .from = AEQ_DATE_NONE, .to = AEQ_DATE_NONE, .descending = TRUE };

  aeq_app_desk_set_account (aeq_shell_get_desk (probe->shell), NULL);
  aeq_filter_bar_set (AEQ_FILTER_BAR (find_widget (GTK_WIDGET (probe->window), AEQ_TYPE_FILTER_BAR)), &filter);
}

static const struct
{
  const char *name;
  void      (*change) (Probe *probe);
} CHANGES[] = {
  { "sort-amount", sort_by_amount },     { "sort-counterparty", sort_by_counterparty },
  { "sort-category", sort_by_category }, { "sort-time", sort_by_time },
  { "filter-account", filter_by_account }, { "filter-text", filter_by_text },
};

static void
change_rows (Probe *probe)
{
  start (probe);
  for (guint i = 0; i < G_N_ELEMENTS (CHANGES); i++)
    {
      gint64 started = g_get_monotonic_time (), complete;
      double processor = desktop_clock_program ();

      longest_stall = n_stalls = 0;
      probe->first_rows = 0;
      probe->old_rows = get_rows (probe);
      CHANGES[i].change (probe);
      wait_complete (probe);
      complete = g_get_monotonic_time ();
      wait_for (DESKTOP_SETTLE_MS); /* rows beyond the window come later */
      printf ("change %s %.1f %.1f %.1f %u %.1f\n", CHANGES[i].name, (double) (probe->first_rows - started) / 1e3,
              (double) (complete - started) / 1e3, longest_stall, n_stalls, desktop_clock_program () - processor);
    }
}

/* A hand that waits for what it has done: the slider somewhere else each time, with the table of that tab in sight. */
static void
drag_slider (Probe *probe, const char *what, const char *tab)
{
  GtkWidget *page = GTK_WIDGET (aeq_shell_get_page (probe->shell));
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (find_widget (page, GTK_TYPE_SCALE)));
  double step = (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment)) / (MOVES + 1);
  double times[MOVES], costs[MOVES];

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_widget (page, ADW_TYPE_VIEW_STACK)), tab);
  wait_complete (probe);
  longest_stall = n_stalls = 0;
  for (guint i = 0; i < MOVES; i++)
    {
      gint64 started = g_get_monotonic_time ();
      double processor = desktop_clock_thread ();

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_lower (adjustment) + (i * 37 % MOVES + 1) * step);
      wait_complete (probe);
      times[i] = (double) (g_get_monotonic_time () - started) / 1e3;
      costs[i] = desktop_clock_thread () - processor;
    }
  qsort (times, MOVES, sizeof *times, compare);
  qsort (costs, MOVES, sizeof *costs, compare);
  printf ("drag %s %.2f %.2f %.1f\n", what, times[MOVES * 95 / 100], costs[MOVES * 95 / 100], longest_stall);
}

static void
drag (Probe *probe)
{
  AeqAppDesk *desk;
  const AeqAccount *account;

  start (probe);
  drag_slider (probe, "all", "accounts");
  desk = aeq_shell_get_desk (probe->shell);
  account = aeq_app_desk_get_news (desk)->accounts->pdata[0];
  aeq_app_desk_set_account (desk, &account->uid);
  wait_complete (probe);
  drag_slider (probe, "one", "figures");
}

typedef void (*Script) (Probe *probe);

static const struct
{
  const char *name;
  const char *page;
  Script      script;
} SCRIPTS[] = {
  { "start", "Position", start },
  { "pages", "Position", switch_pages },
  { "issue", "Position", issue_all },
  { "scroll", "Ledger", scroll_rows },
  { "change", "Ledger", change_rows },
  { "import", "Settings", import_file },
  { "drag", "Scenarios", drag },
};

static gboolean
play (gpointer data)
{
  Probe *probe = data;
  GList *windows;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (g_application_get_default ()))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  probe->window = windows->data;
  probe->clock = gtk_widget_get_frame_clock (GTK_WIDGET (probe->window));
  g_signal_connect (probe->clock, "before-paint", G_CALLBACK (on_before_paint), probe);
  g_signal_connect (probe->clock, "after-paint", G_CALLBACK (on_after_paint), probe);
  for (guint i = 0; i < G_N_ELEMENTS (SCRIPTS); i++)
    if (g_str_equal (SCRIPTS[i].name, probe->script))
      SCRIPTS[i].script (probe);
  fflush (stdout);
  exit (0);
}

static const char *
first_page (const char *script)
{
  for (guint i = 0; i < G_N_ELEMENTS (SCRIPTS); i++)
    if (g_str_equal (SCRIPTS[i].name, script))
      return SCRIPTS[i].page;
  g_error ("no script is called %s", script);
}

int
main (int argc, char **argv)
{
  g_autoptr(AeqApplication) application = NULL;
  Probe probe = { .script = argc == 4 ? argv[1] : "" };
  const char *arguments[] = { "aequitas", "--page", first_page (probe.script), "--ledger", argv[2], "--now", argv[3], NULL };

  setlocale (LC_ALL, "");
  watch_stalls ();
  application = aeq_application_new ();
  g_idle_add_full (G_PRIORITY_HIGH, play, &probe, NULL); /* before the first frame is */
  return g_application_run (G_APPLICATION (application), G_N_ELEMENTS (arguments) - 1, (char **) arguments);
}
