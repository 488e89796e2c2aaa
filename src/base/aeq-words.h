/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <inttypes.h>

G_BEGIN_DECLS

/* The engine speaks English: that is what files, the ledger and the command line get. N_() marks its sentences, so that a
 * window, which alone calls aeq_words_use(), can show them in the language of its user. */
#ifndef N_
#define N_(String) (String)
#endif

/* A number as the engine writes it, 1,234.56 or -0.7, as the window writes it. Free with g_free(). */
typedef char *(*AeqWordsNumberFunc) (const char *plain);

/* What a window knows: @formats are the marked sentences, as printf formats, ending with NULL; borrowed for good. @number (nullable)
 * writes the fractions and amounts in them. To be called once, before other threads start. */
void        aeq_words_use   (const char *const *formats, AeqWordsNumberFunc number);
/* @english as the window's language says it, an engine's sentence with its values filled in, alone or composed with ": ". The
 * same again when no translation is in use or known. Free with g_free(). */
char       *aeq_words_show  (const char *english);
/* The lines of @sentences (ends with NULL), each as aeq_words_show() has it. Free with g_free(). */
char       *aeq_words_lines (char **sentences);
/* The translation of one marked @format, itself without one. Borrowed. */
const char *aeq_words_get   (const char *format) G_GNUC_FORMAT (1);

G_END_DECLS
