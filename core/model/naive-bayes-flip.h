#pragma once

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* What would change a verdict. */
typedef struct
{
  GPtrArray *words;  /* (element-type utf8): lower-cased tokens whose every
                        occurrence goes, the strongest first; empty where no
                        removal changes it */
  guint from, to;    /* classes: before, and without them */
  double *probabilities; /* [n_classes]: without them */
  gboolean fewest;   /* proven to be the fewest, not only found */
} InkNaiveBayesFlip;

/* ink_naive_bayes_flip: the fewest different words of @text whose removal gives
 * it another class. Up to @limit words are tried together.
 * Returns: (transfer full). Any thread. */
InkNaiveBayesFlip *ink_naive_bayes_flip (const InkModel *model,
                                         const char *text, guint limit);
void ink_naive_bayes_flip_free (InkNaiveBayesFlip *flip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkNaiveBayesFlip, ink_naive_bayes_flip_free)

G_END_DECLS
