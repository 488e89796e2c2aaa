/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-bai2-record.h"
#include "aeq-read.h"
#include "aeq-read-tally.h"

G_BEGIN_DECLS

typedef enum
{
  AEQ_BAI2_OUTSIDE,
  AEQ_BAI2_FILE,
  AEQ_BAI2_GROUP,
  AEQ_BAI2_ACCOUNT
} AeqBai2Level;

/* What a trailer says about the records since its header. */
typedef struct
{
  gint64   sum;       /* of the amounts, or of the totals one level below */
  guint64  parts;     /* accounts of a group, groups of a file */
  guint64  records;   /* physical ones, header and trailer counted */
  gboolean open;      /* some part had no trailer, or the sum left the range: there is nothing to compare with */
} AeqBai2Control;

typedef struct
{
  const AeqReadOptions *options;
  const AeqReadSink    *sink;       /* (nullable) */
  gpointer              user_data;
  AeqReadReport        *report;
  AeqReadTally              tally;
  AeqBai2Record         record;
  guint                 lines;      /* physical records of @record */
  AeqBai2Level          level;
  AeqDate               file_date;
  AeqDate               date;       /* as-of date of the group */
  const AeqCurrency    *group_currency;
  gboolean              left_out;   /* the group is a test or a deletion */
  char                 *number;
  const AeqCurrency    *currency;   /* (nullable) of the account section */
  guint                 exponent;
  AeqReadAccount       *account;
  gboolean              has_opening;
  gboolean              has_closing;
  gint64                opening;
  gint64                closing;
  AeqReportKind         kind;
  gboolean              interim_group; /* the modifier says so */
  gboolean              final_group;
  gint64                time_of_day;   /* of the group, -1 when it does not say */
  char                 *identifier;    /* of the file */
  AeqReadBalance        told[6];       /* balances of the section by kind */
  gboolean              has_told[6];
  guint64               section_line;
  gint64                entries_sum;
  guint64               entries;
  AeqBai2Control        controls[4]; /* by level */
  guint64               differences; /* warnings that checks asked for */
  guint64               other_types; /* records of types that are no movements */
  guint64               interim;     /* groups that are not the last word; the first one is told */
  guint64               parted;      /* entries that become available in parts */
  guint64               no_amount;
  guint64               rounded;
  guint64               first_rounded;
  guint64               no_trailer;
  guint64               outside;     /* lines outside of the file's records */
} AeqBai2Reader;

/* Takes the record that is complete now. */
gboolean aeq_bai2_reader_take  (AeqBai2Reader *self, GError **error);
/* An entry (16). */
gboolean aeq_bai2_reader_entry (AeqBai2Reader *self, GError **error);
/* What the groups of fields of an account (03) say. */
gboolean aeq_bai2_reader_account (AeqBai2Reader *self, GError **error);
/* Hands the section that is complete to the sink. */
gboolean aeq_bai2_reader_tell    (AeqBai2Reader *self, GError **error);
/* A section without its trailer ends; and one with it. */
gboolean aeq_bai2_reader_break   (AeqBai2Reader *self, AeqBai2Level level, GError **error);
gboolean aeq_bai2_reader_trailer (AeqBai2Reader *self, AeqBai2Level level, GError **error);
void     aeq_bai2_reader_add     (AeqBai2Reader *self, AeqBai2Level level, gint64 amount);
/* Tells a difference; a file that is wrong all over is told in few words. */
void     aeq_bai2_reader_differs (AeqBai2Reader *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* An amount as aeq_bai2_parse_money() reads it; one that was rounded is counted. */
gboolean aeq_bai2_reader_money   (AeqBai2Reader *self, const char *text, guint exponent, gint64 *minor);
gboolean aeq_bai2_reader_refuse  (AeqBai2Reader *self, const char *field, const char *message, GError **error);
gboolean aeq_bai2_reader_finish  (AeqBai2Reader *self, GError **error);

G_END_DECLS
