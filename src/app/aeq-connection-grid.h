/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

#include "aeq-connection-form.h"
#include "aeq-keyring.h"

G_BEGIN_DECLS

/* The fields of a connection as entries and choices, those that are asked for. Only in here do typed secrets stand.
 *
 * Signal "forget" (AeqFormField): a secret is to go out of the keyring. */
#define AEQ_TYPE_CONNECTION_GRID (aeq_connection_grid_get_type ())
G_DECLARE_FINAL_TYPE (AeqConnectionGrid, aeq_connection_grid, AEQ, CONNECTION_GRID, AdwBin)

/* Once. @connection is copied; @profiles are the names to choose from. */
void           aeq_connection_grid_fill   (AeqConnectionGrid *self, const AeqConnection *connection, const char *const *profiles);
/* What is typed now, without secrets. Free it. */
AeqConnection *aeq_connection_grid_read   (AeqConnectionGrid *self);
/* A secret as it is typed, NULL when nothing is. Borrowed until it is typed into. */
const char    *aeq_connection_grid_secret (AeqConnectionGrid *self, const AeqFormField *field);
/* How a secret stands in the keyring, under its entry. */
void           aeq_connection_grid_tell   (AeqConnectionGrid *self, const AeqFormField *field, AeqSecretState state);
/* Marks the field of an error (its place), and puts the focus there. */
void           aeq_connection_grid_mark   (AeqConnectionGrid *self, const GError *error);
/* The focus to the first field. */
void           aeq_connection_grid_begin  (AeqConnectionGrid *self);

G_END_DECLS
