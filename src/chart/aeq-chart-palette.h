/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-chart.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_THEME_LIGHT,
  AEQ_THEME_DARK,
  AEQ_THEME_PRINT,
  AEQ_THEME_CONTRAST_LIGHT, /* of who asks the system for more contrast */
  AEQ_THEME_CONTRAST_DARK,
  AEQ_N_THEMES
} AeqChartTheme;

typedef struct
{
  double red;
  double green;
  double blue;
} AeqColour;

/* The layers' colours stay apart for people who see red and green alike: they are steps between blue and orange, and
 * differ in lightness too. */
typedef struct
{
  AeqColour background;
  AeqColour text;
  AeqColour faint; /* second-rank text */
  AeqColour grid;
  AeqColour axis;  /* and the zero line */
  AeqColour inks[AEQ_N_INKS];
} AeqPalette;

const AeqPalette *aeq_palette_get (AeqChartTheme theme);
/* 0xRRGGBB. */
guint32           aeq_colour_hex  (const AeqColour *colour);
/* @share of @ink on @ground. */
AeqColour         aeq_colour_mix  (const AeqColour *ground, const AeqColour *ink, double share);

G_END_DECLS
