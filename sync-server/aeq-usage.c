/* SPDX-License-Identifier: MIT */
#include "aeq-usage.h"

#define WRITE_AFTER (10 * G_USEC_PER_SEC)
#define WRITE_FROM 4096 /* requests */

struct _AeqUsage
{
  GMutex   lock;
  GArray  *pending; /* AeqUsageRow */
  GArray  *writing; /* in a transaction that is not committed */
  gint64   n;       /* requests pending */
  gint64   written; /* monotonic: when it was written last */
  gboolean asked;   /* to be written */
};

AeqUsage *
aeq_usage_new (void)
{
  AeqUsage *self = g_new0 (AeqUsage, 1);

  g_mutex_init (&self->lock);
  self->pending = g_array_new (FALSE, FALSE, sizeof (AeqUsageRow));
  self->writing = g_array_new (FALSE, FALSE, sizeof (AeqUsageRow));
  self->written = g_get_monotonic_time ();
  return self;
}

void
aeq_usage_free (AeqUsage *self)
{
  g_array_unref (self->pending);
  g_array_unref (self->writing);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
add (GArray *rows, const AeqUsageRow *more)
{
  for (guint i = 0; i < rows->len; i++)
    {
      AeqUsageRow *row = &g_array_index (rows, AeqUsageRow, i);

      if (row->month != more->month || row->kind != more->kind)
        continue;
      row->requests += more->requests;
      row->refused += more->refused;
      row->bytes_in += more->bytes_in;
      row->bytes_out += more->bytes_out;
      return;
    }
  g_array_append_val (rows, *more);
}

static void
add_all (GArray *rows, const GArray *more)
{
  for (guint i = 0; i < more->len; i++)
    add (rows, &g_array_index (more, AeqUsageRow, i));
}

static gint64
month_of (AeqInstant now)
{
  int year, month, day;

  aeq_date_to_ymd (aeq_zone_date (aeq_zone_utc (), now), &year, &month, &day);
  return (gint64) year * 100 + month;
}

gboolean
aeq_usage_note (AeqUsage *self, AeqUsageKind kind, AeqInstant now, gboolean refused, gint64 bytes_in, gint64 bytes_out)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  const AeqUsageRow one = { month_of (now), kind, 1, refused ? 1 : 0, bytes_in, bytes_out };
  gboolean due;

  add (self->pending, &one);
  self->n++;
  due = !self->asked && (self->n >= WRITE_FROM || g_get_monotonic_time () - self->written > WRITE_AFTER);
  self->asked = self->asked || due;
  return due;
}

gboolean
aeq_usage_is_pending (AeqUsage *self)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  return self->pending->len > 0;
}

static gboolean
write_row (AeqStore *store, const AeqUsageRow *row, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      store,
      "INSERT INTO usage (month, kind, requests, refused, bytes_in, bytes_out) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
      " ON CONFLICT (month, kind) DO UPDATE SET requests = usage.requests + excluded.requests,"
      " refused = usage.refused + excluded.refused, bytes_in = usage.bytes_in + excluded.bytes_in,"
      " bytes_out = usage.bytes_out + excluded.bytes_out",
      error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, row->month);
  aeq_statement_bind_int64 (stmt, 2, row->kind);
  aeq_statement_bind_int64 (stmt, 3, row->requests);
  aeq_statement_bind_int64 (stmt, 4, row->refused);
  aeq_statement_bind_int64 (stmt, 5, row->bytes_in);
  aeq_statement_bind_int64 (stmt, 6, row->bytes_out);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_usage_write (AeqUsage *self, AeqStore *store, GError **error)
{
  gboolean ok = TRUE;

  g_mutex_lock (&self->lock);
  add_all (self->writing, self->pending);
  g_array_set_size (self->pending, 0);
  self->n = 0;
  self->asked = FALSE;
  self->written = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  for (guint i = 0; ok && i < self->writing->len; i++) /* the writer's alone until it is settled */
    ok = write_row (store, &g_array_index (self->writing, AeqUsageRow, i), error);
  return ok;
}

void
aeq_usage_settle (AeqUsage *self, gboolean committed)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);

  if (!committed)
    add_all (self->pending, self->writing);
  g_array_set_size (self->writing, 0);
}

static gboolean
read_rows (AeqStore *store, GArray *rows, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      store, "SELECT month, kind, requests, refused, bytes_in, bytes_out FROM usage", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (aeq_statement_step (stmt, &has_row, error))
    {
      AeqUsageRow row;

      if (!has_row)
        return TRUE;
      row = (AeqUsageRow) { aeq_statement_get_int64 (stmt, 0), (AeqUsageKind) aeq_statement_get_int64 (stmt, 1),
                            aeq_statement_get_int64 (stmt, 2), aeq_statement_get_int64 (stmt, 3),
                            aeq_statement_get_int64 (stmt, 4), aeq_statement_get_int64 (stmt, 5) };
      g_array_append_val (rows, row);
    }
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const AeqUsageRow *one = a;
  const AeqUsageRow *two = b;

  return one->month != two->month ? (one->month < two->month) - (one->month > two->month)
                                  : (int) one->kind - (int) two->kind;
}

GArray *
aeq_usage_read (AeqUsage *self, AeqStore *store, GError **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (AeqUsageRow));

  if (!read_rows (store, rows, error))
    return NULL;
  g_mutex_lock (&self->lock);
  add_all (rows, self->pending);
  g_mutex_unlock (&self->lock);
  g_array_sort (rows, compare);
  return g_steal_pointer (&rows);
}
