/* SPDX-License-Identifier: MIT */
#include "aeq-flow-pair.h"
#include "aeq-flow-evidence.h"

/* Candidates of one key that are looked at before an entry is given up. */
#define MAX_LOOKS 64

typedef enum { CONTENT, BANK_REFERENCE, OWN_REFERENCE, COUNTERPARTY, WORDS, COUNT, COUNT_EQUAL } Rank;

typedef struct
{
  AeqPairEntry     *entries;
  guint             n_entries;
  AeqPairCandidate *candidates;
  guint             n_candidates;
  gboolean          final;
  int               days;
  gboolean          comparable; /* a pair has agreed by the bank's reference */
  Rank              rank;
  GString          *key;
  AeqReferenceRoom  room;
} Pairing;

gboolean
aeq_pair_side_equal (const AeqPairSide *a, const AeqPairSide *b)
{
  return a->booking_date == b->booking_date && a->value_date == b->value_date && g_strcmp0 (a->reference, b->reference) == 0 &&
         g_strcmp0 (a->bank_reference, b->bank_reference) == 0 && g_strcmp0 (a->counterparty, b->counterparty) == 0 &&
         g_strcmp0 (a->narrative, b->narrative) == 0;
}

static AeqDate
day_of (const AeqPairSide *side)
{
  return side->booking_date != AEQ_DATE_NONE ? side->booking_date : side->value_date;
}

static AeqDate
next_business_day (AeqDate day)
{
  do
    day++;
  while (aeq_date_weekday (day) >= AEQ_SATURDAY);
  return day;
}

static gboolean
days_agree (const AeqPairSide *a, const AeqPairSide *b)
{
  if (day_of (a) == day_of (b))
    return TRUE;
  return (a->booking_date != AEQ_DATE_NONE && a->booking_date == b->booking_date) ||
         (a->value_date != AEQ_DATE_NONE && a->value_date == b->value_date);
}

static gboolean
is_near (const Pairing *self, const AeqPairSide *a, const AeqPairSide *b, gboolean both_final)
{
  AeqDate first = MIN (day_of (a), day_of (b));
  AeqDate last = MAX (day_of (a), day_of (b));

  if (days_agree (a, b))
    return TRUE;
  if (self->days > 0)
    return last - first <= (self->rank <= OWN_REFERENCE ? 3 * self->days : self->days);
  return !both_final && last <= next_business_day (first);
}

static gboolean
bank_references_part (Pairing *self, const AeqPairSide *a, const AeqPairSide *b)
{
  if (!aeq_reference_differ (&self->room, a->bank_reference, b->bank_reference))
    return FALSE;
  return self->comparable || self->rank > OWN_REFERENCE || g_strcmp0 (a->format, b->format) == 0;
}

/* Whether entry and one side of a candidate may be paired by the rank that is tried. */
static gboolean
side_fits (Pairing *self, const AeqPairSide *a, const AeqPairSide *b)
{
  switch (self->rank)
    {
    case CONTENT:
      return aeq_pair_side_equal (a, b);
    case BANK_REFERENCE:
      return aeq_reference_same (&self->room, a->bank_reference, b->bank_reference);
    case OWN_REFERENCE:
      return aeq_reference_same (&self->room, a->reference, b->reference);
    case WORDS:
      return aeq_pair_words_agree (a, b);
    case COUNTERPARTY:
    case COUNT:
    case COUNT_EQUAL:
    default:
      return TRUE;
    }
}

static gboolean
sides_part (Pairing *self, const AeqPairSide *a, const AeqPairSide *b)
{
  if (self->rank <= BANK_REFERENCE || self->rank == COUNT_EQUAL)
    return FALSE;
  if (self->days == 0 && bank_references_part (self, a, b))
    return TRUE;
  if (self->rank == OWN_REFERENCE)
    return FALSE;
  return (self->days == 0 && aeq_reference_differ (&self->room, a->reference, b->reference)) || aeq_pair_counterparties_contradict (a, b);
}

