/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-csv-date.h"
#include "aeq-csv-plan.h"
#include "aeq-csv-words.h"
#include "aeq-error.h"
#include "aeq-words.h"

/* Decimal mark and order of dates: by the whole column first, then by what stands around it. */

static const AeqColumnRole DATE_ROLES[] = {
  AEQ_ROLE_SETTLE_TS,        AEQ_ROLE_BOOKING_DATE, AEQ_ROLE_VALUE_DATE,
  AEQ_ROLE_TRANSACTION_DATE, AEQ_ROLE_DATE,         AEQ_ROLE_OPENED,
  AEQ_ROLE_CALL_DUE,
};
static const AeqColumnRole MONEY_ROLES[] = {
  AEQ_ROLE_AMOUNT, AEQ_ROLE_DEBIT,    AEQ_ROLE_CREDIT, AEQ_ROLE_BALANCE,
  AEQ_ROLE_FEE,    AEQ_ROLE_QUANTITY, AEQ_ROLE_PRICE,  AEQ_ROLE_MARKET_VALUE,
  AEQ_ROLE_REQUIREMENT, AEQ_ROLE_EQUITY, AEQ_ROLE_EXCESS, AEQ_ROLE_CALL_AMOUNT,
};

/* Whether the days would be in order in one reading: of two readings the one that is sorted is the right one. */
typedef struct
{
  AeqDate last;
  guint   rises;
  guint   falls;
} Order;

typedef struct
{
  const AeqCsvPlan *plan;
  AeqColumnStats    dates;
  AeqColumnStats    money;
  AeqColumnStats    balance; /* speaks only where the amounts say nothing */
  Order             orders[4];
  guint             different; /* days that two readings take for different days */
  char              example[32];
  char              amount[32];
} Evidence;

static void
forget_orders (Evidence *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->orders); i++)
    self->orders[i] = (Order){ AEQ_DATE_NONE, 0, 0 };
}

static void
watch_order (Evidence *self, const char *cell, gsize length)
{
  AeqMoment moment;
  AeqDate days[4] = { 0 };

  for (int order = AEQ_DATE_DMY; order <= AEQ_DATE_MDY; order++)
    {
      Order *o = &self->orders[order];

      if (!aeq_csv_date_parse (cell, length, order, &moment))
        return;
      days[order] = moment.date;
      if (o->last != AEQ_DATE_NONE)
        {
          o->rises += moment.date > o->last;
          o->falls += moment.date < o->last;
        }
      o->last = moment.date;
    }
  if (days[AEQ_DATE_DMY] != days[AEQ_DATE_MDY] && self->different++ == 0)
    g_strlcpy (self->example, cell, sizeof self->example);
}

static void
add_evidence (Evidence *self, const AeqCsvRecord *record)
{
  for (gsize i = 0; i < G_N_ELEMENTS (DATE_ROLES); i++)
    {
      int column = self->plan->columns[DATE_ROLES[i]];
      const char *cell = column < 0 ? "" : aeq_csv_record_cell (record, (guint) column);

      if (*cell == '\0')
        continue;
      aeq_column_stats_add_date (&self->dates, cell, strlen (cell));
      if (DATE_ROLES[i] == AEQ_ROLE_BOOKING_DATE)
        watch_order (self, cell, strlen (cell));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (MONEY_ROLES); i++)
    {
      int column = self->plan->columns[MONEY_ROLES[i]];
      AeqColumnStats *stats = MONEY_ROLES[i] == AEQ_ROLE_BALANCE ? &self->balance : &self->money;
      const char *cell = column < 0 ? "" : aeq_csv_record_cell (record, (guint) column);
      guint either = stats->either;

      if (*cell == '\0')
        continue;
      if (aeq_csv_record_kind (record, (guint) column) == AEQ_CELL_NUMBER)
        {
          stats->typed++;
          continue;
        }
      aeq_column_stats_add_number (stats, cell, strlen (cell));
      if (stats->either > either && self->amount[0] == '\0')
        g_strlcpy (self->amount, cell, sizeof self->amount);
    }
}

