/* SPDX-License-Identifier: MIT */
#include "aeq-card-layout.h"

#define MAX_COLUMNS 3
#define COLUMN_WIDTH 300 /* pixels; more where a card asks for more */
#define GAP 12

struct _AeqCardLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (AeqCardLayout, aeq_card_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  int        n;                   /* columns */
  int        width;               /* of each */
  int        height[MAX_COLUMNS]; /* so far, gaps too */
  GtkWidget *last[MAX_COLUMNS];
} Columns;

static int
least_width (GtkWidget *widget)
{
  int least = COLUMN_WIDTH;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      least = MAX (least, minimum);
    }
  return least;
}

static void
columns_init (Columns *self, GtkWidget *widget, int width)
{
  int least = least_width (widget);

  *self = (Columns){ .n = CLAMP ((width + GAP) / (least + GAP), 1, MAX_COLUMNS) };
  self->width = MAX (least, (width - (self->n - 1) * GAP) / self->n);
}

/* What is asked for at least: a card that likes more, such as a chart, has what is left. */
static int
height_of (GtkWidget *child, int width)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
shortest (const Columns *self)
{
  int best = 0;

  for (int i = 1; i < self->n; i++)
    if (self->height[i] < self->height[best])
      best = i;
  return best;
}

static int
tallest (const Columns *self)
{
  int height = 0;

  for (int i = 0; i < self->n; i++)
    height = MAX (height, self->height[i]);
  return MAX (0, height - GAP);
}

/* Measures; with what was @measured (nullable) so, places. */
static void
walk (Columns *self, GtkWidget *widget, const Columns *measured)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int column = shortest (self);
      int height;

      if (!gtk_widget_should_layout (child))
        continue;
      height = height_of (child, self->width);
      if (measured != NULL)
        {
          int x = column * (self->width + GAP);
          int reach = child == measured->last[column] ? tallest (measured) - self->height[column] : height;

          if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
            x = (self->n - 1 - column) * (self->width + GAP);
          gtk_widget_size_allocate (child,
                                    &(GtkAllocation){ x, self->height[column], self->width, MAX (height, reach) }, -1);
        }
      self->height[column] += height + GAP;
      self->last[column] = child;
    }
}

static GtkSizeRequestMode
aeq_card_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
aeq_card_layout_measure (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least_width (widget);
      *natural = MAX_COLUMNS * (*minimum + GAP) - GAP;
    }
  else if (for_size < 0)
    *minimum = *natural = 0; /* the width decides, and all texts would be wrapped once for nothing */
  else
    {
      Columns columns;

      columns_init (&columns, widget, for_size);
      walk (&columns, widget, NULL);
      *minimum = *natural = tallest (&columns);
    }
}

static void
aeq_card_layout_allocate (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, int width,
                          int height G_GNUC_UNUSED, int baseline G_GNUC_UNUSED)
{
  Columns measured, placed;

  columns_init (&measured, widget, width);
  placed = measured;
  walk (&measured, widget, NULL);
  walk (&placed, widget, &measured);
}

static void
aeq_card_layout_class_init (AeqCardLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = aeq_card_layout_get_request_mode;
  layout_class->measure = aeq_card_layout_measure;
  layout_class->allocate = aeq_card_layout_allocate;
}

static void
aeq_card_layout_init (AeqCardLayout *self G_GNUC_UNUSED)
{
}
