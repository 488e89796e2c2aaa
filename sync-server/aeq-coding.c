/* SPDX-License-Identifier: MIT */
#include "aeq-coding.h"

#include <string.h>
#include <zlib.h>
#include <zstd.h>

/* Answers are compressed while somebody waits, on a thread that others wait for. */
#define GZIP_LEVEL 1
#define GZIP_WINDOW (15 + 16) /* 16: with gzip's own header */
#define GZIP_MEMORY 8
#define ZSTD_LEVEL 1

static const char *const NAMES[AEQ_N_CODINGS] = { NULL, "gzip", "zstd" };

const char *
aeq_coding_name (AeqCoding coding)
{
  return NAMES[coding];
}

static gboolean
is_word (const char *text, gsize length, const char *word)
{
  return strlen (word) == length && g_ascii_strncasecmp (text, word, length) == 0;
}

/* ";q=0.5" in thousandths; what cannot be read is 0, so that nothing is sent which was not asked for. */
static int
read_weight (const char *text, gsize length)
{
  const char *mark = memchr (text, ';', length);
  const char *end = text + length;
  int weight = 0;

  if (mark == NULL)
    return 1000;
  for (mark++; mark < end && (*mark == ' ' || *mark == '\t'); mark++)
    continue;
  if (end - mark < 3 || (*mark != 'q' && *mark != 'Q') || mark[1] != '=' || (mark[2] != '0' && mark[2] != '1'))
    return 0;
  weight = (mark[2] - '0') * 1000;
  mark += 3;
  if (mark < end && *mark == '.')
    for (int unit = 100, digit = 0; digit < 3 && ++mark < end && g_ascii_isdigit (*mark); digit++, unit /= 10)
      weight += (*mark - '0') * unit;
  return MIN (weight, 1000);
}

static void
read_item (const char *text, gsize length, int *weights)
{
  gsize word = strcspn (text, "; \t");
  int weight;

  word = MIN (word, length);
  weight = read_weight (text, length);
  for (int coding = AEQ_CODING_GZIP; coding < AEQ_N_CODINGS; coding++)
    if (is_word (text, word, NAMES[coding]) || (coding == AEQ_CODING_GZIP && is_word (text, word, "x-gzip")))
      weights[coding] = weight;
    else if (is_word (text, word, "*") && weights[coding] < 0)
      weights[coding] = weight;
  if (is_word (text, word, "identity"))
    weights[AEQ_CODING_PLAIN] = weight;
}

AeqCoding
aeq_coding_choose (const char *accept)
{
  int weights[AEQ_N_CODINGS] = { 1, -1, -1 }; /* as it is, when nothing else is liked */
  AeqCoding best = AEQ_CODING_PLAIN;

  while (accept != NULL && *accept != '\0')
    {
      gsize length;

      accept += strspn (accept, ", \t");
      length = strcspn (accept, ",");
      if (length > 0)
        read_item (accept, length, weights);
      accept += length;
    }
  for (int coding = AEQ_CODING_GZIP; coding < AEQ_N_CODINGS; coding++)
    if (weights[coding] > 0 && weights[coding] >= weights[best])
      best = (AeqCoding) coding;
  return best;
}

static GBytes *
encode_gzip (const guint8 *data, gsize size)
{
  z_stream stream = { 0 };
  g_autofree guint8 *out = NULL;
  gsize bound;
  int status;

  if (size > G_MAXUINT / 2 ||
      deflateInit2 (&stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
    return NULL;
  bound = deflateBound (&stream, size);
  out = g_malloc (bound);
  stream.next_in = (Bytef *) data; /* only read */
  stream.avail_in = (uInt) size;
  stream.next_out = out;
  stream.avail_out = (uInt) bound;
  status = deflate (&stream, Z_FINISH);
  deflateEnd (&stream);
  return status == Z_STREAM_END ? g_bytes_new (out, stream.total_out) : NULL;
}

static GBytes *
encode_zstd (const guint8 *data, gsize size)
{
  gsize bound = ZSTD_compressBound (size);
  g_autofree guint8 *out = g_malloc (bound);
  gsize written = ZSTD_compress (out, bound, data, size, ZSTD_LEVEL);

  return ZSTD_isError (written) ? NULL : g_bytes_new (out, written);
}

GBytes *
aeq_coding_encode (AeqCoding coding, GBytes *plain)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);

  switch (coding)
    {
    case AEQ_CODING_GZIP:
      return encode_gzip (data, size);
    case AEQ_CODING_ZSTD:
      return encode_zstd (data, size);
    default:
      return g_bytes_ref (plain);
    }
}
