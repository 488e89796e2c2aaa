/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-intraday.h"

G_BEGIN_DECLS

/* What the Intraday page says in words and figures. All texts are the caller's; what is not known is a dash. */

typedef enum
{
  AEQ_INTRADAY_NOW,      /* balance or net position */
  AEQ_INTRADAY_LOWEST,   /* booked */
  AEQ_INTRADAY_AHEAD,    /* median of the forecast's lowest point */
  AEQ_INTRADAY_CLOSE,    /* median */
  AEQ_INTRADAY_HEADROOM, /* of the lowest that was booked or is forecast, over the limit */
  AEQ_INTRADAY_PAID,     /* of what was paid and is announced */
  AEQ_INTRADAY_N_FIGURES
} AeqIntradayFigure;

typedef struct
{
  char       *text;
  char       *caption; /* below it */
  const char *style;   /* (nullable) static */
} AeqFigureText;

AeqFigureText aeq_intraday_figure   (const AeqIntradayDay *self, AeqIntradayFigure figure, gboolean absolute);
void          aeq_figure_text_clear (AeqFigureText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqFigureText, aeq_figure_text_clear)

char *aeq_intraday_title (const AeqIntradayDay *self); /* whose day it is */
/* Why these accounts, and what there is no forecast of; NULL when there is nothing to explain. */
char *aeq_intraday_note  (const AeqIntradayDay *self);
char *aeq_intraday_as_of (const AeqIntradayDay *self);

G_END_DECLS
