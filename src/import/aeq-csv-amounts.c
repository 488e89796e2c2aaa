/* SPDX-License-Identifier: MIT */
#include "aeq-csv-plan.h"
#include "aeq-csv-words.h"

/* Which columns hold the money, and which way it goes. */

typedef struct
{
  gboolean filled;
  int      sign;
} Cell;

static Cell
look_at (const AeqCsvPlan *self, const AeqCsvRecord *record, AeqColumnRole role)
{
  Cell cell = { FALSE, 0 };
  guint column = (guint) self->columns[role];

  if (self->columns[role] >= 0)
    cell.filled = aeq_csv_number_look (aeq_csv_record_cell (record, column), aeq_csv_record_length (record, column),
                                       &cell.sign) != AEQ_NUMBER_NONE;
  return cell;
}

/* Rows that each layout explains: an amount, or just one of debit and credit that is not zero. */
static void
choose_layout (AeqCsvPlan *self, const AeqSample *sample)
{
  guint whole = 0;
  guint parted = 0;

  for (guint i = self->first; i < sample->records->len; i++)
    {
      const AeqCsvRecord *record = aeq_sample_record (sample, i);
      Cell debit = look_at (self, record, AEQ_ROLE_DEBIT);
      Cell credit = look_at (self, record, AEQ_ROLE_CREDIT);

      whole += look_at (self, record, AEQ_ROLE_AMOUNT).filled;
      parted += (debit.filled || credit.filled) && !(debit.sign != 0 && credit.sign != 0);
    }
  self->split = parted > whole || !aeq_csv_plan_has (self, AEQ_ROLE_AMOUNT);
}

static int
factor_of (const AeqCsvPlan *self, const AeqSample *sample, AeqColumnRole role)
{
  int sum = 0;

  for (guint i = self->first; i < sample->records->len; i++)
    sum += look_at (self, aeq_sample_record (sample, i), role).sign;
  return sum < 0 ? -1 : 1;
}

/* A direction beside signed amounts only repeats the sign: payments are negative already. */
static AeqSignRule
choose_sign (const AeqCsvPlan *self, const AeqSample *sample)
{
  guint negative = 0;
  guint positive = 0;
  guint words = 0;

  if (!aeq_csv_plan_has (self, AEQ_ROLE_DIRECTION))
    return AEQ_SIGN_AS_WRITTEN;
  for (guint i = self->first; i < sample->records->len; i++)
    {
      const AeqCsvRecord *record = aeq_sample_record (sample, i);
      int direction = aeq_direction_of (aeq_csv_record_cell (record, (guint) self->columns[AEQ_ROLE_DIRECTION]), TRUE);
      int sign = look_at (self, record, AEQ_ROLE_AMOUNT).sign;

      words += direction != 0;
      negative += direction < 0 && sign < 0;
      positive += direction < 0 && sign > 0;
    }
  return words > 0 && positive > negative ? AEQ_SIGN_DIRECTION : AEQ_SIGN_AS_WRITTEN;
}

static gint64
value_at (const AeqCsvPlan *self, const AeqCsvRecord *record, AeqColumnRole role, gboolean *filled)
{
  guint column = (guint) self->columns[role];
  AeqDecimal mark = aeq_csv_plan_mark (self, record, role);
  gint64 value = 0;

  *filled = self->columns[role] >= 0 &&
            aeq_csv_number_parse (aeq_csv_record_cell (record, column), aeq_csv_record_length (record, column), 4,
                                  mark != AEQ_DECIMAL_AUTO ? mark : AEQ_DECIMAL_POINT, &value,
                                  NULL) == AEQ_MONEY_OK;
  return value;
}

/* Steps of the balance that amounts explain with or without the fee, down the file and up. */
static guint
count_ties (const AeqCsvPlan *self, const AeqSample *sample, gboolean with_fee)
{
  guint down = 0;
  guint up = 0;

  for (guint i = self->first + 1; i < sample->records->len; i++)
    {
      gboolean ok[2];
      gboolean skip;
      gint64 before = value_at (self, aeq_sample_record (sample, i - 1), AEQ_ROLE_BALANCE, &ok[0]);
      gint64 after = value_at (self, aeq_sample_record (sample, i), AEQ_ROLE_BALANCE, &ok[1]);
      gint64 later = value_at (self, aeq_sample_record (sample, i), AEQ_ROLE_AMOUNT, &skip);
      gint64 earlier = value_at (self, aeq_sample_record (sample, i - 1), AEQ_ROLE_AMOUNT, &skip);

      if (!ok[0] || !ok[1])
        continue;
      if (with_fee)
        {
          later =
              (gint64)((guint64)later - (guint64)value_at (self, aeq_sample_record (sample, i), AEQ_ROLE_FEE, &skip));
          earlier = (gint64)((guint64)earlier -
                             (guint64)value_at (self, aeq_sample_record (sample, i - 1), AEQ_ROLE_FEE, &skip));
        }
      down += (guint64) after - (guint64) before == (guint64) later;
      up += (guint64) before - (guint64) after == (guint64) earlier;
    }
  return MAX (down, up);
}

void
aeq_csv_decide_amounts (AeqCsvPlan *self, const AeqSample *sample)
{
  if (self->kind != AEQ_PROFILE_FLOWS && self->kind != AEQ_PROFILE_EXPECTED)
    return;
  choose_layout (self, sample);
  /* Payments stand positive in a debit column, unless most of them are negative there. */
  self->debit_factor = self->split ? -factor_of (self, sample, AEQ_ROLE_DEBIT) : -1;
  self->credit_factor = self->split ? factor_of (self, sample, AEQ_ROLE_CREDIT) : 1;
  if (self->profile == NULL || self->profile->sign == AEQ_SIGN_AS_WRITTEN)
    self->sign = choose_sign (self, sample);
  else
    self->sign = self->profile->sign;
  if (!self->split && aeq_csv_plan_has (self, AEQ_ROLE_FEE) && aeq_csv_plan_has (self, AEQ_ROLE_BALANCE))
    self->take_fee = count_ties (self, sample, TRUE) > count_ties (self, sample, FALSE);
}
