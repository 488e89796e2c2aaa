/* SPDX-License-Identifier: MIT */
#include "aeq-chart-decimate.h"

#include <math.h>

/* What lies left and right of the picture is one column each. */
static int
column_of (double x, double from, double width, guint columns)
{
  double column = floor ((x - from) / width);

  return (int) CLAMP (column, -1, (double) columns);
}

typedef struct
{
  gsize first;
  gsize last;
  gsize low;
  gsize high;
  gsize gap;  /* G_MAXSIZE: none */
  gsize n;
} Column;

static void
take (Column *column, const double *y, gsize i)
{
  if (isnan (y[i]))
    {
      column->gap = i;
      return;
    }
  if (column->n++ == 0)
    column->first = column->low = column->high = i;
  column->last = i;
  if (y[i] < y[column->low])
    column->low = i;
  if (y[i] > y[column->high])
    column->high = i;
}

static gsize
put (const Column *column, const double *x, const double *y, double *out_x, double *out_y)
{
  gsize order[5];
  gsize n = 0;
  gsize written = 0;

  if (column->n > 0)
    {
      order[n++] = column->first;
      order[n++] = MIN (column->low, column->high);
      order[n++] = MAX (column->low, column->high);
      order[n++] = column->last;
    }
  if (column->gap != G_MAXSIZE)
    {
      gsize k = n++;

      for (; k > 0 && order[k - 1] > column->gap; k--)
        order[k] = order[k - 1];
      order[k] = column->gap;
    }
  for (gsize k = 0; k < n; k++)
    if (k == 0 || order[k] != order[k - 1])
      {
        out_x[written] = x[order[k]];
        out_y[written++] = y[order[k]];
      }
  return written;
}

gsize
aeq_chart_decimate (const double *x, const double *y, gsize n, double from, double width, guint columns, double *out_x,
                    double *out_y)
{
  gsize written = 0;
  gsize i = 0;

  while (i < n)
    {
      int index = column_of (x[i], from, width, columns);
      Column column = { .gap = G_MAXSIZE };

      for (; i < n && column_of (x[i], from, width, columns) == index; i++)
        take (&column, y, i);
      written += put (&column, x, y, out_x + written, out_y + written);
    }
  return written;
}
