/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-test-read.h"
#include "aeq-test-zip.h"

G_BEGIN_DECLS

/* Workbooks made of pieces of XML. Styles: 0 general, 1 a day (14), 2 a day with its time (22), then one for each of @formats. */
#define ROW(cells) "<row>" cells "</row>"
#define T(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define N(number) "<c><v>" number "</v></c>"
#define D(serial) "<c s=\"1\"><v>" serial "</v></c>"
#define S(style, number) "<c s=\"" style "\"><v>" number "</v></c>"
#define HEAD ROW (T ("Date") T ("Description") T ("Amount"))

#define AEQ_TEST_SHEETS 4

typedef struct
{
  const char *names[AEQ_TEST_SHEETS];  /* NULL: "Sheet1" and so on */
  const char *rows[AEQ_TEST_SHEETS];   /* NULL ends them */
  const char *states[AEQ_TEST_SHEETS]; /* (nullable) hidden, veryHidden */
  const char *behind;                  /* (nullable) what stands behind the rows of the first sheet */
  const char *formats[8];              /* codes of formats of its own, from style 3 on */
  const char *strings;                 /* (nullable) items of the shared strings */
  const char *settings;                /* (nullable) elements of the workbook */
  gboolean    bare;                    /* no styles.xml */
  AeqTestZipFlags flags;
} AeqTestBook;

GBytes      *aeq_test_book_make (const AeqTestBook *book);
AeqTestRead *aeq_test_book_read (const AeqTestBook *book);
/* One sheet of these rows. */
AeqTestRead *aeq_test_book_rows (const char *rows);

/* The row as aeq_test_read_row() has it. */
void aeq_test_assert_row (const AeqTestRead *read, guint i, const char *expected);
void aeq_test_assert_says (const AeqTestRead *read, const char *part);
/* Refused as a whole, in a sentence with @part. */
void aeq_test_assert_refused (const AeqTestRead *read, AeqError code, const char *part);

G_END_DECLS
