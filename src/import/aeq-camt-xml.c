/* SPDX-License-Identifier: MIT */
#include "aeq-camt-xml.h"

#include <string.h>

#include "aeq-camt-paths.h"
#include "aeq-error.h"

/* Each read of the parser is small; ours are not. */
#define BUFFER (128 * 1024)
/* libxml2 keeps lines of elements in 16 bits. */
#define MAX_NODE_LINE 65535
/* libxml2 compares each attribute of an element with all others. */
#define MAX_ATTRIBUTES 512
#define DOCTYPE "declares a document type (DOCTYPE), which statements do not have"

struct _AeqCamtXml
{
  AeqInput        *input;
  AeqCamtFunc      func;
  gpointer         user_data;
  AeqProgress     *progress;
  GCancellable    *cancellable;
  GError          *io_error;
  char            *syntax_error;
  guint64          syntax_line;
  char            *buffer;
  gsize            have;
  gsize            at;
  guint64          offset;
  guint64          skipped_lines;
  glong            equals;        /* signs since the last "<" */
  xmlTextReaderPtr reader;
  AeqCamtPaths     paths;
  AeqCamtNode     *root;
  const xmlChar   *ccy;
  AeqCamtNode     *stack[AEQ_CAMT_MAX_DEPTH + 1];
  guint            depth;
  guint            root_depth;    /* of the message's element, 0 while outside of it */
  guint64          line;
  const char      *format;
  char            *version;
  GString         *texts[AEQ_CAMT_LEAVES];
  guint64          lines[AEQ_CAMT_LEAVES];
  GString         *text;          /* of the element that is open */
};

/* An attribute needs its "=", and "<" stands in no attribute: more of the one between two of the other is no statement. In a
 * comment they may stand. */
static gboolean
has_too_many_attributes (AeqCamtXml *self)
{
  const char *end = self->buffer + self->have;
  const char *p = self->buffer;

  while (p < end)
    {
      const char *tag = memchr (p, '<', (gsize) (end - p));
      const char *stop = tag != NULL ? tag : end;

      while ((p = memchr (p, '=', (gsize) (stop - p))) != NULL)
        {
          if (++self->equals > MAX_ATTRIBUTES)
            return TRUE;
          p++;
        }
      self->equals = tag == NULL ? self->equals : tag + 1 < end && tag[1] == '!' ? G_MINLONG : 0;
      p = stop + 1;
    }
  return FALSE;
}

static gboolean
fill (AeqCamtXml *self)
{
  gssize n;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->io_error) ||
      (n = aeq_input_read_at (self->input, self->offset, self->buffer, BUFFER, &self->io_error)) < 0)
    return FALSE;
  self->have = (gsize) n;
  self->at = 0;
  self->offset += (guint64) n;
  if (has_too_many_attributes (self))
    return aeq_error_refuse (&self->io_error, AEQ_ERROR_LIMIT, aeq_input_get_name (self->input), self->line, NULL,
                             "an element has too many attributes");
  aeq_progress_update (self->progress, (double) self->offset / (double) MAX (aeq_input_get_size (self->input), 1));
  return TRUE;
}

static int
read_bytes (void *context, char *out, int length)
{
  AeqCamtXml *self = context;
  gsize n;

  if (self->at == self->have && !fill (self))
    return -1;
  n = MIN (self->have - self->at, (gsize) length);
  memcpy (out, self->buffer + self->at, n);
  self->at += n;
  return (int) n;
}

/* Blank lines before the declaration are against the rules of XML, and common. */
static gboolean
skip_blanks (AeqCamtXml *self)
{
  gsize at = 0;

  if (!fill (self))
    return FALSE;
  if (self->have >= 3 && memcmp (self->buffer, "\xef\xbb\xbf", 3) == 0)
    at = 3;
  while (at < self->have && g_ascii_isspace (self->buffer[at]))
    self->skipped_lines += self->buffer[at++] == '\n';
  self->at = at;
  return TRUE;
}

static void
keep_error (void *context, xmlErrorPtr problem)
{
  AeqCamtXml *self = context;

  /* What is not fatal is a prefix without a namespace; bytes that are no characters come as an error of input. */
  if ((problem->level != XML_ERR_FATAL && problem->domain != XML_FROM_IO && problem->domain != XML_FROM_I18N) ||
      self->syntax_error != NULL)
    return;
  self->syntax_error = g_utf8_make_valid (problem->message != NULL ? problem->message : "not well-formed", -1);
  g_strchomp (self->syntax_error);
  self->syntax_line = (guint64) MAX (problem->line, 0) + self->skipped_lines;
}

