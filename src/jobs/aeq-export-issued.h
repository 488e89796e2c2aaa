/* SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

#include "aeq-account.h"
#include "aeq-accuracy.h"

G_BEGIN_DECLS

/* An issued forecast as it was frozen, read back from its document. Amounts are minor units at the quantiles of
 * AEQ_QUANTILE_LEVELS; AEQ_ISSUED_NONE where the document has null. */
#define AEQ_ISSUED_NONE G_MININT64

typedef struct
{
  AeqInstant start;
  gint64     balance[AEQ_N_QUANTILES]; /* at the end of the time slice */
  gint64     net[AEQ_N_QUANTILES];     /* since the open, at the end of the time slice */
  gint64     known;                    /* due in it, overrides too */
  gint64     overridden;
} AeqIssuedSlice;

typedef struct
{
  AeqDate date;
  gint64  horizon;
  gint64  known;      /* overrides too */
  gint64  overridden;
  gint64  net[AEQ_N_QUANTILES];
  gint64  closing[AEQ_N_QUANTILES];
} AeqIssuedDay;

typedef struct
{
  const char        *number; /* texts are the document's */
  const char        *name;
  const AeqCurrency *currency;
  const AeqZone     *zone;   /* of the account, UTC when it is no longer there */
  gint64             opening;
  gint64             settled; /* today, when it was issued */
  gint64             stress;  /* what the crisis table adds to the rest of today */
  gint64             limit;
  gint64             lines;   /* committed credit lines, which a breach is beyond */
  AeqInstant         lowest_at;
  gint64             lowest[AEQ_N_QUANTILES];
  gint64             peak_usage[AEQ_N_QUANTILES];
  double             p_breach; /* NaN: no limit */
  GArray            *slices;   /* AeqIssuedSlice */
  GArray            *days;     /* AeqIssuedDay */
} AeqIssuedAccount;

typedef struct
{
  AeqInstant as_of;
  char       id[AEQ_ID_TEXT_SIZE];
  double     p[3];     /* steady, elevated, crisis */
  char      *model;
  char      *regime;
  char      *scenario; /* (nullable) */
  char      *content;  /* the document; of one account when only that was asked for */
  JsonNode  *node;
  GPtrArray *accounts; /* AeqIssuedAccount */
} AeqIssued;

/* An account set in one currency, from joint paths. */
typedef struct
{
  gint64 n_accounts;
  gint64 lowest[AEQ_N_QUANTILES];
  gint64 closing[AEQ_N_QUANTILES];
} AeqIssuedSet;

void aeq_issued_free (AeqIssued *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqIssued, aeq_issued_free)

/* The forecast of that id, with all its accounts. */
AeqIssued *aeq_issued_find   (AeqLedger *ledger, GPtrArray *accounts, const AeqId *id, GError **error);
/* The newest forecast; @only (nullable) keeps one account of it. AEQ_ERROR_NOT_FOUND when none was issued, or none of
 * that account. */
AeqIssued *aeq_issued_newest (AeqLedger *ledger, GPtrArray *accounts, const AeqAccount *only, GError **error);
/* A forecast that was made and not issued, from aeq_forecast_document(): without an id. */
AeqIssued *aeq_issued_read   (const char *document, GPtrArray *accounts, GError **error);
/* Whether the ledger was changed since @at; issuing a forecast is no change. */
gboolean   aeq_issued_is_overtaken (AeqLedger *ledger, AeqInstant at, gboolean *overtaken, GError **error);
/* What it says of a set; FALSE when it has none of that name and currency. */
gboolean   aeq_issued_get_set (const AeqIssued *self, const char *name, const AeqCurrency *currency, AeqIssuedSet *set);

/* When time slice @i of the account ends; the last one ends with the day. */
AeqInstant aeq_issued_slice_end (const AeqIssuedAccount *account, guint i);

G_END_DECLS
