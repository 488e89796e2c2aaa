/* SPDX-License-Identifier: MIT */
#include "aeq-alert-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "aeq-error.h"

#define DAY (24 * 60)
#define MAX_DIGITS 12

const char *
aeq_alert_unit_text (AeqAlertKind kind)
{
  static const char *const UNITS[] = { N_("%"), N_("in the account’s currency"), N_("minutes late"), N_("days old"), N_("rows") };

  return _(UNITS[aeq_alert_unit (kind)]);
}

char *
aeq_alert_threshold_text (const AeqAlertRule *self)
{
  char text[AEQ_MONEY_TEXT_SIZE];
  gsize length;

  if (aeq_alert_unit (self->kind) != AEQ_ALERT_SHARE)
    return g_strdup_printf ("%" G_GINT64_FORMAT, self->threshold);
  aeq_money_format (self->threshold, 2, text);
  for (length = strlen (text); text[length - 1] == '0'; length--)
    text[length - 1] = '\0';
  if (text[length - 1] == '.')
    text[length - 1] = '\0';
  return g_strdup (text);
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, AEQ_ERROR, AEQ_ERROR_INVALID, what);
  return FALSE;
}

/* Points and commas both part the decimals of a percentage, which needs no grouping. */
gboolean
aeq_alert_threshold_parse (AeqAlertKind kind, const char *text, gint64 *threshold, GError **error)
{
  gboolean share = aeq_alert_unit (kind) == AEQ_ALERT_SHARE;
  g_autofree char *typed = g_strstrip (g_strdup (text));
  gsize length = strlen (typed);

  if (share && length > 0 && typed[length - 1] == '%')
    typed[length - 1] = '\0';
  if (share)
    g_strdelimit (typed, ",", '.');
  g_strchomp (typed);
  if (aeq_money_parse (typed, -1, share ? 2 : 0, AEQ_DECIMAL_POINT, share ? AEQ_MONEY_STRICT : AEQ_MONEY_SUFFIXES, threshold, NULL) != AEQ_MONEY_OK ||
      *threshold < 0)
    return refuse (error, share ? _("Type a percentage, as 20 or 2.5") : _("Type a whole number that is not negative"));
  return !share || *threshold <= 10000 || refuse (error, _("A share is at most 100 %"));
}

char *
aeq_alert_minutes_text (gint64 minutes)
{
  if (minutes > 0 && minutes % DAY == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " d", minutes / DAY);
  if (minutes > 0 && minutes % 60 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " h", minutes / 60);
  return g_strdup_printf ("%" G_GINT64_FORMAT " min", minutes);
}

gboolean
aeq_alert_minutes_parse (const char *text, gint64 *minutes, GError **error)
{
  static const struct
  {
    const char *unit;
    gint64      minutes;
  } UNITS[] = { { "", 1 }, { "min", 1 }, { "m", 1 }, { "h", 60 }, { "d", DAY } };
  g_autofree char *typed = g_strstrip (g_strdup (text));
  gsize digits = strspn (typed, "0123456789");
  const char *unit = typed + digits + strspn (typed + digits, " ");

  for (guint i = 0; digits > 0 && digits <= MAX_DIGITS && i < G_N_ELEMENTS (UNITS); i++)
    if (g_ascii_strcasecmp (unit, UNITS[i].unit) == 0)
      {
        *minutes = g_ascii_strtoll (typed, NULL, 10) * UNITS[i].minutes;
        return TRUE;
      }
  return refuse (error, _("Type a length of time, as 90 min, 2 h or 5 d"));
}
