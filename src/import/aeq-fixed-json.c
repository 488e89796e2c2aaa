/* SPDX-License-Identifier: MIT */
#include "aeq-fixed-json.h"

#include <string.h>

#include "aeq-fixed-date.h"
#include "aeq-profile-value.h"

#define WRITTEN_TYPE 64 /* the longest type of a record */

static const char *const SIGNS[] = { "plain", "overpunch", NULL };
static const char *const OTHERS[] = { "skip", "refuse", NULL };
static const char *const COUNTS[] = { "rows", "records", NULL };

static gboolean
read_place (JsonObject *object, const char *start_name, const char *width_name, guint *start, guint *width,
            GError **error)
{
  gint64 from = 0;
  gint64 n = 1;

  if (!aeq_profile_get_integer (object, start_name, 1, AEQ_FIXED_MAX_LENGTH, &from))
    return aeq_profile_refuse (error, start_name, "other than a column from 1 to 32768");
  if (!aeq_profile_get_integer (object, width_name, 1, AEQ_FIXED_MAX_LENGTH, &n) || from + n - 1 > AEQ_FIXED_MAX_LENGTH)
    return aeq_profile_refuse (error, width_name, "other than a number of columns that end by 32768");
  *start = (guint) from;
  *width = (guint) n;
  return TRUE;
}

static gboolean
read_sign (AeqFixedField *self, JsonObject *object, GError **error)
{
  int sign = 0;

  if (!aeq_profile_get_choice (object, "sign", SIGNS, &sign, error))
    return FALSE;
  self->overpunch = sign == 1;
  if (!json_object_has_member (object, "sign_start"))
    return TRUE;
  if (!json_object_has_member (object, "sign_width"))
    {
      gint64 start;

      if (!aeq_profile_get_integer (object, "sign_start", 1, AEQ_FIXED_MAX_LENGTH, &start))
        return aeq_profile_refuse (error, "sign_start", "other than a column from 1 to 32768");
      self->sign_start = (guint) start;
      self->sign_width = 1;
      return TRUE;
    }
  return read_place (object, "sign_start", "sign_width", &self->sign_start, &self->sign_width, error);
}

static gboolean
fill_field (AeqFixedField *self, JsonObject *object, GError **error)
{
  const char *format = aeq_profile_get_text (object, "format");
  const char *pad = aeq_profile_get_text (object, "pad");
  gint64 decimals = -1;

  if (!read_place (object, "start", "width", &self->start, &self->width, error) || !read_sign (self, object, error))
    return FALSE;
  if (json_object_has_member (object, "decimals") &&
      !aeq_profile_get_integer (object, "decimals", 0, AEQ_FIXED_MAX_DECIMALS, &decimals))
    return aeq_profile_refuse (error, "decimals", "other than a number from 0 to 9");
  if (format != NULL && !aeq_fixed_format_is_valid (format))
    return aeq_profile_refuse (error, "format", format);
  if (pad != NULL && (strlen (pad) != 1 || (guchar) *pad < 0x20 || (guchar) *pad > 0x7e))
    return aeq_profile_refuse (error, "pad", "other than one character");
  self->decimals = (int) decimals;
  self->format = g_strdup (format);
  self->pad = pad != NULL ? *pad : '\0';
  self->record = g_strdup (aeq_profile_get_text (object, "record"));
  return TRUE;
}

AeqFixedField *
aeq_fixed_json_read_field (JsonObject *object, GError **error)
{
  AeqFixedField *field = g_new0 (AeqFixedField, 1);

  if (fill_field (field, object, error))
    return field;
  aeq_fixed_field_free (field);
  return NULL;
}

