/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-connection.h"

G_BEGIN_DECLS

/* The fields of each kind of connection: what a form asks for, and whether what was typed can be right. */

typedef enum
{
  AEQ_FIELD_ENTRY,   /* a text */
  AEQ_FIELD_CHOICE,  /* one of @choices */
  AEQ_FIELD_FOLDER,
  AEQ_FIELD_FILE,
  AEQ_FIELD_PROFILE, /* name of an import profile; empty: the one that fits */
  AEQ_FIELD_SECRET   /* goes into the keyring and never into the settings */
} AeqFormFieldType;

typedef struct
{
  const char *value;
  const char *title; /* marked for translation */
} AeqFormChoice;

typedef struct
{
  const char          *name;    /* in the settings or in the keyring */
  const char          *title;   /* marked for translation */
  const char          *hint;    /* (nullable) the same: what it is, and where one gets it */
  AeqFormFieldType     type;
  gboolean             required;
  const char          *preset;  /* (nullable) what a new connection begins with */
  const AeqFormChoice *choices; /* ends with a NULL value */
  const char          *only;    /* (nullable) "FIELD=VALUE|VALUE": asked for only then */
} AeqFormField;

typedef struct
{
  const char         *title; /* marked for translation; a name as it is */
  const char         *about; /* the same: what it is for */
  const AeqFormField *fields; /* ends with a NULL name */
} AeqForm;

const AeqForm *aeq_form (AeqConnectionKind kind);
/* Whether @self, as it is filled in, asks for @field. */
gboolean       aeq_form_asks (const AeqConnection *self, const AeqFormField *field);
/* AEQ_ERROR_INVALID with the field's title as its place. What is not asked for is taken out. */
gboolean       aeq_form_check (AeqConnection *self, GError **error);
/* A random text among the settings of what people make, by which this machine knows a connection: its secrets in the keyring have it in their
 * names. */
#define AEQ_FORM_TOKEN "token"
/* A new connection with the presets, a token, and the kind's title as its name. */
AeqConnection *aeq_form_begin (AeqConnectionKind kind);

/* Whether @secret can be one: AEQ_ERROR_INVALID as above, which does not quote it. */
gboolean       aeq_form_check_secret (AeqConnectionKind kind, const AeqFormField *field, const char *secret, GError **error);
/* Under which name the keyring has a secret of @self, its kind beside it. Free it. */
char          *aeq_form_secret_name (const AeqConnection *self, const AeqFormField *field);

/* Whether runs can be asked for and by a schedule: feeds and folders. The connectors of brokers and banks do not exist yet. */
gboolean       aeq_connection_can_run (AeqConnectionKind kind);

G_END_DECLS
