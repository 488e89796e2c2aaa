/* SPDX-License-Identifier: MIT */
#define G_LOG_DOMAIN "aeq-undo"

#include "aeq-undo.h"

#include <glib/gi18n.h>

#include "aeq-error.h"
#include "aeq-job-undo.h"

#define MAX_STEPS 200

typedef struct
{
  gatomicrefcount refs; /* the stack and the worker */
  char           *label;
  AeqUndoFunc     func;
  gpointer        data;
  GDestroyNotify  data_free;
} Step;

struct _AeqUndo
{
  GObject  parent_instance;
  AeqAppDesk *desk;  /* (nullable) weak: the desk owns this */
  GQueue   done;  /* Step, newest first */
  GQueue   undone;
  gboolean busy;  /* a step is under way */
};

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (AeqUndo, aeq_undo, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint told;

static void
step_unref (gpointer data)
{
  Step *step = data;

  if (!g_atomic_ref_count_dec (&step->refs))
    return;
  if (step->data_free != NULL)
    step->data_free (step->data);
  g_free (step->label);
  g_free (step);
}

static void
notify_all (AeqUndo *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

static void
tell_error (AeqUndo *self, const GError *error)
{
  g_autofree char *text = aeq_error_describe (error);

  g_signal_emit (self, told, 0, text, FALSE);
}

static void
data_changed (AeqUndo *self)
{
  if (self->desk != NULL)
    aeq_app_desk_data_changed (self->desk);
}

void
aeq_undo_add (AeqUndo *self, const char *label, AeqUndoFunc func, gpointer data, GDestroyNotify data_free)
{
  Step *step = g_new0 (Step, 1);

  g_return_if_fail (AEQ_IS_UNDO (self));
  g_atomic_ref_count_init (&step->refs);
  step->label = g_strdup (label);
  step->func = func;
  step->data = data;
  step->data_free = data_free;
  g_queue_push_head (&self->done, step);
  if (self->done.length > MAX_STEPS)
    step_unref (g_queue_pop_tail (&self->done));
  g_queue_clear_full (&self->undone, step_unref);
  notify_all (self);
  g_signal_emit (self, told, 0, label, TRUE);
}

static gboolean
take_range_back (AeqLedger *ledger, gpointer data, gboolean redo G_GNUC_UNUSED, GCancellable *cancellable,
                 GError **error)
{
  AeqChangeRange *range = data;
  AeqChangeRange undone;

  if (!aeq_job_undo (ledger, range, &undone, cancellable, error))
    return FALSE;
  *range = undone;
  return TRUE;
}

static void
add_range (AeqUndo *self, const char *label, AeqChangeRange range)
{
  aeq_undo_add (self, label, take_range_back, g_memdup2 (&range, sizeof range), g_free);
}

void
aeq_app_desk_add_undo (AeqAppDesk *desk, const char *label, gint64 first, gint64 last)
{
  g_return_if_fail (AEQ_IS_APP_DESK (desk));
  if (first <= last)
    add_range (aeq_undo_of (desk), label, (AeqChangeRange) { first, last });
}

/* An action on its way to the worker and back. */
typedef struct
{
  AeqUndo       *undo;
  const AeqAct  *act;
  gpointer       data;
  AeqChangeRange range;
  gint64         n;
} Acting;

static void
acting_free (Acting *self)
{
  if (self->act->data_free != NULL)
    self->act->data_free (self->data);
  g_object_unref (self->undo);
  g_free (self);
}

static gpointer
act (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  Acting *self = data;

  return GINT_TO_POINTER (self->act->func (ledger, self->data, &self->range, &self->n, cancellable, error));
}

static const AeqWork ACT = { AEQ_QUEUE_CHANGE, act, NULL, NULL };

static void
on_acted (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Acting *self = user_data;
  g_autoptr(GError) error = NULL;

  if (aeq_workspace_finish (result, &error) != NULL)
    {
      g_autofree char *label = self->act->label (self->n, self->data);

      if (self->range.first <= self->range.last)
        {
          add_range (self->undo, label, self->range);
          data_changed (self->undo);
        }
      else
        g_signal_emit (self->undo, told, 0, label, FALSE);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_error (self->undo, error);
  acting_free (self);
}

void
aeq_undo_act (AeqUndo *self, const AeqAct *what, gpointer data)
{
  Acting *acting = g_new0 (Acting, 1);

  g_return_if_fail (AEQ_IS_UNDO (self));
  g_return_if_fail (self->desk != NULL);
  *acting = (Acting) { g_object_ref (self), what, data, { 0, -1 }, 0 };
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &ACT, acting, NULL, NULL, on_acted, acting);
}

/* A step on its way. */
typedef struct
{
  AeqUndo *undo;
  Step    *step;
  gboolean redo;
} Going;

static gpointer
go (AeqLedger *ledger, gpointer data, AeqProgress *progress G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  Going *self = data;

  return GINT_TO_POINTER (self->step->func (ledger, self->step->data, self->redo, cancellable, error));
}

static const AeqWork GO = { AEQ_QUEUE_CHANGE, go, NULL, NULL };

/* A step that is refused leaves the stack: what lies beneath may still be taken back. */
static void
end_step (Going *self, gboolean ok)
{
  AeqUndo *undo = self->undo;
  GQueue *from = self->redo ? &undo->undone : &undo->done;
  GQueue *to = self->redo ? &undo->done : &undo->undone;

  if (g_queue_remove (from, self->step) && ok)
    g_queue_push_head (to, self->step);
  else
    step_unref (self->step);
  undo->busy = FALSE;
  notify_all (undo);
}

static void
on_gone (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Going *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean ok = aeq_workspace_finish (result, &error) != NULL;

  if (ok)
    {
      g_autofree char *text = g_strdup_printf (self->redo ? _("Done again: %s") : _("Undone: %s"), self->step->label);

      end_step (self, TRUE);
      g_signal_emit (self->undo, told, 0, text, FALSE);
      data_changed (self->undo);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      end_step (self, FALSE);
      tell_error (self->undo, error);
    }
  step_unref (self->step);
  g_object_unref (self->undo);
  g_free (self);
}

static void
go_on (AeqUndo *self, gboolean redo)
{
  Step *step = g_queue_peek_head (redo ? &self->undone : &self->done);
  Going *going;

  if (step == NULL || self->busy || self->desk == NULL)
    return;
  self->busy = TRUE;
  notify_all (self);
  g_atomic_ref_count_inc (&step->refs);
  going = g_new0 (Going, 1);
  *going = (Going) { g_object_ref (self), step, redo };
  aeq_workspace_run (aeq_app_desk_get_workspace (self->desk), &GO, going, NULL, NULL, on_gone, going);
}

gboolean
aeq_undo_can_undo (AeqUndo *self)
{
  g_return_val_if_fail (AEQ_IS_UNDO (self), FALSE);
  return !self->busy && self->done.length > 0;
}

gboolean
aeq_undo_can_redo (AeqUndo *self)
{
  g_return_val_if_fail (AEQ_IS_UNDO (self), FALSE);
  return !self->busy && self->undone.length > 0;
}

void
aeq_undo_undo (AeqUndo *self)
{
  g_return_if_fail (AEQ_IS_UNDO (self));
  go_on (self, FALSE);
}

void
aeq_undo_redo (AeqUndo *self)
{
  g_return_if_fail (AEQ_IS_UNDO (self));
  go_on (self, TRUE);
}

static void
aeq_undo_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AeqUndo *self = AEQ_UNDO (object);

  switch (id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, aeq_undo_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, aeq_undo_can_redo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
aeq_undo_finalize (GObject *object)
{
  AeqUndo *self = AEQ_UNDO (object);

  g_clear_weak_pointer (&self->desk);
  g_queue_clear_full (&self->done, step_unref);
  g_queue_clear_full (&self->undone, step_unref);
  G_OBJECT_CLASS (aeq_undo_parent_class)->finalize (object);
}

static void
aeq_undo_class_init (AeqUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = aeq_undo_get_property;
  object_class->finalize = aeq_undo_finalize;
  properties[PROP_CAN_UNDO] =
      g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_REDO] =
      g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  told = g_signal_new ("told", AEQ_TYPE_UNDO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                       G_TYPE_BOOLEAN);
}

static void
aeq_undo_init (AeqUndo *self)
{
  g_queue_init (&self->done);
  g_queue_init (&self->undone);
}

AeqUndo *
aeq_undo_of (AeqAppDesk *desk)
{
  AeqUndo *self;

  g_return_val_if_fail (AEQ_IS_APP_DESK (desk), NULL);
  self = g_object_get_data (G_OBJECT (desk), "aeq-undo");
  if (self == NULL)
    {
      self = g_object_new (AEQ_TYPE_UNDO, NULL);
      g_set_weak_pointer (&self->desk, desk);
      g_object_set_data_full (G_OBJECT (desk), "aeq-undo", self, g_object_unref);
    }
  return self;
}
