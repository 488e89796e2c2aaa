/* SPDX-License-Identifier: MIT */
#include "aeq-archive.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-zip.h"

#define HEAD (64 * 1024)

/* Each kind of document has a member of its own. */
static const struct { const char *member; const char *what; } DOCUMENTS[] = {
  { "xl/workbook.bin", "is a binary workbook (.xlsb): open it in Excel and save it as an Excel workbook (.xlsx)" },
  { "Index/Document.iwa", "is a Numbers document: export it from Numbers as an Excel workbook (.xlsx) or as CSV" },
  { "Index.zip", "is a Numbers document: export it from Numbers as an Excel workbook (.xlsx) or as CSV" },
  { "word/document.xml", "is a Word document: save its table as an Excel workbook (.xlsx) or as CSV" },
  { "ppt/presentation.xml", "is a presentation: save its table as an Excel workbook (.xlsx) or as CSV" },
  { "content.xml", "is an OpenDocument file (.ods): save it as an Excel workbook (.xlsx) or as CSV" },
};

/* Beginning of a member, ended by NUL; "" when it is not there. Free it. */
static char *
read_head (AeqZip *zip, const char *name)
{
  char *head = g_malloc0 (HEAD + 1);
  gsize have = 0;
  gssize n = 1;
  guint i;

  if (aeq_zip_find (zip, name, &i) && aeq_zip_enter (zip, i, NULL))
    for (; have < HEAD && n > 0; have += (gsize) MAX (n, 0))
      n = aeq_zip_read (zip, head + have, HEAD - have, NULL);
  return head;
}

/* The workbook may stand anywhere in the archive; the list of types says that there is one. */
static gboolean
is_workbook (AeqZip *zip)
{
  g_autofree char *types = NULL;
  guint i;

  if (aeq_zip_find (zip, "xl/workbook.xml", &i))
    return TRUE;
  types = read_head (zip, "[Content_Types].xml");
  return strstr (types, "spreadsheetml.sheet.main") != NULL || strstr (types, "spreadsheetml.template.main") != NULL ||
         strstr (types, "ms-excel.sheet.macroEnabled.main") != NULL;
}

const char *
aeq_archive_format (AeqInput *input, GError **error)
{
  g_autoptr(AeqZip) zip = aeq_zip_open (input, error);
  const char *name = aeq_input_get_name (input);
  guint at;

  if (zip == NULL)
    return NULL;
  if (is_workbook (zip))
    return "xlsx";
  for (gsize i = 0; i < G_N_ELEMENTS (DOCUMENTS); i++)
    if (aeq_zip_find (zip, DOCUMENTS[i].member, &at))
      {
        aeq_error_refuse (error, AEQ_ERROR_INVALID, name, 0, NULL, DOCUMENTS[i].what);
        return NULL;
      }
  return "zip";
}

/* Names of streams are UTF-16, anywhere in the file. */
static gboolean
holds_name (const char *data, gsize length, const char *name)
{
  char wide[64];
  gsize n = strlen (name);

  for (gsize i = 0; i < n; i++)
    {
      wide[2 * i] = name[i];
      wide[2 * i + 1] = '\0';
    }
  return memmem (data, length, wide, 2 * n) != NULL;
}

const char *
aeq_archive_describe_ole (AeqInput *input)
{
  g_autofree char *block = g_malloc (HEAD);
  gssize n;

  for (guint64 offset = 0; (n = aeq_input_read_at (input, offset, block, HEAD, NULL)) > 0; offset += HEAD / 2)
    if (holds_name (block, (gsize) n, "EncryptedPackage"))
      return "is protected with a password: open it in Excel, remove the password (File, Info, Protect Workbook) and save it";
    else if (holds_name (block, (gsize) n, "WordDocument"))
      return "is an old Word document: save its table as an Excel workbook (.xlsx) or as CSV";
    else if (holds_name (block, (gsize) n, "Workbook"))
      break;
  return "is an old office document (.xls): open it in Excel and save it as an Excel workbook (.xlsx)";
}
