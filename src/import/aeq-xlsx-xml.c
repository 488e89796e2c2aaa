/* SPDX-License-Identifier: MIT */
#include "aeq-xlsx-xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-xml-guard.h"
#include "aeq-words.h"

#define BUFFER (64 * 1024)

struct _AeqXlsxXml
{
  AeqZip               *zip;
  const AeqXlsxHandler *handler;
  gpointer              user_data;
  GCancellable         *cancellable;
  xmlParserCtxtPtr      parser;
  const xmlChar       **attributes;
  int                   n_attributes;
  guint                 depth;
  GError               *error;
  char                 *syntax_error;
  gboolean              stopped;
  char                 *buffer;
  gsize                 at;
  gsize                 have;
  guint64               done;
  guint64               size;
  double               *part;
  glong                 equals;
};

const char *
aeq_xlsx_xml_attr (const AeqXlsxXml *self, const char *name, gsize *length)
{
  for (int i = 0; i < self->n_attributes; i++)
    {
      const xmlChar **attribute = self->attributes + 5 * i;

      if (strcmp ((const char *) attribute[0], name) == 0)
        {
          *length = (gsize) (attribute[4] - attribute[3]);
          return (const char *) attribute[3];
        }
    }
  return NULL;
}

char *
aeq_xlsx_xml_copy (const AeqXlsxXml *self, const char *name)
{
  gsize       length;
  const char *value = aeq_xlsx_xml_attr (self, name, &length);

  return value != NULL ? g_strndup (value, length) : NULL;
}

guint64
aeq_xlsx_xml_number (const AeqXlsxXml *self, const char *name, guint64 otherwise)
{
  gsize       length;
  const char *value = aeq_xlsx_xml_attr (self, name, &length);
  guint64     number = 0;

  if (value == NULL || length == 0 || length > 15)
    return otherwise;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return otherwise;
      number = number * 10 + (guint64) (value[i] - '0');
    }
  return number;
}

gboolean
aeq_xlsx_xml_flag (const AeqXlsxXml *self, const char *name)
{
  gsize       length;
  const char *value = aeq_xlsx_xml_attr (self, name, &length);

  return value != NULL &&
         ((length == 1 && *value == '1') || (length == 4 && g_ascii_strncasecmp (value, "true", 4) == 0));
}

static void
stop (AeqXlsxXml *self)
{
  self->stopped = TRUE;
  if (self->parser != NULL)
    xmlStopParser (self->parser);
}

static void
stop_with (AeqXlsxXml *self, AeqError code, const char *message)
{
  if (self->error == NULL)
    g_set_error_literal (&self->error, AEQ_ERROR, code, message);
  stop (self);
}

static void
on_start (void *context, const xmlChar *name, const xmlChar *prefix G_GNUC_UNUSED, const xmlChar *uri G_GNUC_UNUSED,
          int n_namespaces G_GNUC_UNUSED, const xmlChar **namespaces G_GNUC_UNUSED, int n_attributes,
          int n_defaulted G_GNUC_UNUSED, const xmlChar **attributes)
{
  AeqXlsxXml *self = context;

  if (self->stopped)
    return;
  self->attributes = attributes;
  self->n_attributes = n_attributes;
  if (++self->depth > AEQ_XLSX_MAX_DEPTH)
    stop_with (self, AEQ_ERROR_LIMIT, "nests its elements too deeply");
  else if (!self->handler->start (self, (const char *) name, self->user_data, &self->error))
    stop (self);
}

static void
on_end (void *context, const xmlChar *name, const xmlChar *prefix G_GNUC_UNUSED, const xmlChar *uri G_GNUC_UNUSED)
{
  AeqXlsxXml *self = context;

  if (self->stopped)
    return;
  self->depth--;
  if (!self->handler->end ((const char *) name, self->user_data, &self->error))
    stop (self);
}

static void
on_text (void *context, const xmlChar *text, int length)
{
  AeqXlsxXml *self = context;

  if (!self->stopped && self->handler->text != NULL &&
      !self->handler->text ((const char *) text, (gsize) length, self->user_data, &self->error))
    stop (self);
}

static void
on_doctype (void *context, const xmlChar *name G_GNUC_UNUSED, const xmlChar *id G_GNUC_UNUSED,
            const xmlChar *system G_GNUC_UNUSED)
{
  stop_with (context, AEQ_ERROR_INVALID, "declares a document type (DOCTYPE), which workbooks do not have");
}

