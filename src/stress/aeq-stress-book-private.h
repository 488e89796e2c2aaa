/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-stress-book.h"

G_BEGIN_DECLS

/* A bucket of a leg in the time order of all legs. */
typedef struct
{
  guint    leg;
  guint    bucket;
  guint    walk;
  int      point;      /* index into points; -1: it has been */
  gboolean walk_ends;  /* the last of its walk at this time: flows at one time are netted */
  gboolean point_ends; /* the last of all at this time */
  AeqInstant end;
} AeqStressStep;

struct _AeqStressBook
{
  AeqStressLeg  *legs;
  guint          n_legs;
  gboolean       netted;
  guint          n_walks;   /* 1 when netted, else a leg each */
  guint          n_paths;
  AeqStressStep *steps;
  gsize          n_steps;
  AeqInstant    *points;
  guint          n_points;
  double        *received;  /* [n_legs][n_paths] gross of the day before any scenario */
  double        *sent;
  const char    *largest;
};

/* The stressed net of each bucket left of one path, how a scenario changes its gross receipts and payments, and what it carries over. */
typedef struct
{
  double *net; /* [n_rest] */
  double  received;
  double  sent;
  double  carried;
} AeqStressPath;

void aeq_stress_gross     (const AeqStressLeg *leg, guint p, double usual_in, double usual_out, double *received, double *sent);
void aeq_stress_path_fill (const AeqStressLeg *leg, const AeqStressEffect *effect, guint p, AeqStressPath *path);

G_END_DECLS
