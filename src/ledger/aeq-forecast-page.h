/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-forecast-store.h"

G_BEGIN_DECLS

/* Issued forecasts, read a page at a time for programs that pass them on. Texts are borrowed for the call. */

typedef struct
{
  gint64      id; /* local */
  AeqId       uid;
  AeqInstant  as_of;
  const char *model;
  const char *regime;
  const char *scenario; /* (nullable) */
  double      p[3];     /* steady, elevated, crisis; NaN when unknown */
} AeqForecastHead;

/* FALSE stops; with an error when it is one. */
typedef gboolean (*AeqForecastHeadFunc) (const AeqForecastHead *head, gpointer user_data, GError **error);
/* Newest first, those stored before run @before (0: all); @limit of them. */
gboolean aeq_forecast_heads (AeqLedger *ledger, gint64 before, gint64 limit, AeqForecastHeadFunc func,
                             gpointer user_data, GError **error);

typedef struct
{
  gint64             account;  /* local */
  AeqId              uid;      /* of the account */
  const char        *number;
  const AeqCurrency *currency;
  AeqForecastTarget  target;
} AeqForecastLine;

typedef struct
{
  gint64       run;           /* local */
  const AeqId *account;       /* (nullable) */
  gint64       after_account; /* the line before the page: its account, 0 from the start, */
  gint64       after_horizon;
  gint64       limit;
} AeqForecastLines;

typedef gboolean (*AeqForecastLineFunc) (const AeqForecastLine *line, gpointer user_data, GError **error);
/* Daily net flows of a run, by account and day. */
gboolean aeq_forecast_lines (AeqLedger *ledger, const AeqForecastLines *lines, AeqForecastLineFunc func,
                             gpointer user_data, GError **error);

/* The document of a run as it was issued; NULL without an error: there is none. Free it. */
char *aeq_forecast_content (AeqLedger *ledger, const AeqId *uid, GError **error);

G_END_DECLS
