/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-job-bcbs248.h"

G_BEGIN_DECLS

/* The report as tables and charts; each has the shape that suits its format. */
gboolean aeq_bcbs_push_csv   (AeqDocument *document, const AeqBcbsReport *report, GError **error);
/* A sheet a tool, with the rows of all sections. */
gboolean aeq_bcbs_push_book  (AeqDocument *document, const AeqBcbsReport *report, GError **error);
/* Section after section. */
gboolean aeq_bcbs_push_paper (AeqDocument *document, const AeqBcbsReport *report, GError **error);

AeqChart *aeq_bcbs_usage_chart      (const AeqBcbsSection *section);
AeqChart *aeq_bcbs_throughput_chart (const AeqBcbsSection *section);

G_END_DECLS
