#pragma once

#include <gio/gio.h>

#include "core/data/drawing-set.h"
#include "core/data/image-set.h"
#include "core/data/text-set.h"
#include "core/model/naive-bayes.h"
#include "core/train/recipe.h"

G_BEGIN_DECLS

/* A way to learn and what to learn from: what cross-validation and learning
 * curves need of a model's kind, and no more. Immutable once made; counted
 * references; any thread. */
typedef struct _InkLearner InkLearner;

/* ink_learner_new_lenet5: @images: 28x28, referenced. @recipe: copied; its
 * validation split is taken from the examples that a fit is given.
 * ink_learner_new_naive_bayes: @texts: referenced.
 * Both (transfer full), NULL with INK_ERROR_ARGUMENT or INK_ERROR_MISMATCH as
 * training would have it. */
InkLearner *ink_learner_new_lenet5 (InkImageSet *images,
                                    const InkRecipe *recipe, GError **error);
InkLearner *ink_learner_new_naive_bayes (InkTextSet *texts,
                                         const InkNaiveBayesOptions *options,
                                         GError **error);
/* ink_learner_new_lenet5_with_drawings: every fit learns from @drawings too,
 * each in as many variations as the recipe says; they are held to nobody.
 * @drawings: (nullable) (transfer full): freed also when this fails */
InkLearner *ink_learner_new_lenet5_with_drawings (InkImageSet *images,
                                                  InkDrawingSet *drawings,
                                                  const InkRecipe *recipe,
                                                  GError **error);
InkLearner *ink_learner_ref (InkLearner *learner);
void ink_learner_unref (InkLearner *learner);

/* "lenet5", "naive-bayes" */
const char *ink_learner_name (const InkLearner *learner);
/* The data set's name. */
const char *ink_learner_data (const InkLearner *learner);
guint ink_learner_count (const InkLearner *learner);
guint ink_learner_n_classes (const InkLearner *learner);
const char *const *ink_learner_class_names (const InkLearner *learner);
/* [count] */
const guint32 *ink_learner_labels (const InkLearner *learner);

/* How far a fit has come, 0 to 1; in the thread that fits. */
typedef void (*InkLearnerFunc) (double fraction, gpointer user_data);

/* ink_learner_fit: learns from some of the examples and says what it makes of
 * others. The result depends on the learner and the indices, not on the
 * threads; several fits of one learner may run at once.
 * @train, @test: indices of examples, [n_train] and [n_test]
 * @n_threads: 0 for all
 * @func: (nullable)
 * @probabilities: (out): [n_test][n_classes]
 * Returns: FALSE with G_IO_ERROR_CANCELLED, INK_ERROR_DIVERGED or what else
 * learning ends in. */
gboolean ink_learner_fit (const InkLearner *learner, const guint32 *train,
                          guint n_train, const guint32 *test, guint n_test,
                          guint n_threads, GCancellable *cancellable,
                          InkLearnerFunc func, gpointer user_data,
                          double *probabilities, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkLearner, ink_learner_unref)

G_END_DECLS
