/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"
#include "aeq-body.h"
#include "aeq-catalog.h"
#include "aeq-error.h"
#include "aeq-invitation.h"
#include "aeq-mail.h"
#include "aeq-page.h"

#define MAX_EMAIL 254
#define MAX_ROLE 16

static const char *const LIST_PARAMETERS[] = { "limit", "cursor", NULL };

/* Rows begin with number, uid, address, name or NULL, role, and an instant called @when. */
static AeqReply *
list_people (AeqCall *call, const char *sql, const char *when, GError **error)
{
  g_auto(AeqPage) page = { 0 };
  g_autoptr(AeqStatement) stmt = NULL;
  gboolean has_row;

  if (!aeq_call_only (call, LIST_PARAMETERS, error) || !aeq_page_begin (&page, call, call->route->path, error) ||
      (stmt = aeq_store_prepare (call->catalog, sql, error)) == NULL)
    return NULL;
  aeq_statement_bind_id (stmt, 1, &call->organisation);
  aeq_statement_bind_int64 (stmt, 2, page.after.id);
  aeq_statement_bind_int64 (stmt, 3, page.limit + 1);
  while (aeq_statement_step (stmt, &has_row, error))
    {
      char text[AEQ_ID_TEXT_SIZE], instant[AEQ_INSTANT_TEXT_SIZE];
      AeqJson *json = page.reply->json;
      AeqId uid;

      if (!has_row || !aeq_page_take (&page, 0, aeq_statement_get_int64 (stmt, 0)))
        return aeq_page_finish (&page);
      aeq_statement_get_id (stmt, 1, &uid);
      aeq_json_begin_object (json, NULL);
      aeq_json_text (json, "id", aeq_id_format (&uid, text));
      aeq_json_text (json, "email", aeq_statement_get_text (stmt, 2));
      if (!aeq_statement_is_null (stmt, 3))
        aeq_json_text (json, "name", aeq_statement_get_text (stmt, 3));
      aeq_json_text (json, "role", aeq_role_name ((AeqRole) aeq_statement_get_int64 (stmt, 4)));
      aeq_json_text (json, when, aeq_instant_format (aeq_statement_get_int64 (stmt, 5), instant));
      aeq_json_end_object (json);
    }
  return NULL;
}

AeqReply *
aeq_api_members (AeqCall *call, GError **error)
{
  return list_people (
      call,
      "SELECT p.id, p.uid, p.email, p.name, m.role, m.joined_at FROM membership m JOIN person p ON p.id = m.person_id"
      " WHERE m.organisation_id = (SELECT id FROM organisation WHERE uid = ?1) AND p.id > ?2 ORDER BY p.id LIMIT ?3",
      "joined_at", error);
}

AeqReply *
aeq_api_invitations (AeqCall *call, GError **error)
{
  return list_people (call,
                      "SELECT i.id, i.uid, i.email, NULL, i.role, i.expires_at FROM invitation i"
                      " WHERE i.organisation_id = (SELECT id FROM organisation WHERE uid = ?1) AND i.id > ?2"
                      " AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL ORDER BY i.id LIMIT ?3",
                      "expires_at", error);
}

static gboolean
take_role (AeqCall *call, AeqRole *role, GError **error)
{
  const char *text;

  if (!aeq_body_text (call->body, "role", MAX_ROLE, &text, error))
    return FALSE;
  if (!aeq_role_parse (text, role))
    return aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "role", "needs viewer, analyst, admin or owner");
  return *role <= call->role || aeq_status_refuse (error, 403, "you cannot give a role above your own");
}

/* The member that the path names, when the caller may touch them. */
static gboolean
find_member (AeqCall *call, AeqPerson *person, AeqMembership *membership, GError **error)
{
  gboolean found = FALSE;
  AeqId id;

  if (!aeq_call_id (call, 0, &id, error) || !aeq_catalog_person_by_uid (call->catalog, &id, person, &found, error))
    return FALSE;
  if (found && !aeq_catalog_membership (call->catalog, person->id, &call->organisation, membership, &found, error))
    return FALSE;
  if (!found)
    return aeq_status_refuse (error, 404, "there is no such member");
  aeq_call_set_target_id (call, &id);
  return membership->role <= call->role ||
         aeq_status_refuse (error, 403, "you cannot change a member whose role is above your own");
}

/* An organisation without an owner could never be given one again. */
static gboolean
keep_an_owner (AeqCall *call, const AeqMembership *membership, GError **error)
{
  gint64 n;

  if (membership->role != AEQ_ROLE_OWNER)
    return TRUE;
  return aeq_catalog_count_owners (call->catalog, membership->id, &n, error) &&
         (n > 1 || aeq_status_refuse (error, 409, "the organisation needs an owner; make another member one first"));
}

