/* SPDX-License-Identifier: MIT */
#include "aeq-pgsql-private.h"

#include <string.h>


#define SEND_BYTES 65536
#define HEAD "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0" /* the signature, no flags, no extension */

static void
put_int (GByteArray *out, gint64 value, gsize size)
{
  guint64 be = GUINT64_TO_BE ((guint64) value);

  g_byte_array_append (out, (const guint8 *) &be + 8 - size, (guint) size);
}

/* "INSERT INTO t (a, b) VALUES ($1, $2)" as a COPY; NULL when it is anything else. */
static char *
copy_of (const AeqPgsqlStatement *self)
{
  static const char INSERT[] = "INSERT INTO ";
  g_autoptr(GString) values = g_string_new (" VALUES (");
  g_autofree char *target = NULL;

  for (int i = 1; i <= self->n_params; i++)
    g_string_append_printf (values, "%s$%d", i > 1 ? ", " : "", i);
  g_string_append_c (values, ')');
  if (!g_str_has_prefix (self->text, INSERT) || !g_str_has_suffix (self->text, values->str))
    return NULL;
  target = g_strndup (self->text + strlen (INSERT), strlen (self->text) - strlen (INSERT) - values->len);
  return g_strdup_printf ("COPY %s FROM STDIN (FORMAT binary)", target);
}

static gboolean
copy_begin (AeqPgsqlStore *store, AeqPgsqlStatement *self, GError **error)
{
  PGresult *result;
  gboolean ok;

  if (!aeq_pgsql_ready (store, error))
    return FALSE;
  result = PQexec (store->conn, self->copy);
  ok = PQresultStatus (result) == PGRES_COPY_IN || aeq_pgsql_fail (store, result, "Writing to the ledger", error);
  PQclear (result);
  if (!ok)
    return FALSE;
  store->copying = self;
  g_byte_array_append (store->copied, (const guint8 *) HEAD, sizeof HEAD - 1);
  return TRUE;
}

/* A connection that is lost here is told of by the end. */
static void
send (AeqPgsqlStore *store)
{
  PQputCopyData (store->conn, (const char *) store->copied->data, (int) store->copied->len);
  g_byte_array_set_size (store->copied, 0);
}

gboolean
aeq_pgsql_copy_end (AeqPgsqlStore *store, GError **error)
{
  if (store->copying == NULL)
    return TRUE;
  store->copying = NULL;
  put_int (store->copied, -1, 2);
  send (store);
  PQputCopyEnd (store->conn, NULL);
  return aeq_pgsql_take_results (store, "Writing to the ledger", FALSE, error);
}

/* A number of parameters in 16 bits, then each with its length in 32, -1 for NULL. */
static void
put_row (GByteArray *out, const AeqPgsqlStatement *self)
{
  put_int (out, self->n_params, 2);
  for (int i = 0; i < self->n_params; i++)
    {
      const AeqPgsqlParam *param = &self->params[i];

      put_int (out, param->is_null ? -1 : (gint64) param->length, 4);
      if (!param->is_null)
        g_byte_array_append (out, (const guint8 *) param->data, (guint) param->length);
    }
}

gboolean
aeq_pgsql_run_bulk (AeqStatement *stmt, GError **error)
{
  AeqPgsqlStatement *self = (AeqPgsqlStatement *) stmt;
  AeqPgsqlStore *store = (AeqPgsqlStore *) stmt->store;

  if (self->copy == NULL)
    self->copy = copy_of (self);
  if (self->copy == NULL || !store->begun)
    return aeq_pgsql_run (stmt, error);
  if (store->copying != self && !copy_begin (store, self, error))
    return FALSE;
  put_row (store->copied, self);
  if (store->copied->len >= SEND_BYTES)
    send (store);
  return TRUE;
}
