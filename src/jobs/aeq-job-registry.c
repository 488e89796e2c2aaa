/* SPDX-License-Identifier: MIT */
#include "aeq-job-registry.h"

#include "aeq-model-pack.h"

AeqRegistry *
aeq_job_registry (AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) list = aeq_model_list (ledger, error);
  AeqRegistry *self;

  if (list == NULL)
    return NULL;
  self = g_new (AeqRegistry, 1);
  self->as_of = ledger->now;
  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_model_record_free);
  self->cards = g_ptr_array_new_with_free_func (g_free);
  while (list->len > 0)
    {
      AeqModelRecord *record = g_ptr_array_steal_index (list, list->len - 1);

      g_ptr_array_add (self->models, record);
      g_ptr_array_add (self->cards, aeq_model_card (record->family, record->version, record->metadata));
    }
  return self;
}

void
aeq_registry_free (AeqRegistry *self)
{
  g_ptr_array_unref (self->models);
  g_ptr_array_unref (self->cards);
  g_free (self);
}

static gboolean
apply (AeqLedger *ledger, const char *family, const char *version, char **current, GError **error)
{
  if (version == NULL)
    return aeq_model_rollback (ledger, family, current, error);
  *current = g_strdup (version);
  return aeq_model_promote (ledger, version, error);
}

AeqRegistryChange *
aeq_job_registry_change (AeqLedger *ledger, const char *family, const char *version, GError **error)
{
  g_autoptr(AeqRegistryChange) self = g_new0 (AeqRegistryChange, 1);

  if (!aeq_store_begin (ledger->store, error))
    return NULL;
  if ((self->before = aeq_model_list (ledger, error)) != NULL && apply (ledger, family, version, &self->current, error) &&
      (self->after = aeq_model_list (ledger, error)) != NULL && aeq_store_commit (ledger->store, error))
    return g_steal_pointer (&self);
  aeq_store_rollback (ledger->store);
  return NULL;
}

gboolean
aeq_job_registry_restore (AeqLedger *ledger, const AeqRegistryChange *change, gboolean redo, GError **error)
{
  return aeq_model_restore (ledger, redo ? change->after : change->before, error);
}

void
aeq_registry_change_free (AeqRegistryChange *self)
{
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_clear_pointer (&self->after, g_ptr_array_unref);
  g_free (self->current);
  g_free (self);
}
