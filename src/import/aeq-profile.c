/* SPDX-License-Identifier: MIT */
#include "aeq-profile.h"

#include <string.h>

#include "aeq-csv-fold.h"

static const char *const ROLE_NAMES[AEQ_ROLE_LAST] = {
  "none",         "settle_ts", "booking_date",   "value_date", "transaction_date",
  "time",         "credit",    "debit",          "amount",     "fee",
  "direction",    "currency",  "balance",        "opening",    "closing",
  "iban",         "account",   "status",         "category",   "counterparty_account",
  "counterparty", "reference", "bank_reference", "narrative",  "name",
  "bank",         "kind",      "zone",           "calendar",   "opened",
  "date",         "isin",      "instrument",     "quantity",   "price",
  "market_value", "methodology", "requirement",  "excess",     "equity",
  "call_due_ts",  "call_amount",
};

const char *
aeq_column_role_name (AeqColumnRole role)
{
  return role < AEQ_ROLE_LAST ? ROLE_NAMES[role] : ROLE_NAMES[AEQ_ROLE_NONE];
}

AeqColumnRole
aeq_column_role_parse (const char *name)
{
  for (guint i = AEQ_ROLE_NONE + 1; i < AEQ_ROLE_LAST; i++)
    if (g_strcmp0 (ROLE_NAMES[i], name) == 0)
      return i;
  return AEQ_ROLE_NONE;
}

static void
column_free (AeqProfileColumn *column)
{
  g_free (column->header);
  aeq_fixed_field_free (column->field);
  g_free (column);
}

static void
filter_free (AeqProfileFilter *filter)
{
  g_free (filter->header);
  g_strfreev (filter->values);
  g_free (filter);
}

AeqProfile *
aeq_profile_new (const char *name, AeqProfileKind kind)
{
  AeqProfile *self = g_new0 (AeqProfile, 1);

  self->name = g_strdup (name);
  self->kind = kind;
  self->fingerprints = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) filter_free);
  self->time_of_day = -1;
  return self;
}

void
aeq_profile_free (AeqProfile *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_ptr_array_unref (self->fingerprints);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->filters);
  g_strfreev (self->debit_words);
  g_strfreev (self->credit_words);
  g_free (self->account);
  g_free (self->zone);
  aeq_fixed_layout_free (self->layout);
  g_free (self);
}

AeqProfileColumn *
aeq_profile_add_column (AeqProfile *self, const char *header, guint index, AeqColumnRole role)
{
  AeqProfileColumn *column = g_new0 (AeqProfileColumn, 1);

  column->header = g_strdup (header);
  column->index = index;
  column->role = role;
  g_ptr_array_add (self->columns, column);
  return column;
}

void
aeq_profile_add_filter (AeqProfile *self, const char *header, const char *const *values, gboolean keep)
{
  AeqProfileFilter *filter = g_new0 (AeqProfileFilter, 1);

  filter->header = g_strdup (header);
  filter->values = g_strdupv ((char **) values);
  filter->keep = keep;
  g_ptr_array_add (self->filters, filter);
}

void
aeq_profile_add_fingerprint (AeqProfile *self, const char *fingerprint)
{
  if (!aeq_profile_has_fingerprint (self, fingerprint))
    g_ptr_array_add (self->fingerprints, g_strdup (fingerprint));
}

gboolean
aeq_profile_has_fingerprint (const AeqProfile *self, const char *fingerprint)
{
  return g_ptr_array_find_with_equal_func (self->fingerprints, fingerprint, g_str_equal, NULL);
}

AeqProfile *
aeq_profile_copy (const AeqProfile *self)
{
  AeqProfile *copy = aeq_profile_new (self->name, self->kind);

  for (guint i = 0; i < self->fingerprints->len; i++)
    aeq_profile_add_fingerprint (copy, g_ptr_array_index (self->fingerprints, i));
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AeqProfileColumn *column = g_ptr_array_index (self->columns, i);

      AeqProfileColumn *added = aeq_profile_add_column (copy, column->header, column->index, column->role);

      added->field = aeq_fixed_field_copy (column->field);
    }
  for (guint i = 0; i < self->filters->len; i++)
    {
      const AeqProfileFilter *filter = g_ptr_array_index (self->filters, i);

      aeq_profile_add_filter (copy, filter->header, (const char *const *) filter->values, filter->keep);
    }
  copy->delimiter = self->delimiter;
  copy->decimal = self->decimal;
  copy->date_order = self->date_order;
  copy->sign = self->sign;
  copy->debit_words = g_strdupv (self->debit_words);
  copy->credit_words = g_strdupv (self->credit_words);
  copy->currency = self->currency;
  copy->account = g_strdup (self->account);
  copy->scale = self->scale;
  copy->time_of_day = self->time_of_day;
  copy->zone = g_strdup (self->zone);
  copy->layout = aeq_fixed_layout_copy (self->layout);
  return copy;
}

char *
aeq_profile_fingerprint (const char *const *cells, guint n_cells)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  while (n_cells > 0 && *cells[n_cells - 1] == '\0')
    n_cells--;
  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *folded = aeq_csv_fold (cells[i], -1);

      g_checksum_update (sum, (const guchar *) folded, (gssize) strlen (folded) + 1);
    }
  return g_strdup (g_checksum_get_string (sum));
}
