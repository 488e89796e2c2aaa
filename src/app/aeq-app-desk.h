/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-account.h"
#include "aeq-regime.h"
#include "aeq-workspace.h"

G_BEGIN_DECLS

/* What all pages of one window share: the ledger's workspace, what is chosen in the header (account, currency, business date) and the
 * news that data have changed. Used from the main thread only.
 *
 * Signals: "scope-changed" when another account, currency or date was chosen; "data-changed" when the ledger holds something new, after
 * the accounts and the regime have been read again. The window answers both by refreshing the page that is shown. */
#define AEQ_TYPE_DESK (aeq_desk_get_type ())
G_DECLARE_FINAL_TYPE (AeqDesk, aeq_desk, AEQ, DESK, GObject)

/* What a worker read of a ledger for the header; nobody changes it any more. */
typedef struct
{
  GPtrArray       *accounts;   /* AeqAccount, by number and currency */
  gboolean         has_regime;
  AeqRegimeReading regime;
  char           **reasons;    /* (nullable) */
} AeqDeskNews;

AeqDeskNews *aeq_desk_news_read (AeqLedger *ledger, GError **error); /* on a worker */
void         aeq_desk_news_free (AeqDeskNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqDeskNews, aeq_desk_news_free)

/* Takes @news over. */
AeqDesk           *aeq_desk_new           (AeqWorkspace *workspace, AeqDeskNews *news);
AeqWorkspace      *aeq_desk_get_workspace (AeqDesk *self);
const AeqDeskNews *aeq_desk_get_news      (AeqDesk *self);

/* What is looked at. An account has one currency: choosing it chooses that one too. */
const AeqAccount  *aeq_desk_get_account   (AeqDesk *self); /* NULL: all accounts */
const AeqCurrency *aeq_desk_get_currency  (AeqDesk *self); /* NULL: all currencies */
AeqDate            aeq_desk_get_date      (AeqDesk *self); /* AEQ_DATE_NONE: today, on each account's clock */
void               aeq_desk_set_account   (AeqDesk *self, const AeqId *uid); /* (nullable) */
void               aeq_desk_set_currency  (AeqDesk *self, const AeqCurrency *currency);
void               aeq_desk_set_date      (AeqDesk *self, AeqDate date);

/* To be called after a change to the ledger, by whoever made it. */
void aeq_desk_data_changed (AeqDesk *self);

G_END_DECLS
