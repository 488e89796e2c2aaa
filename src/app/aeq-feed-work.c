/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-feed-work"

#include "aeq-feed-work.h"

#include <glib/gi18n.h>

#include "aeq-keyring.h"
#include "aeq-plural.h"
#include "aeq-screen-format.h"
#include "aeq-shell.h"
#include "aeq-words.h"

/* A mirror of the feeds, or a stand-in: FEED=URL separated by spaces. */
#define URLS "AEQUITAS_FEED_URLS"

AeqFeedOrder *
aeq_feed_order_new (guint feeds, gboolean if_due, char *key)
{
  AeqFeedOrder *self = g_new0 (AeqFeedOrder, 1);

  *self = (AeqFeedOrder) { feeds, if_due, key };
  return self;
}

static void
order_free (gpointer data)
{
  AeqFeedOrder *self = data;

  aeq_secret_free (self->key);
  g_free (self);
}

gboolean
aeq_feed_use_urls (char **pairs, AeqFeedOptions *options, GError **error)
{
  for (; *pairs != NULL; pairs++)
    if (**pairs != '\0' && !aeq_feed_options_set_base_url (options, *pairs, error))
      {
        g_prefix_error (error, URLS ": ");
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_options (const AeqFeedOrder *order, char **pairs, AeqFeedOptions *options, GError **error)
{
  *options = (AeqFeedOptions) { .fred_key = order->key };
  return aeq_feed_use_urls (pairs, options, error);
}

char **
aeq_feed_urls (void)
{
  const char *urls = g_getenv (URLS);

  return g_strsplit (urls != NULL ? urls : "", " ", -1);
}

static gpointer
fetch (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const AeqFeedOrder *order = data;
  AeqFetchRequest request = { .feeds = order->feeds, .from = AEQ_DATE_NONE, .if_due = order->if_due };
  g_auto(GStrv) pairs = aeq_feed_urls ();

  return read_options (order, pairs, &request.options, error) ? aeq_job_connections_fetch (ledger, &request, progress, cancellable, error)
                                                              : NULL;
}

static gpointer
test (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  const AeqFeedOrder *order = data;
  AeqFeedOptions options;
  g_auto(GStrv) pairs = aeq_feed_urls ();

  return read_options (order, pairs, &options, error)
           ? aeq_feed_test (ledger, (AeqFeed) g_bit_nth_lsf (order->feeds, -1), &options, cancellable, error)
           : NULL;
}

const AeqWork AEQ_FEED_FETCH = { AEQ_QUEUE_FETCH, fetch, order_free, (GDestroyNotify) aeq_fetch_result_free };
const AeqWork AEQ_FEED_TEST = { AEQ_QUEUE_FETCH, test, order_free, g_free };

/* A fetch that a person asked for, from the keyring to the toast. */
typedef struct
{
  GtkWidget *inside; /* (nullable) weak */
  guint      feeds;
} Fetch;

static void
fetch_free (Fetch *self)
{
  g_clear_weak_pointer (&self->inside);
  g_free (self);
}

static void
tell (GtkWidget *inside, const AeqFetchResult *result)
{
  g_autofree char *text = NULL;
  gint64 n = 0;

  for (guint i = 0; i < result->series->len; i++)
    n += ((AeqFetchedSeries *) result->series->pdata[i])->added + ((AeqFetchedSeries *) result->series->pdata[i])->revised;
  text = result->failure != NULL ? aeq_words_show (result->failure)
                                 : aeq_screen_counted (n, NN_("%s value came", "%s values came"));
  aeq_say (inside, text);
}

/* The strip, and so the shell around it, is still there. After a cancel nothing is called: what came before it the window sees by itself. */
static void
on_fetched (gpointer value, const GError *error, gpointer user_data)
{
  AeqShell *shell = user_data;
  AeqFetchResult *result = value;

  if (result != NULL)
    tell (GTK_WIDGET (shell), result);
  else
    aeq_say_error (GTK_WIDGET (shell), error);
  aeq_fetch_result_free (result);
  aeq_app_desk_data_changed (aeq_shell_get_desk (shell));
}

static void
run (GtkWidget *inside, guint feeds, char *key)
{
  aeq_shell_run (inside, &AEQ_FEED_FETCH, aeq_feed_order_new (feeds, FALSE, key), _("Fetching market series"), on_fetched,
                 gtk_widget_get_ancestor (inside, AEQ_TYPE_SHELL));
}

static void
on_key (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Fetch *self = user_data;
  char *key;
  AeqSecretState state = aeq_keyring_finish (result, &key, NULL);

  if (self->inside != NULL && state != AEQ_SECRET_STORED)
    {
      g_autofree char *text = g_strdup_printf (_("FRED is left out, as its key cannot be had: %s"), gettext (aeq_secret_state_words (state)));

      aeq_say (self->inside, text);
      self->feeds &= ~(1u << AEQ_FEED_FRED);
    }
  if (self->inside != NULL && self->feeds != 0)
    run (self->inside, self->feeds, g_steal_pointer (&key));
  aeq_secret_free (key);
  fetch_free (self);
}

void
aeq_feed_fetch (GtkWidget *inside, guint feeds)
{
  Fetch *self;

  g_return_if_fail (GTK_IS_WIDGET (inside) && feeds != 0);
  if ((feeds & 1u << AEQ_FEED_FRED) == 0)
    {
      run (inside, feeds, NULL);
      return;
    }
  self = g_new0 (Fetch, 1);
  g_set_weak_pointer (&self->inside, inside);
  self->feeds = feeds;
  aeq_keyring_lookup_async (AEQ_FRED_KEY_KIND, AEQ_FRED_KEY_NAME, NULL, on_key, self);
}
