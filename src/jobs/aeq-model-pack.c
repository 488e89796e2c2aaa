/* SPDX-License-Identifier: MIT */
#include "aeq-model-pack.h"

#include <errno.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-file-writer.h"
#include "aeq-forecast-store.h"
#include "aeq-model.h"
#include "aeq-models-resources.h"
#include "aeq-shock.h"

#define METADATA "metadata.json"
#define FEATURES "features.json"
#define CARD "CARD.md"
#define STEADY_FILE "model.bin.gz"
#define CRISIS_FILE "shock_multipliers.json"
#define SHIPPED_PATH "/ai/aequitas/models/steady_state/" AEQ_MODEL_SHIPPED "/"
#define MAX_METADATA ((gsize)1 << 20)
#define MAX_FILE ((gsize)64 << 20)
#define MAX_CONTENT ((gsize)256 << 20)
#define CHUNK 65536
#define MAX_DEPTH 32

void
aeq_model_pack_free (AeqModelPack *self)
{
  g_free (self->family);
  g_free (self->version);
  g_free (self->metadata);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}

static gboolean
is_steady (const char *family)
{
  return g_str_equal (family, AEQ_MODEL_STEADY);
}

static const char *
file_of (const char *family)
{
  return is_steady (family) ? STEADY_FILE : CRISIS_FILE;
}

/* @bytes through a gzip converter. NULL with G_IO_ERROR_INVALID_DATA or _NO_SPACE when it is none or becomes larger
 * than @most. */
static GBytes *
convert (GConverter *converter, GBytes *bytes, gsize most, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize            size, at = 0;
  const guint8    *data = g_bytes_get_data (bytes, &size);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize filled = out->len, read = 0, written = 0;

      if (filled > most)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "it becomes too large when it is unpacked");
          return NULL;
        }
      g_byte_array_set_size (out, (guint)filled + CHUNK);
      result = g_converter_convert (converter, data + at, size - at, out->data + filled, CHUNK,
                                    G_CONVERTER_INPUT_AT_END, &read, &written, error);
      if (result == G_CONVERTER_ERROR)
        return NULL;
      at += read;
      g_byte_array_set_size (out, (guint)(filled + written));
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
pack (const char *family, GBytes *content, GError **error)
{
  g_autoptr (GZlibCompressor) compressor = NULL;

  if (!is_steady (family))
    return g_bytes_ref (content);
  compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  return convert (G_CONVERTER (compressor), content, MAX_CONTENT, error);
}

static GBytes *
unpack (const char *family, GBytes *file, GError **error)
{
  g_autoptr (GZlibDecompressor) decompressor = NULL;

  if (!is_steady (family))
    return g_bytes_ref (file);
  decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  return convert (G_CONVERTER (decompressor), file, MAX_CONTENT, error);
}

/* Members that say which file it is, before those of the model. */
static char *
describe (const AeqModelPack *self)
{
  g_autoptr (JsonNode) own = json_from_string (self->metadata, NULL);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *sha = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->content);
  JsonObject      *object = json_object_new ();
  JsonObjectIter   iter;
  const char      *name;
  JsonNode        *value;

  json_node_take_object (root, object);
  json_object_set_string_member (object, "family", self->family);
  json_object_set_string_member (object, "version", self->version);
  json_object_set_string_member (object, "file", file_of (self->family));
  json_object_set_string_member (object, "content_sha256", sha);
  json_object_set_int_member (object, "content_bytes", (gint64)g_bytes_get_size (self->content));
  json_object_iter_init_ordered (&iter, json_node_get_object (own));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!json_object_has_member (object, name))
      json_object_set_member (object, name, json_node_copy (value));
  return json_to_string (root, TRUE);
}

