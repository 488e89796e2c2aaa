/* SPDX-License-Identifier: MIT */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the desk is connected with: folders, market feeds, brokers and banks; how their last runs went, and running them now. */
#define AEQ_TYPE_CONNECTIONS_PAGE (aeq_connections_page_get_type ())
G_DECLARE_FINAL_TYPE (AeqConnectionsPage, aeq_connections_page, AEQ, CONNECTIONS_PAGE, AdwBin)

G_END_DECLS
