/* SPDX-License-Identifier: MIT */
#include "aeq-model-keeper.h"

#include "aeq-forecast-store.h"

struct _AeqModelKeeper
{
  char     *version; /* (nullable) of the model; NULL: none is kept */
  AeqModel *model;
  GThread  *thread;  /* (nullable) */
  GBytes   *content; /* what the thread parses */
  gboolean  sound;
  GError   *error;
};

AeqModelKeeper *
aeq_model_keeper_new (void)
{
  return g_new0 (AeqModelKeeper, 1);
}

static void
join (AeqModelKeeper *self)
{
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->content, g_bytes_unref);
}

static void
forget (AeqModelKeeper *self)
{
  join (self);
  g_clear_pointer (&self->model, aeq_model_unref);
  g_clear_pointer (&self->version, g_free);
  g_clear_error (&self->error);
}

void
aeq_model_keeper_free (AeqModelKeeper *self)
{
  if (self == NULL)
    return;
  forget (self);
  g_free (self);
}

/* The model is parsed beside the reading of the ledger: one works, the other waits for the disk. */
static gpointer
parse (gpointer data)
{
  AeqModelKeeper *self = data;

  self->model = self->sound ? aeq_model_load_sound (self->content, &self->error) : aeq_model_load (self->content, &self->error);
  return NULL;
}

static gboolean
load (AeqModelKeeper *self, AeqLedger *ledger, const char *version, GError **error)
{
  forget (self);
  if ((self->content = aeq_model_content (ledger, version, error)) == NULL ||
      !aeq_model_is_sound (ledger, version, self->content, &self->sound, error))
    return FALSE;
  self->version = g_strdup (version);
  self->thread = g_thread_new ("model", parse, self);
  return TRUE;
}

gboolean
aeq_model_keeper_start (AeqModelKeeper *self, AeqLedger *ledger, char **version, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *current = aeq_model_current_version (ledger, AEQ_MODEL_STEADY, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (current == NULL)
    forget (self);
  else if (g_strcmp0 (current, self->version) != 0 && !load (self, ledger, current, error))
    return FALSE;
  *version = g_steal_pointer (&current);
  return TRUE;
}

gboolean
aeq_model_keeper_finish (AeqModelKeeper *self, const AeqModel **model, GError **error)
{
  join (self);
  *model = self->model;
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  forget (self);
  return FALSE;
}
