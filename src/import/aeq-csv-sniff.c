/* SPDX-License-Identifier: MIT */
#include "aeq-csv-sample.h"

#include <string.h>

#include "aeq-csv-date.h"
#include "aeq-csv-fold.h"
#include "aeq-csv-words.h"
#include "aeq-error.h"

/* So many records tell a delimiter. */
#define TRIES 120

static const char DELIMITERS[] = { ';', ',', '\t', '|' };

/* How much a record looks like one of a table of flows, cut at the delimiter under trial. */
static guint
score_row (const AeqCsvRecord *record)
{
  guint dates = 0;
  guint numbers = 0;

  for (guint i = 0; i < MIN (record->n_cells, 64); i++)
    {
      const char *cell = aeq_csv_record_cell (record, i);
      gsize length = aeq_csv_record_length (record, i);

      if (aeq_csv_date_readings (cell, length, NULL) != 0)
        dates++;
      else if (aeq_csv_number_look (cell, length, NULL) != AEQ_NUMBER_NONE)
        numbers++;
    }
  return dates > 0 && numbers > 0 ? 4 : dates > 0 || numbers > 0;
}

static guint
score_words (const AeqCsvRecord *record)
{
  AeqHeaderMeaning meanings[AEQ_MAX_MEANINGS];
  guint known = 0;

  for (guint i = 0; i < MIN (record->n_cells, 128); i++)
    {
      g_autofree char *folded = aeq_csv_fold_header (aeq_csv_record_cell (record, i), NULL);

      if (aeq_header_meanings (folded, meanings) > 0 && meanings[0].weight > 1)
        known++;
    }
  return known;
}

/* The most frequent number of cells, when it is more than one, and how many records have it. */
static guint
score_evenness (const AeqSample *sample, guint n)
{
  guint counts[64] = { 0 };
  guint best = 0;

  for (guint i = 0; i < n; i++)
    {
      guint cells = MIN (aeq_sample_record (sample, i)->n_cells, 63);

      if (cells > 1)
        best = MAX (best, ++counts[cells]);
    }
  return best;
}

static guint
score_sample (const AeqSample *sample)
{
  guint n = MIN (sample->records->len, TRIES);
  guint score = 2 * score_evenness (sample, n);
  guint words = 0;

  for (guint i = 0; i < n; i++)
    {
      score += aeq_sample_record (sample, i)->n_cells > 1 ? 2 * score_row (aeq_sample_record (sample, i)) : 0;
      words = MAX (words, score_words (aeq_sample_record (sample, i)));
    }
  return score + (words > 1 ? words * words * 4 : 0);
}


/* A delimiter that is not the file's may break a limit or a quote: that only makes it a bad one. */
static guint
try_delimiter (AeqText *text, const AeqDialect *dialect, GCancellable *cancellable, GError **error)
{
  AeqDelimited trial = { text, *dialect };
  AeqRecordSource source = aeq_delimited_source (&trial);
  g_autoptr(AeqSample) sample = aeq_sample_take (&source, TRIES, cancellable, error);

  return sample != NULL ? score_sample (sample) : 0;
}

/* Excel's own hint: a first line "sep=;". */
static char
read_hint (AeqText *text)
{
  const char *data;
  gssize n;

  aeq_text_rewind (text);
  n = aeq_text_read (text, &data, NULL);
  return n > 6 && g_ascii_strncasecmp (data, "sep=", 4) == 0 && (data[5] == '\n' || data[5] == '\r') ? data[4] : '\0';
}

/* Some bar- and tab-separated files do not quote at all, and a stray quote in a text would swallow what follows: there
 * a quote counts only when cells begin and end with one. */
static gboolean
file_quotes (AeqText *text, char delimiter)
{
  const char *data;
  gboolean opens = FALSE;
  gboolean closes = FALSE;
  gssize n;

  if (delimiter != '|' && delimiter != '\t')
    return TRUE;
  aeq_text_rewind (text);
  n = aeq_text_read (text, &data, NULL);
  for (gssize i = 0; i < n; i++)
    if (data[i] == '"')
      {
        opens = opens || i == 0 || data[i - 1] == delimiter || data[i - 1] == '\n';
        closes = closes || i + 1 == n || data[i + 1] == delimiter || data[i + 1] == '\n' || data[i + 1] == '\r';
      }
  return opens && closes;
}

static gboolean
try_all (AeqText *text, AeqDialect *dialect, GCancellable *cancellable, GError **error)
{
  g_autoptr(GError) first_error = NULL;
  guint best = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (DELIMITERS); i++)
    {
      AeqDialect trial = { DELIMITERS[i], file_quotes (text, DELIMITERS[i]) ? '"' : '\0' };
      guint score = try_delimiter (text, &trial, cancellable, first_error == NULL ? &first_error : NULL);

      if (score > best)
        {
          best = score;
          *dialect = trial;
        }
    }
  if (best > 0 || first_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first_error));
  return FALSE;
}

gboolean
aeq_dialect_sniff (AeqText *text, char fixed, AeqDialect *dialect, GCancellable *cancellable, GError **error)
{
  dialect->delimiter = fixed != '\0' ? fixed : read_hint (text);
  if (dialect->delimiter == '\0')
    {
      dialect->delimiter = ',';
      dialect->quote = '"';
      return try_all (text, dialect, cancellable, error);
    }
  dialect->quote = file_quotes (text, dialect->delimiter) ? '"' : '\0';
  return TRUE;
}
