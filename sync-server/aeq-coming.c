/* SPDX-License-Identifier: MIT */
#include "aeq-coming.h"

#include "aeq-secret.h"

void
aeq_coming_clear (AeqComing *self)
{
  g_free (self->email);
  g_free (self->secret);
  aeq_person_clear (&self->person);
}

gboolean
aeq_coming_find (AeqComing *self, GError **error)
{
  AeqStore *catalog = aeq_stores_read_catalog (self->call->server->stores, error);

  return catalog != NULL && aeq_catalog_person_by_email (catalog, self->email, &self->person, &self->known, error);
}

gboolean
aeq_coming_find_self (AeqComing *self, GError **error)
{
  AeqStore *catalog = aeq_stores_read_catalog (self->call->server->stores, error);

  if (catalog == NULL ||
      !aeq_catalog_person_by_uid (catalog, &self->call->person, &self->person, &self->known, error))
    return FALSE;
  self->email = g_strdup (self->person.email);
  return TRUE;
}

gboolean
aeq_coming_check_wait (AeqComing *self, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  guint seconds = MAX (aeq_back_off_wait (self->call->server->by_address, self->call->request->address, now),
                       aeq_back_off_wait (self->call->server->by_email, self->email, now));

  return seconds == 0 || aeq_status_refuse (error, 429, "too many wrong passwords; wait %u seconds", seconds);
}

static gboolean
audit_failure (AeqStore *store, AeqLedger *ledger G_GNUC_UNUSED, gpointer data, GError **error)
{
  AeqComing *self = data;
  char person[AEQ_ID_TEXT_SIZE] = "";

  if (self->known)
    aeq_id_format (&self->person.uid, person);
  return aeq_call_audit_as (self->call, store, "sign-in-failed", "", person, error);
}

static gboolean
count_failure (AeqComing *self, GError **error)
{
  AeqServer *server = self->call->server;
  gint64 now = g_get_monotonic_time ();

  aeq_back_off_failed (server->by_email, self->email, now);
  aeq_back_off_failed (server->by_address, self->call->request->address, now);
  return aeq_writer_run (server->writer, NULL, audit_failure, self, error);
}

/* Who comes in by a provider has no password, like somebody who is not known. */
gboolean
aeq_coming_check_password (AeqComing *self, GError **error)
{
  gboolean has_one = self->known && *self->person.password != '\0';

  return aeq_password_verify (has_one ? self->person.password : NULL, self->password) ||
         (count_failure (self, error) && aeq_status_refuse (error, 401, "the address or the password is wrong"));
}

gboolean
aeq_coming_check_factor (AeqComing *self, AeqStore *store, GError **error)
{
  if (!aeq_second_factor_check (self->call->server, store, &self->person, self->call->now, self->code, &self->factor,
                                error))
    return FALSE;
  if (self->factor == AEQ_FACTOR_MISSING)
    return aeq_status_refuse (error, 401, "give the code of your authenticator, too, or a recovery code, as code");
  return self->factor != AEQ_FACTOR_WRONG || aeq_status_refuse (error, 401, "the code is wrong, or was used before");
}

static void
forget_failures (AeqComing *self)
{
  aeq_back_off_passed (self->call->server->by_email, self->email);
  aeq_back_off_passed (self->call->server->by_address, self->call->request->address);
}

/* An answer of a transaction that failed is no answer. */
AeqReply *
aeq_coming_finish (AeqComing *self, AeqWriteFunc func, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (aeq_writer_run (self->call->server->writer, NULL, func, self, &local))
    {
      if (self->known)
        forget_failures (self);
      return g_steal_pointer (&self->reply);
    }
  g_clear_pointer (&self->reply, aeq_reply_free);
  if (self->factor == AEQ_FACTOR_MISSING)
    return aeq_reply_new_problem_of (401, AEQ_PROBLEM_SECOND_FACTOR, local->message, self->call->request->id);
  if (self->factor != AEQ_FACTOR_WRONG || count_failure (self, error))
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
