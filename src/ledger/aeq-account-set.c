/* SPDX-License-Identifier: MIT */
#include "aeq-account-set.h"

void
aeq_account_set_free (AeqAccountSet *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->accounts);
  g_free (self);
}

static gboolean
is_member (AeqStatement *stmt, const char *name, const AeqAccount *account, gboolean *member, GError **error)
{
  aeq_statement_reset (stmt);
  aeq_statement_bind_text (stmt, 1, name);
  aeq_statement_bind_int64 (stmt, 2, account->id);
  return aeq_statement_step (stmt, member, error);
}

static gboolean
fill_members (AeqLedger *ledger, AeqAccountSet *set, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean member;

  if (accounts == NULL ||
      (stmt = aeq_store_prepare (
         ledger->store, "SELECT 1 FROM account_set_member WHERE set_name = ?1 AND account_id = ?2", error)) == NULL)
    return FALSE;
  for (guint i = 0; i < accounts->len;)
    {
      if (!is_member (stmt, set->name, accounts->pdata[i], &member, error))
        return FALSE;
      if (member)
        g_ptr_array_add (set->accounts, g_ptr_array_steal_index (accounts, i));
      else
        i++;
    }
  return TRUE;
}

static AeqAccountSet *
set_new (AeqStatement *stmt)
{
  AeqAccountSet *set = g_new0 (AeqAccountSet, 1);

  set->name = g_strdup (aeq_statement_get_text (stmt, 0));
  set->nets = aeq_statement_get_int64 (stmt, 1) != 0;
  set->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_account_free);
  return set;
}

GPtrArray *
aeq_account_set_list (AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_account_set_free);
  g_autoptr(AeqStatement) stmt =
    aeq_store_prepare (ledger->store, "SELECT name, nets FROM account_set ORDER BY name", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&sets);
      g_ptr_array_add (sets, set_new (stmt));
      if (!fill_members (ledger, sets->pdata[sets->len - 1], error))
        return NULL;
    }
  return NULL;
}
