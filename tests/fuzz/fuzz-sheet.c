/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "aeq-test-zip.h"
#include "fuzz-statement.h"

/* Compression and checksums hide the XML from a fuzzer: here the bytes are the parts themselves, parted by a line of "====", and
 * the archive is built around them. The order is sheet, shared strings, styles, workbook. */

static const char *const PARTS[] = { "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml" };

#define WORKBOOK                                                                                                                \
  "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" r:id=\"a\"/><sheet name=\"B\" r:id=\"a\"/></sheets></workbook>"
#define LINKS                                                                                                                   \
  "<Relationships><Relationship Id=\"a\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
#define MARK "\n====\n"

static void
add_parts (AeqTestZip *zip, const char *data, size_t size)
{
  const char *end = data + size;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (PARTS) && data <= end; i++)
    {
      const char *stop = memmem (data, (size_t) (end - data), MARK, strlen (MARK));
      const char *until = stop != NULL ? stop : end;

      aeq_test_zip_add (zip, PARTS[i], data, until - data, AEQ_TEST_ZIP_STORED);
      data = stop != NULL ? stop + strlen (MARK) : end + 1;
    }
  if (i < G_N_ELEMENTS (PARTS))
    aeq_test_zip_add (zip, PARTS[G_N_ELEMENTS (PARTS) - 1], WORKBOOK, -1, AEQ_TEST_ZIP_STORED);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  AeqTestZip *zip = aeq_test_zip_new ();
  g_autoptr(GBytes) bytes = NULL;
  gsize length;
  const uint8_t *archive;

  aeq_test_zip_add (zip, "xl/_rels/workbook.xml.rels", LINKS, -1, AEQ_TEST_ZIP_STORED);
  add_parts (zip, (const char *) data, size);
  bytes = aeq_test_zip_finish (zip);
  archive = g_bytes_get_data (bytes, &length);
  return fuzz_statement ("xlsx", archive, length);
}
