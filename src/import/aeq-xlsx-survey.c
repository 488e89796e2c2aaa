/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-xlsx-ref.h"
#include "aeq-xlsx-rows.h"
#include "aeq-xlsx-xml.h"

/* Merged cells matter as headers only: those near the top, of few rows. */
#define WITHIN 200
#define TALLEST 4
#define WIDEST 20
#define MAX_MERGES 500
#define BLOCK (64 * 1024)
#define ELEMENT "mergeCell "

static void
take_merge (AeqXlsxRows *self, const AeqXlsxXml *xml)
{
  gsize length = 0;
  const char *ref = aeq_xlsx_xml_attr (xml, "ref", &length);
  const char *colon = ref != NULL ? memchr (ref, ':', length) : NULL;
  AeqXlsxMerge merge;

  if (colon == NULL || self->merges->len >= MAX_MERGES ||
      !aeq_xlsx_ref_parse (ref, colon, &merge.left, &merge.top) ||
      !aeq_xlsx_ref_parse (colon + 1, ref + length, &merge.right, &merge.bottom))
    return;
  if (merge.right < merge.left || merge.bottom < merge.top || merge.bottom > WITHIN || merge.bottom - merge.top >= TALLEST ||
      merge.right - merge.left >= WIDEST)
    return;
  g_array_append_val (self->merges, merge);
  g_ptr_array_add (self->merged, NULL);
}

static gboolean
on_start (AeqXlsxXml *xml, const char *name, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  AeqXlsxRows *self = user_data;

  if (strcmp (name, "mergeCell") == 0)
    take_merge (self, xml);
  return TRUE;
}

static gboolean
on_end (const char *name G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

/* Most sheets have none, and finding that out by the parser would take as long as reading them. */
static gboolean
may_have_merges (AeqZip *zip, guint member, gboolean *found, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK);
  gsize kept = 0;
  gssize n;

  *found = FALSE;
  if (!aeq_zip_enter (zip, member, error))
    return FALSE;
  while (!*found && (n = aeq_zip_read (zip, block + kept, BLOCK - kept, error)) != 0)
    {
      gsize have = kept + (gsize) n;

      if (n < 0)
        return FALSE;
      *found = memmem (block, have, ELEMENT, strlen (ELEMENT)) != NULL;
      kept = MIN (have, strlen (ELEMENT) - 1);
      memmove (block, block + have - kept, kept);
    }
  return TRUE;
}

gboolean
aeq_xlsx_rows_init (AeqXlsxRows *self, const AeqXlsxBook *book, const AeqXlsxSheet *sheet, GCancellable *cancellable,
                    GError **error)
{
  static const AeqXlsxHandler HANDLER = { on_start, on_end, NULL };
  gboolean found;

  *self = (AeqXlsxRows){ .book = book, .sheet = sheet };
  self->merges = g_array_new (FALSE, FALSE, sizeof (AeqXlsxMerge));
  self->merged = g_ptr_array_new_with_free_func (g_free);
  if (!may_have_merges (book->zip, sheet->member, &found, error))
    return FALSE;
  return !found || aeq_xlsx_xml_walk (book->zip, sheet->member, &HANDLER, self, NULL, cancellable, error);
}

void
aeq_xlsx_rows_clear (AeqXlsxRows *self)
{
  g_clear_pointer (&self->merges, g_array_unref);
  g_clear_pointer (&self->merged, g_ptr_array_unref);
}
