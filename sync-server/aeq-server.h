/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-config.h"
#include "aeq-issuers.h"
#include "aeq-jwt.h"
#include "aeq-limiter.h"
#include "aeq-pool.h"
#include "aeq-seal.h"
#include "aeq-stores.h"
#include "aeq-writer.h"

G_BEGIN_DECLS

/* What all requests share. */
typedef struct
{
  AeqConfig   config;
  AeqStores  *stores;
  AeqWriter  *writer;
  AeqPool    *passwords;
  AeqPool    *workers;
  AeqPool    *providers;  /* who wait for sign-in providers */
  AeqIssuers *issuers;    /* whom they wait for */
  AeqLimiter *limiter;
  AeqBackOff *by_address; /* wrong passwords from an address */
  AeqBackOff *by_email;   /* and for a person */
  guint8      key[AEQ_JWT_KEY_SIZE];
  AeqSeal    *seal;       /* of secrets in the catalog */
  struct _AeqBrokerMemory *drops; /* what was seen in folders of file drops */
  int         draining;   /* atomic */
} AeqServer;

/* Takes the texts of @config over. */
AeqServer *aeq_server_new  (AeqConfig *config, GError **error);
void       aeq_server_free (AeqServer *self); /* when no request is under way */

G_END_DECLS
