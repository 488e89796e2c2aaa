/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The house's general error domain. It can carry the place in the input that a user must look at. */
typedef enum
{
  AEQ_ERROR_FAILED,
  AEQ_ERROR_INVALID,   /* the input is wrong; the place says where */
  AEQ_ERROR_NOT_FOUND,
  AEQ_ERROR_EXISTS,
  AEQ_ERROR_OVERFLOW,  /* a sum or amount leaves the 64-bit range */
  AEQ_ERROR_LIMIT,     /* a documented size, depth or time limit */
  AEQ_ERROR_AMBIGUOUS, /* two readings are possible; the message names the option that decides */
  AEQ_ERROR_USAGE      /* the call itself is wrong: exit status 2 */
} AeqError;

#define AEQ_ERROR (aeq_error_quark ())
GQuark aeq_error_quark (void);

/* Adds a place to an AEQ_ERROR. @file and @field may be NULL, @line 0. Strings are copied.
 * The place is not part of the message; aeq_error_describe() joins them. */
void aeq_error_set_place (GError *error, const char *file, guint64 line, const char *field);
/* Sets an AEQ_ERROR with its place and returns FALSE, for the refusing end of a reader. */
gboolean aeq_error_refuse (GError **error, AeqError code, const char *file, guint64 line, const char *field, const char *message);
/* (nullable) parts of the place; NULL or 0 when the error has none or is of another domain. Borrowed. */
const char *aeq_error_get_file  (const GError *error);
guint64     aeq_error_get_line  (const GError *error);
const char *aeq_error_get_field (const GError *error);
/* One sentence with its place: "march.csv, line 14, field Amount: no amount". Free with g_free(). */
char       *aeq_error_describe  (const GError *error);
/* Name of the error's code for programs: "invalid", "not-found"; "failed" for domains without names. */
const char *aeq_error_code_name (const GError *error);

G_END_DECLS
