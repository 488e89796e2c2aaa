/* SPDX-License-Identifier: MIT */
#include "aeq-camt-xml.h"

#include <string.h>

#include "aeq-camt-bytes.h"
#include "aeq-camt-paths.h"
#include "aeq-error.h"
#include "aeq-words.h"

/* libxml2 keeps lines of elements in 16 bits. */
#define MAX_NODE_LINE 65535
#define DOCTYPE "declares a document type (DOCTYPE), which statements do not have"

struct _AeqCamtXml
{
  AeqInput        *input;
  AeqCamtFunc      func;
  gpointer         user_data;
  AeqCamtBytes     bytes;
  char            *syntax_error;
  guint64          syntax_line;
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
  self->syntax_line = (guint64) MAX (problem->line, 0) + self->bytes.skipped_lines;
}

AeqCamtXml *
aeq_camt_xml_new (AeqInput *input, AeqCamtFunc func, gpointer user_data, AeqProgress *progress, GCancellable *cancellable)
{
  AeqCamtXml *self = g_new0 (AeqCamtXml, 1);

  self->input = input;
  self->func = func;
  self->user_data = user_data;
  self->bytes = (AeqCamtBytes) { .input = input, .progress = progress, .cancellable = cancellable };
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
  aeq_camt_bytes_clear (&self->bytes);
  g_free (self->syntax_error);
  g_free (self->version);
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
  if (node->line < MAX_NODE_LINE && node->line + self->bytes.skipped_lines >= self->line)
    self->line = node->line + self->bytes.skipped_lines;
}

static gboolean
start_element (AeqCamtXml *self, const xmlNode *element, GError **error)
{
  AeqCamtNode *node = NULL;

  set_line (self, element);
  if (self->depth == AEQ_CAMT_MAX_DEPTH)
    return refuse_here (self, AEQ_ERROR_LIMIT, self->line, N_("elements are nested too deeply"), error);
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

  if (self->bytes.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->bytes.error));
      return FALSE;
    }
  message = g_strdup_printf ("is no complete XML: %s", self->syntax_error != NULL ? self->syntax_error : "it cannot be parsed");
  return refuse_here (self, AEQ_ERROR_INVALID, self->syntax_line, message, error);
}

static gboolean
check_doctype (AeqCamtXml *self, GError **error)
{
  const char *found = aeq_camt_bytes_find_doctype (&self->bytes);

  self->line = 1 + self->bytes.skipped_lines;
  for (const char *p = self->bytes.buffer + self->bytes.at; found != NULL && p < found; p++)
    self->line += *p == '\n';
  return found == NULL || refuse_here (self, AEQ_ERROR_INVALID, self->line, DOCTYPE, error);
}

static gboolean
walk (AeqCamtXml *self, GError **error)
{
  int options = XML_PARSE_NONET | XML_PARSE_COMPACT;
  const char *encoding = aeq_camt_bytes_claim_utf16 (&self->bytes) ? "UTF-8" : NULL;
  int got;

  if (encoding != NULL)
    options |= XML_PARSE_IGNORE_ENC;
  if ((self->reader = xmlReaderForIO (aeq_camt_bytes_read, NULL, &self->bytes, NULL, encoding, options)) == NULL)
    return fail_parse (self, error);
  xmlTextReaderSetStructuredErrorHandler (self->reader, keep_error, self);
  self->root = aeq_camt_paths_build (&self->paths, self->reader);
  self->ccy = xmlTextReaderConstString (self->reader, (const xmlChar *) "Ccy");
  while ((got = xmlTextReaderRead (self->reader)) == 1)
    if (!take_node (self, error))
      return FALSE;
  return (got == 0 && self->bytes.error == NULL && self->syntax_error == NULL) || fail_parse (self, error);
}

gboolean
aeq_camt_xml_run (AeqCamtXml *self, GError **error)
{
  xmlStructuredErrorFunc old_func = xmlStructuredError;
  void *old_context = xmlStructuredErrorContext;
  gboolean ok;

  if (!aeq_camt_bytes_start (&self->bytes))
    return fail_parse (self, error);
  if (!check_doctype (self, error))
    return FALSE;
  /* Errors of input do not know the reader; without this, which is the thread's own, they are written to stderr. */
  xmlSetStructuredErrorFunc (self, keep_error);
  ok = walk (self, error);
  xmlSetStructuredErrorFunc (old_context, old_func);
  return ok;
}
