/* SPDX-License-Identifier: MIT */
#include "aeq-position-cells.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "aeq-screen-format.h"

#define END_CHARS 4    /* of a number, which people know it by */
#define SHORT_CHARS 14 /* a number that is shown whole */

#define BREACH_ERROR .2
#define BREACH_WARNING .05

static char *
shorten (const char *number)
{
  glong            length = g_utf8_strlen (number, -1);
  g_autofree char *head = NULL;

  if (length <= SHORT_CHARS)
    return g_strdup (number);
  head = g_utf8_substring (number, 0, 4);
  return g_strdup_printf ("%s…%s", head, g_utf8_offset_to_pointer (number, length - 2 * END_CHARS));
}

static const char *
end_of (const char *number)
{
  glong length = g_utf8_strlen (number, -1);

  return length > END_CHARS ? g_utf8_offset_to_pointer (number, length - END_CHARS) : number;
}

char *
aeq_position_account_text (const AeqPosition *row)
{
  if (row->n > 0) /* translators: the sums of so many accounts of a currency */
    return g_strdup_printf (ngettext ("All %s (%u account)", "All %s (%u accounts)", row->n), row->currency->code,
                            row->n);
  if (row->name == NULL || *row->name == '\0')
    return shorten (row->number);
  return g_strdup_printf ("%s ·%s", row->name, end_of (row->number));
}

char *
aeq_position_account_words (const AeqPosition *row)
{
  if (row->n > 0)
    return g_strdup (
        _("Sums of the accounts of one currency. Lowest points are not added up: they come at different times."));
  if (row->name == NULL || *row->name == '\0')
    return g_strdup_printf ("%s %s", row->number, row->currency->code);
  return g_strdup_printf ("%s, %s %s", row->name, row->number, row->currency->code);
}

static AeqLimitState
limit_state (const AeqPosition *row, gint64 balance)
{
  if (row->limit == AEQ_POSITION_NONE || balance == G_MAXINT64)
    return AEQ_LIMIT_UNKNOWN;
  if (balance < row->limit)
    return AEQ_LIMIT_BROKEN;
  return row->warning != AEQ_POSITION_NONE && balance < row->warning ? AEQ_LIMIT_WARNED : AEQ_LIMIT_WITHIN;
}

/* Of a past day the lowest point counts, of a day ahead its close. */
void
aeq_position_use (const AeqPosition *row, AeqLimitUse *use)
{
  gint64 now = row->when == AEQ_POSITION_TODAY ? row->balance : AEQ_POSITION_NONE;
  gint64 lowest = row->when == AEQ_POSITION_AHEAD ? row->closing : row->lowest;

  use->now = aeq_position_limit_use (row, now);
  use->lowest = aeq_position_limit_use (row, lowest);
  use->warning = aeq_position_limit_use (row, row->warning);
  use->state = limit_state (
      row, MIN (now != AEQ_POSITION_NONE ? now : G_MAXINT64, lowest != AEQ_POSITION_NONE ? lowest : G_MAXINT64));
}

static char *
amount_text (const AeqPosition *row, gint64 minor)
{
  if (minor == AEQ_POSITION_NONE)
    return g_strdup (row->n > 0 ? "" : "–");
  return aeq_screen_amount (minor, row->currency);
}

/* What goes out is below zero by its nature: only a balance there is worth a colour. */
static AeqViewCell
flow_cell (const AeqPosition *row, gint64 minor)
{
  return (AeqViewCell){ amount_text (row, minor), minor == AEQ_POSITION_NONE ? "dim-label"
                                                  : row->n > 0               ? "sum"
                                                                             : NULL };
}

static AeqViewCell
balance_cell (const AeqPosition *row, gint64 minor)
{
  AeqViewCell cell = flow_cell (row, minor);

  if (minor != AEQ_POSITION_NONE && minor < 0)
    cell.style = "negative";
  return cell;
}

static AeqViewCell
lowest_cell (gconstpointer data)
{
  const AeqPosition *row = data;
  AeqViewCell        cell = balance_cell (row, row->lowest);

  if (row->lowest == AEQ_POSITION_NONE)
    return cell;
  if (row->limit != AEQ_POSITION_NONE && row->lowest < row->limit)
    cell.style = "error";
  else if (row->warning != AEQ_POSITION_NONE && row->lowest < row->warning)
    cell.style = "warning";
  return cell;
}

