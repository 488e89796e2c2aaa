/* SPDX-License-Identifier: MIT */
#include "aeq-connection-form.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

#define MAX_NAME 80
#define MAX_FIELD 2000
#define MAX_MINUTES (24 * 60)

static const AeqFormField FILE_DROP[] = {
  { "folder", N_("Folder"), N_("Where a bank or another program puts its files; a mounted one too"),
    AEQ_FIELD_FOLDER, TRUE, NULL, NULL, NULL },
  { "profile", N_("Import profile"), N_("How tables are read. Statements of banks need none"),
    AEQ_FIELD_PROFILE, FALSE, NULL, NULL, NULL },
  { "archive", N_("Imported files go to"), N_("Empty: they stay where they are"), AEQ_FIELD_FOLDER, FALSE, NULL, NULL, NULL },
  { "quarantine", N_("Refused files go to"), N_("Each with its reason beside it; empty: they stay where they are"),
    AEQ_FIELD_FOLDER, FALSE, NULL, NULL, NULL },
  { .name = NULL },
};

static const AeqFormField FRED[] = {
  { "api-key", N_("Key"), N_("32 lower-case letters and digits, free at fredaccount.stlouisfed.org/apikeys"),
    AEQ_FIELD_SECRET, TRUE, NULL, NULL, NULL },
  { .name = NULL },
};

static const AeqFormField NO_FIELDS[] = { { .name = NULL } };

static const AeqFormChoice GS_SERVICES[] = { { "txb", N_("Transaction Banking: balances and transactions") },
                                             { "marquee", N_("Marquee: positions") },
                                             { NULL, NULL } };
static const AeqFormChoice ENVIRONMENTS[] = { { "production", N_("Production") }, { "test", N_("Test") }, { NULL, NULL } };

static const AeqFormField GOLDMAN_SACHS[] = {
  { "service", N_("Service"), NULL, AEQ_FIELD_CHOICE, TRUE, "txb", GS_SERVICES, NULL },
  { "environment", N_("Environment"), N_("Production is api.txb.gs.com, test api.test.txb.gs.com"),
    AEQ_FIELD_CHOICE, TRUE, "production", ENVIRONMENTS, "service=txb" },
  { "certificate", N_("Client certificate"), N_("The PEM file that you registered with the bank"),
    AEQ_FIELD_FILE, TRUE, NULL, NULL, "service=txb" },
  { "private-key", N_("Private key"), N_("The PEM file that belongs to the certificate; it stays where it is"),
    AEQ_FIELD_FILE, TRUE, NULL, NULL, "service=txb" },
  { "passphrase", N_("Passphrase of the private key"), NULL, AEQ_FIELD_SECRET, FALSE, NULL, NULL, "service=txb" },
  { "accounts", N_("Accounts"), N_("IBANs, or account number and ABA number as 240000171160/026015079, separated by commas"),
    AEQ_FIELD_ENTRY, TRUE, NULL, NULL, "service=txb" },
  { "client-id", N_("Client ID"), NULL, AEQ_FIELD_ENTRY, TRUE, NULL, NULL, "service=marquee" },
  { "client-secret", N_("Client secret"), NULL, AEQ_FIELD_SECRET, TRUE, NULL, NULL, "service=marquee" },
  { "scope", N_("Scope"), N_("What the application may read"),
    AEQ_FIELD_ENTRY, TRUE, "read_financial_data read_product_data", NULL, "service=marquee" },
  { "portfolios", N_("Portfolios"), N_("Their identifiers, separated by commas; empty: all that the application sees"),
    AEQ_FIELD_ENTRY, FALSE, NULL, NULL, "service=marquee" },
  { .name = NULL },
};

static const AeqFormChoice MS_TENANTS[] = { { "api.morganstanley.com", N_("Production") },
                                            { "api-uat.morganstanley.com", N_("Test") },
                                            { NULL, NULL } };
static const AeqFormChoice MS_SIGNATURES[] = { { "RS256", "RS256" }, { "PS256", "PS256" }, { NULL, NULL } };

static const AeqFormField MORGAN_STANLEY[] = {
  { "tenant", N_("Environment"), N_("Production is api.morganstanley.com, test api-uat.morganstanley.com"),
    AEQ_FIELD_CHOICE, TRUE, "api.morganstanley.com", MS_TENANTS, NULL },
  { "client-id", N_("Client ID"), N_("As in 01234567-89ab-cdef-0123-456789abcdef"), AEQ_FIELD_ENTRY, TRUE, NULL, NULL, NULL },
  { "scope", N_("Scope"), N_("As the bank named it to you"), AEQ_FIELD_ENTRY, TRUE, NULL, NULL, NULL },
  { "certificate", N_("Certificate"), N_("The PEM file whose thumbprint the bank knows; RSA"),
    AEQ_FIELD_FILE, TRUE, NULL, NULL, NULL },
  { "private-key", N_("Private key"), N_("The PEM file that belongs to the certificate; it stays where it is"),
    AEQ_FIELD_FILE, TRUE, NULL, NULL, NULL },
  { "passphrase", N_("Passphrase of the private key"), NULL, AEQ_FIELD_SECRET, FALSE, NULL, NULL, NULL },
  { "signature", N_("Signature"), NULL, AEQ_FIELD_CHOICE, TRUE, "RS256", MS_SIGNATURES, NULL },
  { "balances-path", N_("Path of balances"), N_("Below api.morganstanley.com; the bank tells it to you"),
    AEQ_FIELD_ENTRY, FALSE, NULL, NULL, NULL },
  { "transactions-path", N_("Path of transactions"), N_("Below api.morganstanley.com; the bank tells it to you"),
    AEQ_FIELD_ENTRY, FALSE, NULL, NULL, NULL },
  { "socket-path", N_("Path of the stream"), N_("Below ws.api.morganstanley.com; empty: no stream"),
    AEQ_FIELD_ENTRY, FALSE, NULL, NULL, NULL },
  { .name = NULL },
};

