/* SPDX-License-Identifier: MIT */
#include "aeq-api.h"

/* What each kind of record has. */
#define RECORDS(path, name)                                                                                        \
  { "GET", "/api/v1/" path, AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_READ, AEQ_BODY_NONE, NULL,                    \
    aeq_api_list_records },                                                                                        \
  { "POST", "/api/v1/" path, AEQ_ROLE_ANALYST, AEQ_LIMIT_WRITE, AEQ_RUN_WRITE, AEQ_BODY_JSON, name "-added",       \
    aeq_api_add_record },                                                                                          \
  { "GET", "/api/v1/" path "/{id}", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_READ, AEQ_BODY_NONE, NULL,            \
    aeq_api_read_record },                                                                                         \
  { "PATCH", "/api/v1/" path "/{id}", AEQ_ROLE_ANALYST, AEQ_LIMIT_WRITE, AEQ_RUN_WRITE, AEQ_BODY_JSON,             \
    name "-changed", aeq_api_change_record },                                                                      \
  { "DELETE", "/api/v1/" path "/{id}", AEQ_ROLE_ANALYST, AEQ_LIMIT_WRITE, AEQ_RUN_WRITE, AEQ_BODY_NONE,            \
    name "-removed", aeq_api_remove_record }

/* Everything that is answered: method, path, who may, which limit, where it runs, what is sent, what the audit log
 * calls it. */
