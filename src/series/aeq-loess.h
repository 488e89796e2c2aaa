/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Locally weighted regression on evenly spaced points (Cleveland 1979): each point takes its nearest neighbours with
 * tricube weights. The weights depend on the place in the window only, so they are worked out once. */
typedef struct
{
  guint   window;
  guint   degree;  /* 0: a local mean, 1: a local line */
  double *weights; /* [place - FIRST][window] */
} AeqLoess;

/* @window: how many neighbours count, odd and at least 3. */
void aeq_loess_init   (AeqLoess *self, guint window, guint degree);
void aeq_loess_clear  (AeqLoess *self);
/* Smooths the @n values at @y, @stride apart, at the places -@beyond .. n-1+@beyond (@beyond 0 or 1), and writes them
 * to @out, again @stride apart. @w (nullable, @stride apart) weighs each value; where all neighbours weigh nothing they
 * count alike. */
void aeq_loess_smooth (const AeqLoess *self, const double *y, const double *w, gsize n, gsize stride, guint beyond,
                       double *out);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqLoess, aeq_loess_clear)

G_END_DECLS
