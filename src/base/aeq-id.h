/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A 128-bit identifier. What a file brings is name-based (UUIDv8 of its duplicate key), what a person makes is a UUIDv7
 * whose random part comes from the ledger's seed and change counter, so that equal inputs give equal bytes. */
typedef struct
{
  guint8 bytes[16];
} AeqId;

#define AEQ_ID_TEXT_SIZE 37

/* UUIDv8 from the first bits of a SHA-256. */
void     aeq_id_from_name (AeqId *id, const char *space, const void *name, gsize length);
/* As above for a digest already at hand (32 bytes). */
void     aeq_id_from_digest (AeqId *id, const guint8 *digest);
/* UUIDv7: @instant in microseconds, random part from SHA-256 (@seed, @counter). */
void     aeq_id_from_counter (AeqId *id, gint64 instant, guint64 seed, guint64 counter);
char    *aeq_id_format (const AeqId *id, char *buffer); /* lower-case 8-4-4-4-12 */
gboolean aeq_id_parse (const char *text, AeqId *id);
gboolean aeq_id_equal (const AeqId *a, const AeqId *b);
/* An empty table whose keys are AeqId*; @free_key and @free_value nullable. Free with g_hash_table_unref(). */
GHashTable *aeq_id_table_new (GDestroyNotify free_key, GDestroyNotify free_value);

G_END_DECLS
