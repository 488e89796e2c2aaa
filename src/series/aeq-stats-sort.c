/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-stats.h"
#include "aeq-stats-private.h"

#define MANY 400 /* from here on radix sort is the faster one */

/* Hoare's partition by the median of three: values low .. *left are not above values *right .. high. */
static void
part (double *values, gssize low, gssize high, gssize *left, gssize *right)
{
  double a = values[low], b = values[low + (high - low) / 2], c = values[high];
  double pivot = MAX (MIN (a, b), MIN (MAX (a, b), c));
  gssize i = low, j = high;

  while (i <= j)
    {
      while (values[i] < pivot)
        i++;
      while (values[j] > pivot)
        j--;
      if (i <= j)
        {
          double swap = values[i];

          values[i++] = values[j];
          values[j--] = swap;
        }
    }
  *left = j;
  *right = i;
}

/* Leaves every value less than AEQ_STATS_INSERTION_SORT places from its own. */
static void
sort_roughly (double *values, gssize low, gssize high)
{
  while (high - low >= AEQ_STATS_INSERTION_SORT)
    {
      gssize left, right;

      part (values, low, high, &left, &right);
      /* The shorter side first: the stack stays short. */
      if (left - low < high - right)
        {
          sort_roughly (values, low, left);
          low = right;
        }
      else
        {
          sort_roughly (values, right, high);
          high = left;
        }
    }
}

/* The bits of a double in an order that rises with it, and back. */
static guint64
bits_of (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits >> 63 ? ~bits : bits | G_GUINT64_CONSTANT (1) << 63;
}

static double
value_of (guint64 bits)
{
  double value;

  bits = bits >> 63 ? bits & ~(G_GUINT64_CONSTANT (1) << 63) : ~bits;
  memcpy (&value, &bits, sizeof value);
  return value;
}

static void
count_bytes (const guint64 *bits, gsize n, guint32 counts[8][256])
{
  memset (counts, 0, 8 * sizeof *counts);
  for (gsize i = 0; i < n; i++)
    for (int pass = 0; pass < 8; pass++)
      counts[pass][bits[i] >> (8 * pass) & 0xff]++;
}

/* By radix, a byte a pass; a byte that all have in common is passed over. */
static void
sort_many (double *values, gsize n)
{
  g_autofree guint64 *room = g_new (guint64, 2 * n);
  guint64 *from = room, *to = room + n;
  guint32 counts[8][256];

  for (gsize i = 0; i < n; i++)
    from[i] = bits_of (values[i]);
  count_bytes (from, n, counts);
  for (int pass = 0; pass < 8; pass++)
    {
      guint32 *start = counts[pass], sum = 0;
      guint64 *swap = from;

      if (start[from[0] >> (8 * pass) & 0xff] == n)
        continue;
      for (int byte = 0; byte < 256; byte++)
        {
          guint32 count = start[byte];

          start[byte] = sum;
          sum += count;
        }
      for (gsize i = 0; i < n; i++)
        to[start[from[i] >> (8 * pass) & 0xff]++] = from[i];
      from = to;
      to = swap;
    }
  for (gsize i = 0; i < n; i++)
    values[i] = value_of (from[i]);
}

void
aeq_stats_sort (double *values, gsize n)
{
  if (n >= MANY && n <= G_MAXUINT32)
    {
      sort_many (values, n);
      return;
    }
  sort_roughly (values, 0, (gssize) n - 1);
  for (gsize i = 1; i < n; i++)
    {
      double x = values[i];
      gsize j = i;

      for (; j > 0 && values[j - 1] > x; j--)
        values[j] = values[j - 1];
      values[j] = x;
    }
}

void
aeq_stats_select_rank (double *values, gsize n, gsize k)
{
  gssize low = 0, high = (gssize) n - 1;

  while (high > low)
    {
      gssize left, right;

      part (values, low, high, &left, &right);
      if ((gssize) k <= left)
        high = left;
      else if ((gssize) k >= right)
        low = right;
      else
        return;
    }
}

/* The bits of a float in an order that rises with it. */
static guint32
key_of (float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

/* By radix, a byte a pass. */
void
aeq_stats_sort_floats (float *values, gsize n, float *room)
{
  guint start[4][256] = { { 0 } };
  float *from = values, *to = room;

  for (gsize i = 0; i < n; i++)
    for (int pass = 0; pass < 4; pass++)
      start[pass][key_of (values[i]) >> (8 * pass) & 0xff]++;
  for (int pass = 0; pass < 4; pass++)
    {
      float *swap = from;
      guint sum = 0;

      for (int byte = 0; byte < 256; byte++)
        {
          guint count = start[pass][byte];

          start[pass][byte] = sum;
          sum += count;
        }
      for (gsize i = 0; i < n; i++)
        to[start[pass][key_of (from[i]) >> (8 * pass) & 0xff]++] = from[i];
      from = to;
      to = swap;
    }
}

/* Where the first float that is not below @value stands. */
static gsize
find_sorted (const float *sorted, gsize n, float value)
{
  guint32 key = key_of (value);
  gsize low = 0;

  while (n > 0)
    {
      gsize half = n / 2;

      if (key_of (sorted[low + half]) < key)
        {
          low += half + 1;
          n -= half + 1;
        }
      else
        n = half;
    }
  return low;
}

void
aeq_stats_sorted_insert (float *sorted, gsize n, float value)
{
  gsize at = find_sorted (sorted, n, value);

  memmove (sorted + at + 1, sorted + at, (n - at) * sizeof *sorted);
  sorted[at] = value;
}

void
aeq_stats_sorted_remove (float *sorted, gsize n, float value)
{
  gsize at = find_sorted (sorted, n, value);

  g_assert (at < n && sorted[at] == value);
  memmove (sorted + at, sorted + at + 1, (n - at - 1) * sizeof *sorted);
}
