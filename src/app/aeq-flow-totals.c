/* SPDX-License-Identifier: MIT */
#include "aeq-flow-totals.h"

#include <glib/gi18n.h>

#include "aeq-screen-format.h"

static void
append_total (GString *text, const AeqFlowTotal *total)
{
  g_autofree char *in = aeq_screen_amount_exact (total->in, total->currency);
  g_autofree char *out = aeq_screen_amount_exact (total->out, total->currency);
  g_autofree char *net = NULL;

  if (total->overflow)
    {
      g_string_append_printf (text, _("\n%s: the sum is too large"), total->currency->code);
      return;
    }
  net = aeq_screen_amount_exact (total->in + total->out, total->currency); /* of opposite signs: it cannot overflow */
  g_string_append_printf (text, _("\n%s  in %s  out %s  net %s"), total->currency->code, in, out, net);
}

static char *
totals_text (GArray *totals, gboolean selected)
{
  GString *text = g_string_new (NULL);
  g_autofree char *count = NULL;
  guint n = 0;

  for (guint i = 0; i < totals->len; i++)
    n += g_array_index (totals, AeqFlowTotal, i).n;
  count = aeq_screen_count (n);
  g_string_append_printf (
      text, selected ? ngettext ("%s flow selected", "%s flows selected", n) : ngettext ("%s flow", "%s flows", n),
      count);
  for (guint i = 0; i < totals->len; i++)
    {
      const AeqFlowTotal *total = &g_array_index (totals, AeqFlowTotal, i);

      if (total->n > 0)
        append_total (text, total);
    }
  return g_string_free (text, FALSE);
}

static GArray *
selected_totals (const AeqFlowIndex *index, GtkBitset *selected)
{
  GArray *totals = g_array_new (FALSE, TRUE, sizeof (AeqFlowTotal));
  GtkBitsetIter iter;
  guint position;

  for (guint i = 0; i < index->totals->len; i++)
    {
      AeqFlowTotal total = { .currency = g_array_index (index->totals, AeqFlowTotal, i).currency };

      g_array_append_val (totals, total);
    }
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    aeq_flow_index_add (index, position, totals);
  return totals;
}

char *
aeq_flow_totals_text (const AeqFlowIndex *index, GtkBitset *selected)
{
  gboolean any = selected != NULL && !gtk_bitset_is_empty (selected);
  g_autoptr(GArray) totals = any ? selected_totals (index, selected) : g_array_ref (index->totals);

  return totals_text (totals, any);
}
