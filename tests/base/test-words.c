/* SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>

#include "aeq-error.h"
#include "aeq-words.h"

static const char *const FORMATS[] = {
  "is empty", "no amount", "there is no account %s", "%s of %s do not tie", "page %" PRIu64 " is missing",
  "%s, line %" PRIu64 ", field %s: %s", "Account %s: ", "“%s” is no day", "of %s%s%s there is nothing", "100 %% of %s", NULL,
};

static const char CATALOGUE[] =
  "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
  "msgid \"is empty\"\nmsgstr \"ist leer\"\n"
  "msgid \"no amount\"\nmsgstr \"kein Betrag\"\n"
  "msgid \"there is no account %s\"\nmsgstr \"es gibt kein Konto %s\"\n"
  "msgid \"%s of %s do not tie\"\nmsgstr \"bei %2$s gehen %1$s nicht auf\"\n"
  "#, c-format\nmsgid \"page %<PRIu64> is missing\"\nmsgstr \"Seite %<PRIu64> fehlt\"\n"
  "#, c-format\nmsgid \"%s, line %<PRIu64>, field %s: %s\"\nmsgstr \"%s, Zeile %<PRIu64>, Feld %s: %s\"\n"
  "msgid \"“%s” is no day\"\nmsgstr \"„%s“ ist kein Tag\"\n"
  "msgid \"Account %s: \"\nmsgstr \"Konto %s: \"\n"
  "msgid \"of %s%s%s there is nothing\"\nmsgstr \"von %s%s%s ist nichts da\"\n"
  "msgid \"100 %% of %s\"\nmsgstr \"100 %% von %s\"\n";

static void
assert_shown (const char *english, const char *expected)
{
  g_autofree char *shown = aeq_words_show (english);

  g_assert_cmpstr (shown, ==, expected);
}

static void
test_english_without_table (void)
{
  assert_shown ("is empty", "is empty");
  g_assert_cmpstr (aeq_words_get ("is empty"), ==, "is empty");
}

/* A catalogue of the test's own; FALSE: the tools for it are not there. */
/* As a region with a point between groups. */
static char *
write_number (const char *plain)
{
  char *text = g_strdup (plain);

  for (char *p = text; *p != '\0'; p++)
    *p = *p == ',' ? '.' : *p == '.' ? ',' : *p;
  return text;
}

static gboolean
use_german (const char *folder)
{
  g_autofree char *messages = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *source = g_build_filename (folder, "de.po", NULL);
  g_autofree char *target = g_build_filename (messages, GETTEXT_PACKAGE ".mo", NULL);
  const char *const command[] = { "msgfmt", "-o", target, source, NULL };
  int status = -1;

  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);
  g_assert_true (g_file_set_contents (source, CATALOGUE, -1, NULL));
  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL) || status != 0)
    return FALSE;
  g_setenv ("LANGUAGE", "de", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  aeq_words_use (FORMATS, write_number);
  return TRUE;
}

static void
check_german (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *described = NULL;
  char *lines[] = { "is empty", "page 7 is missing", NULL };
  g_autofree char *joined = aeq_words_lines (lines);

  assert_shown ("is empty", "ist leer");
  assert_shown ("there is no account A-1", "es gibt kein Konto A-1");
  assert_shown ("balances of 100 %s do not tie", "bei 100 %s gehen balances nicht auf");
  assert_shown ("page 12 is missing", "Seite 12 fehlt");
  assert_shown ("page twelve is missing", "page twelve is missing");
  assert_shown ("Account 7: no amount", "Konto 7: kein Betrag");
  assert_shown ("a.csv: is empty", "a.csv: ist leer");
  assert_shown ("of A in USD there is nothing", "von A in USD ist nichts da");
  assert_shown ("100 % of it", "100 % von it");
  assert_shown ("there is no account 1,234.56 EUR", "es gibt kein Konto 1.234,56 EUR");
  assert_shown ("there is no account -0.7", "es gibt kein Konto -0,7");
  assert_shown ("there is no account 1.7.4", "es gibt kein Konto 1.7.4");
  assert_shown ("there is no account 2026", "es gibt kein Konto 2026");
  assert_shown ("“12.5” is no day", "„12.5“ ist kein Tag");
  assert_shown ("", "");
  assert_shown ("nobody marked this", "nobody marked this");
  g_assert_cmpstr (joined, ==, "ist leer\nSeite 7 fehlt");
  aeq_error_refuse (&error, AEQ_ERROR_INVALID, "a.csv", 14, "Amount", "no amount");
  described = aeq_error_describe (error);
  g_assert_cmpstr (described, ==, "a.csv, Zeile 14, Feld Amount: kein Betrag");
  g_assert_cmpstr (error->message, ==, "no amount");
}

static void
test_shown_in_language (void)
{
  g_autofree char *folder = g_dir_make_tmp ("aeq-words-XXXXXX", NULL);
  gboolean made = use_german (folder);

  if (made)
    check_german ();
  else
    g_test_skip ("msgfmt is not there");
  aeq_words_use (NULL, NULL);
  for (const char *const *name = (const char *const[]){ "de/LC_MESSAGES/" GETTEXT_PACKAGE ".mo", "de/LC_MESSAGES", "de", "de.po", "", NULL };
       *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (folder, *name, NULL);

      g_remove (path);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/english-without-table", test_english_without_table);
  g_test_add_func ("/words/shown-in-language", test_shown_in_language);
  return g_test_run ();
}
