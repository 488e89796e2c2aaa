/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What changes in each regime, by category of flow. */
typedef enum
{
  AEQ_SHOCK_OTHER,
  AEQ_SHOCK_MARGIN_CALL,
  AEQ_SHOCK_REPO,
  AEQ_SHOCK_REDEMPTION,
  AEQ_SHOCK_PRIME_EXCESS, /* prime-broker excess drawn down: receipts */
  AEQ_SHOCK_RECEIPT,      /* all other receipts: they come late */
  AEQ_N_SHOCKS
} AeqShockCategory;

typedef struct
{
  double outflow;       /* factor on payments of the category */
  double inflow;        /* factor on its receipts */
  double delay_minutes; /* of its receipts */
} AeqShock;

/* What changes for the whole desk. */
typedef struct
{
  double haircut_points;    /* on collateral, percentage points more */
  double uncommitted_lines; /* share of them that can still be drawn */
  double correlation_lift;  /* how far accounts move together more than usual, 0 to 1: of what is missing to step */
} AeqShockTerms;

typedef struct
{
  AeqShock      elevated[AEQ_N_SHOCKS];
  AeqShock      crisis[AEQ_N_SHOCKS];
  AeqShockTerms elevated_terms;
  AeqShockTerms crisis_terms;
} AeqShockTable;

/* How much of an account's gross flows belongs to a category: shares of 1. */
typedef struct
{
  AeqShockCategory category;
  double           in;
  double           out;
} AeqFlowShare;

/* The assumed table that ships as models/crisis/v1.0/shock_multipliers.json. Static. */
const AeqShockTable *aeq_shock_table_default (void);
/* Reads that format: factors 0 to 100, delays 0 to 1440 minutes, every category of both regimes; a table from before
 * there was a lift has none. AEQ_ERROR_INVALID names the member that is missing or out of range. */
gboolean aeq_shock_table_parse (const char *json, gssize length, AeqShockTable *table, GError **error);
/* Free with g_free(). */
char    *aeq_shock_table_json  (const AeqShockTable *table);
/* "margin_call", "repo", ... and back; AEQ_SHOCK_OTHER for unknown names. */
const char          *aeq_shock_category_name (AeqShockCategory category);
AeqShockCategory     aeq_shock_category_find (const char *name);

/* What a shock does to a path: added to the net of each of @n_buckets buckets. @in and @out are the usual gross
 * receipts and payments of each (>= 0). Receipts that a delay moves beyond the last bucket are added up in the
 * result. */
double aeq_shock_apply (const AeqShock *shocks, const AeqFlowShare *shares, gsize n_shares, guint bucket_minutes,
                        const double *in, const double *out, guint n_buckets, double *net);

G_END_DECLS