static char *
clock_text (const AeqPosition *row, AeqInstant at)
{
  gint64  clock;
  AeqDate day;

  if (at == AEQ_INSTANT_NONE || row->zone == NULL)
    return g_strdup (row->n > 0 ? "" : "–");
  aeq_zone_to_local (row->zone, at, &day, &clock);
  return g_strdup_printf ("%02d:%02d", (int)(clock / AEQ_HOUR), (int)(clock % AEQ_HOUR / AEQ_MINUTE));
}

static AeqViewCell
lowest_at_cell (gconstpointer data)
{
  const AeqPosition *row = data;

  return (AeqViewCell){ clock_text (row, row->lowest_at), row->lowest_at == AEQ_INSTANT_NONE ? "dim-label" : NULL };
}

static AeqViewCell
breach_cell (gconstpointer data)
{
  const AeqPosition *row = data;

  if (isnan (row->p_breach))
    return (AeqViewCell){ g_strdup (row->n > 0 ? "" : "–"), "dim-label" };
  if (row->when == AEQ_POSITION_PAST)
    return (AeqViewCell){ g_strdup (row->p_breach > 0 ? _("Yes") : _("No")), row->p_breach > 0 ? "error" : NULL };
  return (AeqViewCell){ aeq_screen_share (row->p_breach), row->p_breach >= BREACH_ERROR     ? "error"
                                                          : row->p_breach >= BREACH_WARNING ? "warning"
                                                                                            : NULL };
}

/* Told apart only where the day has been lower than what lies ahead. */
static AeqViewCell
so_far_cell (gconstpointer data)
{
  const AeqPosition *row = data;
  gboolean lower = row->when == AEQ_POSITION_TODAY && (row->lowest == AEQ_POSITION_NONE || row->so_far < row->lowest);

  return balance_cell (row, lower ? row->so_far : AEQ_POSITION_NONE);
}

static AeqViewCell
so_far_at_cell (gconstpointer data)
{
  const AeqPosition *row = data;
  gboolean lower = row->when == AEQ_POSITION_TODAY && (row->lowest == AEQ_POSITION_NONE || row->so_far < row->lowest);

  return (AeqViewCell){ clock_text (row, lower ? row->so_far_at : AEQ_INSTANT_NONE), lower ? NULL : "dim-label" };
}

static AeqViewCell
currency_cell (gconstpointer data)
{
  const AeqPosition *row = data;

  return (AeqViewCell){ g_strdup (row->currency->code), row->n > 0 ? "sum" : NULL };
}

static AeqViewCell
now_cell (gconstpointer data)
{
  return balance_cell (data, ((const AeqPosition *)data)->balance);
}

static AeqViewCell
closing_cell (gconstpointer data)
{
  return balance_cell (data, ((const AeqPosition *)data)->closing);
}

static AeqViewCell
expected_cell (gconstpointer data)
{
  return flow_cell (data, ((const AeqPosition *)data)->expected);
}

static AeqViewCell
opening_cell (gconstpointer data)
{
  return balance_cell (data, ((const AeqPosition *)data)->opening);
}

static AeqViewCell
in_cell (gconstpointer data)
{
  return flow_cell (data, ((const AeqPosition *)data)->in);
}

static AeqViewCell
out_cell (gconstpointer data)
{
  return flow_cell (data, ((const AeqPosition *)data)->out);
}

static AeqViewCell
limit_cell (gconstpointer data)
{
  return balance_cell (data, ((const AeqPosition *)data)->limit);
}

static AeqViewCell
warning_cell (gconstpointer data)
{
  return balance_cell (data, ((const AeqPosition *)data)->warning);
}

/* What is asked for first stands first: the rest is scrolled to where a window is narrow. */
static const AeqViewColumn COLUMNS[] = {
  { N_("Currency"), 60, FALSE, FALSE, currency_cell },
  { N_("Now"), 118, TRUE, FALSE, now_cell },
  { N_("Lowest Point"), 118, TRUE, FALSE, lowest_cell },
  { N_("At"), 50, TRUE, FALSE, lowest_at_cell },
  { N_("Breach"), 80, TRUE, FALSE, breach_cell },
  { N_("Projected Close"), 118, TRUE, FALSE, closing_cell },
  { N_("To Come"), 118, TRUE, FALSE, expected_cell },
  { N_("Opening"), 118, TRUE, FALSE, opening_cell },
  { N_("In"), 118, TRUE, FALSE, in_cell },
  { N_("Out"), 118, TRUE, FALSE, out_cell },
  { N_("Low so Far"), 118, TRUE, FALSE, so_far_cell },
  { N_("At"), 50, TRUE, FALSE, so_far_at_cell },
  { N_("Limit"), 118, TRUE, FALSE, limit_cell },
  { N_("Early Warning"), 118, TRUE, FALSE, warning_cell },
};

