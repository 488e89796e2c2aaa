/* SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#include "aeq-seal.h"
#include "aeq-status.h"
#include "aeq-test.h"
#include "aeq-totp.h"

static const char SECRET[] = "what the authenticator knows";

typedef struct
{
  char    *folder;
  char    *path;
  AeqSeal *seal;
  AeqId    owner;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("aequitas-XXXXXX", &error);
  fixture->path = g_build_filename (fixture->folder, "seal.key", NULL);
  fixture->seal = aeq_seal_load (fixture->path, &error);
  g_assert_no_error (error);
  aeq_id_from_name (&fixture->owner, "test", "ann", 3);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aeq_seal_free (fixture->seal);
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static GBytes *
close_secret (Fixture *fixture)
{
  return aeq_seal_close (fixture->seal, "test", &fixture->owner, SECRET, sizeof SECRET);
}

static gboolean
opens (const AeqSeal *seal, const char *purpose, const AeqId *owner, GBytes *sealed)
{
  g_autoptr(GError) error = NULL;
  char secret[sizeof SECRET];
  gsize size;
  gconstpointer bytes = g_bytes_get_data (sealed, &size);
  gboolean ok = aeq_seal_open (seal, purpose, owner, bytes, size, secret, sizeof secret, &error);

  g_assert_true (ok || g_error_matches (error, AEQ_STATUS, 500));
  return ok && memcmp (secret, SECRET, sizeof SECRET) == 0;
}

static void
test_what_is_sealed_opens_for_its_owner_and_purpose (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) sealed = close_secret (fixture);
  g_autoptr(GBytes) again = close_secret (fixture);
  AeqId other;

  aeq_id_from_name (&other, "test", "ben", 3);
  g_assert_cmpuint (aeq_seal_secret_size (g_bytes_get_size (sealed)), ==, sizeof SECRET);
  g_assert_true (opens (fixture->seal, "test", &fixture->owner, sealed));
  g_assert_false (opens (fixture->seal, "test", &other, sealed));
  g_assert_false (opens (fixture->seal, "other", &fixture->owner, sealed));
  g_assert_false (g_bytes_equal (sealed, again));
  g_assert_null (memmem (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), SECRET, 8));
}

static void
test_what_was_changed_or_cut_does_not_open (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) sealed = close_secret (fixture);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (sealed, &size);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (bytes, size);
      g_autoptr(GBytes) wrong = NULL;
      g_autoptr(GBytes) cut = g_bytes_new (bytes, i);

      changed[i] ^= 1;
      wrong = g_bytes_new (changed, size);
      g_assert_false (opens (fixture->seal, "test", &fixture->owner, wrong));
      g_assert_false (opens (fixture->seal, "test", &fixture->owner, cut));
    }
}

static void
test_a_new_key_seals_and_the_old_ones_open_until_they_go (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) before = close_secret (fixture);
  g_autoptr(GBytes) after = NULL;
  g_autoptr(AeqSeal) both = NULL;
  g_autoptr(AeqSeal) newest = NULL;

  g_assert_true (aeq_seal_add_key (fixture->path, &error));
  both = aeq_seal_load (fixture->path, &error);
  g_assert_no_error (error);
  after = aeq_seal_close (both, "test", &fixture->owner, SECRET, sizeof SECRET);
  g_assert_true (opens (both, "test", &fixture->owner, before));
  g_assert_true (opens (both, "test", &fixture->owner, after));
  g_assert_false (opens (fixture->seal, "test", &fixture->owner, after));
  g_assert_true (aeq_seal_keep_newest (fixture->path, &error));
  newest = aeq_seal_load (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_false (opens (newest, "test", &fixture->owner, before));
  g_assert_true (opens (newest, "test", &fixture->owner, after));
}

static void
test_the_key_file_is_for_its_user_alone_and_whole (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) open_to_all = NULL;
  g_autoptr(GError) damaged = NULL;
  GStatBuf info;

  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  g_assert_null (aeq_seal_load (fixture->path, &open_to_all));
  g_assert_error (open_to_all, AEQ_STATUS, 500);
  g_assert_true (g_file_set_contents (fixture->path, "short", -1, NULL));
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  g_assert_null (aeq_seal_load (fixture->path, &damaged));
  g_assert_error (damaged, AEQ_STATUS, 500);
}

/* RFC 6238, appendix B: the last six of the eight digits. */
static void
test_codes_are_those_of_the_standard (void)
{
  static const struct { gint64 seconds; guint code; } CASES[] = {
    { 59, 287082 },         { 1111111109, 81804 },  { 1111111111, 50471 },
    { 1234567890, 5924 },   { 2000000000, 279037 }, { G_GINT64_CONSTANT (20000000000), 353130 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    g_assert_cmpuint (aeq_totp_code ((const guint8 *) "12345678901234567890", 20, CASES[i].seconds / 30), ==,
                      CASES[i].code);
}

static gboolean
matches (gint64 code_step, gint64 now_step, gint64 after)
{
  const guint8 *secret = (const guint8 *) "12345678901234567890";
  g_autofree char *text = g_strdup_printf ("%06u", aeq_totp_code (secret, 20, code_step));
  gint64 step = -1;
  gboolean ok = aeq_totp_match (secret, 20, text, (now_step * 30 + 7) * AEQ_SECOND, after, &step);

  g_assert_true (!ok || step == code_step);
  return ok;
}

static void
test_a_code_is_good_for_its_time_and_the_one_beside_it_and_once (void)
{
  g_assert_true (matches (50000, 50000, 0));
  g_assert_true (matches (49999, 50000, 0));
  g_assert_true (matches (50001, 50000, 50000));
  g_assert_false (matches (49998, 50000, 0));
  g_assert_false (matches (50002, 50000, 0));
  g_assert_false (matches (50000, 50000, 50000));
  g_assert_false (matches (49999, 50000, 50000));
}

static void
test_base_32_is_that_of_the_standard (void)
{
  static const struct { const char *plain; const char *text; } CASES[] = {
    { "", "" },           { "f", "MY" },           { "fo", "MZXQ" },           { "foo", "MZXW6" },
    { "foob", "MZXW6YQ" }, { "fooba", "MZXW6YTB" }, { "foobar", "MZXW6YTBOI" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *text = aeq_base32 ((const guint8 *) CASES[i].plain, strlen (CASES[i].plain));

      g_assert_cmpstr (text, ==, CASES[i].text);
    }
}

#define ADD(name, func) g_test_add ("/sync-server/seal/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  ADD ("what-is-sealed-opens-for-its-owner-and-purpose", test_what_is_sealed_opens_for_its_owner_and_purpose);
  ADD ("what-was-changed-or-cut-does-not-open", test_what_was_changed_or_cut_does_not_open);
  ADD ("a-new-key-seals-and-the-old-ones-open-until-they-go", test_a_new_key_seals_and_the_old_ones_open_until_they_go);
  ADD ("the-key-file-is-for-its-user-alone-and-whole", test_the_key_file_is_for_its_user_alone_and_whole);
  g_test_add_func ("/sync-server/totp/codes-are-those-of-the-standard", test_codes_are_those_of_the_standard);
  g_test_add_func ("/sync-server/totp/a-code-is-good-for-its-time-and-the-one-beside-it-and-once",
                   test_a_code_is_good_for_its_time_and_the_one_beside_it_and_once);
  g_test_add_func ("/sync-server/totp/base-32-is-that-of-the-standard", test_base_32_is_that_of_the_standard);
  return g_test_run ();
}
