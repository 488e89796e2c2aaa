/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-workspace.h"

G_BEGIN_DECLS

#define AEQ_COPY_MAX 200000 /* rows; a spreadsheet takes a million, a clipboard should not */

/* What to copy; filled by the caller, freed by the work. */
typedef struct
{
  GArray  *ids; /* gint64 */
  char    *headers; /* (nullable) first line */
} AeqFlowCopy;

/* AeqFlowCopy -> char*, tab-separated values. */
extern const AeqWork AEQ_FLOW_COPY;

G_END_DECLS
