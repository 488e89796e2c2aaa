/* SPDX-License-Identifier: MIT */
#include "aeq-access.h"

#include <string.h>

#include "aeq-log.h"
#include "aeq-scope.h"
#include "aeq-service-token.h"

/* Behind a proxy that is trusted, the client is the last one it names: those before it are the client's own words. */
static void
find_client (AeqCall *call)
{
  const char *proxy = call->server->config.trusted_proxy;
  const char *list = call->request->forwarded_for;
  const char *last;

  if (list == NULL || *proxy == '\0' || !g_str_equal (proxy, call->request->address))
    return;
  last = strrchr (list, ',');
  last = last != NULL ? last + 1 : list;
  g_strlcpy (call->request->address, last + strspn (last, " "), sizeof call->request->address);
}

static AeqReply *
refuse_often (AeqCall *call, guint seconds)
{
  return aeq_reply_new_problem (429, "this is asked too often; wait before the next try", call->request->id, seconds);
}

static AeqReply *
take (AeqCall *call, const char *prefix, const char *who, double rate, double burst)
{
  g_autofree char *key = g_strconcat (prefix, who, NULL);
  guint seconds = aeq_limiter_take (call->server->limiter, key, rate, MAX (burst, 1), g_get_monotonic_time ());

  return seconds > 0 ? refuse_often (call, seconds) : NULL;
}

/* A second's worth may come at once; of what is rare, a minute's. */
static AeqReply *
check_limit (AeqCall *call)
{
  const AeqConfig *config = &call->server->config;

  switch (call->route->limit)
    {
    case AEQ_LIMIT_AUTH:
      return take (call, "a:", call->request->address, (double) config->auth_per_minute / 60,
                   (double) config->auth_per_minute);
    case AEQ_LIMIT_READ:
      return take (call, "r:", call->person_text, (double) config->reads_per_second, (double) config->reads_per_second);
    case AEQ_LIMIT_WRITE:
      return take (call, "w:", call->person_text, (double) config->writes_per_second,
                   (double) config->writes_per_second);
    case AEQ_LIMIT_HEAVY:
      return take (call, "h:", call->person_text, (double) config->heavy_per_minute / 60,
                   (double) config->heavy_per_minute);
    default:
      return take (call, "o:", call->request->address, (double) config->reads_per_second,
                   (double) config->reads_per_second);
    }
}

/* What one person leaves over of what all of the organisation have. */
static AeqReply *
check_organisation_limit (AeqCall *call)
{
  double most = (double) call->server->config.organisation_per_second;

  return call->route->role != AEQ_ROLE_ANYONE ? take (call, "g:", call->organisation_text, most, most) : NULL;
}

static const char SESSION_SQL[] =
    "SELECT m.role, o.seed, p.verified_at IS NULL, s.by_provider FROM session s JOIN person p ON p.id = s.person_id"
    " JOIN organisation o ON o.id = s.organisation_id"
    " JOIN membership m ON m.organisation_id = s.organisation_id AND m.person_id = s.person_id"
    " WHERE s.uid = ?1 AND p.uid = ?2 AND o.uid = ?3 AND s.ended_at IS NULL";

static gboolean
may_be_unverified (const AeqCall *call)
{
  return call->server->config.verified_only == 0 || g_str_has_prefix (call->route->path, "/api/v1/auth/");
}

/* A token is good as long as its session and its member's place are: leaving takes effect with the next request. */
static gboolean
find_member (AeqCall *call, GError **error)
{
  AeqStore *catalog = aeq_stores_read_catalog (call->server->stores, error);
  g_autoptr(AeqStatement) stmt = catalog != NULL ? aeq_store_prepare (catalog, SESSION_SQL, error) : NULL;
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  aeq_statement_bind_id (stmt, 1, &call->session);
  aeq_statement_bind_id (stmt, 2, &call->person);
  aeq_statement_bind_id (stmt, 3, &call->organisation);
  if (!aeq_statement_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return aeq_status_refuse (error, 401, "this session has ended; sign in again");
  if (aeq_statement_get_int64 (stmt, 2) != 0 && !may_be_unverified (call))
    return aeq_status_refuse (error, 403, "verify your address first: the mail to it has the token");
  call->role = (AeqRole) aeq_statement_get_int64 (stmt, 0);
  call->by_provider = aeq_statement_get_int64 (stmt, 3) != 0;
  call->tenant =
      aeq_stores_tenant (call->server->stores, &call->organisation, (guint64) aeq_statement_get_int64 (stmt, 1));
  return TRUE;
}

static gboolean
enter_by_session (AeqCall *call, const char *token, GError **error)
{
  AeqClaims claims;

  if (!aeq_jwt_read (call->server->key, token, call->now, &claims))
    return aeq_status_refuse (error, 401,
                              "the access token is not valid, or no longer; get a new one by the refresh token");
  call->person = claims.person;
  call->organisation = claims.organisation;
  call->session = claims.session;
  return find_member (call, error);
}

static gboolean
enter_by_service_token (AeqCall *call, const char *token, GError **error)
{
  AeqStore *catalog = aeq_stores_read_catalog (call->server->stores, error);

  return catalog != NULL && aeq_service_token_enter (call, catalog, token, error);
}

static gboolean
authenticate (AeqCall *call, GError **error)
{
  const char *header = call->request->authorization;
  const char *token = header != NULL ? header + strlen ("Bearer ") : NULL;

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", strlen ("Bearer ")) != 0)
    return aeq_status_refuse (error, 401, "sign in first, and send the access token as Authorization: Bearer TOKEN");
  if (g_str_has_prefix (token, AEQ_SERVICE_PREFIX) ? !enter_by_service_token (call, token, error)
                                                   : !enter_by_session (call, token, error))
    return FALSE;
  aeq_id_format (&call->person, call->person_text);
  aeq_id_format (&call->organisation, call->organisation_text);
  return TRUE;
}

AeqReply *
aeq_access_check (AeqCall *call)
{
  g_autoptr(GError) error = NULL;
  AeqReply *reply;

  find_client (call);
  if (call->route->role != AEQ_ROLE_ANYONE && !authenticate (call, &error))
    {
      if (aeq_status_of (error) >= 500)
        aeq_log (AEQ_LOG_ERROR, "request-failed", "request", call->request->id, "reason", error->message, NULL);
      return aeq_reply_new_error (error, call->request->id);
    }
  if ((reply = check_limit (call)) != NULL || (reply = check_organisation_limit (call)) != NULL)
    return reply;
  if (call->service && (aeq_scope_of_route (call->route) & call->scopes) == 0)
    return aeq_reply_new_problem (403, "the scopes of this token do not allow this", call->request->id, 0);
  if (call->role < call->route->role)
    return aeq_reply_new_problem (403, "your role in this organisation does not allow this", call->request->id, 0);
  return NULL;
}
