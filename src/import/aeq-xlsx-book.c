/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-book.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-xlsx-xml.h"
#include "aeq-words.h"

/* Which member is what: parts point to each other by relationships, which stand in members of their own. */
typedef struct
{
  char *id;
  char *type;   /* the last word of it */
  char *target; /* name of a member */
} Relation;

typedef struct
{
  GPtrArray *found; /* Relation */
  char      *base;  /* folder of the part that points, "" or ended by "/" */
} Relations;

static void
relation_free (Relation *self)
{
  g_free (self->id);
  g_free (self->type);
  g_free (self->target);
  g_free (self);
}

static void
sheet_free (AeqXlsxSheet *self)
{
  g_free (self->name);
  g_free (self->id);
  g_free (self);
}

/* "../styles.xml" as seen from "xl/worksheets/" is "xl/styles.xml"; "/xl/styles.xml" is from the top. */
static char *
resolve (const char *base, const char *target)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *joined = *target == '/' ? g_strdup (target + 1) : g_strconcat (base, target, NULL);
  g_auto (GStrv) names = g_strsplit (g_strdelimit (joined, "\\", '/'), "/", -1);

  for (char **name = names; *name != NULL; name++)
    if (strcmp (*name, "..") == 0)
      g_ptr_array_set_size (parts, (int) MAX (parts->len, 1) - 1);
    else if (**name != '\0' && strcmp (*name, ".") != 0)
      g_ptr_array_add (parts, *name);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv ("/", (char **)parts->pdata);
}

static gboolean
on_relation (AeqXlsxXml *xml, const char *name, gpointer user_data, GError **error)
{
  Relations       *self = user_data;
  g_autofree char *type = NULL;
  g_autofree char *target = NULL;
  Relation        *relation;

  if (strcmp (name, "Relationship") != 0)
    return TRUE;
  if (self->found->len > AEQ_ZIP_MAX_ENTRIES)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, 0, NULL, N_("has too many relationships between its parts"));
  type = aeq_xlsx_xml_copy (xml, "Type");
  target = aeq_xlsx_xml_copy (xml, "Target");
  if (type == NULL || target == NULL)
    return TRUE;
  relation = g_new0 (Relation, 1);
  relation->id = aeq_xlsx_xml_copy (xml, "Id");
  relation->type = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  relation->target = resolve (self->base, target);
  g_ptr_array_add (self->found, relation);
  return TRUE;
}

static gboolean
ignore_end (const char *name G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

/* The relationships of @part; none when they are missing. */
static GPtrArray *
read_relations (AeqZip *zip, const char *part, GCancellable *cancellable, GError **error)
{
  static const AeqXlsxHandler HANDLER = { on_relation, ignore_end, NULL };
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) relation_free);
  const char      *slash = strrchr (part, '/');
  g_autofree char *base = g_strndup (part, slash != NULL ? (gsize) (slash + 1 - part) : 0);
  g_autofree char *name = g_strdup_printf ("%s_rels/%s.rels", base, part + strlen (base));
  Relations        self = { found, base };
  guint            member;

  if (aeq_zip_find (zip, name, &member) && !aeq_xlsx_xml_walk (zip, member, &HANDLER, &self, NULL, cancellable, error))
    return NULL;
  return g_steal_pointer (&found);
}

static const Relation *
find_relation (const GPtrArray *relations, const char *type, const char *id)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = g_ptr_array_index (relations, i);

      if ((type == NULL || strcmp (relation->type, type) == 0) && (id == NULL || g_strcmp0 (relation->id, id) == 0))
        return relation;
    }
  return NULL;
}

static gboolean
take_sheet (AeqXlsxBook *self, AeqXlsxXml *xml, GError **error)
{
  g_autofree char *state = aeq_xlsx_xml_copy (xml, "state");
  AeqXlsxSheet    *sheet;

  if (self->sheets->len >= AEQ_XLSX_MAX_SHEETS)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, 0, NULL, N_("has more than 1,000 sheets"));
  sheet = g_new0 (AeqXlsxSheet, 1);
  sheet->name = aeq_xlsx_xml_copy (xml, "name");
  if (sheet->name == NULL)
    sheet->name = g_strdup_printf ("%u", self->sheets->len + 1);
  sheet->id = aeq_xlsx_xml_copy (xml, "id");
  sheet->is_hidden = g_strcmp0 (state, "hidden") == 0 || g_strcmp0 (state, "veryHidden") == 0;
  g_ptr_array_add (self->sheets, sheet);
  return TRUE;
}

