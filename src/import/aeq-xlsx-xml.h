/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-zip.h"

G_BEGIN_DECLS

/* One XML part of a workbook, walked from its first to its last element. Names come without their prefix, for the same parts
 * are written with any prefix and in two namespaces. No network, no document type, no entities of the file's own. */

#define AEQ_XLSX_MAX_DEPTH 64

typedef struct _AeqXlsxXml AeqXlsxXml;

/* Each returns FALSE to stop: with an error it is a failure, else an early end. */
typedef struct
{
  gboolean (*start) (AeqXlsxXml *xml, const char *name, gpointer user_data, GError **error);
  gboolean (*end)   (const char *name, gpointer user_data, GError **error);
  gboolean (*text)  (const char *text, gsize length, gpointer user_data, GError **error); /* (nullable) in pieces */
} AeqXlsxHandler;

/* Of the element that begins: bytes of an attribute's value, not ended by NUL, or NULL. */
const char *aeq_xlsx_xml_attr  (const AeqXlsxXml *self, const char *name, gsize *length);
/* The same as a text to free. */
char       *aeq_xlsx_xml_copy  (const AeqXlsxXml *self, const char *name);
/* A number that is not negative, @otherwise when there is none. */
guint64     aeq_xlsx_xml_number (const AeqXlsxXml *self, const char *name, guint64 otherwise);
/* "1" or "true". */
gboolean    aeq_xlsx_xml_flag  (const AeqXlsxXml *self, const char *name);

/* @part (nullable) gets how much of the part has been read, from time to time. Errors name the part. */
gboolean aeq_xlsx_xml_walk (AeqZip *zip, guint member, const AeqXlsxHandler *handler, gpointer user_data, double *part,
                            GCancellable *cancellable, GError **error);

G_END_DECLS
