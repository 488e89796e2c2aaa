/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-profile.h"

G_BEGIN_DECLS

/* One line of a fixed-width file, to be cut into fields. Places are characters; a line of plain ASCII costs nothing. */
typedef struct
{
  const char *text;     /* UTF-8, borrowed */
  gsize       length;   /* bytes */
  gsize       chars;
  GArray     *offsets;  /* gsize of each character and of the end; empty for plain ASCII */
} AeqFixedLine;

void aeq_fixed_line_init  (AeqFixedLine *self);
void aeq_fixed_line_set   (AeqFixedLine *self, const char *text, gsize length);
void aeq_fixed_line_clear (AeqFixedLine *self);
/* The bytes of @width characters from @start on (from 1), as far as the line goes. */
const char *aeq_fixed_line_cut (const AeqFixedLine *self, guint start, guint width, gsize *length);

/* How the file writes its figures. */
typedef struct
{
  char      **debit_words; /* (nullable) of a sign column */
  AeqDecimal  decimal;     /* the mark of numbers that write theirs */
} AeqFixedStyle;

/* The field as the rows of a table would have it: days as YYYY-MM-DD, numbers with a point and a leading minus, texts
 * without padding. FALSE with a few words in @problem (static) that say what is wrong;
 * then @out is what stands there. */
gboolean aeq_fixed_field_convert (const AeqFixedField *self, AeqColumnRole role, const AeqFixedStyle *style,
                                  const AeqFixedLine *line, GString *out, const char **problem);

/* The kind of thing that a role holds. */
gboolean aeq_fixed_role_is_number (AeqColumnRole role);

G_END_DECLS
