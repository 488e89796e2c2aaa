/* SPDX-License-Identifier: MIT */
#include "aeq-sample-plan.h"

/* The streams of flows, account by account. Columns: account, category, sign, flows a day, mean, sigma, granule, shape,
 * parties, days, drive, announced days ahead, narrative. */

#define K 1e3
#define M 1e6

#define CLIENTS_IN(account, n, mean, granule) \
  { account, "client_receipt", 1, n, mean, 1.0, granule, AEQ_SAMPLE_SHAPE_RECEIPTS, AEQ_SAMPLE_POOL_CLIENTS, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_CLIENT, 0, "Client receipt" }
#define CLIENTS_OUT(account, n, mean, granule) \
  { account, "client_payment", -1, n, mean, 1.0, granule, AEQ_SAMPLE_SHAPE_PAYMENTS, AEQ_SAMPLE_POOL_CLIENTS, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_CLIENT, 0, "Client payment" }
#define SUPPLIERS(account, n, mean, granule) \
  { account, "supplier_payment", -1, n, mean, 0.9, granule, AEQ_SAMPLE_SHAPE_PAYMENTS, AEQ_SAMPLE_POOL_SUPPLIERS, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_FIXED, 0, "Invoice" }
#define SECURITIES(account, n, mean, granule) \
  { account, "securities_settlement", 0, n, mean, 0.9, granule, AEQ_SAMPLE_SHAPE_DVP, AEQ_SAMPLE_POOL_DEPOSITORIES, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_MARKET, 2, "Delivery against payment" }
#define FX(account, n, mean, granule) \
  { account, "fx_settlement", 0, n, mean, 0.6, granule, AEQ_SAMPLE_SHAPE_CLS, AEQ_SAMPLE_POOL_FX, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_MARKET, 3, "CLS settlement" }
#define VARIATION(account, n, mean, granule) \
  { account, "variation_margin", 0, n, mean, 0.8, granule, AEQ_SAMPLE_SHAPE_MARGIN_RUN, AEQ_SAMPLE_POOL_CCPS, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_VARIATION, 0, "Variation margin" }
#define CALLS(account, n, mean, granule, pool) \
  { account, "margin_call", -1, n, mean, 0.6, granule, AEQ_SAMPLE_SHAPE_CALL, pool, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_MARGIN, 1, "Margin call" }
#define COLLATERAL(account, n, mean, granule) \
  { account, "collateral", 0, n, mean, 0.7, granule, AEQ_SAMPLE_SHAPE_FUNDING, AEQ_SAMPLE_POOL_DEALERS, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_MARKET, 0, "Cash collateral" }
#define SUBSCRIPTIONS(account, n, mean, granule) \
  { account, "subscription", 1, n, mean, 0.8, granule, AEQ_SAMPLE_SHAPE_FUND, AEQ_SAMPLE_POOL_CLIENTS, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_CLIENT, 1, "Fund subscription" }
#define REDEMPTIONS(account, n, mean, granule) \
  { account, "redemption", -1, n, mean, 0.8, granule, AEQ_SAMPLE_SHAPE_FUND, AEQ_SAMPLE_POOL_CLIENTS, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_REDEMPTION, 5, "Fund redemption" }
#define DIVIDENDS(account, n, mean, granule) \
  { account, "dividend", 1, n, mean, 0.9, granule, AEQ_SAMPLE_SHAPE_EARLY, AEQ_SAMPLE_POOL_ISSUERS, \
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_DIVIDEND, 10, "Dividend" }
#define COUPONS(account, n, mean, granule) \
  { account, "coupon", 1, n, mean, 0.7, granule, AEQ_SAMPLE_SHAPE_EARLY, AEQ_SAMPLE_POOL_ISSUERS, \
    AEQ_SAMPLE_TWICE, AEQ_SAMPLE_DRIVE_FIXED, 14, "Coupon" }
#define FEES(account, n, mean, granule) \
  { account, "fee", -1, n, mean, 0.6, granule, AEQ_SAMPLE_SHAPE_PAYMENTS, AEQ_SAMPLE_POOL_BANK, \
    AEQ_SAMPLE_MONTH_FIFTH, AEQ_SAMPLE_DRIVE_FIXED, 5, "Account and custody fees" }
