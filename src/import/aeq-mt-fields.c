/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-mt-message-private.h"
#include "aeq-words.h"

/* What each field does to the statement. */

static gboolean
has_content (const AeqMtStatement *statement)
{
  return statement->has_opening || statement->has_closing || statement->entries > 0;
}

/* A further page or day of the same account that brings no :20: and no :25:. */
static void
turn_same_account (AeqMtMessage *self)
{
  char *number = g_steal_pointer (&self->statement.number);
  g_autofree char *identifier = g_strdup (self->statement.identifier);
  guint64 statement = self->statement.statement;

  self->statement.number = g_strdup (number);
  aeq_mt_message_turn (self, self->field_line);
  self->statement.number = number;
  self->statement.identifier = g_steal_pointer (&identifier);
  self->statement.statement = statement;
}

static void
take_reference (AeqMtMessage *self)
{
  const char *text = self->field->str;
  gsize length = self->field->len;

  aeq_mt_message_turn (self, self->field_line);
  aeq_mt_trim (&text, &length);
  if (length > 0)
    self->statement.identifier = g_strndup (text, length);
}

static void
take_account (AeqMtMessage *self)
{
  AeqMtStatement *statement = &self->statement;
  const AeqCurrency *currency;

  if (has_content (statement))
    aeq_mt_message_turn (self, self->field_line);
  g_free (statement->number);
  statement->number = aeq_mt_parse_account (self->field->str, self->field->len, &currency);
  if (currency != NULL)
    statement->currency = currency;
}

static void
take_number (AeqMtMessage *self)
{
  AeqMtStatement *statement = &self->statement;

  if (statement->has_closing && statement->ended)
    turn_same_account (self);
  aeq_mt_parse_number (self->field->str, self->field->len, &statement->statement, &statement->page);
}

static void
take_opening (AeqMtMessage *self)
{
  AeqMtStatement *statement = &self->statement;
  AeqMtBalance balance;
  const char *problem = aeq_mt_parse_balance (self->field->str, self->field->len, self->options->currency, &balance);

  if (problem != NULL)
    {
      aeq_mt_message_refuse (self, ":60:", problem);
      return;
    }
  if (statement->has_opening || statement->has_closing)
    turn_same_account (self);
  statement->has_opening = TRUE;
  statement->opening = balance.minor;
  statement->opening_date = balance.date;
  if (statement->entries == 0)
    statement->currency = balance.currency;
  aeq_mt_tie_find (&self->tie, statement);
  aeq_mt_message_odd (self, balance.rounded, balance.clamped);
}

static void
take_closing (AeqMtMessage *self)
{
  AeqMtStatement *statement = &self->statement;
  AeqMtBalance balance;
  const char *problem = aeq_mt_parse_balance (self->field->str, self->field->len, statement->currency, &balance);

  if (problem != NULL)
    {
      aeq_mt_message_refuse (self, ":62:", problem);
      return;
    }
  if (has_content (statement) && statement->currency != balance.currency)
    {
      aeq_mt_tie_warn (&self->tie, N_("line %" PRIu64 ": the closing balance is in %s, the statement in %s: left out"),
                       self->field_line, balance.currency->code, statement->currency->code);
      return;
    }
  statement->currency = balance.currency;
  statement->has_closing = TRUE;
  statement->closing = balance.minor;
  statement->closing_date = balance.date;
  statement->last_page = self->tag == AEQ_MT_CLOSING;
  aeq_mt_message_odd (self, balance.rounded, balance.clamped);
}

/* What may be spent at the end of the day; one that cannot be read is passed over, for nothing ties to it. */
static void
take_available (AeqMtMessage *self)
{
  AeqMtStatement *statement = &self->statement;
  AeqMtBalance balance;

  if (aeq_mt_parse_balance (self->field->str, self->field->len, statement->currency, &balance) != NULL ||
      balance.currency != statement->currency)
    return;
  statement->has_available = TRUE;
  statement->available = balance.minor;
  statement->available_date = balance.date;
}

