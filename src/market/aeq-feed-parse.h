/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

#include "aeq-feed-client.h"

G_BEGIN_DECLS

/* Readers of what the feeds answer. Errors are AEQ_FEED_ERROR_SERIES with half a sentence, which the caller puts behind
 * feed and series. Rows come in the order of the answer, with NaN for a missing value where that is said. */

#define AEQ_FEED_MAX_BODY (8 * 1024 * 1024)
#define AEQ_FEED_MAX_VALUES 500000 /* of one JSON document */
#define AEQ_FEED_MAX_DEPTH 8

/* @field, @rows: as for aeq_feed_client_fetch(). */
typedef struct
{
  const char *field;
  GArray     *rows;
} AeqFeedColumn;

/* One page of FRED: @rows with NaN for ".", @count is that of all pages. */
gboolean aeq_feed_fred_parse     (const char *text, gsize length, GArray *rows, guint64 *count, GError **error);
/* The sentence of an error document of FRED; NULL when it is none. Free it. */
char    *aeq_feed_fred_message   (const char *text, gsize length);
/* {"refRates":[...]}: a member of each object a column. */
gboolean aeq_feed_nyfed_parse    (const char *text, gsize length, const AeqFeedColumn *columns, guint n,
                                  GError **error);
/* [["2026-10-02",3.88],...] */
gboolean aeq_feed_ofr_parse      (const char *text, gsize length, GArray *rows, GError **error);
/* The stress index: a CSV table with a header, columns by their titles. */
gboolean aeq_feed_ofr_parse_fsi  (const char *text, gsize length, const AeqFeedColumn *columns, guint n,
                                  GError **error);

/* The document, after a look at size and depth that json-glib does not take itself. Owned. */
JsonParser *aeq_feed_json_parse  (const char *text, gsize length, GError **error);
/* A member that is a day as text; FALSE with an error that names it. */
gboolean    aeq_feed_json_date   (JsonObject *object, const char *member, AeqDate *date, GError **error);
/* A number, or a text that is one; NaN when it is absent, null, empty or "."; FALSE with an error for anything else. */
gboolean    aeq_feed_json_value  (JsonNode *node, const char *name, double *value, GError **error);
/* The same for a text. */
gboolean    aeq_feed_text_value  (const char *text, const char *name, double *value, GError **error);
/* One line of at most @max_chars printable characters, for messages. Owned. */
char       *aeq_feed_clean       (const char *text, guint max_chars);
gboolean    aeq_feed_refuse      (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