void
aeq_fixed_json_write_field (AeqJson *json, const AeqFixedField *field)
{
  char pad[2] = { field->pad, '\0' };

  if (field->record != NULL)
    aeq_json_text (json, "record", field->record);
  aeq_json_int (json, "start", field->start);
  aeq_json_int (json, "width", field->width);
  if (field->format != NULL)
    aeq_json_text (json, "format", field->format);
  if (field->decimals >= 0)
    aeq_json_int (json, "decimals", field->decimals);
  if (field->overpunch)
    aeq_json_text (json, "sign", SIGNS[1]);
  if (field->sign_start > 0)
    {
      aeq_json_int (json, "sign_start", field->sign_start);
      aeq_json_int (json, "sign_width", field->sign_width);
    }
  if (field->pad != '\0')
    aeq_json_text (json, "pad", pad);
}

static gboolean
is_type (char **types, const char *type)
{
  return types != NULL && g_strv_contains ((const char *const *) types, type);
}

static gboolean
check_types (char **types, guint width, GError **error)
{
  if (types != NULL && g_strv_length (types) > AEQ_FIXED_MAX_TYPES)
    return aeq_profile_refuse (error, "records", "more than 64 types");
  for (char **type = types; type != NULL && *type != NULL; type++)
    if (**type == '\0' || strlen (*type) > width)
      return aeq_profile_refuse (error, "records", "a type that is empty or wider than its column");
  return TRUE;
}

static gboolean
read_records (AeqFixedLayout *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "records");
  JsonObject *records = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  int others = 0;

  if (node == NULL)
    return TRUE;
  if (records == NULL)
    return aeq_profile_refuse (error, "records", "other than an object");
  if (!read_place (records, "start", "width", &self->type_start, &self->type_width, error))
    return FALSE;
  if (self->type_width > WRITTEN_TYPE)
    return aeq_profile_refuse (error, "records", "wider than 64 columns");
  if ((self->rows = aeq_profile_get_words (records, "rows")) == NULL || self->rows[0] == NULL)
    return aeq_profile_refuse (error, "rows", NULL);
  self->headers = aeq_profile_get_words (records, "headers");
  self->trailers = aeq_profile_get_words (records, "trailers");
  if (!aeq_profile_get_choice (records, "others", OTHERS, &others, error))
    return FALSE;
  self->refuse_others = others == 1;
  return check_types (self->rows, self->type_width, error) && check_types (self->headers, self->type_width, error) &&
         check_types (self->trailers, self->type_width, error);
}

