/* SPDX-License-Identifier: MIT */
#include "aeq-bai2-reader.h"
#include "aeq-words.h"

/* Control totals, counts and balances: what does not tie is told, and imported. */

#define MAX_TOLD 20

static const char *const NAMES[] = { "", "file", "group", "account" };
static const char *const PARTS[] = { "", "groups", "accounts", "" };

void
aeq_bai2_reader_differs (AeqBai2Reader *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          args;

  if (self->differences++ >= MAX_TOLD)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  aeq_read_report_warn (self->report, N_("line %" PRIu64 ": %s"), self->record.line, text);
}

gboolean
aeq_bai2_reader_money (AeqBai2Reader *self, const char *text, guint exponent, gint64 *minor)
{
  gboolean rounded;

  if (!aeq_bai2_parse_money (text, exponent, minor, &rounded))
    return FALSE;
  if (rounded && self->rounded++ == 0)
    self->first_rounded = self->record.line;
  return TRUE;
}

void
aeq_bai2_reader_add (AeqBai2Reader *self, AeqBai2Level level, gint64 amount)
{
  AeqBai2Control *control = &self->controls[level];

  if (!aeq_money_add (control->sum, amount, &control->sum))
    control->open = TRUE;
}

/* Opening, entries and closing of one account section. A list of totals without entries has nothing to add up. */
static void
tie_balances (AeqBai2Reader *self)
{
  char   expected[AEQ_MONEY_TEXT_SIZE];
  char   stated[AEQ_MONEY_TEXT_SIZE];
  gint64 sum;

  if (!self->has_opening || !self->has_closing || self->entries == 0)
    return;
  if (aeq_money_add (self->opening, self->entries_sum, &sum) && sum != self->closing)
    aeq_bai2_reader_differs (self, N_("account %.40s: opening balance and entries make %s, the closing balance is %s"),
                             self->number, aeq_money_format (sum, self->exponent, expected),
                             aeq_money_format (self->closing, self->exponent, stated));
}

static void
compare_sum (AeqBai2Reader *self, AeqBai2Level level, gint64 stated)
{
  const AeqBai2Control *control = &self->controls[level];

  if (stated != control->sum)
    aeq_bai2_reader_differs (
        self, N_("the control total of the %s is %" PRId64 ", its amounts sum to %" PRId64), NAMES[level],
        stated, control->sum);
}

static void
compare_count (AeqBai2Reader *self, AeqBai2Level level, const char *what, const char *field, guint64 counted)
{
  gint64 stated;

  if (aeq_bai2_parse_number (field, &stated) && (stated < 0 || (guint64)stated != counted))
    aeq_bai2_reader_differs (self, N_("the trailer of the %s counts %" PRId64 " %s, there are %" PRIu64),
                             NAMES[level], stated, what, counted);
}

static void
close_level (AeqBai2Reader *self, AeqBai2Level level)
{
  if (level == AEQ_BAI2_ACCOUNT)
    self->account = NULL;
  self->level = level - 1;
}

gboolean
aeq_bai2_reader_trailer (AeqBai2Reader *self, AeqBai2Level level, GError **error)
{
  AeqBai2Control *control = &self->controls[level];
  const char     *total = aeq_bai2_record_field (&self->record, 0);
  guint           exponent = level == AEQ_BAI2_ACCOUNT ? self->exponent : 2;
  gint64          stated = 0;

  if (!aeq_bai2_reader_money (self, total, exponent, &stated))
    return aeq_bai2_reader_refuse (self, "control total", N_("is no amount"), error);
  if (level == AEQ_BAI2_ACCOUNT)
    tie_balances (self);
  if (!control->open && *total != '\0')
    compare_sum (self, level, stated);
  if (level != AEQ_BAI2_ACCOUNT && (!control->open || level == AEQ_BAI2_FILE))
    compare_count (self, level, PARTS[level], aeq_bai2_record_field (&self->record, 1), control->parts);
  if (!control->open)
    compare_count (self, level, "records", aeq_bai2_record_field (&self->record, level == AEQ_BAI2_ACCOUNT ? 1 : 2),
                   control->records);
  if (level > AEQ_BAI2_FILE)
    aeq_bai2_reader_add (self, level - 1, stated);
  if (level > AEQ_BAI2_FILE && control->open)
    self->controls[level - 1].open = TRUE;
  if (level == AEQ_BAI2_ACCOUNT && !aeq_bai2_reader_tell (self, error))
    return FALSE;
  close_level (self, level);
  return TRUE;
}

/* An extract, or a truncated file: what stands above it cannot be checked. */
gboolean
aeq_bai2_reader_break (AeqBai2Reader *self, AeqBai2Level level, GError **error)
{
  self->no_trailer++;
  if (level == AEQ_BAI2_ACCOUNT && !aeq_bai2_reader_tell (self, error))
    return FALSE;
  if (level > AEQ_BAI2_FILE)
    self->controls[level - 1].open = TRUE;
  close_level (self, level);
  return TRUE;
}

static void
tell_counts (AeqBai2Reader *self)
{
  if (self->no_trailer > 0)
    aeq_read_report_note (self->report,
                          N_("%" PRIu64 " parts of the file have no trailer; their totals were not checked"),
                          self->no_trailer);
  if (self->other_types > 0)
    aeq_read_report_note (self->report, N_("%" PRIu64 " records of types that move no cash were left out"),
                          self->other_types);
  if (self->parted > 0)
    aeq_read_report_note (self->report,
                          N_("%" PRIu64 " entries become available in parts; "
                          "their value date is the day of the last one"),
                          self->parted);
  if (self->no_amount > 0)
    aeq_read_report_note (self->report, N_("%" PRIu64 " entries have a blank amount, which stands for zero"),
                          self->no_amount);
}

gboolean
aeq_bai2_reader_finish (AeqBai2Reader *self, GError **error)
{
  if (self->level != AEQ_BAI2_OUTSIDE)
    aeq_read_report_warn (self->report, N_("the file ends before its trailer: it may be cut off"));
  while (self->level != AEQ_BAI2_OUTSIDE)
    if (!aeq_bai2_reader_break (self, self->level, error))
      return FALSE;
  if (self->differences > MAX_TOLD)
    aeq_read_report_warn (self->report, N_("%" PRIu64 " further differences are not listed"),
                          self->differences - MAX_TOLD);
  if (self->rounded > 0)
    aeq_read_report_warn (self->report,
                          N_("%" PRIu64
                          " amounts have more decimals than their currency and were rounded half-even, "
                          "first at line %" PRIu64),
                          self->rounded, self->first_rounded);
  if (self->outside > 0)
    aeq_read_report_warn (self->report, N_("%" PRIu64 " lines outside of the BAI2 records were passed over"),
                          self->outside);
  tell_counts (self);
  return TRUE;
}