const AeqRoute AEQ_ROUTES[] = {
  { "GET", "/health/live", AEQ_ROLE_ANYONE, AEQ_LIMIT_OPEN, AEQ_RUN_HERE, AEQ_BODY_NONE, NULL, aeq_api_live },
  { "GET", "/health/ready", AEQ_ROLE_ANYONE, AEQ_LIMIT_OPEN, AEQ_RUN_CATALOG, AEQ_BODY_NONE, NULL, aeq_api_ready },

  { "POST", "/api/v1/auth/sign-up", AEQ_ROLE_ANYONE, AEQ_LIMIT_AUTH, AEQ_RUN_PASSWORD, AEQ_BODY_JSON, NULL,
    aeq_api_sign_up },
  { "POST", "/api/v1/auth/sign-in", AEQ_ROLE_ANYONE, AEQ_LIMIT_AUTH, AEQ_RUN_PASSWORD, AEQ_BODY_JSON, NULL,
    aeq_api_sign_in },
  { "POST", "/api/v1/auth/accept", AEQ_ROLE_ANYONE, AEQ_LIMIT_AUTH, AEQ_RUN_PASSWORD, AEQ_BODY_JSON, NULL,
    aeq_api_accept },
  { "POST", "/api/v1/auth/refresh", AEQ_ROLE_ANYONE, AEQ_LIMIT_AUTH, AEQ_RUN_ENROL, AEQ_BODY_JSON, NULL,
    aeq_api_refresh },
  { "POST", "/api/v1/auth/sign-out", AEQ_ROLE_VIEWER, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_NONE, "sign-out",
    aeq_api_sign_out },
  { "POST", "/api/v1/auth/sign-out-everywhere", AEQ_ROLE_VIEWER, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_NONE,
    "sign-out-everywhere", aeq_api_sign_out_everywhere },

  { "POST", "/api/v1/auth/verify", AEQ_ROLE_ANYONE, AEQ_LIMIT_AUTH, AEQ_RUN_ENROL, AEQ_BODY_JSON, NULL,
    aeq_api_verify },
  { "POST", "/api/v1/auth/verify/again", AEQ_ROLE_VIEWER, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_NONE,
    "verification-sent", aeq_api_verify_again },
  { "POST", "/api/v1/auth/forgot", AEQ_ROLE_ANYONE, AEQ_LIMIT_AUTH, AEQ_RUN_HERE, AEQ_BODY_JSON, NULL,
    aeq_api_forgot },
  { "POST", "/api/v1/auth/reset", AEQ_ROLE_ANYONE, AEQ_LIMIT_AUTH, AEQ_RUN_PASSWORD, AEQ_BODY_JSON, NULL,
    aeq_api_reset },

  { "GET", "/api/v1/auth/second-factor", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_CATALOG, AEQ_BODY_NONE, NULL,
    aeq_api_second_factor },
  { "POST", "/api/v1/auth/second-factor", AEQ_ROLE_VIEWER, AEQ_LIMIT_WRITE, AEQ_RUN_PASSWORD, AEQ_BODY_JSON,
    "second-factor-begun", aeq_api_begin_second_factor },
  { "POST", "/api/v1/auth/second-factor/confirm", AEQ_ROLE_VIEWER, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_JSON,
    "second-factor-on", aeq_api_confirm_second_factor },
  { "POST", "/api/v1/auth/second-factor/remove", AEQ_ROLE_VIEWER, AEQ_LIMIT_WRITE, AEQ_RUN_PASSWORD, AEQ_BODY_JSON,
    "second-factor-off", aeq_api_remove_second_factor },

  { "GET", "/api/v1/organisations", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_CATALOG, AEQ_BODY_NONE, NULL,
    aeq_api_organisations },
  { "GET", "/api/v1/organisations/{id}", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_CATALOG, AEQ_BODY_NONE, NULL,
    aeq_api_organisation },
  { "PATCH", "/api/v1/organisations/{id}", AEQ_ROLE_OWNER, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_JSON,
    "organisation-renamed", aeq_api_rename },
  { "GET", "/api/v1/members", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_CATALOG, AEQ_BODY_NONE, NULL, aeq_api_members },
  { "PATCH", "/api/v1/members/{id}", AEQ_ROLE_ADMIN, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_JSON,
    "member-role-changed", aeq_api_set_member },
  { "DELETE", "/api/v1/members/{id}", AEQ_ROLE_ADMIN, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_NONE, "member-removed",
    aeq_api_remove_member },
  { "GET", "/api/v1/invitations", AEQ_ROLE_ADMIN, AEQ_LIMIT_READ, AEQ_RUN_CATALOG, AEQ_BODY_NONE, NULL,
    aeq_api_invitations },
  { "POST", "/api/v1/invitations", AEQ_ROLE_ADMIN, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_JSON, "invited",
    aeq_api_invite },
  { "DELETE", "/api/v1/invitations/{id}", AEQ_ROLE_ADMIN, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_NONE,
    "invitation-withdrawn", aeq_api_withdraw },

  { "GET", "/api/v1/tokens", AEQ_ROLE_ADMIN, AEQ_LIMIT_READ, AEQ_RUN_CATALOG, AEQ_BODY_NONE, NULL, aeq_api_tokens },
  { "POST", "/api/v1/tokens", AEQ_ROLE_ADMIN, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_JSON, "token-made",
    aeq_api_add_token },
  { "DELETE", "/api/v1/tokens/{id}", AEQ_ROLE_ADMIN, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_NONE, "token-revoked",
    aeq_api_revoke_token },

  { "GET", "/api/v1/provider", AEQ_ROLE_ADMIN, AEQ_LIMIT_READ, AEQ_RUN_CATALOG, AEQ_BODY_NONE, NULL,
    aeq_api_provider },
  { "PUT", "/api/v1/provider", AEQ_ROLE_OWNER, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_JSON, "provider-set",
    aeq_api_set_provider },
  { "DELETE", "/api/v1/provider", AEQ_ROLE_OWNER, AEQ_LIMIT_WRITE, AEQ_RUN_ENROL, AEQ_BODY_NONE, "provider-removed",
    aeq_api_remove_provider },
  { "POST", "/api/v1/auth/provider/begin", AEQ_ROLE_ANYONE, AEQ_LIMIT_AUTH, AEQ_RUN_PROVIDER, AEQ_BODY_JSON, NULL,
    aeq_api_begin_provider },
  { "POST", "/api/v1/auth/provider/finish", AEQ_ROLE_ANYONE, AEQ_LIMIT_AUTH, AEQ_RUN_PROVIDER, AEQ_BODY_JSON, NULL,
    aeq_api_finish_provider },
  { "POST", "/api/v1/auth/provider/link", AEQ_ROLE_VIEWER, AEQ_LIMIT_WRITE, AEQ_RUN_PROVIDER, AEQ_BODY_JSON,
    "provider-linked", aeq_api_link_provider },

  RECORDS ("accounts", "account"),
  { "GET", "/api/v1/accounts/{id}/balance", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_NOW, AEQ_BODY_NONE, NULL,
    aeq_api_account_balance },
  RECORDS ("flows", "flow"),
  RECORDS ("positions", "position"),
  RECORDS ("balances", "balance"),
  RECORDS ("limits", "limit"),

  { "POST", "/api/v1/upload/csv", AEQ_ROLE_ANALYST, AEQ_LIMIT_HEAVY, AEQ_RUN_WORK, AEQ_BODY_FILE, "imported",
    aeq_api_upload },
  { "GET", "/api/v1/imports", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_READ, AEQ_BODY_NONE, NULL, aeq_api_imports },
  { "GET", "/api/v1/imports/{number}", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_READ, AEQ_BODY_NONE, NULL,
    aeq_api_import },
  { "DELETE", "/api/v1/imports/{number}", AEQ_ROLE_ANALYST, AEQ_LIMIT_HEAVY, AEQ_RUN_WRITE, AEQ_BODY_NONE,
    "import-undone", aeq_api_undo_import },

  { "POST", "/api/v1/forecast", AEQ_ROLE_ANALYST, AEQ_LIMIT_HEAVY, AEQ_RUN_WORK, AEQ_BODY_JSON, "forecast-issued",
    aeq_api_forecast },
  { "GET", "/api/v1/forecast/daily", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_READ, AEQ_BODY_NONE, NULL,
    aeq_api_forecast_daily },
  { "GET", "/api/v1/forecasts", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_READ, AEQ_BODY_NONE, NULL, aeq_api_forecasts },
  { "GET", "/api/v1/forecasts/{id}", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_READ, AEQ_BODY_NONE, NULL,
    aeq_api_forecast_document },

  { "POST", "/api/v1/broker/connect", AEQ_ROLE_ADMIN, AEQ_LIMIT_WRITE, AEQ_RUN_WRITE, AEQ_BODY_JSON,
    "broker-connected", aeq_api_broker_connect },
  { "GET", "/api/v1/broker/status", AEQ_ROLE_VIEWER, AEQ_LIMIT_READ, AEQ_RUN_READ, AEQ_BODY_NONE, NULL,
    aeq_api_broker_status },
  { "POST", "/api/v1/broker/{id}/run", AEQ_ROLE_ANALYST, AEQ_LIMIT_HEAVY, AEQ_RUN_WORK, AEQ_BODY_NONE, "broker-run",
    aeq_api_broker_run },
  { "DELETE", "/api/v1/broker/{id}", AEQ_ROLE_ADMIN, AEQ_LIMIT_WRITE, AEQ_RUN_WRITE, AEQ_BODY_NONE,
    "broker-disconnected", aeq_api_broker_disconnect },

  { "GET", "/api/v1/audit", AEQ_ROLE_ADMIN, AEQ_LIMIT_READ, AEQ_RUN_READ, AEQ_BODY_NONE, NULL, aeq_api_audit },
  { "GET", "/api/v1/audit/access", AEQ_ROLE_ADMIN, AEQ_LIMIT_READ, AEQ_RUN_CATALOG, AEQ_BODY_NONE, NULL,
    aeq_api_audit_access },
  { NULL, NULL, 0, 0, 0, 0, NULL, NULL },
};
