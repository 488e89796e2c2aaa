/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-sample.h"

G_BEGIN_DECLS

/* The files of data/sample, data/seeds and data/fixtures, all made from one sample desk of a fixed seed and time. */

#define AEQ_SAMPLE_FILES_SEED 20200316
#define AEQ_SAMPLE_FILES_NOW "2026-06-30T14:00:00Z"

typedef struct
{
  const char *path; /* below the data folder, "sample/positions.csv"; static */
  GString    *text;
} AeqSampleFile;

void       aeq_sample_file_free   (AeqSampleFile *self);
/* All of them, AeqSampleFile; NULL with an error when the desk cannot be made. */
GPtrArray *aeq_sample_files_make  (GError **error);
/* Makes them and writes them below @folder, which is created if need be. */
gboolean   aeq_sample_files_write (const char *folder, GError **error);

/* The parts, appended to @out. */
void aeq_sample_positions_csv    (const AeqSampleDesk *desk, GString *out);
void aeq_sample_transactions_csv (const AeqSampleDesk *desk, GString *out);
void aeq_sample_sample_readme    (const AeqSampleDesk *desk, GString *out);
void aeq_sample_indicators_csv   (const AeqSampleDesk *desk, GString *out);
void aeq_sample_organizations    (const AeqSampleDesk *desk, GString *out);
void aeq_sample_users            (const AeqSampleDesk *desk, GString *out);
void aeq_sample_backtest_csv     (const AeqSampleDesk *desk, GString *out);
void aeq_sample_forecast_cases   (const AeqSampleDesk *desk, GString *out);
void aeq_sample_fixtures_readme  (const AeqSampleDesk *desk, GString *out);

G_END_DECLS
