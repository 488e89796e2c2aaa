/* SPDX-License-Identifier: MIT */
#include "aeq-sheet-crisis.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "aeq-forecast-store.h"
#include "aeq-job-crisis.h"

static const AeqSheetColumn COLUMNS[] = {
  { N_("Regime"), N_("State of the markets in which the figure is used"), AEQ_VALUE_TEXT, 70, "regime" },
  { N_("Flows"), N_("Category of flows that the figure is applied to"), AEQ_VALUE_TEXT, 130, "category" },
  { N_("Figure"), N_("What is changed"), AEQ_VALUE_TEXT, 215, "figure" },
  { N_("In Use"), N_("What the crisis table has now"), AEQ_VALUE_DECIMAL, 64, "in_use" },
  { N_("Assumed"), N_("What the table that ships assumes"), AEQ_VALUE_DECIMAL, 72, "assumed" },
  { N_("Weeks"), N_("Weeks of that regime with such flows in this ledger"), AEQ_VALUE_DECIMAL, 56, "weeks" },
  { N_("Seen"), N_("What these weeks alone say, against the steady weeks before them"), AEQ_VALUE_DECIMAL, 60, "seen" },
  { N_("Error, No Change"), N_("Mean error when each week is foretold without any shock: shares of a usual week for factors, minutes for delays, squares for how accounts move together"),
    AEQ_VALUE_DECIMAL, 112, "error_no_change" },
  { N_("Error, Fitted"), N_("The same with the figure as the weeks before had it, drawn towards the assumed one"), AEQ_VALUE_DECIMAL, 88, "error_fitted" },
  { N_("What Decided"), N_("A figure is kept when it foretells each week from those before it better than no change does; one that is refused changes nothing. Fewer than four weeks prove nothing: the assumed figure stays"), AEQ_VALUE_TEXT, 0, "what_decided" },
};

enum
{
  HAIRCUT,
  LINES,
  LIFT
};

static const struct
{
  const char *title;
  double      none; /* changes nothing */
} FIGURES[AEQ_N_SHOCK_FIGURES] = {
  [AEQ_SHOCK_OUTFLOW] = { N_("Payments, factor"), 1 },
  [AEQ_SHOCK_INFLOW] = { N_("Receipts, factor"), 1 },
  [AEQ_SHOCK_DELAY] = { N_("Receipts later, minutes"), 0 },
};

static const char *const TERMS[] = {
  [HAIRCUT] = N_("Haircuts rise, percentage points"),
  [LINES] = N_("Uncommitted lines left, share"),
  [LIFT] = N_("Accounts move together more, share"),
};

static const char *const CATEGORIES[AEQ_N_SHOCKS] = {
  [AEQ_SHOCK_OTHER] = N_("other"),
  [AEQ_SHOCK_MARGIN_CALL] = N_("margin calls"),
  [AEQ_SHOCK_REPO] = N_("repo"),
  [AEQ_SHOCK_REDEMPTION] = N_("redemptions"),
  [AEQ_SHOCK_PRIME_EXCESS] = N_("prime-broker excess"),
  [AEQ_SHOCK_RECEIPT] = N_("other receipts"),
};

typedef struct
{
  AeqSheet   *sheet;
  JsonObject *metadata; /* (nullable) of a table that was fitted */
} Writer;

static AeqValue
number_value (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return isnan (number) ? (AeqValue) { .kind = AEQ_VALUE_NONE } : aeq_value_decimal (g_ascii_formatd (text, sizeof text, "%.4g", number));
}

static double
member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
}

static gboolean
has_text (JsonObject *object, const char *name, const char *text)
{
  return g_strcmp0 (json_object_get_string_member_with_default (object, name, NULL), text) == 0;
}

/* NULL when nothing is known of it. Borrowed. */
static JsonObject *
find_evidence (const Writer *self, AeqRegime state, const char *category, const char *figure)
{
  JsonNode *node = self->metadata != NULL ? json_object_get_member (self->metadata, "evidence") : NULL;
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

      if (object != NULL && has_text (object, "regime", aeq_regime_name (state)) && has_text (object, "category", category) &&
          has_text (object, "figure", figure))
        return object;
    }
  return NULL;
}

/* As aeq_shock_fit_factor() and its like decide. */
static AeqValue
decision (JsonObject *evidence)
{
  guint weeks = (guint) json_object_get_int_member_with_default (evidence, "weeks", 0);
  gboolean better = member (evidence, "loss_fitted") < member (evidence, "loss_none");
  g_autofree char *few = NULL;
  AeqValue value;

  if (weeks == 0)
    return aeq_value_text (_("Assumed: no such weeks here"));
  if (weeks < AEQ_SHOCK_LEAST_WEEKS)
    {
      few = g_strdup_printf (ngettext ("Assumed: only %u week", "Assumed: only %u weeks", weeks), weeks);
      return aeq_value_text (few);
    }
  value = aeq_value_text (better ? _("Kept: better than no change") : _("Refused: no change did better"));
  value.tone = better ? AEQ_TONE_GOOD : AEQ_TONE_WARNING;
  return value;
}

