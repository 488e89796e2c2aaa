/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-ledger-page"

#include "aeq-ledger-page.h"

#include <glib/gi18n.h>

#include "aeq-flows-view.h"
#include "aeq-sheet-view.h"

enum
{
  FLOWS,
  POSITIONS,
  BALANCES,
  OBLIGATIONS,
  LIMITS,
  N_TABS
};

struct _AeqLedgerPage
{
  AdwBin        parent_instance;
  AeqAppDesk      *desk;      /* (nullable) */
  guint         made;      /* a bit for each tab that has the desk */
  guint         stale;     /* a bit for each tab that shows what is no longer so */
  AdwViewStack *tabs;      /* template children */
  AeqFlowsView *flows;
  AdwBin       *positions; /* these are filled when they are first gone to */
  AdwBin       *balances;
  AdwBin       *obligations;
  AdwBin       *limits;
};

static void page_init (AeqPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqLedgerPage, aeq_ledger_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AEQ_TYPE_PAGE, page_init))

static const AeqSheetKind KINDS[N_TABS] = {
  [POSITIONS] = { aeq_sheet_positions, N_("Positions"), N_("No Positions"),
                  N_("Import a file of holdings to see them here."), NULL, "positions", "Positions", 0 },
  [BALANCES] = { aeq_sheet_balances, N_("Balances"), N_("No Accounts"),
                 N_("Import a statement to see its account here."), NULL, "balances", "Balances", 0 },
  [OBLIGATIONS] = { aeq_sheet_obligations, N_("Obligations"), N_("No Obligations"),
                    N_("Payments that must settle by a stated time: add one, or choose another day or account."),
                    "obligation", "obligations", "Obligations", 0 },
  [LIMITS] = { aeq_sheet_limits, N_("Limits"), N_("No Limits"),
               N_("A limit is the floor that an account’s balance must keep: add one to see how far off it is."),
               "limit", "limits", "Limits", 0 },
};

static guint
visible_index (AeqLedgerPage *self)
{
  const gpointer tabs[N_TABS] = { self->flows, self->positions, self->balances, self->obligations, self->limits };
  const GtkWidget *visible = adw_view_stack_get_visible_child (self->tabs);
  guint i = 0;

  while (tabs[i] != visible)
    i++;
  return i;
}

static void
make_sheet (AdwBin *place, const AeqSheetKind *kind)
{
  GtkWidget *sheet = g_object_new (AEQ_TYPE_SHEET_VIEW, NULL);

  aeq_sheet_view_set_kind (AEQ_SHEET_VIEW (sheet), kind);
  adw_bin_set_child (place, sheet);
}

static AeqPage *
visible_tab (AeqLedgerPage *self)
{
  GtkWidget *visible = adw_view_stack_get_visible_child (self->tabs);
  guint i = visible_index (self);

  if (i == FLOWS)
    return AEQ_PAGE (visible);
  if (adw_bin_get_child (ADW_BIN (visible)) == NULL)
    make_sheet (ADW_BIN (visible), &KINDS[i]);
  return AEQ_PAGE (adw_bin_get_child (ADW_BIN (visible)));
}

/* A tab reads when it is first gone to, and again when something has changed since. */
static void
show_tab (AeqLedgerPage *self)
{
  AeqPage *visible = visible_tab (self);
  guint i = visible_index (self);

  if ((self->made & 1u << i) == 0)
    aeq_page_set_desk (visible, self->desk);
  else if ((self->stale & 1u << i) != 0)
    aeq_page_refresh (visible);
  self->made |= 1u << i;
  self->stale &= ~(1u << i);
}

static void
on_tab_changed_cb (AeqLedgerPage *self)
{
  if (self->desk != NULL)
    show_tab (self);
}

static void
aeq_ledger_page_set_desk (AeqPage *page, AeqAppDesk *desk)
{
  g_set_object (&AEQ_LEDGER_PAGE (page)->desk, desk);
  show_tab (AEQ_LEDGER_PAGE (page));
}

static void
aeq_ledger_page_refresh (AeqPage *page)
{
  AEQ_LEDGER_PAGE (page)->stale = G_MAXUINT;
  show_tab (AEQ_LEDGER_PAGE (page));
}

void
aeq_ledger_page_show_flow (AeqLedgerPage *self, gint64 id, AeqDate day)
{
  g_return_if_fail (AEQ_IS_LEDGER_PAGE (self));
  adw_view_stack_set_visible_child (self->tabs, GTK_WIDGET (self->flows));
  aeq_flows_view_show_flow (self->flows, id, day);
}

static void
aeq_ledger_page_find (AeqPage *page)
{
  AeqLedgerPage *self = AEQ_LEDGER_PAGE (page);

  if (!aeq_page_can_find (visible_tab (self)))
    adw_view_stack_set_visible_child (self->tabs, GTK_WIDGET (self->flows));
  aeq_page_find (visible_tab (self));
}

static void
aeq_ledger_page_copy (AeqPage *page, gboolean headers)
{
  aeq_page_copy (visible_tab (AEQ_LEDGER_PAGE (page)), headers);
}

static gboolean
aeq_ledger_page_get_export (AeqPage *page, AeqExportRequest *request)
{
  return aeq_page_get_export (visible_tab (AEQ_LEDGER_PAGE (page)), request);
}

static void
aeq_ledger_page_keep (AeqPage *page, GVariantDict *state)
{
  AeqLedgerPage *self = AEQ_LEDGER_PAGE (page);

  g_variant_dict_insert (state, "tab", "s", adw_view_stack_get_visible_child_name (self->tabs));
  aeq_page_keep (AEQ_PAGE (self->flows), state);
}

static void
aeq_ledger_page_recall (AeqPage *page, GVariantDict *state)
{
  AeqLedgerPage *self = AEQ_LEDGER_PAGE (page);
  const char *tab;

  aeq_page_recall (AEQ_PAGE (self->flows), state);
  if (g_variant_dict_lookup (state, "tab", "&s", &tab) && adw_view_stack_get_child_by_name (self->tabs, tab) != NULL)
    adw_view_stack_set_visible_child_name (self->tabs, tab);
}

static void
page_init (AeqPageInterface *iface)
{
  iface->set_desk = aeq_ledger_page_set_desk;
  iface->refresh = aeq_ledger_page_refresh;
  iface->find = aeq_ledger_page_find;
  iface->copy = aeq_ledger_page_copy;
  iface->get_export = aeq_ledger_page_get_export;
  iface->keep = aeq_ledger_page_keep;
  iface->recall = aeq_ledger_page_recall;
}

static void
aeq_ledger_page_dispose (GObject *object)
{
  AeqLedgerPage *self = AEQ_LEDGER_PAGE (object);

  g_clear_object (&self->desk);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_LEDGER_PAGE);
  G_OBJECT_CLASS (aeq_ledger_page_parent_class)->dispose (object);
}

static void
aeq_ledger_page_class_init (AeqLedgerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_ledger_page_dispose;
  g_type_ensure (AEQ_TYPE_FLOWS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-ledger-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, flows);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, positions);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, balances);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, obligations);
  gtk_widget_class_bind_template_child (widget_class, AeqLedgerPage, limits);
  gtk_widget_class_bind_template_callback (widget_class, on_tab_changed_cb);
}

static void
aeq_ledger_page_init (AeqLedgerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
