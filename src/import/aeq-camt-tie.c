/* SPDX-License-Identifier: MIT */
#include "aeq-camt-tie.h"
#include "aeq-words.h"

#include <string.h>

/* Statements that are talked about one by one. */
#define MAX_TOLD 20

gboolean
aeq_camt_reader_may_tell (AeqCamtReader *self)
{
  return self->told++ < MAX_TOLD;
}

static char *
name_of (const AeqCamtReader *self)
{
  const char *id = aeq_camt_xml_get (self->xml, AEQ_CAMT_STMT_ID);
  const char *number = self->statement.number;

  return g_strdup_printf ("statement %.40s of account %.40s", *id != '\0' ? id : "without a number",
                          *number != '\0' ? number : "without a number");
}

static char *
money (const AeqCamtReader *self, gint64 minor, char *buffer)
{
  return aeq_money_format (minor, aeq_camt_reader_exponent (self, self->statement.currency), buffer);
}

/* TRUE when opening and closing are there and the entries lie between them. */
static gboolean
tie_balances (AeqCamtReader *self)
{
  const AeqCamtStatement *statement = &self->statement;
  gint64 net = statement->booked_credit_total - statement->booked_debit_total;
  char text[3][AEQ_MONEY_TEXT_SIZE];
  g_autofree char *name = NULL;
  gint64 sum = 0;

  if (statement->opening.rank == 0 || statement->closing.rank == 0 || statement->opening.available ||
      statement->closing.available)
    return FALSE;
  if (aeq_money_add (statement->opening.minor, net, &sum) && sum == statement->closing.minor)
    return TRUE;
  if (!aeq_camt_reader_may_tell (self))
    return FALSE;
  name = name_of (self);
  aeq_read_report_warn (self->report, N_("%s: opening balance %s and booked entries of %s do not make the closing balance %s"), name,
                        money (self, statement->opening.minor, text[0]), money (self, net, text[1]),
                        money (self, statement->closing.minor, text[2]));
  return FALSE;
}

static gboolean
count_agrees (const AeqCamtReader *self, AeqCamtLeaf leaf, guint64 all, guint64 booked)
{
  const char *text = aeq_camt_xml_get (self->xml, leaf);
  guint64 count;

  return *text == '\0' || (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &count, NULL) &&
                           (count == all || count == booked));
}

static gboolean
sum_agrees (const AeqCamtReader *self, AeqCamtLeaf leaf, gint64 all, gint64 booked)
{
  const char *text = aeq_camt_xml_get (self->xml, leaf);
  gint64 sum;

  return *text == '\0' ||
         (aeq_camt_amount_parse (text, aeq_camt_reader_exponent (self, self->statement.currency), &sum, NULL) == AEQ_MONEY_OK &&
          (sum == all || sum == booked));
}

/* Some banks count what is booked, others all entries. */
static const char *
find_difference (const AeqCamtReader *self)
{
  const AeqCamtStatement *s = &self->statement;
  gint64 all = 0;
  gint64 booked = 0;

  if (s->others > 0)
    return NULL;
  if (!count_agrees (self, AEQ_CAMT_ALL_COUNT, s->credits + s->debits, s->booked_credits + s->booked_debits))
    return "number of entries";
  if (!count_agrees (self, AEQ_CAMT_CREDIT_COUNT, s->credits, s->booked_credits))
    return "number of credits";
  if (!count_agrees (self, AEQ_CAMT_DEBIT_COUNT, s->debits, s->booked_debits))
    return "number of debits";
  if (!aeq_money_add (s->credit_total, s->debit_total, &all) ||
      !aeq_money_add (s->booked_credit_total, s->booked_debit_total, &booked) ||
      !sum_agrees (self, AEQ_CAMT_ALL_SUM, all, booked))
    return "sum of the entries";
  if (!sum_agrees (self, AEQ_CAMT_CREDIT_SUM, s->credit_total, s->booked_credit_total))
    return "sum of the credits";
  return sum_agrees (self, AEQ_CAMT_DEBIT_SUM, s->debit_total, s->booked_debit_total) ? NULL : "sum of the debits";
}

/* Balances that tie prove the entries complete; a summary that says otherwise is then only worth a note. */
static void
tie_summary (AeqCamtReader *self, gboolean proven)
{
  const char *difference = find_difference (self);
  g_autofree char *name = NULL;

  if (difference == NULL || !aeq_camt_reader_may_tell (self))
    return;
  name = name_of (self);
  if (proven)
    aeq_read_report_note (self->report, N_("%s: the summary states another %s than the file holds, but the balances tie"), name,
                          difference);
  else
    aeq_read_report_warn (self->report, N_("%s: the summary (TxsSummry) states another %s than the file holds"), name, difference);
}

