/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-import-form"

#include "aeq-import-form.h"

#include <glib/gi18n.h>

#include "aeq-error.h"
#include "aeq-import-table.h"
#include "aeq-import-views.h"
#include "aeq-import-work.h"
#include "aeq-words.h"

struct _AeqImportForm
{
  AdwBin            parent_instance;
  AeqAppDesk          *desk;
  AeqImportFile    *file;      /* (nullable) borrowed */
  GCancellable     *reading;   /* of the preview under way */
  gboolean          showing;   /* choices are set by us, not by a person */
  GtkStringList    *profiles;  /* template children */
  GtkStringList    *accounts;
  GtkStringList    *currencies;
  GtkDropDown      *format;
  GtkDropDown      *profile;
  GtkDropDown      *signs;
  GtkDropDown      *dates;
  GtkDropDown      *decimal;
  GtkDropDown      *account;
  GtkDropDown      *currency;
  GtkWidget        *table_choices;
  GtkWidget        *mark_choices;
  GtkLabel         *sentence;
  GtkStack         *look;
  AeqImportTable   *table;
  GtkColumnView    *flows;
  GtkLabel         *problem;
  GtkWidget        *problem_box;
  GtkLabel         *counts;
  GtkLabel         *created;
  GtkLabel         *warnings;
  GtkWidget        *bad_box;
  GtkColumnView    *bad;
  GtkCheckButton   *good_only;
  GtkWidget        *remember_box;
  GtkCheckButton   *remember;
  GtkEntry         *remember_as;
  GtkSpinner       *spinner;
};

enum { READY, N_SIGNALS };

G_DEFINE_FINAL_TYPE (AeqImportForm, aeq_import_form, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

/* In the order of the drop-down. */
static const char *const FORMATS[] = { NULL, "csv", "xlsx", "fixed", "mt940", "mt942", "camt052", "camt053", "camt054", "bai2", "ofx" };
static const int DATE_ORDERS[] = { AEQ_DATE_DMY, AEQ_DATE_MDY, AEQ_DATE_YMD };
static const AeqDecimal DECIMALS[] = { AEQ_DECIMAL_POINT, AEQ_DECIMAL_COMMA };

static void
empty_views (AeqImportForm *self)
{
  aeq_import_view_fill (self->bad, NULL);
  aeq_import_view_fill (self->flows, NULL);
}

static guint
find_text (GtkStringList *list, const char *text)
{
  for (guint i = 0; text != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    if (g_strcmp0 (gtk_string_list_get_string (list, i), text) == 0)
      return i;
  return 0;
}

/* The first item stays: it says that nothing was chosen. */
static void
refill (GtkStringList *list, GPtrArray *texts)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  gboolean same = n == texts->len + 1;

  for (guint i = 0; same && i < texts->len; i++)
    same = g_strcmp0 (gtk_string_list_get_string (list, i + 1), texts->pdata[i]) == 0;
  if (same)
    return;
  g_ptr_array_add (texts, NULL);
  gtk_string_list_splice (list, 1, n - 1, (const char *const *) texts->pdata);
  g_ptr_array_remove_index (texts, texts->len - 1);
}

static void
show_choices (AeqImportForm *self)
{
  const AeqImportPreview *preview = self->file->preview;
  gboolean columns = aeq_import_file_has_columns (self->file);
  const char *format = self->file->format;
  guint at = 0;

  for (guint i = 1; i < G_N_ELEMENTS (FORMATS); i++)
    if (g_strcmp0 (FORMATS[i], format != NULL ? format : preview->format) == 0)
      at = i;
  gtk_drop_down_set_selected (self->format, at);
  refill (self->profiles, preview->profiles);
  gtk_drop_down_set_selected (self->profile, find_text (self->profiles, preview->look != NULL && preview->look->profile != NULL
                                                                          ? preview->look->profile : self->file->profile));
  gtk_widget_set_visible (self->table_choices, columns);
  gtk_widget_set_visible (self->mark_choices, columns);
  if (!columns)
    return;
  gtk_drop_down_set_selected (self->signs, aeq_import_file_get_signs (self->file));
  gtk_drop_down_set_selected (self->dates, preview->look->mapping->date_order > 0 ? (guint) preview->look->mapping->date_order - 1
                                                                                  : GTK_INVALID_LIST_POSITION);
  gtk_drop_down_set_selected (self->decimal, preview->look->mapping->decimal == AEQ_DECIMAL_COMMA ? 1 : 0);
}

static void
show_rows (AeqImportForm *self)
{
  const AeqImportPreview *preview = self->file->preview;

  if (preview->look != NULL)
    aeq_import_table_show (self->table, preview->look, aeq_import_file_has_columns (self->file));
  else
    aeq_import_view_fill (self->flows, preview->flows);
  gtk_stack_set_visible_child_name (self->look, preview->look != NULL ? "table" : preview->flows->len > 0 ? "flows" : "none");
}

static void
show_label (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_outcome (AeqImportForm *self)
{
  const AeqImportPreview *preview = self->file->preview;
  const AeqReadReport *report = preview->outcome != NULL ? preview->outcome->report : NULL;
  g_autofree char *problem = aeq_import_file_describe_problem (self->file);
  g_autofree char *counts = preview->problem == NULL ? aeq_import_file_describe_counts (self->file) : NULL;
  g_autofree char *signs = aeq_import_file_describe_signs (self->file);
  g_autofree char *accounts = NULL;
  g_autofree char *created = NULL;
  g_autofree char *warnings = NULL;
  gboolean bad = report != NULL && report->n_errors > 0;

  g_ptr_array_add (preview->accounts, NULL);
  accounts = g_strjoinv (", ", (char **) preview->accounts->pdata);
  g_ptr_array_remove_index (preview->accounts, preview->accounts->len - 1);
  if (preview->accounts->len > 0)
    created = g_strdup_printf (ngettext ("New account: %s", "New accounts: %s", preview->accounts->len), accounts);
  if (report != NULL && report->warnings->len > 0)
    {
      g_ptr_array_add (report->warnings, NULL);
      warnings = aeq_words_lines ((char **) report->warnings->pdata);
      g_ptr_array_remove_index (report->warnings, report->warnings->len - 1);
    }
  show_label (self->sentence, signs);
  show_label (self->counts, counts);
  show_label (self->created, created);
  show_label (self->warnings, warnings);
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_widget_set_visible (self->bad_box, bad);
  aeq_import_view_fill (self->bad, bad ? report->errors : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->good_only), preview->is_table);
  gtk_check_button_set_active (self->good_only, self->file->good_only);
  gtk_widget_set_visible (self->remember_box, aeq_import_file_has_columns (self->file));
}

static void
show_preview (AeqImportForm *self)
{
  self->showing = TRUE;
  show_choices (self);
  show_rows (self);
  show_outcome (self);
  self->showing = FALSE;
  gtk_spinner_stop (self->spinner);
  g_signal_emit (self, signals[READY], 0);
}

static void
on_previewed (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AeqImportPreview *preview = aeq_workspace_finish (result, &error);
  AeqImportForm *self = user_data;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (preview != NULL)
    {
      empty_views (self);
      aeq_import_file_take_preview (self->file, preview);
      show_preview (self);
      return;
    }
  gtk_spinner_stop (self->spinner);
  text = aeq_error_describe (error);
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (self->problem_box, TRUE);
}

static void
read_preview (AeqImportForm *self)
{
  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  self->reading = g_cancellable_new ();
  gtk_spinner_start (self->spinner);
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &AEQ_IMPORT_PREVIEW, aeq_import_file_copy (self->file), NULL, self->reading,
                     on_previewed, self);
}

