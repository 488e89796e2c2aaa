/* SPDX-License-Identifier: MIT */
#include <glib/gi18n.h>
#include <math.h>

#include "aeq-bcbs248-rows.h"
#include "aeq-job-report.h"

static const AeqSheetColumn TOOLS[] = {
  { N_("Tool"), N_("Of the BCBS 248 monitoring tools for intraday liquidity"), AEQ_VALUE_TEXT, 70, "tool" },
  { N_("Figure"), NULL, AEQ_VALUE_TEXT, 310, "figure" },
  { N_("First"), N_("Largest day of the month; of what was available the smallest"), AEQ_VALUE_MONEY, 118, "first" },
  { N_("On"), N_("The day of the first"), AEQ_VALUE_DATE, 100, "on" },
  { N_("Second"), NULL, AEQ_VALUE_MONEY, 118, "second" },
  { N_("Third"), NULL, AEQ_VALUE_MONEY, 118, "third" },
  { N_("Average"), N_("Over the business days of the month; a day without usage counts as 0"), AEQ_VALUE_MONEY, 118, "average" },
  { N_("Total"), N_("Sum of the month"), AEQ_VALUE_MONEY, 118, "total" },
  { N_("Count"), NULL, AEQ_VALUE_DECIMAL, 64, "count" },
  { N_("Share, %"), N_("Share of the day’s payments that was sent by then, mean of the days with payments"), AEQ_VALUE_DECIMAL, 76, "share_percent" },
};

static AeqValue
money_if (gboolean known, gint64 minor, const AeqCurrency *currency)
{
  return known ? aeq_value_money (minor, currency) : (AeqValue) { .kind = AEQ_VALUE_NONE };
}

static AeqValue
title_of (const AeqBcbsRow *row)
{
  g_autofree char *text = isnan (row->share) ? g_strdup (_(row->title)) : g_strdup_printf (_("Sent by %s"), row->name);

  return aeq_value_text (text);
}

static void
add_tool (AeqSheet *sheet, const AeqBcbsRow *from, const AeqCurrency *currency)
{
  AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);

  row->values[0] = aeq_value_text (from->tool);
  row->values[1] = title_of (from);
  row->values[2] = money_if (from->known[0], from->minor[0], currency);
  row->values[3] = aeq_value_date (from->known[0] ? from->date[0] : AEQ_DATE_NONE);
  row->values[4] = money_if (from->known[1], from->minor[1], currency);
  row->values[5] = money_if (from->known[2], from->minor[2], currency);
  row->values[6] = money_if (from->has_average, from->average, currency);
  row->values[7] = money_if (from->has_total, from->total, currency);
  if (from->has_count)
    row->values[8] = aeq_value_count (from->count);
  row->values[9] = aeq_value_percent (from->share);
}

AeqSheet *
aeq_report_tools_sheet (const AeqBcbsSection *section, AeqInstant as_of)
{
  g_autoptr(GArray) rows = aeq_bcbs_section_rows (section);
  AeqSheet *sheet = aeq_sheet_new (as_of, TOOLS, G_N_ELEMENTS (TOOLS));

  for (guint i = 0; i < rows->len; i++)
    if (!aeq_bcbs_row_is_flat (rows, i))
      add_tool (sheet, &g_array_index (rows, AeqBcbsRow, i), section->currency);
  return sheet;
}

static const AeqSheetColumn DAYS[] = {
  { N_("Day"), NULL, AEQ_VALUE_DATE, 96, "day" },
  { N_("Usage"), N_("Tool A(i): how far the cumulative net position fell below 0"), AEQ_VALUE_MONEY, 124, "usage" },
  { N_("At"), N_("When the usage was largest"), AEQ_VALUE_INSTANT, 124, "at" },
  { N_("Surplus"), N_("Tool A(i): how far the cumulative net position rose above 0"), AEQ_VALUE_MONEY, 124, "surplus" },
  { N_("Available"), N_("Tool A(ii): available intraday liquidity at the open"), AEQ_VALUE_MONEY, 124, "available" },
  { N_("Sent"), N_("Tool A(iii): gross payments sent"), AEQ_VALUE_MONEY, 124, "sent" },
  { N_("Received"), N_("Tool A(iii): gross payments received"), AEQ_VALUE_MONEY, 124, "received" },
  { N_("Obligations"), N_("Tool A(iv): time-specific obligations settled"), AEQ_VALUE_MONEY, 124, "obligations" },
  { N_("Late"), N_("Obligations due on the day that were settled after their time"), AEQ_VALUE_DECIMAL, 56, "late" },
  { N_("Missed"), N_("Obligations due on the day that were not paid in full"), AEQ_VALUE_DECIMAL, 64, "missed" },
};

static void
add_day (AeqSheet *sheet, const AeqBcbsDay *day, const AeqBcbsSection *section)
{
  AeqSheetRow *row = aeq_sheet_add (sheet, NULL, NULL);
  const AeqCurrency *currency = section->currency;

  row->values[0] = aeq_value_date (day->date);
  row->values[1] = aeq_value_money (day->reported.usage, currency);
  row->values[2] = aeq_value_instant (day->reported.usage_at, section->zone);
  row->values[3] = aeq_value_money (day->reported.surplus, currency);
  row->values[4] = money_if (day->available.known, day->available_total, currency);
  row->values[5] = aeq_value_money (day->sent, currency);
  row->values[6] = aeq_value_money (day->received, currency);
  row->values[7] = aeq_value_money (day->settled, currency);
  row->values[8] = aeq_value_count (day->late);
  row->values[9] = aeq_value_count (day->missed);
}

AeqSheet *
aeq_report_days_sheet (const AeqBcbsSection *section, AeqInstant as_of)
{
  AeqSheet *sheet = aeq_sheet_new (as_of, DAYS, G_N_ELEMENTS (DAYS));

  for (guint i = 0; i < section->figures->n_days; i++)
    add_day (sheet, &section->figures->days[i], section);
  return sheet;
}
