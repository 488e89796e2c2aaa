/* SPDX-License-Identifier: MIT */
#include "aeq-job-forecast-diff.h"

#include "aeq-json.h"

static const struct
{
  const char *name;
  const char *words;
} FIGURES[AEQ_N_DIFF_FIGURES] = {
  [AEQ_DIFF_CLOSING] = { "closing", "closing today" },
  [AEQ_DIFF_LOWEST] = { "lowest", "lowest today" },
  [AEQ_DIFF_NEXT_DAY] = { "next_day", "net, next day" },
}, REASONS[AEQ_N_REASONS] = {
  [AEQ_REASON_OPENING] = { "opening", "opening balance" },
  [AEQ_REASON_ACTUALS] = { "actuals", "what came, against what was expected" },
  [AEQ_REASON_KNOWN] = { "known", "known flows" },
  [AEQ_REASON_OVERRIDES] = { "overrides", "overrides" },
  [AEQ_REASON_REGIME] = { "regime", "market regime" },
  [AEQ_REASON_MODEL] = { "model", "another model version" },
  [AEQ_REASON_REST] = { "rest", "the model's view of the rest" },
};

const char *
aeq_diff_figure_name (AeqDiffFigureKind kind)
{
  return FIGURES[kind].name;
}

const char *
aeq_diff_figure_words (AeqDiffFigureKind kind)
{
  return FIGURES[kind].words;
}

const char *
aeq_reason_name (AeqReason reason)
{
  return REASONS[reason].name;
}

const char *
aeq_reason_words (AeqReason reason)
{
  return REASONS[reason].words;
}

static gint64
difference (gint64 before, gint64 after)
{
  gint64 result;

  return __builtin_sub_overflow (after, before, &result) ? (after > before ? G_MAXINT64 : -G_MAXINT64) : result;
}

static void
write_figure (AeqJson *json, const char *name, const AeqDiffFigure *figure, guint digits)
{
  char date[AEQ_DATE_TEXT_SIZE];

  if (!figure->has)
    {
      aeq_json_null (json, name);
      return;
    }
  aeq_json_begin_object (json, name);
  aeq_json_text (json, "date", aeq_date_format (figure->date, date));
  aeq_json_money (json, "before", figure->before, digits);
  aeq_json_money (json, "after", figure->after, digits);
  aeq_json_money (json, "difference", difference (figure->before, figure->after), digits);
  aeq_json_begin_object (json, "reasons");
  for (int i = 0; i < AEQ_N_REASONS; i++)
    aeq_json_money (json, REASONS[i].name, figure->reasons[i], digits);
  aeq_json_end_object (json);
  aeq_json_end_object (json);
}

static void
write_breach_reasons (AeqJson *json, const AeqDiffBreach *breach)
{
  if (!breach->has)
    {
      aeq_json_null (json, "reasons");
      return;
    }
  aeq_json_begin_object (json, "reasons");
  for (int i = 0; i < AEQ_N_REASONS; i++)
    aeq_json_double (json, REASONS[i].name, breach->reasons[i]);
  aeq_json_double (json, "limit", breach->limit);
  aeq_json_end_object (json);
}

static void
write_breach (AeqJson *json, const AeqDiffAccount *pair)
{
  aeq_json_begin_object (json, "p_breach");
  aeq_json_double (json, "before", pair->before->p_breach);
  aeq_json_double (json, "after", pair->after->p_breach);
  aeq_json_double (json, "difference", pair->after->p_breach - pair->before->p_breach);
  aeq_json_boolean (json, "limit_changed", pair->before->limit != pair->after->limit);
  write_breach_reasons (json, &pair->breach);
  aeq_json_end_object (json);
}

static void
write_account (AeqJson *json, const AeqDiffAccount *pair)
{
  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "account", pair->after->number);
  aeq_json_text (json, "currency", pair->after->currency->code);
  for (int i = 0; i < AEQ_N_DIFF_FIGURES; i++)
    write_figure (json, FIGURES[i].name, &pair->figures[i], pair->after->currency->exponent);
  write_breach (json, pair);
  aeq_json_end_object (json);
}

static void
write_head (AeqJson *json, const char *name, const AeqIssued *issued)
{
  static const char *const NAMES[] = { "p_steady", "p_elevated", "p_crisis" };
  char                     when[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_begin_object (json, name);
  aeq_json_text (json, "id", issued->id);
  aeq_json_text (json, "as_of", aeq_instant_format (issued->as_of, when));
  aeq_json_text (json, "model", issued->model);
  aeq_json_text (json, "regime", issued->regime);
  aeq_json_text (json, "scenario", issued->scenario);
  for (int i = 0; i < 3; i++)
    aeq_json_double (json, NAMES[i], issued->p[i]);
  aeq_json_end_object (json);
}

/* Accounts of @of that @in does not have. */
static void
write_missing (AeqJson *json, const char *name, const AeqIssued *of, const AeqIssued *in)
{
  aeq_json_begin_array (json, name);
  for (guint i = 0; i < of->accounts->len; i++)
    {
      const AeqIssuedAccount *account = of->accounts->pdata[i];
      gboolean                found = FALSE;

      for (guint k = 0; k < in->accounts->len && !found; k++)
        found = g_strcmp0 (((AeqIssuedAccount *)in->accounts->pdata[k])->number, account->number) == 0 &&
                ((AeqIssuedAccount *)in->accounts->pdata[k])->currency == account->currency;
      if (!found)
        aeq_json_text (json, NULL, account->number);
    }
  aeq_json_end_array (json);
}

char *
aeq_forecast_diff_document (const AeqForecastDiff *self)
{
  GString *out = g_string_new (NULL);
  g_autoptr (AeqJson) json = aeq_json_new (out);

  aeq_json_begin_object (json, NULL);
  write_head (json, "before", self->before);
  write_head (json, "after", self->after);
  aeq_json_begin_array (json, "accounts");
  for (guint i = 0; i < self->accounts->len; i++)
    write_account (json, &g_array_index (self->accounts, AeqDiffAccount, i));
  aeq_json_end_array (json);
  write_missing (json, "only_before", self->before, self->after);
  write_missing (json, "only_after", self->after, self->before);
  aeq_json_end_object (json);
  return g_string_free (out, FALSE);
}
