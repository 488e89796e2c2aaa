/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-record-dialog"

#include "aeq-record-dialog.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "aeq-amount-entry.h"
#include "aeq-error.h"
#include "aeq-record-act.h"
#include "aeq-screen-format.h"
#include "aeq-words.h"

#define MAX_FIELDS 6

typedef enum
{
  FIELD_TEXT,
  FIELD_AMOUNT,
  FIELD_SIGNED, /* an amount that comes in or goes out */
  FIELD_INSTANT,
  FIELD_AHEAD   /* an instant after now */
} FieldKind;

typedef struct
{
  const char *label;   /* with its mnemonic, marked for translation */
  const char *hint;    /* (nullable) marked for translation */
  const char *column;
  FieldKind   kind;
  gboolean    optional;
  guint       value;   /* place in the sheet's row */
} Field;

typedef struct
{
  const char *entity;
  const char *title_new; /* marked for translation, as all of them */
  const char *title_edit;
  const char *added;
  const char *changed;
  const Field fields[MAX_FIELDS]; /* ended by a NULL label */
} Form;

static const AeqId NO_UID;

static const Form FORMS[] = {
  { "limit", N_("New Limit"), N_("Edit Limit"), N_("Limit added"), N_("Limit changed"),
    { { N_("_Floor"), N_("1500, 1.5m, (100) or =1000-250"), "floor_amount", FIELD_AMOUNT, FALSE, 1 },
      { N_("_Early warning"), N_("None"), "early_warning", FIELD_AMOUNT, TRUE, 2 } } },
  { "obligation", N_("New Obligation"), N_("Edit Obligation"), N_("Obligation added"), N_("Obligation changed"),
    { { N_("_Due"), N_("2026-11-20 15:30, on the account’s clock"), "due_ts", FIELD_INSTANT, FALSE, 0 },
      { N_("A_mount"), N_("1500, 1.5m, (100) or =1000-250"), "amount", FIELD_AMOUNT, FALSE, 2 },
      { N_("_Name"), NULL, "name", FIELD_TEXT, FALSE, 7 },
      { N_("Counter_party"), NULL, "counterparty", FIELD_TEXT, TRUE, 8 },
      { N_("_Reference"), NULL, "reference", FIELD_TEXT, TRUE, 9 } } },
  { "override", N_("Override the Forecast"), N_("Edit Override"), N_("Override added"), N_("Override changed"),
    { { N_("_When"), N_("2026-11-20 15:30, on the account’s clock"), "settle_ts", FIELD_AHEAD, FALSE, 0 },
      { N_("A_mount"), N_("Adds to the forecast: 1.5m comes in, (250k) goes out"), "amount", FIELD_SIGNED, FALSE, 1 },
      { N_("_Reason"), N_("Who says so, and why"), "reason", FIELD_TEXT, FALSE, 2 } } },
};

struct _AeqRecordDialog
{
  AdwWindow    parent_instance;
  AeqAppDesk     *desk;
  const Form  *form;
  gboolean     has_uid;
  AeqId        uid;
  GPtrArray   *accounts; /* uid texts, in the order of the drop-down */
  GtkEntry    *entries[MAX_FIELDS];
  GtkDropDown *account; /* template children */
  GtkGrid     *grid;
  GtkLabel    *refusal;
};

G_DEFINE_FINAL_TYPE (AeqRecordDialog, aeq_record_dialog, ADW_TYPE_WINDOW)

/* As amounts are written on screen, so they are typed. */
static AeqDecimal
decimal_of_screen (void)
{
  AeqNumberStyle style = aeq_screen_format_get ()->numbers;

  if (style != AEQ_NUMBERS_LOCALE)
    return style == AEQ_NUMBERS_POINT_COMMA || style == AEQ_NUMBERS_SPACE_COMMA ? AEQ_DECIMAL_COMMA : AEQ_DECIMAL_POINT;
  return localeconv ()->decimal_point[0] == ',' ? AEQ_DECIMAL_COMMA : AEQ_DECIMAL_POINT;
}

static const AeqAccount *
chosen_account (AeqRecordDialog *self)
{
  GPtrArray *accounts = aeq_app_desk_get_news (self->desk)->accounts;
  guint selected = gtk_drop_down_get_selected (self->account);

  for (guint i = 0; selected < self->accounts->len && i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];

      if (aeq_id_equal (&account->uid, self->accounts->pdata[selected]))
        return account;
    }
  return NULL;
}

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, text);
  return FALSE;
}

