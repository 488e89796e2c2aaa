/* SPDX-License-Identifier: MIT */
#include "aeq-import-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-plural.h"
#include "aeq-screen-format.h"
#include "aeq-words.h"

/* What the assistant says about a file, in words. */

static const struct
{
  AeqColumnRole role;
  const char   *title;
} ROLES[] = {
  { AEQ_ROLE_NONE, N_("Ignore") },
  { AEQ_ROLE_BOOKING_DATE, N_("Date") },
  { AEQ_ROLE_VALUE_DATE, N_("Value Date") },
  { AEQ_ROLE_SETTLE_TS, N_("Date and Time") },
  { AEQ_ROLE_TIME, N_("Time") },
  { AEQ_ROLE_AMOUNT, N_("Amount") },
  { AEQ_ROLE_DEBIT, N_("Debit") },
  { AEQ_ROLE_CREDIT, N_("Credit") },
  { AEQ_ROLE_DIRECTION, N_("Debit or Credit Mark") },
  { AEQ_ROLE_FEE, N_("Fee") },
  { AEQ_ROLE_CURRENCY, N_("Currency") },
  { AEQ_ROLE_BALANCE, N_("Balance After") },
  { AEQ_ROLE_ACCOUNT, N_("Account") },
  { AEQ_ROLE_IBAN, N_("IBAN of the Account") },
  { AEQ_ROLE_CATEGORY, N_("Category") },
  { AEQ_ROLE_COUNTERPARTY, N_("Counterparty") },
  { AEQ_ROLE_COUNTERPARTY_ACCOUNT, N_("Counterparty’s Account") },
  { AEQ_ROLE_REFERENCE, N_("Reference") },
  { AEQ_ROLE_BANK_REFERENCE, N_("Bank’s Reference") },
  { AEQ_ROLE_NARRATIVE, N_("Narrative") },
  { AEQ_ROLE_STATUS, N_("Status") },
  { AEQ_ROLE_TRANSACTION_DATE, N_("Transaction Date") },
};

const AeqColumnRole *
aeq_import_roles (guint *n)
{
  static AeqColumnRole roles[G_N_ELEMENTS (ROLES)];

  for (guint i = 0; i < G_N_ELEMENTS (ROLES); i++)
    roles[i] = ROLES[i].role;
  *n = G_N_ELEMENTS (ROLES);
  return roles;
}

const char *
aeq_import_role_title (AeqColumnRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (ROLES); i++)
    if (ROLES[i].role == role)
      return _(ROLES[i].title);
  return aeq_column_role_name (role);
}

/* The cell of the column with @role in the row that begins at @line. */
static const char *
cell_at (const AeqTableLook *look, guint64 line, AeqColumnRole role)
{
  for (guint r = 0; r < look->rows->len; r++)
    {
      const AeqLookRow *row = look->rows->pdata[r];

      for (guint c = 0; row->line == line && c < look->n_columns; c++)
        if (look->roles[c] == role && *row->cells[c] != '\0')
          return row->cells[c];
    }
  return NULL;
}

/* What the file writes in the column for the first movement out or in. */
static const char *
example (const AeqImportFile *self, gboolean out, AeqColumnRole role)
{
  for (guint i = 0; i < self->preview->flows->len; i++)
    {
      const AeqPreviewFlow *flow = self->preview->flows->pdata[i];
      const char *cell = (flow->minor < 0) == out && flow->minor != 0 ? cell_at (self->preview->look, flow->line, role) : NULL;

      if (cell != NULL)
        return cell;
    }
  return NULL;
}

static char *
describe_one_column (const AeqImportFile *self, gboolean inverted)
{
  const char *out = example (self, TRUE, AEQ_ROLE_AMOUNT);
  const char *in = example (self, FALSE, AEQ_ROLE_AMOUNT);

  if (out != NULL && in != NULL)
    return g_strdup_printf (inverted ? _("Money out is positive: %s leaves the account, %s comes in.")
                                     : _("Money out is negative: %s leaves the account, %s comes in."), out, in);
  if (out != NULL)
    return g_strdup_printf (inverted ? _("Money out is positive: %s leaves the account.")
                                     : _("Money out is negative: %s leaves the account."), out);
  if (in != NULL)
    return g_strdup_printf (inverted ? _("Money out is positive: %s comes into the account.")
                                     : _("Money out is negative: %s comes into the account."), in);
  return g_strdup (inverted ? _("Money out is positive: 1,200.00 leaves the account.")
                            : _("Money out is negative: −1,200.00 leaves the account."));
}

