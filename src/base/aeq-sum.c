/* SPDX-License-Identifier: MIT */
#include "aeq-sum.h"

#include <string.h>

#define FACTOR G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) /* odd: no two sums become one */

static guint64
take_in (guint64 sum, const guint8 *bytes, gsize size)
{
  guint64 word = 0;

  memcpy (&word, bytes, size);
  sum = (sum ^ GUINT64_FROM_LE (word)) * FACTOR;
  return sum ^ sum >> 29;
}

/* Four sums side by side: each waits for its own last multiplication only. */
guint64
aeq_sum64 (const void *data, gsize size)
{
  const guint8 *bytes = data;
  guint64 sums[4] = { 1, 2, 3, 4 };
  guint64 sum = size;

  for (; size >= 32; bytes += 32, size -= 32)
    for (int i = 0; i < 4; i++)
      sums[i] = take_in (sums[i], bytes + 8 * i, 8);
  for (; size > 0; bytes += MIN (size, 8), size -= MIN (size, 8))
    sum = take_in (sum, bytes, MIN (size, 8));
  for (int i = 0; i < 4; i++)
    {
      guint64 last = GUINT64_TO_LE (sums[i]);

      sum = take_in (sum, (const guint8 *) &last, sizeof last);
    }
  return sum;
}