static gboolean
marks_decided (const Evidence *self)
{
  return self->money.points + self->money.commas > 0 || (self->money.typed > 0 && self->money.either == 0);
}

static gboolean
order_decided (const Evidence *self)
{
  return self->dates.only[AEQ_DATE_DMY] + self->dates.only[AEQ_DATE_MDY] > 0 ||
         (self->dates.dates > 0 && self->dates.only[AEQ_DATE_YMD] == self->dates.dates);
}

static gboolean
add_record (AeqCsvRecord *record, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Evidence *self = user_data;

  if (record->line >= self->plan->data_line)
    add_evidence (self, record);
  return !marks_decided (self) || !order_decided (self);
}

/* The sample decides nearly always; else the whole file is asked, until it has answered. */
static gboolean
gather (Evidence *self, const AeqRecordSource *source, const AeqSample *sample, gboolean need_marks,
        gboolean need_order, GCancellable *cancellable, GError **error)
{
  for (guint i = self->plan->first; i < sample->records->len; i++)
    add_evidence (self, aeq_sample_record (sample, i));
  if (sample->complete || ((!need_marks || marks_decided (self)) && (!need_order || order_decided (self))))
    return TRUE;
  memset (&self->dates, 0, sizeof self->dates);
  memset (&self->money, 0, sizeof self->money);
  memset (&self->balance, 0, sizeof self->balance);
  self->different = 0;
  forget_orders (self);
  return source->each (source->data, add_record, self, cancellable, error);
}

/* Switzerland, Britain and most of Asia write a point although their neighbours do not. */
static gboolean
is_point_country (const AeqCsvPlan *plan)
{
  const char *iban = plan->facts.iban;
  const AeqCurrency *currency = plan->currency != NULL ? plan->currency : plan->facts.currency;

  if (iban != NULL)
    return g_str_has_prefix (iban, "CH") || g_str_has_prefix (iban, "LI") || g_str_has_prefix (iban, "GB") ||
           g_str_has_prefix (iban, "IE");
  return currency != NULL && (strcmp (currency->code, "CHF") == 0 || strcmp (currency->code, "GBP") == 0 ||
                              strcmp (currency->code, "USD") == 0);
}

static AeqDecimal
decimal_of_facts (const AeqFacts *facts)
{
  const char *texts[] = { facts->opening, facts->closing, facts->total };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      AeqNumberLook look = texts[i] != NULL ? aeq_csv_number_look (texts[i], strlen (texts[i]), NULL) : AEQ_NUMBER_NONE;

      if (look == AEQ_NUMBER_POINT || look == AEQ_NUMBER_COMMA)
        return look == AEQ_NUMBER_POINT ? AEQ_DECIMAL_POINT : AEQ_DECIMAL_COMMA;
    }
  return AEQ_DECIMAL_AUTO;
}

/* A comma separates cells only where it is no decimal mark; a semicolon is what programs take where it is one. */
static AeqDecimal
decimal_around (const AeqCsvPlan *plan)
{
  AeqDecimal said = decimal_of_facts (&plan->facts);

  if (plan->delimiter == ',')
    return AEQ_DECIMAL_POINT;
  if (plan->delimiter == ';' && !is_point_country (plan))
    return said != AEQ_DECIMAL_AUTO ? said : AEQ_DECIMAL_COMMA;
  if (said != AEQ_DECIMAL_AUTO || is_point_country (plan))
    return said != AEQ_DECIMAL_AUTO ? said : AEQ_DECIMAL_POINT;
  if (plan->foreign != plan->english)
    return plan->foreign > plan->english ? AEQ_DECIMAL_COMMA : AEQ_DECIMAL_POINT;
  return AEQ_DECIMAL_AUTO;
}

