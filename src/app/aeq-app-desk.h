/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-regime.h"
#include "aeq-job-position.h"
#include "aeq-workspace.h"

G_BEGIN_DECLS

/* What all pages of one window share: the ledger's workspace, what is chosen in the header (account, currency, business date) and the
 * news that data have changed. Used from the main thread only.
 *
 * Signals: "scope-changed" when another account, currency or date was chosen; "data-changed" when the ledger holds something new, after
 * the accounts and the regime have been read again. The window answers both by refreshing the page that is shown. */
#define AEQ_TYPE_APP_DESK (aeq_app_desk_get_type ())
G_DECLARE_FINAL_TYPE (AeqAppDesk, aeq_app_desk, AEQ, APP_DESK, GObject)

/* What a worker read of a ledger for the header; nobody changes it any more. */
typedef struct
{
  GPtrArray       *accounts;   /* AeqAccount, by number and currency */
  gboolean         has_regime;
  AeqRegimeReading regime;
  char           **reasons;    /* (nullable) */
} AeqAppDeskNews;

AeqAppDeskNews *aeq_app_desk_news_read (AeqLedger *ledger, GError **error); /* on a worker */
void            aeq_app_desk_news_free (AeqAppDeskNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqAppDeskNews, aeq_app_desk_news_free)

/* Takes @news and @position over; @position (nullable): of all accounts today, read at the same time. */
AeqAppDesk           *aeq_app_desk_new           (AeqWorkspace *workspace, AeqAppDeskNews *news, AeqPositionTable *position);
AeqWorkspace         *aeq_app_desk_get_workspace (AeqAppDesk *self);
const AeqAppDeskNews *aeq_app_desk_get_news      (AeqAppDesk *self);

/* What is looked at. An account has one currency: choosing it chooses that one too. */
const AeqAccount  *aeq_app_desk_get_account   (AeqAppDesk *self); /* NULL: all accounts */
const AeqCurrency *aeq_app_desk_get_currency  (AeqAppDesk *self); /* NULL: all currencies */
AeqDate            aeq_app_desk_get_date      (AeqAppDesk *self); /* AEQ_DATE_NONE: today, on each account's clock */
void               aeq_app_desk_set_account   (AeqAppDesk *self, const AeqId *uid); /* (nullable) */
void               aeq_app_desk_set_currency  (AeqAppDesk *self, const AeqCurrency *currency);
void               aeq_app_desk_set_date      (AeqAppDesk *self, AeqDate date);

/* What was read of the Position page before there was one. NULL when it was taken, or is not what is looked at any more. Free it. */
AeqPositionTable *aeq_app_desk_take_position (AeqAppDesk *self);

/* To be called after a change to the ledger, by whoever made it. */
void aeq_app_desk_data_changed (AeqAppDesk *self);

G_END_DECLS