static void
on_format_changed_cb (AeqImportForm *self)
{
  guint at = gtk_drop_down_get_selected (self->format);

  if (self->showing || self->file == NULL || at >= G_N_ELEMENTS (FORMATS))
    return;
  aeq_import_file_set_format (self->file, FORMATS[at]);
  read_preview (self);
}

static void
on_profile_changed_cb (AeqImportForm *self)
{
  guint at = gtk_drop_down_get_selected (self->profile);

  if (self->showing || self->file == NULL || at == GTK_INVALID_LIST_POSITION)
    return;
  aeq_import_file_set_profile (self->file, at > 0 ? gtk_string_list_get_string (self->profiles, at) : NULL);
  read_preview (self);
}

static void
on_signs_changed_cb (AeqImportForm *self)
{
  guint at = gtk_drop_down_get_selected (self->signs);

  if (self->showing || self->file == NULL || self->file->preview == NULL || at >= AEQ_N_SIGNS)
    return;
  aeq_import_file_set_signs (self->file, (AeqSigns) at);
  read_preview (self);
}

static void
on_marks_changed_cb (AeqImportForm *self)
{
  guint order = gtk_drop_down_get_selected (self->dates);
  guint decimal = gtk_drop_down_get_selected (self->decimal);

  if (self->showing || self->file == NULL || self->file->preview == NULL)
    return;
  aeq_import_file_set_marks (self->file, order < G_N_ELEMENTS (DATE_ORDERS) ? DATE_ORDERS[order] : 0,
                             decimal < G_N_ELEMENTS (DECIMALS) ? DECIMALS[decimal] : AEQ_DECIMAL_AUTO);
  read_preview (self);
}

static void
on_role_changed_cb (AeqImportForm *self, guint column, int role)
{
  if (self->file == NULL || self->file->preview == NULL)
    return;
  aeq_import_file_set_role (self->file, column, (AeqColumnRole) role);
  read_preview (self);
}

