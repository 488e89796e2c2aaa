/* SPDX-License-Identifier: MIT */
/* Rows of flows written to .xlsx by an AeqDocument, and the same cells by a bare loop over libxlsxwriter in its
 * constant memory mode. Each runs in a process of its own, so that time and peak memory are its own. */
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <glib/gstdio.h>
#include "aeq-document.h"
#include "aeq-rng.h"

#define N_COLUMNS 12

typedef struct
{
  char       account[16];
  char       counterparty[32];
  char       reference[24];
  char       bank_reference[24];
  char       narrative[80];
  AeqInstant settles;
  gint64     minor;
} Row;

static void
make_row (AeqRng *rng, Row *row)
{
  guint party = (guint) (aeq_rng_next (rng) % 2000);

  g_snprintf (row->account, sizeof row->account, "9900%05u", (guint) (aeq_rng_next (rng) % 12));
  g_snprintf (row->counterparty, sizeof row->counterparty, "Counterparty %04u Ltd", party);
  g_snprintf (row->reference, sizeof row->reference, "INV-%07u", (guint) (aeq_rng_next (rng) % 10000000));
  g_snprintf (row->bank_reference, sizeof row->bank_reference, "%016" G_GINT64_MODIFIER "x", aeq_rng_next (rng));
  g_snprintf (row->narrative, sizeof row->narrative, "payment, Counterparty %04u Ltd, of this day", party);
  row->settles = 1700000000 * AEQ_SECOND + (AeqInstant) (aeq_rng_next (rng) % 90000000) * AEQ_SECOND;
  row->minor = (gint64) (aeq_rng_next (rng) % 1000000000) - 500000000;
}

static int
write_ours (const char *path, guint n)
{
  static const AeqColumn COLUMNS[N_COLUMNS] = {
    { "account", "Account", AEQ_CELL_TEXT, 0 },       { "settle_ts", "Settles", AEQ_CELL_INSTANT, 0 },
    { "value_date", "Value date", AEQ_CELL_DATE, 0 }, { "booking_date", "Booked", AEQ_CELL_DATE, 0 },
    { "amount", "Amount", AEQ_CELL_MONEY, 0 },        { "currency", "Currency", AEQ_CELL_TEXT, 0 },
    { "category", "Category", AEQ_CELL_TEXT, 0 },     { "counterparty", "Counterparty", AEQ_CELL_TEXT, 0 },
    { "reference", "Reference", AEQ_CELL_TEXT, 0 },   { "bank_reference", "Bank reference", AEQ_CELL_TEXT, 0 },
    { "narrative", "Narrative", AEQ_CELL_TEXT, 0 },   { "status", "Status", AEQ_CELL_TEXT, 0 },
  };
  const AeqTable table = { "flows", "Flows", COLUMNS, N_COLUMNS };
  const AeqSource source = { .as_of = 0, .made_at = 0, .ledger = "bench" };
  const AeqDocumentInfo info = { .title = "Flows", .source = &source, .rows_only = TRUE };
  const AeqDocumentOptions options = { .csv = AEQ_CSV_OPTIONS_DEFAULT };
  const AeqCurrency *usd = aeq_currency_lookup ("USD", -1);
  g_autoptr(AeqDocument) document = aeq_document_new (path, &options, &info, NULL);
  AeqRng rng;
  Row row;

  aeq_rng_init (&rng, 1);
  if (document == NULL || !aeq_document_begin_table (document, &table, NULL))
    return 1;
  for (guint i = 0; i < n; i++)
    {
      AeqDate day;
      gint64 clock;

      make_row (&rng, &row);
      aeq_zone_to_local (aeq_zone_utc (), row.settles, &day, &clock);
      if (!aeq_document_row (document,
                             (const AeqCell[N_COLUMNS]){
                                 aeq_cell_text (row.account),
                                 aeq_cell_instant (row.settles, aeq_zone_utc ()),
                                 aeq_cell_date (day),
                                 aeq_cell_date (day),
                                 aeq_cell_money (row.minor, usd),
                                 aeq_cell_text ("USD"),
                                 aeq_cell_text ("payment"),
                                 aeq_cell_text (row.counterparty),
                                 aeq_cell_text (row.reference),
                                 aeq_cell_text (row.bank_reference),
                                 aeq_cell_text (row.narrative),
                                 aeq_cell_text ("actual"),
                             },
                             NULL))
        return 1;
    }
  return !aeq_document_end_table (document, NULL) || !aeq_document_finish (document, NULL, NULL);
}

