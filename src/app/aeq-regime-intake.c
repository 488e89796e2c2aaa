/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-regime-intake"

#include "aeq-regime-intake.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "aeq-error.h"
#include "aeq-feed-work.h"
#include "aeq-job-fetch.h"
#include "aeq-job-regime.h"
#include "aeq-screen-format.h"
#include "aeq-shell.h"
#include "aeq-words.h"

/* One bringing in, from the question to what is told. */
typedef struct
{
  GWeakRef      inside;
  GWeakRef      desk;
  AeqRegimeTold told;
} Intake;

typedef struct
{
  Intake *intake;
  char   *path;      /* of an import */
} Data;

static void
intake_clear (gpointer data)
{
  Intake *self = data;

  g_weak_ref_clear (&self->inside);
  g_weak_ref_clear (&self->desk);
}

static void
intake_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, intake_clear);
}

static Intake *
intake_new (GtkWidget *inside, AeqAppDesk *desk, AeqRegimeTold told)
{
  Intake *self = g_atomic_rc_box_new0 (Intake);

  g_weak_ref_init (&self->inside, inside);
  g_weak_ref_init (&self->desk, desk);
  self->told = told;
  return self;
}

static void
data_free (gpointer data)
{
  Data *self = data;

  intake_unref (self->intake);
  g_free (self->path);
  g_free (self);
}

static void
tell (Intake *self, const char *text, gboolean failed)
{
  g_autoptr(GtkWidget) inside = g_weak_ref_get (&self->inside);

  if (inside != NULL)
    self->told (text, failed, inside);
}

static void
tell_error (Intake *self, const GError *error)
{
  g_autofree char *text = aeq_error_describe (error);

  tell (self, text, TRUE);
}

static gboolean
tell_changed (gpointer data)
{
  g_autoptr(AeqAppDesk) desk = g_weak_ref_get (&((Intake *) data)->desk);

  if (desk != NULL)
    aeq_app_desk_data_changed (desk);
  return G_SOURCE_REMOVE;
}

/* Each series is stored by itself, so a fetch that is cancelled may have brought some. */
static gpointer
fetch (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const Data *self = data;
  AeqFetchRequest request = { .feeds = 1u << AEQ_FEED_NYFED | 1u << AEQ_FEED_OFR, .from = AEQ_DATE_NONE };
  g_auto(GStrv) pairs = aeq_feed_urls ();
  AeqFetchResult *result;

  if (!aeq_feed_use_urls (pairs, &request.options, error))
    return NULL;
  result = aeq_job_fetch (ledger, &request, progress, cancellable, error);
  if (result == NULL)
    g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, tell_changed, g_atomic_rc_box_acquire (self->intake), intake_unref);
  return result;
}

static const AeqWork FETCH = { AEQ_QUEUE_CHANGE, fetch, data_free, (GDestroyNotify) aeq_fetch_result_free };

/* How much of one feed came; the first thing that did not. */
static void
add_feed (GString *text, const AeqFetchResult *result, AeqFeed feed)
{
  gint64 added = 0, revised = 0;
  guint n = 0;
  const char *failure = NULL;
  g_autofree char *new_values = NULL;
  g_autofree char *revised_values = NULL;

  for (guint i = 0; i < result->series->len; i++)
    {
      const AeqFetchedSeries *series = result->series->pdata[i];

      if (series->feed != feed)
        continue;
      n += series->error == NULL;
      added += series->added;
      revised += series->revised;
      if (failure == NULL)
        failure = series->error;
    }
  new_values = aeq_screen_count (added);
  revised_values = aeq_screen_count (revised);
  if (n > 0)
    /* translators: a feed, and three counts */
    g_string_append_printf (text, _("%s: series fetched: %u, new values: %s, revised: %s\n"), aeq_feed_info (feed)->title, n, new_values,
                            revised_values);
  if (failure != NULL)
    {
      g_autofree char *shown = aeq_words_show (failure);

      g_string_append_printf (text, "%s\n", shown);
    }
}

static void
on_fetched (gpointer value, const GError *error, gpointer user_data)
{
  g_autoptr(AeqFetchResult) result = value;
  g_autoptr(GString) text = g_string_new (NULL);
  Intake *self = user_data;

  if (error != NULL)
    tell_error (self, error);
  else
    {
      add_feed (text, result, AEQ_FEED_NYFED);
      add_feed (text, result, AEQ_FEED_OFR);
      g_string_append (text, _("FRED, which has volatility and credit, was not asked: it needs a key, to be set in Connections."));
      tell (self, text->str, result->failure != NULL);
      tell_changed (self);
    }
}

