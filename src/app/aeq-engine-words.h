/* SPDX-License-Identifier: MIT */
#pragma once

/* The sentences that the engine marks with N_(), for aeq_words_use(); engine-words.py takes them out of the sources. */
extern const char *const AEQ_ENGINE_WORDS[];
