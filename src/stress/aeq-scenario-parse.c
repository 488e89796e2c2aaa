/* SPDX-License-Identifier: MIT */
#include "aeq-scenario-private.h"

#include <json-glib/json-glib.h>
#include <stdarg.h>
#include <string.h>

#include "aeq-error.h"
#include "aeq-money.h"
#include "aeq-words.h"

#define MAX_BRACKETS 1000

/* Where in the definition one is. */
typedef struct
{
  const char *file;
  guint       index;
  JsonObject *object;
  const AeqStressForm *form;
  GError    **error;
} Place;

static G_GNUC_PRINTF (3, 4) gboolean
refuse (const Place *place, const char *member, const char *format, ...)
{
  g_autofree char *field = member != NULL ? g_strdup_printf ("blocks[%u].%s", place->index, member)
                                          : g_strdup_printf ("blocks[%u]", place->index);
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return aeq_error_refuse (place->error, AEQ_ERROR_INVALID, place->file, 0, field, message);
}

static gboolean
get_number (const Place *place, const char *name, double max, gboolean needed, double *value)
{
  JsonNode *node = json_object_get_member (place->object, name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (node == NULL && !needed)
    return TRUE;
  if (node == NULL)
    return refuse (place, name, N_("a block of kind %s needs it: give a number from 0 to %g"), place->form->name, max);
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return refuse (place, name, N_("give a number from 0 to %g"), max);
  *value = json_node_get_double (node);
  return (*value >= 0 && *value <= max) || refuse (place, name, N_("%g is not from 0 to %g"), *value, max);
}

static gboolean
get_text (const Place *place, const char *name, char **text)
{
  JsonNode *node = json_object_get_member (place->object, name);
  const char *value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (place, name, "give a text");
  value = json_node_get_string (node);
  if (*value == '\0' || strlen (value) > AEQ_STRESS_MAX_TEXT)
    return refuse (place, name, N_("give a text of 1 to %d bytes"), AEQ_STRESS_MAX_TEXT);
  *text = g_strdup (value);
  return TRUE;
}

/* The index of a word in @words, which stays as it is when the member is not there. */
static gboolean
get_word (const Place *place, const char *name, const char *const *words, guint *index)
{
  g_autofree char *text = NULL;
  g_autofree char *list = NULL;

  if (!get_text (place, name, &text))
    return FALSE;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *index = i;
        return TRUE;
      }
  list = g_strjoinv (", ", (char **) words);
  return refuse (place, name, N_("\"%s\" is none of %s"), text, list);
}

static gboolean
get_named (const Place *place, const char *name, const char *const *words, char **text)
{
  guint index = G_MAXUINT;

  if (!get_word (place, name, words, &index))
    return FALSE;
  *text = index != G_MAXUINT ? g_strdup (words[index]) : NULL;
  return TRUE;
}

static gboolean
get_flag (const Place *place, const char *name, gboolean *value)
{
  JsonNode *node = json_object_get_member (place->object, name);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (place, name, N_("give true or false"));
  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
get_time (const Place *place, int *minute)
{
  g_autofree char *text = NULL;

  if (!get_text (place, "at", &text))
    return FALSE;
  if (text == NULL || g_str_equal (text, "now"))
    return TRUE;
  if (strlen (text) == 5 && text[2] == ':' && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) &&
      g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]) && text[3] < '6')
    *minute = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
  return (*minute >= 0 && *minute < AEQ_STRESS_MAX_MINUTES) ||
         refuse (place, "at", N_("\"%s\" is no time of day: give 14:30, or now"), text);
}

static gboolean
get_amount (const Place *place, AeqStressBlock *block)
{
  g_autofree char *text = NULL;
  const AeqCurrency *currency;
  AeqMoneyResult result;

  if (!get_text (place, "amount", &text) || !get_text (place, "currency", &block->currency))
    return FALSE;
  if (text == NULL)
    return block->currency == NULL || refuse (place, "currency", N_("it goes with an amount, which is not given"));
  currency = block->currency != NULL ? aeq_currency_lookup (block->currency, -1) : NULL;
  if (currency == NULL)
    return refuse (place, "currency", N_("an amount needs the code of a currency, such as USD"));
  result = aeq_money_parse (text, -1, currency->exponent, AEQ_DECIMAL_POINT, AEQ_MONEY_STRICT, &block->amount, NULL);
  if (result != AEQ_MONEY_OK || block->amount < 0)
    return refuse (place, "amount", "\"%s\": %s", text,
                   result != AEQ_MONEY_OK ? aeq_money_result_message (result) : N_("give how much is paid, without a sign"));
  g_free (block->currency);
  block->currency = g_strdup (currency->code);
  block->has_amount = TRUE;
  return TRUE;
}

