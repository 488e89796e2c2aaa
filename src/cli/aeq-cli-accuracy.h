/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-cli.h"
#include "aeq-job-accuracy.h"

G_BEGIN_DECLS

void aeq_cli_print_accuracy (AeqCli *cli, const AeqAccuracy *accuracy);

G_END_DECLS