#define INTEREST(account, mean, granule) \
  { account, "interest", 1, 1.0, mean, 0.3, granule, AEQ_SAMPLE_SHAPE_EARLY, AEQ_SAMPLE_POOL_BANK, \
    AEQ_SAMPLE_MONTH_LAST, AEQ_SAMPLE_DRIVE_FIXED, 5, "Credit interest" }
#define FINANCING(account, n, mean, granule) \
  { account, "financing", -1, n, mean, 0.4, granule, AEQ_SAMPLE_SHAPE_EARLY, AEQ_SAMPLE_POOL_BANK, \
    AEQ_SAMPLE_MONTH_THIRD, AEQ_SAMPLE_DRIVE_FIXED, 5, "Margin loan interest" }
#define PAYROLL(account, n, mean, granule, when) \
  { account, "payroll", -1, n, mean, 0.04, granule, AEQ_SAMPLE_SHAPE_EARLY, AEQ_SAMPLE_POOL_PAYROLL, \
    when, AEQ_SAMPLE_DRIVE_FIXED, 14, "Salaries" }
#define TAX(account, mean, granule, when, words) \
  { account, "tax", -1, 1.0, mean, 0.2, granule, AEQ_SAMPLE_SHAPE_EARLY, AEQ_SAMPLE_POOL_TAX, \
    when, AEQ_SAMPLE_DRIVE_FIXED, 14, words }