static gboolean
get_size (const Place *place, AeqStressBlock *block)
{
  const AeqStressForm *form = place->form;

  if ((form->members & AEQ_STRESS_HAS_FACTORS) != 0)
    return get_number (place, "in", form->max, FALSE, &block->size) && get_number (place, "out", form->max, FALSE, &block->out);
  if (form->size == NULL)
    return TRUE;
  if ((form->members & AEQ_STRESS_HAS_AMOUNT) != 0 && !get_amount (place, block))
    return FALSE;
  if (!block->has_amount)
    return get_number (place, form->size, form->max, TRUE, &block->size);
  return !json_object_has_member (place->object, form->size) || refuse (place, form->size, N_("give it or an amount, not both"));
}

static gboolean
get_flows (const Place *place, AeqStressBlock *block)
{
  if ((place->form->members & AEQ_STRESS_HAS_FLOWS) != 0)
    return get_text (place, "category", &block->category) && get_named (place, "group", AEQ_STRESS_GROUPS, &block->group) &&
           get_text (place, "counterparty", &block->counterparty);
  if ((place->form->members & AEQ_STRESS_HAS_COUNTERPARTY) == 0)
    return TRUE;
  if (!get_text (place, "counterparty", &block->counterparty) || !get_flag (place, "largest", &block->largest))
    return FALSE;
  return (block->counterparty != NULL) != block->largest ||
         refuse (place, "counterparty", N_("name the counterparty that defaults, or give \"largest\": true"));
}

static gboolean
get_rest (const Place *place, AeqStressBlock *block)
{
  guint members = place->form->members;
  guint lines = block->lines;
  guint haircut = block->haircut;

  if (((members & AEQ_STRESS_HAS_TIME) != 0 && !get_time (place, &block->minute)) ||
      ((members & AEQ_STRESS_HAS_LINES) != 0 && !get_word (place, "which", AEQ_STRESS_LINES_NAMES, &lines)) ||
      ((members & AEQ_STRESS_HAS_HAIRCUT) != 0 && !get_word (place, "on", AEQ_STRESS_HAIRCUT_NAMES, &haircut)))
    return FALSE;
  block->lines = (AeqStressLines) lines;
  block->haircut = (AeqStressHaircut) haircut;
  return get_text (place, "account", &block->account) &&
         get_named (place, "account_kind", AEQ_STRESS_ACCOUNT_KINDS, &block->account_kind);
}

static const struct
{
  const char *name;
  guint       members; /* any of them allows it */
} MEMBERS[] = {
  { "at", AEQ_STRESS_HAS_TIME },
  { "which", AEQ_STRESS_HAS_LINES },
  { "on", AEQ_STRESS_HAS_HAIRCUT },
  { "in", AEQ_STRESS_HAS_FACTORS },
  { "out", AEQ_STRESS_HAS_FACTORS },
  { "amount", AEQ_STRESS_HAS_AMOUNT },
  { "currency", AEQ_STRESS_HAS_AMOUNT },
  { "largest", AEQ_STRESS_HAS_COUNTERPARTY },
  { "category", AEQ_STRESS_HAS_FLOWS },
  { "group", AEQ_STRESS_HAS_FLOWS },
  { "counterparty", AEQ_STRESS_HAS_FLOWS | AEQ_STRESS_HAS_COUNTERPARTY },
};

static gboolean
is_member (const AeqStressForm *form, const char *name)
{
  if (g_str_equal (name, "kind") || g_str_equal (name, "account") || g_str_equal (name, "account_kind") ||
      g_strcmp0 (name, form->size) == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (MEMBERS); i++)
    if (g_str_equal (MEMBERS[i].name, name))
      return (MEMBERS[i].members & form->members) != 0;
  return FALSE;
}

/* A member that is mistyped must not be passed over: the stress would be a milder one than was meant. */
static gboolean
check_members (const Place *place)
{
  g_autoptr(GList) members = json_object_get_members (place->object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!is_member (place->form, l->data))
      return refuse (place, l->data, N_("a block of kind %s has no such member"), place->form->name);
  return TRUE;
}