AeqCamtXml *
aeq_camt_xml_new (AeqInput *input, AeqCamtFunc func, gpointer user_data, AeqProgress *progress, GCancellable *cancellable)
{
  AeqCamtXml *self = g_new0 (AeqCamtXml, 1);

  self->input = input;
  self->func = func;
  self->user_data = user_data;
  self->progress = progress;
  self->cancellable = cancellable;
  self->buffer = g_malloc (BUFFER);
  self->text = g_string_new (NULL);
  for (guint i = 0; i < AEQ_CAMT_LEAVES; i++)
    self->texts[i] = g_string_new (NULL);
  return self;
}

void
aeq_camt_xml_free (AeqCamtXml *self)
{
  g_clear_pointer (&self->reader, xmlFreeTextReader);
  for (guint i = 0; i < AEQ_CAMT_LEAVES; i++)
    g_string_free (self->texts[i], TRUE);
  g_string_free (self->text, TRUE);
  g_clear_error (&self->io_error);
  g_free (self->syntax_error);
  g_free (self->version);
  g_free (self->buffer);
  g_free (self);
}

const char *
aeq_camt_xml_get (const AeqCamtXml *self, AeqCamtLeaf leaf)
{
  return self->texts[leaf]->str;
}

guint64
aeq_camt_xml_line (const AeqCamtXml *self, AeqCamtLeaf leaf)
{
  return self->lines[leaf] != 0 ? self->lines[leaf] : self->line;
}

const char *
aeq_camt_xml_version (const AeqCamtXml *self)
{
  return self->version;
}

const char *
aeq_camt_xml_format (const AeqCamtXml *self)
{
  return self->format;
}

gboolean
aeq_camt_xml_refuse (const AeqCamtXml *self, AeqCamtLeaf leaf, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return aeq_error_refuse (error, AEQ_ERROR_INVALID, aeq_input_get_name (self->input), aeq_camt_xml_line (self, leaf),
                           aeq_camt_xml_path (leaf), message);
}

static gboolean
refuse_here (const AeqCamtXml *self, AeqError code, guint64 line, const char *message, GError **error)
{
  return aeq_error_refuse (error, code, aeq_input_get_name (self->input), line, NULL, message);
}

static void
forget (AeqCamtXml *self, AeqCamtLeaf first, AeqCamtLeaf last)
{
  for (guint i = first; i < last; i++)
    {
      g_string_truncate (self->texts[i], 0);
      self->lines[i] = 0;
    }
}

static void
start_group (AeqCamtXml *self, AeqCamtLeaf leaf)
{
  if (leaf == AEQ_CAMT_STMT)
    forget (self, AEQ_CAMT_STMT, AEQ_CAMT_BAL);
  else if (leaf == AEQ_CAMT_BAL)
    forget (self, AEQ_CAMT_BAL, AEQ_CAMT_NTRY);
  else if (leaf == AEQ_CAMT_NTRY)
    forget (self, AEQ_CAMT_NTRY, AEQ_CAMT_LEAVES);
  else if (leaf == AEQ_CAMT_TX)
    forget (self, AEQ_CAMT_TX, AEQ_CAMT_LEAVES);
}

static gboolean
is_group (AeqCamtLeaf leaf)
{
  return leaf == AEQ_CAMT_STMT || leaf == AEQ_CAMT_BAL || leaf == AEQ_CAMT_NTRY || leaf == AEQ_CAMT_TX;
}

/* Texts of several lines are kept joined; of everything else the first one counts. */
static gboolean
takes_more (AeqCamtLeaf leaf)
{
  return leaf == AEQ_CAMT_TX_TEXT || leaf == AEQ_CAMT_TX_INFO || leaf == AEQ_CAMT_NTRY_INFO;
}

static void
keep_text (AeqCamtXml *self, AeqCamtLeaf leaf)
{
  GString *kept = self->texts[leaf];

  g_strstrip (self->text->str);
  if (*self->text->str != '\0' && (kept->len == 0 || (takes_more (leaf) && kept->len < AEQ_CAMT_MAX_TEXT)))
    {
      if (kept->len > 0)
        g_string_append_c (kept, ' ');
      g_string_append (kept, self->text->str);
    }
  g_string_truncate (self->text, 0);
}

static void
keep_currency (AeqCamtXml *self, AeqCamtLeaf leaf, const xmlNode *node)
{
  if (self->texts[leaf]->len > 0)
    return;
  for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
    if (attr->name == self->ccy && attr->children != NULL && attr->children->content != NULL)
      g_string_assign (self->texts[leaf + 1], (const char *) attr->children->content);
}

