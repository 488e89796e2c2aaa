/* SPDX-License-Identifier: MIT */
#include "aeq-job-filters.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "aeq-error.h"

#define KEY "flow_filters"

static const char *const SORTS[AEQ_FLOW_N_SORTS] = { "time", "account", "amount", "category", "counterparty" };

void
aeq_filter_free (AeqFilter *self)
{
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

AeqFilter *
aeq_filter_copy (const AeqFilter *self)
{
  AeqFilter *copy = g_new (AeqFilter, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->text = g_strdup (self->text);
  return copy;
}

static AeqDate
read_date (JsonObject *object, const char *name)
{
  AeqDate date;

  return aeq_date_parse_iso (json_object_get_string_member_with_default (object, name, ""), -1, &date) ? date
                                                                                                       : AEQ_DATE_NONE;
}

static AeqFilter *
read_filter (const char *name, JsonObject *object)
{
  AeqFilter *self = g_new0 (AeqFilter, 1);
  const char *sort = json_object_get_string_member_with_default (object, "sort", SORTS[0]);

  self->name = g_strdup (name);
  self->text = g_strdup (json_object_get_string_member_with_default (object, "text", ""));
  self->status = (int) CLAMP (json_object_get_int_member_with_default (object, "status", -1), -1, AEQ_FLOW_WITHDRAWN);
  self->from = read_date (object, "from");
  self->to = read_date (object, "to");
  self->descending = json_object_get_boolean_member_with_default (object, "descending", TRUE);
  for (guint i = 0; i < AEQ_FLOW_N_SORTS; i++)
    if (g_str_equal (sort, SORTS[i]))
      self->sort = (AeqFlowSort) i;
  return self;
}

static JsonObject *
write_filter (const AeqFilter *self)
{
  JsonObject *object = json_object_new ();
  char date[AEQ_DATE_TEXT_SIZE];

  json_object_set_string_member (object, "text", self->text != NULL ? self->text : "");
  json_object_set_int_member (object, "status", self->status);
  if (self->from != AEQ_DATE_NONE)
    json_object_set_string_member (object, "from", aeq_date_format (self->from, date));
  if (self->to != AEQ_DATE_NONE)
    json_object_set_string_member (object, "to", aeq_date_format (self->to, date));
  json_object_set_string_member (object, "sort", SORTS[self->sort]);
  json_object_set_boolean_member (object, "descending", self->descending);
  return object;
}

static JsonObject *
parse (const char *text)
{
  g_autoptr(JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : json_object_new ();
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_filters (gconstpointer a, gconstpointer b)
{
  return compare_names (&(*(AeqFilter *const *) a)->name, &(*(AeqFilter *const *) b)->name);
}

GPtrArray *
aeq_job_filters (AeqLedger *ledger, GError **error)
{
  g_autoptr(GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_filter_free);
  g_autoptr(JsonObject) all = NULL;
  g_autoptr(GList) names = NULL;
  g_autofree char *text = NULL;

  if (!aeq_ledger_get_info (ledger, KEY, &text, error))
    return NULL;
  all = parse (text);
  names = json_object_get_members (all);
  for (GList *l = names; l != NULL; l = l->next)
    if (JSON_NODE_HOLDS_OBJECT (json_object_get_member (all, l->data)))
      g_ptr_array_add (filters, read_filter (l->data, json_object_get_object_member (all, l->data)));
  g_ptr_array_sort (filters, compare_filters);
  return g_steal_pointer (&filters);
}

static gboolean
check (const char *name, JsonObject *all, GError **error)
{
  if (*name == '\0' || g_utf8_strlen (name, -1) > AEQ_FILTER_NAME_MAX)
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_INVALID, "A filter needs a name of at most %d characters",
                 AEQ_FILTER_NAME_MAX);
  else if (json_object_get_size (all) >= AEQ_FILTERS_MAX && !json_object_has_member (all, name))
    g_set_error (error, AEQ_ERROR, AEQ_ERROR_LIMIT, "A ledger keeps at most %d filters: delete one first",
                 AEQ_FILTERS_MAX);
  else
    return TRUE;
  return FALSE;
}

static char *
to_text (JsonObject *all)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), all);

  return json_to_string (node, FALSE);
}

static gboolean
change (AeqLedger *ledger, const char *name, const AeqFilter *filter, char **before, char **after, GError **error)
{
  g_autoptr(JsonObject) all = NULL;

  if (!aeq_ledger_get_info (ledger, KEY, before, error))
    return FALSE;
  all = parse (*before);
  if (filter == NULL && json_object_has_member (all, name))
    json_object_remove_member (all, name);
  else if (filter != NULL && !check (name, all, error))
    return FALSE;
  else if (filter != NULL)
    json_object_set_object_member (all, name, write_filter (filter));
  *after = to_text (all);
  return aeq_ledger_set_info (ledger, KEY, *after, error);
}

gboolean
aeq_job_filters_set (AeqLedger *ledger, const char *name, const AeqFilter *filter, char **before, char **after,
                     GError **error)
{
  *before = *after = NULL;
  if (!aeq_store_begin (ledger->store, error))
    return FALSE;
  if (change (ledger, name, filter, before, after, error) && aeq_store_commit (ledger->store, error))
    return TRUE;
  aeq_store_rollback (ledger->store);
  g_clear_pointer (before, g_free);
  g_clear_pointer (after, g_free);
  return FALSE;
}

gboolean
aeq_job_filters_restore (AeqLedger *ledger, const char *text, GError **error)
{
  return aeq_ledger_set_info (ledger, KEY, text != NULL ? text : "{}", error);
}
