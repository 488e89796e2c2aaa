/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A shared library that is loaded with its first use: a program that does without it, as a window at its start, is spared the time and the memory
 * of it and of what it brings along. */
typedef struct
{
  const char *const *files;     /* tried in this order, ended by NULL */
  const char *const *names;     /* of the functions, ended by NULL */
  gpointer          *functions; /* filled, one for each name */
  gsize              loaded;    /* 0 at first, of aeq_library_load() alone */
  const char        *wrong;
} AeqLibrary;

/* (nullable) What is wrong: no file can be loaded, or a function is not in it. From any thread, as often as one likes; what failed once is not
 * tried again. */
const char *aeq_library_load (AeqLibrary *self);

G_END_DECLS
