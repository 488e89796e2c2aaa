/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-test-book.h"

/* Files inside of a ZIP archive are one import. */

#define JAN "Date,Description,Amount\n2026-01-05,rent,-12.50\n"
#define FEB "Date,Description,Amount\n2026-02-06,sale,999.50\n"
#define BAI                                                                                                            \
  "01,A,B,260105,0800,1,,,2/\n02,B,A,1,260105,,USD,2/\n03,77,USD,015,1000,,/\n16,475,1250,,,,rent\n49,2250,3/"         \
  "\n98,2250,1,5/\n99,2250,1,7/\n"

typedef struct
{
  const char *name;
  const char *text;
} File;

static AeqTestRead *
read_files (const File *files)
{
  AeqTestZip *zip = aeq_test_zip_new ();
  g_autoptr(GBytes) bytes = NULL;

  for (; files->name != NULL; files++)
    aeq_test_zip_add (zip, files->name, files->text, -1, 0);
  bytes = aeq_test_zip_finish (zip);
  return aeq_test_read_bytes ("bank.zip", bytes);
}

static void
test_members_in_the_order_of_their_names (void)
{
  static const File FILES[] = { { "2026/02.csv", FEB },  { "2026/", "" },
                                { "2026/01.csv", JAN },  { "__MACOSX/2026/._01.csv", "\x01\x02" },
                                { ".DS_Store", "\x01" }, { "2026/Thumbs.db", "x" },
                                { NULL, NULL } };
  g_autoptr(AeqTestRead) read = read_files (FILES);
  g_autofree char *credit = aeq_test_read_column (read, "credit_total");

  aeq_test_assert_row (read, 0, "|2026-01-05|||-1250||actual||rent");
  aeq_test_assert_row (read, 1, "|2026-02-06|||99950||actual||sale");
  g_assert_cmpstr (read->report->format, ==, "csv");
  g_assert_cmpuint (read->report->transactions, ==, 2);
  g_assert_cmpuint (read->report->accounts->len, ==, 1);
  g_assert_cmpstr (credit, ==, "999.50");
  aeq_test_assert_says (read, "2 files of the archive were read as one import: csv (2)");
  aeq_test_assert_says (read, "2026/01.csv: ");
}

static void
test_members_of_several_formats (void)
{
  static const File FILES[] = { { "a.csv", JAN }, { "b.bai", BAI }, { NULL, NULL } };
  g_autoptr(AeqTestRead) read = read_files (FILES);

  g_assert_no_error (read->error);
  g_assert_cmpstr (read->report->format, ==, "zip");
  g_assert_cmpuint (read->report->transactions, ==, 2);
  aeq_test_assert_says (read, "bai2 (1), csv (1)");
}

static void
test_a_workbook_is_a_member_too (void)
{
  AeqTestBook book = { .rows = { HEAD ROW (D ("46027") T ("rent") N ("-12.5")) } };
  g_autoptr(GBytes) inner = aeq_test_book_make (&book);
  AeqTestZip *zip = aeq_test_zip_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AeqTestRead) read = NULL;

  aeq_test_zip_add (zip, "book.xlsx", g_bytes_get_data (inner, NULL), (gssize) g_bytes_get_size (inner),
                    AEQ_TEST_ZIP_STORED);
  bytes = aeq_test_zip_finish (zip);
  read = aeq_test_read_bytes ("bank.zip", bytes);
  aeq_test_assert_row (read, 0, "|2026-01-05|||-1250||actual||rent");
  g_assert_cmpstr (read->report->format, ==, "xlsx");
}

static void
test_a_bad_member_refuses_all_and_is_named (void)
{
  static const File FILES[] = { { "a.csv", JAN }, { "b.png", "\x89PNG\r\n\x1a\n" }, { NULL, NULL } };
  static const File BROKEN[] = { { "a.xml", "<?xml version=\"1.0\"?>\n<Document><BkToCstmrStmt><Stmt>" },
                                 { NULL, NULL } };
  g_autoptr(AeqTestRead) other = read_files (FILES);
  g_autoptr(AeqTestRead) broken = read_files (BROKEN);

  aeq_test_assert_refused (other, AEQ_ERROR_INVALID, "");
  g_assert_cmpstr (aeq_error_get_file (other->error), ==, "bank.zip/b.png");
  aeq_test_assert_refused (broken, AEQ_ERROR_INVALID, "no complete XML");
  g_assert_cmpstr (aeq_error_get_file (broken->error), ==, "bank.zip/a.xml");
}

static void
test_bad_rows_name_their_member (void)
{
  static const File FILES[] = { { "a.csv", JAN }, { "b.csv", FEB "2026-02-07,x,ten\n" }, { NULL, NULL } };
  g_autoptr(AeqTestRead) read = read_files (FILES);

  g_assert_cmpuint (read->report->n_errors, ==, 1);
  aeq_test_assert_says (read, "b.csv: ten: not an amount");
}

static void
test_archives_in_archives_and_empty_ones (void)
{
  AeqTestZip *inner = aeq_test_zip_new ();
  AeqTestZip *outer = aeq_test_zip_new ();
  g_autoptr(GBytes) inside = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) nothing = aeq_test_zip_finish (aeq_test_zip_new ());
  g_autoptr(AeqTestRead) nested = NULL;
  g_autoptr(AeqTestRead) empty = aeq_test_read_bytes ("bank.zip", nothing);

  aeq_test_zip_add (inner, "a.csv", JAN, -1, 0);
  inside = aeq_test_zip_finish (inner);
  aeq_test_zip_add (outer, "b.zip", g_bytes_get_data (inside, NULL), (gssize) g_bytes_get_size (inside), 0);
  bytes = aeq_test_zip_finish (outer);
  nested = aeq_test_read_bytes ("bank.zip", bytes);
  aeq_test_assert_refused (nested, AEQ_ERROR_INVALID, "an archive inside of an archive");
  g_assert_cmpstr (aeq_error_get_file (nested->error), ==, "bank.zip/b.zip");
  aeq_test_assert_refused (empty, AEQ_ERROR_INVALID, "an archive without a file");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/archive/members-in-the-order-of-their-names", test_members_in_the_order_of_their_names);
  g_test_add_func ("/import/archive/members-of-several-formats", test_members_of_several_formats);
  g_test_add_func ("/import/archive/a-workbook-is-a-member-too", test_a_workbook_is_a_member_too);
  g_test_add_func ("/import/archive/a-bad-member-refuses-all-and-is-named", test_a_bad_member_refuses_all_and_is_named);
  g_test_add_func ("/import/archive/bad-rows-name-their-member", test_bad_rows_name_their_member);
  g_test_add_func ("/import/archive/archives-in-archives-and-empty-ones", test_archives_in_archives_and_empty_ones);
  return g_test_run ();
}
