/* SPDX-License-Identifier: MIT */
#include <cairo-pdf.h>
#include <glib/gi18n.h>

#include "aeq-chart-view-private.h"

#define PICTURE_WIDTH 1200
#define PICTURE_HEIGHT 640
#define PAPER_WIDTH 842.0 /* A4 across, in points */
#define PAPER_HEIGHT 450.0

void
aeq_chart_view_copy_image (AeqChartView *self)
{
  GdkTexture *texture = aeq_chart_plot_get_texture (self->plot);

  if (texture != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
}

/* In colours for paper, whatever the window has: the picture goes to others. */
static void
draw (AeqChartView *self, cairo_surface_t *surface, double width, double height, double font_size)
{
  const AeqChartStyle style = { .theme = AEQ_THEME_PRINT, .font_size = font_size };
  cairo_t *cr = cairo_create (surface);

  aeq_chart_draw_view (aeq_chart_plot_get_chart (self->plot), cr, width, height, &style,
                       aeq_chart_plot_get_viewport (self->plot), NULL);
  cairo_destroy (cr);
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
aeq_chart_view_make_pdf (AeqChartView *self)
{
  GByteArray *out = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, out, PAPER_WIDTH, PAPER_HEIGHT);

  draw (self, surface, PAPER_WIDTH, PAPER_HEIGHT, 10);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
aeq_chart_view_make_png (AeqChartView *self)
{
  GByteArray *out = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, PICTURE_WIDTH, PICTURE_HEIGHT);

  draw (self, surface, PICTURE_WIDTH, PICTURE_HEIGHT, 15);
  cairo_surface_write_to_png_stream (surface, append_bytes, out);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (out);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AeqChartView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    text = g_strdup_printf (_("Saved %s"), name);
  else
    text = g_strdup_printf (_("%s was not saved: %s"), name, error->message);
  /* The window shows it; a view without such a window has nobody to tell. */
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", text);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, AeqChartView *self)
{
  g_autoptr(GFile) file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *folded = name != NULL ? g_ascii_strdown (name, -1) : NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (file != NULL && aeq_chart_plot_get_chart (self->plot) != NULL)
    {
      bytes = g_str_has_suffix (folded, ".pdf") ? aeq_chart_view_make_pdf (self) : aeq_chart_view_make_png (self);
      g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_written,
                                           g_object_ref (self));
    }
  g_object_unref (dialog);
}

void
aeq_chart_view_save (AeqChartView *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  g_autofree char *file_name = g_strdup_printf ("%s.png", aeq_chart_view_name (self));
  GtkFileChooserNative *dialog;

  g_return_if_fail (GTK_IS_WINDOW (native));
  dialog = gtk_file_chooser_native_new (_("Save the Picture (PNG or PDF)"), GTK_WINDOW (native),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_strdelimit (file_name, "/", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file_name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
