/* SPDX-License-Identifier: MIT */
#include "aeq-address-guard.h"

#include <netinet/in.h>
#include <string.h>

typedef struct
{
  guint8 bytes[16];
  guint  bits;
} Range;

/* Special-purpose registries of IANA (RFC 6890 and what came after). */
static const Range RANGES_4[] = {
  { { 0 }, 8 },             { { 10 }, 8 },          { { 100, 64 }, 10 },     { { 127 }, 8 },
  { { 169, 254 }, 16 },     { { 172, 16 }, 12 },    { { 192, 0, 0 }, 24 },   { { 192, 0, 2 }, 24 },
  { { 192, 31, 196 }, 24 }, { { 192, 52, 193 }, 24 }, { { 192, 88, 99 }, 24 }, { { 192, 168 }, 16 },
  { { 192, 175, 48 }, 24 }, { { 198, 18 }, 15 },    { { 198, 51, 100 }, 24 }, { { 203, 0, 113 }, 24 },
  { { 224 }, 4 },           { { 240 }, 4 },
};

/* Of IPv6 only 2000::/3 is given out; within it, what leads to IPv4, to documentation and to other protocols. */
static const Range RANGES_6[] = {
  { { 0x20, 0x01 }, 23 },
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },
  { { 0x20, 0x02 }, 16 },
  { { 0x3f, 0xff }, 20 },
};

static gboolean
is_within (const guint8 *address, const Range *range)
{
  guint bytes = range->bits / 8, rest = range->bits % 8;

  return memcmp (address, range->bytes, bytes) == 0 &&
         (rest == 0 || (address[bytes] ^ range->bytes[bytes]) >> (8 - rest) == 0);
}

static gboolean
is_public_4 (const guint8 *address)
{
  for (gsize i = 0; i < G_N_ELEMENTS (RANGES_4); i++)
    if (is_within (address, &RANGES_4[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_public_6 (const guint8 *address)
{
  static const guint8 MAPPED[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  if (memcmp (address, MAPPED, sizeof MAPPED) == 0)
    return is_public_4 (address + sizeof MAPPED);
  if (address[0] >> 5 != 1)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (RANGES_6); i++)
    if (is_within (address, &RANGES_6[i]))
      return FALSE;
  return TRUE;
}

gboolean
aeq_address_is_public (const struct sockaddr *address)
{
  if (address->sa_family == AF_INET)
    {
      struct sockaddr_in in;

      memcpy (&in, address, sizeof in);
      return is_public_4 ((const guint8 *) &in.sin_addr);
    }
  if (address->sa_family == AF_INET6)
    {
      struct sockaddr_in6 in;

      memcpy (&in, address, sizeof in);
      return is_public_6 (in.sin6_addr.s6_addr);
    }
  return FALSE;
}
