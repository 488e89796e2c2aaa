/* SPDX-License-Identifier: MIT */
#include "aeq-read.h"

static void
row_error_free (AeqRowError *self)
{
  g_free (self->field);
  g_free (self->message);
  g_free (self);
}

static void
read_account_free (AeqReadAccount *self)
{
  g_free (self->number);
  g_free (self);
}

AeqReadReport *
aeq_read_report_new (const char *format)
{
  AeqReadReport *self = g_new0 (AeqReadReport, 1);

  self->format = g_strdup (format);
  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) read_account_free);
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) row_error_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
aeq_read_report_free (AeqReadReport *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_free (self->profile);
  g_clear_pointer (&self->mapping, aeq_profile_free);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->errors);
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

void
aeq_read_report_error (AeqReadReport *self, guint64 line, const char *field, const char *format, ...)
{
  AeqRowError *row;
  va_list args;

  g_return_if_fail (self != NULL);

  self->n_errors++;
  if (self->errors->len >= AEQ_READ_MAX_ERRORS)
    return;
  row = g_new0 (AeqRowError, 1);
  row->line = line;
  row->field = g_strdup (field);
  va_start (args, format);
  row->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->errors, row);
}

/* A precision may cut a text of the file inside a character. */
static char *G_GNUC_PRINTF (1, 0)
make_words (const char *format, va_list args)
{
  g_autofree char *words = g_strdup_vprintf (format, args);

  return g_utf8_make_valid (words, -1);
}

void
aeq_read_report_warn (AeqReadReport *self, const char *format, ...)
{
  va_list args;

  g_return_if_fail (self != NULL);

  va_start (args, format);
  g_ptr_array_add (self->warnings, make_words (format, args));
  va_end (args);
}

void
aeq_read_report_note (AeqReadReport *self, const char *format, ...)
{
  va_list args;

  g_return_if_fail (self != NULL);

  va_start (args, format);
  g_ptr_array_add (self->notes, make_words (format, args));
  va_end (args);
}
