/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-scenario.h"

G_BEGIN_DECLS

/* Members that a kind of block may have beside its size. */
typedef enum
{
  AEQ_STRESS_HAS_FLOWS = 1 << 0,        /* category, group, counterparty */
  AEQ_STRESS_HAS_COUNTERPARTY = 1 << 1, /* counterparty or largest, one of them needed */
  AEQ_STRESS_HAS_LINES = 1 << 2,        /* which */
  AEQ_STRESS_HAS_TIME = 1 << 3,         /* at */
  AEQ_STRESS_HAS_AMOUNT = 1 << 4,       /* amount and currency in place of the size */
  AEQ_STRESS_HAS_HAIRCUT = 1 << 5,      /* on */
  AEQ_STRESS_HAS_FACTORS = 1 << 6       /* in and out, both 1 unless given */
} AeqStressMembers;

typedef struct
{
  const char *name;
  const char *size; /* the member that says how much; NULL: none */
  double      max;  /* from 0 */
  guint       members;
} AeqStressForm;

const AeqStressForm *aeq_stress_form (AeqStressKind kind);

extern const char *const AEQ_STRESS_LINES_NAMES[];    /* ended by NULL, as are the others */
extern const char *const AEQ_STRESS_HAIRCUT_NAMES[];
extern const char *const AEQ_STRESS_GROUPS[];
extern const char *const AEQ_STRESS_ACCOUNT_KINDS[];

G_END_DECLS
