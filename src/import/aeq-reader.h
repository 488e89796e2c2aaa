/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-profile.h"
#include "aeq-read.h"

G_BEGIN_DECLS

/* One reader a format. What it promises is what aeq_csv_read() says; formats without columns ignore the profiles. */
typedef gboolean (*AeqReadFunc) (AeqInput *input, const AeqProfile *profile, const AeqProfileSet *known,
                                 const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
                                 AeqProgress *progress, GCancellable *cancellable, GError **error);

typedef struct
{
  const char *format;     /* as the contract names it */
  AeqReadFunc read;
  gboolean    is_table;   /* rows stand for themselves: good ones may come without the bad ones, and none at all is an error */
} AeqReader;

/* NULL when this version does not read the format. */
const AeqReader *aeq_reader_lookup  (const char *format);
/* The format of a file: what its content says, or "fixed" when @profile is one of fixed columns, or when there is no @profile and
 * one of @known fits; that is then put into @profile. NULL with one sentence when nothing reads it. */
const char      *aeq_reader_choose  (AeqInput *input, const AeqProfile **profile, const AeqProfileSet *known, GError **error);
/* "csv, ...": for messages. Free it. */
char            *aeq_reader_formats (void);

G_END_DECLS
