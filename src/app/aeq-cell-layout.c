/* SPDX-License-Identifier: MIT */
#include "aeq-cell-layout.h"

#define MAX_FONTS 8 /* a window has two or three: tables, headings in them */

struct _AeqCellLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (AeqCellLayout, aeq_cell_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  int minimum;
  int natural;
  int minimum_baseline;
  int natural_baseline;
} Size;

typedef struct
{
  PangoFontDescription *font;
  PangoLanguage        *language;
  double                resolution;
  Size                  sizes[2]; /* by orientation */
} Known;

/* Of the main thread, as all widgets are; the newest is the last. */
static GArray *known_fonts;

static void
known_clear (gpointer data)
{
  pango_font_description_free (((Known *) data)->font);
}

static gboolean
is_font (const Known *known, PangoContext *context)
{
  return known->resolution == pango_cairo_context_get_resolution (context) && known->language == pango_context_get_language (context) &&
         pango_font_description_equal (known->font, pango_context_get_font_description (context));
}

static void
ask (GtkWidget *widget, GtkOrientation orientation, Size *size)
{
  *size = (Size) { 0, 0, -1, -1 };
  GTK_WIDGET_GET_CLASS (widget)->measure (widget, orientation, -1, &size->minimum, &size->natural, &size->minimum_baseline,
                                          &size->natural_baseline);
}

static const Known *
learn_font (GtkWidget *widget, PangoContext *context)
{
  Known known = { pango_font_description_copy (pango_context_get_font_description (context)), pango_context_get_language (context),
                  pango_cairo_context_get_resolution (context), { { 0, 0, 0, 0 } } };

  ask (widget, GTK_ORIENTATION_HORIZONTAL, &known.sizes[GTK_ORIENTATION_HORIZONTAL]);
  ask (widget, GTK_ORIENTATION_VERTICAL, &known.sizes[GTK_ORIENTATION_VERTICAL]);
  if (known_fonts->len == MAX_FONTS)
    g_array_remove_index (known_fonts, 0);
  g_array_append_val (known_fonts, known);
  return &g_array_index (known_fonts, Known, known_fonts->len - 1);
}

static const Known *
find_font (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);

  for (guint i = known_fonts->len; i > 0; i--)
    if (is_font (&g_array_index (known_fonts, Known, i - 1), context))
      return &g_array_index (known_fonts, Known, i - 1);
  return learn_font (widget, context);
}

static void
aeq_cell_layout_measure (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, GtkOrientation orientation, int for_size G_GNUC_UNUSED,
                         int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  const Size *size = &find_font (widget)->sizes[orientation];

  *minimum = size->minimum;
  *natural = size->natural;
  *minimum_baseline = size->minimum_baseline;
  *natural_baseline = size->natural_baseline;
}

static void
aeq_cell_layout_allocate (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, width, height, baseline);
}

static GtkSizeRequestMode
aeq_cell_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
aeq_cell_layout_class_init (AeqCellLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  known_fonts = g_array_new (FALSE, FALSE, sizeof (Known));
  g_array_set_clear_func (known_fonts, known_clear);
  layout_class->get_request_mode = aeq_cell_layout_get_request_mode;
  layout_class->measure = aeq_cell_layout_measure;
  layout_class->allocate = aeq_cell_layout_allocate;
}

static void
aeq_cell_layout_init (AeqCellLayout *self G_GNUC_UNUSED)
{
}

GtkLayoutManager *
aeq_cell_layout_new (void)
{
  return g_object_new (AEQ_TYPE_CELL_LAYOUT, NULL);
}