static const AeqFormChoice JPM_WAYS[] = { { "secret", N_("Client secret") },
                                          { "assertion", N_("Signed assertion") },
                                          { "certificate", N_("Client certificate") },
                                          { NULL, NULL } };

static const AeqFormField JP_MORGAN[] = {
  { "environment", N_("Environment"), NULL, AEQ_FIELD_CHOICE, TRUE, "production", ENVIRONMENTS, NULL },
  { "sign-in", N_("Sign in with"), N_("What the bank has agreed with you"),
    AEQ_FIELD_CHOICE, TRUE, "assertion", JPM_WAYS, NULL },
  { "client-id", N_("Client ID"), NULL, AEQ_FIELD_ENTRY, TRUE, NULL, NULL, "sign-in=secret|assertion" },
  { "client-secret", N_("Client secret"), NULL, AEQ_FIELD_SECRET, TRUE, NULL, NULL, "sign-in=secret" },
  { "scope", N_("Scope"), N_("What the application may read"), AEQ_FIELD_ENTRY, TRUE, NULL, NULL, "sign-in=secret" },
  { "resource", N_("Resource"), N_("The identifier of the interface, as the bank named it to you"),
    AEQ_FIELD_ENTRY, TRUE, NULL, NULL, "sign-in=assertion" },
  { "certificate", N_("Certificate"), N_("The PEM file that you registered with the bank"),
    AEQ_FIELD_FILE, TRUE, NULL, NULL, "sign-in=assertion|certificate" },
  { "private-key", N_("Private key"), N_("The PEM file that belongs to the certificate; it stays where it is"),
    AEQ_FIELD_FILE, TRUE, NULL, NULL, "sign-in=assertion|certificate" },
  { "passphrase", N_("Passphrase of the private key"), NULL,
    AEQ_FIELD_SECRET, FALSE, NULL, NULL, "sign-in=assertion|certificate" },
  { "accounts", N_("Accounts"), N_("Account numbers, with the bank's after a slash where it is needed, separated by commas"),
    AEQ_FIELD_ENTRY, TRUE, NULL, NULL, NULL },
  { .name = NULL },
};

static const AeqForm FORMS[AEQ_N_CONNECTION_KINDS] = {
  [AEQ_CONNECTION_FILE_DROP] = { N_("File drop"),
      N_("Statements and tables that others put into a folder are imported by themselves."), FILE_DROP },
  [AEQ_CONNECTION_FRED] = { "FRED",
      N_("Market series of the Federal Reserve Bank of St. Louis, with a key of your own."), FRED },
  [AEQ_CONNECTION_NYFED] = { "New York Fed", N_("Reference rates of the Federal Reserve Bank of New York."), NO_FIELDS },
  [AEQ_CONNECTION_OFR] = { "OFR", N_("Stress index and reference rates of the Office of Financial Research."), NO_FIELDS },
  [AEQ_CONNECTION_GOLDMAN_SACHS] = { "Goldman Sachs", N_("Transaction Banking, or positions from Marquee."), GOLDMAN_SACHS },
  [AEQ_CONNECTION_MORGAN_STANLEY] = { "Morgan Stanley",
      N_("Balances and transactions over the bank's interface for clients."), MORGAN_STANLEY },
  [AEQ_CONNECTION_JP_MORGAN] = { "J.P. Morgan",
      N_("Balances and transactions over the bank's interface for clients."), JP_MORGAN },
};

const AeqForm *
aeq_form (AeqConnectionKind kind)
{
  g_return_val_if_fail (kind < AEQ_N_CONNECTION_KINDS, NULL);
  return &FORMS[kind];
}

gboolean
aeq_form_asks (const AeqConnection *self, const AeqFormField *field)
{
  const char *equals = field->only != NULL ? strchr (field->only, '=') : NULL;
  g_autofree char *decider = equals != NULL ? g_strndup (field->only, (gsize) (equals - field->only)) : NULL;
  g_auto(GStrv) values = equals != NULL ? g_strsplit (equals + 1, "|", -1) : NULL;
  const char *chosen = decider != NULL ? aeq_connection_get (self, decider) : NULL;

  return decider == NULL || (chosen != NULL && g_strv_contains ((const char *const *) values, chosen));
}

