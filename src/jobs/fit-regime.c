/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "aeq-error.h"
#include "aeq-indicator-csv.h"
#include "aeq-regime-fit.h"

#define LABEL "OFRFSI"
#define FROM "2003-01-01"
#define UNTIL "2025-09-30"

typedef struct
{
  char           *from_text;
  char           *until_text;
  gboolean        judge;
  AeqDate         from, until;
  AeqCalendar    *calendar;
  AeqRegimeInput *input;
  GArray         *labels; /* AeqRegimeLabel */
} Program;

static gboolean
take (const char *series, AeqDate date, AeqDate known_on, double value, gpointer user_data,
      GError **error G_GNUC_UNUSED)
{
  Program       *self = user_data;
  AeqRegimeLabel label = { date, value };

  if (g_str_equal (series, LABEL))
    g_array_append_val (self->labels, label);
  else
    aeq_regime_input_add (self->input, series, date, known_on, value);
  return TRUE;
}

static gboolean
parse_date (const char *option, const char *text, AeqDate *date, GError **error)
{
  if (aeq_date_parse_iso (text, -1, date))
    return TRUE;
  g_set_error (error, AEQ_ERROR, AEQ_ERROR_USAGE, "%s %s is not a date like 2012-12-31", option, text);
  return FALSE;
}

static gboolean
parse_options (Program *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &self->from_text, "First day to fit on (" FROM ")", "DATE" },
    { "until", 0, 0, G_OPTION_ARG_STRING, &self->until_text, "Last day to fit on (" UNTIL ")", "DATE" },
    { "judge", 0, 0, G_OPTION_ARG_NONE, &self->judge,
      "Say instead how good it is: on these days, on those after them, each year by those before", NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("INDICATORS.csv");

  g_option_context_set_summary (context,
                                "Fits the constants of the regime to the OFR Financial Stress Index (series " LABEL
                                ") and prints src/regime/aeq-regime-constants.h.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc != 2)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_USAGE, "give one file of market series: date,series,value");
      return FALSE;
    }
  return parse_date ("--from", self->from_text != NULL ? self->from_text : FROM, &self->from, error) &&
         parse_date ("--until", self->until_text != NULL ? self->until_text : UNTIL, &self->until, error);
}

static void
print_score (const char *name, const AeqRegimeScore *score)
{
  printf ("  %-8s %u days, %.1f %% of them: AUROC %.4f, Brier %.4f (of a constant %.4f), %.2f false alarms and %.1f "
          "switches a year\n",
          name, score->days, 100 * score->share, score->auroc, score->brier, score->share * (1 - score->share),
          score->false_alarms, score->switches);
}

static void
print_episode (const AeqRegimeEpisode *episode)
{
  char date[AEQ_DATE_TEXT_SIZE];

  aeq_date_format (episode->from, date);
  if (episode->alarm < 0 || episode->label < 0)
    printf ("  from %s: no alarm, or none to give\n", date);
  else
    printf ("  from %s: stressed alarm %+d business days from the label's day\n", date,
            episode->alarm - episode->label);
}

static void
judge_readings (const Program *self, const char *heading, GArray *readings)
{
  AeqRegimeJudgement judgement;

  aeq_regime_judge (readings, (const AeqRegimeLabel *)self->labels->data, self->labels->len, &judgement);
  if (judgement.stressed.days == 0)
    return;
  puts (heading);
  print_score ("stressed", &judgement.stressed);
  print_score ("crisis", &judgement.crisis);
  for (guint i = 0; i < judgement.n_episodes; i++)
    print_episode (&judgement.episodes[i]);
}

static void
judge (const Program *self, const AeqRegimeModel *model, const char *heading, AeqDate from, AeqDate to)
{
  g_autoptr (GArray) readings = aeq_regime_filter_with (model, self->input, self->calendar, from, to);

  judge_readings (self, heading, readings);
}

static gboolean
fit (const Program *self, AeqDate from, AeqDate to, AeqRegimeModel *model, GError **error)
{
  return aeq_regime_fit (self->input, self->calendar, (const AeqRegimeLabel *)self->labels->data, self->labels->len,
                         from, to, model, error);
}

/* As if it had been fitted anew on every first of January, on all days with a label before. The first years may have
 * nothing to be told apart: they are passed over. */
static void
judge_yearly (const Program *self)
{
  g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (AeqRegimeReading));
  int first, last, month, day;

  aeq_date_to_ymd (self->from, &first, &month, &day);
  aeq_date_to_ymd (self->until, &last, &month, &day);
  for (int year = first; year <= last; year++)
    {
      AeqDate from = aeq_date_from_ymd (year, 1, 1), to = MIN (aeq_date_from_ymd (year, 12, 31), self->until);
      g_autoptr (GArray) part = NULL;
      AeqRegimeModel model;

      if (!fit (self, 0, from - 1, &model, NULL))
        continue;
      part = aeq_regime_filter_with (&model, self->input, self->calendar, from, to);
      g_array_append_vals (readings, part->data, part->len);
    }
  judge_readings (self, "Each year by the years before it:", readings);
}

static AeqDate
last_label (const Program *self)
{
  AeqDate last = self->until;

  for (guint i = 0; i < self->labels->len; i++)
    last = MAX (last, g_array_index (self->labels, AeqRegimeLabel, i).date);
  return last;
}

static gboolean
run (Program *self, const char *path, GError **error)
{
  g_autofree char    *header = NULL;
  AeqIndicatorSummary summary;
  AeqRegimeModel      model;

  if ((self->calendar = aeq_calendar_get ("us_fedwire", error)) == NULL ||
      !aeq_indicator_read_csv (path, self->calendar, take, self, NULL, &summary, NULL, error) ||
      !fit (self, self->from, self->until, &model, error))
    return FALSE;
  if (!self->judge)
    {
      header = aeq_regime_model_header (&model, self->from, self->until);
      fputs (header, stdout);
      return TRUE;
    }
  judge (self, &model, "On the days it was fitted on:", self->from, self->until);
  judge (self, &model, "On the days after them:", self->until + 1, last_label (self));
  judge_yearly (self);
  return TRUE;
}

static void
clear (Program *self)
{
  g_free (self->from_text);
  g_free (self->until_text);
  g_clear_pointer (&self->calendar, aeq_calendar_unref);
  aeq_regime_input_free (self->input);
  g_array_unref (self->labels);
}

int
main (int argc, char **argv)
{
  Program program = { .input = aeq_regime_input_new (), .labels = g_array_new (FALSE, FALSE, sizeof (AeqRegimeLabel)) };
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  gboolean         usage = FALSE;

  if (!parse_options (&program, &argc, &argv, &error))
    usage = TRUE;
  else
    run (&program, argv[1], &error);
  clear (&program);
  if (error == NULL)
    return 0;
  message = aeq_error_describe (error);
  g_printerr ("aeq-fit-regime: %s\n", message);
  return usage ? 2 : 1;
}