static gboolean
on_book (AeqXlsxXml *xml, const char *name, gpointer user_data, GError **error)
{
  AeqXlsxBook *self = user_data;

  if (strcmp (name, "workbookPr") == 0)
    self->is_1904 = aeq_xlsx_xml_flag (xml, "date1904");
  else if (strcmp (name, "calcPr") == 0)
    self->recalculates = aeq_xlsx_xml_flag (xml, "fullCalcOnLoad");
  return strcmp (name, "sheet") != 0 || take_sheet (self, xml, error);
}

static void
place_sheet (AeqXlsxBook *self, AeqXlsxSheet *sheet, const GPtrArray *relations)
{
  const Relation *relation = sheet->id != NULL ? find_relation (relations, NULL, sheet->id) : NULL;

  sheet->is_grid = relation != NULL && strcmp (relation->type, "worksheet") == 0 &&
                   aeq_zip_find (self->zip, relation->target, &sheet->member);
  /* Two sheets of one part would count its rows twice. */
  for (guint i = 0; g_ptr_array_index (self->sheets, i) != sheet; i++)
    {
      const AeqXlsxSheet *other = g_ptr_array_index (self->sheets, i);

      sheet->is_grid = sheet->is_grid && !(other->is_grid && other->member == sheet->member);
    }
}

typedef gboolean (*ReadPart) (AeqXlsxBook *self, guint member, GCancellable *cancellable, GError **error);

/* A workbook without texts or without formats may leave the part out. */
static gboolean
read_part (AeqXlsxBook *self, const GPtrArray *relations, const char *type, const char *usual, ReadPart read,
           GCancellable *cancellable, GError **error)
{
  const Relation *relation = find_relation (relations, type, NULL);
  guint           member;

  return !aeq_zip_find (self->zip, relation != NULL ? relation->target : usual, &member) ||
         read (self, member, cancellable, error);
}

static gboolean
read_book (AeqXlsxBook *self, const char *part, GCancellable *cancellable, GError **error)
{
  static const AeqXlsxHandler HANDLER = { on_book, ignore_end, NULL };
  g_autoptr(GPtrArray) relations = read_relations (self->zip, part, cancellable, error);
  guint member;

  if (relations == NULL)
    return FALSE;
  if (!aeq_zip_find (self->zip, part, &member))
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, NULL,
                             N_("is damaged: its workbook part is missing; open it in Excel and save it again"));
  if (!aeq_xlsx_xml_walk (self->zip, member, &HANDLER, self, NULL, cancellable, error))
    return FALSE;
  for (guint i = 0; i < self->sheets->len; i++)
    place_sheet (self, g_ptr_array_index (self->sheets, i), relations);
  return read_part (self, relations, "styles", "xl/styles.xml", aeq_xlsx_styles_read, cancellable, error) &&
         read_part (self, relations, "sharedStrings", "xl/sharedStrings.xml", aeq_xlsx_strings_read, cancellable,
                    error);
}

static gboolean
open_parts (AeqXlsxBook *self, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) top = NULL;
  const Relation *relation;

  if ((self->zip = aeq_zip_open (self->input, error)) == NULL ||
      (top = read_relations (self->zip, "", cancellable, error)) == NULL)
    return FALSE;
  relation = find_relation (top, "officeDocument", NULL);
  return read_book (self, relation != NULL ? relation->target : "xl/workbook.xml", cancellable, error);
}

AeqXlsxBook *
aeq_xlsx_book_open (AeqInput *input, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqXlsxBook) self = g_new0 (AeqXlsxBook, 1);

  self->input = input;
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sheet_free);
  self->formats = g_array_new (FALSE, FALSE, sizeof (AeqXlsxFormat));
  self->strings = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  return open_parts (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

void
aeq_xlsx_book_free (AeqXlsxBook *self)
{
  if (self == NULL)
    return;
  aeq_zip_free (self->zip);
  g_ptr_array_unref (self->sheets);
  g_array_unref (self->formats);
  g_string_free (self->strings, TRUE);
  g_array_unref (self->starts);
  g_free (self);
}
