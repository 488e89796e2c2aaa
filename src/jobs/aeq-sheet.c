/* SPDX-License-Identifier: MIT */
#include "aeq-sheet.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static void
row_free (gpointer data)
{
  AeqSheetRow *self = data;

  for (guint i = 0; i < AEQ_SHEET_MAX_COLUMNS; i++)
    g_free (self->values[i].text);
  g_free (self);
}

void
aeq_sheet_free (AeqSheet *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

AeqSheet *
aeq_sheet_new (AeqInstant as_of, const AeqSheetColumn *columns, guint n_columns)
{
  AeqSheet *self = g_new0 (AeqSheet, 1);

  g_assert (n_columns <= AEQ_SHEET_MAX_COLUMNS);
  self->columns = columns;
  self->n_columns = n_columns;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->as_of = as_of;
  return self;
}

AeqSheetRow *
aeq_sheet_add (AeqSheet *self, const AeqAccount *account, const AeqId *uid)
{
  AeqSheetRow *row = g_new0 (AeqSheetRow, 1);

  if (account != NULL)
    row->account = account->uid;
  if (uid != NULL)
    row->uid = *uid;
  g_ptr_array_add (self->rows, row);
  return row;
}

static GPtrArray *
scope_accounts (const AeqSheetScope *self, AeqLedger *ledger, GError **error)
{
  GPtrArray *accounts = aeq_account_list (ledger, error);

  for (guint i = accounts != NULL ? accounts->len : 0; i-- > 0;)
    {
      const AeqAccount *account = accounts->pdata[i];

      if ((self->one_account && !aeq_id_equal (&account->uid, &self->account)) ||
          (self->currency != NULL && account->currency != self->currency))
        g_ptr_array_remove_index (accounts, i);
    }
  return accounts;
}

AeqSheet *
aeq_sheet_read (AeqLedger *ledger, const AeqSheetColumn *columns, guint n_columns, const AeqSheetScope *scope, AeqSheetFunc add,
                GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqSheet) self = aeq_sheet_new (ledger->now, columns, n_columns);
  g_autoptr(GPtrArray) accounts = scope_accounts (scope, ledger, error);

  if (accounts == NULL)
    return NULL;
  for (guint i = 0; i < accounts->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !add (self, ledger, accounts->pdata[i], scope->date, error))
      return NULL;
  return g_steal_pointer (&self);
}

AeqValue
aeq_value_text (const char *text)
{
  return (AeqValue) { .kind = text != NULL ? AEQ_VALUE_TEXT : AEQ_VALUE_NONE, .text = g_strdup (text) };
}

AeqValue
aeq_value_money (gint64 minor, const AeqCurrency *currency)
{
  return (AeqValue) { .kind = AEQ_VALUE_MONEY, .tone = minor < 0 ? AEQ_TONE_BAD : AEQ_TONE_PLAIN, .number = minor,
                      .currency = currency };
}

AeqValue
aeq_value_date (AeqDate date)
{
  return (AeqValue) { .kind = date != AEQ_DATE_NONE ? AEQ_VALUE_DATE : AEQ_VALUE_NONE, .number = date };
}

AeqValue
aeq_value_instant (AeqInstant instant, const AeqZone *zone)
{
  return (AeqValue){ .kind = instant != AEQ_INSTANT_NONE ? AEQ_VALUE_INSTANT : AEQ_VALUE_NONE,
                     .number = instant,
                     .zone = zone };
}

AeqValue
aeq_value_decimal (const char *text)
{
  return (AeqValue) { .kind = text != NULL ? AEQ_VALUE_DECIMAL : AEQ_VALUE_NONE, .text = g_strdup (text) };
}

AeqValue
aeq_value_count (gint64 n)
{
  return (AeqValue) { .kind = AEQ_VALUE_DECIMAL, .text = g_strdup_printf ("%" G_GINT64_FORMAT, n) };
}

AeqValue
aeq_value_percent (double share)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (share))
    return (AeqValue) { .kind = AEQ_VALUE_NONE };
  return aeq_value_decimal (g_ascii_formatd (text, sizeof text, "%.1f", 100 * share));
}

