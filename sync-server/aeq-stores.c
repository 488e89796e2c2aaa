/* SPDX-License-Identifier: MIT */
#include "aeq-stores.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "aeq-database.h"
#include "aeq-error.h"
#include "aeq-server-resources.h"

#define CATALOG_MARK 0x41455143 /* "AEQC" in the header of the file */
#define CATALOG_FOLDER "/ai/aequitas/server/catalog"
#define BESIDE_FOLDER "/ai/aequitas/server/organisation"
#define BESIDE_NAME "server"
#define MARKET_SEED 1 /* what is the same for everybody has the same ids everywhere */
#define CATALOG_SCHEMA "aequitas_catalog"
#define PATIENCE_MILLISECONDS 1000 /* of an event loop, with a database that does not answer */

static const AeqStoreKind CATALOG = { CATALOG_FOLDER, CATALOG_MARK };

struct _AeqTenant
{
  gsize    kept;
  char    *path;
  char    *schema; /* NULL: a file */
  guint64  seed;
  AeqUsage *usage;
  GMutex   lease;
  GMutex   preparing;
  gboolean ready; /* atomic: the ledger is there, and of this version */
};

struct _AeqStores
{
  char       *folder;
  char       *database; /* with its password; NULL: files */
  char       *catalog;
  char       *incoming;
  char       *mail;
  int         lock_fd;
  gsize       kept;
  GMutex      lock;
  GHashTable *tenants; /* AeqId -> AeqTenant */
  AeqTenant  *market;
};

static void
tenant_free (gpointer data)
{
  AeqTenant *self = data;

  g_free (self->path);
  aeq_usage_free (self->usage);
  g_free (self->schema);
  g_mutex_clear (&self->lease);
  g_mutex_clear (&self->preparing);
  g_free (self);
}

static gboolean
make_folders (AeqStores *self, GError **error)
{
  g_autofree char *lock = g_build_filename (self->folder, "lock", NULL);
  g_autofree char *incoming = g_build_filename (self->incoming, "x", NULL);
  g_autofree char *mail = g_build_filename (self->mail, "x", NULL);

  return aeq_store_make_folder (lock, error) && aeq_store_make_folder (incoming, error) &&
         aeq_store_make_folder (mail, error);
}

AeqStore *
aeq_stores_open_catalog (AeqStores *self, GError **error)
{
  g_autoptr(AeqStore) store = NULL;

  aeq_server_get_resource ();
  if ((store = aeq_store_open_kind (self->catalog, &CATALOG, AEQ_STORE_CREATE, error)) == NULL ||
      !aeq_store_extend (store, BESIDE_FOLDER, BESIDE_NAME, error))
    return NULL;
  return g_steal_pointer (&store);
}

/* Takes @path and @schema (nullable: a file). */
static AeqTenant *
tenant_new (AeqStores *self, char *path, char *schema, guint64 seed)
{
  AeqTenant *tenant = g_new0 (AeqTenant, 1);

  tenant->path = path;
  tenant->schema = schema;
  tenant->seed = seed;
  tenant->kept = self->kept;
  tenant->usage = aeq_usage_new ();
  g_mutex_init (&tenant->lease);
  g_mutex_init (&tenant->preparing);
  return tenant;
}

static gboolean
find_database (AeqStores *self, const char *database, const char *password_file, GError **error)
{
  if (*database == '\0')
    {
      self->catalog = g_build_filename (self->folder, "catalog.db", NULL);
      return TRUE;
    }
  if ((self->database = aeq_database_base (database, password_file, error)) == NULL)
    return FALSE;
  self->catalog = aeq_database_uri (self->database, CATALOG_SCHEMA);
  return TRUE;
}

AeqStores *
aeq_stores_new (const char *folder, const char *database, const char *password_file, GError **error)
{
  AeqStores *self = g_new0 (AeqStores, 1);
  g_autoptr(AeqStore) catalog = NULL;

  self->folder = g_strdup (folder);
  self->lock_fd = -1;
  self->incoming = g_build_filename (folder, "incoming", NULL);
  self->mail = g_build_filename (folder, "mail", NULL);
  g_mutex_init (&self->lock);
  self->tenants = aeq_id_table_new (g_free, tenant_free);
  self->market = tenant_new (self, g_build_filename (folder, "market.aequitas", NULL), NULL, MARKET_SEED);
  if (find_database (self, database, password_file, error) && make_folders (self, error) && (catalog = aeq_stores_open_catalog (self, error)) != NULL)
    return self;
  aeq_stores_free (self);
  return NULL;
}

