/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"
#include "aeq-rng.h"

G_BEGIN_DECLS

/* What a path is drawn from: a stretch of past days, named by how many days before today it began. Ages, unlike rows of an account's
 * history, mean the same day for every account, whatever its calendar and the length of its history: so the paths of all
 * accounts, the rest of today and the days ahead, go through the same past days together. A drawn day may be no business
 * day of an account: each draw is therefore a short list, the same for all, of which an account takes the first day that it has. */
#define AEQ_BLOCK_REACH 126 /* days */
#define AEQ_BLOCK_TRIES 6

typedef struct
{
  guint8 first[AEQ_BLOCK_TRIES];  /* age of the day that stands for today; the days after it stand for the days ahead */
  guint8 second[AEQ_BLOCK_TRIES]; /* of the day whose errors are mixed in, so that there are more paths than past days */
  guint8 far[AEQ_BLOCK_TRIES];    /* where a stretch goes on that has run into today */
} AeqBlock;

/* Rows of one account by age. */
typedef struct
{
  gsize  row[AEQ_BLOCK_REACH + 1]; /* [0] unused; the newest day that is so old or older */
  guint8 exact[AEQ_BLOCK_REACH + 1];
} AeqBlockDays;

/* Newer days a little more often; @far is older than @stretch days. */
void  aeq_block_draw (AeqRng *rng, guint stretch, AeqBlock *block);
/* @days rising, @n above 0, all before @today. Ages beyond the oldest day start again from the newest. */
void  aeq_block_days (AeqDate today, const AeqDate *days, gsize n, AeqBlockDays *self);
/* The day that stands for @target when @from stands for @today: as many weekdays later, so that a holiday of one account does not shift
 * it against the others. AEQ_DATE_NONE when one of them is on a weekend: then rows are counted. */
AeqDate aeq_block_ahead (AeqDate today, AeqDate target, AeqDate from);
/* The age to take of those drawn. */
guint aeq_block_age  (const AeqBlockDays *self, const guint8 tries[AEQ_BLOCK_TRIES]);

G_END_DECLS