static gboolean
is_time (const char *text, gint64 *time_of_day)
{
  int hour, minute;

  if (strlen (text) != 5 || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) || text[2] != ':' ||
      !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;
  hour = 10 * (text[0] - '0') + text[1] - '0';
  minute = 10 * (text[3] - '0') + text[4] - '0';
  *time_of_day = hour * AEQ_HOUR + minute * AEQ_MINUTE;
  return hour < 24 && minute < 60;
}

static gboolean
read_instant (const char *text, const AeqZone *zone, gint64 *instant, GError **error)
{
  gint64 time_of_day;
  AeqDate date;

  if (strlen (text) != 16 || text[10] != ' ' || !aeq_date_parse_iso (text, 10, &date) ||
      !is_time (text + 11, &time_of_day))
    return refuse (error, _("Type the day and the time like 2026-11-20 15:30"));
  *instant = aeq_zone_from_local (zone, date, time_of_day);
  return TRUE;
}

static gboolean
read_ahead (AeqRecordDialog *self, const char *text, const AeqZone *zone, gint64 *instant, GError **error)
{
  return read_instant (text, zone, instant, error) &&
         (*instant > aeq_workspace_get_now (aeq_app_desk_get_workspace (self->desk)) ||
          refuse (error, _("What is over cannot be forecast: type a time that is still to come")));
}

static gboolean
read_integer (AeqRecordDialog *self, const Field *field, const char *text, const AeqAccount *account, gint64 *value, GError **error)
{
  if (field->kind == FIELD_INSTANT)
    return read_instant (text, account->zone, value, error);
  if (field->kind == FIELD_AHEAD)
    return read_ahead (self, text, account->zone, value, error);
  if (!aeq_amount_entry_parse (text, account->currency, decimal_of_screen (), value, error))
    return FALSE;
  if (field->kind == FIELD_SIGNED)
    return *value != 0 || refuse (error, _("An override of nothing changes nothing: type an amount"));
  return *value > 0 || !g_str_equal (field->column, "amount") ||
         refuse (error, _("What is owed must be more than nothing"));
}

static gboolean
read_field (AeqRecordDialog *self, guint i, const AeqAccount *account, JsonObject *values, GError **error)
{
  const Field *field = &self->form->fields[i];
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[i]))));
  gint64 value;

  if (*text == '\0' && field->optional)
    json_object_set_null_member (values, field->column);
  else if (field->kind != FIELD_TEXT)
    {
      if (!read_integer (self, field, text, account, &value, error))
        return FALSE;
      json_object_set_int_member (values, field->column, value);
    }
  else if (*text == '\0')
    return refuse (error, g_str_equal (field->column, "reason") ? _("It needs a reason") : _("It needs a name"));
  else
    json_object_set_string_member (values, field->column, text);
  return TRUE;
}

static void
show_refusal (AeqRecordDialog *self, GtkEntry *entry, const char *text)
{
  gtk_label_set_text (self->refusal, text);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
  if (entry == NULL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_widget_grab_focus (GTK_WIDGET (entry));
}

/* NULL when something cannot be read; then it says so. */
static JsonObject *
read_values (AeqRecordDialog *self)
{
  g_autoptr(JsonObject) values = json_object_new ();
  const AeqAccount *account = chosen_account (self);
  char uid[AEQ_ID_TEXT_SIZE];

  if (account == NULL)
    {
      show_refusal (self, NULL, _("Choose an account"));
      return NULL;
    }
  json_object_set_string_member (values, "account_id", aeq_id_format (&account->uid, uid));
  for (guint i = 0; self->entries[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;

      gtk_widget_remove_css_class (GTK_WIDGET (self->entries[i]), "error");
      if (!read_field (self, i, account, values, &error))
        {
          g_autofree char *refusal = aeq_words_show (error->message);

          show_refusal (self, self->entries[i], refusal);
          return NULL;
        }
    }
  return g_steal_pointer (&values);
}

static void
on_save_clicked_cb (AeqRecordDialog *self)
{
  JsonObject *values = read_values (self);
  GPtrArray *edits;

  if (values == NULL)
    return;
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_edit_free);
  g_ptr_array_add (edits, aeq_edit_new (self->form->entity, self->has_uid ? &self->uid : NULL, values));
  aeq_record_act (self->desk, edits, self->has_uid ? _(self->form->changed) : _(self->form->added));
  gtk_window_close (GTK_WINDOW (self));
}

static char *
text_for_entry (const AeqValue *value)
{
  char *text = aeq_value_plain (value);

  if (value->kind == AEQ_VALUE_MONEY && decimal_of_screen () == AEQ_DECIMAL_COMMA)
    g_strdelimit (text, ".", ',');
  return text;
}

static void
add_field (AeqRecordDialog *self, guint i, const AeqSheetRow *row)
{
  const Field *field = &self->form->fields[i];
  GtkWidget *label = gtk_label_new_with_mnemonic (_(field->label));
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *text = row != NULL ? text_for_entry (&row->values[field->value]) : g_strdup ("");

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), field->hint != NULL ? _(field->hint) : NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_grid_attach (self->grid, label, 0, (int) i + 1, 1, 1);
  gtk_grid_attach (self->grid, entry, 1, (int) i + 1, 1, 1);
  self->entries[i] = GTK_ENTRY (entry);
}

