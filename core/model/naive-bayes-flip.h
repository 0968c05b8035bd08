#pragma once

#include "core/model/naive-bayes.h"

G_BEGIN_DECLS

/* What would change a verdict. */
typedef struct
{
  GPtrArray *words;  /* (element-type utf8): lower-cased tokens whose every
                        occurrence goes; empty where no removal changes it */
  GArray *spans;     /* (element-type InkTokenSpan): where they are */
  guint from, to;    /* classes: before, and without them */
  double *probabilities; /* [n_classes]: without them */
  gboolean fewest;   /* proven to be the fewest, not only found; of no words,
                        that no removal of up to the limit changes it */
} InkNaiveBayesFlip;

/* ink_naive_bayes_flip: the fewest different words of @text whose removal gives
 * it another class; all n-grams that hold one of them go, and none is made of
 * what is left. With CHAR characters but spaces take the place of words, with
 * CHAR_WB it is what stands between spaces. Up to @limit (> 0) words are tried
 * together, in a bounded number of steps; the same for the same text.
 * Returns: (transfer full). Any thread. */
InkNaiveBayesFlip *ink_naive_bayes_flip (const InkModel *model,
                                         const char *text, guint limit);
void ink_naive_bayes_flip_free (InkNaiveBayesFlip *flip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkNaiveBayesFlip, ink_naive_bayes_flip_free)

G_END_DECLS