void
aeq_stores_free (AeqStores *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->tenants);
  tenant_free (self->market);
  g_mutex_clear (&self->lock);
  g_free (self->folder);
  g_free (self->database);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self->catalog);
  g_free (self->incoming);
  g_free (self->mail);
  g_free (self);
}

void
aeq_stores_set_kept (AeqStores *self, gsize most)
{
  self->kept = most;
  self->market->kept = most;
}

const char *
aeq_stores_incoming (AeqStores *self)
{
  return self->incoming;
}

const char *
aeq_stores_mail (AeqStores *self)
{
  return self->mail;
}

char *
aeq_stores_key_path (AeqStores *self)
{
  return g_build_filename (self->folder, "token.key", NULL);
}

/* "org_" and the digits of its uid. */
static char *
schema_of (const AeqId *organisation)
{
  char text[AEQ_ID_TEXT_SIZE];
  g_auto(GStrv) parts = g_strsplit (aeq_id_format (organisation, text), "-", -1);
  g_autofree char *digits = g_strjoinv ("", parts);

  return g_strconcat ("org_", digits, NULL);
}

static char *
file_of (AeqStores *self, const AeqId *organisation)
{
  char text[AEQ_ID_TEXT_SIZE];

  return g_build_filename (self->folder, "organisations", aeq_id_format (organisation, text), "ledger.aequitas", NULL);
}

AeqTenant *
aeq_stores_tenant (AeqStores *self, const AeqId *organisation, guint64 seed)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  AeqTenant *tenant = g_hash_table_lookup (self->tenants, organisation);
  char *schema;

  if (tenant != NULL)
    return tenant;
  schema = self->database != NULL ? schema_of (organisation) : NULL;
  tenant = tenant_new (self, schema != NULL ? aeq_database_uri (self->database, schema) : file_of (self, organisation), schema, seed);
  g_hash_table_insert (self->tenants, g_memdup2 (organisation, sizeof *organisation), tenant);
  return tenant;
}

AeqTenant *
aeq_stores_market (AeqStores *self)
{
  return self->market;
}

void
aeq_stores_each_tenant (AeqStores *self, void (*func) (AeqTenant *tenant, gpointer data), gpointer data)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  GHashTableIter iter;
  gpointer tenant;

  g_hash_table_iter_init (&iter, self->tenants);
  while (g_hash_table_iter_next (&iter, NULL, &tenant))
    func (tenant, data);
}

AeqUsage *
aeq_tenant_usage (AeqTenant *self)
{
  return self->usage;
}

static gboolean
prepare (AeqTenant *self, AeqLedger *ledger, GError **error)
{
  if (!aeq_store_extend (ledger->store, BESIDE_FOLDER, BESIDE_NAME, error))
    return FALSE;
  g_atomic_int_set (&self->ready, TRUE);
  return TRUE;
}

static AeqLedger *
open_prepared (AeqTenant *self, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;

  if ((self->schema == NULL && !aeq_store_make_folder (self->path, error)) ||
      (ledger = aeq_ledger_open (self->path, AEQ_STORE_CREATE, AEQ_INSTANT_NONE, self->seed, error)) == NULL ||
      !prepare (self, ledger, error))
    return NULL;
  return g_steal_pointer (&ledger);
}

AeqLedger *
aeq_tenant_open (AeqTenant *self, GError **error)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = NULL;

  if (g_atomic_int_get (&self->ready))
    return aeq_ledger_open (self->path, AEQ_STORE_READ_WRITE, AEQ_INSTANT_NONE, self->seed, error);
  locker = g_mutex_locker_new (&self->preparing);
  return open_prepared (self, error);
}

static gboolean
be_ready (AeqTenant *self, GError **error)
{
  g_autoptr(AeqLedger) ledger = NULL;

  return g_atomic_int_get (&self->ready) || (ledger = aeq_tenant_open (self, error)) != NULL;
}

/* What a program that was killed left behind. */
static void
empty_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        empty_folder (inside);
      g_remove (inside);
    }
}

gboolean
aeq_stores_own (AeqStores *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "lock", NULL);

  self->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0 || flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_EXISTS, "another server works on %s: stop it first, or give --data",
                   self->folder);
      return FALSE;
    }
  empty_folder (self->incoming);
  return TRUE;
}

/* What a thread keeps open, and of each ledger. */
typedef struct
{
  AeqStore   *catalog;
  GHashTable *ledgers; /* AeqTenant -> Reader */
  AeqLease    lease;
} Readers;

typedef struct
{
  AeqLedger *ledger; /* NULL: it is lent */
  AeqKept   *kept;
} Reader;

#define MAX_KEPT 32

