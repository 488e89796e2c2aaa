/* SPDX-License-Identifier: MIT */
#include "aeq-test-zip.h"

#include <string.h>
#include <zlib.h>

struct _AeqTestZip
{
  GByteArray *out;
  GByteArray *directory;
  guint       entries;
};

static void
put (GByteArray *out, guint64 value, guint bytes)
{
  guint64 le = GUINT64_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &le, bytes);
}

AeqTestZip *
aeq_test_zip_new (void)
{
  AeqTestZip *self = g_new0 (AeqTestZip, 1);

  self->out = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

static GByteArray *
pack (const void *data, gsize length, gboolean stored)
{
  GByteArray *packed = g_byte_array_new ();
  z_stream stream = { 0 };

  if (stored)
    return g_byte_array_append (packed, data, (guint) length);
  g_assert_cmpint (deflateInit2 (&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_byte_array_set_size (packed, (guint) deflateBound (&stream, length));
  stream.next_in = (Bytef *) data;
  stream.avail_in = (uInt) length;
  stream.next_out = packed->data;
  stream.avail_out = packed->len;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  g_byte_array_set_size (packed, (guint) stream.total_out);
  deflateEnd (&stream);
  return packed;
}

typedef struct
{
  const char     *name;
  guint32         sum;
  guint64         packed;
  guint64         size;
  AeqTestZipFlags flags;
} Member;

/* From the version to the lengths: what both headers share. */
static void
put_header (GByteArray *out, const Member *member, gboolean is_local)
{
  gboolean later = is_local && (member->flags & AEQ_TEST_ZIP_DESCRIPTOR) != 0;
  gboolean wide = (member->flags & AEQ_TEST_ZIP_64) != 0;

  put (out, wide ? 45 : 20, 2);
  put (out, ((member->flags & AEQ_TEST_ZIP_ENCRYPTED) != 0) | ((member->flags & AEQ_TEST_ZIP_DESCRIPTOR) != 0) << 3 | 1 << 11, 2);
  put (out, (member->flags & AEQ_TEST_ZIP_BZIP) ? 12 : (member->flags & AEQ_TEST_ZIP_STORED) ? 0 : Z_DEFLATED, 2);
  put (out, 0x58210000, 4);
  put (out, later ? 0 : member->sum, 4);
  put (out, later ? 0 : wide ? G_MAXUINT32 : member->packed, 4);
  put (out, later ? 0 : wide ? G_MAXUINT32 : member->size, 4);
  put (out, strlen (member->name), 2);
  put (out, wide && !later ? 20 : 0, 2);
}

static void
put_name (GByteArray *out, const Member *member, gboolean is_local)
{
  g_byte_array_append (out, (const guint8 *) member->name, (guint) strlen (member->name));
  if ((member->flags & AEQ_TEST_ZIP_64) == 0 || (is_local && (member->flags & AEQ_TEST_ZIP_DESCRIPTOR) != 0))
    return;
  put (out, 1, 2);
  put (out, 16, 2);
  put (out, member->size, 8);
  put (out, member->packed, 8);
}

void
aeq_test_zip_add (AeqTestZip *self, const char *name, const void *data, gssize length, AeqTestZipFlags flags)
{
  gsize size = length < 0 ? strlen (data) : (gsize) length;
  g_autoptr(GByteArray) packed = pack (data, size, (flags & AEQ_TEST_ZIP_STORED) != 0);
  guint32 sum = (guint32) crc32 (0, data, (uInt) size) ^ (guint32) ((flags & AEQ_TEST_ZIP_BAD_SUM) != 0);
  Member member = { name, sum, packed->len, size, flags };
  guint offset = self->out->len;

  put (self->out, 0x04034b50, 4);
  put_header (self->out, &member, TRUE);
  put_name (self->out, &member, TRUE);
  g_byte_array_append (self->out, packed->data, packed->len);
  if ((flags & AEQ_TEST_ZIP_DESCRIPTOR) != 0)
    {
      put (self->out, 0x08074b50, 4);
      put (self->out, sum, 4);
      put (self->out, packed->len, 4);
      put (self->out, size, 4);
    }
  put (self->directory, 0x02014b50, 4);
  put (self->directory, 20, 2);
  put_header (self->directory, &member, FALSE);
  put (self->directory, 0, 8);
  put (self->directory, 0, 2);
  put (self->directory, offset, 4);
  put_name (self->directory, &member, FALSE);
  self->entries++;
}

GBytes *
aeq_test_zip_finish (AeqTestZip *self)
{
  GByteArray *out = self->out;
  guint start = out->len;

  g_byte_array_append (out, self->directory->data, self->directory->len);
  put (out, 0x06054b50, 4);
  put (out, 0, 4);
  put (out, self->entries, 2);
  put (out, self->entries, 2);
  put (out, self->directory->len, 4);
  put (out, start, 4);
  put (out, 0, 2);
  g_byte_array_unref (self->directory);
  g_free (self);
  return g_byte_array_free_to_bytes (out);
}