static gboolean
has_currency (AeqCamtLeaf leaf)
{
  return leaf == AEQ_CAMT_AMOUNT || leaf == AEQ_CAMT_BAL_AMOUNT || leaf == AEQ_CAMT_CHARGE || leaf == AEQ_CAMT_TX_AMOUNT ||
         leaf == AEQ_CAMT_TX_CHARGE;
}

static const char *
format_of (const char *name)
{
  static const struct { const char *name; const char *format; } MESSAGES[] = {
    { "BkToCstmrStmt", "camt053" },
    { "BkToCstmrAcctRpt", "camt052" },
    { "BkToCstmrDbtCdtNtfctn", "camt054" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (MESSAGES); i++)
    if (g_str_has_prefix (name, MESSAGES[i].name))
      {
        const char *rest = name + strlen (MESSAGES[i].name);

        /* The first version has its number in the name. */
        return *rest == '\0' || g_str_has_prefix (rest, "V0") ? MESSAGES[i].format : NULL;
      }
  return NULL;
}

static void
enter_message (AeqCamtXml *self, const xmlNode *node)
{
  const char *format = format_of ((const char *) node->name);
  const char *uri = node->ns != NULL ? (const char *) node->ns->href : NULL;
  const char *found = uri != NULL ? strstr (uri, "camt.05") : NULL;

  if (format == NULL)
    return;
  self->format = format;
  self->root_depth = self->depth;
  self->stack[self->depth] = self->root;
  if (self->version == NULL && found != NULL)
    self->version = g_strndup (found, 32);
}

static gboolean
end_element (AeqCamtXml *self, GError **error)
{
  AeqCamtNode *node = self->stack[self->depth];

  if (node != NULL && node->leaf != AEQ_CAMT_NONE)
    {
      if (!is_group (node->leaf))
        keep_text (self, node->leaf);
      else if (!self->func (self, node->leaf, self->user_data, error))
        return FALSE;
    }
  self->stack[self->depth] = NULL;
  if (self->depth == self->root_depth)
    self->root_depth = 0;
  self->depth--;
  return TRUE;
}

/* Line ends are counted as they come; those inside of tags only libxml2 sees. */
static void
set_line (AeqCamtXml *self, const xmlNode *node)
{
  if (node->line < MAX_NODE_LINE && node->line + self->skipped_lines >= self->line)
    self->line = node->line + self->skipped_lines;
}

static gboolean
start_element (AeqCamtXml *self, const xmlNode *element, GError **error)
{
  AeqCamtNode *node = NULL;

  set_line (self, element);
  if (self->depth == AEQ_CAMT_MAX_DEPTH)
    return refuse_here (self, AEQ_ERROR_LIMIT, self->line, "elements are nested too deeply", error);
  self->depth++;
  self->stack[self->depth] = NULL;
  if (self->root_depth == 0)
    enter_message (self, element);
  else if (self->stack[self->depth - 1] != NULL)
    node = self->stack[self->depth] = aeq_camt_node_find (self->stack[self->depth - 1], element->name);
  if (node != NULL && node->leaf != AEQ_CAMT_NONE)
    {
      start_group (self, node->leaf);
      if (has_currency (node->leaf))
        keep_currency (self, node->leaf, element);
      if (self->texts[node->leaf]->len == 0)
        self->lines[node->leaf] = self->line;
      g_string_truncate (self->text, 0);
    }
  return !xmlTextReaderIsEmptyElement (self->reader) || end_element (self, error);
}

static void
count_lines (AeqCamtXml *self, const char *value)
{
  for (const char *p = value != NULL ? strchr (value, '\n') : NULL; p != NULL; p = strchr (p + 1, '\n'))
    self->line++;
}

static void
add_text (AeqCamtXml *self)
{
  const char *value = (const char *) xmlTextReaderConstValue (self->reader);
  AeqCamtNode *node = self->stack[self->depth];

  if (value == NULL)
    return;
  count_lines (self, value);
  if (node == NULL || node->leaf == AEQ_CAMT_NONE || is_group (node->leaf) || self->text->len >= AEQ_CAMT_MAX_TEXT)
    return;
  g_string_append_len (self->text, value, (gssize) MIN (strlen (value), AEQ_CAMT_MAX_TEXT));
  /* Cutting may have hit the middle of a character. */
  if (self->text->len >= AEQ_CAMT_MAX_TEXT)
    {
      const char *end;

      if (!g_utf8_validate_len (self->text->str, self->text->len, &end))
        g_string_truncate (self->text, (gsize) (end - self->text->str));
    }
}

static gboolean
take_node (AeqCamtXml *self, GError **error)
{
  switch (xmlTextReaderNodeType (self->reader))
    {
    case XML_READER_TYPE_ELEMENT:
      return start_element (self, xmlTextReaderCurrentNode (self->reader), error);
    case XML_READER_TYPE_END_ELEMENT:
      return end_element (self, error);
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
      return refuse_here (self, AEQ_ERROR_INVALID, self->line, DOCTYPE, error);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
    case XML_READER_TYPE_WHITESPACE:
      add_text (self);
      return TRUE;
    case XML_READER_TYPE_COMMENT:
      count_lines (self, (const char *) xmlTextReaderConstValue (self->reader));
      return TRUE;
    default:
      return TRUE;
    }
}

static gboolean
fail_parse (AeqCamtXml *self, GError **error)
{
  g_autofree char *message = NULL;

  if (self->io_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->io_error));
      return FALSE;
    }
  message = g_strdup_printf ("is no complete XML: %s", self->syntax_error != NULL ? self->syntax_error : "it cannot be parsed");
  return refuse_here (self, AEQ_ERROR_INVALID, self->syntax_line, message, error);
}

