/* SPDX-License-Identifier: MIT */
#include "aeq-second-factor.h"

#include <sodium.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-secret.h"
#include "aeq-totp.h"

#define RECOVERY_BYTES 10 /* 16 letters */

typedef struct
{
  gboolean there;
  gboolean confirmed;
  gint64   last_step;
  guint8   secret[AEQ_TOTP_SECRET_SIZE];
} Factor;

static void
factor_clear (Factor *self)
{
  sodium_memzero (self, sizeof *self);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Factor, factor_clear)

static gboolean
load (AeqServer *server, AeqStore *catalog, const AeqPerson *person, Factor *factor, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog, "SELECT sealed, confirmed_at, last_step FROM second_factor WHERE person_id = ?1", error);
  const void *sealed;
  gsize length;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, person->id);
  if (!aeq_statement_step (stmt, &factor->there, error))
    return FALSE;
  if (!factor->there)
    return TRUE;
  factor->confirmed = !aeq_statement_is_null (stmt, 1);
  factor->last_step = aeq_statement_get_int64 (stmt, 2);
  sealed = aeq_statement_get_bytes (stmt, 0, &length);
  return aeq_seal_open (server->seal, AEQ_SECOND_FACTOR_PURPOSE, &person->uid, sealed, length, factor->secret,
                        sizeof factor->secret, error);
}

gboolean
aeq_second_factor_read (AeqStore *catalog, const AeqId *person, gboolean *on, gint64 *codes, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "SELECT (SELECT COUNT (*) FROM second_factor WHERE person_id = p.id AND confirmed_at IS NOT NULL),"
      " (SELECT COUNT (*) FROM recovery_code WHERE person_id = p.id) FROM person p WHERE p.uid = ?1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, person);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  *on = has_row && aeq_statement_get_int64 (stmt, 0) > 0;
  *codes = has_row ? aeq_statement_get_int64 (stmt, 1) : 0;
  return TRUE;
}

static gboolean
save (AeqServer *server, AeqStore *catalog, const AeqPerson *person, AeqInstant now, const guint8 *secret,
      GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "INSERT INTO second_factor (person_id, sealed, created_at) VALUES (?1, ?2, ?3)"
      " ON CONFLICT (person_id) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at", error);
  g_autoptr(GBytes) sealed =
      aeq_seal_close (server->seal, AEQ_SECOND_FACTOR_PURPOSE, &person->uid, secret, AEQ_TOTP_SECRET_SIZE);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, person->id);
  aeq_statement_bind_bytes (stmt, 2, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  aeq_statement_bind_int64 (stmt, 3, now);
  return aeq_statement_run (stmt, error);
}

gboolean
aeq_second_factor_begin (AeqServer *server, AeqStore *catalog, const AeqPerson *person, AeqInstant now, char **secret,
                         GError **error)
{
  g_auto(Factor) factor = { 0 };

  if (!load (server, catalog, person, &factor, error))
    return FALSE;
  if (factor.confirmed)
    return aeq_status_refuse (error, 409, "you have a second factor; take it off before you set up another");
  randombytes_buf (factor.secret, sizeof factor.secret);
  *secret = aeq_base32 (factor.secret, sizeof factor.secret);
  return save (server, catalog, person, now, factor.secret, error);
}

/* Of two uses of one code, the second one changes nothing. */
static gboolean
use_step (AeqStore *catalog, gint64 person, gint64 step, AeqInstant confirmed, gboolean *used, GError **error)
{
  g_autoptr(AeqStatement) stmt = aeq_store_prepare (
      catalog,
      "UPDATE second_factor SET last_step = ?2, confirmed_at = COALESCE (confirmed_at, ?3)"
      " WHERE person_id = ?1 AND last_step < ?2", error);

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_int64 (stmt, 1, person);
  aeq_statement_bind_int64 (stmt, 2, step);
  aeq_statement_bind_int64 (stmt, 3, confirmed);
  if (!aeq_statement_run (stmt, error))
    return FALSE;
  *used = aeq_store_changes (catalog) > 0;
  return TRUE;
}

/* Letters and digits as they were given out, without what people put between. */
static void
hash_recovery (const char *code, guint8 *hash)
{
  g_autoptr(GString) plain = g_string_new (NULL);

  for (; *code != '\0'; code++)
    if (*code != '-' && *code != ' ')
      g_string_append_c (plain, g_ascii_toupper (*code));
  aeq_token_hash (plain->str, hash);
}

