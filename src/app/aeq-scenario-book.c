/* SPDX-License-Identifier: MIT */
#include "aeq-scenario-book.h"

#include "aeq-error.h"

#define REVERSE_CHANCE .5

typedef struct
{
  gboolean           one_account;
  AeqId              account;
  const AeqCurrency *currency; /* (nullable) */
} Scope;

typedef struct
{
  AeqScenarioDesk *desk;
  guint            section;
  char            *json; /* (nullable) */
} Part;

static void
desk_clear (gpointer data)
{
  AeqScenarioDesk *self = data;

  g_clear_pointer (&self->entries, g_ptr_array_unref);
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
aeq_scenario_scope_new (AeqAppDesk *desk)
{
  const AeqAccount *account = aeq_app_desk_get_account (desk);
  Scope *self = g_new0 (Scope, 1);

  self->one_account = account != NULL;
  if (account != NULL)
    self->account = account->uid;
  self->currency = aeq_app_desk_get_currency (desk);
  return self;
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
prepare (AeqLedger *ledger, const Scope *scope, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) accounts = aeq_account_list (ledger, error);
  AeqScenarioRequest request = AEQ_SCENARIO_REQUEST_DEFAULT;

  if (accounts == NULL)
    return NULL;
  request.account = scope->one_account ? find_account (accounts, &scope->account) : NULL;
  request.currency = scope->currency;
  return aeq_scenario_prepare (ledger, &request, progress, cancellable, error);
}

static gpointer
read_desk (AeqLedger *ledger, gpointer data, AeqProgress *progress, GCancellable *cancellable, GError **error)
{
  AeqScenarioDesk *self = g_atomic_rc_box_new0 (AeqScenarioDesk);
  g_autoptr(GError) local = NULL;

  self->as_of = ledger->now;
  if ((self->entries = aeq_scenario_list (ledger, &local)) != NULL)
    self->base = prepare (ledger, data, progress, cancellable, &local);
  if (self->base != NULL || (self->entries != NULL && g_error_matches (local, AEQ_ERROR, AEQ_ERROR_NOT_FOUND)))
    return self;
  aeq_scenario_desk_unref (self);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

const AeqWork AEQ_SCENARIO_READ = { AEQ_QUEUE_READ, read_desk, g_free, (GDestroyNotify) aeq_scenario_desk_unref };

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
apply (AeqLedger *ledger G_GNUC_UNUSED, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
       GError **error)
{
  const Part *self = data;
  const AeqScenarioSection *section = self->desk->base->sections->pdata[self->section];
  g_autoptr(AeqScenario) scenario = aeq_scenario_parse ("shown", NULL, self->json, -1, NULL, error);

  return scenario != NULL ? aeq_stress_read (section->book, scenario, AEQ_STRESS_READ_FAN, error) : NULL;
}

static gpointer
reverse (AeqLedger *ledger G_GNUC_UNUSED, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  const Part *self = data;
  const AeqScenarioSection *section = self->desk->base->sections->pdata[self->section];

  return aeq_stress_reverse (section->book, REVERSE_CHANCE, cancellable, error);
}

const AeqWork AEQ_SCENARIO_APPLY = { AEQ_QUEUE_ROWS, apply, part_free, (GDestroyNotify) aeq_stress_reading_free };
const AeqWork AEQ_SCENARIO_REVERSE = { AEQ_QUEUE_READ, reverse, part_free, (GDestroyNotify) g_array_unref };
