/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-call.h"

G_BEGIN_DECLS

/* The handlers of the route table, by subject. */
AeqReply *aeq_api_live  (AeqCall *call, GError **error);
AeqReply *aeq_api_ready (AeqCall *call, GError **error);

AeqReply *aeq_api_sign_up        (AeqCall *call, GError **error);
AeqReply *aeq_api_sign_in        (AeqCall *call, GError **error);
AeqReply *aeq_api_refresh        (AeqCall *call, GError **error);
AeqReply *aeq_api_accept         (AeqCall *call, GError **error);
AeqReply *aeq_api_sign_out       (AeqCall *call, GError **error);
AeqReply *aeq_api_sign_out_everywhere (AeqCall *call, GError **error);

AeqReply *aeq_api_verify         (AeqCall *call, GError **error);
AeqReply *aeq_api_verify_again   (AeqCall *call, GError **error);
AeqReply *aeq_api_forgot         (AeqCall *call, GError **error);
AeqReply *aeq_api_reset          (AeqCall *call, GError **error);

AeqReply *aeq_api_second_factor         (AeqCall *call, GError **error);
AeqReply *aeq_api_begin_second_factor   (AeqCall *call, GError **error);
AeqReply *aeq_api_confirm_second_factor (AeqCall *call, GError **error);
AeqReply *aeq_api_remove_second_factor  (AeqCall *call, GError **error);

AeqReply *aeq_api_organisations  (AeqCall *call, GError **error);
AeqReply *aeq_api_organisation   (AeqCall *call, GError **error);
AeqReply *aeq_api_rename         (AeqCall *call, GError **error);
AeqReply *aeq_api_members        (AeqCall *call, GError **error);
AeqReply *aeq_api_set_member     (AeqCall *call, GError **error);
AeqReply *aeq_api_remove_member  (AeqCall *call, GError **error);
AeqReply *aeq_api_invitations    (AeqCall *call, GError **error);
AeqReply *aeq_api_invite         (AeqCall *call, GError **error);
AeqReply *aeq_api_withdraw       (AeqCall *call, GError **error);

AeqReply *aeq_api_tokens         (AeqCall *call, GError **error);
AeqReply *aeq_api_add_token      (AeqCall *call, GError **error);
AeqReply *aeq_api_revoke_token   (AeqCall *call, GError **error);

AeqReply *aeq_api_provider        (AeqCall *call, GError **error);
AeqReply *aeq_api_set_provider    (AeqCall *call, GError **error);
AeqReply *aeq_api_remove_provider (AeqCall *call, GError **error);
AeqReply *aeq_api_begin_provider  (AeqCall *call, GError **error);
AeqReply *aeq_api_finish_provider (AeqCall *call, GError **error);
AeqReply *aeq_api_link_provider   (AeqCall *call, GError **error);

/* Accounts, flows, positions, balances and limits: which one, the path says. */
AeqReply *aeq_api_list_records   (AeqCall *call, GError **error);
AeqReply *aeq_api_read_record    (AeqCall *call, GError **error);
AeqReply *aeq_api_add_record     (AeqCall *call, GError **error);
AeqReply *aeq_api_change_record  (AeqCall *call, GError **error);
AeqReply *aeq_api_remove_record  (AeqCall *call, GError **error);
AeqReply *aeq_api_account_balance (AeqCall *call, GError **error);

AeqReply *aeq_api_upload         (AeqCall *call, GError **error);
AeqReply *aeq_api_imports        (AeqCall *call, GError **error);
AeqReply *aeq_api_import         (AeqCall *call, GError **error);
AeqReply *aeq_api_undo_import    (AeqCall *call, GError **error);

AeqReply *aeq_api_forecast       (AeqCall *call, GError **error);
AeqReply *aeq_api_forecast_daily (AeqCall *call, GError **error);
AeqReply *aeq_api_forecasts      (AeqCall *call, GError **error);
AeqReply *aeq_api_forecast_document (AeqCall *call, GError **error);

AeqReply *aeq_api_broker_connect    (AeqCall *call, GError **error);
AeqReply *aeq_api_broker_status     (AeqCall *call, GError **error);
AeqReply *aeq_api_broker_run        (AeqCall *call, GError **error);
AeqReply *aeq_api_broker_disconnect (AeqCall *call, GError **error);

AeqReply *aeq_api_audit          (AeqCall *call, GError **error);
AeqReply *aeq_api_audit_access   (AeqCall *call, GError **error);

G_END_DECLS
