/* SPDX-License-Identifier: MIT */
#include "aeq-csv-words.h"

#include <string.h>

#include "aeq-csv-fold.h"

/* Beginnings of folded labels; longer ones stand before shorter ones that they begin with. */
static const struct
{
  AeqLabel    label;
  const char *words;
} LABELS[] = {
  { AEQ_LABEL_AVAILABLE, "available|verfugbar|disponibil|disponible|beschikba|saldo disponib|solde disponible|current available" },
  { AEQ_LABEL_OPENING,
    "opening|balance at start|start balance|starting balance|beginning balance|balance brought forward|brought forward|initial balance|previous balance|"
    "anfangssaldo|anfangsbestand|alter kontostand|alter saldo|letzter kontostand|eroffnungssaldo|startsaldo|saldovortrag|saldo vortrag|"
    "saldo iniziale|saldo precedente|saldo inicial|saldo anterior|solde initial|solde precedent|ancien solde|solde d ouverture|"
    "beginsaldo|vorig saldo|oud saldo|ingaende saldo|saldo poczatkowe" },
  { AEQ_LABEL_CLOSING,
    "closing|balance at end|end balance|ending balance|final balance|balance carried forward|ledger balance|current balance|balance as of|"
    "endsaldo|neuer kontostand|neuer saldo|schlusssaldo|kontostand|aktueller kontostand|abschlusssaldo|schlussbestand|endbestand|saldo per|saldo vom|"
    "saldo finale|saldo contabile|saldo final|saldo actual|nuevo saldo|solde final|nouveau solde|solde de cloture|solde au|solde comptable|"
    "eindsaldo|nieuw saldo|utgaende saldo|saldo koncowe|saldo al|saldo a|balance|saldo|solde" },
  { AEQ_LABEL_IBAN, "iban" },
  { AEQ_LABEL_ACCOUNT,
    "account number|account no|account details|account id|account|kontonummer|konto|kontonr|auftragskonto|numero di conto|numero conto|conto|"
    "numero de compte|n de compte|compte|numero de cuenta|cuenta|rekeningnummer|rekening|kontonummer" },
  { AEQ_LABEL_CURRENCY, "currency|ccy|wahrung|kontowahrung|bewertet in|valutazione in|divisa|moneta|moneda|devise|munt|valuta" },
  { AEQ_LABEL_TOTAL_CREDIT,
    "total credit|total credits|total deposits|total receipts|total paid in|summe haben|summe gutschriften|totale entrate|totale accrediti|totale avere|"
    "total credits|total abonos|totaal bij|total des credits" },
  { AEQ_LABEL_TOTAL_DEBIT,
    "total debit|total debits|total withdrawals|total payments|total paid out|summe soll|summe lastschriften|summe belastungen|totale uscite|"
    "totale addebiti|totale dare|total cargos|totaal af|total des debits" },
  { AEQ_LABEL_TOTAL, "total|totale|totals|totali|summe|gesamt|gesamtsumme|totaal|umsatzsumme|somme|sum|subtotal|zwischensumme" },
};

typedef struct
{
  char    *words;
  AeqLabel label;
} LabelKey;

static GArray *
build_labels (void)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (LabelKey));

  for (gsize i = 0; i < G_N_ELEMENTS (LABELS); i++)
    {
      g_auto(GStrv) words = g_strsplit (LABELS[i].words, "|", -1);

      for (char **word = words; *word != NULL; word++)
        {
          LabelKey key = { aeq_csv_fold (*word, -1), LABELS[i].label };

          g_array_append_val (keys, key);
        }
    }
  return keys;
}

static const GArray *
label_keys (void)
{
  static gsize once;
  static GArray *keys;

  if (g_once_init_enter (&once))
    {
      keys = build_labels ();
      g_once_init_leave (&once, 1);
    }
  return keys;
}

AeqLabel
aeq_label_of (const char *folded)
{
  const GArray *keys = label_keys ();

  for (guint i = 0; i < keys->len; i++)
    {
      const LabelKey *key = &g_array_index (keys, LabelKey, i);

      if (aeq_csv_begins_with (folded, key->words))
        return key->label;
    }
  return AEQ_LABEL_NONE;
}

static gboolean
is_one_of (const char *folded, const char *words)
{
  gsize length = strlen (folded);

  if (length == 0)
    return FALSE;
  for (const char *p = words; (p = strstr (p, folded)) != NULL; p++)
    if ((p == words || p[-1] == '|') && (p[length] == '|' || p[length] == '\0'))
      return TRUE;
  return FALSE;
}

int
aeq_direction_of (const char *text, gboolean letters)
{
  g_autofree char *folded = NULL;

  if (letters && (strcmp (text, "-") == 0 || strcmp (text, "+") == 0))
    return *text == '-' ? -1 : 1;
  if (strlen (text) > 20)
    return 0;
  folded = aeq_csv_fold (text, -1);
  if (is_one_of (folded, "debit|debits|dr|dbit|dbt|soll|af|out|outflow|debet|dare|debe|cargo|paid out|withdrawal|lastschrift|belastung|"
                         "addebito|outgoing|payment|ausgang|money out|uscita"))
    return -1;
  if (is_one_of (folded, "credit|credits|cr|crdt|cdt|haben|bij|in|inflow|avere|haber|abono|paid in|deposit|gutschrift|accredito|"
                         "incoming|receipt|eingang|money in|entrata"))
    return 1;
  if (letters && is_one_of (folded, "d|s|w"))
    return -1;
  return letters && is_one_of (folded, "c|h|k") ? 1 : 0;
}

AeqState
aeq_state_of (const char *text)
{
  g_autofree char *folded = NULL;

  if (*text == '\0' || strlen (text) > 60)
    return AEQ_STATE_UNKNOWN;
  folded = aeq_csv_fold (text, -1);
  if (strstr (folded, "vorgemerkt") != NULL || strstr (folded, "pending") != NULL || strstr (folded, "ausstehend") != NULL ||
      is_one_of (folded, "vormerkung|offen|in attesa|da contabilizzare|non contabilizzato|en attente|a venir|pendiente|in behandeling|gereserveerd|"
                         "reserved|authorised|authorized|reserverat|reserveret|pdng|info|in sospeso|noch nicht gebucht|nicht gebucht|oczekujaca|unbooked"))
    return AEQ_STATE_PENDING;
  if (is_one_of (folded, "declined|reverted|withdrawn|failed|cancelled|canceled|rejected|storniert|abgelehnt|fehlgeschlagen|annulla|annullato|"
                         "rifiutato|annule|refuse|rejete|cancelado|rechazado|geannuleerd|geweigerd|void|denied|expired"))
    return AEQ_STATE_VOID;
  if (is_one_of (folded, "expected|planned|forecast|scheduled|geplant|erwartet|previsto|prevu|programado|gepland|future"))
    return AEQ_STATE_EXPECTED;
  if (strstr (folded, "gebucht") != NULL ||
      is_one_of (folded, "booked|posted|completed|complete|cleared|settled|actual|abgeschlossen|ausgefuhrt|erledigt|contabilizzato|eseguito|comptabilise|"
                         "effectu|execute|contabilizado|realizado|verwerkt|book|done|success|successful|paid|ok|finished|zaksiegowana|executed"))
    return AEQ_STATE_BOOKED;
  return AEQ_STATE_UNKNOWN;
}