static char *
describe_two_columns (const AeqImportFile *self)
{
  const char *out = example (self, TRUE, AEQ_ROLE_DEBIT);
  const char *in = example (self, FALSE, AEQ_ROLE_CREDIT);

  if (out != NULL && in != NULL)
    return g_strdup_printf (_("Debit leaves the account, credit comes in: %s leaves, %s comes in."), out, in);
  return g_strdup (_("What stands in the debit column leaves the account, what stands in the credit column comes in."));
}

static char *
describe_mark (const AeqImportFile *self)
{
  const char *out = example (self, TRUE, AEQ_ROLE_DIRECTION);
  const char *in = example (self, FALSE, AEQ_ROLE_DIRECTION);

  if (out != NULL && in != NULL)
    return g_strdup_printf (_("A column says which way money goes: “%s” leaves the account, “%s” comes in."), out, in);
  return g_strdup (_("A column says which way money goes: choose it above the rows."));
}

char *
aeq_import_file_describe_signs (const AeqImportFile *self)
{
  if (!aeq_import_file_has_columns (self))
    return g_strdup (_("The format says which way money goes: what leaves the account is negative here."));
  switch (aeq_import_file_get_signs (self))
    {
    case AEQ_SIGNS_COLUMNS:
      return describe_two_columns (self);
    case AEQ_SIGNS_MARK:
      return describe_mark (self);
    case AEQ_SIGNS_INVERTED:
      return describe_one_column (self, TRUE);
    case AEQ_SIGNS_AS_WRITTEN:
    case AEQ_N_SIGNS:
    default:
      return describe_one_column (self, FALSE);
    }
}

/* Options of the command line are no help to who has a mouse in the hand. */
static char *
without_options (const char *message)
{
  static const char *const HINTS[] = { "; a profile can name it", ": say --", "; --accept-warnings", "; a fixed-width file needs" };
  char *text = g_strdup (message);

  for (guint i = 0; i < G_N_ELEMENTS (HINTS); i++)
    {
      char *hint = strstr (text, HINTS[i]);

      if (hint != NULL)
        *hint = '\0';
    }
  return text;
}

char *
aeq_import_file_describe_problem (const AeqImportFile *self)
{
  const GError *problem = self->preview->problem;
  g_autofree char *shown = problem != NULL ? aeq_words_show (problem->message) : NULL;
  g_autofree char *message = problem != NULL ? without_options (shown) : NULL;
  g_autofree char *name = g_path_get_basename (self->path);
  guint64 line = problem != NULL ? aeq_error_get_line (problem) : 0;

  if (problem == NULL)
    return NULL;
  if (g_error_matches (problem, AEQ_ERROR, AEQ_ERROR_AMBIGUOUS))
    return g_strdup_printf (_("%s: %s. Choose above which it is."), name, message);
  if (line > 0)
    return g_strdup_printf (_("%s, line %llu: %s"), name, (unsigned long long) line, message);
  if (aeq_import_file_has_columns (self))
    return g_strdup_printf (_("%s: %s. Say above each column what it holds."), name, message);
  return g_strdup_printf ("%s: %s", name, message);
}

/* One number a part, so that each can be plural by itself. */
char *
aeq_import_file_describe_counts (const AeqImportFile *self)
{
  const AeqImportOutcome *outcome = self->preview->outcome;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;
  g_autofree char *added = NULL;
  g_autofree char *known = NULL;
  g_autofree char *bad = NULL;

  if (outcome == NULL)
    return g_strdup (_("A large file: what is new and what is known already is counted by the import."));
  bad = aeq_screen_counted ((gint64) outcome->report->n_errors, NN_ ("%s bad row", "%s bad rows"));
  if (self->preview->whole)
    {
      added = aeq_screen_counted (outcome->added, NN_ ("%s new flow", "%s new flows"));
      known = aeq_screen_counted (outcome->duplicates, NN_ ("%s known already", "%s known already"));
      g_strv_builder_add_many (builder, added, known, NULL);
    }
  else
    {
      added = aeq_screen_counted ((gint64) outcome->report->transactions, NN_ ("%s row of the beginning read", "%s rows of the beginning read"));
      g_strv_builder_add_many (builder, added, _("what is known already is counted by the import"), NULL);
    }
  g_strv_builder_add (builder, bad);
  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}