static void
take_time (AeqMtMessage *self)
{
  AeqMtStatement *statement = &self->statement;

  statement->intraday = TRUE;
  if (!aeq_mt_parse_time (self->field->str, self->field->len, &statement->made_date, &statement->made_time, &statement->made))
    statement->made_date = AEQ_DATE_NONE;
}

static void
take_floor (AeqMtMessage *self)
{
  const char *text = self->field->str;
  gsize length = self->field->len;

  self->statement.intraday = TRUE;
  aeq_mt_trim (&text, &length);
  if (length >= 3 && self->statement.currency == NULL)
    self->statement.currency = aeq_currency_lookup (text, 3);
}

static void
take_count (AeqMtMessage *self, int side)
{
  AeqMtStatement *statement = &self->statement;
  AeqMtCount count;
  const char *problem = aeq_mt_parse_count (self->field->str, self->field->len, &count);

  statement->intraday = TRUE;
  if (problem != NULL)
    {
      aeq_mt_tie_warn (&self->tie, N_("line %" PRIu64 ", field %s: %s; not compared"), self->field_line,
                       side == 0 ? ":90D:" : ":90C:", problem);
      return;
    }
  if (statement->currency == NULL)
    statement->currency = count.currency;
  if (count.currency != statement->currency)
    return;
  statement->has_count[side] = TRUE;
  statement->told[side] = count;
}

static void
take_text (AeqMtMessage *self)
{
  if (self->held && self->texts.narrative->len > AEQ_MT_MAX_FIELD)
    aeq_mt_message_refuse (self, ":86:", N_("the texts of one entry are longer than 256 KiB"));
  else if (self->held)
    aeq_mt_texts_add (&self->texts, self->field->str, self->field->len);
  else if (self->statement.has_closing)
    aeq_mt_tie_summary (&self->tie, &self->statement, self->field->str, self->field->len);
}

/* Some exports write the text of an entry under :25:; no account number looks like that. */
static gboolean
is_misplaced_text (AeqMtMessage *self)
{
  if (self->tag != AEQ_MT_ACCOUNT || !self->held || !aeq_mt_text_has_subfields (self->field->str, self->field->len))
    return FALSE;
  aeq_mt_tie_warn (&self->tie, N_("line %" PRIu64 ": :25: holds the text of an entry and was read as :86:"), self->field_line);
  return TRUE;
}

static void
take_field (AeqMtMessage *self)
{
  switch (self->tag)
    {
    case AEQ_MT_REFERENCE:
      take_reference (self);
      break;
    case AEQ_MT_ACCOUNT:
      take_account (self);
      break;
    case AEQ_MT_NUMBER:
      take_number (self);
      break;
    case AEQ_MT_OPENING:
    case AEQ_MT_OPENING_PAGE:
      take_opening (self);
      break;
    case AEQ_MT_ENTRY:
      aeq_mt_message_entry (self);
      break;
    case AEQ_MT_CLOSING:
    case AEQ_MT_CLOSING_PAGE:
      take_closing (self);
      break;
    case AEQ_MT_TIME:
      take_time (self);
      break;
    case AEQ_MT_AVAILABLE:
      take_available (self);
      break;
    case AEQ_MT_FLOOR:
      take_floor (self);
      break;
    case AEQ_MT_DEBITS:
    case AEQ_MT_CREDITS:
      take_count (self, self->tag == AEQ_MT_CREDITS);
      break;
    case AEQ_MT_TEXT:
      take_text (self);
      break;
    case AEQ_MT_NS:
      if (self->held)
        aeq_mt_texts_add_ns (&self->texts, self->field->str, self->field->len);
      break;
    case AEQ_MT_NONE:
    case AEQ_MT_OTHER:
    case AEQ_MT_FORWARD:
    default:
      break;
    }
}

gboolean
aeq_mt_message_field (AeqMtMessage *self, GError **error)
{
  if (is_misplaced_text (self))
    self->tag = AEQ_MT_TEXT;
  if (self->statement.line == 0)
    self->statement.line = self->field_line;
  if (self->tag != AEQ_MT_TEXT && self->tag != AEQ_MT_NS && self->tag != AEQ_MT_OTHER && !aeq_mt_message_emit (self, error))
    return FALSE;
  take_field (self);
  return aeq_mt_message_tell (self, error);
}
