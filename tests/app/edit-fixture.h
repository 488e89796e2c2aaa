/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-undo.h"

G_BEGIN_DECLS

/* The desk of a small ledger in a file of its own: two accounts, six flows, no window. */
typedef struct
{
  char      *folder;
  char      *path;
  AeqLedger *ledger; /* of the test's own thread */
  AeqAppDesk   *desk;
  GString   *told;   /* what the window would show, a line each; ! before what can be undone */
} EditFixture;

void edit_set_up    (EditFixture *fixture, gconstpointer data);
void edit_tear_down (EditFixture *fixture, gconstpointer data);
#define edit_test_add(path, func) g_test_add (path, EditFixture, NULL, edit_set_up, func, edit_tear_down)

/* Runs the main loop until @undo has told @n lines in all. */
void   edit_wait (EditFixture *fixture, guint n);
gint64 edit_int  (EditFixture *fixture, const char *sql);

G_END_DECLS