/* The names in the order in which the trees count them; NULL for what has none. */
static char *
list_features (const AeqModelPack *self)
{
  static const char *const NAMES[] = { "daily_features", "market_features", "intraday_features" };
  g_autoptr (JsonNode) own = json_from_string (self->metadata, NULL);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (root, object);
  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++)
    if (json_object_has_member (json_node_get_object (own), NAMES[i]))
      json_object_set_member (object, NAMES[i], json_object_dup_member (json_node_get_object (own), NAMES[i]));
  return json_object_get_size (object) > 0 ? json_to_string (root, TRUE) : NULL;
}

static gboolean
write_file (const char *folder, const char *name, const void *data, gsize size, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (AeqFileWriter) writer = aeq_file_writer_new (path, error);

  return writer != NULL && aeq_file_writer_write (writer, data, size, error) && aeq_file_writer_finish (writer, error);
}

/* A text of our own: it ends with a line end. */
static gboolean
write_text (const char *folder, const char *name, const char *text, GError **error)
{
  g_autofree char *line = g_strconcat (text, g_str_has_suffix (text, "\n") ? "" : "\n", NULL);

  return write_file (folder, name, line, strlen (line), error);
}

gboolean
aeq_model_pack_write (const AeqModelPack *self, const char *folder, GError **error)
{
  g_autoptr (GBytes) file = pack (self->family, self->content, error);
  g_autofree char *card = aeq_model_card (self->family, self->version, self->metadata);
  g_autofree char *features = list_features (self);
  g_autofree char *metadata = describe (self);

  if (file == NULL)
    return FALSE;
  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_FAILED, "Making the folder %s: %s", folder, g_strerror (errno));
      return FALSE;
    }
  return write_file (folder, file_of (self->family), g_bytes_get_data (file, NULL), g_bytes_get_size (file), error) &&
         (features == NULL || write_text (folder, FEATURES, features, error)) &&
         write_text (folder, CARD, card, error) && write_text (folder, METADATA, metadata, error);
}

static gboolean
refuse (GError **error, const char *file, const char *field, const char *message)
{
  return aeq_error_refuse (error, AEQ_ERROR_INVALID, file, 0, field, message);
}

static const char *
text_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* Family, version and SHA-256; the file's name follows from the family, so that no path comes out of a file. */
static gboolean
read_head (JsonObject *object, const char *path, AeqModelPack *self, GError **error)
{
  const char *family = text_member (object, "family");
  const char *version = text_member (object, "version");

  if (family == NULL || (!is_steady (family) && !g_str_equal (family, AEQ_MODEL_CRISIS)))
    return refuse (error, path, "family", "it must be steady_state or crisis: this is not the metadata of a model");
  if (version == NULL || *version == '\0' || strlen (version) > 40 || !g_str_is_ascii (version))
    return refuse (error, path, "version", "a version such as v1.1 is missing");
  if (text_member (object, "content_sha256") == NULL)
    return refuse (error, path, "content_sha256", "it is missing, so damage could not be told");
  self->family = g_strdup (family);
  self->version = g_strdup (version);
  return TRUE;
}

/* The model says itself what it is; the file adds what was measured with it. */
static gboolean
take_steady (AeqModelPack *self, JsonObject *object, const char *path, GError **error)
{
  static const char *const MEASURED[] = { "trained_on", "trial", "benchmarks", "imported_as" };
  g_autoptr (GError) local = NULL;
  g_autoptr (AeqModel) model = aeq_model_load (self->content, &local);
  g_autoptr (JsonNode) node = NULL;

  if (model == NULL)
    return refuse (error, path, NULL, local->message);
  node = json_from_string (aeq_model_get_metadata (model), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (MEASURED); i++)
    if (json_object_has_member (object, MEASURED[i]))
      json_object_set_member (json_node_get_object (node), MEASURED[i], json_object_dup_member (object, MEASURED[i]));
  self->metadata = json_to_string (node, FALSE);
  return TRUE;
}

static gboolean
take_crisis (AeqModelPack *self, JsonNode *root, const char *path, GError **error)
{
  AeqShockTable table = *aeq_shock_table_default ();

  g_autoptr (GError) local = NULL;

  if (!aeq_shock_table_parse (g_bytes_get_data (self->content, NULL), (gssize)g_bytes_get_size (self->content), &table,
                              &local))
    return refuse (error, path, NULL, local->message);
  self->metadata = json_to_string (root, FALSE);
  return TRUE;
}

