/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-input.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* The elements that are read, in groups that are forgotten together: a group starts anew with its first element. An amount
 * is followed by its currency attribute. */
typedef enum
{
  AEQ_CAMT_NONE,
  /* the message */
  AEQ_CAMT_MSG_CREATED,
  AEQ_CAMT_MSG_LAST_PAGE,
  /* a statement, report or notification */
  AEQ_CAMT_STMT,
  AEQ_CAMT_STMT_ID,
  AEQ_CAMT_CREATED,
  AEQ_CAMT_COPY,
  AEQ_CAMT_SEQUENCE,
  AEQ_CAMT_FROM,
  AEQ_CAMT_TO,
  AEQ_CAMT_PAGE,
  AEQ_CAMT_LAST_PAGE,
  AEQ_CAMT_IBAN,
  AEQ_CAMT_NUMBER,
  AEQ_CAMT_CURRENCY,
  AEQ_CAMT_ALL_COUNT,
  AEQ_CAMT_ALL_SUM,
  AEQ_CAMT_CREDIT_COUNT,
  AEQ_CAMT_CREDIT_SUM,
  AEQ_CAMT_DEBIT_COUNT,
  AEQ_CAMT_DEBIT_SUM,
  /* a balance */
  AEQ_CAMT_BAL,
  AEQ_CAMT_BAL_TYPE,
  AEQ_CAMT_BAL_AMOUNT,
  AEQ_CAMT_BAL_CURRENCY,
  AEQ_CAMT_BAL_SIDE,
  AEQ_CAMT_BAL_DATE,
  /* an entry */
  AEQ_CAMT_NTRY,
  AEQ_CAMT_NTRY_REF,
  AEQ_CAMT_AMOUNT,
  AEQ_CAMT_AMOUNT_CURRENCY,
  AEQ_CAMT_SIDE,
  AEQ_CAMT_REVERSAL,
  AEQ_CAMT_STATUS,
  AEQ_CAMT_BOOKED,
  AEQ_CAMT_VALUE,
  AEQ_CAMT_BANK_REF,
  AEQ_CAMT_DOMAIN,
  AEQ_CAMT_FAMILY,
  AEQ_CAMT_SUBFAMILY,
  AEQ_CAMT_OWN_CODE,
  AEQ_CAMT_CHARGE,
  AEQ_CAMT_CHARGE_CURRENCY,
  AEQ_CAMT_BATCH_COUNT,
  AEQ_CAMT_BATCH_MSG,
  AEQ_CAMT_BATCH_ID,
  AEQ_CAMT_NTRY_INFO,
  /* one transaction of an entry */
  AEQ_CAMT_TX,
  AEQ_CAMT_TX_END_TO_END,
  AEQ_CAMT_TX_INSTR,
  AEQ_CAMT_TX_ID,
  AEQ_CAMT_TX_BANK_REF,
  AEQ_CAMT_TX_AMOUNT,
  AEQ_CAMT_TX_CURRENCY,
  AEQ_CAMT_TX_SIDE,
  AEQ_CAMT_TX_CHARGE,
  AEQ_CAMT_TX_CHARGE_CURRENCY,
  AEQ_CAMT_TX_DEBTOR,
  AEQ_CAMT_TX_CREDITOR,
  AEQ_CAMT_TX_ULTIMATE_DEBTOR,
  AEQ_CAMT_TX_ULTIMATE_CREDITOR,
  AEQ_CAMT_TX_DEBTOR_ACCOUNT,
  AEQ_CAMT_TX_CREDITOR_ACCOUNT,
  AEQ_CAMT_TX_TEXT,
  AEQ_CAMT_TX_CREDITOR_REF,
  AEQ_CAMT_TX_INFO,
  AEQ_CAMT_TX_SETTLED,
  AEQ_CAMT_LEAVES
} AeqCamtLeaf;

#define AEQ_CAMT_MAX_DEPTH 64
#define AEQ_CAMT_MAX_TEXT (16 * 1024)

typedef struct _AeqCamtXml AeqCamtXml;

/* One of STMT, BAL, NTRY and TX is complete: the values below it can be asked for. */
typedef gboolean (*AeqCamtFunc) (AeqCamtXml *xml, AeqCamtLeaf leaf, gpointer user_data, GError **error);

AeqCamtXml *aeq_camt_xml_new  (AeqInput *input, AeqCamtFunc func, gpointer user_data, AeqProgress *progress,
                               GCancellable *cancellable);
void        aeq_camt_xml_free (AeqCamtXml *self);
/* Walks the whole file. */
gboolean    aeq_camt_xml_run  (AeqCamtXml *self, GError **error);

/* "" when the element is not there; trimmed. Good until the group starts anew. */
const char *aeq_camt_xml_get    (const AeqCamtXml *self, AeqCamtLeaf leaf);
/* Line of the element. */
guint64     aeq_camt_xml_line   (const AeqCamtXml *self, AeqCamtLeaf leaf);
/* Path of the element below its statement, for messages. */
const char *aeq_camt_xml_path   (AeqCamtLeaf leaf);
/* "camt.053.001.08", NULL when the namespace does not say. */
const char *aeq_camt_xml_version (const AeqCamtXml *self);
/* "camt053" by the message's element, NULL before it was met. */
const char *aeq_camt_xml_format (const AeqCamtXml *self);
/* Sets the error at the leaf's place and returns FALSE. */
gboolean    aeq_camt_xml_refuse (const AeqCamtXml *self, AeqCamtLeaf leaf, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqCamtXml, aeq_camt_xml_free)

G_END_DECLS