static void
keep_error (void *context, xmlErrorPtr problem)
{
  AeqXlsxXml *self = context;

  /* What is not fatal is a prefix without a namespace; bytes that are no characters come as an error of input. */
  if ((problem->level != XML_ERR_FATAL && problem->domain != XML_FROM_IO && problem->domain != XML_FROM_I18N) ||
      self->syntax_error != NULL || self->stopped)
    return;
  self->syntax_error = g_utf8_make_valid (problem->message != NULL ? problem->message : "not well-formed", -1);
  g_strchomp (self->syntax_error);
}

static gboolean
fill (AeqXlsxXml *self)
{
  gssize n;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->error) ||
      (n = aeq_zip_read (self->zip, self->buffer, BUFFER, &self->error)) < 0)
    return FALSE;
  self->have = (gsize) n;
  self->at = 0;
  self->done += (guint64) n;
  if (self->part != NULL)
    *self->part = (double) self->done / (double) MAX (self->size, 1);
  if (!aeq_xml_guard_trips (&self->equals, self->buffer, self->have))
    return TRUE;
  g_set_error_literal (&self->error, AEQ_ERROR, AEQ_ERROR_LIMIT, N_("has an element with too many attributes"));
  return FALSE;
}

static int
read_bytes (void *context, char *out, int length)
{
  AeqXlsxXml *self = context;
  gsize       n;

  if (self->error != NULL || (self->at == self->have && !fill (self)))
    return -1;
  n = MIN (self->have - self->at, (gsize) length);
  memcpy (out, self->buffer + self->at, n);
  self->at += n;
  return (int) n;
}

static void
parse (AeqXlsxXml *self)
{
  xmlSAXHandler          sax = { .internalSubset = on_doctype,
                                 .startElementNs = on_start,
                                 .endElementNs = on_end,
                                 .characters = on_text,
                                 .ignorableWhitespace = on_text,
                                 .cdataBlock = on_text,
                                 .serror = keep_error,
                                 .initialized = XML_SAX2_MAGIC };
  xmlStructuredErrorFunc old_func = xmlStructuredError;
  void                  *old_context = xmlStructuredErrorContext;

  /* Errors of input do not know the parser; without this, which is the thread's own, they are written to stderr. */
  xmlSetStructuredErrorFunc (self, keep_error);
  self->parser = xmlCreateIOParserCtxt (&sax, self, read_bytes, NULL, self, XML_CHAR_ENCODING_NONE);
  if (self->parser != NULL)
    {
      /* Without the third an "&" in an attribute comes as "&#38;". There are no other entities: a document type stops.
       */
      xmlCtxtUseOptions (self->parser, XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOENT);
      xmlParseDocument (self->parser);
      if (!self->stopped && !self->parser->wellFormed && self->syntax_error == NULL)
        self->syntax_error = g_strdup ("it cannot be parsed");
      xmlFreeParserCtxt (self->parser);
    }
  else if (self->error == NULL && self->syntax_error == NULL)
    self->syntax_error = g_strdup ("it cannot be parsed");
  xmlSetStructuredErrorFunc (old_context, old_func);
}

static gboolean
conclude (AeqXlsxXml *self, const char *name, GError **error)
{
  if (self->error == NULL && (self->stopped || self->syntax_error == NULL))
    return TRUE;
  if (self->error == NULL)
    g_set_error (&self->error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("is damaged: %s is no complete XML: %s"), name,
                 self->syntax_error);
  else if (self->error->domain == AEQ_ERROR && self->depth > AEQ_XLSX_MAX_DEPTH)
    g_prefix_error (&self->error, "%s ", name);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

gboolean
aeq_xlsx_xml_walk (AeqZip *zip, guint member, const AeqXlsxHandler *handler, gpointer user_data, double *part,
                   GCancellable *cancellable, GError **error)
{
  AeqXlsxXml self = { .zip = zip,
                      .handler = handler,
                      .user_data = user_data,
                      .cancellable = cancellable,
                      .part = part,
                      .size = aeq_zip_get_size (zip, member) };
  gboolean   ok;

  if (!aeq_zip_enter (zip, member, error))
    return FALSE;
  self.buffer = g_malloc (BUFFER);
  parse (&self);
  ok = conclude (&self, aeq_zip_get_name (zip, member), error);
  g_free (self.syntax_error);
  g_free (self.buffer);
  return ok;
}
