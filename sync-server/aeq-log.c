/* SPDX-License-Identifier: MIT */
#include "aeq-log.h"

#include <string.h>
#include <unistd.h>

#include "aeq-instant.h"
#include "aeq-json.h"

static const char *const LEVELS[] = { "error", "warning", "info", "debug" };
static AeqLogLevel shown = AEQ_LOG_INFO;

gboolean
aeq_log_level_parse (const char *text, AeqLogLevel *level)
{
  for (guint i = 0; i < G_N_ELEMENTS (LEVELS); i++)
    if (g_str_equal (LEVELS[i], text))
      {
        *level = (AeqLogLevel) i;
        return TRUE;
      }
  return FALSE;
}

void
aeq_log_set_level (AeqLogLevel level)
{
  shown = level;
}

static void
begin (AeqJson *json, AeqLogLevel level, const char *event)
{
  char when[AEQ_INSTANT_TEXT_SIZE];

  aeq_json_begin_object (json, NULL);
  aeq_json_text (json, "at", aeq_instant_format (aeq_instant_now (), when));
  aeq_json_text (json, "level", LEVELS[level]);
  aeq_json_text (json, "event", event);
}

/* One write a line, so that lines of several threads do not mix. A log that cannot be written must not stop the
 * work. */
static void
finish (AeqJson *json, GString *line)
{
  aeq_json_end_object (json);
  g_string_append_c (line, '\n');
  if (write (STDERR_FILENO, line->str, line->len) < 0)
    return;
}

void
aeq_log (AeqLogLevel level, const char *event, ...)
{
  g_autoptr(GString) line = NULL;
  g_autoptr(AeqJson) json = NULL;
  const char *name;
  va_list args;

  if (level > shown)
    return;
  line = g_string_sized_new (256);
  json = aeq_json_new (line);
  begin (json, level, event);
  va_start (args, event);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      const char *text = va_arg (args, const char *);

      if (text != NULL)
        aeq_json_text (json, name, text);
    }
  va_end (args);
  finish (json, line);
}

void
aeq_log_request (const char *id, const char *address, const char *method, const char *path, guint status, gint64 bytes,
                 gint64 microseconds, const char *person, const char *organisation)
{
  g_autoptr(GString) line = NULL;
  g_autoptr(AeqJson) json = NULL;

  if (shown < AEQ_LOG_INFO)
    return;
  line = g_string_sized_new (384);
  json = aeq_json_new (line);
  begin (json, AEQ_LOG_INFO, "request");
  aeq_json_text (json, "request", id);
  aeq_json_text (json, "address", address);
  aeq_json_text (json, "method", method);
  aeq_json_text (json, "path", path);
  aeq_json_int (json, "status", status);
  aeq_json_int (json, "bytes", bytes);
  aeq_json_int (json, "microseconds", microseconds);
  if (person != NULL)
    aeq_json_text (json, "person", person);
  if (organisation != NULL)
    aeq_json_text (json, "organisation", organisation);
  finish (json, line);
}
