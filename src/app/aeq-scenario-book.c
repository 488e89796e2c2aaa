/* SPDX-License-Identifier: MIT */
#include "aeq-scenario-book.h"

#include "aeq-sheet-crisis.h"

#define REVERSE_CHANCE .5

typedef struct
{
  gboolean           one_account;
  AeqId              account;
  const AeqCurrency *currency; /* (nullable) */
  char              *name;     /* (nullable) of the place that is wanted, which is this set or account */
  gboolean           set;
  const AeqCurrency *of;
  gboolean           whole;
  gboolean           crisis;
} Scope;

typedef struct
{
  AeqScenarioDesk *desk;
  guint            section;
  char            *json; /* (nullable) */
} Part;

typedef struct
{
  AeqScenarioDesk *desk;
  guint            section;
  GPtrArray       *jsons; /* char * */
} Several;

static void
desk_clear (gpointer data)
{
  AeqScenarioDesk *self = data;

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->crisis, aeq_sheet_free);
  g_clear_pointer (&self->crisis_about, g_free);
  g_clear_pointer (&self->base, aeq_scenario_base_free);
}

AeqScenarioDesk *
aeq_scenario_desk_ref (AeqScenarioDesk *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
aeq_scenario_desk_unref (AeqScenarioDesk *self)
{
  g_atomic_rc_box_release_full (self, desk_clear);
}

gpointer
aeq_scenario_scope_new (AeqAppDesk *desk, const AeqScenarioPlace *place, gboolean whole, gboolean crisis)
{
  const AeqAccount *account = aeq_app_desk_get_account (desk);
  Scope *self = g_new0 (Scope, 1);

  self->one_account = account != NULL;
  if (account != NULL)
    self->account = account->uid;
  self->currency = aeq_app_desk_get_currency (desk);
  self->whole = whole;
  self->crisis = crisis;
  if (place == NULL)
    return self;
  self->name = g_strdup (place->name);
  self->set = place->set;
  self->of = place->currency;
  return self;
}

static void
scope_free (gpointer data)
{
  g_free (((Scope *) data)->name);
  g_free (data);
}

static const AeqAccount *
find_account (GPtrArray *accounts, const AeqId *uid)
{
  for (guint i = 0; i < accounts->len; i++)
    if (aeq_id_equal (&((AeqAccount *) accounts->pdata[i])->uid, uid))
      return accounts->pdata[i];
  return NULL;
}

static AeqScenarioBase *
prepare (AeqLedger *ledger, const AeqScenarioDesk *desk, const Scope *scope, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  AeqScenarioRequest request = AEQ_SCENARIO_REQUEST_DEFAULT;
  const AeqScenarioPlace *place = desk->places->pdata[desk->place];

  if (accounts == NULL)
    return NULL;
  request.account = desk->whole ? NULL : find_account (accounts, &place->account);
  request.currency = scope->currency;
  request.sets_too = TRUE;
  return aeq_scenario_prepare (ledger, &request, progress, cancellable, error);
}

/* Of one account, or of all with their sets. */
static GPtrArray *
list_places (AeqLedger *ledger, const Scope *scope, GError **error)
{
  g_autoptr(GPtrArray) places = aeq_scenario_places (ledger, scope->currency, error);

  for (guint i = scope->one_account && places != NULL ? places->len : 0; i > 0; i--)
    {
      const AeqScenarioPlace *place = places->pdata[i - 1];

      if (place->set || !aeq_id_equal (&place->account, &scope->account))
        g_ptr_array_remove_index (places, i - 1);
    }
  return g_steal_pointer (&places);
}

static void
find_wanted (AeqScenarioDesk *self, const Scope *scope)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const AeqScenarioPlace *place = self->places->pdata[i];

      if (place->set == scope->set && place->currency == scope->of && g_strcmp0 (place->name, scope->name) == 0)
        self->place = i;
    }
  self->whole = self->places->len > 1 && (scope->whole || ((AeqScenarioPlace *) self->places->pdata[self->place])->set);
}

static gboolean
fill_lists (AeqScenarioDesk *self, AeqLedger *ledger, const Scope *scope, GError **error)
{
  self->as_of = ledger->now;
  if ((self->entries = aeq_scenario_list (ledger, error)) == NULL || (self->places = list_places (ledger, scope, error)) == NULL)
    return FALSE;
  if (self->places->len > 0)
    find_wanted (self, scope);
  return TRUE;
}

