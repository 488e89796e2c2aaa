/* SPDX-License-Identifier: MIT */
#include "aeq-bai2.h"

#include <string.h>

#include "aeq-bai2-reader.h"
#include "aeq-error.h"
#include "aeq-lines.h"
#include "aeq-text.h"
#include "aeq-words.h"

gboolean
aeq_bai2_reader_refuse (AeqBai2Reader *self, const char *field, const char *message, GError **error)
{
  return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, self->record.line, field, message);
}

static gboolean
open_level (AeqBai2Reader *self, AeqBai2Level level, GError **error)
{
  while (self->level >= level)
    if (!aeq_bai2_reader_break (self, self->level, error))
      return FALSE;
  self->level = level;
  self->controls[level] = (AeqBai2Control){ 0 };
  if (level > AEQ_BAI2_FILE)
    self->controls[level - 1].parts++;
  return TRUE;
}

static gboolean
take_file (AeqBai2Reader *self, GError **error)
{
  const char *version = aeq_bai2_record_field (&self->record, 7);

  self->file_date = AEQ_DATE_NONE;
  if (!aeq_bai2_parse_date (aeq_bai2_record_field (&self->record, 2), &self->file_date))
    return aeq_bai2_reader_refuse (self, "file creation date", N_("is no day"), error);
  if (*version != '\0' && strcmp (version, "2") != 0)
    aeq_bai2_reader_differs (self, N_("the file says it is version %.10s of BAI, not 2"), version);
  if (!open_level (self, AEQ_BAI2_FILE, error))
    return FALSE;
  g_free (self->identifier);
  self->identifier = *aeq_bai2_record_field (&self->record, 4) != '\0' ? g_strdup (aeq_bai2_record_field (&self->record, 4)) : NULL;
  return TRUE;
}

static void
take_status (AeqBai2Reader *self)
{
  const char *status = aeq_bai2_record_field (&self->record, 2);
  const char *modifier = aeq_bai2_record_field (&self->record, 6);

  self->left_out = strcmp (status, "2") == 0 || strcmp (status, "4") == 0;
  if (self->left_out)
    aeq_bai2_reader_differs (self, N_("the group is %s and was left out"),
                             *status == '2' ? "the deletion of an earlier one" : "a test");
  self->interim_group = strcmp (modifier, "1") == 0 || strcmp (modifier, "3") == 0;
  self->final_group = strcmp (modifier, "2") == 0 || strcmp (modifier, "4") == 0;
  if (self->interim_group && self->interim++ == 0)
    aeq_read_report_note (self->report, N_("line %" PRIu64 ": an interim report of the %s day"),
                          self->record.line, *modifier == '1' ? "previous" : "same");
}

static gboolean
take_group (AeqBai2Reader *self, GError **error)
{
  const char *currency = aeq_bai2_record_field (&self->record, 5);

  if (self->level == AEQ_BAI2_OUTSIDE)
    return aeq_bai2_reader_refuse (self, "record", N_("a group (02) outside of a file (01)"), error);
  if (!open_level (self, AEQ_BAI2_GROUP, error))
    return FALSE;
  self->date = self->file_date;
  self->time_of_day = -1;
  if (!aeq_bai2_parse_date (aeq_bai2_record_field (&self->record, 3), &self->date))
    return aeq_bai2_reader_refuse (self, "as-of date", N_("is no day"), error);
  if (self->date == AEQ_DATE_NONE)
    return aeq_bai2_reader_refuse (self, "as-of date", N_("neither the group nor the file says the day"), error);
  /* The time is that of the report; 2400 and 9999 are the end of the same day, so the day stands. */
  if (!aeq_bai2_parse_time (aeq_bai2_record_field (&self->record, 4), &self->time_of_day))
    aeq_bai2_reader_differs (self, N_("as-of time %.10s is no time"), aeq_bai2_record_field (&self->record, 4));
  self->group_currency = *currency != '\0' ? aeq_currency_lookup (currency, -1) : NULL;
  if (*currency != '\0' && self->group_currency == NULL)
    return aeq_bai2_reader_refuse (self, "currency", N_("is no currency of ISO 4217"), error);
  take_status (self);
  return TRUE;
}

static gboolean
take_account (AeqBai2Reader *self, GError **error)
{
  if (self->level < AEQ_BAI2_GROUP)
    return aeq_bai2_reader_refuse (self, "record", N_("an account (03) outside of a group (02)"), error);
  return open_level (self, AEQ_BAI2_ACCOUNT, error) && aeq_bai2_reader_account (self, error);
}

static gboolean
take_trailer (AeqBai2Reader *self, AeqBai2Level level, GError **error)
{
  if (self->level < level)
    return aeq_bai2_reader_refuse (self, "record", N_("a trailer without its header"), error);
  while (self->level > level)
    if (!aeq_bai2_reader_break (self, self->level, error))
      return FALSE;
  return aeq_bai2_reader_trailer (self, level, error);
}

static void
count_lines (AeqBai2Reader *self)
{
  for (guint level = AEQ_BAI2_FILE; level <= AEQ_BAI2_ACCOUNT; level++)
    self->controls[level].records += self->lines;
}

