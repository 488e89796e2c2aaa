/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-reports-page"

#include "aeq-reports-page.h"

#include <glib/gi18n.h>

#include "aeq-bcbs-pane.h"
#include "aeq-sheet-view.h"

enum
{
  BCBS248,
  WORKSHEET,
  LADDER,
  N_TABS
};

struct _AeqReportsPage
{
  AdwBin        parent_instance;
  AeqAppDesk   *desk;  /* (nullable) */
  guint         made;  /* a bit for each tab that has the desk */
  guint         stale; /* a bit for each tab that shows what is no longer so */
  GtkStack     *tabs;  /* template children */
  AeqBcbsPane  *bcbs248;
  AeqSheetView *worksheet;
  AeqSheetView *ladder;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqReportsPage, aeq_reports_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static const AeqSheetKind KINDS[N_TABS] = {
  [WORKSHEET] = { aeq_sheet_worksheet, N_("Position worksheet"), N_("No Accounts"), N_("Import a statement to see its account here."), NULL,
                  NULL, NULL, AEQ_EXPORT_WORKSHEET },
  [LADDER] = { aeq_sheet_ladder, N_("Ladder"), N_("Choose an Account"),
               N_("The ladder is of one account: choose it in the header to see its day by time slice."), NULL, NULL, NULL,
               AEQ_EXPORT_LADDER },
};

static AeqPage *
tab (AeqReportsPage *self, guint i)
{
  AeqPage *tabs[N_TABS] = { AEQ_PAGE (self->bcbs248), AEQ_PAGE (self->worksheet), AEQ_PAGE (self->ladder) };

  return tabs[i];
}

static AeqPage *
visible_tab (AeqReportsPage *self)
{
  return AEQ_PAGE (gtk_stack_get_visible_child (self->tabs));
}

/* A tab reads when it is first gone to, and again when something has changed since. */
static void
show_tab (AeqReportsPage *self)
{
  AeqPage *visible = visible_tab (self);
  guint i = 0;

  while (tab (self, i) != visible)
    i++;
  if ((self->made & 1u << i) == 0)
    aeq_page_set_desk (visible, self->desk);
  else if ((self->stale & 1u << i) != 0)
    aeq_page_refresh (visible);
  self->made |= 1u << i;
  self->stale &= ~(1u << i);
}

static void
on_tab_changed_cb (AeqReportsPage *self)
{
  if (self->desk != NULL)
    show_tab (self);
}

static void
aeq_reports_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  g_set_object (&AEQ_REPORTS_PAGE (page)->desk, desk);
  show_tab (AEQ_REPORTS_PAGE (page));
}

static void
aeq_reports_page_refresh (AeqPage *page)
{
  AEQ_REPORTS_PAGE (page)->stale = G_MAXUINT;
  show_tab (AEQ_REPORTS_PAGE (page));
}

static void
aeq_reports_page_copy (AeqPage *page, gboolean headers)
{
  aeq_page_copy (visible_tab (AEQ_REPORTS_PAGE (page)), headers);
}

static gboolean
aeq_reports_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  return aeq_page_get_export (visible_tab (AEQ_REPORTS_PAGE (page)), request);
}

static void
aeq_reports_page_keep (AeqPage *page, GVariantDict *state)
{
  g_variant_dict_insert (state, "tab", "s", gtk_stack_get_visible_child_name (AEQ_REPORTS_PAGE (page)->tabs));
}

static void
aeq_reports_page_recall (AeqPage *page, GVariantDict *state)
{
  AeqReportsPage *self = AEQ_REPORTS_PAGE (page);
  const char *tab;

  if (g_variant_dict_lookup (state, "tab", "&s", &tab) && gtk_stack_get_child_by_name (self->tabs, tab) != NULL)
    gtk_stack_set_visible_child_name (self->tabs, tab);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_reports_page_set_desk;
  iface->refresh = aeq_reports_page_refresh;
  iface->copy = aeq_reports_page_copy;
  iface->get_export = aeq_reports_page_get_export;
  iface->keep = aeq_reports_page_keep;
  iface->recall = aeq_reports_page_recall;
}

static void
aeq_reports_page_dispose (GObject *object)
{
  AeqReportsPage *self = AEQ_REPORTS_PAGE (object);

  g_clear_object (&self->desk);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_REPORTS_PAGE);
  G_OBJECT_CLASS (aeq_reports_page_parent_class)->dispose (object);
}

static void
aeq_reports_page_class_init (AeqReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_reports_page_dispose;
  g_type_ensure (AEQ_TYPE_BCBS_PANE);
  g_type_ensure (AEQ_TYPE_SHEET_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqReportsPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, AeqReportsPage, bcbs248);
  gtk_widget_class_bind_template_child (widget_class, AeqReportsPage, worksheet);
  gtk_widget_class_bind_template_child (widget_class, AeqReportsPage, ladder);
  gtk_widget_class_bind_template_callback (widget_class, on_tab_changed_cb);
}

static void
aeq_reports_page_init (AeqReportsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  aeq_sheet_view_set_kind (self->worksheet, &KINDS[WORKSHEET]);
  aeq_sheet_view_set_kind (self->ladder, &KINDS[LADDER]);
}
