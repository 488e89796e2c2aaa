/* SPDX-License-Identifier: MIT */
#include "aeq-progress.h"

#include <stdarg.h>

#define MIN_REPORT 0.005 /* of the whole: at most some 200 reports within the steps */

typedef struct
{
  char   *name;
  double  start; /* share of the whole that is done when the step begins */
  double  width;
} Step;

struct _AeqProgress
{
  AeqProgressFunc  func;
  gpointer         user_data;
  GArray          *steps;
  guint            current;
  double           reported;
};

static void
step_clear (Step *step)
{
  g_clear_pointer (&step->name, g_free);
}

AeqProgress *
aeq_progress_new (AeqProgressFunc func, gpointer user_data)
{
  AeqProgress *self = g_new0 (AeqProgress, 1);

  self->func = func;
  self->user_data = user_data;
  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_array_set_clear_func (self->steps, (GDestroyNotify) step_clear);
  return self;
}

void
aeq_progress_free (AeqProgress *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->steps);
  g_free (self);
}

static void
report (AeqProgress *self, double fraction)
{
  const char *name = self->current < self->steps->len ? g_array_index (self->steps, Step, self->current).name : NULL;

  self->reported = MAX (self->reported, fraction);
  if (self->func != NULL)
    self->func (name, self->reported, self->user_data);
}

/* Shares of the whole from the weights, which stand in width so far. */
static void
spread_steps (GArray *steps, double total)
{
  double start = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = &g_array_index (steps, Step, i);

      step->start = start;
      step->width = total > 0 ? step->width / total : 1.0 / steps->len;
      start += step->width;
    }
}

void
aeq_progress_set_steps (AeqProgress *self, const char *first_name, ...)
{
  double total = 0;
  va_list args;

  if (self == NULL)
    return;

  g_array_set_size (self->steps, 0);
  va_start (args, first_name);
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    {
      int weight = va_arg (args, int);
      Step step = { g_strdup (name), 0, MAX (weight, 0) };

      total += step.width;
      g_array_append_val (self->steps, step);
    }
  va_end (args);
  spread_steps (self->steps, total);
  self->current = 0;
  self->reported = 0;
  report (self, 0);
}

void
aeq_progress_next (AeqProgress *self)
{
  if (self == NULL || self->current >= self->steps->len)
    return;
  if (++self->current < self->steps->len)
    report (self, g_array_index (self->steps, Step, self->current).start);
  else
    report (self, 1);
}

void
aeq_progress_update (AeqProgress *self, double fraction)
{
  const Step *step;
  double whole;

  if (self == NULL || self->current >= self->steps->len)
    return;
  step = &g_array_index (self->steps, Step, self->current);
  whole = step->start + step->width * CLAMP (fraction, 0, 1);
  if (whole >= self->reported + MIN_REPORT)
    report (self, whole);
}

void
aeq_progress_done (AeqProgress *self)
{
  if (self == NULL)
    return;
  self->current = self->steps->len;
  report (self, 1);
}
