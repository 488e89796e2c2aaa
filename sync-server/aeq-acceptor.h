/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/* Accepts connections on a thread of its own and hands them over. The library behind the listener could do it too, but
 * libmicrohttpd 0.9.75 cannot stop doing so safely: MHD_quiesce_daemon() and a loop that wakes in the same instant both
 * take the socket out of the loop's set, and the second to do so ends the program. */
typedef struct _AeqAcceptor AeqAcceptor;

/* Takes @socket over, whether it can use it or not; FALSE: it is closed already. */
typedef gboolean (*AeqAcceptFunc) (int socket, const struct sockaddr *address, socklen_t size, gpointer user_data);

/* @socket listens, and stays the caller's. No more than @most connections are open at a time; the others wait in the
 * socket's queue until aeq_acceptor_closed() tells that one is over. */
AeqAcceptor *aeq_acceptor_new    (int socket, guint most, AeqAcceptFunc func, gpointer user_data);
void         aeq_acceptor_start  (AeqAcceptor *self);
void         aeq_acceptor_closed (AeqAcceptor *self); /* any thread */
/* When this has returned no more are handed over. Again: nothing. */
void         aeq_acceptor_stop   (AeqAcceptor *self);
void         aeq_acceptor_free   (AeqAcceptor *self);

G_END_DECLS
