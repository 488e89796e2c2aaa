/* SPDX-License-Identifier: MIT */
#include "aeq-model-pack.h"

#include <glib/gi18n.h>

#include "aeq-forecast-store.h"
#include "aeq-words.h"

/* The card is a Markdown file in English. A window shows it in its language, so what it says is marked: as N_() where values stand in it,
 * else by the context "model card", each a whole paragraph, heading or cell. */

/* A member that is an object; NULL when it is missing or something else. */
static JsonObject *
object_of (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  GType     type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;
  char      number[G_ASCII_DTOSTR_BUF_SIZE];

  if (type == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_DOUBLE)
    return g_strdup (g_ascii_formatd (number, sizeof number, "%.3f", json_node_get_double (node)));
  return g_strdup (NC_ ("model card", "not known"));
}

static void
add_row (GString *out, const char *words, JsonObject *object, const char *name)
{
  g_autofree char *text = text_of (object, name);

  g_string_append_printf (out, "| %s | %s |\n", words, text);
}

static void
add_metrics (GString *out, JsonObject *metrics)
{
  g_autofree char *of = text_of (metrics, "of");

  if (metrics == NULL)
    return;
  g_string_append_printf (out, "\n## %s\n\n", NC_ ("model card", "How good it was"));
  g_string_append_printf (
      out, N_("On days that the trees in question did not see (%s):"), of);
  g_string_append (out, "\n\n| | |\n|---|---|\n");
  add_row (out, NC_ ("model card", "forecasts"), metrics, "n");
  add_row (out, NC_ ("model card", "WAPE"), metrics, "wape");
  add_row (out, NC_ ("model card", "WQL"), metrics, "wql");
  add_row (out, NC_ ("model card", "within the 90 % band"), metrics, "coverage90");
}

static void
add_trial (GString *out, JsonObject *trial)
{
  if (trial == NULL)
    return;
  g_string_append_printf (
      out, "\n%s\n\n| | |\n|---|---|\n",
      NC_ ("model card", "In its trial a twin that had not seen the last days forecast them one after the other. A ratio below 1 is an"
                         " error smaller than\nthat of the others:"));
  add_row (out, NC_ ("model card", "days held out"), trial, "days");
  add_row (out, NC_ ("model card", "forecasts judged"), trial, "n");
  add_row (out, NC_ ("model card", "error against the plain methods"), trial, "loss_to_plain");
  add_row (out, NC_ ("model card", "error against the model before"), trial, "loss_to_current");
}

/* What the shipped model was measured on beside its own desk. */
static void
add_benchmarks (GString *out, JsonNode *node)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return;
  g_string_append_printf (
      out, "\n%s\n\n| %s | %s | %s |\n|---|---|---|\n",
      NC_ ("model card", "On desks that it has never seen, day after day over the last days, against the plain methods alone:"),
      NC_ ("model card", "Desk"), NC_ ("model card", "Forecasts"), NC_ ("model card", "Error against the plain methods"));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode        *element = json_array_get_element (array, i);
      JsonObject      *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      g_autofree char *of = text_of (object, "of");
      g_autofree char *n = text_of (object, "n");
      g_autofree char *loss = text_of (object, "loss_to_plain");

      g_string_append_printf (out, "| %s | %s | %s |\n", of, n, loss);
    }
}

static void
add_parameters (GString *out, JsonObject *parameters)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  if (parameters == NULL)
    return;
  g_string_append_printf (out, "\n## %s\n\n| | |\n|---|---|\n", NC_ ("model card", "Hyper-parameters"));
  json_object_iter_init_ordered (&iter, parameters);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *words = g_strdelimit (g_strdup (name), "_", ' ');

      add_row (out, words, parameters, name);
    }
}

static void
add_steady (GString *out, JsonObject *object)
{
  JsonObject      *window = object_of (object, "training_window");
  g_autofree char *from = text_of (window, "from");
  g_autofree char *to = text_of (window, "to");
  g_autofree char *on = json_object_has_member (object, "trained_on") ? text_of (object, "trained_on")
                                                                      : g_strdup (N_("the flows of one ledger"));

  g_string_append_printf (
      out, "%s\n\n",
      NC_ ("model card", "**What it is.** Gradient-boosted trees for the daily net flow of each account, one to twenty business days"
      " ahead, for the size\nof their errors, and for the rest of a day by time slice; with what was learned of how "
      "good"
      " each method is on each series."));
  g_string_append_printf (out, N_("**What it learned from.** %s, %s to %s."), on, from, to);
  g_string_append (out, "\n\n| | |\n|---|---|\n");
  add_row (out, NC_ ("model card", "series"), object, "series");
  add_row (out, NC_ ("model card", "rows"), object, "rows");
  add_row (out, NC_ ("model card", "SHA-256 of the data"), object, "data_hash");
  add_row (out, NC_ ("model card", "XGBoost"), object, "xgboost");
  add_row (out, NC_ ("model card", "program"), object, "program");
  add_metrics (out, object_of (object, "metrics"));
  add_trial (out, object_of (object, "trial"));
  add_benchmarks (out, json_object_get_member (object, "benchmarks"));
  add_parameters (out, object_of (object, "parameters"));
  g_string_append_printf (
      out, "\n## %s\n\n%s\n", NC_ ("model card", "Limits"),
      NC_ ("model card", "It knows the accounts that it was trained on; any other account is forecast by the plain methods"
      " alone. The plain methods always\nrun beside it, and each weighs as much as it has been right lately. It knows"
      " nothing of what has never happened in its window: the\nregime and the crisis table speak of that. Its figures"
      " are those of its own desk and say nothing of another's. Train again after a month\nor so of new flows."));
}

