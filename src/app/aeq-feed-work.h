/* SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "aeq-job-connections.h"
#include "aeq-workspace.h"

G_BEGIN_DECLS

/* Market series from their feeds into the ledger of a window. The key for FRED comes out of the keyring and goes nowhere else. */

#define AEQ_FRED_KEY_KIND "fred"
#define AEQ_FRED_KEY_NAME "api-key"

typedef struct
{
  guint    feeds;  /* bits of AeqFeed */
  gboolean if_due; /* only those that have published since they were last fetched */
  char    *key;    /* (nullable) for FRED */
} AeqFeedOrder;

/* Takes @key (nullable) over. */
AeqFeedOrder *aeq_feed_order_new (guint feeds, gboolean if_due, char *key);

/* FEED=URL each, of a mirror or a stand-in that the environment names. Free with g_strfreev(). */
char   **aeq_feed_urls     (void);
/* @pairs keeps the addresses. AEQ_ERROR_USAGE when one of them is no feed and its address. */
gboolean aeq_feed_use_urls (char **pairs, AeqFeedOptions *options, GError **error);

extern const AeqWork AEQ_FEED_FETCH; /* AeqFeedOrder -> AeqFetchResult */
extern const AeqWork AEQ_FEED_TEST;  /* AeqFeedOrder of one feed -> char*, what it answered */

/* Fetches in the strip of the window (aeq_shell_run()) that @inside is in, with progress and cancel, and tells what came. Where FRED is among
 * @feeds its key is looked for in the keyring first; without one the others are fetched, and that is told. */
void aeq_feed_fetch (GtkWidget *inside, guint feeds);

G_END_DECLS
