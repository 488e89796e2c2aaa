/* SPDX-License-Identifier: MIT */
#include "aeq-solve.h"

#include <math.h>

void
aeq_solve_positive (const double *a, gsize n, double *b)
{
  double l[AEQ_SOLVE_MOST][AEQ_SOLVE_MOST] = { { 0 } };

  g_return_if_fail (n <= AEQ_SOLVE_MOST);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j <= i; j++)
      {
        double sum = a[i * n + j];

        for (gsize k = 0; k < j; k++)
          sum -= l[i][k] * l[j][k];
        l[i][j] = i == j ? sqrt (MAX (sum, 1e-12)) : sum / l[j][j];
      }
  for (gsize i = 0; i < n; i++)
    {
      for (gsize k = 0; k < i; k++)
        b[i] -= l[i][k] * b[k];
      b[i] /= l[i][i];
    }
  for (gsize i = n; i-- > 0;)
    {
      for (gsize k = i + 1; k < n; k++)
        b[i] -= l[k][i] * b[k];
      b[i] /= l[i][i];
    }
}
