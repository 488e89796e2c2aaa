/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-json.h"
#include "aeq-regime.h"

G_BEGIN_DECLS

/* One reading as the contract has it: inside an array or alone; @drivers as asked. */
void aeq_regime_reading_write (AeqJson *json, const AeqRegimeReading *reading, gboolean drivers);

G_END_DECLS
