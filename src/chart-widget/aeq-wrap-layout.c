/* SPDX-License-Identifier: MIT */
#include "aeq-wrap-layout.h"

struct _AeqWrapLayout
{
  GtkLayoutManager parent_instance;
  int              spacing;
};

G_DEFINE_FINAL_TYPE (AeqWrapLayout, aeq_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Where the next child goes. */
typedef struct
{
  int width;
  int spacing;
  int x;
  int y;
  int line;
} Flow;

static void
place (Flow *flow, GtkWidget *child, GdkRectangle *rectangle)
{
  int width;
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  width = MIN (width, MAX (flow->width, 1));
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &rectangle->width, NULL, NULL, NULL);
  width = MAX (width, rectangle->width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  if (flow->x > 0 && flow->x + width > flow->width)
    {
      flow->x = 0;
      flow->y += flow->line;
      flow->line = 0;
    }
  *rectangle = (GdkRectangle){ flow->x, flow->y, width, height };
  flow->x += width + flow->spacing;
  flow->line = MAX (flow->line, height);
}

static GtkSizeRequestMode
aeq_wrap_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (AeqWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least;
      int wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wanted + (*natural > 0 ? self->spacing : 0);
    }
}

static void
aeq_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                         int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  AeqWrapLayout *self = AEQ_WRAP_LAYOUT (manager);
  Flow flow = { for_size < 0 ? G_MAXINT : for_size, self->spacing, 0, 0, 0 };
  GdkRectangle rectangle;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      place (&flow, child, &rectangle);
  *minimum = *natural = flow.y + flow.line;
}

static void
aeq_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height G_GNUC_UNUSED,
                          int baseline G_GNUC_UNUSED)
{
  Flow flow = { width, AEQ_WRAP_LAYOUT (manager)->spacing, 0, 0, 0 };
  GdkRectangle rectangle;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        place (&flow, child, &rectangle);
        gtk_widget_size_allocate (child, &rectangle, -1);
      }
}

static void
aeq_wrap_layout_class_init (AeqWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = aeq_wrap_layout_get_request_mode;
  manager_class->measure = aeq_wrap_layout_measure;
  manager_class->allocate = aeq_wrap_layout_allocate;
}

static void
aeq_wrap_layout_init (AeqWrapLayout *self G_GNUC_UNUSED)
{
}

GtkLayoutManager *
aeq_wrap_layout_new (int spacing)
{
  AeqWrapLayout *self = g_object_new (AEQ_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}
