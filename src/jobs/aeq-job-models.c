/* SPDX-License-Identifier: MIT */
#include "aeq-job-models.h"

#include "aeq-account.h"
#include "aeq-error.h"
#include "aeq-model.h"

AeqModelPack *
aeq_job_models_find (AeqLedger *ledger, const char *version, char **status, GError **error)
{
  g_autoptr (GPtrArray) list = aeq_model_list (ledger, error);
  g_autoptr (AeqModelPack) pack = NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const AeqModelRecord *record = list->pdata[i];

      if (!g_str_equal (record->version, version))
        continue;
      pack = g_new0 (AeqModelPack, 1);
      pack->family = g_strdup (record->family);
      pack->version = g_strdup (record->version);
      pack->metadata = g_strdup (record->metadata);
      if ((pack->content = aeq_model_content (ledger, version, error)) == NULL)
        return NULL;
      if (status != NULL)
        *status = g_strdup (record->status);
      return g_steal_pointer (&pack);
    }
  if (list != NULL)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "there is no model version %s: models lists them", version);
  return NULL;
}

gboolean
aeq_job_models_export (AeqLedger *ledger, const char *version, const char *folder, GError **error)
{
  g_autoptr (AeqModelPack) pack = aeq_job_models_find (ledger, version, NULL, error);
  g_autofree char *there = g_build_filename (folder, "metadata.json", NULL);

  if (pack == NULL)
    return FALSE;
  if (g_file_test (there, G_FILE_TEST_EXISTS))
    return aeq_error_refuse (error, AEQ_ERROR_EXISTS, there, 0, NULL,
                             "this folder holds a model already: give another one");
  return aeq_model_pack_write (pack, folder, error);
}

/* Whether the ledger has the version, and whether any version of it has the same bytes (then @same is named). */
static gboolean
look_up (AeqLedger *ledger, const AeqModelPack *pack, gboolean *taken, char **same, GError **error)
{
  g_autoptr (GPtrArray) list = aeq_model_list (ledger, error);

  *taken = FALSE;
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const AeqModelRecord *record = list->pdata[i];
      g_autoptr (GBytes) content = aeq_model_content (ledger, record->version, error);

      if (content == NULL)
        return FALSE;
      *taken |= g_str_equal (record->version, pack->version);
      if (*same == NULL && g_bytes_equal (content, pack->content))
        *same = g_strdup (record->version);
    }
  return list != NULL;
}

static char *
named_before (const char *metadata, const char *version)
{
  g_autoptr (JsonNode) node = json_from_string (metadata, NULL);

  json_object_set_string_member (json_node_get_object (node), "imported_as", version);
  return json_to_string (node, FALSE);
}

static gboolean
register_pack (AeqLedger *ledger, AeqModelPack *pack, const char *folder, char **version, GError **error)
{
  g_autofree char *same = NULL;
  g_autofree char *metadata = NULL;
  gboolean         taken;

  if (!look_up (ledger, pack, &taken, &same, error))
    return FALSE;
  if (same != NULL)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS, "the model of %s is in the ledger already, as %s", folder, same);
      return FALSE;
    }
  metadata = named_before (pack->metadata, pack->version);
  *version = taken ? aeq_model_next (ledger, pack->family, error) : g_strdup (pack->version);
  return *version != NULL && aeq_model_put (ledger, pack->family, *version, "shadow", metadata, pack->content, error);
}

gboolean
aeq_job_models_import (AeqLedger *ledger, const char *folder, char **version, GError **error)
{
  g_autoptr (AeqModelPack) pack = aeq_model_pack_read (folder, error);

  *version = NULL;
  if (pack == NULL || !aeq_store_begin (ledger->store, error))
    return FALSE;
  if (register_pack (ledger, pack, folder, version, error) && aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  g_clear_pointer (version, g_free);
  return FALSE;
}

/* FALSE without an error when the model does not know an account. */
static gboolean
knows_all (AeqLedger *ledger, const AeqModel *model, GError **error)
{
  g_autoptr (GPtrArray) accounts = aeq_account_list (ledger, error);
  char id[AEQ_ID_TEXT_SIZE];

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    if (!aeq_model_knows (model, aeq_id_format (&((AeqAccount *)accounts->pdata[i])->uid, id)))
      return FALSE;
  return accounts != NULL;
}

static gboolean
put_shipped (AeqLedger *ledger, const AeqModelPack *pack, char **version, GError **error)
{
  *version = g_strdup (pack->version);
  return aeq_model_put (ledger, pack->family, pack->version, "current", pack->metadata, pack->content, error);
}

gboolean
aeq_job_models_ship (AeqLedger *ledger, char **version, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AeqModelPack) pack = aeq_model_pack_shipped (NULL);
  g_autoptr (AeqModel) model = pack != NULL ? aeq_model_load (pack->content, NULL) : NULL;
  g_autoptr (GPtrArray) list = aeq_model_list (ledger, error);
  g_autoptr (GBytes) there = NULL;

  *version = NULL;
  if (list == NULL)
    return FALSE;
  /* Without it the plain methods speak; a build whose shipped model no longer fits shows in the tests. */
  if (list->len > 0)
    there = aeq_model_current (ledger, AEQ_MODEL_STEADY, version, &local);
  else if (model != NULL && knows_all (ledger, model, &local))
    return put_shipped (ledger, pack, version, error);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
