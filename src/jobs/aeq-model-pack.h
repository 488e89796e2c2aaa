/* SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A model version outside of a ledger: a folder with its bytes, metadata.json, the list of its features and a card. */

#define AEQ_MODEL_SHIPPED "v1.0"

typedef struct
{
  char   *family;   /* AEQ_MODEL_STEADY or AEQ_MODEL_CRISIS */
  char   *version;
  char   *metadata; /* JSON as the registry keeps it */
  GBytes *content;
} AeqModelPack;

void aeq_model_pack_free (AeqModelPack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqModelPack, aeq_model_pack_free)

/* Writes the files into @folder, which is made when it is not there. metadata.json comes last: without it a folder
 * is no model. */
gboolean      aeq_model_pack_write   (const AeqModelPack *self, const char *folder, GError **error);
/* Refuses what is missing, too large, damaged (the SHA-256 does not fit) or of another format, naming the file. The
 * SHA-256 tells damage, not malice: read models of people you trust. */
AeqModelPack *aeq_model_pack_read    (const char *folder, GError **error);
/* The steady-state model that is built into the program. AEQ_ERROR_INVALID when it was made for another version of
 * the features. */
AeqModelPack *aeq_model_pack_shipped (GError **error);
/* Markdown made from the metadata: what it is, window, data, metrics, trial, limits. Free with g_free(). */
char         *aeq_model_card         (const char *family, const char *version, const char *metadata);

G_END_DECLS