static void
on_account_changed_cb (AeqImportForm *self)
{
  guint at = gtk_drop_down_get_selected (self->account);
  guint code = gtk_drop_down_get_selected (self->currency);
  const char *account;

  if (self->showing || self->file == NULL)
    return;
  g_clear_pointer (&self->file->account, g_free);
  self->file->currency = code > 0 && code != GTK_INVALID_LIST_POSITION
                           ? aeq_currency_lookup (gtk_string_list_get_string (self->currencies, code), -1) : NULL;
  if (at > 0 && (account = gtk_string_list_get_string (self->accounts, at)) != NULL)
    self->file->account = g_strndup (account, (gsize) (strrchr (account, ' ') - account));
  read_preview (self);
}

static void
on_good_only_toggled_cb (AeqImportForm *self)
{
  if (self->showing || self->file == NULL)
    return;
  self->file->good_only = gtk_check_button_get_active (self->good_only);
  self->file->chosen = TRUE;
  g_signal_emit (self, signals[READY], 0);
}

static void
on_remember_changed_cb (AeqImportForm *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->remember_as));

  if (self->showing || self->file == NULL)
    return;
  g_free (self->file->remember);
  self->file->remember = gtk_check_button_get_active (self->remember) && *name != '\0' ? g_strdup (name) : NULL;
}

/* The file's own words, without the numbers that are other ones the next time. */
static char *
suggest_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');
  char *end;

  if (dot != NULL && dot > base)
    *dot = '\0';
  end = base + strlen (base);
  while (end > base && (g_ascii_isdigit (end[-1]) || strchr ("-_. ", end[-1]) != NULL))
    *--end = '\0';
  return g_strdup (*base != '\0' ? base : _("My Bank"));
}

static void
fill_desk (AeqImportForm *self)
{
  g_autoptr(GPtrArray) accounts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();
  const AeqAppDeskNews *news = aeq_app_desk_get_news (self->desk);
  const AeqCurrency *table;
  gsize n;

  for (guint i = 0; i < news->accounts->len; i++)
    {
      const AeqAccount *account = news->accounts->pdata[i];

      g_ptr_array_add (accounts, g_strdup_printf ("%s %s", account->number, account->currency->code));
    }
  table = aeq_currency_table (&n);
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (codes, (char *) table[i].code);
  refill (self->accounts, accounts);
  refill (self->currencies, codes);
}

void
aeq_import_form_show (AeqImportForm *self, AeqAppDesk *desk, AeqImportFile *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (AEQ_IS_IMPORT_FORM (self));
  g_cancellable_cancel (self->reading);
  self->showing = TRUE;
  self->file = file;
  empty_views (self);
  if (g_set_object (&self->desk, desk))
    fill_desk (self);
  if (file != NULL)
    {
      name = file->remember != NULL ? g_strdup (file->remember) : suggest_name (file->path);
      gtk_editable_set_text (GTK_EDITABLE (self->remember_as), name);
      gtk_check_button_set_active (self->remember, file->remember != NULL);
      gtk_drop_down_set_selected (self->account, 0);
      gtk_drop_down_set_selected (self->currency, file->currency != NULL ? find_text (self->currencies, file->currency->code) : 0);
    }
  self->showing = FALSE;
  if (file != NULL && file->preview != NULL)
    show_preview (self);
  else if (file != NULL)
    read_preview (self);
}

static void
aeq_import_form_dispose (GObject *object)
{
  AeqImportForm *self = AEQ_IMPORT_FORM (object);

  g_cancellable_cancel (self->reading);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_IMPORT_FORM);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (aeq_import_form_parent_class)->dispose (object);
}

static void
aeq_import_form_finalize (GObject *object)
{
  g_clear_object (&AEQ_IMPORT_FORM (object)->reading);
  G_OBJECT_CLASS (aeq_import_form_parent_class)->finalize (object);
}

static void
aeq_import_form_class_init (AeqImportFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_import_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = aeq_import_form_finalize;
  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (AEQ_TYPE_IMPORT_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-import-form.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, AeqImportForm, child)
  BIND (profiles); BIND (accounts); BIND (currencies); BIND (format); BIND (profile); BIND (signs); BIND (dates); BIND (decimal);
  BIND (account); BIND (currency); BIND (table_choices); BIND (mark_choices); BIND (sentence); BIND (look); BIND (table); BIND (flows);
  BIND (problem); BIND (problem_box); BIND (counts); BIND (created); BIND (warnings); BIND (bad_box); BIND (bad); BIND (good_only);
  BIND (remember_box); BIND (remember); BIND (remember_as); BIND (spinner);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_profile_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_signs_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_marks_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_role_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_account_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_good_only_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remember_changed_cb);
}

static void
aeq_import_form_init (AeqImportForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reading = g_cancellable_new ();
  aeq_import_view_add_flow_columns (self->flows);
  aeq_import_view_add_bad_columns (self->bad);
}