static gboolean
mode_allows (const Pairing *self, AeqPairMode mode)
{
  switch (mode)
    {
    case AEQ_PAIR_NO:
      return FALSE;
    case AEQ_PAIR_REFERENCE:
      return self->rank == BANK_REFERENCE;
    case AEQ_PAIR_YES:
      return self->rank != COUNT_EQUAL;
    case AEQ_PAIR_EQUAL:
    default:
      return TRUE;
    }
}

/* Each report that vouches for the candidate has a say: one must fit, and none may part the two. */
static gboolean
fits (Pairing *self, const AeqPairEntry *entry, const AeqPairCandidate *candidate)
{
  gboolean found = FALSE;

  if (candidate->taken || entry->minor != candidate->minor || !mode_allows (self, candidate->mode))
    return FALSE;
  for (guint i = 0; i < candidate->n_sides; i++)
    {
      const AeqPairSide *side = &candidate->sides[i];

      if (!is_near (self, &entry->side, side, self->final && candidate->final))
        continue;
      if (!found && side_fits (self, &entry->side, side))
        found = TRUE;
    }
  for (guint i = 0; found && i < candidate->n_sides; i++)
    if (sides_part (self, &entry->side, &candidate->sides[i]))
      return FALSE;
  return found;
}

/* What entries and candidates must share to be looked at by the rank that is tried; FALSE: nothing to go by. */
static gboolean
make_key (Pairing *self, gint64 minor, const AeqPairSide *side)
{
  const char *text = NULL;

  g_string_truncate (self->key, 0);
  g_string_append_printf (self->key, "%" G_GINT64_FORMAT "|", minor);
  if (self->rank == CONTENT)
    {
      g_string_append_printf (self->key, "%d|%d|%s|%s|%s", side->booking_date, side->value_date,
                              side->reference != NULL ? side->reference : "", side->bank_reference != NULL ? side->bank_reference : "",
                              side->counterparty != NULL ? side->counterparty : "");
      return TRUE;
    }
  if (self->rank == BANK_REFERENCE)
    text = side->bank_reference;
  else if (self->rank == OWN_REFERENCE)
    text = side->reference;
  else if (self->rank == COUNTERPARTY)
    text = side->counterparty;
  else
    return TRUE;
  aeq_reference_normalise (text, self->room.left);
  /* A cut reference agrees with the whole one in its beginning. */
  g_string_truncate (self->room.left, MIN (self->room.left->len, AEQ_REFERENCE_KEY_LENGTH));
  g_string_append (self->key, self->room.left->str);
  return self->room.left->len > 0;
}

static GHashTable *
index_candidates (Pairing *self)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < self->n_candidates; i++)
    for (guint j = 0; j < self->candidates[i].n_sides; j++)
      {
        GArray *list;

        if (self->candidates[i].taken || !mode_allows (self, self->candidates[i].mode) ||
            !make_key (self, self->candidates[i].minor, &self->candidates[i].sides[j]))
          continue;
        if ((list = g_hash_table_lookup (index, self->key->str)) == NULL)
          {
            list = g_array_new (FALSE, FALSE, sizeof (guint));
            g_hash_table_insert (index, g_strdup (self->key->str), list);
          }
        if (list->len == 0 || g_array_index (list, guint, list->len - 1) != i)
          g_array_append_val (list, i);
      }
  return index;
}

static void
take (Pairing *self, AeqPairEntry *entry, AeqPairCandidate *candidate)
{
  entry->found = candidate->data;
  candidate->taken = TRUE;
  if (self->rank == BANK_REFERENCE)
    self->comparable = TRUE;
}

/* The first that fits, one of the same day before others. What is taken at the list's front is passed over for good. */
static void
pair_entry (Pairing *self, AeqPairEntry *entry, GArray *list)
{
  AeqPairCandidate *best = NULL;
  guint looks = 0;
  guint front = 0;

  while (front < list->len && self->candidates[g_array_index (list, guint, front)].taken)
    front++;
  if (front > MAX_LOOKS || front == list->len)
    g_array_remove_range (list, 0, front);
  for (guint i = 0; i < list->len && looks < MAX_LOOKS; i++)
    {
      AeqPairCandidate *candidate = &self->candidates[g_array_index (list, guint, i)];

      looks += !candidate->taken;
      if (!fits (self, entry, candidate))
        continue;
      if (best == NULL)
        best = candidate;
      if (day_of (&entry->side) == day_of (candidate->sides))
        {
          best = candidate;
          break;
        }
    }
  if (best != NULL)
    take (self, entry, best);
}

