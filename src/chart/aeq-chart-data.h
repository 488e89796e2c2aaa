/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart-pyramid.h"
#include "aeq-chart.h"

G_BEGIN_DECLS

/* The data of a chart, for what draws it otherwise: a spreadsheet, a data table. All borrowed from the chart. */
typedef enum
{
  AEQ_LAYER_LINE,
  AEQ_LAYER_STEP,
  AEQ_LAYER_DOTS,
  AEQ_LAYER_BARS,
  AEQ_LAYER_FAN,
  AEQ_LAYER_HEAT,
  AEQ_LAYER_STATES,
  AEQ_LAYER_LIMIT,
  AEQ_LAYER_MARKER,
  AEQ_LAYER_MOMENT
} AeqLayerKind;

typedef struct
{
  AeqLayerKind kind;
  AeqInk       ink;
  char        *name;     /* (nullable) legend, or the label of a limit, marker or moment */
  gsize        n;
  gboolean     filled;   /* of a step: down to 0 */
  double      *x;
  double      *y;        /* of a fan and a heat map: n times n_levels values; of states: which */
  gsize        n_levels; /* of a fan; the rows of a heat map; else 0 */
  double      *levels;   /* of a fan */
  double       width;    /* of bars and of the columns of a heat map; how long the last state lasts */
  char       **labels;   /* the rows of a heat map, the names of states */
  AeqPyramid  *pyramid;  /* (nullable) of a line, step, dots or bars of many points */
} AeqChartLayer;

const char          *aeq_chart_get_title   (const AeqChart *self);
AeqAxisKind          aeq_chart_get_x_kind  (const AeqChart *self);
const char          *aeq_chart_get_x_title (const AeqChart *self);
const char          *aeq_chart_get_y_title (const AeqChart *self);
const AeqZone       *aeq_chart_get_zone    (const AeqChart *self);
gsize                aeq_chart_get_n_layers (const AeqChart *self);
const AeqChartLayer *aeq_chart_get_layer   (const AeqChart *self, gsize index);
/* What the axes reach over: as set, else over all layers; never empty. */
void                 aeq_chart_get_x_range (const AeqChart *self, double *from, double *to);
void                 aeq_chart_get_y_range (const AeqChart *self, double *from, double *to);
gboolean             aeq_chart_has_fixed_y (const AeqChart *self);
/* The size of the largest value, whichever its sign. */
double               aeq_chart_get_largest (const AeqChart *self);

G_END_DECLS