static gboolean
decide_decimal (AeqCsvPlan *plan, const Evidence *evidence, GError **error)
{
  const AeqColumnStats *stats =
      evidence->money.points + evidence->money.commas > 0 ? &evidence->money : &evidence->balance;

  if (stats->points != stats->commas)
    plan->decimal = stats->points > stats->commas ? AEQ_DECIMAL_POINT : AEQ_DECIMAL_COMMA;
  else if (stats->points > 0 || evidence->money.either + evidence->balance.either > 0)
    plan->decimal = decimal_around (plan);
  else
    plan->decimal = AEQ_DECIMAL_POINT;
  if (plan->decimal != AEQ_DECIMAL_AUTO)
    return TRUE;
  g_set_error (
      error, AEQ_ERROR, AEQ_ERROR_AMBIGUOUS,
      N_("amounts such as %s can be read with a decimal point or with a decimal comma, and nothing in the file decides: "
      "say --decimal . or --decimal ,"),
      evidence->amount);
  return FALSE;
}

static gboolean
is_sorted (const Order *order)
{
  return (order->rises > 0) != (order->falls > 0);
}

static int
order_around (const AeqCsvPlan *plan, const Evidence *evidence)
{
  gboolean dmy = is_sorted (&evidence->orders[AEQ_DATE_DMY]);
  gboolean mdy = is_sorted (&evidence->orders[AEQ_DATE_MDY]);

  if (dmy != mdy && evidence->orders[AEQ_DATE_DMY].rises + evidence->orders[AEQ_DATE_DMY].falls > 1)
    return dmy ? AEQ_DATE_DMY : AEQ_DATE_MDY;
  if (evidence->dates.separator == '.' || plan->decimal == AEQ_DECIMAL_COMMA || plan->delimiter == ';')
    return AEQ_DATE_DMY;
  if (plan->facts.is_american)
    return AEQ_DATE_MDY;
  if (plan->facts.iban != NULL || plan->foreign > plan->english)
    return AEQ_DATE_DMY;
  return 0;
}

static gboolean
decide_order (AeqCsvPlan *plan, const Evidence *evidence, AeqReadReport *report, GError **error)
{
  guint dmy = evidence->dates.only[AEQ_DATE_DMY];
  guint mdy = evidence->dates.only[AEQ_DATE_MDY];

  if (dmy != mdy)
    plan->date_order = dmy > mdy ? AEQ_DATE_DMY : AEQ_DATE_MDY;
  else if (evidence->different == 0 && dmy == 0)
    plan->date_order = evidence->dates.readings[AEQ_DATE_DMY] > 0 ? AEQ_DATE_DMY : AEQ_DATE_YMD;
  else
    plan->date_order = order_around (plan, evidence);
  if (plan->date_order == 0)
    {
      g_set_error (error, AEQ_ERROR, AEQ_ERROR_AMBIGUOUS,
                   N_("dates such as %s can be read day first or month first, and nothing in the file decides: "
                   "say --date-order dmy or --date-order mdy"), evidence->example);
      return FALSE;
    }
  if (evidence->different > 0 && dmy == mdy)
    aeq_read_report_note (report, N_("dates such as %s are read %s first"), evidence->example,
                          plan->date_order == AEQ_DATE_DMY ? "day" : "month");
  return TRUE;
}

gboolean
aeq_csv_decide_marks (AeqCsvPlan *self, const AeqRecordSource *source, const AeqSample *sample,
                      const AeqReadOptions *options, AeqReadReport *report, GCancellable *cancellable, GError **error)
{
  Evidence evidence = { .plan = self };

  forget_orders (&evidence);
  if (options->decimal != AEQ_DECIMAL_AUTO)
    self->decimal = options->decimal;
  if (options->date_order != 0)
    self->date_order = options->date_order;
  if (self->decimal != AEQ_DECIMAL_AUTO && self->date_order != 0)
    return TRUE;
  if (!gather (&evidence, source, sample, self->decimal == AEQ_DECIMAL_AUTO, self->date_order == 0, cancellable, error))
    return FALSE;
  if (self->decimal == AEQ_DECIMAL_AUTO && !decide_decimal (self, &evidence, error))
    return FALSE;
  return self->date_order != 0 || decide_order (self, &evidence, report, error);
}
