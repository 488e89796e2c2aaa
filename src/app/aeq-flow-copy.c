/* SPDX-License-Identifier: MIT */
#include "aeq-flow-copy.h"

#include "aeq-flow-browse.h"

static void
copy_free (gpointer data)
{
  AeqFlowCopy *self = data;

  g_array_unref (self->ids);
  g_free (self->headers);
  g_free (self);
}

/* A tab or a line end within a text would move the cells after it. */
static void
append_text (GString *out, const char *text)
{
  g_string_append_c (out, '\t');
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    g_string_append_c (out, (guchar) *p < ' ' ? ' ' : *p);
}

static void
append_entry (GString *out, const AeqFlowEntry *entry)
{
  g_autofree char *when = aeq_flow_entry_when (entry);
  char amount[AEQ_MONEY_TEXT_SIZE];

  g_string_append (out, when);
  append_text (out, entry->account);
  append_text (out, aeq_money_format (entry->minor, entry->currency->exponent, amount));
  append_text (out, entry->currency->code);
  append_text (out, aeq_flow_status_name (entry->status));
  append_text (out, entry->category);
  append_text (out, entry->counterparty);
  append_text (out, entry->reference);
  append_text (out, entry->narrative);
  g_string_append_c (out, '\n');
}

static gpointer
copy (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  const AeqFlowCopy *self = data;
  g_autoptr(GPtrArray) entries =
    aeq_flow_entries (ledger, (const gint64 *) (const void *) self->ids->data, self->ids->len, cancellable, error);
  GString *out;

  if (entries == NULL)
    return NULL;
  out = g_string_new (self->headers);
  for (guint i = 0; i < entries->len; i++)
    if (entries->pdata[i] != NULL)
      append_entry (out, entries->pdata[i]);
  return g_string_free (out, FALSE);
}

const AeqWork AEQ_FLOW_COPY = { AEQ_QUEUE_READ, copy, copy_free, g_free };
