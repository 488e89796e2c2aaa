/* SPDX-License-Identifier: MIT */
#include "aeq-ofx.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-lines.h"
#include "aeq-ofx-reader.h"
#include "aeq-words.h"

/* Tokens between two looks at progress. */
#define BATCH 4096

static const struct
{
  const char     *name;
  AeqOfxAggregate kind;
} AGGREGATES[] = {
  { "STMTTRN", AEQ_OFX_ENTRY },        { "STMTTRNP", AEQ_OFX_PENDING },   { "PAYEE", AEQ_OFX_PAYEE },
  { "PAYEE2", AEQ_OFX_PAYEE },         { "CURRENCY", AEQ_OFX_CURRENCY },  { "ORIGCURRENCY", AEQ_OFX_OTHER },
  { "BANKACCTTO", AEQ_OFX_OTHER },     { "CCACCTTO", AEQ_OFX_OTHER },     { "IMAGEDATA", AEQ_OFX_OTHER },
  { "STMTRS", AEQ_OFX_STATEMENT },     { "CCSTMTRS", AEQ_OFX_STATEMENT }, { "INVSTMTRS", AEQ_OFX_STATEMENT },
  { "BANKACCTFROM", AEQ_OFX_ACCOUNT }, { "CCACCTFROM", AEQ_OFX_ACCOUNT }, { "INVACCTFROM", AEQ_OFX_ACCOUNT },
  { "LEDGERBAL", AEQ_OFX_LEDGER },     { "AVAILBAL", AEQ_OFX_SPENDABLE }, { "INVBAL", AEQ_OFX_CASH },
  { "BALLIST", AEQ_OFX_OTHER },        { "BANKTRANLIST", AEQ_OFX_OTHER }, { "BANKTRANLISTP", AEQ_OFX_OTHER },
  { "INVTRANLIST", AEQ_OFX_OTHER },    { "INVBANKTRAN", AEQ_OFX_OTHER },  { "INVTRAN", AEQ_OFX_TRADE },
  { "INVPOSLIST", AEQ_OFX_OTHER },     { "INVOOLIST", AEQ_OFX_OTHER },    { "INV401K", AEQ_OFX_OTHER },
  { "INV401KBAL", AEQ_OFX_OTHER },     { "SECLIST", AEQ_OFX_OTHER },      { "CLOSING", AEQ_OFX_OTHER },
  { "STATUS", AEQ_OFX_STATUS },        { "SONRS", AEQ_OFX_OTHER },        { "STMTTRNRS", AEQ_OFX_OTHER },
  { "CCSTMTTRNRS", AEQ_OFX_OTHER },    { "INVSTMTTRNRS", AEQ_OFX_OTHER }, { "OFX", AEQ_OFX_ROOT },
};

static const struct
{
  AeqOfxAggregate inside;
  const char     *name;
  AeqOfxSlot      slot;
} ELEMENTS[] = {
  { AEQ_OFX_ENTRY, "DTPOSTED", AEQ_OFX_POSTED },
  { AEQ_OFX_ENTRY, "TRNAMT", AEQ_OFX_AMOUNT },
  { AEQ_OFX_ENTRY, "FITID", AEQ_OFX_FITID },
  { AEQ_OFX_ENTRY, "NAME", AEQ_OFX_NAME },
  { AEQ_OFX_ENTRY, "MEMO", AEQ_OFX_MEMO },
  { AEQ_OFX_ENTRY, "CHECKNUM", AEQ_OFX_CHECK },
  { AEQ_OFX_ENTRY, "REFNUM", AEQ_OFX_REFERENCE },
  { AEQ_OFX_ENTRY, "DTAVAIL", AEQ_OFX_AVAILABLE },
  { AEQ_OFX_PENDING, "DTTRAN", AEQ_OFX_POSTED },
  { AEQ_OFX_PENDING, "TRNAMT", AEQ_OFX_AMOUNT },
  { AEQ_OFX_PENDING, "REFNUM", AEQ_OFX_REFERENCE },
  { AEQ_OFX_PENDING, "NAME", AEQ_OFX_NAME },
  { AEQ_OFX_PENDING, "MEMO", AEQ_OFX_MEMO },
  { AEQ_OFX_PAYEE, "NAME", AEQ_OFX_PAYEE_NAME },
  { AEQ_OFX_CURRENCY, "CURSYM", AEQ_OFX_SYMBOL },
  { AEQ_OFX_STATEMENT, "CURDEF", AEQ_OFX_CURDEF },
  { AEQ_OFX_STATEMENT, "DTASOF", AEQ_OFX_ASOF },
  { AEQ_OFX_ACCOUNT, "ACCTID", AEQ_OFX_ACCTID },
  { AEQ_OFX_LEDGER, "BALAMT", AEQ_OFX_BALANCE },
  { AEQ_OFX_LEDGER, "DTASOF", AEQ_OFX_BALANCE_DATE },
  { AEQ_OFX_SPENDABLE, "BALAMT", AEQ_OFX_SPENDABLE_AMOUNT },
  { AEQ_OFX_SPENDABLE, "DTASOF", AEQ_OFX_SPENDABLE_DATE },
  { AEQ_OFX_CASH, "AVAILCASH", AEQ_OFX_CASH_AMOUNT },
  { AEQ_OFX_STATUS, "CODE", AEQ_OFX_CODE },
  { AEQ_OFX_STATUS, "SEVERITY", AEQ_OFX_SEVERITY },
  { AEQ_OFX_STATUS, "MESSAGE", AEQ_OFX_MESSAGE },
};

