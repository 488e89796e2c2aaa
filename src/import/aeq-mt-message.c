/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-error.h"
#include "aeq-mt-message-private.h"
#include "aeq-words.h"

/* A line of text that is at least so long was probably wrapped. */
#define WRAPPED 55

AeqMtMessage *
aeq_mt_message_new (const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report)
{
  AeqMtMessage *self = g_new0 (AeqMtMessage, 1);

  self->options = options;
  self->sink = sink;
  self->user_data = user_data;
  self->report = report;
  self->field = g_string_new (NULL);
  self->reference = g_string_new (NULL);
  self->bank_reference = g_string_new (NULL);
  self->more = g_string_new (NULL);
  aeq_mt_texts_init (&self->texts);
  aeq_mt_tie_init (&self->tie, report);
  aeq_mt_message_turn (self, 0);
  return self;
}

void
aeq_mt_message_free (AeqMtMessage *self)
{
  g_string_free (self->field, TRUE);
  g_string_free (self->reference, TRUE);
  g_string_free (self->bank_reference, TRUE);
  g_string_free (self->more, TRUE);
  g_free (self->statement.number);
  g_free (self->statement.identifier);
  g_free (self->done.number);
  g_free (self->done.identifier);
  aeq_mt_texts_clear (&self->texts);
  aeq_mt_tie_clear (&self->tie);
  g_free (self);
}

static gboolean
append_line (AeqMtMessage *self, const char *line, gsize length, guint64 number, GError **error)
{
  if (self->field->len + length > AEQ_MT_MAX_FIELD)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, number, NULL, N_("a field is longer than 256 KiB, the limit of this format"));
  if (number != self->field_line)
    g_string_append_c (self->field, '\n');
  g_string_append_len (self->field, line, (gssize) length);
  self->last_length = length;
  self->last_digits = length >= 2 && g_ascii_isdigit (line[length - 1]) && g_ascii_isdigit (line[length - 2]);
  return TRUE;
}

static gboolean
end_field (AeqMtMessage *self, GError **error)
{
  gboolean ok = self->tag == AEQ_MT_NONE || aeq_mt_message_field (self, error);

  self->tag = AEQ_MT_NONE;
  return ok;
}

/* "... 13" and ":20:15 UHR" on the next line: a time of day that the wrap made look like a tag. */
static gboolean
is_wrapped_time (const AeqMtMessage *self, AeqMtTag tag, const char *value, gsize length)
{
  if (tag != AEQ_MT_REFERENCE && tag != AEQ_MT_OTHER && tag != AEQ_MT_ACCOUNT && tag != AEQ_MT_NUMBER)
    return FALSE;
  return self->tag == AEQ_MT_TEXT && self->held && self->last_digits && self->last_length >= WRAPPED && length >= 2 &&
         g_ascii_isdigit (value[0]) && g_ascii_isdigit (value[1]) && (length == 2 || !g_ascii_isalnum (value[2]));
}

static gboolean
is_block (const char *line, gsize length)
{
  if (length >= 2 && line[0] == '-' && line[1] == '}')
    return TRUE;
  return length >= 3 && line[0] == '{' && line[1] >= '1' && line[1] <= '5' && line[2] == ':';
}

/* Lost bytes at a line's beginning: transmission marks, an end-of-file mark between two files, a byte order mark. */
static void
strip (const char **line, gsize *length)
{
  for (;;)
    {
      if (*length > 0 && (guchar) **line < ' ' && **line != '\t')
        {
          ++*line;
          --*length;
        }
      else if (*length >= 3 && memcmp (*line, "\xef\xbb\xbf", 3) == 0)
        {
          *line += 3;
          *length -= 3;
        }
      else
        break;
    }
  while (*length > 0 && (guchar) (*line)[*length - 1] <= ' ')
    --*length;
}

static gboolean
take_line (AeqMtMessage *self, guint64 number, const char *line, gsize length, GError **error)
{
  gsize skip = 0;
  AeqMtTag tag = aeq_mt_tag_find (line, length, &skip);

  if (tag == AEQ_MT_NONE || is_wrapped_time (self, tag, line + skip, length - skip))
    return self->tag == AEQ_MT_NONE || append_line (self, line, length, number, error);
  if (!end_field (self, error))
    return FALSE;
  self->tag = tag;
  self->field_line = number;
  g_string_truncate (self->field, 0);
  return append_line (self, line + skip, length - skip, number, error);
}

gboolean
aeq_mt_message_line (AeqMtMessage *self, guint64 number, const char *line, gsize length, GError **error)
{
  const char *body;

  strip (&line, &length);
  if (!is_block (line, length) && !(length == 1 && *line == '-'))
    return take_line (self, number, line, length, error);
  self->statement.ended = TRUE;
  if (!end_field (self, error))
    return FALSE;
  body = memmem (line, length, "{4:", 3);
  return body == NULL || body + 3 == line + length ||
         take_line (self, number, body + 3, length - (gsize) (body + 3 - line), error);
}

void
aeq_mt_message_turn (AeqMtMessage *self, guint64 line)
{
  AeqMtStatement *statement = &self->statement;

  if (statement->number != NULL || statement->has_opening || statement->has_closing || statement->entries > 0)
    {
      aeq_mt_tie_finish (&self->tie, statement);
      self->statements++;
      g_free (self->done.number);
      g_free (self->done.identifier);
      self->done = *statement;
      self->done.number = g_steal_pointer (&statement->number);
      self->done.identifier = g_steal_pointer (&statement->identifier);
      self->done_waits = TRUE;
    }
  g_free (statement->number);
  g_free (statement->identifier);
  *statement = (AeqMtStatement) {
    .line = line,
    .opening_date = AEQ_DATE_NONE,
    .closing_date = AEQ_DATE_NONE,
    .first_day = AEQ_DATE_NONE,
    .last_day = AEQ_DATE_NONE,
    .available_date = AEQ_DATE_NONE,
    .made_date = AEQ_DATE_NONE,
    .made_time = -1,
    .made = AEQ_INSTANT_NONE,
  };
}

void
aeq_mt_message_refuse (AeqMtMessage *self, const char *field, const char *message)
{
  aeq_read_report_error (self->report, self->field_line, field, "%s", message);
}

void
aeq_mt_message_odd (AeqMtMessage *self, gboolean rounded, gboolean clamped)
{
  if (rounded && self->rounded++ == 0)
    self->first_rounded = self->field_line;
  if (clamped && self->clamped++ == 0)
    self->first_clamped = self->field_line;
}

static void
report_counts (AeqMtMessage *self)
{
  if (self->rounded > 0)
    aeq_read_report_warn (
        self->report,
        N_("%" PRIu64
        " amounts have more decimals than their currency and were rounded half-even, first at line %" PRIu64),
        self->rounded, self->first_rounded);
  if (self->clamped > 0)
    aeq_read_report_note (self->report,
                          N_("%" PRIu64
                          " days are beyond the end of their month (interest months of 30 days) and were taken as its last"
                          " day, first at line %" PRIu64),
                          self->clamped, self->first_clamped);
}

gboolean
aeq_mt_message_finish (AeqMtMessage *self, GError **error)
{
  if (!end_field (self, error) || !aeq_mt_message_emit (self, error))
    return FALSE;
  aeq_mt_message_turn (self, 0);
  if (!aeq_mt_message_tell (self, error))
    return FALSE;
  aeq_mt_tie_report (&self->tie);
  report_counts (self);
  if (self->statements > 0 || self->report->n_errors > 0)
    return TRUE;
  return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, NULL, N_("holds no statement: no account (:25:), balance or entry (:61:)"));
}
