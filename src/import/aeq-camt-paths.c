/* SPDX-License-Identifier: MIT */
#include "aeq-camt-paths.h"

#include <string.h>

typedef struct
{
  const char *path;
  AeqCamtLeaf leaf;
} Path;

/* Elements of all versions side by side: names that one version has do not mean anything else in another. */
static const Path MESSAGE[] = {
  { "GrpHdr/CreDtTm", AEQ_CAMT_MSG_CREATED },
  { "GrpHdr/MsgPgntn/LastPgInd", AEQ_CAMT_MSG_LAST_PAGE },
};

static const Path STATEMENT[] = {
  { "", AEQ_CAMT_STMT },
  { "Id", AEQ_CAMT_STMT_ID },
  { "CreDtTm", AEQ_CAMT_CREATED },
  { "CpyDplctInd", AEQ_CAMT_COPY },
  { "ElctrncSeqNb", AEQ_CAMT_SEQUENCE },
  { "FrToDt/FrDtTm", AEQ_CAMT_FROM },
  { "FrToDt/ToDtTm", AEQ_CAMT_TO },
  { "StmtPgntn/PgNb", AEQ_CAMT_PAGE },
  { "RptPgntn/PgNb", AEQ_CAMT_PAGE },
  { "NtfctnPgntn/PgNb", AEQ_CAMT_PAGE },
  { "StmtPgntn/LastPgInd", AEQ_CAMT_LAST_PAGE },
  { "RptPgntn/LastPgInd", AEQ_CAMT_LAST_PAGE },
  { "NtfctnPgntn/LastPgInd", AEQ_CAMT_LAST_PAGE },
  { "Acct/Id/IBAN", AEQ_CAMT_IBAN },
  { "Acct/Id/Othr/Id", AEQ_CAMT_NUMBER },
  { "Acct/Id/BBAN", AEQ_CAMT_NUMBER },
  { "Acct/Id/UPIC", AEQ_CAMT_NUMBER },
  { "Acct/Id/PrtryAcct/Id", AEQ_CAMT_NUMBER },
  { "Acct/Ccy", AEQ_CAMT_CURRENCY },
  { "TxsSummry/TtlNtries/NbOfNtries", AEQ_CAMT_ALL_COUNT },
  { "TxsSummry/TtlNtries/Sum", AEQ_CAMT_ALL_SUM },
  { "TxsSummry/TtlCdtNtries/NbOfNtries", AEQ_CAMT_CREDIT_COUNT },
  { "TxsSummry/TtlCdtNtries/Sum", AEQ_CAMT_CREDIT_SUM },
  { "TxsSummry/TtlDbtNtries/NbOfNtries", AEQ_CAMT_DEBIT_COUNT },
  { "TxsSummry/TtlDbtNtries/Sum", AEQ_CAMT_DEBIT_SUM },
  { "Bal", AEQ_CAMT_BAL },
  { "Bal/Tp/CdOrPrtry/Cd", AEQ_CAMT_BAL_TYPE },
  { "Bal/Tp/Cd", AEQ_CAMT_BAL_TYPE },
  { "Bal/Amt", AEQ_CAMT_BAL_AMOUNT },
  { "Bal/CdtDbtInd", AEQ_CAMT_BAL_SIDE },
  { "Bal/Dt/Dt", AEQ_CAMT_BAL_DATE },
  { "Bal/Dt/DtTm", AEQ_CAMT_BAL_DATE },
  { "Ntry", AEQ_CAMT_NTRY },
  { "Ntry/NtryRef", AEQ_CAMT_NTRY_REF },
  { "Ntry/Amt", AEQ_CAMT_AMOUNT },
  { "Ntry/CdtDbtInd", AEQ_CAMT_SIDE },
  { "Ntry/RvslInd", AEQ_CAMT_REVERSAL },
  { "Ntry/Sts", AEQ_CAMT_STATUS },
  { "Ntry/Sts/Cd", AEQ_CAMT_STATUS },
  { "Ntry/Sts/Prtry", AEQ_CAMT_STATUS },
  { "Ntry/BookgDt/Dt", AEQ_CAMT_BOOKED },
  { "Ntry/BookgDt/DtTm", AEQ_CAMT_BOOKED },
  { "Ntry/ValDt/Dt", AEQ_CAMT_VALUE },
  { "Ntry/ValDt/DtTm", AEQ_CAMT_VALUE },
  { "Ntry/AcctSvcrRef", AEQ_CAMT_BANK_REF },
  { "Ntry/BkTxCd/Domn/Cd", AEQ_CAMT_DOMAIN },
  { "Ntry/BkTxCd/Domn/Fmly/Cd", AEQ_CAMT_FAMILY },
  { "Ntry/BkTxCd/Domn/Fmly/SubFmlyCd", AEQ_CAMT_SUBFAMILY },
  { "Ntry/BkTxCd/Prtry/Cd", AEQ_CAMT_OWN_CODE },
  { "Ntry/Chrgs/TtlChrgsAndTaxAmt", AEQ_CAMT_CHARGE },
  { "Ntry/Chrgs/Amt", AEQ_CAMT_CHARGE },
  { "Ntry/Chrgs/Rcrd/Amt", AEQ_CAMT_CHARGE },
  { "Ntry/NtryDtls/Btch/NbOfTxs", AEQ_CAMT_BATCH_COUNT },
  { "Ntry/NtryDtls/Btch/MsgId", AEQ_CAMT_BATCH_MSG },
  { "Ntry/NtryDtls/Btch/PmtInfId", AEQ_CAMT_BATCH_ID },
  { "Ntry/AddtlNtryInf", AEQ_CAMT_NTRY_INFO },
};

