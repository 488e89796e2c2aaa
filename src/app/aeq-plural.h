/* SPDX-License-Identifier: MIT */
#pragma once

/* Marks both forms of a counted text for translation, as two arguments of a function that calls ngettext() with them. */
#define NN_(one, many) (one), (many)
