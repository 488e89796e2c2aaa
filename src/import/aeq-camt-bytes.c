/* SPDX-License-Identifier: MIT */
#include "aeq-camt-bytes.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-xml-guard.h"
#include "aeq-words.h"

/* Each read of the parser is small; ours are not. */
#define BUFFER (128 * 1024)
static gboolean
fill (AeqCamtBytes *self)
{
  gssize n;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &self->error) ||
      (n = aeq_input_read_at (self->input, self->offset, self->buffer, BUFFER, &self->error)) < 0)
    return FALSE;
  self->have = (gsize) n;
  self->at = 0;
  self->offset += (guint64) n;
  if (aeq_xml_guard_trips (&self->equals, self->buffer, self->have))
    return aeq_error_refuse (&self->error, AEQ_ERROR_LIMIT, aeq_input_get_name (self->input), 0, NULL,
                             N_("an element has too many attributes"));
  aeq_progress_update (self->progress, (double) self->offset / (double) MAX (aeq_input_get_size (self->input), 1));
  return TRUE;
}

int
aeq_camt_bytes_read (void *context, char *out, int length)
{
  AeqCamtBytes *self = context;
  gsize n;

  if (self->at == self->have && !fill (self))
    return -1;
  n = MIN (self->have - self->at, (gsize) length);
  memcpy (out, self->buffer + self->at, n);
  self->at += n;
  return (int) n;
}

/* Blank lines before the declaration are against the rules of XML, and common. */
gboolean
aeq_camt_bytes_start (AeqCamtBytes *self)
{
  gsize at = 0;

  self->buffer = g_malloc (BUFFER);
  if (!fill (self))
    return FALSE;
  if (self->have >= 3 && memcmp (self->buffer, "\xef\xbb\xbf", 3) == 0)
    at = 3;
  while (at < self->have && g_ascii_isspace (self->buffer[at]))
    self->skipped_lines += self->buffer[at++] == '\n';
  self->at = at;
  return TRUE;
}

/* Where a document type begins before the first element, NULL when there is none. Seen here it is refused before the parser
 * works on its entities; one in another encoding or behind long comments is when the parser hands it over. */
const char *
aeq_camt_bytes_find_doctype (const AeqCamtBytes *self)
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

/* Programs on Windows write "utf-16" into the first line of texts that they then save as UTF-8. */
gboolean
aeq_camt_bytes_claim_utf16 (const AeqCamtBytes *self)
{
  g_autofree char *head = g_ascii_strdown (self->buffer + self->at, (gssize) MIN (self->have - self->at, 100));
  const char *end = g_str_has_prefix (head, "<?xml") ? strstr (head, "?>") : NULL;
  const char *found = strstr (head, "utf-16");

  return end != NULL && found != NULL && found < end;
}

void
aeq_camt_bytes_clear (AeqCamtBytes *self)
{
  g_clear_error (&self->error);
  g_free (self->buffer);
}
