/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "stress-fixture.h"

static void
assert_refused (const char *quoted, const char *field, const char *part)
{
  g_autofree char *text = g_strdup (quoted);
  g_autoptr(AeqScenario) scenario = NULL;
  g_autoptr(GError) error = NULL;

  g_strdelimit (text, "'", '"');
  scenario = aeq_scenario_parse ("test", NULL, text, -1, "stress.json", &error);
  g_test_message ("%.100s", quoted);
  g_assert_null (scenario);
  g_assert_true (g_error_matches (error, AEQ_ERROR, AEQ_ERROR_INVALID) || g_error_matches (error, AEQ_ERROR, AEQ_ERROR_LIMIT));
  g_assert_cmpstr (aeq_error_get_file (error), ==, "stress.json");
  g_assert_cmpstr (aeq_error_get_field (error), ==, field);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_what_is_wrong_is_named (void)
{
  assert_refused ("", "blocks", "array of blocks");
  assert_refused ("{", NULL, "no JSON");
  assert_refused ("[]", "blocks", "array of blocks");
  assert_refused ("{'blocks':{}}", "blocks", "array of blocks");
  assert_refused ("{'blocks':[]}", "blocks", "1 to 64");
  assert_refused ("{'blocks':[],'x':1}", NULL, "beside blocks");
  assert_refused ("{'blocks':[3]}", "blocks[0]", "object");
  assert_refused ("{'blocks':[{}]}", "blocks[0].kind", "needs a kind");
  assert_refused ("{'blocks':[{'kind':'flood'}]}", "blocks[0].kind", "none of delay, default");
  assert_refused ("{'blocks':[{'kind':'delay'}]}", "blocks[0].minutes", "0 to 1440");
  assert_refused ("{'blocks':[{'kind':'delay','minutes':'60'}]}", "blocks[0].minutes", "number");
  assert_refused ("{'blocks':[{'kind':'delay','minutes':1441}]}", "blocks[0].minutes", "1441");
  assert_refused ("{'blocks':[{'kind':'delay','minutes':-1}]}", "blocks[0].minutes", "-1");
  assert_refused ("{'blocks':[{'kind':'delay','minutes':1,'counterprty':'x'}]}", "blocks[0].counterprty", "no such member");
  assert_refused ("{'blocks':[{'kind':'delay','minutes':1},{'kind':'delay','minutes':1,'group':'x'}]}", "blocks[1].group", "none of");
  assert_refused ("{'blocks':[{'kind':'default','share':1}]}", "blocks[0].counterparty", "name the counterparty");
  assert_refused ("{'blocks':[{'kind':'default','share':1,'counterparty':'x','largest':true}]}", "blocks[0].counterparty", "or give");
  assert_refused ("{'blocks':[{'kind':'default','share':1.01,'counterparty':'x'}]}", "blocks[0].share", "0 to 1");
  assert_refused ("{'blocks':[{'kind':'payment','amount':'5'}]}", "blocks[0].currency", "code of a currency");
  assert_refused ("{'blocks':[{'kind':'payment','amount':'5','currency':'USDX'}]}", "blocks[0].currency", "code of a currency");
  assert_refused ("{'blocks':[{'kind':'payment','amount':'5.001','currency':'USD'}]}", "blocks[0].amount", "5.001");
  assert_refused ("{'blocks':[{'kind':'payment','amount':'-5','currency':'USD'}]}", "blocks[0].amount", "without a sign");
  assert_refused ("{'blocks':[{'kind':'payment','amount':5,'currency':'USD'}]}", "blocks[0].amount", "text");
  assert_refused ("{'blocks':[{'kind':'payment','amount':'5','currency':'USD','share_of_gross':1}]}", "blocks[0].share_of_gross",
                  "not both");
  assert_refused ("{'blocks':[{'kind':'payment'}]}", "blocks[0].share_of_gross", "needs it");
  assert_refused ("{'blocks':[{'kind':'payment','share_of_gross':1,'at':'25:00'}]}", "blocks[0].at", "14:30");
  assert_refused ("{'blocks':[{'kind':'payment','share_of_gross':1,'at':'9:00'}]}", "blocks[0].at", "14:30");
  assert_refused ("{'blocks':[{'kind':'lines','share':1,'which':'some'}]}", "blocks[0].which", "uncommitted, all");
  assert_refused ("{'blocks':[{'kind':'haircut','points':101}]}", "blocks[0].points", "101");
  assert_refused ("{'blocks':[{'kind':'factors','in':101}]}", "blocks[0].in", "101");
  assert_refused ("{'blocks':[{'kind':'prefund','account_kind':'shop'}]}", "blocks[0].account_kind", "prime_broker");
  assert_refused ("{'blocks':[{'kind':'delay','minutes':1,'category':''}]}", "blocks[0].category", "1 to 200");
}

static void
test_limits_hold (void)
{
  g_autoptr(GString) many = g_string_new ("{'blocks':[");
  g_autoptr(GString) deep = g_string_new (NULL);
  g_autofree char *large = g_strnfill (AEQ_STRESS_MAX_BYTES + 1, ' ');
  g_autoptr(GError) error = NULL;

  for (int i = 0; i <= AEQ_STRESS_MAX_BLOCKS; i++)
    g_string_append_printf (many, "%s{'kind':'delay','minutes':1}", i > 0 ? "," : "");
  g_string_append (many, "]}");
  assert_refused (many->str, "blocks", "not 65");
  for (int i = 0; i < 60000; i++)
    g_string_append_c (deep, '[');
  assert_refused (deep->str, NULL, "1000 opening brackets");
  /* The parser takes comments: what looks like a text to a scanner need not be one. */
  g_string_prepend (deep, "/* ' */");
  assert_refused (deep->str, NULL, "1000 opening brackets");
  assert_refused (large, NULL, "65536");
  g_assert_null (aeq_scenario_parse ("x", NULL, "{\"blocks\":\"\xff\"}", -1, NULL, &error));
  g_assert_error (error, AEQ_ERROR, AEQ_ERROR_INVALID);
}

/* What is kept reads back as itself, and the version is that of the meaning, not of how it was written. */
static void
test_a_definition_reads_back (void)
{
  g_autoptr(AeqScenario) first = stress_scenario (
    "{'kind':'delay','minutes':90.5,'counterparty':'\xc3\x89lan','group':'receipt'},{'kind':'payment','amount':'1250.5','currency':'usd',"
    "'at':'14:05','account':'A-1'},{'kind':'factors','out':2},{'kind':'default','share':1,'largest':true},"
    "{'kind':'haircut','points':3,'on':'collateral'},{'kind':'lines','share':0.25}");
  g_autofree char *json = aeq_scenario_json (first);
  g_autofree char *version = aeq_scenario_version (first);
  g_autoptr(GError) error = NULL;
  g_autoptr(AeqScenario) again = aeq_scenario_parse ("again", "other words", json, -1, NULL, &error);
  g_autofree char *json_again = NULL;
  g_autofree char *version_again = NULL;

  g_assert_no_error (error);
  json_again = aeq_scenario_json (again);
  version_again = aeq_scenario_version (again);
  g_assert_cmpstr (json, ==, json_again);
  g_assert_cmpstr (version, ==, version_again);
  g_assert_cmpuint (strlen (version), ==, 12);
  g_assert_nonnull (strstr (json, "\"amount\":\"1250.50\",\"currency\":\"USD\",\"at\":\"14:05\""));
  g_array_index (again->blocks, AeqStressBlock, 0).size = 90;
  g_free (version_again);
  version_again = aeq_scenario_version (again);
  g_assert_cmpstr (version, !=, version_again);
}

static void
test_built_in_ones_are_there (void)
{
  guint n = 0;

  for (const char *name; (name = aeq_scenario_built_in_name (n)) != NULL; n++)
    {
      g_autoptr(AeqScenario) scenario = aeq_scenario_built_in (name);

      g_assert_cmpstr (scenario->name, ==, name);
      for (guint i = 0; i < scenario->blocks->len; i++)
        {
          g_autofree char *words = aeq_stress_block_words (&g_array_index (scenario->blocks, AeqStressBlock, i));

          g_assert_cmpuint (strlen (words), >, 10);
        }
    }
  g_assert_cmpuint (n, ==, 4);
  g_assert_null (aeq_scenario_built_in ("nobody"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stress/definition/what-is-wrong-is-named", test_what_is_wrong_is_named);
  g_test_add_func ("/stress/definition/limits-hold", test_limits_hold);
  g_test_add_func ("/stress/definition/a-definition-reads-back", test_a_definition_reads_back);
  g_test_add_func ("/stress/definition/built-in-ones-are-there", test_built_in_ones_are_there);
  return g_test_run ();
}