const AeqSampleStream AEQ_SAMPLE_STREAMS[] = {
  CLIENTS_IN (0, 18, 310 * K, 1),
  CLIENTS_OUT (0, 15, 340 * K, 1),
  SUPPLIERS (0, 3, 28 * K, 1),
  FX (0, 3, 4.5 * M, 100),
  SUBSCRIPTIONS (0, 1.3, 2.0 * M, 10000),
  REDEMPTIONS (0, 1.2, 2.1 * M, 10000),
  CALLS (0, 0.4, 2.2 * M, 1000000, AEQ_SAMPLE_POOL_CCPS),
  PAYROLL (0, 1, 1.9 * M, 1, AEQ_SAMPLE_TWICE),
  TAX (0, 6.4 * M, 100, AEQ_SAMPLE_TAX_US, "Estimated corporate tax"),
  FEES (0, 3, 22 * K, 1),
  INTEREST (0, 85 * K, 1),

  SECURITIES (1, 12, 1.5 * M, 1),
  VARIATION (1, 8, 700 * K, 1),
  CALLS (1, 0.8, 3.0 * M, 1000000, AEQ_SAMPLE_POOL_CCPS),
  COLLATERAL (1, 2, 1.4 * M, 100000),
  { 1, "initial_margin", 0, 0.8, 1.8 * M, 0.6, 100000, AEQ_SAMPLE_SHAPE_MARGIN_RUN, AEQ_SAMPLE_POOL_CCPS,
    AEQ_SAMPLE_DAILY, AEQ_SAMPLE_DRIVE_VARIATION, 0, "Initial margin" },
  FEES (1, 2, 18 * K, 1),

  SECURITIES (2, 26, 900 * K, 1),
  DIVIDENDS (2, 2, 46 * K, 1),
  COUPONS (2, 6, 230 * K, 1),
  SUBSCRIPTIONS (2, 1.6, 1.5 * M, 10000),
  REDEMPTIONS (2, 1.5, 1.6 * M, 10000),
  FEES (2, 4, 31 * K, 1),

  SECURITIES (3, 17, 1.1 * M, 1),
  VARIATION (3, 6, 620 * K, 1),
  CALLS (3, 1.0, 2.6 * M, 1000000, AEQ_SAMPLE_POOL_BANK),
  COLLATERAL (3, 3, 1.1 * M, 100000),
  DIVIDENDS (3, 1, 30 * K, 1),
  FINANCING (3, 3, 190 * K, 1),
  FEES (3, 2, 26 * K, 1),

  CLIENTS_IN (4, 13, 250 * K, 1),
  CLIENTS_OUT (4, 11, 270 * K, 1),
  SUPPLIERS (4, 2.5, 21 * K, 1),
  FX (4, 3, 4.2 * M, 100),
  VARIATION (4, 3, 520 * K, 1),
  CALLS (4, 0.5, 1.9 * M, 1000000, AEQ_SAMPLE_POOL_CCPS),
  SUBSCRIPTIONS (4, 0.8, 1.4 * M, 10000),
  REDEMPTIONS (4, 0.8, 1.5 * M, 10000),
  PAYROLL (4, 1, 1.6 * M, 1, AEQ_SAMPLE_MONTH_LAST),
  TAX (4, 850 * K, 1, AEQ_SAMPLE_TENTH, "Turnover tax"),
  FEES (4, 3, 15 * K, 1),

  SECURITIES (5, 20, 700 * K, 1),
  COUPONS (5, 5, 180 * K, 1),
  DIVIDENDS (5, 1.2, 38 * K, 1),
  FEES (5, 3, 19 * K, 1),

  SECURITIES (6, 7, 1.1 * M, 1),
  VARIATION (6, 3, 800 * K, 1),
  CALLS (6, 0.3, 2.4 * M, 1000000, AEQ_SAMPLE_POOL_CCPS),
  INTEREST (6, 70 * K, 1),

  CLIENTS_IN (7, 10, 200 * K, 1),
  CLIENTS_OUT (7, 9, 210 * K, 1),
  SUPPLIERS (7, 2, 17 * K, 1),
  FX (7, 2, 3.2 * M, 100),
  PAYROLL (7, 1, 1.1 * M, 1, AEQ_SAMPLE_MONTH_LAST),
  TAX (7, 1.7 * M, 100, AEQ_SAMPLE_TAX_UK, "Corporation tax instalment"),
  FEES (7, 2, 12 * K, 1),

  SECURITIES (8, 11, 600 * K, 1),
  VARIATION (8, 4, 350 * K, 1),
  CALLS (8, 0.7, 1.3 * M, 1000000, AEQ_SAMPLE_POOL_BANK),
  COLLATERAL (8, 1.5, 700 * K, 100000),
  FINANCING (8, 2, 95 * K, 1),

  CLIENTS_IN (9, 7, 30 * M, 1),
  CLIENTS_OUT (9, 7, 30 * M, 1),
  SECURITIES (9, 8, 90 * M, 1),
  FX (9, 2, 420 * M, 1000),
  VARIATION (9, 2, 60 * M, 1000),
  CALLS (9, 0.3, 160 * M, 1000000, AEQ_SAMPLE_POOL_CCPS),
  DIVIDENDS (9, 0.5, 4 * M, 1),
  FEES (9, 1, 1.4 * M, 1),

  CLIENTS_IN (10, 6, 120 * K, 1),
  CLIENTS_OUT (10, 6, 125 * K, 1),
  SECURITIES (10, 5, 320 * K, 1),
  FX (10, 1.6, 1.4 * M, 100),
  SUPPLIERS (10, 1, 14 * K, 1),
  FEES (10, 1, 9 * K, 1),

  SECURITIES (11, 12, 480 * K, 1),
  COUPONS (11, 3, 110 * K, 1),
  DIVIDENDS (11, 0.8, 24 * K, 1),
  FEES (11, 2, 11 * K, 1),
};
const guint AEQ_SAMPLE_N_STREAMS = G_N_ELEMENTS (AEQ_SAMPLE_STREAMS);

const AeqSampleRepoBook AEQ_SAMPLE_REPO_BOOKS[] = {
  { 1, 170 * M, 8 * M, 0.043 },
  { 4, 60 * M, 5 * M, 0.026 },
  { 6, 55 * M, 9 * M, 0.025 },
  { 7, 38 * M, 4 * M, 0.045 },
};
const guint AEQ_SAMPLE_N_REPO_BOOKS = G_N_ELEMENTS (AEQ_SAMPLE_REPO_BOOKS);
