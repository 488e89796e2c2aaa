/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-kept.h"
#include "aeq-ledger.h"
#include "aeq-usage.h"

G_BEGIN_DECLS

/* The databases below the data folder: the catalog, and the ledger of each organisation. */
typedef struct _AeqStores AeqStores;

/* One organisation's; borrowed from AeqStores, for the life of the process. */
typedef struct _AeqTenant AeqTenant;

/* Makes or upgrades the catalog. @database "": files in @folder; else see aeq_database_base(). */
AeqStores *aeq_stores_new  (const char *folder, const char *database, const char *password_file, GError **error);
/* How many bytes of answers each thread keeps for each ledger; none unless set. Before the first is read. */
void       aeq_stores_set_kept (AeqStores *self, gsize most);
void       aeq_stores_free (AeqStores *self);                    /* when no thread uses it any more */
/* Makes this the one server of the folder, until it is freed or ends; AEQ_ERROR_EXISTS when there is another. */
gboolean   aeq_stores_own  (AeqStores *self, GError **error);
const char *aeq_stores_incoming (AeqStores *self); /* folder for bodies on their way in */
const char *aeq_stores_mail     (AeqStores *self); /* folder for mails on their way out */
char       *aeq_stores_key_path (AeqStores *self); /* free it */

/* Every thread has connections of its own, which are kept: borrowed until the thread asks for another. */
AeqStore  *aeq_stores_read_catalog (AeqStores *self, GError **error);
/* Free with aeq_store_close(). */
AeqStore  *aeq_stores_open_catalog (AeqStores *self, GError **error);

/* @seed is the organisation's, for ids of what people make. */
AeqTenant *aeq_stores_tenant (AeqStores *self, const AeqId *organisation, guint64 seed);
/* Of what the markets say, for everybody: market.aequitas in the data folder, which other programs fill. */
AeqTenant *aeq_stores_market (AeqStores *self);
/* Of each organisation that was asked for. */
void       aeq_stores_each_tenant (AeqStores *self, void (*func) (AeqTenant *tenant, gpointer data), gpointer data);
AeqUsage  *aeq_tenant_usage  (AeqTenant *self);
/* Borrowed until the thread asks for another. The ledger is made, or upgraded, when it is first asked for. */
AeqLedger *aeq_tenant_read   (AeqTenant *self, AeqInstant now, GError **error);
/* Answers that this thread keeps, after aeq_tenant_read(): borrowed like its ledger. */
AeqKept   *aeq_tenant_kept   (AeqTenant *self);
/* A connection to PostgreSQL that is lent to one ledger after another, each in its schema. Of one thread. */
typedef struct
{
  AeqLedger *ledger;
  AeqTenant *tenant;
} AeqLease;

gboolean   aeq_tenant_is_lent (AeqTenant *self); /* kept where connections are dear: to be used by the lease */
/* Borrowed until the next is asked for. @flags are the same for the life of a lease. */
AeqLedger *aeq_tenant_lend    (AeqTenant *self, AeqLease *lease, AeqStoreFlags flags, GError **error);
void       aeq_lease_clear    (AeqLease *lease);
/* Free with aeq_ledger_close(). */
AeqLedger *aeq_tenant_open   (AeqTenant *self, GError **error);
/* Who holds the lease writes to the ledger, and nobody else of this program. */
void       aeq_tenant_take_lease    (AeqTenant *self);
gboolean   aeq_tenant_try_lease     (AeqTenant *self);
void       aeq_tenant_release_lease (AeqTenant *self);

G_END_DECLS