static const char *const TOOLTIPS[G_N_ELEMENTS (COLUMNS)] = {
  N_("Currency of the account. Amounts of different currencies are never added up"),
  N_("Ledger balance: the bank’s newest balance and what was booked since"),
  N_("Lowest balance from now to the end of the day, in the middle of what is likely; of a past day the lowest that "
     "was. Where the forecast has the day’s low behind it, the lowest place of its middle line that is left"),
  N_("Time slice in which the lowest point most likely comes, on the account’s clock"),
  N_("Chance that the balance falls below the limit before the day ends; of a past day whether it did"),
  N_("Balance at the end of the day, in the middle of what is likely"),
  N_("Net of announced and pending flows of the day that have not come"),
  N_("Ledger balance when the day began; of a day ahead the projected close of the day before"),
  N_("Receipts booked on the day"),
  N_("Payments booked on the day"),
  N_("Lowest balance that has been today, where it is lower than what lies ahead"),
  N_("When that was, on the account’s clock"),
  N_("A balance below it is a breach"),
  N_("A balance below it is a warning"),
};

const AeqViewColumn *
aeq_position_columns (guint *n)
{
  *n = G_N_ELEMENTS (COLUMNS);
  return COLUMNS;
}

const char *
aeq_position_column_tooltip (guint i)
{
  g_return_val_if_fail (i < G_N_ELEMENTS (TOOLTIPS), NULL);
  return TOOLTIPS[i];
}

void
aeq_position_append_titles (GString *text)
{
  static const char *const TITLES[] = {
    N_("Account"),    N_("Name"),
    N_("Currency"),   N_("Date"),
    N_("Now"),        N_("Lowest Point"),
    N_("At"),         N_("Breach"),
    N_("Limit Use"),  N_("Projected Close"),
    N_("To Come"),    N_("Opening"),
    N_("In"),         N_("Out"),
    N_("Low so Far"), N_("At"),
    N_("Limit"),      N_("Early Warning"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (TITLES); i++)
    g_string_append_printf (text, "%s%c", _(TITLES[i]), i + 1 < G_N_ELEMENTS (TITLES) ? '\t' : '\n');
}

static void
append_amount (GString *text, const AeqPosition *row, gint64 minor)
{
  char buffer[AEQ_MONEY_TEXT_SIZE];

  g_string_append_c (text, '\t');
  if (minor != AEQ_POSITION_NONE)
    g_string_append (text, aeq_money_format (minor, row->currency->exponent, buffer));
}

static void
append_share (GString *text, double share)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, '\t');
  if (isfinite (share))
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4f", share));
}

static void
append_clock (GString *text, const AeqPosition *row, AeqInstant at)
{
  g_autofree char *clock = at != AEQ_INSTANT_NONE ? clock_text (row, at) : NULL;

  g_string_append_printf (text, "\t%s", clock != NULL ? clock : "");
}

void
aeq_position_append_line (GString *text, const AeqPosition *row)
{
  char date[AEQ_DATE_TEXT_SIZE];

  if (row->n > 0)
    return;
  g_string_append_printf (text, "%s\t%s\t%s\t%s", row->number, row->name != NULL ? row->name : "", row->currency->code,
                          aeq_date_format (row->day, date));
  append_amount (text, row, row->balance);
  append_amount (text, row, row->lowest);
  append_clock (text, row, row->lowest_at);
  append_share (text, row->p_breach);
  append_share (text, aeq_position_limit_use (row, row->lowest));
  append_amount (text, row, row->closing);
  append_amount (text, row, row->expected);
  append_amount (text, row, row->opening);
  append_amount (text, row, row->in);
  append_amount (text, row, row->out);
  append_amount (text, row, row->so_far);
  append_clock (text, row, row->so_far_at);
  append_amount (text, row, row->limit);
  append_amount (text, row, row->warning);
  g_string_append_c (text, '\n');
}
