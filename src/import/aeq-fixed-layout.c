/* SPDX-License-Identifier: MIT */
#include "aeq-fixed-layout.h"

static void
copy_field (AeqFixedField *to, const AeqFixedField *from)
{
  *to = *from;
  to->record = g_strdup (from->record);
  to->format = g_strdup (from->format);
}

static void
clear_field (AeqFixedField *self)
{
  g_free (self->record);
  g_free (self->format);
}

AeqFixedField *
aeq_fixed_field_copy (const AeqFixedField *self)
{
  AeqFixedField *copy;

  if (self == NULL)
    return NULL;
  copy = g_new0 (AeqFixedField, 1);
  copy_field (copy, self);
  return copy;
}

void
aeq_fixed_field_free (AeqFixedField *self)
{
  if (self == NULL)
    return;
  clear_field (self);
  g_free (self);
}

static void
check_free (AeqFixedCheck *self)
{
  clear_field (&self->field);
  g_free (self);
}

AeqFixedLayout *
aeq_fixed_layout_new (void)
{
  AeqFixedLayout *self = g_new0 (AeqFixedLayout, 1);

  self->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) check_free);
  return self;
}

AeqFixedLayout *
aeq_fixed_layout_copy (const AeqFixedLayout *self)
{
  AeqFixedLayout *copy;

  if (self == NULL)
    return NULL;
  copy = aeq_fixed_layout_new ();
  copy->encoding = g_strdup (self->encoding);
  copy->record_length = self->record_length;
  copy->header_lines = self->header_lines;
  copy->type_start = self->type_start;
  copy->type_width = self->type_width;
  copy->rows = g_strdupv (self->rows);
  copy->headers = g_strdupv (self->headers);
  copy->trailers = g_strdupv (self->trailers);
  copy->refuse_others = self->refuse_others;
  for (guint i = 0; i < self->checks->len; i++)
    {
      const AeqFixedCheck *check = g_ptr_array_index (self->checks, i);
      AeqFixedCheck *added = aeq_fixed_layout_add_check (copy);

      *added = *check;
      copy_field (&added->field, &check->field);
    }
  return copy;
}

void
aeq_fixed_layout_free (AeqFixedLayout *self)
{
  if (self == NULL)
    return;
  g_free (self->encoding);
  g_strfreev (self->rows);
  g_strfreev (self->headers);
  g_strfreev (self->trailers);
  g_ptr_array_unref (self->checks);
  g_free (self);
}

AeqFixedCheck *
aeq_fixed_layout_add_check (AeqFixedLayout *self)
{
  AeqFixedCheck *check = g_new0 (AeqFixedCheck, 1);

  check->field.decimals = -1;
  g_ptr_array_add (self->checks, check);
  return check;
}