static void
pair_by_rank (Pairing *self, Rank rank)
{
  g_autoptr(GHashTable) index = NULL;

  self->rank = rank;
  index = index_candidates (self);
  for (guint i = 0; i < self->n_entries && g_hash_table_size (index) > 0; i++)
    {
      AeqPairEntry *entry = &self->entries[i];
      GArray *list;

      if (entry->found == NULL && make_key (self, entry->minor, &entry->side) &&
          (list = g_hash_table_lookup (index, self->key->str)) != NULL)
        pair_entry (self, entry, list);
    }
}

/* How many entries without a pair, less candidates without one, an amount and day has. */
static void
count (GHashTable *counts, gint64 minor, const AeqPairSide *side, int step)
{
  gint64 key = minor * 40503 + day_of (side);
  int *n = g_hash_table_lookup (counts, &key);

  if (n == NULL)
    {
      gint64 *kept = g_malloc (sizeof *kept + sizeof *n);

      *kept = key;
      n = (int *) (gpointer) (kept + 1);
      *n = 0;
      g_hash_table_insert (counts, kept, n);
    }
  *n += step;
}

static GHashTable *
count_sides (const Pairing *self)
{
  GHashTable *counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < self->n_entries; i++)
    if (self->entries[i].found == NULL)
      count (counts, self->entries[i].minor, &self->entries[i].side, 1);
  for (guint i = 0; i < self->n_candidates; i++)
    if (!self->candidates[i].taken && self->candidates[i].mode >= AEQ_PAIR_YES)
      count (counts, self->candidates[i].minor, self->candidates[i].sides, -1);
  return counts;
}

/* Amount and day alone. An end-of-day statement on either side counts right, whatever the other had seen of it. */
static void
pair_by_count (Pairing *self)
{
  g_autoptr(GHashTable) counts = NULL;
  g_autoptr(GHashTable) index = NULL;

  self->rank = COUNT;
  counts = count_sides (self);
  index = index_candidates (self);
  for (guint i = 0; i < self->n_entries && g_hash_table_size (index) > 0; i++)
    {
      AeqPairEntry *entry = &self->entries[i];
      gint64 key = entry->minor * 40503 + day_of (&entry->side);
      const int *n = g_hash_table_lookup (counts, &key);
      GArray *list;

      if (entry->found != NULL || !make_key (self, entry->minor, &entry->side) ||
          (list = g_hash_table_lookup (index, self->key->str)) == NULL)
        continue;
      if (self->final || self->days > 0 || (n != NULL && *n == 0))
        pair_entry (self, entry, list);
      else
        {
          AeqPairCandidate *first = &self->candidates[g_array_index (list, guint, 0)];

          if (first->final)
            pair_entry (self, entry, list);
        }
    }
}

void
aeq_flow_pair (AeqPairEntry *entries, guint n_entries, AeqPairCandidate *candidates, guint n_candidates, gboolean final, int days)
{
  Pairing self = { .entries = entries, .n_entries = n_entries, .candidates = candidates, .n_candidates = n_candidates,
                   .final = final, .days = days };

  if (n_entries == 0 || n_candidates == 0)
    return;
  self.key = g_string_new (NULL);
  self.room.left = g_string_new (NULL);
  self.room.right = g_string_new (NULL);
  for (Rank rank = CONTENT; rank <= WORDS; rank++)
    pair_by_rank (&self, rank);
  pair_by_count (&self);
  pair_by_rank (&self, COUNT_EQUAL);
  g_string_free (self.key, TRUE);
  g_string_free (self.room.left, TRUE);
  g_string_free (self.room.right, TRUE);
}
