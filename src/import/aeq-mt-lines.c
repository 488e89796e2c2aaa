/* SPDX-License-Identifier: MIT */
#include "aeq-mt-lines.h"

#include <string.h>

#include "aeq-error.h"

#define SIGNS_WITHIN 256

void
aeq_mt_lines_init (AeqMtLines *self, AeqText *text)
{
  *self = (AeqMtLines) { .text = text, .carry = g_string_new (NULL) };
}

void
aeq_mt_lines_clear (AeqMtLines *self)
{
  g_string_free (self->carry, TRUE);
  if (self->parted != NULL)
    g_string_free (self->parted, TRUE);
}

/* The line feed is looked up once, so that a block of bare CRs is still walked in one go. */
static const char *
find_end (AeqMtLines *self)
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
too_long (AeqMtLines *self, GError **error)
{
  aeq_error_refuse (error, AEQ_ERROR_LIMIT, NULL, self->number + 1, NULL, "a line is longer than 64 KiB, the limit of this format");
  return -1;
}

/* A tag behind two signs near the beginning: no account number or reference looks like that. */
static gboolean
is_parted_by_signs (const char *block, gsize length)
{
  return memmem (block, MIN (length, SIGNS_WITHIN), "@@:2", 4) != NULL;
}

static void
part_by_signs (AeqMtLines *self, const char *block, gsize length)
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
fill (AeqMtLines *self, GError **error)
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
give (AeqMtLines *self, const char **line, gsize *length, const char *stop, GError **error)
{
  *line = self->at;
  *length = (gsize) (stop - self->at);
  self->skip_lf = *stop == '\r';
  self->at = stop + 1;
  if (*length > AEQ_MT_MAX_LINE)
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
give_last (AeqMtLines *self, const char **line, gsize *length)
{
  if (!self->carrying)
    return 0;
  self->carrying = FALSE;
  *line = self->carry->str;
  *length = self->carry->len;
  self->number++;
  return *length > 0;
}

int
aeq_mt_lines_next (AeqMtLines *self, const char **line, gsize *length, GError **error)
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
      if (self->carry->len + (gsize) (self->end - self->at) > AEQ_MT_MAX_LINE)
        return too_long (self, error);
      g_string_append_len (self->carry, self->at, self->end - self->at);
      self->at = self->end;
    }
}
