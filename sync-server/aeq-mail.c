/* SPDX-License-Identifier: MIT */
#include "aeq-mail.h"

static char *
format_date (AeqInstant now)
{
  static const char *const DAYS[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const MONTHS[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  int year, month, day, seconds;
  gint64 time_of_day;
  AeqDate date;

  aeq_zone_to_local (aeq_zone_utc (), now, &date, &time_of_day);
  aeq_date_to_ymd (date, &year, &month, &day);
  seconds = (int) (time_of_day / AEQ_SECOND);
  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d +0000", DAYS[aeq_date_weekday (date) - 1], day,
                          MONTHS[month - 1], year, seconds / 3600, seconds / 60 % 60, seconds % 60);
}

gboolean
aeq_mail_spool (const char *folder, const char *name, AeqInstant now, const char *to, const char *subject,
                const char *text, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".eml", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *date = format_date (now);
  g_autofree char *mail =
      g_strdup_printf ("To: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s@aequitas>\r\nMIME-Version: 1.0\r\n"
                       "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%s\r\n",
                       to, subject, date, name, text);

  return g_file_set_contents_full (path, mail, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   error);
}
