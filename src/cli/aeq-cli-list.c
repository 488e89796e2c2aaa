/* SPDX-License-Identifier: MIT */
#include "aeq-cli-list.h"

void
aeq_cli_list_begin (AeqCliList *self, AeqCli *cli, AeqCliTable *table)
{
  *self = (AeqCliList) { .cli = cli, .table = table };
  if (!cli->json)
    return;
  g_clear_pointer (&self->table, aeq_cli_table_free);
  self->json = aeq_json_new (cli->out);
  aeq_json_begin_array (self->json, NULL);
}

gboolean
aeq_cli_list_load_accounts (AeqCliList *self, AeqLedger *ledger, GError **error)
{
  if ((self->accounts = aeq_account_list (ledger, error)) == NULL)
    return FALSE;
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < self->accounts->len; i++)
    g_hash_table_insert (self->by_id, &((AeqAccount *) self->accounts->pdata[i])->id, self->accounts->pdata[i]);
  return TRUE;
}

const AeqAccount *
aeq_cli_list_account (const AeqCliList *self, gint64 id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

static void
print (AeqCliList *self)
{
  if (self->json == NULL)
    {
      aeq_cli_table_print (g_steal_pointer (&self->table), self->cli->out);
      return;
    }
  aeq_json_end_array (self->json);
  g_string_append_c (self->cli->out, '\n');
}

gboolean
aeq_cli_list_end (AeqCliList *self, gboolean ok)
{
  if (ok)
    print (self);
  else
    g_string_truncate (self->cli->out, 0);
  g_clear_pointer (&self->table, aeq_cli_table_free);
  g_clear_pointer (&self->json, aeq_json_free);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  return ok;
}