static const Path TRANSACTION[] = {
  { "", AEQ_CAMT_TX },
  { "Refs/EndToEndId", AEQ_CAMT_TX_END_TO_END },
  { "Refs/InstrId", AEQ_CAMT_TX_INSTR },
  { "Refs/TxId", AEQ_CAMT_TX_ID },
  { "Refs/AcctSvcrRef", AEQ_CAMT_TX_BANK_REF },
  { "Amt", AEQ_CAMT_TX_AMOUNT },
  { "AmtDtls/TxAmt/Amt", AEQ_CAMT_TX_AMOUNT },
  { "CdtDbtInd", AEQ_CAMT_TX_SIDE },
  { "Chrgs/TtlChrgsAndTaxAmt", AEQ_CAMT_TX_CHARGE },
  { "Chrgs/Amt", AEQ_CAMT_TX_CHARGE },
  { "Chrgs/Rcrd/Amt", AEQ_CAMT_TX_CHARGE },
  { "RltdPties/Dbtr/Nm", AEQ_CAMT_TX_DEBTOR },
  { "RltdPties/Dbtr/Pty/Nm", AEQ_CAMT_TX_DEBTOR },
  { "RltdPties/Dbtr/Agt/FinInstnId/Nm", AEQ_CAMT_TX_DEBTOR },
  { "RltdPties/Cdtr/Nm", AEQ_CAMT_TX_CREDITOR },
  { "RltdPties/Cdtr/Pty/Nm", AEQ_CAMT_TX_CREDITOR },
  { "RltdPties/Cdtr/Agt/FinInstnId/Nm", AEQ_CAMT_TX_CREDITOR },
  { "RltdPties/UltmtDbtr/Nm", AEQ_CAMT_TX_ULTIMATE_DEBTOR },
  { "RltdPties/UltmtDbtr/Pty/Nm", AEQ_CAMT_TX_ULTIMATE_DEBTOR },
  { "RltdPties/UltmtCdtr/Nm", AEQ_CAMT_TX_ULTIMATE_CREDITOR },
  { "RltdPties/UltmtCdtr/Pty/Nm", AEQ_CAMT_TX_ULTIMATE_CREDITOR },
  { "RltdPties/DbtrAcct/Id/IBAN", AEQ_CAMT_TX_DEBTOR_ACCOUNT },
  { "RltdPties/DbtrAcct/Id/Othr/Id", AEQ_CAMT_TX_DEBTOR_ACCOUNT },
  { "RltdPties/CdtrAcct/Id/IBAN", AEQ_CAMT_TX_CREDITOR_ACCOUNT },
  { "RltdPties/CdtrAcct/Id/Othr/Id", AEQ_CAMT_TX_CREDITOR_ACCOUNT },
  { "RmtInf/Ustrd", AEQ_CAMT_TX_TEXT },
  { "RmtInf/Strd/CdtrRefInf/Ref", AEQ_CAMT_TX_CREDITOR_REF },
  { "RmtInf/Strd/CdtrRefInf/CdtrRef", AEQ_CAMT_TX_CREDITOR_REF },
  { "RmtInf/Strd/AddtlRmtInf", AEQ_CAMT_TX_TEXT },
  { "AddtlTxInf", AEQ_CAMT_TX_INFO },
  { "RltdDts/IntrBkSttlmDt", AEQ_CAMT_TX_SETTLED },
};

