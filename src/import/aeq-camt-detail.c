/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-camt-private.h"

/* The transactions inside an entry. They are told, never booked: the entry is. */

#define MAX_SUMMARY 200
#define MORE " and others"
/* Of one entry; what is beyond is counted in the narrative and left out. */
#define MAX_PARTS 100000

static const char *
get (const AeqCamtReader *self, AeqCamtLeaf leaf)
{
  return aeq_camt_xml_get (self->xml, leaf);
}

static const char *
first_of (const AeqCamtReader *self, const AeqCamtLeaf *leaves, guint n)
{
  for (guint i = 0; i < n; i++)
    if (*get (self, leaves[i]) != '\0')
      return get (self, leaves[i]);
  return "";
}

static gboolean
is_reversal (const AeqCamtReader *self)
{
  const char *text = get (self, AEQ_CAMT_REVERSAL);

  return strcmp (text, "true") == 0 || strcmp (text, "1") == 0;
}

/* Who stands on the other side. A reversal keeps the parties of the payment that it takes back. */
static const char *
counterparty (const AeqCamtReader *self)
{
  static const AeqCamtLeaf DEBTOR[] = { AEQ_CAMT_TX_DEBTOR, AEQ_CAMT_TX_ULTIMATE_DEBTOR, AEQ_CAMT_TX_DEBTOR_ACCOUNT };
  static const AeqCamtLeaf CREDITOR[] = { AEQ_CAMT_TX_CREDITOR, AEQ_CAMT_TX_ULTIMATE_CREDITOR, AEQ_CAMT_TX_CREDITOR_ACCOUNT };
  const char *side = get (self, *get (self, AEQ_CAMT_TX_SIDE) != '\0' ? AEQ_CAMT_TX_SIDE : AEQ_CAMT_SIDE);
  gboolean incoming = (strcmp (side, "CRDT") == 0) != is_reversal (self);

  return incoming ? first_of (self, DEBTOR, G_N_ELEMENTS (DEBTOR)) : first_of (self, CREDITOR, G_N_ELEMENTS (CREDITOR));
}

static const char *
reference (const AeqCamtReader *self)
{
  static const AeqCamtLeaf LEAVES[] = { AEQ_CAMT_TX_CREDITOR_REF, AEQ_CAMT_TX_INSTR, AEQ_CAMT_TX_ID };
  const char *end_to_end = get (self, AEQ_CAMT_TX_END_TO_END);

  if (*end_to_end != '\0' && g_ascii_strcasecmp (end_to_end, "NOTPROVIDED") != 0)
    return end_to_end;
  return first_of (self, LEAVES, G_N_ELEMENTS (LEAVES));
}

static void
append_part (GString *out, const char *part)
{
  if (*part == '\0')
    return;
  if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  g_string_append (out, part);
}

static void
append_charge (const AeqCamtReader *self, AeqCamtLeaf charge, GString *out)
{
  const char *text = get (self, charge);

  /* "0.00" is no charge. */
  if (strspn (text, "0.") == strlen (text))
    return;
  append_part (out, "charges");
  append_part (out, text);
  append_part (out, get (self, charge + 1));
}

/* The narrative of a batch names who is in it; the rest stands in the parts. */
static void
summarise (AeqCamtReader *self, const char *party)
{
  GString *out = self->details;

  if (*party == '\0' || g_str_has_suffix (out->str, MORE))
    return;
  if (out->len + strlen (party) > MAX_SUMMARY)
    g_string_append (out, MORE);
  else
    g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", party);
}

static const char *
keep (AeqCamtReader *self, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert (self->words, text) : NULL;
}

/* The amount of a part in its own currency; one that cannot be read is left out, since the entry's counts. */
static void
part_amount (AeqCamtReader *self, AeqCamtLeaf leaf, gboolean debit, AeqFlowDetail *part)
{
  const char *code = get (self, leaf + 1);
  gboolean rounded;

  part->currency = *code != '\0' ? aeq_currency_lookup (code, -1) : self->statement.currency;
  part->has_minor = part->currency != NULL && aeq_camt_amount_parse (get (self, leaf), part->currency->exponent, &part->minor,
                                                                     &rounded) == AEQ_MONEY_OK;
  if (part->has_minor && debit && part->minor != G_MININT64)
    part->minor = -part->minor;
}

gboolean
aeq_camt_reader_charge (AeqCamtReader *self, AeqCamtLeaf leaf)
{
  AeqFlowDetail part = { .charge = TRUE };
  const char *text = get (self, leaf);

  /* "0.00" is no charge. */
  if (strspn (text, "0.") == strlen (text))
    return FALSE;
  part_amount (self, leaf, TRUE, &part);
  if (self->parts->len < MAX_PARTS)
    g_array_append_val (self->parts, part);
  return TRUE;
}

static void
keep_part (AeqCamtReader *self, const char *party, const char *ours)
{
  const char *side = get (self, *get (self, AEQ_CAMT_TX_SIDE) != '\0' ? AEQ_CAMT_TX_SIDE : AEQ_CAMT_SIDE);
  const char *text = get (self, AEQ_CAMT_TX_TEXT);
  AeqFlowDetail part = {
    .reference = keep (self, ours),
    .bank_reference = keep (self, get (self, AEQ_CAMT_TX_BANK_REF)),
    .counterparty = keep (self, party),
    .narrative = keep (self, *text != '\0' ? text : get (self, AEQ_CAMT_TX_INFO)),
  };

  part_amount (self, AEQ_CAMT_TX_AMOUNT, strcmp (side, "DBIT") == 0, &part);
  if (self->parts->len < MAX_PARTS)
    g_array_append_val (self->parts, part);
}

static void
tell_single (AeqCamtReader *self)
{
  const char *creditor_ref = get (self, AEQ_CAMT_TX_CREDITOR_REF);

  append_part (self->narrative, get (self, AEQ_CAMT_TX_TEXT));
  if (g_strcmp0 (creditor_ref, self->reference) != 0)
    append_part (self->narrative, creditor_ref);
  append_part (self->narrative, get (self, AEQ_CAMT_TX_INFO));
  append_charge (self, AEQ_CAMT_TX_CHARGE, self->narrative);
}

static void
keep_settled (AeqCamtReader *self)
{
  AeqCamtMoment moment;

  if (self->settled == AEQ_DATE_NONE && aeq_camt_moment_parse (get (self, AEQ_CAMT_TX_SETTLED), &moment))
    self->settled = moment.date;
}

gboolean
aeq_camt_reader_transaction (AeqCamtReader *self, GError **error G_GNUC_UNUSED)
{
  const char *party = counterparty (self);
  const char *ours = reference (self);

  self->all_transactions++;
  keep_settled (self);
  if (self->transactions++ == 0)
    {
      self->counterparty = *party != '\0' ? g_strdup (party) : NULL;
      self->reference = *ours != '\0' ? g_strdup (ours) : NULL;
      self->bank_reference = g_strdup (get (self, AEQ_CAMT_TX_BANK_REF));
      tell_single (self);
    }
  else
    self->mixed = self->mixed || g_strcmp0 (self->counterparty, party) != 0;
  summarise (self, party);
  keep_part (self, party, ours);
  aeq_camt_reader_charge (self, AEQ_CAMT_TX_CHARGE);
  return TRUE;
}