static gboolean
parse_kind (const Place *place, AeqStressKind *kind)
{
  const char *names[AEQ_STRESS_N_KINDS + 1] = { NULL };
  guint index = G_MAXUINT;

  for (guint i = 0; i < AEQ_STRESS_N_KINDS; i++)
    names[i] = aeq_stress_kind_name ((AeqStressKind) i);
  if (!get_word (place, "kind", names, &index))
    return FALSE;
  if (index == G_MAXUINT)
    return refuse (place, "kind", N_("a block needs a kind, such as \"delay\""));
  *kind = (AeqStressKind) index;
  return TRUE;
}

static gboolean
parse_block (AeqScenario *self, Place *place, JsonNode *node)
{
  AeqStressKind kind = AEQ_STRESS_DELAY;
  AeqStressBlock block;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (place, NULL, N_("a block is an object, such as {\"kind\":\"delay\",\"minutes\":60}"));
  place->object = json_node_get_object (node);
  if (!parse_kind (place, &kind))
    return FALSE;
  place->form = aeq_stress_form (kind);
  block = aeq_stress_block (kind, (place->form->members & AEQ_STRESS_HAS_FACTORS) != 0 ? 1 : 0);
  if (check_members (place) && get_size (place, &block) && get_flows (place, &block) && get_rest (place, &block))
    {
      aeq_scenario_add (self, block);
      return TRUE;
    }
  aeq_stress_block_clear (&block);
  return FALSE;
}

static gboolean
parse_blocks (AeqScenario *self, JsonArray *blocks, const char *file, GError **error)
{
  guint n = json_array_get_length (blocks);

  if (n == 0 || n > AEQ_STRESS_MAX_BLOCKS)
    {
      g_autofree char *message = g_strdup_printf (N_("a scenario has 1 to %d blocks, not %u"), AEQ_STRESS_MAX_BLOCKS, n);

      return aeq_error_refuse (error, n == 0 ? AEQ_ERROR_INVALID : AEQ_ERROR_LIMIT, file, 0, "blocks", message);
    }
  for (guint i = 0; i < n; i++)
    {
      Place place = { .file = file, .index = i, .error = error };

      if (!parse_block (self, &place, json_array_get_element (blocks, i)))
        return FALSE;
    }
  return TRUE;
}

/* The JSON parser recurses, and knows comments: an opening bracket anywhere may be one level more. */
static gboolean
has_many_brackets (const char *json, gsize length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += json[i] == '[' || json[i] == '{';
  return n > MAX_BRACKETS;
}

static gboolean
check_bytes (const char *json, gsize length, const char *file, GError **error)
{
  if (length > AEQ_STRESS_MAX_BYTES)
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, file, 0, NULL, N_("a definition has at most 65536 bytes"));
  if (!g_utf8_validate_len (json, length, NULL))
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, file, 0, NULL, N_("the definition is no UTF-8 text"));
  if (has_many_brackets (json, length))
    return aeq_error_refuse (error, AEQ_ERROR_LIMIT, file, 0, NULL, N_("the definition has more than 1000 opening brackets"));
  return TRUE;
}

/* The array of blocks; NULL with an error. */
static JsonArray *
find_blocks (JsonParser *parser, const char *file, GError **error)
{
  JsonNode *root = json_parser_get_root (parser);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *blocks = object != NULL ? json_object_get_member (object, "blocks") : NULL;

  if (blocks == NULL || !JSON_NODE_HOLDS_ARRAY (blocks))
    aeq_error_refuse (error, AEQ_ERROR_INVALID, file, 0, "blocks",
                      N_("a definition is an object with an array of blocks: {\"blocks\":[{\"kind\":\"delay\",\"minutes\":60}]}"));
  else if (json_object_get_size (object) > 1)
    aeq_error_refuse (error, AEQ_ERROR_INVALID, file, 0, NULL, N_("a definition has no member beside blocks"));
  else
    return json_node_get_array (blocks);
  return NULL;
}

AeqScenario *
aeq_scenario_parse (const char *name, const char *description, const char *json, gssize length, const char *file, GError **error)
{
  g_autoptr(AeqScenario) self = aeq_scenario_new (name, description);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) local = NULL;
  JsonArray *blocks;

  if (length < 0)
    length = (gssize) strlen (json);
  if (!check_bytes (json, (gsize) length, file, error))
    return NULL;
  if (!json_parser_load_from_data (parser, json, length, &local))
    {
      aeq_error_refuse (error, AEQ_ERROR_INVALID, file, json_parser_get_current_line (parser), NULL,
                        N_("the definition is no JSON: look for a missing comma, quote or bracket"));
      return NULL;
    }
  if ((blocks = find_blocks (parser, file, error)) == NULL || !parse_blocks (self, blocks, file, error))
    return NULL;
  return g_steal_pointer (&self);
}
