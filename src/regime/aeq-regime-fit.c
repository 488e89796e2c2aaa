/* SPDX-License-Identifier: MIT */
#include "aeq-regime-fit.h"

#include <math.h>
#include <string.h>

#include "aeq-error.h"

#define RIDGE .05 /* enough to keep weights finite when the days can be told apart without an error */
#define ROUNDS 100
#define CLOSE 1e-10
#define SIZE (AEQ_N_INPUTS + 1)
#define N_SUBSETS (AEQ_REGIME_ALL_SOURCES + 1)

typedef struct
{
  AeqRegimeInputs inputs;
  double          label;
} Day;

/* Which of the base and the weights a subset has, in order. */
typedef struct
{
  int   input[SIZE]; /* -1: the base */
  guint n;
} Terms;

static GHashTable *
index_labels (const AeqRegimeLabel *labels, gsize n)
{
  GHashTable *index = g_hash_table_new (NULL, NULL);

  for (gsize i = 0; i < n; i++)
    g_hash_table_insert (index, GINT_TO_POINTER (labels[i].date), (gpointer)&labels[i]);
  return index;
}

static GArray *
collect_days (AeqRegimeInput *input, const AeqCalendar *calendar, const AeqRegimeLabel *labels, gsize n, AeqDate from,
              AeqDate to)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (Day));
  g_autoptr (AeqRegimeReplay) replay = aeq_regime_replay_new (input);
  g_autoptr (GHashTable) index = index_labels (labels, n);

  for (AeqDate date = aeq_calendar_add (calendar, from, 0); date <= to; date = aeq_calendar_add (calendar, date, 1))
    {
      const AeqRegimeLabel *label = g_hash_table_lookup (index, GINT_TO_POINTER (date));
      Day                   day;

      aeq_regime_replay_advance (replay, date);
      if (label == NULL)
        continue;
      aeq_regime_inputs_read (replay, date, &day.inputs);
      day.label = label->value;
      g_array_append_val (days, day);
    }
  return days;
}

static Terms
terms_of (guint subset)
{
  Terms terms = { .input = { -1 }, .n = 1 };

  for (int i = 0; i < AEQ_N_INPUTS; i++)
    if (subset & aeq_regime_input_source ((AeqRegimeInputKind)i))
      terms.input[terms.n++] = i;
  return terms;
}

static double
value_of (const Terms *terms, guint i, const Day *day)
{
  return terms->input[i] < 0 ? 1 : day->inputs.x[terms->input[i]];
}

/* Solves the symmetric positive system in place by elimination; the answer is left in @right. */
static void
solve (double matrix[SIZE][SIZE], double *right, guint n)
{
  for (guint k = 0; k < n; k++)
    for (guint i = k + 1; i < n; i++)
      {
        double by = matrix[i][k] / matrix[k][k];

        for (guint j = k; j < n; j++)
          matrix[i][j] -= by * matrix[k][j];
        right[i] -= by * right[k];
      }
  for (guint k = n; k-- > 0;)
    {
      for (guint j = k + 1; j < n; j++)
        right[k] -= matrix[k][j] * right[j];
      right[k] /= matrix[k][k];
    }
}

/* Gradient and curvature of the likelihood less the ridge, which leaves the base alone. */
static void
add_up (GArray *days, guint subset, double above, const Terms *terms, const double *beta, double matrix[SIZE][SIZE],
        double *gradient)
{
  memset (matrix, 0, SIZE * sizeof *matrix);
  for (guint i = 0; i < terms->n; i++)
    {
      matrix[i][i] = i > 0 ? RIDGE : 1e-9;
      gradient[i] = i > 0 ? -RIDGE * beta[i] : 0;
    }
  for (guint d = 0; d < days->len; d++)
    {
      const Day *day = &g_array_index (days, Day, d);
      double     x[SIZE], sum = 0, p;

      if ((day->inputs.present & subset) != subset)
        continue;
      for (guint i = 0; i < terms->n; i++)
        sum += beta[i] * (x[i] = value_of (terms, i, day));
      p = 1 / (1 + exp (-sum));
      for (guint i = 0; i < terms->n; i++)
        {
          gradient[i] += x[i] * ((day->label > above) - p);
          for (guint j = 0; j < terms->n; j++)
            matrix[i][j] += x[i] * x[j] * p * (1 - p);
        }
    }
}