static AeqOfxAggregate
aggregate_of (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (AGGREGATES); i++)
    if (*name == *AGGREGATES[i].name && strcmp (name, AGGREGATES[i].name) == 0)
      return AGGREGATES[i].kind;
  return AEQ_OFX_NONE;
}

static int
slot_of (AeqOfxAggregate inside, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ELEMENTS); i++)
    if (ELEMENTS[i].inside == inside && strcmp (name, ELEMENTS[i].name) == 0)
      return (int)ELEMENTS[i].slot;
  return -1;
}

/* Ends aggregates until @depth are open; a bank that leaves out a closing tag means it. */
static gboolean
pop_to (AeqOfxReader *self, guint depth, GError **error)
{
  while (self->depth > depth)
    {
      self->depth--;
      if (!aeq_ofx_reader_finish (self, self->stack[self->depth].kind, self->stack[self->depth].line, error))
        return FALSE;
    }
  return TRUE;
}

/* How many are open outside of the innermost @name; all, when none is. */
static guint
depth_of (const AeqOfxReader *self, const char *name)
{
  for (guint i = self->depth; i > 0; i--)
    if (strcmp (self->stack[i - 1].name, name) == 0)
      return i - 1;
  return self->depth;
}

static gboolean
push (AeqOfxReader *self, const AeqOfxToken *token, AeqOfxAggregate kind, GError **error)
{
  /* None holds one of its own name: the one before was not closed. */
  if (!pop_to (self, depth_of (self, token->name), error))
    return FALSE;
  if (self->depth == AEQ_OFX_MAX_DEPTH)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, token->line, token->name, N_("is nested too deeply"));
  self->stack[self->depth].kind = kind;
  self->stack[self->depth].line = token->line;
  g_strlcpy (self->stack[self->depth].name, token->name, sizeof self->stack[0].name);
  self->depth++;
  aeq_ofx_reader_begin (self, kind);
  return TRUE;
}

static gboolean
open_element (AeqOfxReader *self, const AeqOfxToken *token)
{
  AeqOfxAggregate inside = self->depth > 0 ? self->stack[self->depth - 1].kind : AEQ_OFX_NONE;
  int             slot = slot_of (inside, token->name);

  if (slot >= 0)
    {
      self->open = token->is_empty ? -1 : slot;
      self->lines[slot] = token->line;
      g_string_truncate (self->slots[slot], 0);
    }
  return TRUE;
}

static gboolean
take_open (AeqOfxReader *self, const AeqOfxToken *token, GError **error)
{
  AeqOfxAggregate kind = aggregate_of (token->name);

  /* Some write the header in tags of their own. */
  if (!self->started && kind != AEQ_OFX_ROOT)
    return TRUE;
  self->started = TRUE;
  if (kind == AEQ_OFX_NONE)
    return open_element (self, token);
  return push (self, token, kind, error) && (!token->is_empty || pop_to (self, self->depth - 1, error));
}

static gboolean
take_close (AeqOfxReader *self, const AeqOfxToken *token, GError **error)
{
  if (strcmp (token->name, "OFX") == 0)
    self->ended = TRUE;
  return pop_to (self, depth_of (self, token->name), error);
}

