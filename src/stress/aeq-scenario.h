/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A named stress: building blocks after BCBS 248. They act together, in no order: factors multiply, delays add up. Plain values; it
 * knows no ledger. */

typedef enum
{
  AEQ_STRESS_DELAY,           /* receipts come @size minutes later */
  AEQ_STRESS_DEFAULT,         /* the share @size of a counterparty's receipts does not come; payments to it are made */
  AEQ_STRESS_PARTIAL_DEFAULT, /* the share @size of receipts does not come, whoever they are from */
  AEQ_STRESS_LINES,           /* the share @size of credit lines is withdrawn */
  AEQ_STRESS_DRAWDOWN,        /* customers draw the share @size of what is undrawn of their lines, at @minute */
  AEQ_STRESS_PAYMENT,         /* an unexpected payment at @minute: @amount, or @size times the usual payments of a day */
  AEQ_STRESS_HAIRCUT,         /* haircuts rise by @size percentage points */
  AEQ_STRESS_MARGIN_CALLS,    /* payments of margin, times @size */
  AEQ_STRESS_REPO_ROLL,       /* receipts from repo, times @size */
  AEQ_STRESS_REDEMPTIONS,     /* redemptions paid, times @size */
  AEQ_STRESS_FACTORS,         /* receipts times @size, payments times @out */
  AEQ_STRESS_PREFUND,         /* payments are made at once, not at their usual time */
  AEQ_STRESS_N_KINDS
} AeqStressKind;

typedef enum
{
  AEQ_STRESS_LINES_UNCOMMITTED,
  AEQ_STRESS_LINES_ALL
} AeqStressLines;

typedef enum
{
  AEQ_STRESS_HAIRCUT_ALL,
  AEQ_STRESS_HAIRCUT_UNENCUMBERED,
  AEQ_STRESS_HAIRCUT_COLLATERAL
} AeqStressHaircut;

/* One block. Texts are owned; NULL takes in everything. */
typedef struct
{
  AeqStressKind    kind;
  double           size;
  double           out;          /* of FACTORS */
  gboolean         has_amount;   /* of PAYMENT */
  gint64           amount;       /* minor units of @currency */
  char            *currency;
  int              minute;       /* of the local day; -1: at once. What is past is at once too */
  AeqStressLines   lines;
  AeqStressHaircut haircut;
  gboolean         largest;      /* of DEFAULT: the counterparty that most comes from */
  char            *category;     /* the ledger's name */
  char            *group;        /* margin_call, repo, redemption, prime_excess, receipt or other: as in the crisis table */
  char            *counterparty; /* without regard to case */
  char            *account;      /* number */
  char            *account_kind; /* nostro, custody, prime_broker, central_bank, other */
} AeqStressBlock;

#define AEQ_STRESS_MAX_BLOCKS 64
#define AEQ_STRESS_MAX_BYTES (64 * 1024)
#define AEQ_STRESS_MAX_TEXT 200
#define AEQ_STRESS_MAX_MINUTES 1440
#define AEQ_STRESS_MAX_FACTOR 100

typedef struct
{
  char   *name;
  char   *description; /* (nullable) */
  GArray *blocks;      /* AeqStressBlock */
} AeqScenario;

AeqScenario *aeq_scenario_new    (const char *name, const char *description);
void         aeq_scenario_free   (AeqScenario *self);
/* Takes the texts of @block. */
void         aeq_scenario_add    (AeqScenario *self, AeqStressBlock block);
/* A block of @kind that changes nothing but by its size: no filter, at once, all lines' default. */
AeqStressBlock aeq_stress_block  (AeqStressKind kind, double size);
void         aeq_stress_block_clear (AeqStressBlock *self);

const char  *aeq_stress_kind_name (AeqStressKind kind); /* "delay", "default", ... */

/* {"blocks":[{"kind":"delay","minutes":120},...]}: at most AEQ_STRESS_MAX_BYTES and AEQ_STRESS_MAX_BLOCKS. AEQ_ERROR_INVALID or
 * AEQ_ERROR_LIMIT names the member ("blocks[2].share") in its place. @file (nullable) is where it came from. */
AeqScenario *aeq_scenario_parse   (const char *name, const char *description, const char *json, gssize length, const char *file,
                                   GError **error);
/* The definition as it is kept and hashed: members in one order, defaults left out. Free with g_free(). */
char        *aeq_scenario_json    (const AeqScenario *self);
/* The first 12 hexadecimal digits of the SHA-256 of aeq_scenario_json(). Free with g_free(). */
char        *aeq_scenario_version (const AeqScenario *self);
/* What a block does, in a sentence. Free with g_free(). */
char        *aeq_stress_block_words (const AeqStressBlock *self);

/* The four of BCBS 248 with assumed sizes: own_stress, counterparty_stress, customer_stress, market_stress. NULL behind the last
 * one, or when no built-in one is called @name. */
AeqScenario *aeq_scenario_built_in      (const char *name);
const char  *aeq_scenario_built_in_name (guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqScenario, aeq_scenario_free)

G_END_DECLS
