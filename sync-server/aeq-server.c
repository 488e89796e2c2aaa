/* SPDX-License-Identifier: MIT */
#include "aeq-server.h"

#include <sodium.h>

#include "aeq-broker.h"
#include "aeq-router.h"
#include "aeq-secret.h"
#include "aeq-tasks.h"

#define QUEUE 16 /* a worker's, beyond which the client is told to come again */

static gboolean
share_limits (AeqServer *self, GError **error)
{
  g_autoptr(GError) local = NULL;
  AeqSharedLimits *shared = aeq_shared_limits_new (self->config.redis, self->config.redis_password_file, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->limiter = aeq_limiter_new (shared);
  return TRUE;
}

static gboolean
start (AeqServer *self, GError **error)
{
  g_autofree char *key_path = NULL;
  g_autofree char *seal_path = NULL;

  if ((self->stores = aeq_stores_new (self->config.data, self->config.database, self->config.database_password_file,
                                      error)) == NULL ||
      !aeq_stores_own (self->stores, error))
    return FALSE;
  aeq_stores_set_kept (self->stores, (gsize) self->config.kept_kilobytes << 10);
  key_path = aeq_stores_key_path (self->stores);
  seal_path = aeq_config_seal_path (&self->config);
  if (!aeq_key_load (key_path, self->key, sizeof self->key, error) ||
      (self->seal = aeq_seal_load (seal_path, error)) == NULL)
    return FALSE;
  if (!share_limits (self, error))
    return FALSE;
  self->writer = aeq_writer_new (self->stores);
  self->passwords = aeq_pool_new ((guint) self->config.workers, QUEUE, FALSE, aeq_router_work);
  self->workers = aeq_pool_new ((guint) self->config.workers, QUEUE, TRUE, aeq_router_work);
  self->providers = aeq_pool_new ((guint) self->config.workers, QUEUE, FALSE, aeq_router_work);
  self->issuers = aeq_issuers_new (self->config.private_addresses != 0);
  self->drops = aeq_broker_memory_new ();
  self->tasks = aeq_tasks_new ();
  self->by_address = aeq_back_off_new ();
  self->by_email = aeq_back_off_new ();
  return TRUE;
}

AeqServer *
aeq_server_new (AeqConfig *config, GError **error)
{
  AeqServer *self = g_new0 (AeqServer, 1);

  self->config = *config;
  *config = (AeqConfig) { 0 };
  if (start (self, error))
    return self;
  aeq_server_free (self);
  return NULL;
}

static void
write_usage (AeqTenant *tenant, gpointer data)
{
  if (aeq_usage_is_pending (aeq_tenant_usage (tenant)))
    aeq_writer_touch (data, tenant);
}

/* Workers use the writer, so they end first. */
void
aeq_server_free (AeqServer *self)
{
  if (self == NULL)
    return;
  aeq_pool_free (self->passwords);
  aeq_pool_free (self->workers);
  aeq_pool_free (self->providers);
  aeq_tasks_free (self->tasks);
  if (self->writer != NULL)
    aeq_stores_each_tenant (self->stores, write_usage, self->writer);
  aeq_writer_free (self->writer);
  aeq_stores_free (self->stores);
  aeq_issuers_free (self->issuers);
  aeq_broker_memory_free (self->drops);
  aeq_limiter_free (self->limiter);
  aeq_back_off_free (self->by_address);
  aeq_back_off_free (self->by_email);
  aeq_seal_free (self->seal);
  aeq_config_clear (&self->config);
  sodium_memzero (self->key, sizeof self->key);
  g_free (self);
}
