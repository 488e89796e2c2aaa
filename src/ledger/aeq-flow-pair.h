/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-flow.h"

G_BEGIN_DECLS

/* Which entries of a report tell of a movement that the ledger knows already. No store: entries and candidates go in, pairs come
 * out, in time that grows with their number.
 *
 * An entry and a candidate can be one movement when account, signed amount and day agree: the booking or the value days are
 * equal, or within a business day of each other unless both come from end-of-day statements. They are paired one to one, the
 * strongest evidence first:
 *   1. every word is the same (the report again);
 *   2. the bank's reference;
 *   3. our reference: without NONREF and the like, case, spaces, marks and leading zeros, and as far as MT's 16 characters go;
 *   4. the counterparty, then the words of the text;
 *   5. amount and day alone, when both sides count the same, or one of them is an end-of-day statement, which counts right.
 * Two that both bear a bank's reference, and not the same, are two movements when the references of the two reports have proved
 * comparable (one pair agrees) or come in one format; from rank 4 on any two references of one kind that differ part them, and so do
 * counterparties without a common word. Only two formats of one end-of-day statement, equal in days and balances, are paired by
 * amount and day whatever their references say. */

/* What one report says of a movement. Texts are borrowed. */
typedef struct
{
  AeqDate     booking_date;
  AeqDate     value_date;
  const char *counterparty;
  const char *reference;
  const char *bank_reference;
  const char *narrative;
  const char *format;
} AeqPairSide;

typedef enum
{
  AEQ_PAIR_NO,        /* its report and the entry's tell of different movements */
  AEQ_PAIR_REFERENCE, /* ... unless they bear one reference of the bank */
  AEQ_PAIR_YES,
  AEQ_PAIR_EQUAL      /* of the same statement in another format */
} AeqPairMode;

typedef struct
{
  gint64      minor;
  AeqPairSide side;
  gpointer    found;  /* the candidate's @data, NULL when there is none */
} AeqPairEntry;

typedef struct
{
  gint64             minor;
  const AeqPairSide *sides;   /* what each report says */
  guint              n_sides;
  AeqPairMode        mode;
  gboolean           final;   /* an end-of-day statement vouches for it */
  gboolean           taken;
  gpointer           data;
} AeqPairCandidate;

/* @final: the entries are of an end-of-day statement. @days: how far a pending entry may lie from its booking, 0 for the rule
 * above; then references that differ part nobody, since banks give a booking another one. */
void aeq_flow_pair (AeqPairEntry *entries, guint n_entries, AeqPairCandidate *candidates, guint n_candidates, gboolean final,
                    int days);

/* Whether both say the same to the letter. */
gboolean aeq_pair_side_equal (const AeqPairSide *a, const AeqPairSide *b);

G_END_DECLS