/* Newton's method from 0; a step is cut where the likelihood is so flat that it would leap. */
static void
fit_logit (GArray *days, guint subset, double above, AeqRegimeLogit *logit)
{
  Terms  terms = terms_of (subset);
  double beta[SIZE] = { 0 }, matrix[SIZE][SIZE], step[SIZE], largest = 1;

  for (int round = 0; round < ROUNDS && largest > CLOSE; round++)
    {
      add_up (days, subset, above, &terms, beta, matrix, step);
      solve (matrix, step, terms.n);
      largest = 0;
      for (guint i = 0; i < terms.n; i++)
        {
          beta[i] += step[i] = CLAMP (step[i], -5, 5);
          largest = fmax (largest, fabs (step[i]));
        }
    }
  *logit = (AeqRegimeLogit){ .base = round (beta[0] * 1000) / 1000 };
  for (guint i = 1; i < terms.n; i++)
    logit->weight[terms.input[i]] = round (beta[i] * 1000) / 1000;
}

static gboolean
check_days (GArray *days, double above, const char *name, GError **error)
{
  guint n = 0;

  for (guint d = 0; d < days->len; d++)
    n += g_array_index (days, Day, d).label > above;
  if (n > 0 && n < days->len)
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_NOT_FOUND, "%u of the %u days with a label are %s: give years with both", n,
               days->len, name);
  return FALSE;
}

gboolean
aeq_regime_fit (AeqRegimeInput *input, const AeqCalendar *calendar, const AeqRegimeLabel *labels, gsize n, AeqDate from,
                AeqDate to, AeqRegimeModel *model, GError **error)
{
  g_autoptr (GArray) days = collect_days (input, calendar, labels, n, from, to);

  if (!check_days (days, AEQ_REGIME_STRESSED_ABOVE, "stressed", error) ||
      !check_days (days, AEQ_REGIME_CRISIS_ABOVE, "of crisis", error))
    return FALSE;
  for (guint subset = 0; subset < N_SUBSETS; subset++)
    {
      fit_logit (days, subset, AEQ_REGIME_STRESSED_ABOVE, &model->of[subset].stressed);
      fit_logit (days, subset, AEQ_REGIME_CRISIS_ABOVE, &model->of[subset].crisis);
    }
  return TRUE;
}

static void
append_logit (GString *out, const AeqRegimeLogit *logit)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "{ %s, {", g_ascii_formatd (text, sizeof text, "%.3f", logit->base));
  for (int i = 0; i < AEQ_N_INPUTS; i++)
    if (logit->weight[i] == 0)
      g_string_append (out, i > 0 ? ", 0" : " 0");
    else
      g_string_append_printf (out, i > 0 ? ", %s" : " %s",
                              g_ascii_formatd (text, sizeof text, "%.3f", logit->weight[i]));
  g_string_append (out, " } }");
}

char *
aeq_regime_model_header (const AeqRegimeModel *model, AeqDate from, AeqDate to)
{
  GString *out =
      g_string_new ("/* SPDX-License-Identifier: MIT */\n#pragma once\n\n#include \"aeq-regime-private.h\"\n\n");
  char first[AEQ_DATE_TEXT_SIZE], last[AEQ_DATE_TEXT_SIZE];

  g_string_append_printf (
      out, "/* Written by aeq-fit-regime, fitted on %s to %s; weights in the order of AeqRegimeInputKind. */\n",
      aeq_date_format (from, first), aeq_date_format (to, last));
  g_string_append (out, "static const AeqRegimeModel SHIPPED = { {\n");
  for (guint subset = 0; subset < N_SUBSETS; subset++)
    {
      g_string_append (out, "  { ");
      append_logit (out, &model->of[subset].stressed);
      g_string_append (out, ",\n    ");
      append_logit (out, &model->of[subset].crisis);
      g_string_append (out, " },\n");
    }
  g_string_append (out, "} };\n");
  return g_string_free (out, FALSE);
}
