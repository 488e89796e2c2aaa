/* SPDX-License-Identifier: MIT */
#include "aeq-camt.h"

#include <string.h>

#include "aeq-camt-private.h"
#include "aeq-camt-tie.h"
#include "aeq-error.h"
#include "aeq-words.h"

#define LAST_VERSION 13

static gboolean
take_group (AeqCamtXml *xml G_GNUC_UNUSED, AeqCamtLeaf leaf, gpointer user_data, GError **error)
{
  AeqCamtReader *self = user_data;

  switch (leaf)
    {
    case AEQ_CAMT_STMT:
      return aeq_camt_reader_statement (self, error);
    case AEQ_CAMT_BAL:
      return aeq_camt_reader_balance (self, error);
    case AEQ_CAMT_NTRY:
      return aeq_camt_reader_entry (self, error);
    default:
      return aeq_camt_reader_transaction (self, error);
    }
}

static void
reader_init (AeqCamtReader *self)
{
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->balances = g_array_new (FALSE, FALSE, sizeof (AeqCamtTold));
  self->parts = g_array_new (FALSE, FALSE, sizeof (AeqFlowDetail));
  self->words = g_string_chunk_new (4096);
  self->number = g_string_new (NULL);
  self->details = g_string_new (NULL);
  self->narrative = g_string_new (NULL);
  self->category = g_string_new (NULL);
  self->settled = AEQ_DATE_NONE;
}

static void
reader_clear (AeqCamtReader *self)
{
  g_hash_table_unref (self->accounts);
  g_array_unref (self->balances);
  g_array_unref (self->parts);
  g_string_chunk_free (self->words);
  g_string_free (self->number, TRUE);
  g_string_free (self->details, TRUE);
  g_string_free (self->narrative, TRUE);
  g_string_free (self->category, TRUE);
  g_free (self->counterparty);
  g_free (self->reference);
  g_free (self->bank_reference);
  g_free (self->odd_status);
}

/* A later version keeps what is read here, as far as anyone can know. */
static void
check_version (const AeqCamtXml *xml, AeqReadReport *report)
{
  const char *version = aeq_camt_xml_version (xml);
  guint64 number = 0;

  if (version != NULL && strlen (version) > 13)
    number = g_ascii_strtoull (version + 13, NULL, 10);
  if (number > LAST_VERSION)
    aeq_read_report_warn (report, N_("the message is %s, newer than this version knows; it was read like .001.%d"), version,
                          LAST_VERSION);
}

static gboolean
finish (AeqCamtReader *self, GError **error)
{
  const char *format = aeq_camt_xml_format (self->xml);

  if (format == NULL)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("holds no bank-to-customer message (camt.052, 053 or 054)"));
      return FALSE;
    }
  if (self->statements == 0)
    {
      g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, N_("holds no statement, report or notification"));
      return FALSE;
    }
  g_free (self->report->format);
  self->report->format = g_strdup (format);
  check_version (self->xml, self->report);
  aeq_camt_tie_finish (self);
  return TRUE;
}

gboolean
aeq_camt_read (AeqInput *input, const AeqProfile *profile G_GNUC_UNUSED, const AeqProfileSet *known G_GNUC_UNUSED,
               const AeqReadOptions *options, const AeqReadSink *sink, gpointer user_data, AeqReadReport *report,
               AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqCamtReader self = { .options = options, .sink = sink, .user_data = user_data, .report = report };
  g_autoptr(GError) local = NULL;
  g_autoptr(AeqCamtXml) xml = NULL;
  gboolean ok;

  g_return_val_if_fail (input != NULL && options != NULL && options->default_currency != NULL && report != NULL, FALSE);

  reader_init (&self);
  self.xml = xml = aeq_camt_xml_new (input, take_group, &self, progress, cancellable);
  ok = aeq_camt_xml_run (xml, &local) && finish (&self, &local);
  reader_clear (&self);
  if (ok)
    return TRUE;
  if (local->domain == AEQ_ERROR && aeq_error_get_file (local) == NULL)
    aeq_error_set_place (local, aeq_input_get_name (input), 0, NULL);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
