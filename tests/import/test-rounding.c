/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-test-read.h"

/* Digits beyond the currency's are rounded half-even, an entry each, with a warning, in every format: 0.125, 0.135 and 0.1251
 * euros are 12, 14 and 13 cents, whatever says so. */

#define NTRY(amount)                                                                                                             \
  "<Ntry><Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-01-05</Dt></BookgDt></Ntry>"
#define STMTTRN(amount) "<STMTTRN><DTPOSTED>20260105<TRNAMT>" amount "<FITID>1</STMTTRN>"

static const struct
{
  const char *format;
  const char *text;
} FILES[] = {
  { "mt940", ":20:A\n:25:1\n:28C:1\n:60F:C260105EUR0,\n:61:260105C0,125NTRF\n:61:260105C0,135NTRF\n:61:260105C0,1251NTRF\n:62F:C260105EUR0,39\n-\n" },
  { "camt053",
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>1</IBAN></Id>"
    "<Ccy>EUR</Ccy></Acct>" NTRY ("0.125") NTRY ("0.135") NTRY ("0.1251") "</Stmt></BkToCstmrStmt></Document>" },
  { "bai2",
    "01,A,B,260106,0400,1,,,2/\n02,B,A,1,260105,2359,EUR,2/\n03,1,EUR/\n16,195,0.125,,,,\n16,195,0.135,,,,\n16,195,0.1251,,,,\n"
    "49,39,5/\n98,39,1,7/\n99,39,1,9/\n" },
  { "ofx",
    "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>" STMTTRN ("0.125")
        STMTTRN ("0.135") STMTTRN ("0.1251") "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>" },
  { "csv", "Date,Text,Amount,Currency\n2026-01-05,a,0.125,EUR\n2026-01-05,b,0.135,EUR\n2026-01-05,c,0.1251,EUR\n" },
};

static void
test_rounds (gconstpointer data)
{
  const char *const *file = data;
  static const char *const CENTS[] = { "|12|EUR", "|14|EUR", "|13|EUR" };
  g_autoptr(AeqTestRead) read = aeq_test_read_format (file[0], file[1], -1, NULL);
  g_autofree char *status = aeq_test_read_status (read);

  g_assert_no_error (read->error);
  g_assert_cmpstr (status, ==, "warn");
  g_assert_true (aeq_test_read_says (read, "3 amounts have more decimals than their currency and were rounded half-even"));
  g_assert_cmpuint (read->report->warnings->len, ==, 1);
  g_assert_cmpuint (read->rows->len, ==, G_N_ELEMENTS (CENTS));
  for (guint i = 0; i < G_N_ELEMENTS (CENTS); i++)
    g_assert_nonnull (strstr (aeq_test_read_row (read, i), CENTS[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (FILES); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/rounding/%s", FILES[i].format);

      g_test_add_data_func (path, &FILES[i], test_rounds);
    }
  return g_test_run ();
}
