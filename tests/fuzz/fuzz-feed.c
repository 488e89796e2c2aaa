/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdint.h>

#include "aeq-feed-parse.h"

/* Answers of the feeds: whatever a server sends is read or refused, a value that is read is finite or missing, and its
 * day is one. The first byte chooses the reader. */

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_rows (const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const AeqFeedRow *row = &g_array_index (rows, AeqFeedRow, i);

      g_assert_true (isnan (row->value) || fabs (row->value) <= 1e12);
      g_assert_cmpint (row->day, !=, AEQ_DATE_NONE);
    }
}

static gboolean
read_answer (uint8_t which, const char *text, size_t size, GArray *rows, GArray *more, GError **error)
{
  const AeqFeedColumn rates[] = { { "percentRate", rows }, { "percentPercentile99", more } };
  const AeqFeedColumn indices[] = { { "OFR FSI", rows }, { "Funding", more } };
  guint64 count;

  switch (which % 4)
    {
    case 0:
      return aeq_feed_fred_parse (text, size, rows, &count, error);
    case 1:
      return aeq_feed_nyfed_parse (text, size, rates, G_N_ELEMENTS (rates), error);
    case 2:
      return aeq_feed_ofr_parse (text, size, rows, error);
    default:
      return aeq_feed_ofr_parse_fsi (text, size, indices, G_N_ELEMENTS (indices), error);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (AeqFeedRow));
  g_autoptr(GArray) more = g_array_new (FALSE, FALSE, sizeof (AeqFeedRow));
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;

  if (size == 0)
    return 0;
  if (!read_answer (data[0], (const char *) data + 1, size - 1, rows, more, &error))
    g_assert_error (error, AEQ_FEED_ERROR, AEQ_FEED_ERROR_SERIES);
  check_rows (rows);
  check_rows (more);
  message = aeq_feed_fred_message ((const char *) data + 1, size - 1);
  g_assert_true (message == NULL || g_utf8_validate (message, -1, NULL));
  return 0;
}
