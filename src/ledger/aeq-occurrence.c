/* SPDX-License-Identifier: MIT */
#include "aeq-occurrence.h"

typedef struct
{
  guint64 key;
  guint32 count; /* 0: the slot is free */
} Slot;

/* Open addressing with linear probing, at most half full. The keys are hashes already. */
struct _AeqOccurrence
{
  Slot  *slots;
  gsize  mask;
  gsize  used;
};

AeqOccurrence *
aeq_occurrence_new (void)
{
  AeqOccurrence *self = g_new0 (AeqOccurrence, 1);

  self->mask = 1023;
  self->slots = g_new0 (Slot, self->mask + 1);
  return self;
}

void
aeq_occurrence_free (AeqOccurrence *self)
{
  g_free (self->slots);
  g_free (self);
}

static Slot *
find_slot (Slot *slots, gsize mask, guint64 key)
{
  gsize i = (gsize) key & mask;

  while (slots[i].count != 0 && slots[i].key != key)
    i = (i + 1) & mask;
  return &slots[i];
}

static void
grow (AeqOccurrence *self)
{
  gsize mask = self->mask * 2 + 1;
  Slot *slots = g_new0 (Slot, mask + 1);

  for (gsize i = 0; i <= self->mask; i++)
    if (self->slots[i].count != 0)
      *find_slot (slots, mask, self->slots[i].key) = self->slots[i];
  g_free (self->slots);
  self->slots = slots;
  self->mask = mask;
}

guint32
aeq_occurrence_next (AeqOccurrence *self, guint64 key)
{
  Slot *slot = find_slot (self->slots, self->mask, key);

  if (slot->count == 0)
    {
      if (++self->used * 2 > self->mask)
        {
          grow (self);
          slot = find_slot (self->slots, self->mask, key);
        }
      slot->key = key;
    }
  return ++slot->count;
}