static gboolean
take_content (AeqModelPack *self, JsonNode *root, GBytes *file, const char *path, GError **error)
{
  JsonObject      *object = json_node_get_object (root);
  g_autofree char *sha = NULL;
  g_autoptr (GError) local = NULL;

  if ((self->content = unpack (self->family, file, &local)) == NULL)
    return refuse (error, path, NULL, "it is damaged: it cannot be unpacked");
  sha = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->content);
  if (!g_str_equal (sha, text_member (object, "content_sha256")))
    return refuse (error, path, NULL, "it is damaged, or of another model: its SHA-256 is not that of metadata.json");
  return is_steady (self->family) ? take_steady (self, object, path, error) : take_crisis (self, root, path, error);
}

/* json-glib goes as deep as the text does; a text has at most as many levels as opening brackets in a row. */
static gboolean
is_shallow (const char *text, gsize size)
{
  guint depth = 0;

  for (gsize i = 0; i < size; i++)
    {
      depth += text[i] == '[' || text[i] == '{';
      if (depth > MAX_DEPTH)
        return FALSE;
      depth -= depth > 0 && (text[i] == ']' || text[i] == '}');
    }
  return TRUE;
}

static JsonNode *
parse_metadata (GBytes *bytes, const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize       size;
  const char *text = g_bytes_get_data (bytes, &size);

  if (is_shallow (text, size) && g_utf8_validate (text, (gssize)size, NULL) &&
      json_parser_load_from_data (parser, text, (gssize)size, NULL) && json_parser_get_root (parser) != NULL &&
      JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return json_node_copy (json_parser_get_root (parser));
  refuse (error, path, NULL, "this is no metadata of a model: it is not one JSON object");
  return NULL;
}

static GBytes *
read_file (const char *path, gsize most, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    aeq_error_refuse (error, AEQ_ERROR_NOT_FOUND, path, 0, NULL,
                      "there is no such file: give a folder that models export has written");
  else if ((gsize)g_file_info_get_size (info) > most)
    aeq_error_refuse (error, AEQ_ERROR_LIMIT, path, 0, NULL, "it is too large for a model");
  else
    return g_file_load_bytes (file, NULL, NULL, error);
  return NULL;
}

AeqModelPack *
aeq_model_pack_read (const char *folder, GError **error)
{
  g_autoptr (AeqModelPack) self = g_new0 (AeqModelPack, 1);
  g_autofree char *described = g_build_filename (folder, METADATA, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GBytes) metadata = read_file (described, MAX_METADATA, error);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (metadata == NULL || (root = parse_metadata (metadata, described, error)) == NULL ||
      !read_head (json_node_get_object (root), described, self, error))
    return NULL;
  path = g_build_filename (folder, file_of (self->family), NULL);
  if ((file = read_file (path, MAX_FILE, error)) == NULL || !take_content (self, root, file, path, error))
    return NULL;
  return g_steal_pointer (&self);
}

AeqModelPack *
aeq_model_pack_shipped (GError **error)
{
  g_autoptr (AeqModelPack) self = g_new0 (AeqModelPack, 1);
  GResource *resource = aeq_models_get_resource ();
  g_autoptr (GBytes) metadata =
      g_resource_lookup_data (resource, SHIPPED_PATH METADATA, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (metadata == NULL || (root = parse_metadata (metadata, METADATA, error)) == NULL ||
      !read_head (json_node_get_object (root), METADATA, self, error) ||
      (file = g_resource_lookup_data (resource, SHIPPED_PATH STEADY_FILE, G_RESOURCE_LOOKUP_FLAGS_NONE, error)) ==
          NULL ||
      !take_content (self, root, file, STEADY_FILE, error))
    return NULL;
  return g_steal_pointer (&self);
}
