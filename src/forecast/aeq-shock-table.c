/* SPDX-License-Identifier: MIT */
#include "aeq-shock.h"

#include <json-glib/json-glib.h>

#include "aeq-error.h"
#include "aeq-forecast-resources.h"
#include "aeq-json.h"
#include "aeq-words.h"

#define DEFAULT_PATH "/ai/aequitas/models/crisis/v1.0/shock_multipliers.json"
#define MAX_FACTOR 100
#define MAX_DELAY 1440

static JsonObject *
get_object (JsonObject *parent, const char *name, GError **error)
{
  JsonNode *node = json_object_get_member (parent, name);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("the table of shocks has no object %s"), name);
  return NULL;
}

static gboolean
get_number (JsonObject *object, const char *of, const char *name, double max, double *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    *value = json_node_get_double (node);
  if ((type == G_TYPE_INT64 || type == G_TYPE_DOUBLE) && *value >= 0 && *value <= max)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("%s of %s in the table of shocks must be a number from 0 to %g"), name, of, max);
  return FALSE;
}

static gboolean
parse_category (JsonObject *categories, int category, AeqShock *shock, GError **error)
{
  const char *name = aeq_shock_category_name ((AeqShockCategory) category);
  JsonObject *object = get_object (categories, name, error);

  return object != NULL && get_number (object, name, "outflow", MAX_FACTOR, &shock->outflow, error) &&
         get_number (object, name, "inflow", MAX_FACTOR, &shock->inflow, error) &&
         get_number (object, name, "delay_minutes", MAX_DELAY, &shock->delay_minutes, error);
}

static gboolean
parse_regime (JsonObject *root, const char *name, AeqShock *shocks, AeqShockTerms *terms, GError **error)
{
  JsonObject *regime = get_object (root, name, error);
  JsonObject *categories = regime != NULL ? get_object (regime, "categories", error) : NULL;

  if (categories == NULL || !get_number (regime, name, "collateral_haircut_points", 100, &terms->haircut_points, error) ||
      !get_number (regime, name, "uncommitted_lines", 1, &terms->uncommitted_lines, error))
    return FALSE;
  terms->correlation_lift = 0;
  if (json_object_has_member (regime, "correlation_lift") &&
      !get_number (regime, name, "correlation_lift", 1, &terms->correlation_lift, error))
    return FALSE;
  for (int i = 0; i < AEQ_N_SHOCKS; i++)
    if (!parse_category (categories, i, &shocks[i], error))
      return FALSE;
  return TRUE;
}

gboolean
aeq_shock_table_parse (const char *json, gssize length, AeqShockTable *table, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!json_parser_load_from_data (parser, json, length, error))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return parse_regime (json_node_get_object (root), "elevated", table->elevated, &table->elevated_terms, error) &&
           parse_regime (json_node_get_object (root), "crisis", table->crisis, &table->crisis_terms, error);
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("a table of shocks is a JSON object"));
  return FALSE;
}

static gpointer
load_default (gpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resource_lookup_data (aeq_forecast_get_resource (), DEFAULT_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                         &error);
  AeqShockTable *table = g_new0 (AeqShockTable, 1);

  if (bytes == NULL || !aeq_shock_table_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), table, &error))
    g_error ("%s: %s", DEFAULT_PATH, error->message); /* a part of the program itself */
  return table;
}

const AeqShockTable *
aeq_shock_table_default (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_default, NULL);
}

static void
write_regime (AeqJson *json, const char *name, const AeqShock *shocks, const AeqShockTerms *terms)
{
  aeq_json_begin_object (json, name);
  aeq_json_double (json, "collateral_haircut_points", terms->haircut_points);
  aeq_json_double (json, "uncommitted_lines", terms->uncommitted_lines);
  aeq_json_double (json, "correlation_lift", terms->correlation_lift);
  aeq_json_begin_object (json, "categories");
  for (int i = 0; i < AEQ_N_SHOCKS; i++)
    {
      aeq_json_begin_object (json, aeq_shock_category_name ((AeqShockCategory) i));
      aeq_json_double (json, "outflow", shocks[i].outflow);
      aeq_json_double (json, "inflow", shocks[i].inflow);
      aeq_json_double (json, "delay_minutes", shocks[i].delay_minutes);
      aeq_json_end_object (json);
    }
  aeq_json_end_object (json);
  aeq_json_end_object (json);
}

char *
aeq_shock_table_json (const AeqShockTable *table)
{
  GString *out = g_string_new (NULL);
  g_autoptr(AeqJson) json = aeq_json_new (out);

  aeq_json_begin_object (json, NULL);
  aeq_json_int (json, "format", 1);
  write_regime (json, "elevated", table->elevated, &table->elevated_terms);
  write_regime (json, "crisis", table->crisis, &table->crisis_terms);
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}
