/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-forecast-page"

#include "aeq-forecast-page-private.h"

#include "aeq-error.h"

static void
take_look (AeqForecastPage *self, AeqIssued *look)
{
  g_clear_pointer (&self->look, aeq_issued_free);
  self->look = look;
  aeq_forecast_page_show_picture (self);
}

static void
on_looked (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqIssued *look = aeq_workspace_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  take_look (AEQ_FORECAST_PAGE (user_data), look);
  if (error != NULL)
    aeq_say_error (GTK_WIDGET (user_data), error);
}

void
aeq_forecast_page_look_again (AeqForecastPage *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->view->issued == NULL || !(self->view->overtaken || self->changed))
    {
      take_look (self, NULL);
      return;
    }
  self->looking = g_cancellable_new ();
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_LOOK_WORK,
                     aeq_issuer_look_data (self->issuer, &self->view->account->uid), NULL, self->looking, on_looked, self);
}