/* Where a document type begins before the first element, NULL when there is none. Seen here it is refused before the parser
 * works on its entities; one in another encoding or behind long comments is when the parser hands it over. */
static const char *
find_doctype (const AeqCamtXml *self)
{
  const char *p = self->buffer + self->at;
  const char *end = self->buffer + self->have;

  while (p < end)
    {
      const char *stop = NULL;

      if (g_ascii_isspace (*p))
        stop = p;
      else if (end - p > 9 && memcmp (p, "<!DOCTYPE", 9) == 0)
        return p;
      else if (end - p > 4 && memcmp (p, "<?", 2) == 0 && (stop = memmem (p, (gsize) (end - p), "?>", 2)) != NULL)
        stop += 1;
      else if (end - p > 4 && memcmp (p, "<!--", 4) == 0 && (stop = memmem (p, (gsize) (end - p), "-->", 3)) != NULL)
        stop += 2;
      if (stop == NULL)
        return NULL;
      p = stop + 1;
    }
  return NULL;
}

static gboolean
check_doctype (AeqCamtXml *self, GError **error)
{
  const char *found = find_doctype (self);

  self->line = 1 + self->skipped_lines;
  for (const char *p = self->buffer + self->at; found != NULL && p < found; p++)
    self->line += *p == '\n';
  return found == NULL || refuse_here (self, AEQ_ERROR_INVALID, self->line, DOCTYPE, error);
}

/* Programs on Windows write "utf-16" into the first line of texts that they then save as UTF-8. */
static gboolean
claims_utf16 (const AeqCamtXml *self)
{
  g_autofree char *head = g_ascii_strdown (self->buffer + self->at, (gssize) MIN (self->have - self->at, 100));
  const char *end = g_str_has_prefix (head, "<?xml") ? strstr (head, "?>") : NULL;
  const char *found = strstr (head, "utf-16");

  return end != NULL && found != NULL && found < end;
}

static gboolean
walk (AeqCamtXml *self, GError **error)
{
  int options = XML_PARSE_NONET | XML_PARSE_COMPACT;
  const char *encoding = claims_utf16 (self) ? "UTF-8" : NULL;
  int got;

  if (encoding != NULL)
    options |= XML_PARSE_IGNORE_ENC;
  if ((self->reader = xmlReaderForIO (read_bytes, NULL, self, NULL, encoding, options)) == NULL)
    return fail_parse (self, error);
  xmlTextReaderSetStructuredErrorHandler (self->reader, keep_error, self);
  self->root = aeq_camt_paths_build (&self->paths, self->reader);
  self->ccy = xmlTextReaderConstString (self->reader, (const xmlChar *) "Ccy");
  while ((got = xmlTextReaderRead (self->reader)) == 1)
    if (!take_node (self, error))
      return FALSE;
  return (got == 0 && self->io_error == NULL && self->syntax_error == NULL) || fail_parse (self, error);
}

gboolean
aeq_camt_xml_run (AeqCamtXml *self, GError **error)
{
  xmlStructuredErrorFunc old_func = xmlStructuredError;
  void *old_context = xmlStructuredErrorContext;
  gboolean ok;

  if (!skip_blanks (self))
    return fail_parse (self, error);
  if (!check_doctype (self, error))
    return FALSE;
  /* Errors of input do not know the reader; without this, which is the thread's own, they are written to stderr. */
  xmlSetStructuredErrorFunc (self, keep_error);
  ok = walk (self, error);
  xmlSetStructuredErrorFunc (old_context, old_func);
  return ok;
}
