#pragma once

#include "core/text/vocabulary.h"

G_BEGIN_DECLS

/* An empty one that grows to @n_terms terms of @n_bytes bytes without moving.
 * (transfer full) */
InkVocabulary *vocabulary_new_sized (guint32 n_terms, gsize n_bytes);

G_END_DECLS
