/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AEQ_SOLVE_MOST 16

/* Solves a x = b for a symmetric positive matrix of @n rows (at most AEQ_SOLVE_MOST), row by row in @a, by Cholesky; only
 * its lower half is read, and @b becomes x. A pivot that is not positive is taken as tiny: the callers' ridge keeps it away from there. */
void aeq_solve_positive (const double *a, gsize n, double *b);

G_END_DECLS
