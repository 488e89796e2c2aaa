/* SPDX-License-Identifier: MIT */
#include "aeq-test-server.h"

#include <string.h>

static char *
read_request (GInputStream *input)
{
  g_autoptr(GDataInputStream) data = g_data_input_stream_new (input);
  GString *request = g_string_new (NULL);
  gsize body = 0;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (data), FALSE);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (data, NULL, NULL, NULL);

      if (line == NULL || *g_strchomp (line) == '\0')
        break;
      if (g_ascii_strncasecmp (line, "content-length:", 15) == 0)
        body = (gsize) g_ascii_strtoull (line + 15, NULL, 10);
      g_string_append_printf (request, "%s\n", line);
    }
  for (; body > 0; body--)
    g_string_append_c (request, (char) g_data_input_stream_read_byte (data, NULL, NULL));
  return g_string_free (request, FALSE);
}

static gboolean
on_run (GThreadedSocketService *service G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
        gpointer user_data)
{
  AeqTestServer *self = user_data;
  GIOStream *stream = G_IO_STREAM (connection);
  g_autofree char *request = read_request (g_io_stream_get_input_stream (stream));
  g_autofree char *answer = NULL;
  char byte;

  g_mutex_lock (&self->lock);
  g_string_append_printf (self->requests, "%s\n", request);
  answer = self->func (request, self->served++, self->user_data);
  g_mutex_unlock (&self->lock);
  if (answer != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, strlen (answer), NULL, NULL, NULL);
  else
    g_input_stream_read (g_io_stream_get_input_stream (stream), &byte, 1, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
  return TRUE;
}

static gpointer
run_context (gpointer data)
{
  AeqTestServer *self = data;

  /* No main loop: one that is told to quit before it runs would run for ever. */
  g_main_context_push_thread_default (self->context);
  while (!g_atomic_int_get (&self->stopping))
    g_main_context_iteration (self->context, TRUE);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

AeqTestServer *
aeq_test_server_new (AeqTestAnswerFunc func, gpointer user_data)
{
  AeqTestServer *self = g_new0 (AeqTestServer, 1);
  g_autoptr(GError) error = NULL;

  g_mutex_init (&self->lock);
  self->func = func;
  self->user_data = user_data;
  self->requests = g_string_new (NULL);
  self->context = g_main_context_new ();
  /* The service accepts in what is the default context when the port is added. */
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (4);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_main_context_pop_thread_default (self->context);
  self->thread = g_thread_new ("test-server", run_context, self);
  return self;
}

void
aeq_test_server_free (AeqTestServer *self)
{
  g_atomic_int_set (&self->stopping, TRUE);
  g_main_context_wakeup (self->context);
  g_thread_join (self->thread);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  while (g_main_context_iteration (self->context, FALSE))
    {
    } /* the accept that was cancelled holds the service */
  g_main_context_unref (self->context);
  g_string_free (self->requests, TRUE);
  g_mutex_clear (&self->lock);
  g_free (self);
}

char *
aeq_test_server_url (AeqTestServer *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

char *
aeq_test_answer (const char *status, const char *headers, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %s\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n%s", status,
                          headers, strlen (body), body);
}

void
aeq_test_clock_init (AeqTestClock *self, const char *rfc3339)
{
  g_assert_true (aeq_instant_parse (rfc3339, -1, &self->now));
  self->pauses = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
aeq_test_clock_clear (AeqTestClock *self)
{
  g_array_unref (self->pauses);
}

guint
aeq_test_clock_pause (AeqTestClock *self, guint i)
{
  g_assert_cmpuint (i, <, self->pauses->len);
  return g_array_index (self->pauses, guint, i);
}

static AeqInstant
clock_now (gpointer user_data)
{
  return ((AeqTestClock *) user_data)->now;
}

static gboolean
clock_wait (guint milliseconds, GCancellable *cancellable, gpointer user_data, GError **error)
{
  AeqTestClock *self = user_data;

  g_array_append_val (self->pauses, milliseconds);
  self->now += milliseconds * G_GINT64_CONSTANT (1000);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

AeqHttpClock
aeq_test_clock_http (AeqTestClock *self)
{
  return (AeqHttpClock) { clock_now, clock_wait, self };
}

void
aeq_test_no_proxy (void)
{
  g_unsetenv ("http_proxy");
  g_unsetenv ("https_proxy");
  g_unsetenv ("all_proxy");
  g_unsetenv ("HTTPS_PROXY");
  g_unsetenv ("ALL_PROXY");
}