AeqConnection *
aeq_form_begin (AeqConnectionKind kind)
{
  AeqConnection *self = aeq_connection_new (kind, aeq_words_get (FORMS[kind].title));
  g_autofree char *token = g_uuid_string_random ();

  for (const AeqFormField *field = FORMS[kind].fields; field->name != NULL; field++)
    aeq_connection_set (self, field->name, field->preset);
  aeq_connection_set (self, AEQ_FORM_TOKEN, token);
  return self;
}

char *
aeq_form_secret_name (const AeqConnection *self, const AeqFormField *field)
{
  const char *token = aeq_connection_get (self, AEQ_FORM_TOKEN);

  return token != NULL ? g_strdup_printf ("%s %s", token, field->name) : g_strdup (field->name);
}

gboolean
aeq_connection_can_run (AeqConnectionKind kind)
{
  return kind <= AEQ_CONNECTION_OFR;
}

static gboolean
refuse (GError **error, const char *field, const char *what)
{
  return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, aeq_words_get (field), what);
}

static gboolean
is_choice (const AeqFormField *field, const char *value)
{
  for (const AeqFormChoice *choice = field->choices; choice->value != NULL; choice++)
    if (g_str_equal (choice->value, value))
      return TRUE;
  return FALSE;
}

static gboolean
is_line (const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    if ((guchar) *p < ' ' || *p == 0x7f)
      return FALSE;
  return g_utf8_validate (value, -1, NULL);
}

static gboolean
check_value (const AeqFormField *field, const char *value, GError **error)
{
  if (strlen (value) > MAX_FIELD || !is_line (value))
    return refuse (error, field->title, N_("is too long or holds control characters: at most 2,000 bytes in one line"));
  if (field->type == AEQ_FIELD_CHOICE && !is_choice (field, value))
    return refuse (error, field->title, N_("is none of the choices"));
  if ((field->type == AEQ_FIELD_FOLDER || field->type == AEQ_FIELD_FILE) && !g_path_is_absolute (value))
    return refuse (error, field->title, N_("needs the whole path, from the root on"));
  return TRUE;
}

static gboolean
check_field (AeqConnection *self, const AeqFormField *field, GError **error)
{
  const char *value = aeq_connection_get (self, field->name);

  if (field->type == AEQ_FIELD_SECRET || !aeq_form_asks (self, field))
    {
      aeq_connection_set (self, field->name, NULL);
      return TRUE;
    }
  if (value == NULL)
    return !field->required || refuse (error, field->title, N_("is missing"));
  return check_value (field, value, error);
}

/* Files that are put away into the folder that is looked through would be found there again. */
static gboolean
check_folders (const AeqConnection *self, GError **error)
{
  static const char *const FIELDS[] = { "archive", "quarantine" };
  g_autofree char *folder = g_canonicalize_filename (aeq_connection_get (self, "folder"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (FIELDS); i++)
    {
      const char *other = aeq_connection_get (self, FIELDS[i]);
      g_autofree char *path = other != NULL ? g_canonicalize_filename (other, NULL) : NULL;

      if (g_strcmp0 (folder, path) == 0)
        return refuse (error, FILE_DROP[2 + i].title, N_("is the folder that is looked through: choose another one, such as one inside of it"));
    }
  return TRUE;
}

/* As Microsoft's sign-in wants it. */
static gboolean
check_client_id (const AeqConnection *self, GError **error)
{
  AeqId id;

  return aeq_id_parse (aeq_connection_get (self, "client-id"), &id) ||
         refuse (error, N_("Client ID"), N_("is no GUID, as in 01234567-89ab-cdef-0123-456789abcdef"));
}

gboolean
aeq_form_check_secret (AeqConnectionKind kind, const AeqFormField *field, const char *secret, GError **error)
{
  if (strlen (secret) > MAX_FIELD || !is_line (secret))
    return refuse (error, field->title, N_("is too long or holds control characters: at most 2,000 bytes in one line"));
  return kind != AEQ_CONNECTION_FRED || (strlen (secret) == 32 && strspn (secret, "abcdefghijklmnopqrstuvwxyz0123456789") == 32) ||
         refuse (error, field->title, N_("is no key of FRED: one has 32 lower-case letters and digits"));
}

gboolean
aeq_form_check (AeqConnection *self, GError **error)
{
  g_strstrip (self->name);
  if (*self->name == '\0' || g_utf8_strlen (self->name, -1) > MAX_NAME || !is_line (self->name))
    return refuse (error, N_("Name"), N_("needs 1 to 80 characters"));
  if (self->minutes < 0 || self->minutes > MAX_MINUTES || (self->minutes > 0 && !aeq_connection_can_run (self->kind)))
    return refuse (error, N_("Schedule"), N_("is at most once a day, for folders and feeds"));
  for (const AeqFormField *field = FORMS[self->kind].fields; field->name != NULL; field++)
    if (!check_field (self, field, error))
      return FALSE;
  if (self->kind == AEQ_CONNECTION_FILE_DROP)
    return check_folders (self, error);
  return self->kind != AEQ_CONNECTION_MORGAN_STANLEY || check_client_id (self, error);
}
