/* SPDX-License-Identifier: MIT */
#include "aeq-sample-plan.h"

#include <string.h>

#define M G_GINT64_CONSTANT (1000000)
#define HM(hour, minute) ((hour) * 60 + (minute))

#define NEW_YORK "America/New_York", "us_fedwire"
#define FRANKFURT "Europe/Berlin", "target2"
#define LONDON "Europe/London", "uk_chaps"

/* Numbers of the 99 ranges, which no bank of these countries has been given. Zurich and Tokyo have no built-in
 * calendar: TARGET is the nearest to the Swiss one, and Tokyo works on all weekdays. */
const AeqSampleAccountPlan AEQ_SAMPLE_ACCOUNTS[AEQ_SAMPLE_N_ACCOUNTS] = {
  { "USD operating", "Hudson Meridian Bank", "HMBK", "nostro", "990041771", NULL, "USD", 2, NEW_YORK,
    52 * M, 18 * M, 30 * M, 25 * M, 0, HM (17, 45) },
  { "USD clearing and funding", "Calloway Trust Company", "CTCO", "nostro", "990052230", NULL, "USD", 2, NEW_YORK,
    112 * M, 30 * M, 50 * M, 75 * M, 0, HM (17, 45) },
  { "USD custody", "Ironbridge Custody", "IBCU", "custody", "99-7340018", NULL, "USD", 2, NEW_YORK,
    46 * M, 20 * M, 30 * M, 20 * M, 0, HM (17, 45) },
  { "USD prime brokerage", "Harbour Vale Prime Services", "HVPS", "prime_broker", "PB-9904417", NULL, "USD", 2, NEW_YORK,
    58 * M, 20 * M, 36 * M, 0, 0, HM (17, 45) },
  { "EUR operating", "Rheintor Handelsbank", "RTHB", "nostro", "990990010004711001", "DE", "EUR", 2, FRANKFURT,
    62 * M, 20 * M, 30 * M, 20 * M, 4, HM (17, 25) },
  { "EUR custody", "Mainufer Wertpapierbank", "MUWB", "custody", "990990020008300177", "DE", "EUR", 2, FRANKFURT,
    27 * M, 12 * M, 18 * M, 10 * M, 4, HM (17, 25) },
  { "EUR central bank", "Zentralbankkonto Frankfurt", "ZBKF", "central_bank", "990990030000002615", "DE", "EUR", 2, FRANKFURT,
    48 * M, 6 * M, 17 * M, 30 * M, 4, HM (17, 25) },
  { "GBP operating", "Thamesgate Bank", "THGB", "nostro", "TGBX99040026118374", "GB", "GBP", 2, LONDON,
    40 * M, 11 * M, 19 * M, 15 * M, 7, HM (17, 15) },
  { "GBP prime brokerage", "Kestrel Prime Brokerage", "KSPB", "prime_broker", "KPBX99040031550012", "GB", "GBP", 2, LONDON,
    25 * M, 10 * M, 16 * M, 0, 7, HM (17, 15) },
  { "JPY operating", "Sakurabashi Bank", "SKRB", "nostro", "9904-118-2207", NULL, "JPY", 0, "Asia/Tokyo", "weekdays",
    4500 * M, 1900 * M, 2800 * M, 1500 * M, 9, HM (18, 30) },
  { "CHF operating", "Limmatquai Bank", "LMQB", "nostro", "99041000772913004", "CH", "CHF", 2, "Europe/Zurich", "target2",
    13 * M, 5 * M, 8 * M, 5 * M, 10, HM (17, 0) },
  { "GBP custody", "Aldermoor Custody", "ALMC", "custody", "ALMX99040077204419", "GB", "GBP", 2, LONDON,
    17 * M, 9 * M, 12 * M, 5 * M, 7, HM (17, 15) },
};

/* In the order of AeqSamplePool. All invented. */
const AeqSampleParty AEQ_SAMPLE_PARTIES[] = {
  { "Ashgrove Pension Fund", 5, 20 },
  { "Blackwater Multi-Strategy", 25, 45 },
  { "Corvane Industries", 15, 60 },
  { "Delphine Asset Management", 10, 25 },
  { "Eastmoor Shipping", 35, 90 },
  { "Farrow & Pell Insurance", 8, 30 },
  { "Glasswing Macro Fund", 20, 40 },
  { "Highfield University Endowment", 4, 15 },
  { "Inverlock Energy Trading", 30, 70 },
  { "Juniper Row Capital", 12, 35 },
  { "Kaldera Mining", 28, 80 },
  { "Lowmarch Family Office", 18, 50 },
  { "Arkwell Securities", 6, 20 },
  { "Brightwater Markets", 8, 25 },
  { "Castellan Bank", 5, 15 },
  { "Dunmere Capital Markets", 12, 35 },
  { "Ellery Stone", 9, 30 },
  { "Fernhill Dealers", 15, 40 },
  { "Gantry Financial", 7, 20 },
  { "Clearhaven CCP", 0, 0 },
  { "Eurostead Clearing", 0, 0 },
  { "Northpoint Derivatives Clearing", 1, 10 },
  { "Atlantic Securities Depository", 2, 15 },
  { "Continental Settlement", 3, 20 },
  { "Harbour Street Depository", 3, 20 },
  { "Aldine Foods", 2, 30 },
  { "Borealis Rail", 2, 30 },
  { "Cindermoor Utilities", 3, 30 },
  { "Westmark Motorways", 0, 0 },
  { "Tarn Pharmaceuticals", 4, 45 },
  { "Vale Telecom", 3, 30 },
  { "Copperline Data", 0, 0 },
  { "Fieldgate Property", 0, 0 },
  { "Marlow Legal", 0, 0 },
  { "Quillon Systems", 0, 0 },
  { "Payroll bureau", 0, 0 },
  { "Revenue office", 0, 0 },
  { "FX settlement bank", 1, 10 },
  { "Account bank", 0, 0 },
  { "Group treasury", 0, 0 },
};
const guint AEQ_SAMPLE_N_PARTIES = G_N_ELEMENTS (AEQ_SAMPLE_PARTIES);

