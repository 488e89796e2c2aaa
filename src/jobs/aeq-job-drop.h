/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-import-known.h"

G_BEGIN_DECLS

/* A folder into which another program puts files: looked through once a call, which suits a mounted folder that tells of no changes. A file
 * is taken when it has the size and time of the look before, so that what is being written is waited for. */

typedef struct
{
  const char *folder;
  const char *archive;    /* (nullable) where a file goes that is in the ledger; NULL: it stays, and is known the next time */
  const char *quarantine; /* (nullable) where a refused file goes, with NAME.reason.txt beside it; NULL: it stays, and is refused anew
                             only when it has changed */
} AeqDropRequest;

typedef enum
{
  AEQ_DROP_IMPORTED,
  AEQ_DROP_KNOWN,  /* its bytes were imported before */
  AEQ_DROP_REFUSED,
  AEQ_DROP_WAITING /* new or still growing: the next look decides */
} AeqDropFate;

typedef struct
{
  char       *name;
  char       *place;  /* where it is now */
  AeqDropFate fate;
  gint64      added;  /* flows */
  char       *reason; /* (nullable) why it was refused, with its place */
} AeqDropFile;

/* What the last look saw; one a folder, kept between calls and used by one call at a time. */
typedef struct _AeqDropMemory AeqDropMemory;

AeqDropMemory *aeq_drop_memory_new  (void);
void           aeq_drop_memory_free (AeqDropMemory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDropMemory, aeq_drop_memory_free)

#define AEQ_DROP_MAX_FILES 10000 /* a look; the rest has its turn when these are gone */

/* FALSE for downloads under way, hidden files, ledgers, and what other programs keep beside their files. */
gboolean   aeq_drop_is_of_interest (const char *name);

/* GPtrArray of AeqDropFile in the order of their names, without those that stay and were told before. Each file is a whole import of its own: an
 * error, or a cancel, leaves those before it imported and moved. A folder that cannot be read or written is an error. */
GPtrArray *aeq_job_drop            (AeqLedger *ledger, const AeqDropRequest *request, AeqDropMemory *memory, AeqProgress *progress,
                                    GCancellable *cancellable, GError **error);

G_END_DECLS
