/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-cli.h"

G_BEGIN_DECLS

/* The part of the indicators command that asks the feeds. */

typedef struct
{
  char    *feeds;
  char    *series;
  char    *from;
  char    *key_file;
  char    *ca_file;
  char   **base_urls;
  gboolean if_due;
} AeqCliFetchOptions;

void     aeq_cli_fetch_options_clear (AeqCliFetchOptions *self);
gboolean aeq_cli_fetch_options_given (const AeqCliFetchOptions *self);
gboolean aeq_cli_fetch               (AeqCli *cli, const AeqCliFetchOptions *options, GError **error);
gboolean aeq_cli_fetch_status        (AeqCli *cli, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AeqCliFetchOptions, aeq_cli_fetch_options_clear)

G_END_DECLS
