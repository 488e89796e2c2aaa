/* SPDX-License-Identifier: MIT */
#include "aeq-xml-guard.h"

#include <string.h>

#define MAX_ATTRIBUTES 512

/* A quote follows the "=" of an attribute, or spaces do; in UTF-16 a NUL. */
static gboolean
may_assign (const char *p, const char *end)
{
  return p + 1 == end || strchr ("\"' \t\r\n", p[1]) != NULL;
}

/* An attribute needs its "=", and "<" stands in no attribute: more of the one between two of the other is a tag with too many.
 * In a comment they may stand. */
gboolean
aeq_xml_guard_trips (glong *equals, const char *data, gsize length)
{
  const char *end = data + length;
  const char *p = data;

  while (p < end)
    {
      const char *tag = memchr (p, '<', (gsize) (end - p));
      const char *stop = tag != NULL ? tag : end;

      while ((p = memchr (p, '=', (gsize) (stop - p))) != NULL)
        {
          if (may_assign (p, end) && ++*equals > MAX_ATTRIBUTES)
            return TRUE;
          p++;
        }
      *equals = tag == NULL ? *equals : tag + 1 < end && tag[1] == '!' ? G_MINLONG : 0;
      p = stop + 1;
    }
  return FALSE;
}