guint
aeq_sample_pool_range (AeqSamplePool pool, guint *n)
{
  static const guint8 SIZES[AEQ_SAMPLE_N_POOLS] = { 12, 7, 3, 3, 6, 4, 1, 1, 1, 1, 1 };
  guint first = 0;

  for (guint i = 0; i < (guint) pool; i++)
    first += SIZES[i];
  *n = SIZES[pool];
  return first;
}

const AeqSampleWindow *
aeq_sample_shape_windows (AeqSampleShape shape)
{
  static const AeqSampleWindow WINDOWS[AEQ_SAMPLE_N_SHAPES][4] = {
    [AEQ_SAMPLE_SHAPE_RECEIPTS] = { { HM (8, 15), HM (10, 30), 48 }, { HM (10, 30), HM (12, 30), 20 },
                                    { HM (12, 30), HM (14, 30), 22 }, { HM (14, 30), HM (16, 45), 10 } },
    [AEQ_SAMPLE_SHAPE_PAYMENTS] = { { HM (9, 0), HM (12, 0), 22 }, { HM (12, 0), HM (15, 0), 30 },
                                    { HM (15, 0), HM (16, 15), 18 }, { HM (16, 15), HM (16, 59), 30 } },
    [AEQ_SAMPLE_SHAPE_DVP] = { { HM (8, 30), HM (8, 42), 35 }, { HM (10, 30), HM (10, 40), 25 },
                               { HM (12, 30), HM (12, 40), 15 }, { HM (14, 45), HM (15, 5), 25 } },
    [AEQ_SAMPLE_SHAPE_MARGIN_RUN] = { { HM (8, 0), HM (9, 0), 75 }, { HM (13, 30), HM (14, 30), 25 } },
    [AEQ_SAMPLE_SHAPE_CALL] = { { HM (9, 30), HM (11, 0), 40 }, { HM (11, 0), HM (14, 0), 40 },
                                { HM (14, 0), HM (16, 0), 20 } },
    [AEQ_SAMPLE_SHAPE_EARLY] = { { HM (7, 30), HM (8, 30), 55 }, { HM (8, 30), HM (9, 45), 45 } },
    [AEQ_SAMPLE_SHAPE_FUNDING] = { { HM (8, 30), HM (10, 30), 55 }, { HM (10, 30), HM (13, 0), 30 },
                                   { HM (13, 0), HM (15, 30), 15 } },
    [AEQ_SAMPLE_SHAPE_FUND] = { { HM (11, 30), HM (13, 0), 70 }, { HM (15, 0), HM (16, 0), 30 } },
    [AEQ_SAMPLE_SHAPE_CLS] = { { HM (7, 0), HM (8, 0), 34 }, { HM (8, 0), HM (9, 0), 33 }, { HM (9, 0), HM (10, 0), 33 } },
  };

  return WINDOWS[shape];
}

const char *
aeq_sample_category_code (const char *category)
{
  static const struct { const char *category, *code; } CODES[] = {
    { "margin_call", "MC" }, { "variation_margin", "VM" }, { "initial_margin", "IM" }, { "collateral", "CO" },
    { "repo_open", "RO" }, { "repo_maturity", "RM" }, { "securities_settlement", "SS" }, { "fx_settlement", "FX" },
    { "subscription", "SB" }, { "redemption", "RD" }, { "client_receipt", "CR" }, { "client_payment", "CP" },
    { "dividend", "DV" }, { "coupon", "CN" }, { "interest", "IN" }, { "financing", "FN" }, { "fee", "FE" },
    { "payroll", "PY" }, { "tax", "TX" }, { "supplier_payment", "SP" }, { "treasury_transfer", "TT" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CODES); i++)
    if (strcmp (CODES[i].category, category) == 0)
      return CODES[i].code;
  g_return_val_if_reached ("OT");
}
