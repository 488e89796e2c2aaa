/* SPDX-License-Identifier: MIT */
#include "aeq-import-file.h"

#include <glib/gi18n.h>

AeqImportFile *
aeq_import_file_new (const char *path)
{
  AeqImportFile *self = g_new0 (AeqImportFile, 1);

  self->path = g_strdup (path);
  return self;
}

AeqImportFile *
aeq_import_file_copy (const AeqImportFile *self)
{
  AeqImportFile *copy = aeq_import_file_new (self->path);

  copy->format = g_strdup (self->format);
  copy->profile = g_strdup (self->profile);
  copy->account = g_strdup (self->account);
  copy->currency = self->currency;
  copy->mapping = self->mapping != NULL ? aeq_profile_copy (self->mapping) : NULL;
  copy->remember = g_strdup (self->remember);
  copy->good_only = self->good_only;
  return copy;
}

void
aeq_import_file_free (AeqImportFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->format);
  g_free (self->profile);
  g_free (self->account);
  g_clear_pointer (&self->mapping, aeq_profile_free);
  g_free (self->remember);
  g_clear_pointer (&self->preview, aeq_import_preview_free);
  g_clear_pointer (&self->outcome, aeq_import_outcome_free);
  g_clear_error (&self->error);
  g_free (self);
}

AeqImportRequest
aeq_import_file_request (const AeqImportFile *self)
{
  return (AeqImportRequest) {
    .format = self->format,
    .profile = self->profile,
    .mapping = self->mapping,
    .account = self->account,
    .currency = self->currency,
    .save_profile = self->remember,
    .accept_warnings = self->good_only,
    .keep_path = TRUE,
  };
}

void
aeq_import_file_take_preview (AeqImportFile *self, AeqImportPreview *preview)
{
  g_clear_pointer (&self->preview, aeq_import_preview_free);
  self->preview = preview;
  if (preview->look != NULL && preview->look->named && self->mapping == NULL)
    self->mapping = aeq_profile_copy (preview->look->mapping);
  if (!self->chosen)
    self->good_only = preview->is_table && preview->outcome != NULL && preview->outcome->report->n_errors > 0;
}

static void
forget_mapping (AeqImportFile *self)
{
  g_clear_pointer (&self->mapping, aeq_profile_free);
  g_clear_pointer (&self->profile, g_free);
}

void
aeq_import_file_set_format (AeqImportFile *self, const char *format)
{
  forget_mapping (self);
  g_free (self->format);
  self->format = g_strdup (format);
}

void
aeq_import_file_set_profile (AeqImportFile *self, const char *profile)
{
  forget_mapping (self);
  g_clear_pointer (&self->format, g_free);
  self->profile = g_strdup (profile);
}

gboolean
aeq_import_file_has_columns (const AeqImportFile *self)
{
  const AeqTableLook *look = self->preview != NULL ? self->preview->look : NULL;

  return look != NULL && (look->mapping->kind == AEQ_PROFILE_FLOWS || look->mapping->kind == AEQ_PROFILE_EXPECTED);
}

static void
map (AeqImportFile *self, AeqSignRule sign)
{
  const AeqTableLook *look = self->preview->look;
  AeqProfile *mapping = aeq_table_look_map (look, look->mapping, look->roles);

  mapping->sign = sign;
  g_free (mapping->name);
  mapping->name = g_strdup ("");
  g_clear_pointer (&self->mapping, aeq_profile_free);
  self->mapping = mapping;
}

/* Looks at what the columns are now, and takes the role from whoever has it. */
static gboolean
drop_role (AeqTableLook *look, AeqColumnRole role)
{
  gboolean found = FALSE;

  for (guint i = 0; i < look->n_columns; i++)
    if (look->roles[i] == role)
      {
        look->roles[i] = AEQ_ROLE_NONE;
        found = TRUE;
      }
  return found;
}

void
aeq_import_file_set_role (AeqImportFile *self, guint column, AeqColumnRole role)
{
  AeqTableLook *look = self->preview->look;
  AeqSignRule sign = look->mapping->sign;

  g_return_if_fail (aeq_import_file_has_columns (self) && column < look->n_columns);
  if (look->roles[column] == AEQ_ROLE_DIRECTION && sign == AEQ_SIGN_DIRECTION)
    sign = AEQ_SIGN_AS_WRITTEN;
  if (role != AEQ_ROLE_NARRATIVE && role != AEQ_ROLE_NONE)
    drop_role (look, role);
  look->roles[column] = role;
  map (self, role == AEQ_ROLE_DIRECTION ? AEQ_SIGN_DIRECTION : sign);
}

/* What contradicts the rule gives way: a column of amounts to those of debit and credit, a mark to a sign. */
void
aeq_import_file_set_signs (AeqImportFile *self, AeqSigns signs)
{
  static const AeqSignRule RULES[AEQ_N_SIGNS] = { AEQ_SIGN_AS_WRITTEN, AEQ_SIGN_NEGATED, AEQ_SIGN_AS_WRITTEN, AEQ_SIGN_DIRECTION };
  AeqTableLook *look = self->preview->look;

  g_return_if_fail (aeq_import_file_has_columns (self));
  if (signs == AEQ_SIGNS_COLUMNS)
    drop_role (look, AEQ_ROLE_AMOUNT);
  else
    {
      drop_role (look, AEQ_ROLE_DEBIT);
      drop_role (look, AEQ_ROLE_CREDIT);
    }
  if (signs != AEQ_SIGNS_MARK)
    drop_role (look, AEQ_ROLE_DIRECTION);
  look->split = signs == AEQ_SIGNS_COLUMNS;
  map (self, RULES[signs]);
}

void
aeq_import_file_set_marks (AeqImportFile *self, int date_order, AeqDecimal decimal)
{
  g_return_if_fail (aeq_import_file_has_columns (self));
  map (self, self->preview->look->mapping->sign);
  self->mapping->date_order = date_order;
  self->mapping->decimal = decimal;
}

AeqSigns
aeq_import_file_get_signs (const AeqImportFile *self)
{
  const AeqTableLook *look = self->preview->look;

  if (look->split)
    return AEQ_SIGNS_COLUMNS;
  return look->mapping->sign == AEQ_SIGN_DIRECTION ? AEQ_SIGNS_MARK
         : look->mapping->sign == AEQ_SIGN_NEGATED ? AEQ_SIGNS_INVERTED : AEQ_SIGNS_AS_WRITTEN;
}
