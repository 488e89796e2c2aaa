/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-test-read.h"
#include "aeq-test.h"

static const char *const COLUMNS[] = {
  "accounts", "transactions", "opening_balance", "closing_balance", "currency", "credit_total", "debit_total",
};

static int
find_column (char **header, const char *name)
{
  for (int i = 0; header[i] != NULL; i++)
    if (strcmp (header[i], name) == 0)
      return i;
  return -1;
}

/* What differs, "" when nothing does. A reading only has to agree with what the table says. */
static char *
compare (char **header, char **cells, const AeqTestRead *read)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *status = aeq_test_read_status (read);
  const char *expected = cells[find_column (header, "expect")];

  if (strcmp (status, expected) != 0)
    g_string_append_printf (out, " status %s (%s)", status, expected);
  for (gsize i = 0; i < G_N_ELEMENTS (COLUMNS); i++)
    {
      const char *wanted = cells[find_column (header, COLUMNS[i])];
      g_autofree char *got = aeq_test_read_column (read, COLUMNS[i]);

      if (*wanted != '\0' && strcmp (wanted, got) != 0)
        g_string_append_printf (out, " %s %s (%s)", COLUMNS[i], got, wanted);
    }
  if (out->len > 0 && read->error != NULL)
    g_string_append_printf (out, " [%s]", read->error->message);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
tell_all (const AeqTestRead *read)
{
  for (guint i = 0; i < read->report->errors->len; i++)
    {
      const AeqRowError *row = g_ptr_array_index (read->report->errors, i);

      g_test_message ("  line %d, %s: %s", (int) row->line, row->field, row->message);
    }
  for (guint i = 0; i < read->report->warnings->len; i++)
    g_test_message ("  warning: %s", (char *) g_ptr_array_index (read->report->warnings, i));
  for (guint i = 0; i < read->report->notes->len; i++)
    g_test_message ("  note: %s", (char *) g_ptr_array_index (read->report->notes, i));
}

static void
test_every_file_comes_out_as_expected (void)
{
  g_autofree char *table = aeq_test_real_path ("corpus", "expected.csv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(GStrv) header = NULL;
  guint differing = 0;
  guint compared = 0;

  if (table == NULL)
    return;
  g_assert_true (g_file_get_contents (table, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  header = g_strsplit (lines[0], ",", -1);
  for (char **line = lines + 1; *line != NULL; line++)
    {
      g_auto(GStrv) cells = g_strsplit (*line, ",", -1);
      g_autofree char *path = NULL;
      g_autofree char *difference = NULL;
      g_autoptr(AeqTestRead) read = NULL;

      if (**line == '\0')
        continue;
      g_assert_cmpuint (g_strv_length (cells), >=, 10);
      g_assert_nonnull (aeq_reader_lookup (cells[1]));
      compared++;
      path = aeq_test_real_path ("corpus", cells[0], NULL);
      read = aeq_test_read_path (path, NULL);
      difference = compare (header, cells, read);
      if (*difference != '\0')
        {
          differing++;
          g_test_message ("%s:%s", cells[0], difference);
          tell_all (read);
        }
    }
  g_test_message ("%u files compared, %u differ", compared, differing);
  g_assert_cmpuint (compared, >=, 105);
  g_assert_cmpuint (differing, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/corpus/every-file-comes-out-as-expected", test_every_file_comes_out_as_expected);
  return g_test_run ();
}
