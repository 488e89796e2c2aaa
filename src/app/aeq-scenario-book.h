/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-app-desk.h"
#include "aeq-job-scenario.h"
#include "aeq-sheet.h"

G_BEGIN_DECLS

/* Work of the Scenarios page: what is read and prepared once, and what is made of it under one scenario after another. */

/* The scenarios and the prepared paths; nobody changes it any more. Held by the page and by each work that reads it. */
typedef struct
{
  AeqInstant       as_of;
  GPtrArray       *entries; /* AeqScenarioEntry */
  GPtrArray       *places;  /* AeqScenarioPlace; empty: no account has flows that could be stressed */
  guint            place;   /* the one that was asked for */
  gboolean         whole;   /* sections are those of all places; else the only one is that of @place */
  AeqScenarioBase *base;    /* (nullable) NULL: there is no place, or it was only listed */
  AeqSheet        *crisis;  /* (nullable) evidence of the crisis table, if asked for; whoever shows it takes it out */
  char            *crisis_about; /* (nullable) likewise */
} AeqScenarioDesk;

AeqScenarioDesk *aeq_scenario_desk_ref   (AeqScenarioDesk *self);
void             aeq_scenario_desk_unref (AeqScenarioDesk *self);

/* What is looked at, as the data of AEQ_SCENARIO_READ, whose result is an AeqScenarioDesk. @place (nullable): else the first one; an account is
 * read by itself, which is quick, unless @whole asks for all places. @crisis: with the crisis table's evidence. */
gpointer aeq_scenario_scope_new (AeqAppDesk *desk, const AeqScenarioPlace *place, gboolean whole, gboolean crisis);
extern const AeqWork AEQ_SCENARIO_READ;
extern const AeqWork AEQ_SCENARIO_LIST; /* the same without @base and @crisis, at once */

/* A part of the desk under a scenario, as the data of the works below. @scenario (nullable) is copied. */
gpointer aeq_scenario_part_new (AeqScenarioDesk *desk, guint section, const AeqScenario *scenario);
extern const AeqWork AEQ_SCENARIO_APPLY;   /* of every section: GPtrArray of AeqStressReading */
extern const AeqWork AEQ_SCENARIO_REVERSE; /* GArray of AeqStressReverse, on half of the paths */

/* One section under several scenarios, given by their definitions (char *), which are kept. GPtrArray of AeqStressReading in their order. */
gpointer aeq_scenario_several_new (AeqScenarioDesk *desk, guint section, GPtrArray *jsons);
extern const AeqWork AEQ_SCENARIO_SEVERAL;

G_END_DECLS
