/* SPDX-License-Identifier: MIT */
#pragma once

#include "aeq-date.h"
#include "aeq-progress.h"

G_BEGIN_DECLS

/* A trained model: the trees, what was learned of each series, and a description of how it came about. One buffer holds
 * all of it; the same data and seed give the same bytes. Immutable; forecasting from several threads is safe. */
typedef struct _AeqModel AeqModel;

GBytes   *aeq_model_save  (const AeqModel *self);
/* AEQ_ERROR_INVALID when it is none, or damaged, or of a newer format. */
AeqModel *aeq_model_load  (GBytes *bytes, GError **error);
/* The same of bytes that the caller knows to be as aeq_model_save() made them: without working out their SHA-256, which takes most of
 * the time. */
AeqModel *aeq_model_load_sound (GBytes *bytes, GError **error);
AeqModel *aeq_model_ref   (AeqModel *self);
void      aeq_model_unref (AeqModel *self);
/* JSON: format, features, hyper-parameters, training window, data hash, library version, metrics. Borrowed. */
const char *aeq_model_get_metadata (const AeqModel *self);
/* SHA-256 of the training data, in hexadecimal. Borrowed. */
const char *aeq_model_get_data_hash (const AeqModel *self);
gsize       aeq_model_get_rows (const AeqModel *self);
/* The last day that any series taught it. */
AeqDate     aeq_model_get_trained_to (const AeqModel *self);
/* Whether the model was trained on the series of this id. */
gboolean    aeq_model_knows (const AeqModel *self, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AeqModel, aeq_model_unref)

G_END_DECLS
