/* SPDX-License-Identifier: MIT */
#include "aeq-lines.h"

#include <string.h>

#include "aeq-error.h"
#include "aeq-words.h"

/* Lines between two looks at progress. */
#define BATCH 4096
#define SIGNS_WITHIN 256

typedef struct
{
  AeqText    *text;     /* borrowed */
  gsize       max;      /* of a line */
  const char *at;       /* rest of the block */
  const char *end;
  const char *lf;       /* next LF of the block at or after @at, or @end */
  GString    *carry;    /* a line that spans blocks */
  GString    *parted;   /* (nullable) the block, when lines are parted by "@@" */
  gboolean    half;     /* the block before ended in the first of the two */
  gboolean    carrying;
  gboolean    skip_lf;
  guint64     number;
} Lines;

static void
lines_init (Lines *self, AeqText *text, gsize max)
{
  *self = (Lines) { .text = text, .max = max, .carry = g_string_new (NULL) };
  aeq_text_rewind (text);
}

static void
lines_clear (Lines *self)
{
  g_string_free (self->carry, TRUE);
  if (self->parted != NULL)
    g_string_free (self->parted, TRUE);
}

/* The line feed is looked up once, so that a block of bare CRs is still walked in one go. */
static const char *
find_end (Lines *self)
{
  const char *cr;

  if (self->lf == NULL || self->lf < self->at)
    {
      self->lf = memchr (self->at, '\n', (gsize) (self->end - self->at));
      if (self->lf == NULL)
        self->lf = self->end;
    }
  cr = memchr (self->at, '\r', (gsize) (self->lf - self->at));
  if (cr != NULL)
    return cr;
  return self->lf < self->end ? self->lf : NULL;
}

static int
too_long (Lines *self, GError **error)
{
  g_autofree char *message =
      g_strdup_printf ("a line is longer than %" G_GSIZE_FORMAT " KiB, the limit of this format", self->max / 1024);

  aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, self->number + 1, NULL, message);
  return -1;
}

/* A tag behind two signs near the beginning: no account number or reference looks like that. */
static gboolean
is_parted_by_signs (const char *block, gsize length)
{
  return memmem (block, MIN (length, SIGNS_WITHIN), "@@:2", 4) != NULL;
}

static void
part_by_signs (Lines *self, const char *block, gsize length)
{
  g_string_truncate (self->parted, 0);
  for (gsize i = 0; i < length; i++)
    if (block[i] == '@' && self->half)
      {
        g_string_append_c (self->parted, '\n');
        self->half = FALSE;
      }
    else
      {
        if (self->half)
          g_string_append_c (self->parted, '@');
        self->half = block[i] == '@';
        if (!self->half)
          g_string_append_c (self->parted, block[i]);
      }
}

static int
fill (Lines *self, GError **error)
{
  gboolean first = self->at == NULL;
  gssize n = aeq_text_read (self->text, &self->at, error);

  if (n <= 0)
    {
      self->at = self->end = NULL;
      return (int) n;
    }
  if (first && is_parted_by_signs (self->at, (gsize) n))
    self->parted = g_string_new (NULL);
  if (self->parted != NULL)
    {
      part_by_signs (self, self->at, (gsize) n);
      self->at = self->parted->str;
      n = (gssize) self->parted->len;
    }
  self->end = self->at + n;
  self->lf = NULL;
  return 1;
}

static int
give (Lines *self, const char **line, gsize *length, const char *stop, GError **error)
{
  *line = self->at;
  *length = (gsize) (stop - self->at);
  self->skip_lf = *stop == '\r';
  self->at = stop + 1;
  if (*length > self->max)
    return too_long (self, error);
  if (self->carrying)
    {
      g_string_append_len (self->carry, *line, (gssize) *length);
      *line = self->carry->str;
      *length = self->carry->len;
      self->carrying = FALSE;
    }
  self->number++;
  return 1;
}

static int
give_last (Lines *self, const char **line, gsize *length)
{
  if (!self->carrying)
    return 0;
  self->carrying = FALSE;
  *line = self->carry->str;
  *length = self->carry->len;
  self->number++;
  return *length > 0;
}

/* 1 with a line, valid until the next call; 0 at the end; -1 with an error, also for a line beyond the limit. */
static int
lines_next (Lines *self, const char **line, gsize *length, GError **error)
{
  for (;;)
    {
      const char *stop;
      int got;

      if (self->at == self->end && (got = fill (self, error)) <= 0)
        return got < 0 ? got : give_last (self, line, length);
      if (self->skip_lf)
        {
          self->skip_lf = FALSE;
          self->at += *self->at == '\n';
          continue;
        }
      if ((stop = find_end (self)) != NULL)
        return give (self, line, length, stop, error);
      if (!self->carrying)
        g_string_truncate (self->carry, 0);
      self->carrying = TRUE;
      if (self->carry->len + (gsize) (self->end - self->at) > self->max)
        return too_long (self, error);
      g_string_append_len (self->carry, self->at, self->end - self->at);
      self->at = self->end;
    }
}

static gboolean
look_up (const Lines *self, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  if (self->number % BATCH != 0)
    return TRUE;
  aeq_progress_update (progress, aeq_text_fraction (self->text));
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

gboolean
aeq_lines_each (AeqText *text, gsize max, AeqLineFunc func, gpointer user_data, AeqProgress *progress,
                GCancellable *cancellable, GError **error)
{
  Lines lines;
  const char *line;
  gsize length;
  int got;

  lines_init (&lines, text, max);
  while ((got = lines_next (&lines, &line, &length, error)) > 0)
    if (!look_up (&lines, progress, cancellable, error) || !func (line, length, lines.number, user_data, error))
      {
        got = -1;
        break;
      }
  lines_clear (&lines);
  return got == 0;
}

void
aeq_lines_report (AeqText *text, AeqReadReport *report)
{
  const char *encoding = aeq_text_get_encoding (text);

  aeq_read_report_note (report, N_("encoding: %s"), encoding);
  if (g_str_has_suffix (encoding, "errors"))
    aeq_read_report_warn (report, N_("some characters are broken in the file and were replaced"));
}

gboolean
aeq_lines_fail (AeqInput *input, GError *local, GError **error)
{
  g_autofree char *field = NULL;

  if (local->domain == AEQ_ERROR && aeq_error_get_file (local) == NULL)
    {
      field = g_strdup (aeq_error_get_field (local));
      aeq_error_set_place (local, aeq_input_get_name (input), aeq_error_get_line (local), field);
    }
  g_propagate_error (error, local);
  return FALSE;
}