AeqReply *
aeq_api_set_member (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "role", NULL };
  g_auto(AeqPerson) person = { 0 };
  g_auto(AeqMembership) membership = { 0 };
  AeqReply *reply;
  AeqRole role;

  if (!find_member (call, &person, &membership, error) || !aeq_body_only (call->body, FIELDS, error) ||
      !take_role (call, &role, error) || (role != AEQ_ROLE_OWNER && !keep_an_owner (call, &membership, error)) ||
      !aeq_catalog_set_role (call->catalog, membership.id, person.id, role, error))
    return NULL;
  reply = aeq_reply_new (200);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_text (reply->json, "id", call->target);
  aeq_json_text (reply->json, "email", person.email);
  aeq_json_text (reply->json, "name", person.name);
  aeq_json_text (reply->json, "role", aeq_role_name (role));
  aeq_json_end_object (reply->json);
  return reply;
}

AeqReply *
aeq_api_remove_member (AeqCall *call, GError **error)
{
  g_auto(AeqPerson) person = { 0 };
  g_auto(AeqMembership) membership = { 0 };

  if (!find_member (call, &person, &membership, error) || !keep_an_owner (call, &membership, error) ||
      !aeq_catalog_remove_member (call->catalog, membership.id, person.id, call->now, error))
    return NULL;
  return aeq_reply_new (204);
}

/* The mail is written inside the transaction: an invitation without a mail would be of no use, and a mail whose
 * invitation was taken back opens nothing. */
static gboolean
send_mail (AeqCall *call, const AeqInvitation *invitation, const char *token, GError **error)
{
  const char *url = call->server->config.public_url;
  g_autofree char *text = g_strdup_printf ("You are invited to Aequitas, as %s.\r\n\r\nTo accept, send this token with "
                                           "a name and a password of your own to %s%s"
                                           "/api/v1/auth/accept:\r\n\r\n%s\r\n\r\nIt is good for %" G_GINT64_FORMAT
                                           " days and for nobody else.",
                                           aeq_role_name (invitation->role), url, *url == '\0' ? "the server's " : "",
                                           token, call->server->config.invitation_days);
  char name[AEQ_ID_TEXT_SIZE];

  return aeq_mail_spool (aeq_stores_mail (call->server->stores), aeq_id_format (&invitation->uid, name), call->now,
                         invitation->email, "You are invited to Aequitas", text, error);
}

static gboolean
refuse_member (AeqCall *call, const char *email, GError **error)
{
  g_auto(AeqPerson) person = { 0 };
  g_auto(AeqMembership) membership = { 0 };
  gboolean found = FALSE;

  if (!aeq_catalog_person_by_email (call->catalog, email, &person, &found, error))
    return FALSE;
  if (found && !aeq_catalog_membership (call->catalog, person.id, &call->organisation, &membership, &found, error))
    return FALSE;
  return !found || aeq_status_refuse (error, 409, "this person is a member already");
}

AeqReply *
aeq_api_invite (AeqCall *call, GError **error)
{
  static const char *const FIELDS[] = { "email", "role", NULL };
  g_auto(AeqInvitation) invitation = { 0 };
  g_autofree char *token = NULL;
  const char *email;
  AeqReply *reply;

  if (!aeq_body_only (call->body, FIELDS, error) || !aeq_body_text (call->body, "email", MAX_EMAIL, &email, error) ||
      !take_role (call, &invitation.role, error))
    return NULL;
  if (!aeq_email_normalise (email, &invitation.email))
    {
      aeq_error_refuse (error, AEQ_ERROR_INVALID, NULL, 0, "email", "is not a mail address");
      return NULL;
    }
  if (!refuse_member (call, invitation.email, error) ||
      !aeq_invitation_add (call, call->catalog, &invitation, &token, error) ||
      !send_mail (call, &invitation, token, error))
    return NULL;
  aeq_call_set_target_id (call, &invitation.uid);
  reply = aeq_reply_new (201);
  aeq_json_begin_object (reply->json, NULL);
  aeq_json_text (reply->json, "id", call->target);
  aeq_json_text (reply->json, "email", invitation.email);
  aeq_json_text (reply->json, "role", aeq_role_name (invitation.role));
  aeq_json_end_object (reply->json);
  return reply;
}

AeqReply *
aeq_api_withdraw (AeqCall *call, GError **error)
{
  gboolean found;
  AeqId id;

  if (!aeq_call_id (call, 0, &id, error) ||
      !aeq_invitation_withdraw (call->catalog, &call->organisation, &id, call->now, &found, error))
    return NULL;
  if (!found)
    {
      aeq_status_refuse (error, 404, "there is no open invitation with this id");
      return NULL;
    }
  aeq_call_set_target_id (call, &id);
  return aeq_reply_new (204);
}