static AeqStatement *
prepare_recovery (AeqStore *catalog, const char *sql, gint64 person, const char *code, GError **error)
{
  AeqStatement *stmt = aeq_store_prepare (catalog, sql, error);
  guint8 hash[AEQ_TOKEN_HASH_SIZE];

  if (stmt == NULL)
    return NULL;
  hash_recovery (code, hash);
  aeq_statement_bind_int64 (stmt, 1, person);
  aeq_statement_bind_bytes (stmt, 2, hash, sizeof hash);
  return stmt;
}

static gboolean
make_recovery (AeqStore *catalog, gint64 person, char ***codes, GError **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < AEQ_RECOVERY_CODES; i++)
    {
      guint8 random[RECOVERY_BYTES];
      g_autofree char *text = NULL;
      g_autofree char *code = NULL;
      g_autoptr(AeqStatement) stmt = NULL;

      randombytes_buf (random, sizeof random);
      text = aeq_base32 (random, sizeof random);
      code = g_strdup_printf ("%.4s-%.4s-%.4s-%.4s", text, text + 4, text + 8, text + 12);
      stmt = prepare_recovery (catalog, "INSERT INTO recovery_code (person_id, hash) VALUES (?1, ?2)", person, code,
                               error);
      if (stmt == NULL || !aeq_statement_run (stmt, error))
        return FALSE;
      g_strv_builder_add (builder, code);
    }
  *codes = g_strv_builder_end (builder);
  return TRUE;
}

gboolean
aeq_second_factor_confirm (AeqServer *server, AeqStore *catalog, const AeqPerson *person, AeqInstant now,
                           const char *code, char ***codes, GError **error)
{
  g_auto(Factor) factor = { 0 };
  gboolean used;
  gint64 step;

  if (!load (server, catalog, person, &factor, error))
    return FALSE;
  if (!factor.there || factor.confirmed)
    return aeq_status_refuse (error, 409, "there is no second factor to confirm; begin with setting one up");
  if (!aeq_totp_match (factor.secret, sizeof factor.secret, code, now, factor.last_step, &step))
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "code",
                             "is not what the authenticator should show now");
  return use_step (catalog, person->id, step, now, &used, error) && make_recovery (catalog, person->id, codes, error);
}

static gboolean
check_recovery (AeqStore *catalog, gint64 person, const char *code, AeqFactor *result, GError **error)
{
  g_autoptr(AeqStatement) stmt = prepare_recovery (
      catalog, "DELETE FROM recovery_code WHERE person_id = ?1 AND hash = ?2", person, code, error);

  if (stmt == NULL || !aeq_statement_run (stmt, error))
    return FALSE;
  *result = aeq_store_changes (catalog) > 0 ? AEQ_FACTOR_RIGHT : AEQ_FACTOR_WRONG;
  return TRUE;
}

gboolean
aeq_second_factor_check (AeqServer *server, AeqStore *catalog, const AeqPerson *person, AeqInstant now,
                         const char *code, AeqFactor *result, GError **error)
{
  g_auto(Factor) factor = { 0 };
  gboolean used = FALSE;
  gint64 step;

  if (!load (server, catalog, person, &factor, error))
    return FALSE;
  *result = !factor.confirmed ? AEQ_FACTOR_NONE : code == NULL ? AEQ_FACTOR_MISSING : AEQ_FACTOR_WRONG;
  if (*result != AEQ_FACTOR_WRONG)
    return TRUE;
  if (strlen (code) != AEQ_TOTP_DIGITS)
    return check_recovery (catalog, person->id, code, result, error);
  if (aeq_totp_match (factor.secret, sizeof factor.secret, code, now, factor.last_step, &step) &&
      !use_step (catalog, person->id, step, now, &used, error))
    return FALSE;
  if (used)
    *result = AEQ_FACTOR_RIGHT;
  return TRUE;
}

gboolean
aeq_second_factor_remove (AeqStore *catalog, gint64 person, GError **error)
{
  static const char *const SQL[] = { "DELETE FROM second_factor WHERE person_id = ?1",
                                     "DELETE FROM recovery_code WHERE person_id = ?1" };

  for (gsize i = 0; i < G_N_ELEMENTS (SQL); i++)
    {
      g_autoptr(AeqStatement) stmt = aeq_store_prepare (catalog, SQL[i], error);

      if (stmt == NULL)
        return FALSE;
      aeq_statement_bind_int64 (stmt, 1, person);
      if (!aeq_statement_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}
