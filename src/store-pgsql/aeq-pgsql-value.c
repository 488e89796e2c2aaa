/* SPDX-License-Identifier: MIT */
#include "aeq-pgsql-private.h"

#include <math.h>
#include <string.h>

/* Values come in the binary format: big-endian numbers, bytes and texts as they are. */

static guint64
read_be (const char *data, gsize size)
{
  guint64 value = 0;

  for (gsize i = 0; i < size; i++)
    value = value << 8 | (guint8) data[i];
  return value;
}

static gint64
read_int (const char *data, int size)
{
  int shift = 64 - 8 * size;

  return (gint64) (read_be (data, (gsize) size) << shift) >> shift;
}

static double
read_float8 (const char *data)
{
  guint64 bits = read_be (data, 8);
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static double
read_float4 (const char *data)
{
  guint32 bits = (guint32) read_be (data, 4);
  float value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/* A numeric is n digits of base 10,000, the first of which stands for 10,000^weight. */
typedef struct
{
  int         n;
  int         weight;
  guint       sign;
  int         scale;
  const char *digits;
} Numeric;

#define NUMERIC_NEGATIVE 0x4000
#define NUMERIC_NAN 0xC000

static Numeric
read_numeric (const char *data)
{
  return (Numeric) { .n = (int) read_int (data, 2), .weight = (int) read_int (data + 2, 2), .sign = (guint) read_be (data + 4, 2),
                     .scale = (int) read_int (data + 6, 2), .digits = data + 8 };
}

static gint64
digit_at (const Numeric *numeric, int i)
{
  return i < numeric->n ? read_int (numeric->digits + 2 * i, 2) : 0;
}

/* What is behind the point is left out. Counts below zero, where there is one number more than above. */
static gboolean
numeric_to_int64 (const Numeric *numeric, gint64 *value)
{
  gint64 sum = 0;

  if (numeric->sign != 0 && numeric->sign != NUMERIC_NEGATIVE)
    return FALSE;
  for (int i = 0; i <= numeric->weight; i++)
    if (__builtin_mul_overflow (sum, (gint64) 10000, &sum) || __builtin_sub_overflow (sum, digit_at (numeric, i), &sum))
      return FALSE;
  if (numeric->sign == 0 && sum == G_MININT64)
    return FALSE;
  *value = numeric->sign == 0 ? -sum : sum;
  return TRUE;
}

static double
numeric_to_double (const Numeric *numeric)
{
  g_autoptr(GString) text = g_string_new (numeric->sign == NUMERIC_NEGATIVE ? "-" : "");

  if (numeric->sign == NUMERIC_NAN)
    return NAN;
  for (int i = 0; i < numeric->n; i++)
    g_string_append_printf (text, "%04d", (int) digit_at (numeric, i));
  g_string_append_printf (text, "e%d", 4 * (numeric->weight - numeric->n + 1));
  return g_ascii_strtod (text->str, NULL);
}

static PGresult *
columns_of (AeqStatement *stmt)
{
  AeqPgsqlStatement *self = (AeqPgsqlStatement *) stmt;

  return self->row != NULL ? self->row : self->last;
}

/* The value of a column of the current row with its type; 0 for NULL. */
static Oid
value_of (AeqStatement *stmt, int column, const char **data, int *length)
{
  PGresult *row = ((AeqPgsqlStatement *) stmt)->row;

  *data = NULL;
  *length = 0;
  if (row == NULL || column < 0 || column >= PQnfields (row) || PQgetisnull (row, 0, column))
    return 0;
  *data = PQgetvalue (row, 0, column);
  *length = PQgetlength (row, 0, column);
  return PQftype (row, column);
}

gboolean
aeq_pgsql_row_fits (const PGresult *row)
{
  for (int i = 0; i < PQnfields (row); i++)
    if (PQftype (row, i) == AEQ_PGSQL_NUMERIC && !PQgetisnull (row, 0, i))
      {
        Numeric numeric = read_numeric (PQgetvalue (row, 0, i));
        gint64 value;

        if (numeric.scale == 0 && !numeric_to_int64 (&numeric, &value))
          return FALSE;
      }
  return TRUE;
}

int
aeq_pgsql_n_columns (AeqStatement *stmt)
{
  return PQnfields (columns_of (stmt));
}

const char *
aeq_pgsql_column_name (AeqStatement *stmt, int column)
{
  return PQfname (columns_of (stmt), column);
}

AeqColumnType
aeq_pgsql_get_type (AeqStatement *stmt, int column)
{
  const char *data;
  int length;

  switch (value_of (stmt, column, &data, &length))
    {
    case 0:
      return AEQ_COLUMN_NULL;
    case AEQ_PGSQL_BOOL:
    case AEQ_PGSQL_INT2:
    case AEQ_PGSQL_INT4:
    case AEQ_PGSQL_INT8:
      return AEQ_COLUMN_INT64;
    case AEQ_PGSQL_FLOAT4:
    case AEQ_PGSQL_FLOAT8:
      return AEQ_COLUMN_DOUBLE;
    case AEQ_PGSQL_NUMERIC:
      return read_numeric (data).scale == 0 ? AEQ_COLUMN_INT64 : AEQ_COLUMN_DOUBLE;
    case AEQ_PGSQL_BYTEA:
      return AEQ_COLUMN_BYTES;
    default:
      return AEQ_COLUMN_TEXT;
    }
}

double
aeq_pgsql_get_double (AeqStatement *stmt, int column)
{
  const char *data;
  int length;
  Oid type = value_of (stmt, column, &data, &length);
  Numeric numeric;

  switch (type)
    {
    case AEQ_PGSQL_FLOAT8:
      return read_float8 (data);
    case AEQ_PGSQL_FLOAT4:
      return read_float4 (data);
    case AEQ_PGSQL_NUMERIC:
      numeric = read_numeric (data);
      return numeric_to_double (&numeric);
    default:
      return (double) aeq_pgsql_get_int64 (stmt, column);
    }
}

gint64
aeq_pgsql_get_int64 (AeqStatement *stmt, int column)
{
  const char *data;
  int length;
  gint64 value = 0;
  Numeric numeric;

  switch (value_of (stmt, column, &data, &length))
    {
    case AEQ_PGSQL_BOOL:
    case AEQ_PGSQL_INT2:
    case AEQ_PGSQL_INT4:
    case AEQ_PGSQL_INT8:
      return read_int (data, length);
    case AEQ_PGSQL_FLOAT4:
    case AEQ_PGSQL_FLOAT8:
      return (gint64) aeq_pgsql_get_double (stmt, column);
    case AEQ_PGSQL_NUMERIC:
      numeric = read_numeric (data);
      numeric_to_int64 (&numeric, &value);
      return value;
    default:
      return data != NULL ? g_ascii_strtoll (data, NULL, 10) : 0;
    }
}

/* A number is written out, as SQLite does it. */
const char *
aeq_pgsql_get_text (AeqStatement *stmt, int column)
{
  AeqPgsqlStatement *self = (AeqPgsqlStatement *) stmt;
  const char *data;
  int length;

  value_of (stmt, column, &data, &length);
  switch (aeq_pgsql_get_type (stmt, column))
    {
    case AEQ_COLUMN_INT64:
      g_snprintf (self->scratch, sizeof self->scratch, "%" G_GINT64_FORMAT, aeq_pgsql_get_int64 (stmt, column));
      return self->scratch;
    case AEQ_COLUMN_DOUBLE:
      return g_ascii_dtostr (self->scratch, sizeof self->scratch, aeq_pgsql_get_double (stmt, column));
    default:
      return data;
    }
}

const void *
aeq_pgsql_get_bytes (AeqStatement *stmt, int column, gsize *length)
{
  const char *data;
  int size;

  value_of (stmt, column, &data, &size);
  *length = (gsize) size;
  return data;
}