static AeqCamtNode *
add_child (AeqCamtPaths *self, AeqCamtNode *parent, const xmlChar *name)
{
  AeqCamtNode *node = aeq_camt_node_find (parent, name);
  AeqCamtNode **last = &parent->children;

  if (node != NULL)
    return node;
  g_assert (self->used < AEQ_CAMT_MAX_NODES);
  node = &self->nodes[self->used++];
  node->name = name;
  while (*last != NULL)
    last = &(*last)->next;
  return *last = node;
}

static AeqCamtNode *
add_path (AeqCamtPaths *self, AeqCamtNode *node, const char *path, xmlTextReaderPtr reader)
{
  g_auto(GStrv) names = g_strsplit (path, "/", -1); /* none for "", the element itself */

  for (char **name = names; *name != NULL; name++)
    node = add_child (self, node, xmlTextReaderConstString (reader, (const xmlChar *) *name));
  return node;
}

static void
add_table (AeqCamtPaths *self, AeqCamtNode *below, const Path *table, gsize n, xmlTextReaderPtr reader)
{
  for (gsize i = 0; i < n; i++)
    add_path (self, below, table[i].path, reader)->leaf = table[i].leaf;
}

AeqCamtNode *
aeq_camt_paths_build (AeqCamtPaths *self, xmlTextReaderPtr reader)
{
  static const char *const OTHERS[] = { "Rpt", "Ntfctn" };
  AeqCamtNode *root;
  AeqCamtNode *statement;
  AeqCamtNode *detail;

  memset (self, 0, sizeof *self);
  root = &self->nodes[self->used++];
  add_table (self, root, MESSAGE, G_N_ELEMENTS (MESSAGE), reader);
  statement = add_path (self, root, "Stmt", reader);
  add_table (self, statement, STATEMENT, G_N_ELEMENTS (STATEMENT), reader);
  detail = add_path (self, statement, "Ntry/NtryDtls/TxDtls", reader);
  add_table (self, detail, TRANSACTION, G_N_ELEMENTS (TRANSACTION), reader);
  for (gsize i = 0; i < G_N_ELEMENTS (OTHERS); i++)
    {
      AeqCamtNode *other = add_path (self, root, OTHERS[i], reader);

      other->leaf = statement->leaf;
      other->children = statement->children;
    }
  /* The first version has no NtryDtls between. */
  add_path (self, statement, "Ntry/TxDtls", reader)->children = detail->children;
  add_path (self, statement, "Ntry/TxDtls", reader)->leaf = detail->leaf;
  return root;
}

static const char *
find_path (const Path *table, gsize n, AeqCamtLeaf leaf)
{
  for (gsize i = 0; i < n; i++)
    if (table[i].leaf == leaf)
      return table[i].path;
  return NULL;
}

const char *
aeq_camt_xml_path (AeqCamtLeaf leaf)
{
  const char *path = find_path (STATEMENT, G_N_ELEMENTS (STATEMENT), leaf);

  if (path != NULL)
    return *path != '\0' ? path : "Stmt";
  path = find_path (TRANSACTION, G_N_ELEMENTS (TRANSACTION), leaf);
  return path != NULL && *path != '\0' ? path : "TxDtls";
}
