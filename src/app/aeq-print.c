/* SPDX-License-Identifier: MIT */
#include "aeq-print.h"

#include <glib/gi18n.h>

#include "aeq-job-export.h"

static gpointer
make_pages (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  return aeq_job_print (ledger, data, progress, cancellable, error);
}

static const AeqWork MAKE_PAGES = { AEQ_QUEUE_CHANGE, make_pages, (GDestroyNotify) aeq_export_request_free,
                                    (GDestroyNotify) aeq_paper_pages_free };

static void
on_draw_page (GtkPrintOperation *operation G_GNUC_UNUSED, GtkPrintContext *context, int i, AeqPaperPages *pages)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double   scale = MIN (gtk_print_context_get_width (context) / pages->width,
                        gtk_print_context_get_height (context) / pages->height);

  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, pages->drawings->pdata[i], 0, 0);
  cairo_paint (cr);
}

static void
on_pages_made (gpointer result, const GError *error, gpointer user_data)
{
  AeqPaperPages *pages = result;
  GtkWidget *shell = user_data;
  g_autoptr(GtkPrintOperation) operation = NULL;
  g_autoptr(GtkPageSetup) setup = NULL;
  g_autoptr(GError) local = NULL;

  if (error != NULL)
    {
      aeq_say_error (shell, error);
      return;
    }
  operation = gtk_print_operation_new ();
  setup = gtk_page_setup_new ();
  gtk_page_setup_set_orientation (setup, pages->width > pages->height ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                                      : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, _("Aequitas"));
  gtk_print_operation_set_n_pages (operation, (int) pages->drawings->len);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "aeq-pages", pages, (GDestroyNotify) aeq_paper_pages_free);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), pages);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (gtk_widget_get_root (shell)), &local) == GTK_PRINT_OPERATION_RESULT_ERROR)
    aeq_say_error (shell, local);
}

void
aeq_print_action (AeqShell *shell)
{
  AeqExportRequest request = AEQ_EXPORT_REQUEST_DEFAULT;
  AeqPage *page = aeq_shell_get_page (shell);

  if (page == NULL || !aeq_page_get_export (page, &request))
    aeq_say (GTK_WIDGET (shell), _("There is nothing here to print"));
  else if (!aeq_work_bar_run (aeq_shell_get_work (shell), aeq_app_desk_get_workspace (aeq_shell_get_desk (shell)),
                              &MAKE_PAGES, aeq_export_request_copy (&request), _("Making pages"), on_pages_made,
                              shell))
    aeq_say (GTK_WIDGET (shell), _("Something else is under way: let it end or cancel it first"));
}