/* A figure of @object, where there is none a dash. */
static void
add_figure (GString *out, JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  char      number[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    g_string_append (out, " | -");
  else
    g_string_append_printf (out, " | %s", g_ascii_formatd (number, sizeof number, "%.2f", json_node_get_double (node)));
}

static void
add_evidence_row (GString *out, JsonObject *object)
{
  static const char *const FIGURES[] = { "assumed", "seen", "used", "loss_none", "loss_fitted" };
  g_autofree char *regime = text_of (object, "regime");
  g_autofree char *category = text_of (object, "category");
  g_autofree char *figure = text_of (object, "figure");

  g_string_append_printf (out, "| %s %s %s | %" G_GINT64_FORMAT, regime, category, figure,
                          json_object_get_int_member_with_default (object, "weeks", 0));
  for (gsize i = 0; i < G_N_ELEMENTS (FIGURES); i++)
    add_figure (out, object, FIGURES[i]);
  g_string_append (out, " |\n");
}

/* What each figure rests on, those without a week left out. */
static void
add_evidence (GString *out, JsonNode *node)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return;
  g_string_append_printf (out, "\n## %s\n\n| %s | %s | %s | %s | %s | %s | %s |\n|---|---|---|---|---|---|---|\n",
                          NC_ ("model card", "Evidence"), NC_ ("model card", "Figure"), NC_ ("model card", "Weeks"),
                          NC_ ("model card", "Assumed"), NC_ ("model card", "Seen"), NC_ ("model card", "Used"),
                          NC_ ("model card", "Error unchanged"), NC_ ("model card", "Error fitted"));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element) &&
          json_object_get_int_member_with_default (json_node_get_object (element), "weeks", 0) > 0)
        add_evidence_row (out, json_node_get_object (element));
    }
}

static void
add_crisis (GString *out, JsonObject *object)
{
  JsonObject *weeks = object_of (object, "weeks");

  g_string_append_printf (
      out, "%s\n\n%s\n\n| | |\n|---|---|\n",
      NC_ ("model card", "**What it is.** A table of what changes when markets turn: for the states elevated and crisis and each category"
      " of flow factors on\npayments and receipts and a delay of receipts, and for each state how much more the accounts move together"
      " (`correlation_lift`);\n`shock_multipliers.json` holds it."),
      NC_ ("model card", "**What it was fitted to.** Weeks of stress of one ledger against the steady weeks before them, each figure drawn"
      " towards the assumed\none:"));
  add_row (out, NC_ ("model card", "weeks of crisis"), weeks, "crisis");
  add_row (out, NC_ ("model card", "elevated weeks"), weeks, "elevated");
  add_row (out, NC_ ("model card", "steady weeks"), weeks, "steady");
  add_row (out, NC_ ("model card", "imagined weeks of the assumed figure"), object, "prior_weeks");
  add_evidence (out, json_object_get_member (object, "evidence"));
  g_string_append_printf (
      out, "\n%s\n\n## %s\n\n%s\n",
      NC_ ("model card", "Each week was foretold from the weeks before it: the errors are those of changing nothing and of the fitted"
                         " figure."),
      NC_ ("model card", "Limits"),
      NC_ ("model card", "A figure that foretold the weeks worse than no change at all is left out; with too "
      "few"
      " weeks of a state the assumed one stays."));
}

char *
aeq_model_card (const char *family, const char *version, const char *metadata)
{
  g_autoptr (JsonNode) root = json_from_string (metadata, NULL);
  gboolean crisis = g_str_equal (family, AEQ_MODEL_CRISIS);
  GString *out = g_string_new (NULL);

  g_string_append (out, "# ");
  g_string_append_printf (out, crisis ? N_("Crisis model %s") : N_("Steady-state model %s"), version);
  g_string_append (out, "\n\n");
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return g_string_free (out, FALSE);
  if (crisis)
    add_crisis (out, json_node_get_object (root));
  else
    add_steady (out, json_node_get_object (root));
  return g_string_free (out, FALSE);
}