static void
reader_free (gpointer data)
{
  Reader *self = data;

  aeq_ledger_close (self->ledger);
  aeq_kept_free (self->kept);
  g_free (self);
}

static void
readers_free (gpointer data)
{
  Readers *self = data;

  aeq_store_close (self->catalog);
  aeq_lease_clear (&self->lease);
  g_hash_table_unref (self->ledgers);
  g_free (self);
}

static GPrivate readers = G_PRIVATE_INIT (readers_free);

static Readers *
get_readers (void)
{
  Readers *self = g_private_get (&readers);

  if (self != NULL)
    return self;
  self = g_new0 (Readers, 1);
  self->ledgers = g_hash_table_new_full (NULL, NULL, NULL, reader_free);
  g_private_set (&readers, self);
  return self;
}

AeqStore *
aeq_stores_read_catalog (AeqStores *self, GError **error)
{
  Readers *mine = get_readers ();

  if (mine->catalog == NULL)
    {
      mine->catalog = aeq_store_open_kind (self->catalog, &CATALOG, AEQ_STORE_READ_ONLY, error);
      if (mine->catalog != NULL && aeq_store_is_remote (mine->catalog))
        aeq_store_set_busy_timeout (mine->catalog, PATIENCE_MILLISECONDS);
    }
  return mine->catalog;
}

gboolean
aeq_tenant_is_lent (AeqTenant *self)
{
  return self->schema != NULL;
}

void
aeq_lease_clear (AeqLease *lease)
{
  g_clear_pointer (&lease->ledger, aeq_ledger_close);
  lease->tenant = NULL;
}

static gboolean
turn (AeqTenant *self, AeqLease *lease, AeqStoreFlags flags, GError **error)
{
  if (lease->ledger == NULL)
    return (lease->ledger = aeq_ledger_open (self->path, flags, AEQ_INSTANT_NONE, self->seed, error)) != NULL;
  lease->ledger->seed = self->seed;
  return aeq_database_turn (lease->ledger->store, self->schema, flags, error);
}

AeqLedger *
aeq_tenant_lend (AeqTenant *self, AeqLease *lease, AeqStoreFlags flags, GError **error)
{
  if (lease->tenant == self)
    return lease->ledger;
  lease->tenant = self;
  if (be_ready (self, error) && turn (self, lease, flags, error))
    return lease->ledger;
  aeq_lease_clear (lease);
  return NULL;
}

static AeqLedger *
lend_to_reader (AeqTenant *self, AeqLease *lease, GError **error)
{
  gboolean fresh = lease->ledger == NULL;
  AeqLedger *ledger = aeq_tenant_lend (self, lease, AEQ_STORE_READ_ONLY, error);

  if (ledger != NULL && fresh)
    aeq_store_set_busy_timeout (ledger->store, PATIENCE_MILLISECONDS);
  return ledger;
}

static Reader *
open_reader (AeqTenant *self, AeqInstant now, GError **error)
{
  AeqLedger *ledger = NULL;
  Reader *reader;

  if (!be_ready (self, error) ||
      (self->schema == NULL && (ledger = aeq_ledger_open (self->path, AEQ_STORE_READ_ONLY, now, self->seed, error)) == NULL))
    return NULL;
  reader = g_new0 (Reader, 1);
  reader->ledger = ledger;
  reader->kept = aeq_kept_new (self->kept);
  return reader;
}

AeqLedger *
aeq_tenant_read (AeqTenant *self, AeqInstant now, GError **error)
{
  Readers *mine = get_readers ();
  Reader *reader = g_hash_table_lookup (mine->ledgers, self);
  AeqLedger *ledger;

  if (reader == NULL)
    {
      if ((reader = open_reader (self, now, error)) == NULL)
        return NULL;
      if (g_hash_table_size (mine->ledgers) >= MAX_KEPT)
        g_hash_table_remove_all (mine->ledgers);
      g_hash_table_insert (mine->ledgers, self, reader);
    }
  ledger = reader->ledger != NULL ? reader->ledger : lend_to_reader (self, &mine->lease, error);
  if (ledger != NULL)
    ledger->now = now;
  return ledger;
}

AeqKept *
aeq_tenant_kept (AeqTenant *self)
{
  return ((Reader *) g_hash_table_lookup (get_readers ()->ledgers, self))->kept;
}

void
aeq_tenant_take_lease (AeqTenant *self)
{
  g_mutex_lock (&self->lease);
}

gboolean
aeq_tenant_try_lease (AeqTenant *self)
{
  return g_mutex_trylock (&self->lease);
}

void
aeq_tenant_release_lease (AeqTenant *self)
{
  g_mutex_unlock (&self->lease);
}
