/* SPDX-License-Identifier: MIT */
#include "aeq-flow-totals.h"

#include <glib/gi18n.h>

static char *
totals_text (GArray *totals, gboolean selected)
{
  GString *text = g_string_new (NULL);
  char count[AEQ_MONEY_TEXT_SIZE + 8];
  guint n = 0;

  for (guint i = 0; i < totals->len; i++)
    n += g_array_index (totals, AeqFlowTotal, i).n;
  g_string_append_printf (text, selected ? ngettext ("%s flow selected", "%s flows selected", n) : ngettext ("%s flow", "%s flows", n),
                          aeq_money_format_grouped (n, 0, count));
  for (guint i = 0; i < totals->len; i++)
    {
      const AeqFlowTotal *total = &g_array_index (totals, AeqFlowTotal, i);
      char in[AEQ_MONEY_TEXT_SIZE + 8], out[AEQ_MONEY_TEXT_SIZE + 8], net[AEQ_MONEY_TEXT_SIZE + 8];
      guint digits = total->currency->exponent;

      if (total->n == 0)
        continue;
      if (total->overflow)
        g_string_append_printf (text, _("\n%s: the sum is too large"), total->currency->code);
      else /* of opposite signs: the net cannot overflow */
        g_string_append_printf (text, _("\n%s  in %s  out %s  net %s"), total->currency->code,
                                aeq_money_format_grouped (total->in, digits, in), aeq_money_format_grouped (total->out, digits, out),
                                aeq_money_format_grouped (total->in + total->out, digits, net));
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
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
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
