/* SPDX-License-Identifier: MIT */
#include "aeq-mt.h"

#include "aeq-error.h"
#include "aeq-mt-lines.h"
#include "aeq-mt-message.h"

/* Lines between two looks at progress. */
#define BATCH 4096

static gboolean
look_up (guint64 number, AeqText *text, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  if (number % BATCH != 0)
    return TRUE;
  aeq_progress_update (progress, aeq_text_fraction (text));
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
read_lines (AeqMtMessage *message, AeqText *text, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqMtLines lines;
  const char *line;
  gsize length;
  int got;

  aeq_mt_lines_init (&lines, text);
  while ((got = aeq_mt_lines_next (&lines, &line, &length, error)) > 0)
    if (!look_up (lines.number, text, progress, cancellable, error) ||
        !aeq_mt_message_line (message, lines.number, line, length, error))
      {
        got = -1;
        break;
      }
  aeq_mt_lines_clear (&lines);
  return got == 0 && aeq_mt_message_finish (message, error);
}

static gboolean
read_text (AeqText *text, const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
           AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  const char *encoding = aeq_text_get_encoding (text);
  AeqMtMessage *message = aeq_mt_message_new (options, sink, user_data, report);
  gboolean ok;

  aeq_read_report_note (report, "encoding: %s", encoding);
  if (g_str_has_suffix (encoding, "errors"))
    aeq_read_report_warn (report, "some characters are broken in the file and were replaced");
  ok = read_lines (message, text, progress, cancellable, error);
  aeq_mt_message_free (message);
  return ok;
}

gboolean
aeq_mt_read (AeqInput *input, const AeqProfile *profile G_GNUC_UNUSED, const AeqProfileSet *known G_GNUC_UNUSED,
             const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
             AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqText) text = NULL;
  g_autoptr(GError) local = NULL;

  g_return_val_if_fail (input != NULL && options != NULL && report != NULL, FALSE);

  if ((text = aeq_text_new (input, cancellable, &local)) != NULL &&
      read_text (text, options, sink, user_data, report, progress, cancellable, &local))
    return TRUE;
  if (local->domain == AEQ_ERROR && aeq_error_get_file (local) == NULL)
    {
      g_autofree char *field = g_strdup (aeq_error_get_field (local));

      aeq_error_set_place (local, aeq_input_get_name (input), aeq_error_get_line (local), field);
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
