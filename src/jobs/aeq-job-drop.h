/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-import-known.h"

G_BEGIN_DECLS

/* A folder into which another program puts files. It is looked through (aeq_drop_look(), which sees no ledger, so that a mount that hangs keeps
 * nobody from the ledger), which suits a mounted folder that tells of no changes; then what is finished is taken (aeq_job_drop()). A
 * file is finished when looks found it with the same size and time for a while, so that what is being written is waited for. */

typedef struct
{
  const char *folder;
  const char *archive;    /* (nullable) where a file goes that is in the ledger; NULL: it stays, and is known the next time */
  const char *quarantine; /* (nullable) where a refused file goes, with NAME.reason.txt beside it; NULL: it stays, and is refused anew
                             only when it has changed */
  const char *profile;    /* (nullable) by which tables are read; NULL: the one that fits */
  guint       settle_ms;  /* how long a file must not have changed */
} AeqDropRequest;

typedef enum
{
  AEQ_DROP_WAITING, /* new or still growing: a later look decides */
  AEQ_DROP_READY,   /* to be taken */
  AEQ_DROP_IMPORTED,
  AEQ_DROP_KNOWN,   /* its bytes were imported before */
  AEQ_DROP_REFUSED
} AeqDropFate;

typedef struct
{
  char             *name;
  char             *place;   /* where it is now */
  AeqDropFate       fate;
  gboolean          before;  /* its fate was decided at an earlier look, and it has not changed since */
  AeqImportOutcome *outcome; /* (nullable) of what was imported now */
  char             *reason;  /* (nullable) why it was refused, with its place */
} AeqDropFile;

/* What the looks saw; one a folder, kept between calls and used by one call at a time. */
typedef struct _AeqDropMemory AeqDropMemory;

AeqDropMemory *aeq_drop_memory_new  (void);
void           aeq_drop_memory_free (AeqDropMemory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDropMemory, aeq_drop_memory_free)

#define AEQ_DROP_MAX_FILES 10000 /* a look; the rest has its turn when these are gone */

/* FALSE for downloads under way, hidden files, ledgers, and what other programs keep beside their files. */
gboolean   aeq_drop_is_of_interest (const char *name);

/* All files of interest that are there, in the order of their names. GPtrArray of AeqDropFile. A folder that cannot be read is an error. */
GPtrArray *aeq_drop_look           (const AeqDropRequest *request, AeqDropMemory *memory, GCancellable *cancellable, GError **error);

/* Imports those of @files that are ready, tells their fate in them, and puts them away. Each file is a whole import of its own: an error, or a
 * cancel, leaves those before it imported and put away. A folder that cannot be written and a profile that is not there are errors. */
gboolean   aeq_job_drop            (AeqLedger *ledger, const AeqDropRequest *request, AeqDropMemory *memory, GPtrArray *files,
                                    AeqProgress *progress, GCancellable *cancellable, GError **error);

/* What a person is told before the first run: whether the folders can be read and written, and how many files wait. One sentence in English; free
 * it. NULL with an error that says what to do. */
char      *aeq_drop_test           (const AeqDropRequest *request, GError **error);

G_END_DECLS
