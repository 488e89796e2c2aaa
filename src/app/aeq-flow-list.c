/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-flow-list"

#include "aeq-flow-list.h"

#include <string.h>

#include "aeq-row.h"

#define PAGE_ROWS AEQ_FLOW_LIST_PAGE
#define MAX_PAGES 256

typedef struct
{
  guint   no;
  guint   n;
  GList   link; /* in the order of use, newest first */
  AeqRow *rows[PAGE_ROWS];
} Page;

struct _AeqFlowList
{
  GObject       parent_instance;
  AeqWorkspace *workspace;
  AeqFlowIndex *index;
  GCancellable *cancellable;
  GHashTable   *pages; /* number -> Page */
  GQueue        used;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AeqFlowList, aeq_flow_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* The work of reading one page, with copies of all that the thread needs. */
typedef struct
{
  guint  n;
  gint64 ids[PAGE_ROWS];
} Stretch;

/* Where its rows go; they may have been let go by the list, but not by a view. */
typedef struct
{
  guint   n;
  AeqRow *rows[PAGE_ROWS];
} Landing;

static gpointer
read_stretch (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  const Stretch *stretch = data;

  return aeq_flow_entries (ledger, stretch->ids, stretch->n, cancellable, error);
}

static const AeqWork READ_STRETCH = { AEQ_QUEUE_ROWS, read_stretch, g_free, (GDestroyNotify) g_ptr_array_unref };

static void
on_stretch_read (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Landing *landing = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = aeq_workspace_finish (result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Rows could not be read: %s", error->message);
  for (guint i = 0; i < landing->n; i++)
    {
      if (entries != NULL && entries->pdata[i] != NULL)
        aeq_row_set_data (landing->rows[i], g_steal_pointer (&entries->pdata[i]), (GDestroyNotify) aeq_flow_entry_free);
      g_object_unref (landing->rows[i]);
    }
  g_free (landing);
}

static void
page_free (Page *page)
{
  for (guint i = 0; i < page->n; i++)
    g_object_unref (page->rows[i]);
  g_free (page);
}

static void
read_page (AeqFlowList *self, const Page *page)
{
  Stretch *stretch = g_new0 (Stretch, 1);
  Landing *landing = g_new0 (Landing, 1);

  landing->n = stretch->n = page->n;
  for (guint i = 0; i < page->n; i++)
    {
      landing->rows[i] = g_object_ref (page->rows[i]);
      stretch->ids[i] = self->index->ids[page->no * PAGE_ROWS + i];
    }
  aeq_workspace_run (self->workspace, &READ_STRETCH, stretch, NULL, self->cancellable, on_stretch_read, landing);
}

static Page *
make_page (AeqFlowList *self, guint no)
{
  Page *page = g_new0 (Page, 1);

  page->no = no;
  page->n = MIN (PAGE_ROWS, self->index->n - no * PAGE_ROWS);
  page->link.data = page;
  for (guint i = 0; i < page->n; i++)
    page->rows[i] = aeq_row_new (NULL, NULL);
  read_page (self, page);
  return page;
}

static Page *
find_page (AeqFlowList *self, guint no)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (no));

  if (page != NULL)
    g_queue_unlink (&self->used, &page->link);
  else
    {
      page = make_page (self, no);
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (no), page);
    }
  g_queue_push_head_link (&self->used, &page->link);
  if (self->used.length > MAX_PAGES)
    {
      Page *oldest = g_queue_pop_tail_link (&self->used)->data;

      g_hash_table_remove (self->pages, GUINT_TO_POINTER (oldest->no));
    }
  return page;
}

static gpointer
aeq_flow_list_get_item (GListModel *model, guint position)
{
  AeqFlowList *self = AEQ_FLOW_LIST (model);

  if (position >= self->index->n)
    return NULL;
  return g_object_ref (find_page (self, position / PAGE_ROWS)->rows[position % PAGE_ROWS]);
}

static guint
aeq_flow_list_get_n_items (GListModel *model)
{
  return AEQ_FLOW_LIST (model)->index->n;
}

static GType
aeq_flow_list_get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return AEQ_TYPE_ROW;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item = aeq_flow_list_get_item;
  iface->get_n_items = aeq_flow_list_get_n_items;
  iface->get_item_type = aeq_flow_list_get_item_type;
}

static void
aeq_flow_list_dispose (GObject *object)
{
  AeqFlowList *self = AEQ_FLOW_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (aeq_flow_list_parent_class)->dispose (object);
}

static void
aeq_flow_list_finalize (GObject *object)
{
  AeqFlowList *self = AEQ_FLOW_LIST (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->pages);
  aeq_flow_index_free (self->index);
  G_OBJECT_CLASS (aeq_flow_list_parent_class)->finalize (object);
}

static void
aeq_flow_list_class_init (AeqFlowListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = aeq_flow_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_flow_list_finalize;
}

static void
aeq_flow_list_init (AeqFlowList *self)
{
  self->cancellable = g_cancellable_new ();
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) page_free);
  g_queue_init (&self->used);
}

AeqFlowList *
aeq_flow_list_new (AeqWorkspace *workspace, AeqFlowIndex *index)
{
  AeqFlowList *self = g_object_new (AEQ_TYPE_FLOW_LIST, NULL);

  self->workspace = g_object_ref (workspace);
  self->index = index;
  return self;
}

const AeqFlowIndex *
aeq_flow_list_get_index (AeqFlowList *self)
{
  g_return_val_if_fail (AEQ_IS_FLOW_LIST (self), NULL);
  return self->index;
}

/* Whether @index begins with what the list has. */
static gboolean
goes_on (AeqFlowList *self, const AeqFlowIndex *index)
{
  return index->n >= self->index->n &&
         (self->index->n == 0 || memcmp (index->ids, self->index->ids, self->index->n * sizeof *index->ids) == 0);
}

gboolean
aeq_flow_list_renew (AeqFlowList *self, AeqFlowIndex *index)
{
  g_return_val_if_fail (AEQ_IS_FLOW_LIST (self), FALSE);
  if (index->n != self->index->n || !goes_on (self, index))
    return FALSE;
  aeq_flow_index_free (self->index);
  self->index = index;
  for (GList *l = self->used.head; l != NULL; l = l->next)
    read_page (self, l->data);
  return TRUE;
}

gboolean
aeq_flow_list_extend (AeqFlowList *self, AeqFlowIndex *index)
{
  guint before;

  g_return_val_if_fail (AEQ_IS_FLOW_LIST (self), FALSE);
  before = self->index->n;
  if (before % PAGE_ROWS != 0 || !goes_on (self, index))
    return FALSE;
  aeq_flow_index_free (self->index);
  self->index = index;
  if (index->n > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, index->n - before);
  return TRUE;
}
