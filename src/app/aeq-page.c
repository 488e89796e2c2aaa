/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-page"

#include "aeq-page.h"

#include <glib/gi18n.h>

#include "aeq-accuracy-page.h"
#include "aeq-alerts-page.h"
#include "aeq-connections-page.h"
#include "aeq-error.h"
#include "aeq-forecast-page.h"
#include "aeq-imports-page.h"
#include "aeq-intraday-page.h"
#include "aeq-ledger-page.h"
#include "aeq-position-page.h"
#include "aeq-regime-page.h"
#include "aeq-reports-page.h"
#include "aeq-scenarios-page.h"
#include "aeq-settings-page.h"

G_DEFINE_INTERFACE (AeqPage, aeq_page, GTK_TYPE_WIDGET)

static const AeqPageKind KINDS[] = {
  { N_("Position"), "view-list-bullet-symbolic", aeq_position_page_get_type },
  { N_("Intraday"), "document-open-recent-symbolic", aeq_intraday_page_get_type },
  { N_("Forecast"), "weather-few-clouds-symbolic", aeq_forecast_page_get_type },
  { N_("Regime"), "power-profile-performance-symbolic", aeq_regime_page_get_type },
  { N_("Scenarios"), "media-seek-forward-symbolic", aeq_scenarios_page_get_type },
  { N_("Accuracy"), "find-location-symbolic", aeq_accuracy_page_get_type },
  { N_("Ledger"), "view-list-symbolic", aeq_ledger_page_get_type },
  { N_("Imports"), "document-save-symbolic", aeq_imports_page_get_type },
  { N_("Reports"), "x-office-document-symbolic", aeq_reports_page_get_type },
  { N_("Alerts"), "dialog-warning-symbolic", aeq_alerts_page_get_type },
  { N_("Connections"), "network-workgroup-symbolic", aeq_connections_page_get_type },
  { N_("Settings"), "emblem-system-symbolic", aeq_settings_page_get_type },
};

static void
aeq_page_default_init (AeqPageInterface *iface G_GNUC_UNUSED)
{
}

void
aeq_page_set_desk (AeqPage *self, AeqAppDesk *desk)
{
  g_return_if_fail (AEQ_IS_PAGE (self));
  AEQ_PAGE_GET_IFACE (self)->set_desk (self, desk);
}

void
aeq_page_refresh (AeqPage *self)
{
  g_return_if_fail (AEQ_IS_PAGE (self));
  AEQ_PAGE_GET_IFACE (self)->refresh (self);
}

gboolean
aeq_page_can_find (AeqPage *self)
{
  g_return_val_if_fail (AEQ_IS_PAGE (self), FALSE);
  return AEQ_PAGE_GET_IFACE (self)->find != NULL;
}

void
aeq_page_find (AeqPage *self)
{
  g_return_if_fail (aeq_page_can_find (self));
  AEQ_PAGE_GET_IFACE (self)->find (self);
}

gboolean
aeq_page_can_copy (AeqPage *self)
{
  g_return_val_if_fail (AEQ_IS_PAGE (self), FALSE);
  return AEQ_PAGE_GET_IFACE (self)->copy != NULL;
}

void
aeq_page_copy (AeqPage *self, gboolean headers)
{
  g_return_if_fail (aeq_page_can_copy (self));
  AEQ_PAGE_GET_IFACE (self)->copy (self, headers);
}

gboolean
aeq_page_get_export (AeqPage *self, AeqExportRequest *request)
{
  g_return_val_if_fail (AEQ_IS_PAGE (self), FALSE);
  return AEQ_PAGE_GET_IFACE (self)->get_export != NULL && AEQ_PAGE_GET_IFACE (self)->get_export (self, request);
}

void
aeq_page_keep (AeqPage *self, GVariantDict *state)
{
  g_return_if_fail (AEQ_IS_PAGE (self));
  if (AEQ_PAGE_GET_IFACE (self)->keep != NULL)
    AEQ_PAGE_GET_IFACE (self)->keep (self, state);
}

void
aeq_page_recall (AeqPage *self, GVariantDict *state)
{
  g_return_if_fail (AEQ_IS_PAGE (self));
  if (AEQ_PAGE_GET_IFACE (self)->recall != NULL)
    AEQ_PAGE_GET_IFACE (self)->recall (self, state);
}

void
aeq_say (GtkWidget *widget, const char *text)
{
  gtk_widget_activate_action (widget, "win.say", "s", text);
}

void
aeq_say_error (GtkWidget *widget, const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = aeq_error_describe (error);
  aeq_say (widget, text);
}

const AeqPageKind *
aeq_page_kinds (guint *n)
{
  *n = G_N_ELEMENTS (KINDS);
  return KINDS;
}

int
aeq_page_index (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (g_ascii_strcasecmp (KINDS[i].name, name) == 0)
      return (int) i;
  return -1;
}
