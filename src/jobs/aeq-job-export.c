/* SPDX-License-Identifier: MIT */
#include "aeq-export-private.h"

typedef gboolean (*SubjectFunc) (AeqExport *self, GError **error);

static const struct
{
  const char *name;
  SubjectFunc run;
} SUBJECTS[] = {
  [AEQ_EXPORT_FLOWS] = { "flows", aeq_export_flows },
  [AEQ_EXPORT_POSITIONS] = { "positions", aeq_export_positions },
  [AEQ_EXPORT_BALANCES] = { "balances", aeq_export_balances },
  [AEQ_EXPORT_LADDER] = { "ladder", aeq_export_ladder },
  [AEQ_EXPORT_FORECAST] = { "forecast", aeq_export_forecast },
  [AEQ_EXPORT_ACCURACY] = { "accuracy", aeq_export_accuracy },
  [AEQ_EXPORT_AUDIT] = { "audit", aeq_export_audit },
  [AEQ_EXPORT_WORKSHEET] = { "worksheet", aeq_export_worksheet },
  [AEQ_EXPORT_BCBS248] = { "bcbs248", aeq_export_bcbs248 },
  [AEQ_EXPORT_TABLE] = { NULL, aeq_export_table }, /* cannot be asked for by name */
  [AEQ_EXPORT_ALERTS] = { "alerts", aeq_export_alerts },
};

gboolean
aeq_export_what_parse (const char *text, AeqExportWhat *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (SUBJECTS); i++)
    if (g_strcmp0 (SUBJECTS[i].name, text) == 0)
      {
        *what = (AeqExportWhat) i;
        return TRUE;
      }
  return FALSE;
}

AeqExportRequest *
aeq_export_request_copy (const AeqExportRequest *self)
{
  AeqExportRequest *copy = g_memdup2 (self, sizeof *self);

  copy->account = self->account != NULL ? aeq_account_copy (self->account) : NULL;
  copy->category = g_strdup (self->category);
  copy->regime = g_strdup (self->regime);
  copy->set = g_strdup (self->set);
  copy->table = self->table != NULL ? aeq_seen_table_ref (self->table) : NULL;
  if (self->seen != NULL)
    {
      AeqFlowQuery *seen = g_memdup2 (self->seen, sizeof *self->seen);

      seen->text = g_strdup (self->seen->text);
      copy->seen = seen;
    }
  return copy;
}

void
aeq_export_request_free (AeqExportRequest *self)
{
  if (self->account != NULL)
    aeq_account_free ((AeqAccount *) self->account);
  if (self->seen != NULL)
    g_free ((char *) self->seen->text);
  g_free ((gpointer) self->seen);
  g_clear_pointer (&self->table, aeq_seen_table_unref);
  g_free ((char *) self->category);
  g_free ((char *) self->regime);
  g_free ((char *) self->set);
  g_free (self);
}

#define BIT(what) (1u << AEQ_EXPORT_##what)

gboolean
aeq_export_has_filter (AeqExportWhat what, const char *filter)
{
  static const struct
  {
    const char *name;
    guint       subjects;
  } FILTERS[] = {
    { "account", (guint) ~BIT (AUDIT) },
    { "currency", BIT (BALANCES) | BIT (POSITIONS) | BIT (ACCURACY) | BIT (WORKSHEET) | BIT (BCBS248) },
    { "set", BIT (BCBS248) },
    { "from", BIT (FLOWS) | BIT (ACCURACY) | BIT (AUDIT) | BIT (BCBS248) },
    { "until", BIT (FLOWS) | BIT (ACCURACY) | BIT (AUDIT) | BIT (BCBS248) },
    { "status", BIT (FLOWS) },
    { "category", BIT (FLOWS) },
    { "limit", BIT (FLOWS) | BIT (AUDIT) },
    { "at", BIT (BALANCES) },
    { "day", BIT (LADDER) | BIT (WORKSHEET) | BIT (POSITIONS) },
    { "bucket", BIT (LADDER) },
    { "horizon", BIT (ACCURACY) },
    { "regime", BIT (ACCURACY) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (FILTERS); i++)
    if (g_str_equal (FILTERS[i].name, filter))
      return (FILTERS[i].subjects & (1u << what)) != 0;
  return FALSE;
}

gboolean
aeq_export_wants (const AeqExport *self, const AeqAccount *account)
{
  const AeqExportRequest *request = self->request;

  return (request->account == NULL || request->account->id == account->id) &&
         (request->currency == NULL || request->currency == account->currency);
}

AeqDocument *
aeq_export_open (AeqExport *self, const AeqDocumentInfo *info, GError **error)
{
  return aeq_document_new (self->path, &self->request->options, info, error);
}

static gboolean
prepare (AeqExport *self, GError **error)
{
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  if ((self->accounts = aeq_account_list (self->ledger, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < self->accounts->len; i++)
    g_hash_table_insert (self->by_id, &((AeqAccount *) self->accounts->pdata[i])->id, self->accounts->pdata[i]);
  return aeq_export_source_init (&self->source, self->ledger, error);
}

static void
clear (AeqExport *self)
{
  aeq_export_source_clear (&self->source);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
}

gboolean
aeq_job_export (AeqLedger *ledger, const AeqExportRequest *request, const char *path, AeqProgress *progress,
                GCancellable *cancellable, GError **error)
{
  AeqExport self = {
    .ledger = ledger, .request = request, .path = path, .progress = progress, .cancellable = cancellable
  };
  AeqFormat format;
  gboolean ok;

  /* What cannot be written is said before anything is read. */
  ok =
      aeq_format_of_path (path, &format, error) && prepare (&self, error) && SUBJECTS[request->what].run (&self, error);
  clear (&self);
  if (ok)
    aeq_progress_done (progress);
  return ok;
}

AeqPaperPages *
aeq_job_print (AeqLedger *ledger, const AeqExportRequest *request, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(AeqPaperPages) pages = aeq_paper_pages_new ();
  AeqExportRequest on_paper = *request;

  on_paper.options.pages = pages;
  if (!aeq_job_export (ledger, &on_paper, "paper.pdf", progress, cancellable, error))
    return NULL;
  return g_steal_pointer (&pages);
}
