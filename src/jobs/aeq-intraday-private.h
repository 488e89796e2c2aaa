/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-intraday.h"

G_BEGIN_DECLS

/* Fills course, expected and troughs from the ladder. aeq-intraday-course.c */
gboolean aeq_intraday_fill_course     (AeqIntradayDay *self, GError **error);
/* aeq-intraday-throughput.c */
gboolean aeq_intraday_fill_throughput (AeqIntradayDay *self, AeqLedger *ledger, guint n_days, GError **error);
/* Which accounts are meant: fills what, accounts. aeq-intraday-scope.c */
gboolean aeq_intraday_fill_scope (AeqIntradayDay *self, AeqLedger *ledger, const AeqIntradayRequest *request,
                                  GPtrArray *all, GCancellable *cancellable, GError **error);

G_END_DECLS