static gboolean
find_column (const AeqProfile *profile, const char *name, guint *column)
{
  for (*column = 0; *column < profile->columns->len; (*column)++)
    {
      const AeqProfileColumn *candidate = g_ptr_array_index (profile->columns, *column);

      if (g_strcmp0 (candidate->header, name) == 0 && candidate->field->record == NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_check (AeqProfile *profile, JsonObject *object, GError **error)
{
  AeqFixedLayout *layout = profile->layout;
  AeqFixedCheck *check = aeq_fixed_layout_add_check (layout);
  const char *sums = aeq_profile_get_text (object, "sums");
  JsonNode *absolute = json_object_get_member (object, "absolute");
  int counts = 0;

  if (!fill_field (&check->field, object, error))
    return FALSE;
  if (check->field.record == NULL ||
      !(is_type (layout->headers, check->field.record) || is_type (layout->trailers, check->field.record)))
    return aeq_profile_refuse (error, "checks", "of a record that is no header and no trailer");
  if (sums == NULL && !json_object_has_member (object, "counts"))
    return aeq_profile_refuse (error, "checks", "without counts or sums");
  if (!aeq_profile_get_choice (object, "counts", COUNTS, &counts, error))
    return FALSE;
  check->kind = sums != NULL ? AEQ_FIXED_SUMS : counts == 1 ? AEQ_FIXED_COUNTS_RECORDS : AEQ_FIXED_COUNTS_ROWS;
  check->absolute = absolute != NULL && JSON_NODE_HOLDS_VALUE (absolute) && json_node_get_boolean (absolute);
  return sums == NULL || find_column (profile, sums, &check->column) || aeq_profile_refuse (error, "sums", sums);
}

static gboolean
read_checks (AeqProfile *profile, JsonObject *object, GError **error)
{
  JsonArray *array = aeq_profile_get_array (object, "checks");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (n > AEQ_FIXED_MAX_CHECKS)
    return aeq_profile_refuse (error, "checks", "more than 64");
  for (guint i = 0; i < n; i++)
    {
      JsonObject *check = aeq_profile_get_element (array, i);

      if (check == NULL)
        return aeq_profile_refuse (error, "checks", "other than objects");
      if (!read_check (profile, check, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_columns (const AeqProfile *profile, GError **error)
{
  if (profile->columns->len > AEQ_FIXED_MAX_COLUMNS)
    return aeq_profile_refuse (error, "columns", "more than 512");
  for (guint i = 0; i < profile->columns->len; i++)
    {
      const AeqProfileColumn *column = g_ptr_array_index (profile->columns, i);

      if (column->field->record != NULL && !is_type (profile->layout->headers, column->field->record))
        return aeq_profile_refuse (error, "record", column->field->record);
    }
  return TRUE;
}

gboolean
aeq_fixed_json_read (AeqProfile *self, JsonObject *object, GError **error)
{
  gint64 length = 0;
  gint64 lines = 0;

  if (json_object_has_member (object, "record_length") &&
      !aeq_profile_get_integer (object, "record_length", 1, AEQ_FIXED_MAX_LENGTH, &length))
    return aeq_profile_refuse (error, "record_length", "other than a number from 1 to 32768");
  if (json_object_has_member (object, "header_lines") &&
      !aeq_profile_get_integer (object, "header_lines", 0, 1000, &lines))
    return aeq_profile_refuse (error, "header_lines", "other than a number from 0 to 1000");
  self->layout->encoding = g_strdup (aeq_profile_get_text (object, "encoding"));
  self->layout->record_length = (guint) length;
  self->layout->header_lines = (guint) lines;
  return read_records (self->layout, object, error) && check_columns (self, error) && read_checks (self, object, error);
}

static void
write_records (AeqJson *json, const AeqFixedLayout *layout)
{
  if (layout->type_start == 0)
    return;
  aeq_json_begin_object (json, "records");
  aeq_json_int (json, "start", layout->type_start);
  aeq_json_int (json, "width", layout->type_width);
  aeq_profile_write_words (json, "rows", layout->rows);
  aeq_profile_write_words (json, "headers", layout->headers);
  aeq_profile_write_words (json, "trailers", layout->trailers);
  aeq_json_text (json, "others", OTHERS[layout->refuse_others]);
  aeq_json_end_object (json);
}

static void
write_check (AeqJson *json, const AeqProfile *profile, const AeqFixedCheck *check)
{
  aeq_json_begin_object (json, NULL);
  aeq_fixed_json_write_field (json, &check->field);
  if (check->kind == AEQ_FIXED_SUMS)
    aeq_json_text (json, "sums", ((AeqProfileColumn *) g_ptr_array_index (profile->columns, check->column))->header);
  else
    aeq_json_text (json, "counts", COUNTS[check->kind == AEQ_FIXED_COUNTS_RECORDS]);
  if (check->absolute)
    aeq_json_boolean (json, "absolute", TRUE);
  aeq_json_end_object (json);
}

void
aeq_fixed_json_write (AeqJson *json, const AeqProfile *self)
{
  const AeqFixedLayout *layout = self->layout;

  if (layout->encoding != NULL)
    aeq_json_text (json, "encoding", layout->encoding);
  if (layout->record_length > 0)
    aeq_json_int (json, "record_length", layout->record_length);
  if (layout->header_lines > 0)
    aeq_json_int (json, "header_lines", layout->header_lines);
  write_records (json, layout);
  aeq_json_begin_array (json, "checks");
  for (guint i = 0; i < layout->checks->len; i++)
    write_check (json, self, g_ptr_array_index (layout->checks, i));
  aeq_json_end_array (json);
}
