/* SPDX-License-Identifier: MIT */
#include "aeq-mt.h"

#include "aeq-lines.h"
#include "aeq-mt-message.h"

#define MAX_LINE ((gsize) 64 * 1024)

static gboolean
take_line (const char *line, gsize length, guint64 number, gpointer user_data, GError **error)
{
  return aeq_mt_message_line (user_data, number, line, length, error);
}

static gboolean
read_text (AeqText *text, const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
           AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqMtMessage *message = aeq_mt_message_new (options, sink, user_data, report);
  gboolean ok;

  aeq_lines_report (text, report);
  ok = aeq_lines_each (text, MAX_LINE, take_line, message, progress, cancellable, error) &&
       aeq_mt_message_finish (message, error);
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
  return aeq_lines_fail (input, g_steal_pointer (&local), error);
}