static char *
format_instant (const AeqValue *self)
{
  char day[AEQ_DATE_TEXT_SIZE];
  gint64 time_of_day;
  AeqDate date;

  aeq_zone_to_local (self->zone, self->number, &date, &time_of_day);
  return g_strdup_printf ("%s %02d:%02d", aeq_date_format (date, day), (int) (time_of_day / AEQ_HOUR),
                          (int) (time_of_day % AEQ_HOUR / AEQ_MINUTE));
}

/* The whole part in groups of three; the figure itself stays as it was written. */
static char *
group_decimal (const char *text)
{
  gsize sign = *text == '-' ? 1 : 0;
  gsize whole = strspn (text + sign, "0123456789");
  GString *out = g_string_new_len (text, (gssize) sign);

  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, text[sign + i]);
    }
  return g_string_free (g_string_append (out, text + sign + whole), FALSE);
}

static char *
format (const AeqValue *self, gboolean grouped)
{
  char buffer[AEQ_MONEY_TEXT_SIZE + 8];

  switch (self->kind)
    {
    case AEQ_VALUE_MONEY:
      return g_strdup (grouped ? aeq_money_format_grouped (self->number, self->currency->exponent, buffer)
                               : aeq_money_format (self->number, self->currency->exponent, buffer));
    case AEQ_VALUE_DATE:
      return g_strdup (aeq_date_format ((AeqDate) self->number, buffer));
    case AEQ_VALUE_INSTANT:
      return format_instant (self);
    case AEQ_VALUE_DECIMAL:
      return grouped ? group_decimal (self->text) : g_strdup (self->text);
    case AEQ_VALUE_TEXT:
    case AEQ_VALUE_NONE:
    default:
      return g_strdup (self->text != NULL ? self->text : "");
    }
}

char *
aeq_value_show (const AeqValue *self)
{
  return self->kind == AEQ_VALUE_NONE ? g_strdup ("–") : format (self, TRUE);
}

char *
aeq_value_plain (const AeqValue *self)
{
  return format (self, FALSE);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* Amounts of the same figure in minor units of another size are not the same: 100 yen and 100 cents. */
static int
compare_money (const AeqValue *a, const AeqValue *b)
{
  __int128 left = a->number;
  __int128 right = b->number;

  left *= aeq_money_scale (b->currency->exponent);
  right *= aeq_money_scale (a->currency->exponent);
  return (left > right) - (left < right);
}

int
aeq_value_compare (const AeqValue *a, const AeqValue *b)
{
  if (a->kind == AEQ_VALUE_NONE || b->kind == AEQ_VALUE_NONE)
    return (a->kind == AEQ_VALUE_NONE) - (b->kind == AEQ_VALUE_NONE);
  if (a->kind == AEQ_VALUE_MONEY)
    return compare_money (a, b);
  if (a->kind == AEQ_VALUE_DATE || a->kind == AEQ_VALUE_INSTANT)
    return compare_numbers (a->number, b->number);
  if (a->kind == AEQ_VALUE_DECIMAL) /* only its order: the figure itself stays text */
    {
      double left = g_ascii_strtod (a->text, NULL);
      double right = g_ascii_strtod (b->text, NULL);

      return (left > right) - (left < right);
    }
  return g_utf8_collate (a->text, b->text);
}

/* A tab or a line end within a text would move the cells after it. */
static void
append_cell (GString *out, const char *text, gboolean last)
{
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, (guchar) *p < ' ' ? ' ' : *p);
  g_string_append_c (out, last ? '\n' : '\t');
}

char *
aeq_sheet_copy (const AeqSheet *self, gboolean headers, GPtrArray *rows)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; headers && i < self->n_columns; i++)
    append_cell (out, _(self->columns[i].title), i + 1 == self->n_columns);
  for (guint row = 0; row < rows->len; row++)
    for (guint i = 0; i < self->n_columns; i++)
      {
        g_autofree char *text = aeq_value_plain (&((const AeqSheetRow *) rows->pdata[row])->values[i]);

        append_cell (out, text, i + 1 == self->n_columns);
      }
  return g_string_free (out, FALSE);
}