static void
add_row (const Writer *self, AeqRegime state, const char *flows, const char *figure, double used, double assumed, JsonObject *evidence)
{
  AeqSheetRow *row = aeq_sheet_add (self->sheet, NULL, NULL);

  row->values[0] = aeq_value_text (state == AEQ_REGIME_CRISIS ? _("crisis") : _("elevated"));
  row->values[1] = aeq_value_text (flows);
  row->values[2] = aeq_value_text (figure);
  row->values[3] = number_value (used);
  row->values[4] = number_value (assumed);
  row->values[9] = evidence != NULL ? decision (evidence) : aeq_value_text (_("Assumed, without data"));
  if (evidence == NULL)
    return;
  row->values[5] = aeq_value_count (json_object_get_int_member_with_default (evidence, "weeks", 0));
  row->values[6] = number_value (member (evidence, "seen"));
  row->values[7] = number_value (member (evidence, "loss_none"));
  row->values[8] = number_value (member (evidence, "loss_fitted"));
}

static double
figure_of (const AeqShock *shock, int figure)
{
  return figure == AEQ_SHOCK_DELAY ? shock->delay_minutes : figure == AEQ_SHOCK_INFLOW ? shock->inflow : shock->outflow;
}

/* What changes nothing, is not assumed to and was never looked at has no row. */
static void
add_category (const Writer *self, AeqRegime state, int category, const AeqShock *used, const AeqShock *assumed)
{
  for (int figure = 0; figure < AEQ_N_SHOCK_FIGURES; figure++)
    {
      JsonObject *evidence = find_evidence (self, state, aeq_shock_category_name ((AeqShockCategory) category), aeq_shock_figure_name ((AeqShockFigure) figure));
      double now = figure_of (used, figure), before = figure_of (assumed, figure);

      if (now != FIGURES[figure].none || before != FIGURES[figure].none || member (evidence, "weeks") > 0)
        add_row (self, state, _(CATEGORIES[category]), _(FIGURES[figure].title), now, before, evidence);
    }
}

static void
add_state (const Writer *self, AeqRegime state, const AeqShockTable *table)
{
  const AeqShockTable *assumed = aeq_shock_table_default ();
  gboolean crisis = state == AEQ_REGIME_CRISIS;
  const AeqShockTerms *terms = crisis ? &table->crisis_terms : &table->elevated_terms;
  const AeqShockTerms *before = crisis ? &assumed->crisis_terms : &assumed->elevated_terms;

  for (int category = 0; category < AEQ_N_SHOCKS; category++)
    add_category (self, state, category, crisis ? &table->crisis[category] : &table->elevated[category],
                  crisis ? &assumed->crisis[category] : &assumed->elevated[category]);
  add_row (self, state, _("collateral"), _(TERMS[HAIRCUT]), terms->haircut_points, before->haircut_points, NULL);
  add_row (self, state, _("credit lines"), _(TERMS[LINES]), terms->uncommitted_lines, before->uncommitted_lines, NULL);
  add_row (self, state, _("all accounts"), _(TERMS[LIFT]), terms->correlation_lift, before->correlation_lift,
           find_evidence (self, state, "all", AEQ_CRISIS_LIFT));
}

/* What is kept of the model @version; NULL when the ledger has no such one, which is the table that ships. */
static gboolean
read_metadata (AeqLedger *ledger, const char *version, JsonNode **root, GError **error)
{
  g_autoptr(GPtrArray) models = aeq_model_list (ledger, error);

  *root = NULL;
  for (guint i = 0; models != NULL && i < models->len; i++)
    {
      const AeqModelRecord *model = models->pdata[i];

      if (g_str_equal (model->version, version) && *root == NULL)
        *root = json_from_string (model->metadata, NULL);
    }
  return models != NULL;
}

static char *
describe (const char *version, JsonObject *metadata)
{
  JsonNode *node = metadata != NULL ? json_object_get_member (metadata, "weeks") : NULL;
  JsonObject *weeks = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (weeks == NULL)
    return g_strdup_printf (_("Crisis table %s: assumed by the house, fitted to no data. Training it on this ledger’s own weeks of stress replaces it."), version);
  return g_strdup_printf (_("Crisis table %s, fitted to this ledger: %d weeks of crisis and %d elevated ones against %d steady ones. Each week was foretold from those before it."),
                          version, (int) json_object_get_int_member_with_default (weeks, "crisis", 0),
                          (int) json_object_get_int_member_with_default (weeks, "elevated", 0),
                          (int) json_object_get_int_member_with_default (weeks, "steady", 0));
}

AeqSheet *
aeq_sheet_crisis (AeqLedger *ledger, char **about, GError **error)
{
  g_autofree char *version = NULL;
  g_autoptr(JsonNode) root = NULL;
  Writer self = { NULL, NULL };
  AeqShockTable table;

  if (!aeq_job_crisis_table (ledger, &table, &version, error) || !read_metadata (ledger, version, &root, error))
    return NULL;
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    self.metadata = json_node_get_object (root);
  self.sheet = aeq_sheet_new (ledger->now, COLUMNS, G_N_ELEMENTS (COLUMNS));
  add_state (&self, AEQ_REGIME_ELEVATED, &table);
  add_state (&self, AEQ_REGIME_CRISIS, &table);
  *about = describe (version, self.metadata);
  return self.sheet;
}
