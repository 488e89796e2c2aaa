/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "aeq-error.h"
#include "aeq-test-read.h"
#include "aeq-test.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = aeq_test_make_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static void
assert_refused (const char *path, int code, const char *part)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqInput) input = aeq_input_open (path, NULL, &error);

  if (input != NULL)
    g_assert_null (aeq_import_detect_format (input, &error));
  g_assert_error (error, AEQ_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_cmpstr (aeq_error_get_file (error), ==, path);
}

static void
test_files_that_are_none (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct { const char *name; const char *bytes; gssize length; const char *part; } CASES[] = {
    { "empty.csv", "", 0, "empty" },
    { "blank.csv", "\n \n\t\n", -1, "empty" },
    { "book.xlsx", "PK\003\004\024\000\006\000", 8, "archive cannot be read" },
    { "old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "save it as an Excel workbook" },
    { "paper.pdf", "%PDF-1.4\n%\n", -1, "PDF" },
    { "packed.gz", "\x1f\x8b\x08\x00\x00\x00", 6, "gzip" },
    { "noise.bin", "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11", 12, "binary" },
    { "statement.xml", "<?xml version=\"1.0\"?>\n<a/>", -1, "XML" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *path = aeq_test_write (fixture->folder, CASES[i].name, CASES[i].bytes, CASES[i].length);

      assert_refused (path, AEQ_ERROR_INVALID, CASES[i].part);
    }
}

static void
test_a_folder (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_refused (fixture->folder, AEQ_ERROR_INVALID, "folder");
}

static void
test_a_missing_file (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->folder, "nowhere.csv", NULL);

  assert_refused (path, AEQ_ERROR_NOT_FOUND, "cannot be read");
}

/* Root reads everything, so the test is one of a user without privileges. */
static void
test_an_unreadable_file (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = aeq_test_write (fixture->folder, "locked.csv", "Date,Amount\n2026-01-02,1.00\n", -1);
  gboolean is_root = geteuid () == 0;

  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  if (is_root && seteuid (65534) != 0)
    {
      g_test_skip ("cannot become a user without privileges");
      return;
    }
  assert_refused (path, AEQ_ERROR_FAILED, "cannot be read");
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static gpointer
write_line (gpointer data)
{
  g_autofree char *block = g_malloc (65536);
  int fd = open (data, O_WRONLY);
  gint64 written = 0;

  memset (block, 'x', 65536);
  while (written < (gint64) 2 << 30)
    {
      gssize n = write (fd, block, 65536);

      if (n <= 0)
        break;
      written += n;
    }
  close (fd);
  return GSIZE_TO_POINTER ((gsize) written);
}

static void
test_a_pipe_with_a_line_of_two_gigabytes (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pipe", NULL);
  GThread *writer;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  writer = g_thread_new ("writer", write_line, path);
  assert_refused (path, AEQ_ERROR_LIMIT, "1 MiB");
  /* Refused as soon as the limit was passed, not after two gigabytes. */
  g_assert_cmpuint (GPOINTER_TO_SIZE (g_thread_join (writer)), <, 16 << 20);
}

static gpointer
write_table (gpointer data)
{
  static const char TEXT[] = "Date,Text,Amount\n2026-01-02,x,1.00\n2026-01-03,y,-2.50\n";
  int fd = open (data, O_WRONLY);
  gssize n = write (fd, TEXT, sizeof TEXT - 1);

  close (fd);
  return GSIZE_TO_POINTER ((gsize) n);
}

static void
test_a_pipe_is_read_like_a_file (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_build_filename (fixture->folder, "pipe", NULL);
  g_autoptr(AeqTestRead) read = NULL;
  GThread *writer;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  writer = g_thread_new ("writer", write_table, path);
  read = aeq_test_read_path (path, NULL);
  g_thread_join (writer);
  g_assert_no_error (read->error);
  g_assert_cmpuint (read->report->transactions, ==, 2);
}

static void
assert_text_refused (const char *text, gssize length, int code, guint64 line, const char *part)
{
  g_autoptr(AeqTestRead) read = aeq_test_read (text, length, NULL);

  g_assert_error (read->error, AEQ_ERROR, code);
  g_assert_nonnull (strstr (read->error->message, part));
  g_assert_cmpuint (aeq_error_get_line (read->error), ==, line);
  g_assert_cmpstr (aeq_error_get_file (read->error), ==, "test.csv");
}

static void
test_nul_bytes_are_named_by_line (void)
{
  static const char TEXT[] = "Date,Text,Amount\n2026-01-02,x,1.00\n2026-01-03,a\0b,2.00\n";

  assert_text_refused (TEXT, sizeof TEXT - 1, AEQ_ERROR_INVALID, 3, "NUL");
}

static void
test_a_quote_that_is_never_closed (void)
{
  assert_text_refused ("Date,Text,Amount\n2026-01-02,x,1.00\n2026-01-03,\"open,2.00\n2026-01-04,y,3.00\n", -1,
                       AEQ_ERROR_INVALID, 3, "never closed");
  assert_text_refused ("Date,Text,Amount\n2026-01-02,\"open,1.00\n2026-01-03,\"y\",2.00\n2026-01-04,\"z\",3.00\n", -1,
                       AEQ_ERROR_INVALID, 2, "quote");
}

static void
test_ten_thousand_columns (void)
{
  g_autoptr(GString) text = g_string_new ("Date,Amount");

  for (int i = 0; i < 10000; i++)
    g_string_append (text, ",x");
  g_string_append (text, "\n2026-01-02,1.00\n");
  assert_text_refused (text->str, -1, AEQ_ERROR_LIMIT, 1, "4,096 columns");
}

static void
test_a_record_beyond_the_limit (void)
{
  g_autofree char *filler = g_strnfill (3 << 20, 'x');
  g_autofree char *plain = g_strdup_printf ("Date,Text,Amount\n2026-01-02,%s,1.00\n", filler);
  g_autofree char *quoted = g_strdup_printf ("Date,Text,Amount\n2026-01-02,\"%s,1.00\n", filler);

  assert_text_refused (plain, -1, AEQ_ERROR_LIMIT, 2, "1 MiB");
  assert_text_refused (quoted, -1, AEQ_ERROR_LIMIT, 2, "1 MiB");
}

static void
assert_row_refused (const char *row, const char *field, const char *part)
{
  g_autofree char *text =
      g_strdup_printf ("Date,Text,Amount,Currency\n2026-01-02,a,1.50,EUR\n%s\n2026-01-04,c,3.00,EUR\n", row);
  g_autoptr(AeqTestRead) read = aeq_test_read (text, -1, NULL);
  const AeqRowError *refused;

  g_assert_no_error (read->error);
  g_assert_cmpuint (read->report->n_errors, ==, 1);
  refused = g_ptr_array_index (read->report->errors, 0);
  g_assert_cmpuint (refused->line, ==, 3);
  g_assert_cmpstr (refused->field, ==, field);
  g_assert_nonnull (strstr (refused->message, part));
  g_assert_cmpuint (read->report->transactions, ==, 2);
}

static void
test_bad_rows_are_listed_with_line_and_field (void)
{
  assert_row_refused ("2026-02-30,b,2.00,EUR", "Date", "no date");
  assert_row_refused ("yesterday,b,2.00,EUR", "Date", "no date");
  assert_row_refused (",b,2.00,EUR", "Date", "no date");
  assert_row_refused ("2026-01-03,b,,EUR", "Amount", "no amount");
  assert_row_refused ("2026-01-03,b,twelve,EUR", "Amount", "twelve");
  assert_row_refused ("2026-01-03,b,123456789012345678901234567890.00,EUR", "Amount", "123456789012345678901234567890");
  assert_row_refused ("2026-01-03,b,2.00,QQQ", "Currency", "QQQ");
}

static void
test_broken_characters_are_told (void)
{
  g_autoptr(GString) text = g_string_new ("Date,Text,Amount\n");
  g_autoptr(AeqTestRead) read = NULL;

  for (int i = 0; i < 20; i++)
    g_string_append (text, "2026-01-02,\xc3\xbc\xc3\xa4,1.00\n");
  g_string_append (text, "2026-01-03,cut \xc3,2.00\n");
  read = aeq_test_read (text->str, -1, NULL);
  g_assert_no_error (read->error);
  g_assert_cmpuint (read->report->transactions, ==, 21);
  g_assert_true (aeq_test_read_says (read, "broken"));
}

static void
test_texts_without_a_table (void)
{
  assert_text_refused ("Dear Sir,\nplease find enclosed what you asked for.\n", -1, AEQ_ERROR_INVALID, 0, "no table");
  assert_text_refused ("Date,Text,Amount\n", -1, AEQ_ERROR_INVALID, 0, "header but no rows");
}

static void
test_sums_that_leave_the_range (void)
{
  g_autoptr (AeqTestRead) read = aeq_test_read (
      "Date,Text,Amount\n2026-01-02,a,90000000000000000.00\n2026-01-03,b,90000000000000000.00\n", -1, NULL);

  g_assert_error (read->error, AEQ_ERROR, AEQ_ERROR_OVERFLOW);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN); /* the reader hangs up on the writer */
  g_test_add ("/import/bad-input/files-that-are-none", Fixture, NULL, set_up, test_files_that_are_none, tear_down);
  g_test_add ("/import/bad-input/folder", Fixture, NULL, set_up, test_a_folder, tear_down);
  g_test_add ("/import/bad-input/missing-file", Fixture, NULL, set_up, test_a_missing_file, tear_down);
  g_test_add ("/import/bad-input/unreadable-file", Fixture, NULL, set_up, test_an_unreadable_file, tear_down);
  g_test_add ("/import/bad-input/pipe-with-a-line-of-two-gigabytes", Fixture, NULL, set_up,
              test_a_pipe_with_a_line_of_two_gigabytes, tear_down);
  g_test_add ("/import/bad-input/pipe-is-read-like-a-file", Fixture, NULL, set_up, test_a_pipe_is_read_like_a_file,
              tear_down);
  g_test_add_func ("/import/bad-input/nul-bytes-are-named-by-line", test_nul_bytes_are_named_by_line);
  g_test_add_func ("/import/bad-input/quote-that-is-never-closed", test_a_quote_that_is_never_closed);
  g_test_add_func ("/import/bad-input/ten-thousand-columns", test_ten_thousand_columns);
  g_test_add_func ("/import/bad-input/record-beyond-the-limit", test_a_record_beyond_the_limit);
  g_test_add_func ("/import/bad-input/bad-rows-are-listed-with-line-and-field",
                   test_bad_rows_are_listed_with_line_and_field);
  g_test_add_func ("/import/bad-input/broken-characters-are-told", test_broken_characters_are_told);
  g_test_add_func ("/import/bad-input/texts-without-a-table", test_texts_without_a_table);
  g_test_add_func ("/import/bad-input/sums-that-leave-the-range", test_sums_that_leave_the_range);
  return g_test_run ();
}