static void
fill_accounts (AeqRecordDialog *self, const AeqId *wanted)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *accounts = aeq_app_desk_get_news (self->desk)->accounts;
  guint selected = 0;

  for (guint i = 0; i < accounts->len; i++)
    {
      const AeqAccount *account = accounts->pdata[i];

      gtk_string_list_take (names, g_strdup_printf ("%s %s", account->number, account->currency->code));
      g_ptr_array_add (self->accounts, g_memdup2 (&account->uid, sizeof account->uid));
      if (wanted != NULL && aeq_id_equal (&account->uid, wanted))
        selected = i;
    }
  gtk_drop_down_set_model (self->account, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->account, selected);
}

static void
aeq_record_dialog_dispose (GObject *object)
{
  AeqRecordDialog *self = AEQ_RECORD_DIALOG (object);

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), AEQ_TYPE_RECORD_DIALOG);
  G_OBJECT_CLASS (aeq_record_dialog_parent_class)->dispose (object);
}

static void
aeq_record_dialog_class_init (AeqRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = aeq_record_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/ai/aequitas/Aequitas/aeq-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AeqRecordDialog, account);
  gtk_widget_class_bind_template_child (widget_class, AeqRecordDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, AeqRecordDialog, refusal);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
aeq_record_dialog_init (AeqRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->accounts = g_ptr_array_new_with_free_func (g_free);
}

static const Form *
find_form (const char *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (FORMS); i++)
    if (g_str_equal (FORMS[i].entity, entity))
      return &FORMS[i];
  g_return_val_if_reached (NULL);
}

void
aeq_record_dialog_open (GtkWidget *parent, AeqAppDesk *desk, const char *entity, const AeqSheetRow *row)
{
  AeqRecordDialog *self = g_object_new (AEQ_TYPE_RECORD_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);
  const AeqAccount *account = aeq_app_desk_get_account (desk);

  self->desk = g_object_ref (desk);
  self->form = find_form (entity);
  self->has_uid = row != NULL && !aeq_id_equal (&row->uid, &NO_UID);
  if (self->has_uid)
    self->uid = row->uid;
  gtk_window_set_title (GTK_WINDOW (self), self->has_uid ? _(self->form->title_edit) : _(self->form->title_new));
  fill_accounts (self, row != NULL ? &row->account : account != NULL ? &account->uid : NULL);
  for (guint i = 0; i < MAX_FIELDS && self->form->fields[i].label != NULL; i++)
    add_field (self, i, row);
  gtk_widget_grab_focus (GTK_WIDGET (self->entries[0]));
  gtk_window_present (GTK_WINDOW (self));
}

void
aeq_record_delete (AeqAppDesk *desk, const char *entity, GPtrArray *uids)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_edit_free);
  g_autofree char *label = g_strdup_printf (ngettext ("%u record deleted", "%u records deleted", uids->len), uids->len);

  for (guint i = 0; i < uids->len; i++)
    g_ptr_array_add (edits, aeq_edit_new (entity, uids->pdata[i], NULL));
  aeq_record_act (desk, edits, label);
  g_ptr_array_unref (uids);
}
