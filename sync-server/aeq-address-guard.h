/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/* Is @address one of the open internet? URLs that users configure may lead the server nowhere else: not to itself, its
 * network, or what a cloud answers its machines alone. What is not known to be public is not. */
gboolean aeq_address_is_public (const struct sockaddr *address);

G_END_DECLS
