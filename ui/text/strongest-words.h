#pragma once

#include <gio/gio.h>

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* The strongest words of a class in a model, for it and against it: a walk
 * through the vocabulary, by a worker. */
typedef struct
{
  InkModel *model;
  guint class_index;
  guint n;          /* at most, of each */
  GArray *words[2]; /* (element-type InkStrongToken): for, against */
} InkStrongestWords;

/* Main thread; @callback runs in the main loop. */
void ink_strongest_words_async (InkModel *model, guint class_index, guint n,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer none): as long as @result. */
const InkStrongestWords *ink_strongest_words_finish (GAsyncResult *result);

G_END_DECLS