static gpointer
list_desk (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  AeqScenarioDesk *self = g_atomic_rc_box_new0 (AeqScenarioDesk);

  if (fill_lists (self, ledger, data, error))
    return self;
  aeq_scenario_desk_unref (self);
  return NULL;
}

static gboolean
fill_desk (AeqScenarioDesk *self, AeqLedger *ledger, const Scope *scope, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  if (scope->crisis && (self->crisis = aeq_sheet_crisis (ledger, &self->crisis_about, error)) == NULL)
    return FALSE;
  if (!fill_lists (self, ledger, scope, error))
    return FALSE;
  if (self->places->len == 0)
    return TRUE;
  self->base = prepare (ledger, self, scope, progress, cancellable, error);
  return self->base != NULL;
}

static gpointer
read_desk (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqScenarioDesk *self = g_atomic_rc_box_new0 (AeqScenarioDesk);

  if (fill_desk (self, ledger, data, progress, cancellable, error))
    return self;
  aeq_scenario_desk_unref (self);
  return NULL;
}

const AeqWork AEQ_SCENARIO_LIST = { AEQ_QUEUE_ROWS, list_desk, scope_free, (GDestroyNotify) aeq_scenario_desk_unref };
const AeqWork AEQ_SCENARIO_READ = { AEQ_QUEUE_READ, read_desk, scope_free, (GDestroyNotify) aeq_scenario_desk_unref };

gpointer
aeq_scenario_part_new (AeqScenarioDesk *desk, guint section, const AeqScenario *scenario)
{
  Part *self = g_new (Part, 1);

  *self = (Part) { aeq_scenario_desk_ref (desk), section, scenario != NULL ? aeq_scenario_json (scenario) : NULL };
  return self;
}

static void
part_free (gpointer data)
{
  Part *self = data;

  aeq_scenario_desk_unref (self->desk);
  g_free (self->json);
  g_free (self);
}

static gpointer
apply (AeqLedger *ledger G_GNUC_UNUSED, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  const Part *self = data;
  g_autoptr(AeqScenario) scenario = aeq_scenario_parse ("shown", NULL, self->json, -1, NULL, error);

  return scenario != NULL ? aeq_scenario_apply (self->desk->base, scenario, cancellable, error) : NULL;
}

gpointer
aeq_scenario_several_new (AeqScenarioDesk *desk, guint section, GPtrArray *jsons)
{
  Several *self = g_new (Several, 1);

  *self = (Several) { aeq_scenario_desk_ref (desk), section, g_ptr_array_ref (jsons) };
  return self;
}

static void
several_free (gpointer data)
{
  Several *self = data;

  aeq_scenario_desk_unref (self->desk);
  g_ptr_array_unref (self->jsons);
  g_free (self);
}

static gpointer
compare (AeqLedger *ledger G_GNUC_UNUSED, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  const Several *self = data;
  const AeqScenarioSection *section = self->desk->base->sections->pdata[self->section];
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) aeq_stress_reading_free);

  for (guint i = 0; i < self->jsons->len; i++)
    {
      g_autoptr(AeqScenario) scenario = aeq_scenario_parse ("shown", NULL, self->jsons->pdata[i], -1, NULL, error);
      AeqStressReading *reading = scenario != NULL ? aeq_stress_read (section->book, scenario, AEQ_STRESS_READ_FAN, error) : NULL;

      if (reading == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          aeq_stress_reading_free (reading);
          return NULL;
        }
      g_ptr_array_add (readings, reading);
    }
  return g_steal_pointer (&readings);
}

static gpointer
reverse (AeqLedger *ledger G_GNUC_UNUSED, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  const Part *self = data;
  const AeqScenarioSection *section = self->desk->base->sections->pdata[self->section];

  return aeq_stress_reverse (section->book, REVERSE_CHANCE, cancellable, error);
}

const AeqWork AEQ_SCENARIO_APPLY = { AEQ_QUEUE_ROWS, apply, part_free, (GDestroyNotify) g_ptr_array_unref };
const AeqWork AEQ_SCENARIO_SEVERAL = { AEQ_QUEUE_ROWS, compare, several_free, (GDestroyNotify) g_ptr_array_unref };
const AeqWork AEQ_SCENARIO_REVERSE = { AEQ_QUEUE_READ, reverse, part_free, (GDestroyNotify) g_array_unref };
