/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-flow-evidence.h"

/* MT cuts references here; what is shorter by much was not cut. */
#define MT_LENGTH 16

static gboolean
is_placeholder (const char *text)
{
  static const char *const WORDS[] = { "NONREF", "NOREF", "NOTPROVIDED", "NOTAVAILABLE", "NONE", "NULL", "UNKNOWN", "NREF", "NA" };

  for (gsize i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (strcmp (text, WORDS[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Letters and digits in one case, without zeros in front; "" when it says nothing. */
void
aeq_reference_normalise (const char *text, GString *out)
{
  g_string_truncate (out, 0);
  for (; text != NULL && *text != '\0'; text++)
    if ((guchar) *text >= 0x80 || g_ascii_isalnum (*text))
      if (out->len > 0 || *text != '0')
        g_string_append_c (out, g_ascii_toupper (*text));
  if (is_placeholder (out->str))
    g_string_truncate (out, 0);
}

/* The one may be the other, cut to the length that MT has. */
static gboolean
is_cut (const char *whole, const char *text, gsize normal_length)
{
  return strlen (text) >= MT_LENGTH - 1 && strlen (whole) > strlen (text) && normal_length >= AEQ_REFERENCE_KEY_LENGTH;
}

gboolean
aeq_reference_same (AeqReferenceRoom *self, const char *a, const char *b)
{
  gsize length;

  aeq_reference_normalise (a, self->left);
  aeq_reference_normalise (b, self->right);
  if (self->left->len == 0 || self->right->len == 0)
    return FALSE;
  if (strcmp (self->left->str, self->right->str) == 0)
    return TRUE;
  length = MIN (self->left->len, self->right->len);
  return strncmp (self->left->str, self->right->str, length) == 0 && self->left->len != self->right->len &&
         (self->left->len > self->right->len ? is_cut (a, b, length) : is_cut (b, a, length));
}

gboolean
aeq_reference_differ (AeqReferenceRoom *self, const char *a, const char *b)
{
  aeq_reference_normalise (a, self->left);
  if (self->left->len == 0)
    return FALSE;
  aeq_reference_normalise (b, self->left);
  return self->left->len > 0 && !aeq_reference_same (self, a, b);
}

/* Lower-case words of at least three letters or digits. */
static void
collect_words (GHashTable *words, const char *text)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;
  GString *word = g_string_new (NULL);

  for (const char *p = folded; p != NULL; p++)
    {
      if ((guchar) *p >= 0x80 || g_ascii_isalnum (*p))
        g_string_append_c (word, *p);
      else
        {
          if (word->len >= 3)
            g_hash_table_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      if (*p == '\0')
        break;
    }
  g_string_free (word, TRUE);
}

static GHashTable *
words_of (const char *first, const char *second)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  collect_words (words, first);
  collect_words (words, second);
  return words;
}

static guint
count_common (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer word;
  guint n = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    n += g_hash_table_contains (b, word);
  return n;
}

/* Half of the shorter text's words stand in the other. */
gboolean
aeq_pair_words_agree (const AeqPairSide *a, const AeqPairSide *b)
{
  g_autoptr(GHashTable) left = words_of (a->counterparty, a->narrative);
  g_autoptr(GHashTable) right = words_of (b->counterparty, b->narrative);
  guint fewer = MIN (g_hash_table_size (left), g_hash_table_size (right));

  return fewer > 0 && 2 * count_common (left, right) >= fewer;
}

gboolean
aeq_pair_counterparties_contradict (const AeqPairSide *a, const AeqPairSide *b)
{
  g_autoptr(GHashTable) left = NULL;
  g_autoptr(GHashTable) right = NULL;

  if (a->counterparty == NULL || b->counterparty == NULL || *a->counterparty == '\0' || *b->counterparty == '\0' ||
      g_ascii_strcasecmp (a->counterparty, b->counterparty) == 0)
    return FALSE;
  left = words_of (a->counterparty, a->narrative);
  right = words_of (b->counterparty, b->narrative);
  return count_common (left, right) == 0;
}