static int
write_bare (const char *path, guint n)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_workbook *book = workbook_new_opt (path, &options);
  lxw_worksheet *sheet = workbook_add_worksheet (book, "Flows");
  lxw_format *money = workbook_add_format (book);
  lxw_format *date = workbook_add_format (book);
  lxw_format *instant = workbook_add_format (book);
  AeqRng rng;
  Row row;

  format_set_num_format (money, "#,##0.00;[Red]-#,##0.00");
  format_set_num_format (date, "yyyy-mm-dd");
  format_set_num_format (instant, "yyyy-mm-dd hh:mm:ss");
  aeq_rng_init (&rng, 1);
  for (guint i = 0; i < n; i++)
    {
      double settles;

      make_row (&rng, &row);
      settles = (double) (row.settles / AEQ_SECOND) / 86400 + 25569;
      worksheet_write_string (sheet, i, 0, row.account, NULL);
      worksheet_write_number (sheet, i, 1, settles, instant);
      worksheet_write_number (sheet, i, 2, (double) (gint64) settles, date);
      worksheet_write_number (sheet, i, 3, (double) (gint64) settles, date);
      worksheet_write_number (sheet, i, 4, (double) row.minor / 100, money);
      worksheet_write_string (sheet, i, 5, "USD", NULL);
      worksheet_write_string (sheet, i, 6, "payment", NULL);
      worksheet_write_string (sheet, i, 7, row.counterparty, NULL);
      worksheet_write_string (sheet, i, 8, row.reference, NULL);
      worksheet_write_string (sheet, i, 9, row.bank_reference, NULL);
      worksheet_write_string (sheet, i, 10, row.narrative, NULL);
      worksheet_write_string (sheet, i, 11, "actual", NULL);
    }
  return workbook_close (book) != LXW_NO_ERROR;
}

/* Processor seconds and peak memory of one of the two in a child. */
static double
run (int (*write) (const char *, guint), const char *path, guint n, double *megabytes)
{
  struct rusage usage;
  pid_t child = fork ();
  int status;

  if (child == 0)
    _exit (write (path, n));
  if (wait4 (child, &status, 0, &usage) != child || status != 0)
    g_error ("writing %s failed", path);
  *megabytes = (double) usage.ru_maxrss / 1024;
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static gboolean
compare (const char *folder, guint n)
{
  g_autofree char *ours = g_build_filename (folder, "ours.xlsx", NULL);
  g_autofree char *bare = g_build_filename (folder, "bare.xlsx", NULL);
  double our_memory;
  double bare_memory;
  double our_time = run (write_ours, ours, n, &our_memory);
  double bare_time = run (write_bare, bare, n, &bare_memory);
  double ratio = our_time / bare_time;

  g_print ("xlsx, %u rows: ours %.3g s of processor, floor %.3g s, ratio %.2f (goal 2)%s\n", n, our_time, bare_time,
           ratio, ratio > 2 ? "  MISSED" : "");
  g_print ("xlsx, %u rows, peak memory: ours %.3g MB, floor %.3g MB, ratio %.2f (goal 1)%s\n", n, our_memory, 100.0,
           our_memory / 100, our_memory > 100 ? "  MISSED" : "");
  g_unlink (ours);
  g_unlink (bare);
  return ratio <= 2 && our_memory <= 100;
}

int
main (void)
{
  g_autofree char *folder =
      g_mkdtemp (g_build_filename (g_getenv ("AEQ_BUILD") ? g_getenv ("AEQ_BUILD") : ".", "bench-XXXXXX", NULL));
  static const guint SIZES[] = { 50000, 100000, 1000000 };
  gboolean met = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (SIZES); i++)
    met = compare (folder, SIZES[i]) && met;
  g_rmdir (folder);
  return met ? 0 : 1;
}
