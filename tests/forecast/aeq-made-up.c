/* SPDX-License-Identifier: MIT */
#include "aeq-made-up.h"

#include "aeq-rng.h"

#include <math.h>

static const double WEEK[] = { 1.0, .8, 1.3, .9, 1.5 };

AeqTable *
aeq_made_up_table (guint n_series, guint n, double noise, guint64 seed)
{
  AeqTable *table = g_new0 (AeqTable, 1);
  AeqDate date = aeq_date_from_ymd (2020, 1, 1);
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  table->n = n;
  table->n_series = n_series;
  table->dates = g_new (AeqDate, n);
  table->test = g_new0 (gboolean, n);
  table->names = g_new0 (char *, n_series + 1);
  table->values = g_new0 (double *, n_series + 1);
  for (guint s = 0; s < n_series; s++)
    {
      table->names[s] = g_strdup_printf ("made-%u", s + 1);
      table->values[s] = g_new (double, n);
    }
  for (guint r = 0; r < n; r++, date++)
    {
      int year, month, day;

      while (aeq_date_weekday (date) > AEQ_FRIDAY)
        date++;
      aeq_date_to_ymd (date, &year, &month, &day);
      table->dates[r] = date;
      for (guint s = 0; s < n_series; s++)
        table->values[s][r] = 1000 * (s + 1) * WEEK[aeq_date_weekday (date) - 1] * (day <= 2 ? 1.6 : 1) *
                              exp (noise * aeq_rng_normal (&rng));
    }
  return table;
}

static void
fill_account (AeqDeskSeries *self, guint index, guint days, guint buckets, guint now, AeqRng *rng)
{
  AeqDate *dates = g_new (AeqDate, MAX (days, 1));
  double *net = g_new (double, MAX (days, 1)), *matrix = g_new (double, MAX (days * buckets, 1));
  double *so_far = g_new (double, MAX (now, 1));
  AeqDate date = aeq_date_from_ymd (2025, 7, 1);

  for (guint d = days; d-- > 0;)
    {
      do
        date--;
      while (!aeq_calendar_is_business_day (self->calendar, date));
      dates[d] = date;
    }
  for (guint d = 0; d < days; d++)
    {
      double size = 1e6 * (index + 1);

      net[d] = 0;
      for (guint j = 0; j < buckets; j++)
        {
          /* Payments in the morning, receipts in the afternoon, and the weekday's own surplus. */
          double shape = sin (2 * G_PI * (j + .5) / buckets) * -1.5 + .2 * ((int) aeq_date_weekday (dates[d]) - 3);
          double v = size * (shape + .7 * aeq_rng_normal (rng)) / buckets;

          matrix[d * buckets + j] = v;
          net[d] += v;
        }
      if (buckets == 0)
        net[d] = size * aeq_rng_normal (rng);
    }
  for (guint j = 0; j < now; j++)
    so_far[j] = 1e6 * (index + 1) * -1.5 * sin (2 * G_PI * (j + .5) / buckets) / buckets;
  self->id = g_strdup_printf ("account-%u/USD", index + 1);
  self->n_days = self->n_matrix = days;
  self->days = dates;
  self->net = net;
  self->matrix = matrix;
  self->n_buckets = buckets;
  self->bucket_minutes = buckets > 0 ? 24 * 60 / buckets : 0;
  self->today = aeq_date_from_ymd (2025, 7, 1);
  self->now = now;
  self->so_far = so_far;
  self->opening = 2e6 * (index + 1);
  self->floor = 0;
}

AeqMadeUpDesk *
aeq_made_up_desk (guint n, guint days, guint buckets, guint now, guint64 seed)
{
  AeqMadeUpDesk *self = g_new0 (AeqMadeUpDesk, 1);
  AeqRng rng;

  aeq_rng_init (&rng, seed);
  self->n = n;
  self->series = g_new0 (AeqDeskSeries, n);
  for (guint i = 0; i < n; i++)
    {
      self->series[i].calendar = aeq_calendar_get ("us_fedwire", NULL);
      fill_account (&self->series[i], i, days, buckets, now, &rng);
    }
  return self;
}

void
aeq_made_up_desk_free (AeqMadeUpDesk *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n; i++)
    {
      AeqDeskSeries *s = &self->series[i];

      g_free ((char *) s->id);
      g_free ((AeqDate *) s->days);
      g_free ((double *) s->net);
      g_free ((double *) s->matrix);
      g_free ((double *) s->so_far);
      aeq_calendar_unref (s->calendar);
    }
  g_free (self->series);
  g_free (self);
}
