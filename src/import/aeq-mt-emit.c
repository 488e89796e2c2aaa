/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-mt-message-private.h"
#include "aeq-words.h"

/* "C20000,00" may be cut before the type of booking: then the next line begins with the rest of the amount and the type. */
static gboolean
goes_on (const char *p, const char *end)
{
  while (p < end && (g_ascii_isdigit (*p) || *p == ','))
    p++;
  return end - p >= 4 && strchr ("NSF", p[0]) != NULL && (g_ascii_isupper (p[1]) || g_ascii_isdigit (p[1])) &&
         (g_ascii_isupper (p[2]) || g_ascii_isdigit (p[2])) && (g_ascii_isupper (p[3]) || g_ascii_isdigit (p[3]));
}

/* Reads the first line, or the first two as one when it was cut; @rest is what lies behind. */
static const char *
parse_lines (AeqMtMessage *self, AeqMtEntry *entry, const char **rest)
{
  GString *field = self->field;
  guint digits = self->statement.currency->exponent;
  const char *end = field->str + field->len;
  char *stop = memchr (field->str, '\n', field->len);
  const char *problem = aeq_mt_parse_entry (field->str, stop != NULL ? (gsize) (stop - field->str) : field->len, digits, entry);

  *rest = stop != NULL ? stop + 1 : end;
  if (stop == NULL || (problem == NULL && !(entry->bare && goes_on (*rest, end))))
    return problem;
  g_string_erase (field, stop - field->str, 1);
  end = field->str + field->len;
  stop = memchr (field->str, '\n', field->len);
  *rest = stop != NULL ? stop + 1 : end;
  return aeq_mt_parse_entry (field->str, stop != NULL ? (gsize) (stop - field->str) : field->len, digits, entry);
}

/* The statement says it, or the user. */
static gboolean
know_currency (AeqMtMessage *self)
{
  AeqMtStatement *statement = &self->statement;

  if (statement->currency == NULL)
    statement->currency = self->options->currency;
  if (statement->currency == NULL)
    {
      aeq_mt_message_refuse (self, ":61:", N_("the currency is not known: neither :60F: nor :34F: stands before it; give --currency"));
      return FALSE;
    }
  if (statement->account == NULL)
    aeq_mt_tie_find (&self->tie, statement);
  return TRUE;
}

static void
set_text (GString *out, const char *text, gsize length)
{
  g_string_truncate (out, 0);
  if (text != NULL)
    aeq_mt_text_append (out, text, length, FALSE);
}

static void
hold (AeqMtMessage *self, const AeqMtEntry *entry, const char *rest)
{
  self->held = TRUE;
  self->entry = *entry;
  self->entry_line = self->field_line;
  aeq_mt_texts_reset (&self->texts);
  set_text (self->reference, entry->reference, entry->reference_length);
  set_text (self->bank_reference, entry->bank_reference, entry->bank_reference_length);
  set_text (self->more, entry->more, entry->more_length);
  aeq_mt_text_append (self->more, rest, (gsize) (self->field->str + self->field->len - rest), FALSE);
}

void
aeq_mt_message_entry (AeqMtMessage *self)
{
  AeqMtEntry entry;
  const char *problem;
  const char *rest;

  if (!know_currency (self))
    return;
  if ((problem = parse_lines (self, &entry, &rest)) != NULL)
    {
      aeq_mt_message_refuse (self, ":61:", problem);
      return;
    }
  if (!aeq_mt_tie_entry (&self->tie, &self->statement, &entry))
    {
      aeq_mt_message_refuse (self, ":61:", N_("the sum of the entries leaves the range of amounts"));
      return;
    }
  aeq_mt_message_odd (self, entry.rounded, entry.clamped);
  hold (self, &entry, rest);
}

/* What stands there when there is no reference, or only the word that one follows below. */
static gboolean
is_placeholder (const GString *text)
{
  static const char *const WORDS[] = { "", "NONREF", "NOREF", "KREF+", "EREF+", "EREF", "MARF", "PREF" };

  for (gsize i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (strcmp (text->str, WORDS[i]) == 0)
      return TRUE;
  return FALSE;
}

static const char *
or_null (const GString *text)
{
  return text->len > 0 ? text->str : NULL;
}

/* The text, and behind it what stood under :61:. */
static const char *
make_narrative (AeqMtMessage *self)
{
  GString *text = self->texts.narrative->len > 0 ? self->texts.narrative : self->texts.booking;

  if (self->more->len > 0)
    {
      if (text->len > 0)
        g_string_append (text, "; ");
      g_string_append_len (text, self->more->str, (gssize) self->more->len);
    }
  return or_null (text);
}

gboolean
aeq_mt_message_emit (AeqMtMessage *self, GError **error)
{
  AeqEntry entry = {
    .account = self->statement.number != NULL && *self->statement.number != '\0' ? self->statement.number : NULL,
    .currency = self->statement.currency,
    .status = self->entry.expected ? AEQ_FLOW_PENDING : AEQ_FLOW_ACTUAL,
    .booking_date = self->entry.booking,
    .value_date = self->entry.value,
    .settle_ts = AEQ_INSTANT_NONE,
    .time_of_day = -1,
    .minor = self->entry.minor,
    .line = self->entry_line,
    .kind = aeq_mt_message_kind (self, &self->statement),
  };

  if (!self->held)
    return TRUE;
  self->held = FALSE;
  if (self->sink == NULL || self->sink->flow == NULL)
    return TRUE;
  entry.counterparty = or_null (self->texts.counterparty);
  entry.reference = or_null (self->texts.reference);
  if (entry.reference == NULL && !is_placeholder (self->reference))
    entry.reference = self->reference->str;
  entry.bank_reference = or_null (self->bank_reference);
  entry.narrative = make_narrative (self);
  return self->sink->flow (&entry, self->user_data, error);
}
