/* SPDX-License-Identifier: MIT */
#include "aeq-figure-layout.h"

#define MAX_LINES 3
#define GAP 6

struct _AeqFigureLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (AeqFigureLayout, aeq_figure_layout, GTK_TYPE_LAYOUT_MANAGER)

/* What the figures ask for: how many there are, and the most that one of them needs. */
typedef struct
{
  int n;
  int minimum;
  int natural;
} Needs;

static Needs
find_needs (GtkWidget *widget)
{
  Needs needs = { 0, 0, 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      needs.n++;
      needs.minimum = MAX (needs.minimum, minimum);
      needs.natural = MAX (needs.natural, natural);
    }
  return needs;
}

static int
columns_of (int n, int lines)
{
  return MAX (1, (n + lines - 1) / lines);
}

static int
total_width (int columns, int width)
{
  return columns * (width + GAP) - GAP;
}

static int
choose_columns (const Needs *needs, int width)
{
  int lines = 1;

  while (lines < MAX_LINES && total_width (columns_of (needs->n, lines), needs->natural) > width)
    lines++;
  return columns_of (needs->n, lines);
}

/* The height of all lines; with @place they get their place. */
static int
lay_out (GtkWidget *widget, int width, gboolean place)
{
  Needs needs = find_needs (widget);
  int columns = choose_columns (&needs, width), each = MAX (needs.minimum, (width + GAP) / columns - GAP);
  int column = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int x = column * (each + GAP), height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, each, NULL, &height, NULL, NULL);
      if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
        x = width - x - each;
      if (place)
        gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, each, height }, -1);
      line = MAX (line, height);
      if (++column == columns)
        {
          column = 0;
          y += line + GAP;
          line = 0;
        }
    }
  return column > 0 ? y + line : MAX (0, y - GAP);
}

static GtkSizeRequestMode
aeq_figure_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
aeq_figure_layout_measure (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  Needs needs = find_needs (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (0, total_width (columns_of (needs.n, MAX_LINES), needs.minimum));
      *natural = MAX (*minimum, total_width (needs.n, needs.natural));
    }
  else
    *minimum = *natural = lay_out (widget, for_size >= 0 ? for_size : total_width (needs.n, needs.natural), FALSE);
}

static void
aeq_figure_layout_allocate (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, int width, int height G_GNUC_UNUSED,
                            int baseline G_GNUC_UNUSED)
{
  lay_out (widget, width, TRUE);
}

static void
aeq_figure_layout_class_init (AeqFigureLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = aeq_figure_layout_get_request_mode;
  layout_class->measure = aeq_figure_layout_measure;
  layout_class->allocate = aeq_figure_layout_allocate;
}

static void
aeq_figure_layout_init (AeqFigureLayout *self G_GNUC_UNUSED)
{
}
