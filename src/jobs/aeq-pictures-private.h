/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-chart.h"
#include "aeq-pictures.h"

G_BEGIN_DECLS

typedef struct
{
  const char   *folder;
  AeqLedger    *ledger;
  AeqAccount   *account;
  GCancellable *cancellable;
} AeqPictures;

/* Writes @chart as @name into the folder. */
gboolean aeq_pictures_draw        (const AeqPictures *self, const char *name, AeqChart *chart, GError **error);
/* Those of a walk over the account's last year: weights, calibration, PIT, coverage. */
gboolean aeq_pictures_draw_record (const AeqPictures *self, GError **error);

G_END_DECLS
