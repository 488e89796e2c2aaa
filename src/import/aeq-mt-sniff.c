/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-mt-field.h"
#include "aeq-mt.h"

/* Tags that are rare in other texts; two different ones make a statement, one alone does when the file opens with it. */
typedef struct
{
  guint    seen;      /* a bit each tag */
  gboolean first;     /* the first line is a tag or a SWIFT block */
  gboolean told_940;
  gboolean told_942;  /* by the header of the message */
} Sniff;

static gboolean
starts (const char *line, gsize length, const char *word)
{
  return length >= strlen (word) && memcmp (line, word, strlen (word)) == 0;
}

static gboolean
is_block (const char *line, gsize length)
{
  return length >= 5 && starts (line, length, "{1:") && g_ascii_isupper (line[3]) && g_ascii_isdigit (line[4]);
}

static void
look_at (Sniff *self, const char *line, gsize length, gboolean first)
{
  gsize skip;
  AeqMtTag tag;

  g_assert (line != NULL);

  tag = aeq_mt_tag_find (line, length, &skip);
  if (tag > AEQ_MT_OTHER)
    self->seen |= 1u << tag;
  if (first)
    self->first = tag != AEQ_MT_NONE || is_block (line, length);
  if (*line != '{' && *line != '-')
    return;
  if (memmem (line, length, "{2:", 3) == NULL)
    return;
  self->told_940 |= memmem (line, length, "{2:I940", 7) != NULL || memmem (line, length, "{2:O940", 7) != NULL;
  self->told_942 |= memmem (line, length, "{2:I942", 7) != NULL || memmem (line, length, "{2:O942", 7) != NULL;
}

static gboolean
has (const Sniff *self, AeqMtTag tag)
{
  return self->seen >> tag & 1;
}

static const char *
decide (const Sniff *self)
{
  gboolean named = has (self, AEQ_MT_REFERENCE) || has (self, AEQ_MT_ACCOUNT);
  gboolean filled = has (self, AEQ_MT_OPENING) || has (self, AEQ_MT_ENTRY) || has (self, AEQ_MT_CLOSING) ||
                    has (self, AEQ_MT_NUMBER) || has (self, AEQ_MT_TIME);

  if (!self->first && !(named && filled) && !(has (self, AEQ_MT_REFERENCE) && has (self, AEQ_MT_ACCOUNT)))
    return NULL;
  if (self->told_940 || self->told_942)
    return self->told_940 ? "mt940" : "mt942";
  if (has (self, AEQ_MT_OPENING) || has (self, AEQ_MT_CLOSING))
    return "mt940";
  return has (self, AEQ_MT_TIME) || has (self, AEQ_MT_FLOOR) || has (self, AEQ_MT_DEBITS) || has (self, AEQ_MT_CREDITS) ? "mt942"
                                                                                                               : "mt940";
}

static gboolean
ends_line (const char *p, const char *end)
{
  return *p == '\n' || *p == '\r' || (*p == '@' && p + 1 < end && p[1] == '@');
}

const char *
aeq_mt_sniff (const char *head, gsize length)
{
  Sniff self = { 0 };
  gboolean first = TRUE;
  const char *end = head + length;

  while (head < end)
    {
      const char *line = head;
      gsize n;

      while (head < end && !ends_line (head, end))
        head++;
      n = (gsize) (head - line);
      head += head < end && *head == '@' ? 2 : 1;
      if (n >= 3 && memcmp (line, "\xef\xbb\xbf", 3) == 0)
        {
          line += 3;
          n -= 3;
        }
      aeq_mt_trim (&line, &n);
      if (n == 0)
        continue;
      look_at (&self, line, n, first);
      first = FALSE;
    }
  return decide (&self);
}
