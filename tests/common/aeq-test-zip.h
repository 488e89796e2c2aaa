/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes ZIP archives as odd programs do, which a library for writing them would not. */
typedef struct _AeqTestZip AeqTestZip;

typedef enum
{
  AEQ_TEST_ZIP_PLAIN = 0,           /* deflated */
  AEQ_TEST_ZIP_STORED = 1 << 0,
  AEQ_TEST_ZIP_DESCRIPTOR = 1 << 1, /* sizes behind the data, as programs that write to a pipe do */
  AEQ_TEST_ZIP_64 = 1 << 2,
  AEQ_TEST_ZIP_ENCRYPTED = 1 << 3,  /* says that it is */
  AEQ_TEST_ZIP_BAD_SUM = 1 << 4,
  AEQ_TEST_ZIP_BZIP = 1 << 5        /* says that it is packed so */
} AeqTestZipFlags;

AeqTestZip *aeq_test_zip_new    (void);
void        aeq_test_zip_add    (AeqTestZip *self, const char *name, const void *data, gssize length, AeqTestZipFlags flags);
/* Frees @self. */
GBytes     *aeq_test_zip_finish (AeqTestZip *self);

G_END_DECLS
