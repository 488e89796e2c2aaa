/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

#include "aeq-job-bcbs248.h"

gboolean
aeq_export_bcbs248 (AeqExport *self, GError **error)
{
  const AeqExportRequest *request = self->request;
  const AeqBcbsRequest what = { request->from, request->to, request->account, request->set, request->currency };
  g_autoptr(AeqBcbsReport) report = aeq_job_bcbs248 (self->ledger, &what, NULL, self->cancellable, error);

  return report != NULL && aeq_bcbs_report_write (report, self->path, &request->options, self->cancellable, error);
}
