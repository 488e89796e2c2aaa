/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Up to so many values are sorted by insertion. */
#define AEQ_STATS_INSERTION_SORT 48

/* Puts the value of rank @k (0 is the lowest of @n) there, smaller ones before it and larger ones behind it. */
void aeq_stats_select_rank (double *values, gsize n, gsize k);

G_END_DECLS