static gpointer
import (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const Data *self = data;
  g_autofree AeqIndicatorsResult *result = g_new0 (AeqIndicatorsResult, 1);

  return aeq_job_indicators_import (ledger, self->path, result, progress, cancellable, error) ? g_steal_pointer (&result) : NULL;
}

static const AeqWork IMPORT = { AEQ_QUEUE_CHANGE, import, data_free, g_free };

static void
on_imported (gpointer value, const GError *error, gpointer user_data)
{
  g_autofree AeqIndicatorsResult *result = value;
  Intake *self = user_data;
  g_autofree char *added = NULL, *known = NULL, *missing = NULL, *text = NULL;

  if (error != NULL)
    {
      tell_error (self, error);
      return;
    }
  added = aeq_screen_count (result->added);
  known = aeq_screen_count (result->duplicates);
  missing = aeq_screen_count (result->missing);
  /* translators: three counts */
  text = g_strdup_printf (_("Imported: new values: %s, known before: %s, missing in the file: %s"), added, known, missing);
  tell (self, text, FALSE);
  tell_changed (self);
}

/* The widget that the work is shown in keeps the intake for what is told at the end; it goes with the next one. */
static void
run (Intake *intake, const AeqWork *work, Data *data, const char *title, AeqWorkDone done)
{
  g_autoptr(GtkWidget) inside = g_weak_ref_get (&intake->inside);

  if (inside == NULL)
    {
      data_free (data);
      return;
    }
  g_atomic_rc_box_acquire (intake);
  if (aeq_shell_run (inside, work, data, title, done, intake))
    g_object_set_data_full (G_OBJECT (inside), "aeq-regime-intake", intake, intake_unref);
  else
    intake_unref (intake);
}

static void
begin_fetch (Intake *intake)
{
  Data *data = g_new0 (Data, 1);

  data->intake = intake;
  run (intake, &FETCH, data, _("Fetching Market Series"), on_fetched);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, Intake *intake)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    {
      Data *data = g_new0 (Data, 1);

      data->intake = g_atomic_rc_box_acquire (intake);
      data->path = path;
      run (intake, &IMPORT, data, _("Importing Market Series"), on_imported);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
let_go (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  intake_unref (data);
}

static void
choose_file (Intake *intake)
{
  g_autoptr(GtkWidget) inside = g_weak_ref_get (&intake->inside);
  GtkFileChooserNative *dialog;
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  if (inside == NULL)
    {
      intake_unref (intake);
      return;
    }
  dialog = gtk_file_chooser_native_new (_("Import Market Series"), GTK_WINDOW (gtk_widget_get_root (inside)), GTK_FILE_CHOOSER_ACTION_OPEN,
                                        _("_Import"), NULL);
  gtk_file_filter_set_name (filter, _("Comma-separated values"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_file_chosen), intake, let_go, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

typedef struct
{
  Intake *intake;
  void  (*begin) (Intake *intake); /* takes it over */
} Question;

static void
on_answered (AdwMessageDialog *dialog G_GNUC_UNUSED, const char *response, Question *question)
{
  if (g_str_equal (response, "mix"))
    question->begin (g_atomic_rc_box_acquire (question->intake));
}

static void
question_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  intake_unref (((Question *) data)->intake);
  g_free (data);
}

static void
ask (GtkWidget *inside, Question *question)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (inside)), _("Mix Invented and Real Markets?"),
                                              _("The market series of the sample desk are invented. What comes in now stays in this "
                                                "ledger for good, and the regime would be read from both."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "mix", _("_Mix"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "mix", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answered), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
begin (GtkWidget *inside, AeqAppDesk *desk, gboolean invented, AeqRegimeTold told, void (*func) (Intake *intake))
{
  Intake *intake = intake_new (inside, desk, told);
  Question *question;

  if (!invented)
    {
      func (intake);
      return;
    }
  question = g_new (Question, 1);
  *question = (Question) { intake, func };
  ask (inside, question);
}

void
aeq_regime_fetch (GtkWidget *inside, AeqAppDesk *desk, gboolean invented, AeqRegimeTold told)
{
  begin (inside, desk, invented, told, begin_fetch);
}

void
aeq_regime_import (GtkWidget *inside, AeqAppDesk *desk, gboolean invented, AeqRegimeTold told)
{
  begin (inside, desk, invented, told, choose_file);
}