static gboolean
take_text (AeqOfxReader *self, const AeqOfxToken *token, GError **error)
{
  if (self->open < 0)
    return TRUE;
  aeq_ofx_append_text (self->slots[self->open], token->text, token->length, token->is_raw);
  if (self->slots[self->open]->len > AEQ_INPUT_MAX_LINE)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, token->line, NULL, N_("a field is too long"));
  return TRUE;
}

static void
close_element (AeqOfxReader *self)
{
  GString *text;

  if (self->open < 0)
    return;
  text = self->slots[self->open];
  if (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  self->open = -1;
}

static gboolean
take_token (AeqOfxReader *self, const AeqOfxToken *token, GError **error)
{
  if (token->kind == AEQ_OFX_TEXT)
    return take_text (self, token, error);
  close_element (self);
  if (token->kind == AEQ_OFX_OPEN)
    return take_open (self, token, error);
  return take_close (self, token, error);
}

static gboolean
check_end (AeqOfxReader *self, guint64 line, GError **error)
{
  close_element (self);
  for (guint i = 0; i < self->depth; i++)
    if (self->stack[i].kind != AEQ_OFX_ROOT)
      return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, line, self->stack[i].name,
                               N_("the file ends inside of it: it is cut off"));
  if (!self->started || self->statements == 0)
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, NULL, N_("holds no statement of an account"));
  if (!self->ended)
    aeq_read_report_warn (self->report, N_("the file ends without </OFX>: it may be cut off"));
  return TRUE;
}

static void
report_rest (AeqOfxReader *self)
{
  if (self->rounded > 0)
    aeq_read_report_warn (self->report,
                          N_("%" PRIu64
                          " amounts have more decimals than their currency and were rounded half-even, "
                          "first at line %" PRIu64),
                          self->rounded, self->first_rounded);
  if (self->no_digits > 0)
    aeq_read_report_warn (self->report,
                          N_("%" PRIu64 " entries have an amount without any digit, taken as zero"),
                          self->no_digits);
  if (self->foreign > 0)
    aeq_read_report_warn (self->report,
                          N_("%" PRIu64 " entries are in another currency than their statement, which they keep"),
                          self->foreign);
  if (self->trades > 0)
    aeq_read_report_note (self->report,
                          N_("%" PRIu64 " trades of securities were left out: only movements of cash are read"),
                          self->trades);
  aeq_lines_report (self->scanner.text, self->report);
}

static gboolean
read_tokens (AeqOfxReader *self, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqOfxToken token = { 0 };

  for (guint64 n = 1;; n++)
    {
      if (!aeq_ofx_scanner_next (&self->scanner, &token, error))
        return FALSE;
      if (token.kind == AEQ_OFX_END)
        break;
      if (!take_token (self, &token, error))
        return FALSE;
      if (n % BATCH != 0)
        continue;
      aeq_progress_update (progress, aeq_text_fraction (self->scanner.text));
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  if (!check_end (self, token.line, error))
    return FALSE;
  report_rest (self);
  return TRUE;
}

static gboolean
read_text (AeqText *text, const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data,
           AeqReadReport *report, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqOfxReader self = { .options = options, .sink = sink, .user_data = user_data, .report = report, .open = -1 };
  gboolean     ok;

  for (gsize i = 0; i < G_N_ELEMENTS (self.slots); i++)
    self.slots[i] = g_string_new (NULL);
  aeq_read_tally_init (&self.tally, report);
  aeq_ofx_scanner_init (&self.scanner, text);
  ok = read_tokens (&self, progress, cancellable, error);
  aeq_ofx_scanner_clear (&self.scanner);
  aeq_read_tally_clear (&self.tally);
  for (gsize i = 0; i < G_N_ELEMENTS (self.slots); i++)
    g_string_free (self.slots[i], TRUE);
  return ok;
}

gboolean
aeq_ofx_read (AeqInput *input, const AeqProfile *profile G_GNUC_UNUSED, const AeqProfileSet *known G_GNUC_UNUSED,
              const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
              AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (AeqText) text = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (input != NULL && options != NULL && options->default_currency != NULL && report != NULL, FALSE);

  if ((text = aeq_text_new (input, cancellable, &local)) != NULL &&
      read_text (text, options, sink, user_data, report, progress, cancellable, &local))
    return TRUE;
  return aeq_lines_fail (input, g_steal_pointer (&local), error);
}