static void
tell_foreign (AeqCamtReader *self, gboolean proven)
{
  const AeqCamtStatement *statement = &self->statement;
  gboolean balance = (statement->opening.rank > 0 && statement->opening.foreign) ||
                     (statement->closing.rank > 0 && statement->closing.foreign);
  const char *code = statement->currency != NULL ? statement->currency->code : "no currency";
  g_autofree char *name = NULL;

  if ((!balance && statement->foreign == 0 && (statement->others == 0 || !statement->named)) || !aeq_camt_reader_may_tell (self))
    return;
  name = name_of (self);
  if (balance)
    aeq_read_report_warn (self->report, N_("%s: a balance is written in another currency than the account's (%s) and was taken as %s"),
                          name, code,
                          code);
  if (statement->foreign > 0)
    (proven ? aeq_read_report_note : aeq_read_report_warn) (
        self->report,
        "%s: %" G_GUINT64_FORMAT " entries are written in another currency than the account's (%s) and were taken as %s", name,
        statement->foreign, code, code);
  if (statement->others > 0 && statement->named)
    aeq_read_report_warn (self->report, N_("%s: %" PRIu64 " entries are in another currency than the account (%s) and stay so"),
                          name, statement->others, code);
}

static gboolean
is_no (const char *text)
{
  return strcmp (text, "false") == 0 || strcmp (text, "0") == 0;
}

void
aeq_camt_tie_statement (AeqCamtReader *self)
{
  gboolean proven = tie_balances (self);
  g_autofree char *name = NULL;

  tie_summary (self, proven);
  tell_foreign (self, proven);
  if (is_no (aeq_camt_xml_get (self->xml, AEQ_CAMT_LAST_PAGE)) && aeq_camt_reader_may_tell (self))
    {
      name = name_of (self);
      aeq_read_report_note (self->report, N_("%s: more pages follow"), name);
    }
}

/* Reports within a day each start from the morning; only statements follow one another. */
void
aeq_camt_tie_chain (AeqCamtReader *self, const AeqReadAccount *account)
{
  const AeqCamtStatement *statement = &self->statement;
  char text[2][AEQ_MONEY_TEXT_SIZE];
  g_autofree char *name = NULL;

  if (strcmp (aeq_camt_xml_format (self->xml), "camt053") != 0 || !account->has_closing || statement->opening.rank == 0 ||
      statement->opening.minor == account->closing)
    return;
  /* The other way round, newest first. */
  if (statement->closing.rank > 0 && account->has_opening && statement->closing.minor == account->opening)
    return;
  if (!aeq_camt_reader_may_tell (self))
    return;
  name = name_of (self);
  aeq_read_report_warn (self->report, N_("%s: it opens with %s, but the one before it closed with %s: a statement may be missing"),
                        name, money (self, statement->opening.minor, text[0]), money (self, account->closing, text[1]));
}

static void
tell_amounts (AeqCamtReader *self)
{
  if (self->rounded > 0)
    aeq_read_report_warn (self->report,
                          N_("%" PRIu64
                          " amounts have more decimals than their currency and were rounded half-even, first at line %"
                          PRIu64), self->rounded, self->first_rounded);
  if (self->signed_amounts > 0)
    aeq_read_report_warn (self->report,
                          N_("%" PRIu64 " amounts carry a minus sign, which turns their direction (CdtDbtInd) round"),
                          self->signed_amounts);
  if (self->charged > 0)
    aeq_read_report_note (self->report,
                          N_("%" PRIu64 " entries name charges; they are told in the text, amounts are as booked"),
                          self->charged);
}

void
aeq_camt_tie_finish (AeqCamtReader *self)
{
  const char *version = aeq_camt_xml_version (self->xml);

  aeq_read_report_note (self->report, N_("message: %s"), version != NULL ? version : "without a version");
  tell_amounts (self);
  if (self->odd_status != NULL)
    aeq_read_report_warn (self->report, N_("the status %s is not one of the standard's; its entries were taken as booked"),
                          self->odd_status);
  if (self->no_status > 0)
    aeq_read_report_note (self->report, N_("%" PRIu64 " entries name no status and were taken as booked"), self->no_status);
  if (self->undated > 0)
    aeq_read_report_note (self->report,
                          N_("%" PRIu64
                          " entries have no date of their own; the day of settlement or of the message was taken"),
                          self->undated);
  if (self->all_transactions > 0 || self->batches > 0)
    aeq_read_report_note (self->report,
                          N_("%" PRIu64 " transactions are told inside the entries, %" PRIu64
                          " entries are batches; each entry counts once"),
                          self->all_transactions, self->batches);
  if (is_no (aeq_camt_xml_get (self->xml, AEQ_CAMT_MSG_LAST_PAGE)))
    aeq_read_report_note (self->report, N_("the message is one page of several"));
  if (self->told > MAX_TOLD)
    aeq_read_report_warn (self->report, N_("%" PRIu64 " further remarks on single statements were left out"),
                          self->told - MAX_TOLD);
}
