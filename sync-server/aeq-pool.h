/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Threads for slow work, with a bounded queue: what does not fit is refused at once instead of making everybody
 * wait. */
typedef struct _AeqPool AeqPool;

typedef void (*AeqPoolFunc) (gpointer data);

/* @yields: the work gives way to the threads of others when there are not enough processors, so that reads stay quick beside it. */
AeqPool *aeq_pool_new  (guint threads, guint queue, gboolean yields, AeqPoolFunc func);
void     aeq_pool_free (AeqPool *self); /* after what is queued is done */
/* FALSE: full. */
gboolean aeq_pool_push (AeqPool *self, gpointer data);

G_END_DECLS