/* A header counts for its own level, which it opens; a trailer for the one that it closes. */
static gboolean
take_header (AeqBai2Reader *self, GError **error)
{
  gboolean ok = self->record.code == 1   ? take_file (self, error)
                : self->record.code == 2 ? take_group (self, error)
                                         : take_account (self, error);

  count_lines (self);
  return ok;
}

gboolean
aeq_bai2_reader_take (AeqBai2Reader *self, GError **error)
{
  int code = self->record.code;

  if (code > 0 && code < 16)
    return take_header (self, error);
  count_lines (self);
  switch (code)
    {
    case 16:
      return aeq_bai2_reader_entry (self, error);
    case 49:
      return take_trailer (self, AEQ_BAI2_ACCOUNT, error);
    case 98:
      return take_trailer (self, AEQ_BAI2_GROUP, error);
    case 99:
      return take_trailer (self, AEQ_BAI2_FILE, error);
    default:
      return TRUE;
    }
}

/* "88:" is seen in files of banks that write texts by hand. */
static int
code_of (const char *line, gsize length)
{
  static const int CODES[] = { 1, 2, 3, 16, 49, 88, 98, 99 };
  int              code;

  if (length < 2 || !g_ascii_isdigit (line[0]) || !g_ascii_isdigit (line[1]) ||
      (length > 2 && line[2] != ',' && line[2] != '/' && memcmp (line, "88:", 3) != 0))
    return 0;
  code = (line[0] - '0') * 10 + line[1] - '0';
  for (gsize i = 0; i < G_N_ELEMENTS (CODES); i++)
    if (CODES[i] == code)
      return code;
  return 0;
}

static gboolean
start_record (AeqBai2Reader *self, int code, guint64 number, GError **error)
{
  gboolean ok = aeq_bai2_reader_take (self, error);

  aeq_bai2_record_start (&self->record, code, number);
  self->lines = 1;
  return ok;
}

/* Lines of a transport stand before the first and after the last record. */
static gboolean
take_stray (AeqBai2Reader *self, guint64 number, GError **error)
{
  if (self->record.code == 99 || (self->record.code == 0 && self->level == AEQ_BAI2_OUTSIDE))
    {
      self->outside++;
      return TRUE;
    }
  return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, number, "record", N_("is no record of BAI2"));
}

static gboolean
take_line (const char *line, gsize length, guint64 number, gpointer user_data, GError **error)
{
  AeqBai2Reader *self = user_data;
  gboolean       continues;
  int            code;

  while (length > 0 && g_ascii_isspace (*line))
    {
      line++;
      length--;
    }
  while (length > 0 && (g_ascii_isspace (line[length - 1]) || line[length - 1] == '\x1a'))
    length--;
  if (length == 0)
    return TRUE;
  code = code_of (line, length);
  continues = code == 88 && self->record.code != 0;
  if (code == 0 || (code == 88 && !continues))
    return take_stray (self, number, error);
  if (!continues && !start_record (self, code, number, error))
    return FALSE;
  self->lines += continues;
  if (aeq_bai2_record_append (&self->record, line + MIN (length, 3), length - MIN (length, 3), continues))
    return TRUE;
  return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, number, "record",
                           N_("the record with its continuations is too long"));
}

static void
reader_init (AeqBai2Reader *self, const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data,
             AeqReadReport *report)
{
  *self = (AeqBai2Reader){ .options = options, .sink = sink, .user_data = user_data, .report = report };
  aeq_read_tally_init (&self->tally, report);
  aeq_bai2_record_init (&self->record);
}

static void
reader_clear (AeqBai2Reader *self)
{
  aeq_read_tally_clear (&self->tally);
  aeq_bai2_record_clear (&self->record);
  g_free (self->number);
  g_free (self->identifier);
}

static gboolean
read_text (AeqBai2Reader *self, AeqText *text, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  if (!aeq_lines_each (text, AEQ_INPUT_MAX_LINE, take_line, self, progress, cancellable, error) || !aeq_bai2_reader_take (self, error))
    return FALSE;
  if (self->tally.report->accounts->len == 0 && self->report->skipped == 0 && self->level == AEQ_BAI2_OUTSIDE &&
      self->record.code == 0)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, NULL, N_("holds no records of BAI2"));
  if (!aeq_bai2_reader_finish (self, error))
    return FALSE;
  aeq_lines_report (text, self->report);
  return TRUE;
}

gboolean
aeq_bai2_read (AeqInput *input, const AeqProfile *profile G_GNUC_UNUSED, const AeqProfileSet *known G_GNUC_UNUSED,
               const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
               AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (AeqText) text = NULL;
  g_autoptr (GError) local = NULL;
  AeqBai2Reader self;
  gboolean      ok = FALSE;

  g_return_val_if_fail (input != NULL && options != NULL && options->default_currency != NULL && report != NULL, FALSE);

  reader_init (&self, options, sink, user_data, report);
  if ((text = aeq_text_new (input, cancellable, &local)) != NULL)
    ok = read_text (&self, text, progress, cancellable, &local);
  reader_clear (&self);
  if (ok)
    return TRUE;
  return aeq_lines_fail (input, g_steal_pointer (&local), error);
}
